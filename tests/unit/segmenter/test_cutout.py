import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mesh.errors import ImageTooLarge, InvalidImage, ServiceUnavailable
from mesh.pictures.decode import Limits, decode
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from services.segmenter.cutout import STEPS, Begun, Cutout, Cutter
from services.segmenter.errors import NoProduct
from services.segmenter.network import NetworkFacts
from services.segmenter.pool import Gate, Pool
from services.segmenter.report import Doubt, MatteSource
from services.segmenter.wish import Layer, Wish
from tests.unit.segmenter.studio_photo import FACTS, KnownNetwork, StudioPhoto

PHOTO = StudioPhoto()
PNG = encode(PHOTO.pixels, Format.PNG)
BOTH = (Layer.PRODUCT, Layer.MATTE)


@pytest.fixture
async def pool() -> AsyncIterator[Pool]:
    pool = Pool(2)
    yield pool
    pool.close()


def _cutter(pool: Pool, network: object | None = None, gate: Gate | None = None) -> Cutter:
    return Cutter(network or KnownNetwork(PHOTO.answer), pool, gate or Gate(4, 4), Limits())  # type: ignore[arg-type]


async def _cut(cutter: Cutter, data: bytes, wish: Wish | None = None) -> tuple[list[str], Cutout]:
    events = [event async for event in cutter.cut(data, wish or Wish())]
    assert isinstance(events[-1], Cutout)
    return [event.step for event in events[:-1] if isinstance(event, Begun)], events[-1]


def _decoded(data: bytes) -> NDArray[np.uint8]:
    return np.asarray(cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED))


async def test_photo_in_product_out(pool: Pool) -> None:
    steps, cutout = await _cut(_cutter(pool), PNG)
    assert tuple(steps) == STEPS
    assert tuple(cutout.times_ms) == STEPS
    assert min(cutout.times_ms.values()) > 0
    (picture,) = cutout.pictures
    assert (picture.layer, picture.width_px, picture.height_px, picture.channels) == (Layer.PRODUCT, 640, 480, 4)
    product = _decoded(picture.data)
    assert PHOTO.error(product[..., 3]) < 0.002
    solid = product[..., 3] == 255
    assert (product[solid][:, 2::-1] == PHOTO.pixels[solid]).all()
    report = cutout.report
    assert report.source is MatteSource.NETWORK
    assert cutout.network == FACTS
    assert report.coverage == pytest.approx(PHOTO.truth.mean() / 255, abs=0.002)
    assert report.confidence > 0.95
    assert report.doubts == ()
    assert report.cut_sides == ()
    np.testing.assert_allclose(report.product, (150, 110, 501, 370), atol=2)


async def test_layers_come_in_the_order_wished_and_the_matte_has_one_channel(pool: Pool) -> None:
    _, cutout = await _cut(_cutter(pool), PNG, Wish(layers=(Layer.MATTE, Layer.PRODUCT)))
    assert [picture.layer for picture in cutout.pictures] == [Layer.MATTE, Layer.PRODUCT]
    matte, product = (_decoded(picture.data) for picture in cutout.pictures)
    assert matte.ndim == 2
    assert cutout.pictures[0].channels == 1
    assert (product[..., 3] == matte).all()


async def test_matte_alone_needs_no_colours(pool: Pool) -> None:
    steps, cutout = await _cut(_cutter(pool), PNG, Wish(layers=(Layer.MATTE,)))
    assert "colour" not in steps
    assert "colour" not in cutout.times_ms


async def test_crop_keeps_the_product_and_its_margin(pool: Pool) -> None:
    _, whole = await _cut(_cutter(pool), PNG, Wish(layers=BOTH))
    _, cutout = await _cut(_cutter(pool), PNG, Wish(layers=BOTH, crop=True, margin=0.1))
    box = cutout.report.crop
    room = round(0.1 * max(whole.report.product.width, whole.report.product.height))
    assert box == whole.report.product.grown(room, (480, 640))
    for cropped, full in zip(cutout.pictures, whole.pictures, strict=True):
        assert (cropped.width_px, cropped.height_px) == (box.width, box.height)
        np.testing.assert_allclose(_decoded(cropped.data), _decoded(full.data)[box.slices], atol=1)


async def test_jpeg_stands_on_the_background(pool: Pool) -> None:
    _, cutout = await _cut(_cutter(pool), PNG, Wish(format=Format.JPEG, background="#00ff00"))
    (picture,) = cutout.pictures
    assert picture.channels == 3
    decoded = decode(picture.data)
    assert decoded.source_format is Format.JPEG
    assert np.abs(decoded.pixels[5, 5].astype(int) - (0, 255, 0)).max() <= 2


