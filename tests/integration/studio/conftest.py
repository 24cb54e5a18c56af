"""A real document store, and a clock that a test moves."""

import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from mesh.documents import Documents, close_documents, open_documents


class Clock:
    """Begins in the middle of a month, and moves when told."""

    def __init__(self) -> None:
        self.time = datetime.now(UTC).replace(day=15, microsecond=0)

    def __call__(self) -> datetime:
        return self.time

    def forward(self, **by: float) -> None:
        self.time += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def documents(store_url: str) -> AsyncIterator[Documents]:
    opened = open_documents(store_url, f"test_{secrets.token_hex(6)}")
    yield opened
    await close_documents(opened)
