import socket
import time
from collections.abc import Callable
from typing import Any

import pytest
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo import AsyncMongoClient
from pymongo.errors import (
    AutoReconnect,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    NotPrimaryError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WaitQueueTimeoutError,
)

from mesh import documents
from mesh.documents import answers, close_documents, needs_documents, open_documents
from mesh.errors import ServiceUnavailable

CLIENTS = pytest.mark.parametrize("client", [AsyncIOMotorClient, AsyncMongoClient], ids=["motor", "pymongo"])


def raiser(error: Exception) -> Callable[[], Any]:
    @needs_documents
    async def work() -> None:
        raise error

    return work


@pytest.mark.parametrize(
    "error",
    [
        AutoReconnect("gone"),
        NetworkTimeout("slow"),
        NotPrimaryError("stepped down"),
        ServerSelectionTimeoutError("nobody"),
        WaitQueueTimeoutError("full"),
        ExecutionTimeout("slow"),
        OperationFailure("No space left on device", 14031),
        OperationFailure("internal server error", 1),
    ],
    ids=lambda error: f"{type(error).__name__}-{getattr(error, 'code', None)}",
)
async def test_a_store_that_does_not_answer_is_unavailable(error: PyMongoError) -> None:
    with pytest.raises(ServiceUnavailable) as caught:
        await raiser(error)()
    assert caught.value.__cause__ is error
    assert caught.value.retryable
    assert str(error) not in caught.value.message, "what the driver says names hosts"


@pytest.mark.parametrize("error", [DuplicateKeyError("twice"), OperationFailure("malformed"), KeyError("ours")])
async def test_other_errors_pass(error: Exception) -> None:
    with pytest.raises(type(error)):
        await raiser(error)()


@CLIENTS
async def test_a_store_that_is_away_is_told_soon(client: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "SERVER_SELECTION_TIMEOUT_MS", 200)
    with socket.socket() as nobody:
        # Bound and not listening: refused at once, and nobody else can take it meanwhile.
        nobody.bind(("127.0.0.1", 0))
        opened = open_documents(f"mongodb://127.0.0.1:{nobody.getsockname()[1]}", "test", client=client)

        @needs_documents
        async def read() -> None:
            await opened["things"].find_one({})

        started = time.monotonic()
        with pytest.raises(ServiceUnavailable):
            await read()
        assert not await answers(opened)
        assert time.monotonic() - started < 3
        await close_documents(opened)


@CLIENTS
async def test_dates_are_utc_with_their_zone(client: Callable[..., Any]) -> None:
    opened = open_documents("mongodb://127.0.0.1:1", "test", client=client)
    assert opened.codec_options.tz_aware
    assert opened.name == "test"
    await close_documents(opened)
