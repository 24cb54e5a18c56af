"""Colours, mattes, cameras and frames at the end of what may be asked: every set must still make a sound picture."""

from dataclasses import replace

import numpy as np
import pytest

from services.generator.engines.sets import ENGINE, studio_sets
from services.generator.materials.boards import Boards
from services.generator.materials.catalogue import materials
from services.generator.placement import Box as PixelBox
from services.generator.placement import PlacementWish
from services.generator.render.block import Cylinder, box_of, cover
from services.generator.render.box import Box
from services.generator.render.camera import Camera, least_pitch_deg
from services.generator.scene import Cutout, SceneRequest, Unwatched
from services.generator.wishes import DressWish

NAMES = [studio_set.name for studio_set in studio_sets()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wish", [DressWish("#000000"), DressWish("", "#000000"), DressWish("#ffffff", "#ffffff")])
def test_black_and_white_are_colours(bottle: Cutout, name: str, wish: DressWish) -> None:
    request = SceneRequest("table", set_name=name, seed=1, width=96, height=96, dress=wish)
    with np.errstate(divide="raise", invalid="raise"):
        scene = ENGINE.generate(bottle, request, Unwatched())
    assert scene.drift.passed
    assert scene.scene.mean() < 254


def as_low_as_may_be(cutout: Cutout, request: SceneRequest) -> SceneRequest:
    """The same with the camera raised where it would lie under its floor: a product high in the frame is refused from there."""
    box = ENGINE.resolve(cutout, replace(request, camera_pitch_deg=None)).box
    least = least_pitch_deg(box.y + box.height, request.width, request.height)
    return replace(request, camera_pitch_deg=max(request.camera_pitch_deg or 0, least))


@pytest.mark.parametrize("name", NAMES)
def test_a_cap_may_hang_over_a_jar(name: str) -> None:
    matte = np.zeros((400, 400), np.uint8)
    matte[40:51, 120:281] = matte[60:371, 120:281] = 255
    cutout = Cutout(np.full((400, 400, 3), 90, np.uint8), matte)
    request = SceneRequest("table", set_name=name, seed=1, width=128, height=128)
    assert ENGINE.generate(cutout, request, Unwatched()).drift.passed


@pytest.mark.parametrize("pitch", [2.0, 10.0, 45.0, 80.0])
@pytest.mark.parametrize("size", [(768, 64), (64, 512), (96, 96)])
@pytest.mark.parametrize("name", ["podium", "steps"])
def test_blocks_may_lie_outside_of_the_frame_and_under_the_camera(
    bottle: Cutout, ribbon: Cutout, name: str, size: tuple[int, int], pitch: float
) -> None:
    far = pitch in (10.0, 80.0)
    request = SceneRequest(
        "sage", set_name=name, seed=3, width=size[0], height=size[1], camera_pitch_deg=pitch,
        placement=PlacementWish("original") if far else PlacementWish(position="upper_left"),
    )  # fmt: skip
    cutout = bottle if far else ribbon
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert ENGINE.generate(cutout, as_low_as_may_be(cutout, request), Unwatched()).drift.passed


@pytest.mark.parametrize("seed", [1, 3, 4, 5])
def test_a_block_may_reach_past_the_camera(ribbon: Cutout, seed: int) -> None:
    request = SceneRequest("sage", set_name="steps", seed=seed, width=96, height=96, camera_pitch_deg=2.0)
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert ENGINE.generate(ribbon, request, Unwatched()).drift.passed


def test_a_block_outside_of_the_frame_covers_nothing() -> None:
    camera = Camera(96, 96, 30.0, (48.0, 70.0), 48.0)
    for place in ((50.0, 0.0), (-50.0, 0.0), (0.0, -200.0), (0.0, -4.9)):
        for block in (Box(*place, 0.0, -0.3, 0.3, 0.3, 0.1), Cylinder(*place, 0.0, -0.3, 0.3)):
            window, side, lid = cover(block, camera)
            assert not side.any()
            assert not lid.any()
            assert all(part.start <= part.stop for part in box_of(side, window))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("pitch", [2.0, 80.0])
@pytest.mark.parametrize("position", ["upper_left", "bottom_right"])
def test_no_number_runs_over(ribbon: Cutout, name: str, pitch: float, position: str) -> None:
    request = SceneRequest(
        "oak",
        set_name=name,
        seed=3,
        width=96,
        height=96,
        camera_pitch_deg=pitch,
        placement=PlacementWish(position=position),
    )
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        assert ENGINE.generate(ribbon, as_low_as_may_be(ribbon, request), Unwatched()).drift.passed


@pytest.mark.parametrize("material", sorted(materials()))
@pytest.mark.parametrize("seed", [3, 8])  # 8 lays boards away from the camera
def test_a_floor_may_run_to_the_horizon(material: str, seed: int) -> None:
    """A small thing high up in the frame, so that the floor runs on for hundreds of units: a row is not to go black."""
    cutout = Cutout(np.full((40, 80, 3), 90, np.uint8), np.full((40, 80), 255, np.uint8))
    request = SceneRequest(
        f"{materials()[material].words[0]} table", set_name="tabletop", seed=seed, width=256, height=256,
        placement=PlacementWish("manual", box=PixelBox(10, 0, 40, 20)),
    )  # fmt: skip
    with np.errstate(over="raise", divide="raise", invalid="raise"):
        scene = ENGINE.generate(cutout, request, Unwatched()).scene
    assert scene.max(axis=(1, 2)).min() > 40


def test_boards_never_end() -> None:
    near, far = (np.linspace(first, first + 8, 400, dtype=np.float32)[:, None] for first in (-4, 900))
    for v in (near, far, np.array([[-1e6], [1e6]], np.float32)):
        boards = Boards(np.random.default_rng(1), 0.6, v)
        below, above = boards.gaps()
        assert min(below.min(), above.min()) >= 0
        assert max(below.max(), above.max()) <= 0.6 * 1.15 + 1e-5
    assert (Boards(np.random.default_rng(1), 0.6, near).v == near).all()


@pytest.mark.parametrize("name", ["horizon", "bokeh"])
def test_from_above_only_the_ground_is_seen(bottle: Cutout, name: str) -> None:
    def step(pitch: float, prompt: str = "stone") -> float:
        """Largest change of the picture's left edge, in codes, over 8 rows."""
        request = SceneRequest(prompt, set_name=name, seed=1, width=96, height=96, camera_pitch_deg=pitch)
        rows = ENGINE.generate(bottle, request, Unwatched()).scene[:, :12].mean(axis=1)
        return float(np.abs(rows[8:] - rows[:-8]).max())

    assert step(60.0) < 16
    assert step(80.0) < 16
    assert step(30.0) > 30
    assert step(80.0, "stone, blue wall") > 30
