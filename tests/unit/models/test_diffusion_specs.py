import dataclasses
import re
from typing import Any

import pytest

from models.diffusion.specs import FAMILIES, SPECS, STYLE_WAYS, UnknownModel, family_default, spec_named


def test_names_are_unique_and_found() -> None:
    assert len({spec.name for spec in SPECS}) == len(SPECS)
    assert all(spec_named(spec.name) is spec for spec in SPECS)


def test_the_models_that_were_asked_for_are_there() -> None:
    assert {spec.hub: spec.licence for spec in SPECS if spec.commercial} == {
        "diffusers/stable-diffusion-xl-1.0-inpainting-0.1": "CreativeML Open RAIL++-M",
        "Tongyi-MAI/Z-Image-Turbo": "Apache-2.0",
        "black-forest-labs/FLUX.2-klein-4B": "Apache-2.0",
        "stable-diffusion-v1-5/stable-diffusion-inpainting": "CreativeML Open RAIL-M",
    }


def test_a_name_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(UnknownModel, match=r"sdxl-inpainting.*folder:/path"):
        spec_named("dall-e")


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
class TestEachSpec:
    def test_it_cannot_be_changed(self, spec: Any) -> None:
        with pytest.raises(dataclasses.FrozenInstanceError):
            spec.steps = 1

    def test_its_numbers_can_be_meant(self, spec: Any) -> None:
        assert 0 < spec.steps <= 50
        assert spec.guidance >= 0
        assert spec.native_px % 16 == 0
        assert spec.native_px**2 <= spec.max_pixels
        # Z-Image's hub holds twice the bytes a number that are loaded.
        assert 0 < spec.download_gb <= 2 * spec.memory_gb

    def test_it_says_where_it_is_from_and_what_it_is_for(self, spec: Any) -> None:
        assert spec.hub.count("/") == 1
        assert spec.licence
        assert spec.use
        assert spec.pipeline.endswith("InpaintPipeline")
        assert re.fullmatch(r"[0-9a-f]{40}|", spec.revision), "a pinned revision is a whole commit"
        assert (spec.adapter is not None) == (STYLE_WAYS[spec.family] == "adapter")
        assert spec.adapter is None or re.fullmatch(r"[0-9a-f]{40}", spec.adapter.revision)


def test_each_family_has_a_default_that_may_be_used() -> None:
    assert [family_default(family).family for family in FAMILIES] == list(FAMILIES)
    assert all(family_default(family).commercial for family in FAMILIES)
