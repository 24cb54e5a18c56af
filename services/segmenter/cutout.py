"""The way of one photo: decode, network, matte, colours, encode.

Owns the order of the steps, what runs off the event loop, and the time that each took; what a step does is its own file's.
Between steps a caller who has gone is noticed, and a step that nobody waits for does not begin.
"""

import time
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

import numpy as np
from numpy.typing import NDArray

from mesh.pictures.decode import Limits, decode
from mesh.pictures.encode import encode
from services.segmenter import colour, edges, frame
from services.segmenter.alpha import doubts_of_kept, kept_alpha
from services.segmenter.gaps import open_gaps
from services.segmenter.matte import full_size_matte
from services.segmenter.network import Network, NetworkFacts, confidence_map, input_square
from services.segmenter.pool import Gate, Pool
from services.segmenter.report import (
    Doubt,
    MatteSource,
    Report,
    certainty,
    coverage,
    doubts_of,
    no_product,
    require_product,
)
from services.segmenter.wish import Layer, Wish

P = ParamSpec("P")
T = TypeVar("T")
Bytes = NDArray[np.uint8]

STEPS = ("decode", "network", "matte", "colour", "encode")


@dataclass(frozen=True)
class Begun:
    """A step begins."""

    step: str
    """One of ``STEPS``."""


@dataclass(frozen=True)
class EncodedPicture:
    """One picture, ready to be sent."""

    layer: Layer
    width_px: int
    height_px: int
    channels: int
    data: bytes


@dataclass(frozen=True)
class Cutout:
    """A finished cutout."""

    report: Report
    pictures: tuple[EncodedPicture, ...]
    """In the order they were wished for."""
    network: NetworkFacts | None
    """The network that was asked; None where the photo's own alpha was kept."""
    times_ms: dict[str, float]
    """Time of each step, in order: CPU steps without the wait for a thread, the network with its queue."""


@dataclass(frozen=True)
class _Photo:
    """A photo as it was read."""

    pixels: Bytes
    alpha: Bytes | None
    """Its own matte, if it came with one."""
    square: Bytes
    """What the network is to be shown; empty where the photo has its own matte."""


@dataclass(frozen=True)
class _Marked:
    """A matte and how it came about."""

    matte: Bytes
    source: MatteSource
    confidence: float
    doubts: tuple[Doubt, ...]


class Cutter:
    """Cuts products out of photos, several at once."""

    def __init__(self, network: Network, pool: Pool, gate: Gate, limits: Limits) -> None:
        self._network = network
        self._pool = pool
        self._gate = gate
        self._limits = limits

    async def cut(self, data: bytes, wish: Wish) -> AsyncGenerator[Begun | Cutout, None]:
        """Cut the product out of the photo in ``data``: a ``Begun`` for each step, then the ``Cutout``.

        Close the generator (``contextlib.aclosing``) to stop early. Raises what ``decode`` raises for photos that cannot be read,
        ``NoProduct``, ``Overloaded``, and what the network raises.
        """
        async with self._gate.place():
            times: dict[str, float] = {}
            yield Begun("decode")
            photo = await self._step(times, "decode", _read, data, self._limits)
            pixels, facts = photo.pixels, None
            del data
            if photo.alpha is not None:
                marked, report = await self._pool.run(_keep, photo.alpha, wish)
            else:
                yield Begun("network")
                started = time.perf_counter()
                answer, facts = await self._network.confidence(photo.square)
                times["network"] = 1000 * (time.perf_counter() - started)
                yield Begun("matte")
                marked, report = await self._step(times, "matte", _mark, photo, answer, wish)
            layers: dict[Layer, Bytes] = {}
            if Layer.MATTE in wish.layers:
                layers[Layer.MATTE] = marked.matte[report.crop.slices]
            if Layer.PRODUCT in wish.layers:
                yield Begun("colour")
                layers[Layer.PRODUCT] = await self._step(times, "colour", _product, pixels, marked, report.crop)
            del pixels, photo, marked
            yield Begun("encode")
            pictures = await self._step(times, "encode", _encoded, layers, wish)
        yield Cutout(report, pictures, facts, times)

    async def _step(
        self, times: dict[str, float], name: str, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        def timed() -> T:
            started = time.perf_counter()
            try:
                return work(*args, **kwargs)
            finally:
                times[name] = 1000 * (time.perf_counter() - started)

        return await self._pool.run(timed)


def _read(data: bytes, limits: Limits) -> _Photo:
    pixels = decode(data, limits).pixels
    alpha = kept_alpha(pixels)
    return _Photo(pixels, alpha, input_square(pixels) if alpha is None else np.empty((0, 0, 3), np.uint8))


def _keep(alpha: Bytes, wish: Wish) -> tuple[_Marked, Report]:
    marked = _Marked(alpha, MatteSource.ALPHA, 1.0, doubts_of_kept(alpha))
    return marked, _report(marked, wish)


def _mark(photo: _Photo, answer: Bytes, wish: Wish) -> tuple[_Marked, Report]:
    confidence = confidence_map(answer)
    require_product(confidence)
    settled, opened = open_gaps(photo.square, edges.settle(confidence))
    model = edges.fit(photo.square, settled)
    matte = full_size_matte(photo.pixels, settled, model)
    doubts = doubts_of(confidence, settled, model, gap_opened=opened)
    marked = _Marked(matte, MatteSource.NETWORK, certainty(confidence), doubts)
    return marked, _report(marked, wish)


def _report(marked: _Marked, wish: Wish) -> Report:
    matte = marked.matte
    product = frame.bounding_box(matte, frame.VISIBLE_FROM)
    if product is None:
        raise no_product()
    photo = frame.whole(matte.shape)
    cut_sides = frame.cut_sides(matte)
    return Report(
        photo=photo,
        product=product,
        crop=frame.crop_box(product, wish.margin, matte.shape) if wish.crop else photo,
        source=marked.source,
        confidence=marked.confidence,
        coverage=coverage(matte),
        cut_sides=cut_sides,
        doubts=(*marked.doubts, Doubt.CUT_BY_FRAME) if cut_sides else marked.doubts,
    )


def _product(pixels: Bytes, marked: _Marked, box: frame.Box) -> Bytes:
    # Whoever sends a cutout has colours of their own under its alpha; estimating them again could only lose.
    if marked.source is MatteSource.ALPHA:
        return pixels[box.slices]
    return colour.cut_out(pixels, marked.matte, box)


def _encoded(layers: dict[Layer, Bytes], wish: Wish) -> tuple[EncodedPicture, ...]:
    return tuple(_encode(layer, layers[layer], wish) for layer in wish.layers)


def _encode(layer: Layer, pixels: Bytes, wish: Wish) -> EncodedPicture:
    data = encode(pixels, wish.format, quality=wish.quality, background=wish.background_rgb)
    height, width = pixels.shape[:2]
    channels = 1 if pixels.ndim == 2 else pixels.shape[2] if wish.format.carries_alpha else 3
    return EncodedPicture(layer, width, height, channels, data)
