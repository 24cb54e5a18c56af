import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import numpy as np
import pytest

from mesh.errors import Cancelled, Internal, InvalidArgument, Overloaded, PackshotError, ServiceUnavailable
from mesh.identity import set_request_id
from mesh.triton import TritonClient
from services.generator.arrays import Bytes
from services.generator.bridge import Bridge
from services.generator.engines.diffusion import connect
from services.generator.errors import ContentRefused, LicenceRefused, OutOfMemory, StyleUnsupported, WeightsUnusable
from services.generator.painter import ModelServer, PainterFacts, Painting
from services.generator.pool import JobWatch, Made, Pool, Preview, Step
from services.generator.scene import Cutout, Scene, SceneRequest
from services.generator.triton import PREVIEWS, TritonFinder, TritonPainter
from tests.unit.generator.seam import FACTS, SeamServer, served

PAINTING = Painting(
    canvas=np.full((64, 96, 3), 30, np.uint8),
    mask=np.pad(np.zeros((32, 32), np.uint8), ((16, 16), (32, 32)), constant_values=255),
    prompt="дуб, утро",
    negative_prompt="text",
    seed=2**64 - 1,
    steps=6,
    guidance=4.1,
    strength=0.5,
)


class Easel:
    """Remembers strokes and previews; its caller goes after so many."""

    def __init__(self, gone_after: int = 10**6) -> None:
        self.strokes, self.previews, self._gone_after = list[tuple[int, int]](), list[Bytes](), gone_after

    def stroke(self, done: int, of: int) -> None:
        self.strokes.append((done, of))

    def preview(self, pixels: Bytes) -> None:
        self.previews.append(pixels)

    def check(self) -> None:
        if len(self.strokes) >= self._gone_after:
            raise Cancelled("gone")


@pytest.fixture
async def seam() -> SeamServer:
    return SeamServer()


@pytest.fixture
async def client(seam: SeamServer) -> AsyncIterator[TritonClient]:
    async with served(seam) as address:
        client = TritonClient(address)
        yield client
        await client.close()


@pytest.fixture
async def bridge() -> Bridge:
    return Bridge(asyncio.get_running_loop())


@pytest.fixture
def painter(client: TritonClient, bridge: Bridge) -> TritonPainter:
    return TritonPainter(client, bridge, "diffusion", 30.0)


async def paint(painter: TritonPainter, easel: Easel | None = None) -> tuple[Bytes, PainterFacts]:
    return await asyncio.to_thread(painter.paint, PAINTING, easel or Easel())


async def test_a_picture_with_its_steps_and_previews(painter: TritonPainter, seam: SeamServer) -> None:
    set_request_id("r-7")
    easel = Easel()
    picture, facts = await paint(painter, easel)
    assert (picture == np.where(PAINTING.mask[..., None] > 0, 90, 30)).all()
    assert easel.strokes == [(step, 6) for step in range(1, 7)]
    assert len(easel.previews) == PREVIEWS
    assert easel.previews[0].shape == (64, 96, 3)
    assert np.abs(easel.previews[0][0, 0].astype(int) - 90).max() < 6
    assert (facts.model, facts.revision, facts.device, facts.native_px) == ("sdxl-inpainting", "115134f", "cuda", 128)
    assert facts.guidance == np.float32(4.1)
    assert seam.request_ids == ["r-7"], "the thread's context went with it"


async def test_the_model_gets_what_was_asked(painter: TritonPainter, seam: SeamServer) -> None:
    await paint(painter)
    (asked,) = seam.paintings
    assert (asked["image"] == PAINTING.canvas).all()
    assert (asked["mask"] == PAINTING.mask).all()
    assert asked["prompt"].item().decode() == "дуб, утро"
    assert asked["negative_prompt"].item() == b"text"
    scalars = {name: asked[name].item() for name in ("seed", "steps", "guidance", "strength", "preview_every")}
    assert scalars == {
        "seed": 2**64 - 1,
        "steps": 6,
        "guidance": pytest.approx(4.1),
        "strength": 0.5,
        "preview_every": 1,
    }


async def test_a_caller_who_goes_closes_the_stream_within_a_step(painter: TritonPainter, seam: SeamServer) -> None:
    seam.step_s = 0.3
    with pytest.raises(Cancelled):
        await paint(painter, Easel(gone_after=1))
    await asyncio.wait_for(seam.cancelled.wait(), 2)
    assert seam.steps <= 2


