"""What a caller may wish for: refused here in a sentence, or carried over as it is."""

from typing import Any

import numpy as np
import pytest

from packshot.client import Box, Placement
from packshot.client.wishes import cutout_options, scene_options
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2


def _cutout(**wishes: Any) -> segmenter_pb2.CutoutOptions:
    usual = {"crop": False, "margin": 0.0, "matte": False, "format": "png", "quality": 0, "background": ""}
    return cutout_options(**{**usual, **wishes})


def _scene(**wishes: Any) -> generator_pb2.SceneOptions:
    usual: dict[str, Any] = {
        "negative_prompt": "",
        "engine": "",
        "set_name": None,
        "seed": None,
        "size": None,
        "aspect_ratio": "",
        "placement": None,
        "layers": (),
        "format": "png",
        "quality": 0,
    }
    return scene_options("a table", **{**usual, **wishes})


@pytest.mark.parametrize("seed", [-1, 2**64, 1.5, "7", True])
def test_what_is_no_seed_is_told_the_range(seed: Any) -> None:
    with pytest.raises(ValueError, match=r"seed is .*; it is a whole number from 0 to 18446744073709551615"):
        _scene(seed=seed)


def test_every_seed_of_the_range_passes() -> None:
    assert [_scene(seed=seed).seed for seed in (0, 2**64 - 1, np.int64(7))] == [0, 2**64 - 1, 7]


@pytest.mark.parametrize("size", ["big", "ab", 800, (800,), (800, -1), (800.0, 600), (800, "600"), (1, 2, 3)])
def test_what_is_no_size_is_told_the_form(size: Any) -> None:
    with pytest.raises(ValueError, match=r"it is width and height in pixels.* such as \(1024, 768\)"):
        _scene(size=size)


def test_a_side_may_follow_from_the_aspect_ratio() -> None:
    options = _scene(size=(800, 0), aspect_ratio="4:5")
    assert (options.size.width, options.size.height) == (800, 0)


@pytest.mark.parametrize(
    ("wishes", "sentence"),
    [
        ({"margin": 0.1}, "Set crop, or leave margin out"),
        ({"crop": True, "margin": 1.5}, "margin is 1.5; it is a number from 0 to 1"),
        ({"crop": True, "margin": "wide"}, "margin is 'wide'"),
        ({"crop": True, "margin": float("nan")}, "margin is nan"),
        ({"quality": -1}, "quality is -1; it is a whole number from 0 to 100"),
    ],
)
def test_a_cutout_that_cannot_be(wishes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        _cutout(**wishes)


def test_margin_passes_with_crop() -> None:
    assert _cutout(crop=True, margin=0.25).margin == 0.25


@pytest.mark.parametrize(
    ("placement", "wishes", "sentence"),
    [
        (Placement("original", padding=0.1), {}, "padding goes with the automatic placement, not with original"),
        (Placement("automatic", padding=0.5), {}, "padding is 0.5; it is a number from 0 to 0.45"),
        (Placement("automatic", box=Box(0, 0, 9, 9)), {}, "A box goes with the manual placement"),
        (Placement("manual"), {}, "needs a box"),
        (Placement("manual", box=Box(0, 0, 0, 9)), {}, "0x9 px"),
        (Placement("manual", box=Box(0, 0, 1025, 9)), {}, "leaves the frame of 1024x1024 px"),
        (Placement("manual", box=Box(0, 500, 9, 101)), {"size": (800, 600)}, "leaves the frame of 800x600 px"),
        (Placement("manual", box=Box(-1, 0, 9, 9)), {"aspect_ratio": "4:5"}, "leaves the frame. Move it inside"),
        (Placement("manual", box=Box(0.5, 0, 9, 9)), {}, "box.x is 0.5"),  # type: ignore[arg-type]
    ],
)
def test_a_placement_that_cannot_be(placement: Placement, wishes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        _scene(placement=placement, **wishes)


@pytest.mark.parametrize(
    ("placement", "wishes"),
    [
        (Placement("manual", box=Box(0, 0, 1024, 1024)), {}),
        (Placement("manual", box=Box(0, 0, 1500, 9)), {"aspect_ratio": "2:1", "size": (2000, 0)}),
        (Placement(padding=0.45), {}),
    ],
)
def test_a_placement_that_may_be_is_left_to_the_service(placement: Placement, wishes: dict[str, Any]) -> None:
    options = _scene(placement=placement, **wishes)
    assert options.placement.HasField("box") == (placement.box is not None)
    assert options.placement.HasField("padding") == (placement.padding is not None)
