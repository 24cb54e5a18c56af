"""``SegmenterService``: messages of the contract to cutouts and back, nothing else."""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from mesh.errors import InvalidArgument
from mesh.pictures.formats import Format
from mesh.transfer import collect, first_header, image_parts
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.segmenter.v1 import segmenter_pb2, segmenter_pb2_grpc
from services.segmenter.cutout import STEPS, Begun, Cutout, Cutter
from services.segmenter.frame import Box, Side
from services.segmenter.network import Network, NetworkFacts
from services.segmenter.report import MatteSource
from services.segmenter.wish import Layer, Wish

LAYERS = {image_pb2.LAYER_PRODUCT: Layer.PRODUCT, image_pb2.LAYER_MATTE: Layer.MATTE}
FORMATS = {
    image_pb2.IMAGE_FORMAT_UNSPECIFIED: Format.PNG,
    image_pb2.IMAGE_FORMAT_RAW: Format.RAW,
    image_pb2.IMAGE_FORMAT_PNG: Format.PNG,
    image_pb2.IMAGE_FORMAT_JPEG: Format.JPEG,
    image_pb2.IMAGE_FORMAT_WEBP: Format.WEBP,
    image_pb2.IMAGE_FORMAT_AVIF: Format.AVIF,
    image_pb2.IMAGE_FORMAT_TIFF: Format.TIFF,
}
SIDES = {
    Side.LEFT: segmenter_pb2.EDGE_LEFT,
    Side.TOP: segmenter_pb2.EDGE_TOP,
    Side.RIGHT: segmenter_pb2.EDGE_RIGHT,
    Side.BOTTOM: segmenter_pb2.EDGE_BOTTOM,
}
SOURCES = {
    MatteSource.NETWORK: segmenter_pb2.MATTE_SOURCE_NETWORK,
    MatteSource.ALPHA: segmenter_pb2.MATTE_SOURCE_ALPHA,
}
_LAYER_OF = {layer: value for value, layer in LAYERS.items()}
_FORMAT_OF = {format_: value for value, format_ in FORMATS.items() if value}


class SegmenterService(segmenter_pb2_grpc.SegmenterServiceServicer):
    """Cuts out with ``cutter``; photos are bounded to ``max_photo_bytes`` while they arrive."""

    def __init__(self, cutter: Cutter, network: Network, max_photo_bytes: int) -> None:
        self._cutter = cutter
        self._network = network
        self._max_photo_bytes = max_photo_bytes

    async def Segment(self, request_iterator: Any, context: Any) -> AsyncIterator[segmenter_pb2.SegmentResponse]:  # noqa: N802
        header: segmenter_pb2.SegmentHeader = await first_header(request_iterator)
        wish = read_wish(header.options)
        photo = await collect(request_iterator, header.photo.size_bytes, self._max_photo_bytes)
        async with aclosing(self._cutter.cut(photo, wish)) as events:
            del photo
            async for event in events:
                for response in _responses(event, wish):
                    yield response

    async def ListModels(self, request: Any, context: Any) -> segmenter_pb2.ListModelsResponse:  # noqa: N802
        return segmenter_pb2.ListModelsResponse(models=[_model(await self._network.facts())])


def read_wish(options: segmenter_pb2.CutoutOptions) -> Wish:
    """The options of a call; raises ``InvalidArgument`` with the path of the one that is wrong."""
    unknown = [value for value in options.outputs if value not in LAYERS]
    if unknown:
        name = image_pb2.Layer.Name(unknown[0]) if unknown[0] in image_pb2.Layer.values() else f"Layer {unknown[0]}"
        raise InvalidArgument(
            f"{name} is not made here. Ask for LAYER_PRODUCT, LAYER_MATTE or both.", field="options.outputs"
        )
    if options.format not in FORMATS:
        raise InvalidArgument(f"{options.format} is not a format that is known here.", field="options.format")
    return Wish(
        layers=tuple(LAYERS[value] for value in options.outputs) or (Layer.PRODUCT,),
        format=FORMATS[options.format],
        quality=options.quality or None,
        crop=options.crop,
        margin=options.margin,
        background=options.background or "#ffffff",
        roi=_roi(options.roi) if options.HasField("roi") else None,
    )


def _roi(box: image_pb2.Box) -> Box:
    return Box(box.x, box.y, box.x + box.width, box.y + box.height)


def _responses(event: Begun | Cutout, wish: Wish) -> list[segmenter_pb2.SegmentResponse] | Any:
    if isinstance(event, Begun):
        progress = progress_pb2.Progress(stage=event.step, step=STEPS.index(event.step), total=len(STEPS))
        return [segmenter_pb2.SegmentResponse(progress=progress)]
    return _results(event, wish)


def _results(cutout: Cutout, wish: Wish) -> Any:
    """The report, then the pictures piece by piece; made one by one, since a large picture is many pieces."""
    yield segmenter_pb2.SegmentResponse(report=_report(cutout))
    for picture in cutout.pictures:
        header = image_pb2.ImageHeader(
            format=_FORMAT_OF[wish.format],
            width=picture.width_px,
            height=picture.height_px,
            channels=picture.channels,
        )
        for part in image_parts(_LAYER_OF[picture.layer], header, picture.data):
            yield segmenter_pb2.SegmentResponse(image=part)


def _report(cutout: Cutout) -> segmenter_pb2.CutoutReport:
    report = cutout.report
    return segmenter_pb2.CutoutReport(
        size=_size(report.crop),
        photo_size=_size(report.photo),
        product_box=_box(report.product),
        crop_box=_box(report.crop),
        matte_source=SOURCES[report.source],
        confidence=report.confidence,
        coverage=report.coverage,
        cut_edges=[SIDES[side] for side in report.cut_sides],
        doubtful=bool(report.doubts),
        doubts=[doubt.value for doubt in report.doubts],
        model=_model(cutout.network) if cutout.network else None,
        times=[segmenter_pb2.StepTime(step=step, ms=ms) for step, ms in cutout.times_ms.items()],
    )


def _size(box: Box) -> image_pb2.Size:
    return image_pb2.Size(width=box.width, height=box.height)


def _box(box: Box) -> image_pb2.Box:
    return image_pb2.Box(x=box.left, y=box.top, width=box.width, height=box.height)


def _model(facts: NetworkFacts) -> segmenter_pb2.Model:
    return segmenter_pb2.Model(
        name=facts.name,
        version=facts.version,
        provider=facts.provider,
        precision=facts.precision,
        weights_sha256=facts.weights_sha256,
    )
