"""What recipes need from the rest of the mesh, in their own words; ``clients.py`` answers it over gRPC."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from services.studio.events import Event

Wish: TypeAlias = Any
"""A recipe's message of the contract (``SceneRecipe``), or its options, which are passed through unopened: whoever carries them out
checks them, and studio learns nothing of new ones."""
Roi: TypeAlias = Any
"""A ``Box`` of the contract, in pixels of the upright photo."""
Events: TypeAlias = AbstractAsyncContextManager[AsyncIterator[Event]]
"""Work in progress. Leaving the context stops it, wherever it stands."""


@dataclass(frozen=True)
class Upload:
    """A picture on its way: what is coming, and its bytes as they come."""

    header: Any
    """``ImageHeader``: how to read the bytes, and how many there are"""
    chunks: AsyncIterator[bytes]


class Segmenter(Protocol):
    """Cuts products out of photos."""

    def cut_out(self, photo: Upload, wish: Wish) -> Events:
        """Progress, one report, then each wished picture."""
        ...

    def bare_product(self, photo: Upload, roi: Roi | None) -> Events:
        """Progress, one report, then the product alone, uncropped and unencoded (RGBA, 8 bits, straight alpha). Only ``roi`` of
        the photo is looked at; None: all of it."""
        ...


class Generator(Protocol):
    """Puts products into scenes."""

    def make_scene(self, product: Awaitable[Upload], wish: Wish) -> Events:
        """Queued, progress and previews, one manifest, then each wished picture.

        The wish is checked at once, while the product is still being made.
        """
        ...


@dataclass(frozen=True)
class Workshop:
    """Everything that a recipe may call on."""

    segmenter: Segmenter
    generator: Generator
