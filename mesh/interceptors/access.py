"""Lets a call in by the policy that the contract states for its method."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from mesh.errors import ScopeMissing, Unauthenticated
from mesh.identity import Caller, set_caller
from mesh.interceptors.guard import Call
from mesh.policy import policy_of
from mesh.tokens import TokenVerifier


def bearer(metadata: dict[str, str]) -> str | None:
    """The token in ``authorization: Bearer``; None where there is no such metadata."""
    scheme, _, token = metadata.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def require_scope(caller: Caller, any_scope: frozenset[str]) -> None:
    """Raises ``ScopeMissing`` unless the caller has one of these scopes; an empty set asks for none."""
    if any_scope and not (any_scope & caller.scopes):
        wanted = " or ".join(f"`{scope}`" for scope in sorted(any_scope))
        raise ScopeMissing(
            f"This needs the scope {wanted}, which the credential does not have. Use a key or a session that has it.",
            needed=" ".join(sorted(any_scope)),
        )


def access(verifier: TokenVerifier) -> Callable[[Call], AbstractAsyncContextManager[None]]:
    """The concern that verifies tokens with ``verifier`` and enforces scopes."""

    @asynccontextmanager
    async def concern(call: Call) -> AsyncIterator[None]:
        policy = policy_of(call.method)
        if policy is not None and not policy.public:
            token = bearer(call.metadata)
            if token is None:
                raise Unauthenticated("This needs a credential. Send `authorization: Bearer <access token>`.")
            caller = await verifier.verify(token)
            require_scope(caller, frozenset(policy.any_scope))
            set_caller(caller)
        yield

    return concern
