"""The command line is tested against the same Packshot as the client."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from tests.unit.client.conftest import Town
from tests.unit.client.conftest import town as town

PHOTO = b"a photo" * 50_000


class Shell:
    """Runs ``packshot`` in a folder."""

    def __init__(self, folder: Path, town: Town) -> None:
        self.folder = folder
        self.paths = [str(Path(__file__).parents[3])]
        self.environment = {**os.environ, "PACKSHOT_ADDRESS": town.address, "PACKSHOT_KEY": "pk_k", "COLUMNS": "200"}

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        """A process that a test may kill; it has to wait for it."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "packshot.cli",
            *arguments,
            cwd=self.folder,
            env={**self.environment, "PYTHONPATH": os.pathsep.join(self.paths)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def __call__(self, *arguments: str) -> tuple[int, str, str]:
        process = await self.start(*arguments)
        out, err = await asyncio.wait_for(process.communicate(), 30)
        assert process.returncode is not None
        return process.returncode, out.decode(), err.decode()


@pytest.fixture
def shell(tmp_path: Path, town: Town) -> Shell:
    (tmp_path / "mug.jpg").write_bytes(PHOTO)
    (tmp_path / "cup.jpg").write_bytes(PHOTO[::-1])
    return Shell(tmp_path, town)
