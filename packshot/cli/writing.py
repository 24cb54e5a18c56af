"""Results written where they were decided to go."""

import sys
from pathlib import Path

from packshot.cli.targets import STDOUT
from packshot.client.pictures import write_whole


def write(target: Path, data: bytes) -> None:
    """Writes a file whole, making the folder that was named for it; or to stdout. Raises ``OSError``."""
    if target == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    target.parent.mkdir(exist_ok=True)
    write_whole(target, data)
