"""What a recipe tells while it works. Bodies are messages of the contract, passed through unopened: re-modelling them would
only copy every field twice, and every new field of a report or a manifest would have to be added here."""

from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Progress:
    """How far the work has come."""

    stage: str
    """What is being done, a stable lower-case word."""
    step: int
    """Steps finished, 0 to ``total``."""
    total: int
    """Steps in all, at least 1."""


@dataclass(frozen=True)
class Queued:
    """The work was taken and waits for its turn."""


@dataclass(frozen=True)
class Report:
    """What is known about the cutout."""

    body: Any
    """``CutoutReport``"""


@dataclass(frozen=True)
class Manifest:
    """How to make the scene again."""

    body: Any
    """``Manifest``"""


@dataclass(frozen=True)
class Piece:
    """A piece of a picture: its header, or its next bytes."""

    body: Any
    """``ImagePart``, as it came"""
    header: Any = None
    """``ImageHeader`` where the piece opens a picture, else None"""
    chunk: bytes = b""


Event: TypeAlias = Progress | Queued | Report | Manifest | Piece
