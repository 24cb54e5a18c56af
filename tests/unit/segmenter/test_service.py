"""``Segment`` over real sockets: order of the stream, every field of the report, errors by their reason."""

from collections.abc import AsyncIterator
from typing import Any

import cv2
import grpc
import numpy as np
import pytest

from mesh.errors import InvalidArgument
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.transfer import CHUNK_BYTES, Assembler, Picture
from packshot.common.v1 import image_pb2
from packshot.failures import read_failure
from packshot.segmenter.v1 import segmenter_pb2
from services.segmenter.cutout import STEPS
from services.segmenter.frame import Side
from services.segmenter.report import MatteSource
from services.segmenter.service import FORMATS, LAYERS, SIDES, SOURCES, read_wish
from services.segmenter.wish import Layer
from tests.unit.segmenter.conftest import MAX_PHOTO_BYTES, Segmenter
from tests.unit.segmenter.studio_photo import FACTS, StudioPhoto

PHOTO = StudioPhoto()
PNG = encode(PHOTO.pixels, Format.PNG)
Options = segmenter_pb2.CutoutOptions


async def _upload(
    data: bytes = PNG, options: Options | None = None, *, size_bytes: int = 0
) -> AsyncIterator[segmenter_pb2.SegmentRequest]:
    photo = image_pb2.ImageHeader(size_bytes=size_bytes)
    yield segmenter_pb2.SegmentRequest(header=segmenter_pb2.SegmentHeader(options=options, photo=photo))
    for start in range(0, len(data), CHUNK_BYTES):
        yield segmenter_pb2.SegmentRequest(chunk=data[start : start + CHUNK_BYTES])


async def _answer(call: Any) -> tuple[list[str], segmenter_pb2.CutoutReport, list[Picture]]:
    kinds, report, pictures, assembler = [], None, [], Assembler()
    async for message in call:
        kind = message.WhichOneof("event")
        kinds.append(message.progress.stage if kind == "progress" else kind)
        if kind == "report":
            report = message.report
        elif kind == "image" and (picture := assembler.add(message.image)):
            pictures.append(picture)
    assert report is not None
    return kinds, report, pictures


async def _failure(call: Any) -> Any:
    with pytest.raises(grpc.aio.AioRpcError) as raised:
        async for _ in call:
            pass
    return read_failure(raised.value)


async def test_progress_then_report_then_the_product(segmenter: Segmenter) -> None:
    kinds, _, pictures = await _answer(segmenter.segment(_upload()))
    assert kinds == [*STEPS, "report", "image", "image"]
    (picture,) = pictures
    assert picture.layer == image_pb2.LAYER_PRODUCT
    assert picture.header.format == image_pb2.IMAGE_FORMAT_PNG
    assert (picture.header.width, picture.header.height, picture.header.channels) == (640, 480, 4)
    decoded = cv2.imdecode(np.frombuffer(picture.data, np.uint8), cv2.IMREAD_UNCHANGED)
    assert PHOTO.error(np.asarray(decoded)[..., 3]) < 0.002


async def test_report_says_what_is_known(segmenter: Segmenter) -> None:
    _, report, _ = await _answer(segmenter.segment(_upload(options=Options(crop=True, margin=0.05))))
    assert (report.photo_size.width, report.photo_size.height) == (640, 480)
    assert report.product_box.x == pytest.approx(150, abs=2)
    assert report.product_box.width == pytest.approx(351, abs=3)
    assert report.crop_box.x == report.product_box.x - round(0.05 * report.product_box.width)
    assert (report.size.width, report.size.height) == (report.crop_box.width, report.crop_box.height)
    assert report.matte_source == segmenter_pb2.MATTE_SOURCE_NETWORK
    assert 0.9 < report.confidence <= 1
    assert 0.1 < report.coverage < 0.5
    assert not report.doubtful
    assert not report.doubts
    assert not report.cut_edges
    assert (report.model.name, report.model.provider) == (FACTS.name, FACTS.provider)
    assert [time.step for time in report.times] == list(STEPS)


