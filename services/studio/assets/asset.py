"""What an asset is."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """Kinds of asset."""

    PHOTO = "photo"
    RESULT = "result"
    LAYER = "layer"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Asset:
    """Something that an account keeps. Its bytes are in the object store, under the account and their SHA-256."""

    id: str
    account_id: str
    kind: Kind
    sha256: str
    """64 hex digits."""
    size_bytes: int
    mime: str
    created_at: datetime
    updated_at: datetime
    expires_at: datetime | None
    """None: never."""
    width: int = 0
    height: int = 0
    """Pixels; 0 for what is no picture."""
    title: str = ""
    tags: tuple[str, ...] = ()
    favourite: bool = False
    recipe: str = ""
    layer: str = ""
    """As the contract spells it without its prefix, lower case: ``result``, ``matte``; empty for what was sent."""
    variant: int = 0
    parents: tuple[str, ...] = ()
    job_id: str = ""
    manifest: str = field(default="", repr=False)
    pending: bool = False
    """Made by an attempt at a job that has not been confirmed as the one that counts."""


@dataclass(frozen=True)
class Made:
    """A picture that a job made and that is to be kept."""

    layer: str
    variant: int
    mime: str
    width: int
    height: int
    data: bytes = field(repr=False)
    manifest: str = field(default="", repr=False)
    """JSON of how to make it again; empty where there is none."""
    words: str = ""
    """What text search finds it by besides title and tags: the prompt."""
