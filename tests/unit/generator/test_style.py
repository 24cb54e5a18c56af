"""The picture whose style a scene is to have, as far as no model is needed for it."""

import json
from dataclasses import replace

import numpy as np
import pytest

from mesh.errors import ImageTooLarge, ImageTooSmall, InvalidArgument, InvalidImage, PackshotError
from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from services.generator.errors import StyleUnsupported
from services.generator.manifest import read_manifest, write_manifest
from services.generator.plan import PaintedPlan
from services.generator.scene import Cutout, Scene, SceneRequest, Unwatched
from services.generator.style import DEFAULT_STRENGTH, KEPT_SIDE_PX, MAX_SIDE_PX, Style, check_same, read_style
from tests.unit.generator.engine_contract import same
from tests.unit.generator.painters import GradientPainter, another_model, engine_of

PIXELS = np.random.default_rng(1).integers(0, 256, (48, 80, 3), dtype=np.uint8)
STYLE = read_style(encode(PIXELS, Format.PNG))
WISH = SceneRequest("oak table", seed=7, width=160, height=128, style=STYLE)
ADAPTER = another_model(style="adapter", style_sha256="cd" * 32)
REFERENCE = another_model(style="reference")


def painted(scene: Scene) -> PaintedPlan:
    assert isinstance(scene.plan, PaintedPlan)
    return scene.plan


def test_a_small_picture_is_taken_as_it_is_whatever_it_is_packed_in() -> None:
    assert (STYLE.pixels == PIXELS).all()
    opaque = np.dstack([PIXELS, np.full((48, 80), 255, np.uint8)])
    assert read_style(encode(opaque, Format.PNG)).sha256 == STYLE.sha256
    assert read_style(encode(255 - PIXELS, Format.PNG)).sha256 != STYLE.sha256


def test_a_large_one_is_brought_to_what_models_look_at() -> None:
    style = read_style(encode(np.full((1500, 3000, 3), 90, np.uint8), Format.PNG))
    assert style.pixels.shape == (KEPT_SIDE_PX // 2, KEPT_SIDE_PX, 3)


def test_what_is_transparent_stands_on_white() -> None:
    clear = np.dstack([PIXELS, np.where(np.arange(80) < 40, 255, 0).astype(np.uint8)[None].repeat(48, 0)])
    style = read_style(encode(clear, Format.PNG))
    assert (style.pixels[:, :40] == PIXELS[:, :40]).all()
    assert (style.pixels[:, 40:] == 255).all()


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"words", InvalidImage),
        (encode(PIXELS, Format.PNG)[:-200], InvalidImage),
        (encode(np.zeros((20, 64, 3), np.uint8), Format.PNG), ImageTooSmall),
        (encode(np.zeros((40, MAX_SIDE_PX + 1, 3), np.uint8), Format.PNG), ImageTooLarge),
        (b"\x89PNG" + bytes(2_000_001), ImageTooLarge),
    ],
    ids=["words", "cut", "small", "long", "heavy"],
)
def test_a_picture_that_cannot_be_used_is_told_with_its_field(data: bytes, error: type[PackshotError]) -> None:
    with pytest.raises(error) as caught:
        read_style(data)
    assert caught.value.facts["field"] == "style_reference"
    assert caught.value.message.startswith("The picture of the style cannot be used. ")


def test_an_adapter_gets_picture_and_strength_and_the_manifest_names_them(bottle: Cutout) -> None:
    painter = GradientPainter(ADAPTER)
    engine = engine_of(painter)
    scene = engine.generate(bottle, replace(WISH, style_strength=0.3), Unwatched())
    (asked,) = painter.asked
    assert asked.style is not None
    assert (asked.style == PIXELS).all()
    assert asked.style_strength == pytest.approx(0.3)
    plan = painted(scene)
    assert (plan.style_sha256, plan.style_identity) == (STYLE.sha256, f"adapter:{'cd' * 32}")
    assert plan.style_strength == asked.style_strength
    read = read_manifest(write_manifest(plan))
    check_same(read, STYLE)
    assert same(engine.generate_again(bottle, read, Unwatched(), STYLE), scene)
    assert painted(engine.generate(bottle, WISH, Unwatched())).style_strength == pytest.approx(DEFAULT_STRENGTH)


def test_a_reference_is_spoken_of_in_the_prompt_and_has_no_strength(bottle: Cutout) -> None:
    painter = GradientPainter(REFERENCE)
    plan = painted(engine_of(painter).generate(bottle, WISH, Unwatched()))
    assert (plan.style_strength, plan.style_identity) == (0.0, "reference:")
    assert "in the style of the reference picture" in painter.asked[0].prompt
    engine_of(painter).generate(bottle, replace(WISH, plain_prompt=True), Unwatched())
    assert painter.asked[1].prompt == "oak table"
    with pytest.raises(InvalidArgument) as caught:
        engine_of(painter).generate(bottle, replace(WISH, style_strength=0.5), Unwatched())
    assert caught.value.facts["field"] == "style_strength"


def test_a_model_that_takes_none_paints_nothing(bottle: Cutout) -> None:
    painter = GradientPainter()
    with pytest.raises(StyleUnsupported) as caught:
        engine_of(painter).generate(bottle, WISH, Unwatched())
    assert caught.value.facts["field"] == "style_reference"
    assert not painter.asked


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (SceneRequest("sage", style_strength=0.5), "style_strength"),
        (replace(WISH, style_strength=0.0), "style_strength"),
        (replace(WISH, style_strength=float("nan")), "style_strength"),
    ],
    ids=["alone", "none", "nan"],
)
def test_strengths_that_are_refused(request_: SceneRequest, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        request_.check()
    assert caught.value.facts["field"] == field


@pytest.mark.parametrize(
    ("with_style", "sent", "told"),
    [
        (True, None, "Send it again"),
        (True, read_style(encode(255 - PIXELS, Format.PNG)), "another picture"),
        (False, STYLE, "without a style"),
    ],
    ids=["missing", "another", "needless"],
)
def test_a_manifest_goes_with_the_style_that_was_sent(
    bottle: Cutout, with_style: bool, sent: Style | None, told: str
) -> None:
    plan = (
        engine_of(GradientPainter(ADAPTER))
        .generate(bottle, WISH if with_style else replace(WISH, style=None), Unwatched())
        .plan
    )
    with pytest.raises(InvalidArgument, match=told) as caught:
        check_same(plan, sent)
    assert caught.value.facts["field"] == "style_reference"


def test_a_manifest_of_other_style_weights_is_refused(bottle: Cutout) -> None:
    plan = engine_of(GradientPainter(ADAPTER)).generate(bottle, WISH, Unwatched()).plan
    other = GradientPainter(replace(ADAPTER, style_sha256="ef" * 32))
    with pytest.raises(InvalidArgument, match="other weights"):
        engine_of(other).generate_again(bottle, plan, Unwatched(), STYLE)


def test_manifests_from_before_styles_are_read(bottle: Cutout) -> None:
    plan = engine_of(GradientPainter()).generate(bottle, replace(WISH, style=None), Unwatched()).plan
    values = json.loads(write_manifest(plan))
    later = {"style_sha256", "style_strength", "style_identity", "in_english", "negative_words"}
    older = {name: value for name, value in values.items() if name not in later}
    assert len(older) == len(values) - len(later)
    assert read_manifest(json.dumps(older)) == plan
    with pytest.raises(InvalidArgument):
        read_manifest(json.dumps(values | {"style_sha256": "ab" * 32}))