async def test_raw_is_bare_samples(pool: Pool) -> None:
    _, cutout = await _cut(_cutter(pool), PNG, Wish(format=Format.RAW))
    (picture,) = cutout.pictures
    assert len(picture.data) == 640 * 480 * 4


async def test_own_alpha_is_kept_and_the_network_not_asked(pool: Pool) -> None:
    pixels = np.dstack([PHOTO.pixels, PHOTO.truth])
    network = KnownNetwork(np.zeros((320, 320), np.uint8))
    steps, cutout = await _cut(_cutter(pool, network), encode(pixels, Format.PNG))
    assert network.asked == 0
    assert "network" not in steps
    assert (cutout.report.source, cutout.report.confidence, cutout.network) == (MatteSource.ALPHA, 1.0, None)
    assert (_decoded(cutout.pictures[0].data)[..., [2, 1, 0, 3]] == pixels).all()


async def test_solid_alpha_is_no_cutout(pool: Pool) -> None:
    pixels = np.dstack([PHOTO.pixels, np.full_like(PHOTO.truth, 255)])
    network = KnownNetwork(PHOTO.answer)
    _, cutout = await _cut(_cutter(pool, network), encode(pixels, Format.PNG))
    assert network.asked == 1
    assert cutout.report.source is MatteSource.NETWORK


async def test_a_kept_alpha_is_doubted_too(pool: Pool) -> None:
    alpha = np.zeros_like(PHOTO.truth)
    alpha[:25, 200:230] = 255
    _, cutout = await _cut(_cutter(pool), encode(np.dstack([PHOTO.pixels, alpha]), Format.PNG))
    assert cutout.report.source is MatteSource.ALPHA
    assert cutout.report.doubts == (Doubt.SMALL_PRODUCT, Doubt.CUT_BY_FRAME)
    alpha[:] = 0
    alpha[200, 200] = 255
    with pytest.raises(NoProduct):
        await _cut(_cutter(pool), encode(np.dstack([PHOTO.pixels, alpha]), Format.PNG))


async def test_nothing_there(pool: Pool) -> None:
    with pytest.raises(NoProduct):
        await _cut(_cutter(pool, KnownNetwork(np.full((320, 320), 40, np.uint8))), PNG)
    empty = np.dstack([PHOTO.pixels, np.zeros_like(PHOTO.truth)])
    with pytest.raises(NoProduct):
        await _cut(_cutter(pool), encode(empty, Format.PNG))


async def test_bad_photos_never_reach_the_network(pool: Pool) -> None:
    network = KnownNetwork(PHOTO.answer)
    with pytest.raises(InvalidImage):
        await _cut(_cutter(pool, network), b"not a picture")
    small = Cutter(network, pool, Gate(1, 0), Limits(max_pixels=1000))
    with pytest.raises(ImageTooLarge):
        await _cut(small, PNG)
    assert network.asked == 0


class _Away(KnownNetwork):
    async def confidence(self, square: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NetworkFacts]:
        raise ServiceUnavailable("The model server does not answer.")


async def test_failure_leaves_the_gate_open(pool: Pool) -> None:
    gate = Gate(1, 0)
    for _ in range(3):
        with pytest.raises(ServiceUnavailable):
            await _cut(_cutter(pool, _Away(PHOTO.answer), gate), PNG)
    await _cut(_cutter(pool, gate=gate), PNG)


class _Endless(KnownNetwork):
    def __init__(self) -> None:
        super().__init__(PHOTO.answer)
        self.cancelled = asyncio.Event()

    async def confidence(self, square: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NetworkFacts]:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise
        raise AssertionError


async def test_going_away_cancels_the_network_and_frees_the_place(pool: Pool) -> None:
    network, gate = _Endless(), Gate(1, 0)

    async def watch() -> None:
        async with aclosing(_cutter(pool, network, gate).cut(PNG, Wish())) as events:
            async for _ in events:
                pass

    call = asyncio.create_task(watch())
    await asyncio.sleep(0.3)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert network.cancelled.is_set()
    await _cut(_cutter(pool, gate=gate), PNG)


async def test_many_at_once_never_share_pixels(pool: Pool) -> None:
    colours = [(20 + 25 * i, 200 - 20 * i, 60 + 9 * i) for i in range(8)]
    photos = [StudioPhoto(product=colour) for colour in colours]
    cutter = Cutter(KnownNetwork(PHOTO.answer), pool, Gate(8, 0), Limits())
    cutouts = await asyncio.gather(*(_cut(cutter, encode(photo.pixels, Format.PNG)) for photo in photos))
    for photo, (_, cutout) in zip(photos, cutouts, strict=True):
        product = _decoded(cutout.pictures[0].data)
        assert (product[240, 280, 2::-1] == photo.pixels[240, 280]).all()