async def test_a_style_travels_where_there_is_one(painter: TritonPainter, seam: SeamServer) -> None:
    seam.facts |= {"style": "adapter", "style_sha256": "12" * 32}
    style = np.full((40, 60, 3), 9, np.uint8)
    styled = replace(PAINTING, style=style, style_strength=0.25)
    _, facts = await asyncio.to_thread(painter.paint, styled, Easel())
    assert (facts.style, facts.style_identity) == ("adapter", f"adapter:{'12' * 32}")
    await paint(painter)
    with_style, without = seam.paintings
    assert (with_style["style"] == style).all()
    assert with_style["style_strength"] == [0.25]
    assert not {"style", "style_strength"} & set(without)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("OUT_OF_MEMORY fits=768x512: CUDA out of memory at /srv/secret", OutOfMemory),
        ("OUT_OF_MEMORY fits=0x0: no room at /srv/secret", OutOfMemory),
        ("OUT_OF_MEMORY: no room at /srv/secret", OutOfMemory),
        ("in ensemble, message: WEIGHTS_MISSING: /srv/secret is not found", WeightsUnusable),
        ("WEIGHTS_CORRUPT: /srv/secret", WeightsUnusable),
        ("LICENCE_REFUSED: non-commercial /srv/secret", LicenceRefused),
        ("CONTENT_REFUSED: /srv/secret", ContentRefused),
        ("STYLE_UNSUPPORTED: /srv/secret takes no style", StyleUnsupported),
        ("BAD_SIZE: 100x100 /srv/secret", Internal),
        ("Traceback /srv/secret", Internal),
        ("[request id: 7] Exceeds maximum queue size", Overloaded),
        ("QUEUE_FULL: Exceeds maximum queue size", Overloaded),
    ],
)
async def test_codes_of_the_model_are_told_as_causes(
    painter: TritonPainter, seam: SeamServer, said: str, error: type[PackshotError]
) -> None:
    seam.error = said
    with pytest.raises(PackshotError) as caught:
        await paint(painter)
    assert isinstance(caught.value, error)
    assert "secret" not in caught.value.message
    if "fits=7" in said:
        assert caught.value.facts["fits"] == "768x512"
        assert "768x512" in caught.value.message


async def test_facts_are_asked_once(painter: TritonPainter, seam: SeamServer) -> None:
    first = await asyncio.to_thread(painter.facts, lambda: None)
    again = await painter.check()
    assert first == again
    assert (first.steps, first.identity) == (6, ("sdxl-inpainting", "115134f", "ef" * 32))
    assert seam.questions == 1
    assert not seam.paintings


async def test_another_model_after_a_restart_is_noticed(painter: TritonPainter, seam: SeamServer) -> None:
    await painter.check()
    seam.ready = False
    with pytest.raises(ServiceUnavailable):
        await painter.check()
    seam.ready, seam.facts = True, FACTS | {"model": "other"}
    facts = await painter.check()
    assert facts is not None
    assert facts.model == "other"


async def test_a_server_without_the_model_has_no_such_engine(painter: TritonPainter, seam: SeamServer) -> None:
    seam.serves = False
    with pytest.raises(InvalidArgument, match="PACKSHOT_DIFFUSION_MODEL") as caught:
        await painter.check()
    assert caught.value.facts["field"] == "engine"


async def test_nobody_there_is_told_as_unavailable(bridge: Bridge) -> None:
    client = TritonClient("127.0.0.1:9")
    painter = TritonPainter(client, bridge, "diffusion", 5.0)
    with pytest.raises(ServiceUnavailable) as caught:
        await painter.check()
    assert caught.value.retry_after_s
    with pytest.raises(ServiceUnavailable):
        await paint(painter)
    await client.close()


@pytest.mark.parametrize("facts", [{}, FACTS | {"steps": "many"}, {k: v for k, v in FACTS.items() if k != "revision"}])
async def test_a_model_that_does_not_say_what_it_is_is_a_fault(
    painter: TritonPainter, seam: SeamServer, facts: dict[str, object]
) -> None:
    seam.facts = facts
    with pytest.raises(Internal, match="does not say"):
        await painter.check()


async def test_the_finder_is_shown_a_square(client: TritonClient, bridge: Bridge) -> None:
    finder = TritonFinder(client, bridge, "u2net", 5.0)
    picture = np.zeros((100, 700, 3), np.uint8)
    picture[:, 350:] = 255
    found = await asyncio.to_thread(finder.find, picture, lambda: None)
    assert found.shape == (320, 320)
    assert found[:, 170:].all()
    assert not found[:, :150].any()


Work = Callable[[JobWatch[Scene]], None]


@pytest.fixture
def work(painter: TritonPainter, bridge: Bridge, client: TritonClient, ribbon: Cutout) -> Work:
    """One scene, as the pool runs it."""
    engine = connect(ModelServer(painter, TritonFinder(client, bridge, "u2net", 5.0)))

    def make(watch: JobWatch[Scene]) -> None:
        watch.made(engine.generate(ribbon, SceneRequest("oak", seed=1, width=128, height=96), watch))
        watch.finish()

    return make


async def test_a_scene_through_pool_and_bridge(work: Work) -> None:
    pool = Pool(1, 0)
    events = [event async for event in pool.run(work)]
    steps = [(event.done, event.total) for event in events if isinstance(event, Step)]
    assert steps == [(done, 11) for done in range(12)]
    assert len([event for event in events if isinstance(event, Preview)]) == PREVIEWS + 1
    (made,) = [event.value for event in events if isinstance(event, Made)]
    assert made.drift.passed
    assert made.drift.outgrowth == 0
    pool.close()


async def test_leaving_the_pool_reaches_the_model(work: Work, seam: SeamServer) -> None:
    seam.step_s = 0.3
    pool = Pool(1, 0)
    events = pool.run(work)
    async for event in events:
        if isinstance(event, Step) and event.stage == "paint":
            break
    await events.aclose()
    await asyncio.wait_for(seam.cancelled.wait(), 2)
    assert seam.steps <= 2
    pool.close()
