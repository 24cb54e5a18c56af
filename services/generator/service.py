"""``GeneratorService``: messages of the contract to the domain and back, nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any

from mesh.errors import TransferBroken
from mesh.pictures.decode import Limits
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.pictures.xmp import write_packet
from mesh.seeds import new_seed
from mesh.transfer import collect, first_header, image_parts
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.generator.v1 import generator_pb2, generator_pb2_grpc
from services.generator import exchange
from services.generator.arrays import Bytes
from services.generator.catalogue import Catalogue
from services.generator.chips import read_prompt
from services.generator.engines.sets import studio_sets
from services.generator.plan import Plan
from services.generator.pool import JobWatch, Made, Pool, Preview, Step
from services.generator.prompt import check_set
from services.generator.scene import Cutout, Engine, Scene, SceneRequest, Watch
from services.generator.style import Style, check_same, read_style

_PREVIEW_QUALITY = 80
_XMP_FORMATS = frozenset((Format.PNG, Format.JPEG, Format.WEBP, Format.AVIF))


@dataclass(frozen=True)
class _Order:
    """What one call is to make."""

    engine: Engine
    wish: SceneRequest | Plan
    """A new scene, or a manifest that is made again."""
    style: Style | None
    count: int
    layers: list["image_pb2.Layer.ValueType"]
    target: Format
    quality: int | None

    def make(self, cutout: Cutout, variant: int, watch: Watch) -> Scene:
        """One of the scenes."""
        if isinstance(self.wish, Plan):
            return self.engine.generate_again(cutout, self.wish, watch, self.style)
        return self.engine.generate(cutout, self.wish.variant(variant), watch)


@dataclass(frozen=True)
class _Finished:
    """One scene, ready to be sent."""

    manifest: generator_pb2.Manifest
    pictures: list[tuple["image_pb2.Layer.ValueType", image_pb2.ImageHeader, bytes]]


class GeneratorService(generator_pb2_grpc.GeneratorServiceServicer):
    """Makes scenes with ``engines`` on the threads of ``pool``, or of ``remote_pool`` where their work is done elsewhere."""

    def __init__(self, engines: Catalogue, pool: Pool, limits: Limits, remote_pool: Pool | None = None) -> None:
        self._engines = engines
        self._pools = {False: pool, True: remote_pool or pool}
        self._limits = limits

    async def Generate(  # noqa: N802
        self, request_iterator: Any, context: Any
    ) -> AsyncIterator[generator_pb2.GenerateResponse]:
        header: generator_pb2.GenerateHeader = await first_header(request_iterator)
        # What can be refused by the header is refused before the product travels.
        order = await self._order(header.options)
        pool = self._pools[order.engine.remote]
        product = header.product if header.HasField("product") else await _product(request_iterator)
        bare = product.format == image_pb2.IMAGE_FORMAT_RAW
        most = 4 * self._limits.max_pixels if bare else self._limits.max_bytes
        data = await collect(request_iterator, product.size_bytes, most)

        def work(watch: JobWatch[_Finished]) -> None:
            cutout = exchange.cutout_of(product, data, self._limits)
            for variant in range(order.count):
                watch.split(variant, order.count)
                finished = _finished(order.make(cutout, variant, watch), variant, order, watch)
                if variant == order.count - 1:
                    watch.finish()
                watch.made(finished)

        ahead = pool.admit()
        try:
            yield generator_pb2.GenerateResponse(queued=generator_pb2.Queued(ahead=ahead))
            async with aclosing(pool.run(work)) as events:
                async for event in events:
                    for message in _messages(event):
                        yield message
        finally:
            pool.leave()

    async def _order(self, options: generator_pb2.SceneOptions) -> "_Order":
        """What is to be made; raises ``InvalidArgument`` for whatever can be refused without the product."""
        layers = exchange.layers_of(options)
        target, quality = exchange.format_of(options)
        plan = exchange.plan_of(options)
        data = options.style_reference
        style = await asyncio.to_thread(read_style, data) if data else None
        if plan is not None:
            check_same(plan, style)
            engine = await self._engines.choose(plan.engine)
            return _Order(engine, plan, style, 1, layers, target, quality)
        request, count = exchange.request_of(options, style), exchange.count_of(options)
        request.check()
        engine = await self._engines.choose(options.engine, request.set_name, styled=style is not None)
        check_set(request.set_name, [info.name for info in engine.sets()])
        if request.seed is None:
            request = replace(request, seed=new_seed())
        return _Order(engine, request, style, count, layers, target, quality)

    async def ListEngines(  # noqa: N802
        self, request: generator_pb2.ListEnginesRequest, context: Any
    ) -> generator_pb2.ListEnginesResponse:
        return generator_pb2.ListEnginesResponse(
            engines=[exchange.engine_message(e) for e in await self._engines.usable()]
        )

    async def ListSets(  # noqa: N802
        self, request: generator_pb2.ListSetsRequest, context: Any
    ) -> generator_pb2.ListSetsResponse:
        infos = [info for engine in self._engines.all() for info in engine.sets()]
        return generator_pb2.ListSetsResponse(
            sets=[exchange.set_message(i) for i in sorted(infos, key=lambda i: i.name)]
        )

    async def ReadPrompt(  # noqa: N802
        self, request: generator_pb2.ReadPromptRequest, context: Any
    ) -> generator_pb2.ReadPromptResponse:
        # Looking for near words takes milliseconds of a core.
        found, chips = await asyncio.to_thread(
            read_prompt, request.prompt, request.negative_prompt, studio_sets(), request.set
        )
        return generator_pb2.ReadPromptResponse(
            understanding=exchange.understanding_message(found, found.set_by),
            words=[exchange.word_message(chip) for chip in chips],
        )


async def _product(requests: AsyncIterator[generator_pb2.GenerateRequest]) -> image_pb2.ImageHeader:
    """What the product will be, where the header left it open. Raises ``TransferBroken`` where something else comes, or nothing."""
    async for request in requests:
        if request.WhichOneof("part") == "product":
            return request.product
        break
    raise TransferBroken(
        "Nothing said how to read the product. Send `product` in the header, or by itself before the chunks."
    )


def _header(pixels: Bytes, target: Format) -> image_pb2.ImageHeader:
    channels = 1 if pixels.ndim == 2 else pixels.shape[2]
    if target is Format.JPEG:
        channels = min(channels, 3)
    return image_pb2.ImageHeader(
        format=exchange.WIRE_FORMATS[target], width=pixels.shape[1], height=pixels.shape[0], channels=channels
    )


def _finished(scene: Scene, variant: int, order: _Order, watch: Watch) -> _Finished:
    """The scene's pictures, encoded; the result carries its manifest."""
    manifest = exchange.manifest_message(scene, variant)
    pictures = []
    for layer in order.layers:
        watch.check()
        pixels = exchange.layer_pixels(scene, layer)
        kept = layer == image_pb2.LAYER_RESULT and order.target in _XMP_FORMATS
        xmp = write_packet(manifest.document) if kept else None
        data = encode(pixels, order.target, quality=order.quality, xmp=xmp)
        pictures.append((layer, _header(pixels, order.target), data))
    return _Finished(manifest, pictures)


def _messages(event: Step | Preview | Made[_Finished]) -> list[generator_pb2.GenerateResponse]:
    match event:
        case Step(stage, done, total):
            progress = progress_pb2.Progress(stage=stage, step=done, total=total)
            return [generator_pb2.GenerateResponse(progress=progress)]
        case Preview(pixels):
            data = encode(pixels, Format.JPEG, quality=_PREVIEW_QUALITY)  # 256 px: under a millisecond
            parts = image_parts(image_pb2.LAYER_PREVIEW, _header(pixels, Format.JPEG), data)
            return [generator_pb2.GenerateResponse(image=part) for part in parts]
        case Made(finished):
            messages = [generator_pb2.GenerateResponse(manifest=finished.manifest)]
            for layer, header, data in finished.pictures:
                messages += [generator_pb2.GenerateResponse(image=part) for part in image_parts(layer, header, data)]
            return messages
