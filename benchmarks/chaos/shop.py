"""A shop that hands in jobs and watches some of them, through the gateway, as a customer's program would: it tries again with the
same key where the line breaks, and goes on watching from the last event that it saw."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import cv2
import httpx
import numpy as np

from local.demo import sample_photo

AGAIN_S = 0.5
PATIENCE_S = 240.0
"""How long one thing is tried again before it counts as lost."""
OVER = frozenset({"succeeded", "failed", "cancelled", "expired"})


def photo(number: int) -> bytes:
    """A small photo of a cup that differs from every other by a few pixels: no two jobs share bytes."""
    whole = cv2.imdecode(np.frombuffer(sample_photo()[1], np.uint8), cv2.IMREAD_COLOR)
    assert whole is not None
    small = cv2.resize(whole, (320, 213), interpolation=cv2.INTER_AREA)
    # The number in bits, as dots in the upper rows.
    for bit in range(16):
        small[0, 4 * bit : 4 * bit + 2] = 255 if number >> bit & 1 else 0
    done, data = cv2.imencode(".png", small)
    assert done
    return data.tobytes()


@dataclass
class Watched:
    """What a watcher saw of one job."""

    ids: list[int] = field(default_factory=list)
    """Ids of the events, in order"""
    states: list[tuple[int, str]] = field(default_factory=list)
    """Id and state of each change of state"""
    breaks: int = 0
    """Times that the line broke and it went on from the last id"""


class Shop:
    """One account's program."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def hand_in(self, number: int) -> str:
        """Hands in job ``number`` until the gateway has accepted it; returns its id. Raises ``httpx.HTTPError`` on a refusal."""
        picture = await asyncio.to_thread(photo, number)
        async for _ in _tries():
            try:
                answer = await self._client.post(
                    "/v1/jobs",
                    files={"photo": (f"{number}.png", io.BytesIO(picture))},
                    data={"recipe": "cutout", "name": f"photo {number}"},
                    headers={"Idempotency-Key": f"chaos-{number}"},
                )
            except httpx.TransportError:
                continue
            if answer.status_code < 500 and answer.status_code != 429:
                answer.raise_for_status()
                return str(answer.json()["id"])
        raise httpx.ReadTimeout(f"job {number} was not accepted within {PATIENCE_S:.0f} s")

    async def watch(self, job_id: str) -> Watched:
        """Watches a job to its end over server-sent events, from the last id again after each break."""
        seen = Watched()
        async for _ in _tries():
            try:
                if await self._listen(job_id, seen):
                    return seen
            except httpx.TransportError:
                pass
            seen.breaks += 1
        return seen

    async def _listen(self, job_id: str, seen: Watched) -> bool:
        """Reads one answer to its end; True where the job has ended."""
        headers = {"Last-Event-ID": str(seen.ids[-1])} if seen.ids else {}
        async with self._client.stream("GET", f"/v1/jobs/{job_id}/events", headers=headers) as answer:
            if answer.status_code != 200:
                return False
            event: dict[str, str] = {}
            async for line in answer.aiter_lines():
                if line:
                    name, _, value = line.partition(":")
                    event[name] = value.removeprefix(" ")
                    continue
                if "data" in event and "id" in event:
                    seen.ids.append(int(event["id"]))
                    if event.get("event") == "job":
                        state = str(json.loads(event["data"])["state"])
                        seen.states.append((seen.ids[-1], state))
                        if state in OVER:
                            return True
                event = {}
        return False

    async def ended(self, job_id: str) -> dict[str, Any] | None:
        """The job once it has ended; None where it has not within the patience."""
        async for _ in _tries():
            job: dict[str, Any] | None = await self.get(f"/v1/jobs/{job_id}")
            if job is not None and job["state"] in OVER:
                return job
        return None

    async def get(self, path: str, **query: str) -> Any:
        """What a GET answers; None while the line or a store is away."""
        try:
            answer = await self._client.get(path, params=query)
        except httpx.TransportError:
            return None
        if answer.status_code >= 500 or answer.status_code == 429:
            return None
        answer.raise_for_status()
        return answer.json()

    async def every(self, path: str, name: str, **query: str) -> list[dict[str, Any]]:
        """All entries of a list, page by page."""
        found: list[dict[str, Any]] = []
        token = ""
        while True:
            page = await self.get(path, page_size="200", **({"page_token": token} if token else {}), **query)
            if page is None:
                raise httpx.ReadError(f"{path} does not answer")
            found += page[name]
            token = page["next_page_token"]
            if not token:
                return found

    async def content(self, asset_id: str) -> bytes:
        """An asset's bytes."""
        answer = await self._client.get(f"/v1/assets/{asset_id}/content")
        answer.raise_for_status()
        return answer.content


async def _tries() -> AsyncIterator[int]:
    """Until the patience ends, with a pause between."""
    loop = asyncio.get_running_loop()
    until, count = loop.time() + PATIENCE_S, 0
    while loop.time() < until:
        yield count
        count += 1
        await asyncio.sleep(AGAIN_S)
