from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from models.diffusion.failures import BadSize, BadValue, OutOfMemory, QueueFull, StyleUnsupported
from models.diffusion.memory import fitting, is_allocation_failure
from models.diffusion.request import PaintRequest
from models.diffusion.specs import StyleWay, spec_named

SDXL = spec_named("sdxl-inpainting")


def request(height: int = 64, width: int = 96, **changes: Any) -> PaintRequest:
    image, mask = np.zeros((height, width, 3), np.uint8), np.zeros((height, width), np.uint8)
    plain = PaintRequest(image, mask, "a mug", "", 1, steps=0, guidance=-1, strength=1, preview_every=0)
    return replace(plain, **changes)


def test_what_is_left_open_is_the_models_own() -> None:
    settled = request().settled(SDXL)
    assert (settled.steps, settled.guidance) == (SDXL.steps, SDXL.guidance)
    asked = request(steps=7, guidance=0.0).settled(SDXL)
    assert (asked.steps, asked.guidance) == (7, 0.0)


@pytest.mark.parametrize(("height", "width"), [(60, 96), (64, 100), (48, 96), (4096, 2048)])
def test_sizes_that_cannot_be_painted(height: int, width: int) -> None:
    with pytest.raises(BadSize, match=f"{width}x{height}"):
        request(height, width).settled(SDXL)


def test_a_mask_of_another_size() -> None:
    with pytest.raises(BadSize):
        request(mask=np.zeros((64, 64), np.uint8)).settled(SDXL)


@pytest.mark.parametrize(
    "change",
    [
        {"steps": -1},
        {"steps": 1000},
        {"strength": 0.0},
        {"strength": 1.5},
        {"strength": float("nan")},
        {"strength": 0.01},
        {"guidance": 100.0},
        {"preview_every": -1},
        {"prompt": "x" * 5000},
    ],
)
def test_numbers_out_of_range(change: dict[str, Any]) -> None:
    with pytest.raises(BadValue):
        request(**change).settled(SDXL)


@pytest.mark.parametrize(
    ("change", "way", "error"),
    [
        ({}, "", StyleUnsupported),
        ({"style": np.zeros((64, 64), np.uint8)}, "adapter", BadSize),
        ({"style": np.zeros((16, 64, 3), np.uint8)}, "reference", BadSize),
        ({"style": np.zeros((64, 2000, 3), np.uint8)}, "adapter", BadSize),
        ({"style_strength": 0.0}, "adapter", BadValue),
        ({"style_strength": float("nan")}, "adapter", BadValue),
        ({"style_strength": 1.5}, "adapter", BadValue),
    ],
    ids=["no-way", "grey", "small", "long", "none-of-it", "nan", "more-than-all"],
)
def test_styles_that_cannot_be_taken(change: dict[str, Any], way: StyleWay, error: type[Exception]) -> None:
    style: dict[str, Any] = {"style": np.zeros((64, 64, 3), np.uint8), "style_strength": 0.5}
    request(**style).settled(SDXL, "adapter")
    with pytest.raises(error):
        request(**style | change).settled(SDXL, way)


def test_a_group_has_one_style() -> None:
    black, white = (np.full((64, 64, 3), level, np.uint8) for level in (0, 255))
    styled = request(style=black, style_strength=0.5)
    assert styled.group == request(style=black.copy(), style_strength=0.5, seed=3).group
    for other in (request(), request(style=white, style_strength=0.5), request(style=black, style_strength=0.6)):
        assert other.group != styled.group


def test_requests_of_one_group_differ_in_what_a_pipeline_takes_for_each() -> None:
    one = request().settled(SDXL)
    assert request(seed=2, prompt="a cup", preview_every=1).settled(SDXL).group == one.group
    for change in ({"steps": 5}, {"guidance": 2.0}, {"strength": 0.5}, {"height": 96}):
        assert request(**change).settled(SDXL).group != one.group


class TestFitting:
    def test_without_a_measurement_it_is_half_the_area(self) -> None:
        assert fitting(1024, 1024, free_bytes=0, bytes_per_pixel=0) == (720, 720)

    def test_it_keeps_the_shape_and_stays_within_the_memory(self) -> None:
        fits = fitting(1024, 2048, free_bytes=1 << 30, bytes_per_pixel=1000)
        assert fits is not None
        height, width = fits
        assert height % 16 == width % 16 == 0
        assert width == pytest.approx(2 * height, abs=32)
        assert height * width * 1000 < 1 << 30

    def test_it_is_less_than_what_has_just_failed_whatever_was_measured(self) -> None:
        fits = fitting(1024, 1024, free_bytes=1 << 40, bytes_per_pixel=1)
        assert fits is not None
        assert fits[0] * fits[1] <= 0.75 * 1024 * 1024

    def test_nothing_may_fit(self) -> None:
        assert fitting(1024, 1024, free_bytes=0, bytes_per_pixel=1000) is None


def test_allocation_failures_are_told_from_others() -> None:
    class OutOfMemoryError(RuntimeError):
        pass

    for fault in (OutOfMemoryError(), MemoryError(), RuntimeError("DefaultCPUAllocator: can't allocate memory")):
        assert is_allocation_failure(fault)
    assert not is_allocation_failure(RuntimeError("shapes differ"))
    assert not is_allocation_failure(ValueError("out of memory"))


def test_what_travels_begins_with_a_code() -> None:
    assert OutOfMemory(1024, 768, (704, 528)).answer().startswith("OUT_OF_MEMORY fits=528x704: 768x1024 does not fit")
    assert OutOfMemory(64, 64, None).answer().startswith("OUT_OF_MEMORY fits=0x0: ")
    assert "Exceeds maximum queue size" in QueueFull().answer()
