import json
from dataclasses import replace

import numpy as np
import pytest

from mesh.errors import Cancelled, InvalidArgument, Overloaded, PackshotError, ServiceUnavailable
from services.generator.drift import MAX_OUTGROWTH
from services.generator.errors import LicenceRefused, OutOfMemory, ProductAltered, WeightsUnusable
from services.generator.manifest import read_manifest, write_manifest
from services.generator.painter import Easel, PainterFacts, Painting
from services.generator.plan import PaintedPlan
from services.generator.scene import Cutout, Engine, Scene, SceneRequest, Unwatched
from services.generator.wishes import LightWish, ShadowWish
from tests.unit.generator import products
from tests.unit.generator.engine_contract import EngineContract, Seen, same
from tests.unit.generator.painters import (
    FACTS,
    INK,
    BrokenPainter,
    GradientPainter,
    InkPainter,
    another_model,
    engine_of,
)

WISH = SceneRequest("oak table", "clutter", seed=7, width=160, height=128)


class TestDiffusionEngine(EngineContract):
    @pytest.fixture
    def engine(self) -> Engine:
        return engine_of(GradientPainter())


@pytest.fixture
def inked() -> Cutout:
    """A product all of ink."""
    matte = products.bottle().matte
    return Cutout(np.broadcast_to(np.array(INK, np.uint8), (*matte.shape, 3)).copy(), matte)


def painted(scene: Scene) -> PaintedPlan:
    assert isinstance(scene.plan, PaintedPlan)
    return scene.plan


def test_the_model_is_shown_the_product_and_told_to_leave_it(bottle: Cutout) -> None:
    painter = GradientPainter()
    scene = engine_of(painter).generate(bottle, WISH, Unwatched())
    (asked,) = painter.asked
    assert asked.canvas.shape[:2] == asked.mask.shape
    assert not any(side % 16 for side in asked.mask.shape)
    assert set(np.unique(asked.mask)) == {0, 255}
    kept = asked.mask == 0
    plan = painted(scene)
    assert (plan.canvas_height, plan.canvas_width) == asked.mask.shape
    # The product is noise, the empty canvas is not.
    assert asked.canvas[kept].std() > 20
    share = (scene.matte == 255).mean()
    assert 0.6 * share < kept.mean() < share, "a few pixels of the product's edge are painted over"
    assert (asked.steps, asked.guidance, asked.strength, asked.seed) == (FACTS.steps, FACTS.guidance, 1.0, 7)


def test_the_scene_has_nothing_of_the_product(inked: Cutout) -> None:
    scene = engine_of(GradientPainter()).generate(inked, WISH, Unwatched())
    assert (np.abs(scene.scene.astype(int) - INK).max(axis=2) > 40).all()


def test_words_get_a_template_unless_they_are_to_be_left(bottle: Cutout) -> None:
    painter = GradientPainter()
    engine_of(painter).generate(bottle, WISH, Unwatched())
    engine_of(painter).generate(bottle, replace(WISH, plain_prompt=True), Unwatched())
    engine_of(painter).generate(bottle, replace(WISH, light=LightWish(direction_deg=90)), Unwatched())
    with_template, plain, lit = painter.asked
    assert with_template.prompt.startswith("oak table, ")
    assert "photograph" in with_template.prompt
    assert with_template.negative_prompt.startswith("clutter, ")
    assert (plain.prompt, plain.negative_prompt) == ("oak table", "clutter")
    assert "light from the right" in lit.prompt
    assert "light from" not in with_template.prompt


def test_what_the_model_is_stands_in_the_manifest(bottle: Cutout) -> None:
    values = json.loads(write_manifest(engine_of(GradientPainter()).generate(bottle, WISH, Unwatched()).plan))
    assert {name: values[name] for name in ("engine", "model", "revision", "weights_sha256")} == {
        "engine": "diffusion",
        "model": FACTS.model,
        "revision": FACTS.revision,
        "weights_sha256": FACTS.weights_sha256,
    }
    assert (values["steps"], values["guidance"], values["strength"]) == (FACTS.steps, FACTS.guidance, 1.0)
    assert (values["strategy"], values["painted_seed"], values["seed"]) == ("around", 7, 7)


