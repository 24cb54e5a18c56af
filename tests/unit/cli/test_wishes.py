"""What is typed, as what the client takes."""

import pytest

from packshot.cli.targets import Unusable
from packshot.cli.wishes import margin_of, placement_of, size_of
from packshot.client import Box, Placement


@pytest.mark.parametrize(
    ("text", "size"), [(None, None), ("1024x768", (1024, 768)), (" 800X600 ", (800, 600)), ("512", (512, 512))]
)
def test_sizes(text: str | None, size: tuple[int, int] | None) -> None:
    assert size_of(text) == size


@pytest.mark.parametrize("text", ["", "wide", "10x", "-1x10", "10x10x10", "1e3"])
def test_what_is_no_size(text: str) -> None:
    with pytest.raises(Unusable, match="1024x768"):
        size_of(text)


@pytest.mark.parametrize(
    ("text", "padding", "placement"),
    [
        (None, None, None),
        (None, 0.2, Placement(padding=0.2)),
        ("auto", None, Placement()),
        ("Original", None, Placement("original")),
        ("1, 2,30,40", None, Placement("manual", box=Box(1, 2, 30, 40))),
    ],
)
def test_placements(text: str | None, padding: float | None, placement: Placement | None) -> None:
    assert placement_of(text, padding) == placement


@pytest.mark.parametrize(("text", "padding"), [("left", None), ("1,2,3", None), ("1,2,3,x", None), ("original", 0.1)])
def test_what_is_no_placement(text: str, padding: float | None) -> None:
    with pytest.raises(Unusable):
        placement_of(text, padding)


def test_a_box_stays_in_the_frame_that_is_known() -> None:
    assert placement_of("0,0,800,600", None, (800, 600)) is not None
    assert placement_of("0,0,801,600", None, None) is not None
    with pytest.raises(Unusable, match="800x600"):
        placement_of("0,0,801,600", None, (800, 600))
    with pytest.raises(Unusable, match="at least 1"):
        placement_of("0,0,0,600", None)


def test_padding_with_a_box_says_which_to_leave_out() -> None:
    with pytest.raises(Unusable, match="--padding goes with the automatic placement, not with --placement 1,2,3,4"):
        placement_of("1,2,3,4", 0.1)


def test_margin_goes_with_crop() -> None:
    assert (margin_of(0.1, crop=True), margin_of(0, crop=False)) == (0.1, 0)
    with pytest.raises(Unusable, match="Add --crop"):
        margin_of(0.1, crop=False)
