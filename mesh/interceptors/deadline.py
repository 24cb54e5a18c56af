"""Gives every call a deadline: the smaller of the contract's cap and what is left of the caller's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from mesh.deadlines import set_deadline
from mesh.errors import DeadlineExceeded
from mesh.interceptors.guard import Call
from mesh.policy import policy_of


@asynccontextmanager
async def deadline(call: Call) -> AsyncIterator[None]:
    policy = policy_of(call.method)
    if policy is None:
        yield
        return
    left = call.context.time_remaining()
    limit_s = float(policy.deadline_s) if left is None else min(left, float(policy.deadline_s))
    set_deadline(asyncio.get_running_loop().time() + limit_s)
    timeout = asyncio.timeout(limit_s)
    try:
        async with timeout:
            yield
    except TimeoutError as error:
        if not timeout.expired():
            # Somebody else's: a socket's, say. It does not mean that the caller's time is up.
            raise
        raise DeadlineExceeded(
            f"The work was not done within {limit_s:.0f} s. Allow more time, or try again when less is going on; "
            "a smaller picture takes less.",
            limit_s=limit_s,
        ) from error
