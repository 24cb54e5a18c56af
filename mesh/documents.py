"""The document store (MongoDB): the one place that makes its client, and the one place that knows how it fails.

The project was asked to use motor, which is past its end of life. So the code uses only what motor and PyMongo's own
async client have in common, and is typed as the latter: ``find``, ``find_one``, ``find_one_and_update``,
``insert_one``, ``update_one``, ``update_many``, ``delete_one``, ``count_documents``, ``create_index``,
``index_information``, ``command``. Not in common, hence not used: ``aggregate`` and ``list_indexes`` (awaited in one
only), client sessions, change streams.

Two habits of SecantusDB 0.7.0b3, which stands in for MongoDB on one machine, are worth knowing to every caller.
``find_one_and_update`` with ``upsert=True`` answers None to the loser of a race between two first inserts, and
``ReturnDocument.BEFORE`` may answer an older image than the one replaced. So: no upserts there, and ask for AFTER.
"""

import functools
import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, ParamSpec, TypeAlias, TypeVar, cast

import structlog
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import ConnectionFailure, ExecutionTimeout, OperationFailure, PyMongoError, WTimeoutError

from mesh.errors import ServiceUnavailable

log = structlog.get_logger(__name__)
Document: TypeAlias = dict[str, Any]
Documents: TypeAlias = AsyncDatabase[Document]

SERVER_SELECTION_TIMEOUT_MS = 2_000
"""How long a call waits for a store that is away. The default, 30 s, outlives the callers' deadlines."""
SOCKET_TIMEOUT_MS = 10_000
"""How long one answer may take; every query of ours goes through an index and takes milliseconds."""
RETRY_AFTER_S = 2.0
BROKEN = frozenset({1, 14031})
"""Codes of a store that could not do what was asked though nothing was wrong with it: an internal error, which SecantusDB says of a
full disk too, and MongoDB's OutOfDiskSpace."""

P = ParamSpec("P")
R = TypeVar("R")
ClientFactory: TypeAlias = Callable[..., Any]


def open_documents(
    url: str, database: str, *, durable: bool = False, client: ClientFactory = AsyncIOMotorClient
) -> Documents:
    """Opens ``database`` at ``url`` (``mongodb://...``).

    It connects on first use, so it does not fail while the store is away. Call it in the event loop that will use it:
    motor binds to that one. Dates come back in UTC with their zone. ``client`` is motor's or PyMongo's own
    (``AsyncMongoClient``); tests run both. ``durable``: a write is answered when most of the store's servers have it in their
    journals, so that no crash takes it back.
    """
    concern = {"w": "majority", "journal": True} if durable else {}
    opened = client(
        url,
        appname="packshot",
        tz_aware=True,
        uuidRepresentation="standard",
        serverSelectionTimeoutMS=SERVER_SELECTION_TIMEOUT_MS,
        connectTimeoutMS=SERVER_SELECTION_TIMEOUT_MS,
        socketTimeoutMS=SOCKET_TIMEOUT_MS,
        waitQueueTimeoutMS=SERVER_SELECTION_TIMEOUT_MS,
        **concern,
    )
    return cast(Documents, opened[database])


async def close_documents(documents: Documents) -> None:
    """Close the client behind ``documents``. motor closes at once, PyMongo's own client is awaited."""
    closing: object = documents.client.close()
    if inspect.isawaitable(closing):
        await closing


def needs_documents(method: Callable[P, Awaitable[R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Translates, for an async ``method``, a store that does not answer, or is full, into ``ServiceUnavailable``.

    Its other errors pass: what a duplicate key means only the caller knows, and a malformed query is a fault of ours.
    """

    @functools.wraps(method)
    async def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await method(*args, **kwargs)
        except (ConnectionFailure, ExecutionTimeout, WTimeoutError) as exc:
            raise store_unavailable() from exc
        except OperationFailure as exc:
            if exc.code not in BROKEN:
                raise
            # What exactly it was is for the operator alone.
            log.exception("documents.failed", code=exc.code)
            raise store_unavailable() from exc

    return guarded


async def answers(documents: Documents) -> bool:
    """Whether the store answers right now; for readiness."""
    try:
        await documents.command("ping")
    except PyMongoError:
        return False
    return True


def store_unavailable() -> ServiceUnavailable:
    """What a caller is told while the store is away."""
    return ServiceUnavailable(
        "The document store does not answer, so nothing could be read or written. Try again in a few seconds.",
        retry_after_s=RETRY_AFTER_S,
        service="documents",
    )