@pytest.mark.parametrize("changes", [{"model": "x"}, {"revision": "r2"}, {"weights_sha256": "cd" * 32}])
def test_a_manifest_of_another_model_is_refused(bottle: Cutout, changes: dict[str, object]) -> None:
    plan = engine_of(GradientPainter()).generate(bottle, WISH, Unwatched()).plan
    with pytest.raises(InvalidArgument, match="is served here"):
        engine_of(GradientPainter(another_model(**changes))).generate_again(bottle, plan, Unwatched())


@pytest.mark.parametrize(
    "changes",
    [{"steps": 0}, {"canvas_width": 100}, {"canvas_height": 10**6}, {"strategy": "twice"}, {"words": "x" * 9999}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_painting_that_was_meddled_with_is_refused(bottle: Cutout, changes: dict[str, object]) -> None:
    plan = engine_of(GradientPainter()).generate(bottle, WISH, Unwatched()).plan
    with pytest.raises(InvalidArgument):
        read_manifest(json.dumps(json.loads(write_manifest(plan)) | changes))


def test_a_product_that_is_gone_on_with_is_painted_again_with_another_seed(inked: Cutout) -> None:
    painter, seen = InkPainter(times=1), Seen()
    engine = engine_of(painter)
    scene = engine.generate(inked, WISH, seen)
    assert scene.drift.passed
    assert [asked.seed == 7 for asked in painter.asked] == [True, False]
    plan = painted(scene)
    assert (plan.strategy, plan.seed, plan.painted_seed) == ("around", 7, painter.asked[1].seed)
    assert len(seen.stages) == seen.total == 2 * (5 + FACTS.steps)
    assert same(engine.generate_again(inked, read_manifest(write_manifest(plan)), Unwatched()), scene)


def test_then_the_scene_comes_first(inked: Cutout) -> None:
    painter, seen = InkPainter(times=2), Seen()
    engine = engine_of(painter)
    scene = engine.generate(inked, WISH, seen)
    assert scene.drift.passed
    plan = painted(scene)
    assert (plan.strategy, plan.painted_seed) == ("scene_first", 7)
    empty, band = painter.asked[2:]
    assert (empty.mask == 255).all()
    assert "empty scene" in empty.prompt
    assert "product" in empty.negative_prompt
    assert 0 < band.strength < 1
    assert 0 < (band.mask == 255).mean() < 0.5
    assert len(seen.stages) == seen.total
    assert same(engine.generate_again(inked, read_manifest(write_manifest(plan)), Unwatched()), scene)


def test_what_cannot_be_kept_is_withheld_with_the_facts(inked: Cutout) -> None:
    painter = InkPainter()
    with pytest.raises(ProductAltered) as caught:
        engine_of(painter).generate(inked, WISH, Unwatched())
    assert caught.value.facts["tries"] == "3"
    assert all(float(share) > MAX_OUTGROWTH for share in caught.value.facts["outgrowth"].split(", "))
    assert len(painter.asked) == 4


def test_a_podium_that_stood_before_the_product_is_no_growth(inked: Cutout) -> None:
    class PodiumPainter(GradientPainter):
        """Paints a podium of ink wherever it may."""

        def scene(self, painting: Painting) -> np.ndarray:
            picture = super().scene(painting)
            picture[picture.shape[0] * 3 // 4 :] = INK
            return picture

    scene = engine_of(PodiumPainter()).generate(inked, WISH, Unwatched())
    assert painted(scene).strategy == "scene_first"
    assert scene.drift.passed


@pytest.mark.parametrize(
    "error",
    [
        OutOfMemory("No room. Ask for less.", fits="512x512"),
        WeightsUnusable("Gone. Fetch them."),
        LicenceRefused("No. Choose another."),
        ServiceUnavailable("Away. Try again."),
        Overloaded("Full. Try again."),
    ],
    ids=lambda error: type(error).__name__,
)
def test_failures_of_the_model_are_told_as_they_are(bottle: Cutout, error: PackshotError) -> None:
    with pytest.raises(type(error)) as caught:
        engine_of(BrokenPainter(error=error)).generate(bottle, WISH, Unwatched())
    assert caught.value is error


def test_a_model_that_is_exchanged_meanwhile_is_told(bottle: Cutout) -> None:
    class Exchanged(GradientPainter):
        def paint(self, painting: Painting, easel: Easel) -> tuple[np.ndarray, PainterFacts]:
            return super().paint(painting, easel)[0], another_model(revision="r2")

    with pytest.raises(ServiceUnavailable, match="exchanged"):
        engine_of(Exchanged()).generate(bottle, WISH, Unwatched())


def test_another_number_of_steps_than_asked_for_is_counted(bottle: Cutout) -> None:
    class Hasty(GradientPainter):
        def paint(self, painting: Painting, easel: Easel) -> tuple[np.ndarray, PainterFacts]:
            return super().paint(replace(painting, steps=2), easel)

    seen = Seen()
    engine_of(Hasty()).generate(bottle, WISH, seen)
    assert seen.stages.count("paint") == 2
    assert len(seen.stages) == seen.total


def test_a_caller_who_goes_while_it_paints_stops_it_at_that_step(bottle: Cutout) -> None:
    class Gone(Seen):
        def step(self, stage: str) -> None:
            if self.stages.count("paint") == 2:
                raise Cancelled("gone")
            super().step(stage)

    gone = Gone()
    with pytest.raises(Cancelled):
        engine_of(GradientPainter()).generate(bottle, WISH, gone)
    assert gone.stages.count("paint") == 2


def test_a_shadow_is_cast_only_where_its_kind_or_a_number_was_asked_for(bottle: Cutout) -> None:
    engine = engine_of(GradientPainter())

    def shadow(wish: ShadowWish) -> int:
        return int(engine.generate(bottle, replace(WISH, shadow=wish), Unwatched()).shadow.max())

    assert shadow(ShadowWish()) == shadow(ShadowWish("none")) == 0
    assert shadow(ShadowWish("contact")) > 30
    assert shadow(ShadowWish(direction_deg=90)) > 30


RUSSIAN = replace(WISH, prompt="кружка на дубовом столе с жирафом", negative_prompt="без людей, цветы")


def test_a_model_that_knows_english_alone_gets_a_russian_prompt_in_english(bottle: Cutout) -> None:
    painter = GradientPainter(another_model(english_only=True))
    engine = engine_of(painter)
    scene = engine.generate(bottle, RUSSIAN, Unwatched())
    (asked,) = painter.asked
    assert asked.prompt.startswith("mug on oak table, ")
    assert asked.prompt.isascii()
    assert asked.negative_prompt.isascii()
    plan = painted(scene)
    assert (plan.prompt, plan.in_english) == (RUSSIAN.prompt, True)
    assert scene.understanding.not_understood[0] == "жирафом"
    again = engine.generate_again(bottle, read_manifest(write_manifest(plan)), Unwatched())
    assert same(again, scene)
    assert again.understanding == scene.understanding


@pytest.mark.parametrize(
    ("english_only", "request_"),
    [
        (False, RUSSIAN),
        (True, replace(RUSSIAN, plain_prompt=True)),
        (True, replace(RUSSIAN, prompt="oak table, жираф", negative_prompt="")),
        (True, replace(RUSSIAN, prompt="жираф", negative_prompt="")),
    ],
    ids=["knows-russian", "plain", "mostly-english", "nothing-known"],
)
def test_else_a_prompt_stays_as_it_is(bottle: Cutout, english_only: bool, request_: SceneRequest) -> None:
    painter = GradientPainter(another_model(english_only=english_only))
    scene = engine_of(painter).generate(bottle, request_, Unwatched())
    assert painter.asked[0].prompt.startswith(request_.prompt)
    assert not painted(scene).in_english
