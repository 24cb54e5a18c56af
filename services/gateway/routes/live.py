"""A job's events over a WebSocket, for pages that cannot read server-sent events with a credential.

Browsers cannot set ``Authorization`` on a WebSocket, so the credential may come as a subprotocol, ``packshot.bearer.<credential>``;
``packshot`` beside it is the one that is answered. It is never in the URL, which is logged on its way.
"""

import asyncio
import contextlib
from contextlib import aclosing

from fastapi import APIRouter, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

from mesh.errors import InvalidArgument, PackshotError
from mesh.identity import current_request_id
from mesh.problems import Problem, problem_of
from services.gateway.access import require_method
from services.gateway.door import Desk
from services.gateway.errors import DoorError
from services.gateway.job_events import message_of
from services.gateway.job_watch import WATCH, watch_job
from services.gateway.quota import Kind
from services.gateway.standing import Standing

PROTOCOL = "packshot"
BEARER_PREFIX = "packshot.bearer."
NORMAL, REFUSED = 1000, 4000
"""Close codes: the job has ended; 4000 plus the status that HTTP would have answered, such as 4404."""
MAX_EVENT_ID = 2**64 - 1
router = APIRouter(prefix="/v1/jobs")


@router.websocket("/{job_id}/live")
async def watch_live(socket: WebSocket, job_id: str) -> None:
    """Events as JSON messages ``{event_id, event, data}``, to the job's end; a refusal is a message ``problem``, then the end."""
    desk: Desk = socket.app.state.desk
    offered = socket.scope.get("subprotocols", [])
    # Taken up before anything is checked: a page is told nothing about a WebSocket that was never opened.
    await socket.accept(subprotocol=PROTOCOL if PROTOCOL in offered else None)
    telling = asyncio.create_task(_tell(socket, desk, job_id, _credential(offered)))
    leaving = asyncio.create_task(_left(socket))
    try:
        await asyncio.wait({telling, leaving}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (telling, leaving):
            task.cancel()
        with contextlib.suppress(asyncio.CancelledError, WebSocketDisconnect):
            await telling
        with contextlib.suppress(asyncio.CancelledError):
            await leaving


async def _tell(socket: WebSocket, desk: Desk, job_id: str, authorization: str | None) -> None:
    try:
        standing = Standing(socket, desk, authorization)
        caller = await standing.identify()
        require_method(caller, WATCH)
        await desk.quotas.count(Kind.ACCOUNT, caller.account_id)
        with desk.watchers.held():
            async with aclosing(watch_job(desk.backends.jobs, job_id[:100], _after(socket), standing)) as events:
                async for event in events:
                    await socket.send_json(message_of(event))
    except PackshotError as error:
        problem = problem_of(error, current_request_id(), status=error.status if isinstance(error, DoorError) else None)
        await _refuse(socket, problem)
        return
    await _close(socket, NORMAL)


def _credential(offered: list[str]) -> str | None:
    for protocol in offered:
        if protocol.startswith(BEARER_PREFIX):
            return f"Bearer {protocol.removeprefix(BEARER_PREFIX)}"
    return None


def _after(socket: WebSocket) -> int:
    text = socket.query_params.get("after", "0")
    if not (text.isascii() and text.isdigit() and int(text) <= MAX_EVENT_ID):
        raise InvalidArgument("`after` must be the id of an event, a whole number.", field="after")
    return int(text)


async def _left(socket: WebSocket) -> None:
    """Returns when the caller has gone; what it sends is not read."""
    while (await socket.receive())["type"] != "websocket.disconnect":
        pass


async def _refuse(socket: WebSocket, problem: Problem) -> None:
    if socket.application_state is WebSocketState.CONNECTED:
        await socket.send_json({"event_id": 0, "event": "problem", "data": problem.document()})
    await _close(socket, REFUSED + problem.status, problem.reason)


async def _close(socket: WebSocket, code: int, reason: str = "") -> None:
    with contextlib.suppress(RuntimeError):
        await socket.close(code, reason[:100])
