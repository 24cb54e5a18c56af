import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesh.errors import InvalidArgument
from services.generator.errors import EmptyMatte
from services.generator.placement import (
    DEFAULT_PADDING,
    POSITIONS,
    Box,
    PlacementWish,
    bounds,
    check_wish,
    find_box,
    frame_size,
    place,
)
from services.generator.scene import Cutout
from services.generator.studio import Framing

FRAMING = Framing(foot=0.77, size=0.56)


@pytest.mark.parametrize(
    ("wish", "size"),
    [
        ((0, 0, ""), (1024, 1024)),
        ((0, 0, "4:5"), (819, 1024)),
        ((0, 0, "16:9"), (1024, 576)),
        ((800, 0, "1:1"), (800, 800)),
        ((0, 900, "2:3"), (600, 900)),
        ((640, 480, ""), (640, 480)),
        ((4096, 3906, ""), (4096, 3906)),
    ],
)
def test_frame_size(wish: tuple[int, int, str], size: tuple[int, int]) -> None:
    assert frame_size(*wish) == size


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ((20_000, 1000, ""), "size.width"),
        ((63, 1000, ""), "size.width"),
        ((1000, 5000, ""), "size.height"),
        ((4096, 4096, ""), "size"),
        ((1000, 1000, "4:5"), "aspect_ratio"),
        ((0, 0, "wide"), "aspect_ratio"),
        ((0, 0, "0:1"), "aspect_ratio"),
        ((0, 0, "1:65"), "aspect_ratio"),
    ],
)
def test_sizes_that_cannot_be_are_refused(wish: tuple[int, int, str], field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        frame_size(*wish)
    assert caught.value.facts["field"] == field


def test_original_at_the_photos_size_keeps_place_and_bytes(bottle: Cutout) -> None:
    height, width = bottle.matte.shape
    box = find_box(bottle.matte, (width, height), PlacementWish("original"), FRAMING)
    own = bounds(bottle.matte)
    assert box == own
    placed = place(bottle.colours, bottle.matte, box)
    part = (slice(own.y, own.y + own.height), slice(own.x, own.x + own.width))
    seen = placed.matte > 0
    assert (placed.matte == bottle.matte[part]).all()
    assert (placed.colours[seen] == bottle.colours[part][seen]).all()


def test_original_scales_with_the_frame(bottle: Cutout) -> None:
    height, width = bottle.matte.shape
    own = bounds(bottle.matte)
    box = find_box(bottle.matte, (3 * width, 3 * height), PlacementWish("original"), FRAMING)
    assert box == Box(3 * own.x, 3 * own.y, 3 * own.width, 3 * own.height)


@given(
    width=st.integers(64, 1500),
    height=st.integers(64, 1500),
    padding=st.floats(0, 0.45),
)
def test_automatic_keeps_its_padding(width: int, height: int, padding: float) -> None:
    matte = np.zeros((90, 120), np.uint8)
    matte[10:80, 30:70] = 255
    box = find_box(matte, (width, height), PlacementWish("automatic", padding), FRAMING)
    room = padding * min(width, height)
    assert box.x >= room - 1.01
    assert box.y >= room - 1.01
    assert box.x + box.width <= width - room + 1.01
    assert box.y + box.height <= height - room + 1.01
    assert abs(box.width * 70 - box.height * 40) <= 70


@given(x=st.integers(0, 200), y=st.integers(0, 200), width=st.integers(1, 300), height=st.integers(1, 300))
def test_manual_box_holds_the_product(x: int, y: int, width: int, height: int) -> None:
    matte = np.full((150, 120), 255, np.uint8)
    box = find_box(matte, (500, 500), PlacementWish("manual", box=Box(x, y, width, height)), FRAMING)
    assert x <= box.x
    assert box.x + box.width <= x + width
    assert box.y + box.height == y + height


@pytest.mark.parametrize(
    "box", [None, Box(0, 0, 0, 10), Box(0, 0, 10, 0), Box(-1, 0, 10, 10), Box(95, 0, 10, 10), Box(0, 91, 10, 10)]
)
def test_boxes_that_cannot_be_are_refused(bottle: Cutout, box: Box | None) -> None:
    with pytest.raises(InvalidArgument) as caught:
        find_box(bottle.matte, (100, 100), PlacementWish("manual", box=box), FRAMING)
    assert caught.value.facts["field"] == "placement.box"


@pytest.mark.parametrize("padding", [-0.01, 0.46, float("nan")])
def test_padding_outside_its_range_is_refused(bottle: Cutout, padding: float) -> None:
    with pytest.raises(InvalidArgument):
        find_box(bottle.matte, (100, 100), PlacementWish("automatic", padding), FRAMING)


def test_a_picture_without_a_product_is_refused() -> None:
    with pytest.raises(EmptyMatte):
        bounds(np.full((40, 40), 20, np.uint8))


@pytest.mark.parametrize("factor", [0.37, 0.8, 1.6])
def test_resampling_lets_no_hidden_colour_through(factor: float) -> None:
    colours = np.full((100, 100, 3), (0, 255, 0), np.uint8)
    matte = np.zeros((100, 100), np.uint8)
    matte[20:80, 20:80] = 255
    matte[19, 20:80] = 100
    colours[matte > 0] = (200, 30, 40)
    own = bounds(matte)
    placed = place(colours, matte, Box(0, 0, round(own.width * factor), round(own.height * factor)))
    seen = placed.colours[placed.matte > 0].astype(int)
    assert np.abs(seen - (200, 30, 40)).max() <= 2


def test_shrinking_keeps_brightness_in_linear_light() -> None:
    colours = np.zeros((64, 64, 3), np.uint8)
    colours[::2] = 255
    placed = place(colours, np.full((64, 64), 255, np.uint8), Box(0, 0, 32, 32))
    assert np.abs(placed.colours.astype(int) - 188).max() <= 1  # half the light of white is code 188, not 128


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (PlacementWish("automatic", box=Box(0, 0, 50, 50)), "placement.box"),
        (PlacementWish("original", box=Box(0, 0, 50, 50)), "placement.box"),
        (PlacementWish("original", 0.1), "placement.padding"),
        (PlacementWish("manual", 0.1, Box(0, 0, 50, 50)), "placement.padding"),
        (PlacementWish("sideways"), "placement.mode"),
    ],
)
def test_what_a_placement_would_not_look_at_is_refused(bottle: Cutout, wish: PlacementWish, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        find_box(bottle.matte, (100, 100), wish, FRAMING)
    assert caught.value.facts["field"] == field


@pytest.mark.parametrize("mode", ["automatic", "original"])
def test_a_tiny_product_is_not_blown_up(mode: str) -> None:
    matte = np.zeros((20, 20), np.uint8)
    matte[4:16, 5:15] = 255
    box = find_box(matte, (1024, 1024), PlacementWish(mode), FRAMING)
    assert (box.width, box.height) == (30, 36)


def test_a_box_beyond_a_tiny_product_names_the_largest_good_one() -> None:
    matte = np.full((20, 20), 255, np.uint8)
    find_box(matte, (1024, 1024), PlacementWish("manual", box=Box(0, 0, 60, 900)), FRAMING)
    with pytest.raises(InvalidArgument, match="60 px wide or 60 px high") as caught:
        find_box(matte, (1024, 1024), PlacementWish("manual", box=Box(0, 0, 61, 900)), FRAMING)
    assert caught.value.facts["field"] == "placement.box"


def test_an_enlarged_edge_runs_out_inside_its_box() -> None:
    soft = np.zeros((24, 24), np.uint8)
    soft[5:19, 5:19] = 90
    soft[6:18, 6:18] = 255
    placed = place(np.full((24, 24, 3), 200, np.uint8), soft, Box(0, 0, 42, 42))
    for line in (placed.matte[0], placed.matte[-1], placed.matte[:, 0], placed.matte[:, -1]):
        assert line.max() < 75  # repeating the edge would leave 90
    assert placed.matte[21, 21] == 255
    assert np.abs(placed.colours[placed.matte > 0].astype(int) - 200).max() <= 1


@pytest.mark.parametrize("position", sorted(POSITIONS))
@pytest.mark.parametrize("frame", [(300, 300), (400, 200), (150, 320)])
def test_positions_lie_where_they_say_within_the_padding(position: str, frame: tuple[int, int]) -> None:
    matte = np.full((60, 40), 255, np.uint8)
    box = find_box(matte, frame, PlacementWish(position=position), FRAMING)
    room = DEFAULT_PADDING * min(frame)
    assert box.x >= round(room) - 1
    assert box.y >= round(room) - 1
    assert box.x + box.width <= frame[0] - room + 1
    assert box.y + box.height <= frame[1] - room + 1
    across, down = POSITIONS[position]
    slack = (frame[0] - 2 * room - box.width, frame[1] - 2 * room - box.height)
    assert box.x == pytest.approx(room + across * slack[0], abs=1)
    assert box.y == pytest.approx(room + down * slack[1], abs=1)


@pytest.mark.parametrize("scale", [0.1, 0.3, 0.6])
def test_a_scale_is_the_longer_side_over_the_shorter_of_the_frame(scale: float) -> None:
    matte = np.full((120, 80), 255, np.uint8)
    box = find_box(matte, (400, 300), PlacementWish(scale=scale), FRAMING)
    assert max(box.width, box.height) == pytest.approx(scale * 300, abs=1)


def test_a_scale_keeps_within_the_padding() -> None:
    matte = np.full((120, 80), 255, np.uint8)
    box = find_box(matte, (400, 300), PlacementWish(scale=1.0, padding=0.2), FRAMING)
    assert box.height == pytest.approx(300 - 2 * 60, abs=1)


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (PlacementWish(position="middle"), "placement.position"),
        (PlacementWish(scale=0.01), "placement.scale"),
        (PlacementWish("original", scale=0.5), "placement.scale"),
        (PlacementWish("original", position="center"), "placement.position"),
    ],
)
def test_positions_and_scales_that_cannot_be_are_refused(wish: PlacementWish, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        check_wish(wish, (300, 300))
    assert caught.value.facts["field"] == field


def test_enlarging_does_not_ring() -> None:
    colours = np.full((40, 40, 3), 100, np.uint8)
    colours[:, 20:] = 200
    placed = place(colours, np.full((40, 40), 255, np.uint8), Box(0, 0, 100, 100))
    inside = placed.colours[5:-5, 5:-5]
    assert inside.min() >= 99
    assert inside.max() <= 201
    veil = place(colours, np.full((40, 40), 130, np.uint8), Box(0, 0, 100, 100))
    assert veil.matte.max() <= 130


def test_a_large_product_is_placed_in_bounded_memory() -> None:
    colours, matte = np.full((3000, 3000, 3), 90, np.uint8), np.full((3000, 3000), 255, np.uint8)
    tracemalloc.start()
    placed = place(colours, matte, Box(0, 0, 200, 200))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (placed.colours == 90).all()
    assert peak < 3.2 * 4 * matte.size, "three planes of floats, not four channels twice over"
