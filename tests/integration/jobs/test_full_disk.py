"""A queue whose disk is full: what it cannot take is accepted all the same, and done when there is room again."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.studio.jobs import queue as queue_module
from services.studio.jobs.errors import QueueAway
from services.studio.jobs.job import State
from services.studio.jobs.reconciler import STUCK
from tests.integration.jobs.house import House
from tests.integration.servers import QueueServer

SIZE_MB = 20
MOST = 400


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[QueueServer]:
    """A server on a disk of its own."""
    monkeypatch.setattr(queue_module, "ASK_S", 0.5)
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a full disk. It takes a file system of its own, which only root may mount.")
    server = QueueServer(tmp_path)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        subprocess.run(["umount", "-l", str(tmp_path)], check=True)


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return


async def test_jobs_are_accepted_while_the_queue_has_no_room_and_done_when_it_has(house: House) -> None:
    first = await house.hand_in("first")
    filler = house.server.folder / "filler"
    fill(filler)
    jobs = [first]
    # The last block of the stream has some room left.
    while len(jobs) < MOST and len(await house.queue.announced()) == len(jobs):
        jobs.append(await house.hand_in(f"number {len(jobs)}"))
    assert len(jobs) < MOST
    filler.unlink()
    for _ in range(STUCK):
        with pytest.raises(QueueAway):
            await house.reconciler.reconcile()
    await house.reconciler.reconcile()
    assert await house.queue.announced() == {job.id for job in jobs}
    house.work()
    for job in jobs:
        assert (await house.ended(job)).state is State.SUCCEEDED