async def test_layers_in_the_order_asked_for(segmenter: Segmenter) -> None:
    wanted = [image_pb2.LAYER_MATTE, image_pb2.LAYER_PRODUCT]
    _, _, pictures = await _answer(
        segmenter.segment(_upload(options=Options(outputs=wanted, format=image_pb2.IMAGE_FORMAT_RAW)))
    )
    assert [picture.layer for picture in pictures] == wanted
    assert [picture.header.channels for picture in pictures] == [1, 4]
    matte, product = (np.frombuffer(picture.data, np.uint8) for picture in pictures)
    assert (product.reshape(480, 640, 4)[..., 3] == matte.reshape(480, 640)).all()


async def test_own_alpha_is_said(segmenter: Segmenter) -> None:
    data = encode(np.dstack([PHOTO.pixels, PHOTO.truth]), Format.PNG)
    _, report, _ = await _answer(segmenter.segment(_upload(data)))
    assert report.matte_source == segmenter_pb2.MATTE_SOURCE_ALPHA
    assert report.confidence == 1
    assert not report.HasField("model")


async def test_no_product_has_its_reason(segmenter: Segmenter) -> None:
    segmenter.network.answer = np.zeros((320, 320), np.uint8)
    failure = await _failure(segmenter.segment(_upload()))
    assert (failure.code, failure.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "NO_PRODUCT")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "INVALID_IMAGE"),
        (b"text", "INVALID_IMAGE"),
        (b"GIF89a", "UNSUPPORTED_IMAGE"),
        (PNG[:-2000], "INVALID_IMAGE"),
    ],
)
async def test_bad_photos_have_their_reasons(segmenter: Segmenter, data: bytes, reason: str) -> None:
    assert (await _failure(segmenter.segment(_upload(data)))).reason == reason


async def test_too_many_bytes_are_refused_on_the_way(segmenter: Segmenter) -> None:
    failure = await _failure(segmenter.segment(_upload(bytes(MAX_PHOTO_BYTES + 1))))
    assert (failure.code, failure.reason) == (grpc.StatusCode.OUT_OF_RANGE, "IMAGE_TOO_LARGE")
    assert segmenter.network.asked == 0


async def test_broken_promise(segmenter: Segmenter) -> None:
    failure = await _failure(segmenter.segment(_upload(size_bytes=len(PNG) + 1)))
    assert failure.reason == "TRANSFER_BROKEN"


async def test_scopes(segmenter: Segmenter) -> None:
    await _answer(segmenter.segment(_upload(), scopes="scenes"))
    assert (await _failure(segmenter.segment(_upload(), scopes="keys"))).reason == "SCOPE_MISSING"


async def test_list_models_is_public(segmenter: Segmenter) -> None:
    answer = await segmenter.stub.ListModels(segmenter_pb2.ListModelsRequest(), timeout=5)
    (model,) = answer.models
    assert model.weights_sha256 == FACTS.weights_sha256


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (Options(outputs=[image_pb2.LAYER_SHADOW]), "options.outputs"),
        (Options(outputs=[77]), "options.outputs"),  # type: ignore[list-item]
        (Options(format=99), "options.format"),  # type: ignore[arg-type]
        (Options(format=image_pb2.IMAGE_FORMAT_TIFF), "options.format"),
        (Options(quality=101), "options.quality"),
        (Options(margin=-1), "options.margin"),
        (Options(background="red"), "options.background"),
    ],
)
def test_wrong_options_are_named(options: Options, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        read_wish(options)
    assert caught.value.facts["field"] == field


def test_every_word_of_the_domain_has_one_of_the_contract() -> None:
    assert set(LAYERS.values()) == set(Layer)
    assert set(FORMATS.values()) == set(Format)
    assert set(FORMATS) == set(image_pb2.ImageFormat.values())
    assert set(SIDES) == set(Side)
    assert set(SOURCES) == set(MatteSource)
