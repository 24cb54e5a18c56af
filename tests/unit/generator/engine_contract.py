"""What every engine must keep, whatever makes its scenes. A test class of an engine inherits all of it and says which engine."""

import json
from collections.abc import Sequence

import numpy as np
import pytest

from mesh.errors import Cancelled, InvalidArgument
from services.generator.arrays import Bytes
from services.generator.errors import EmptyMatte
from services.generator.manifest import read_manifest, write_manifest
from services.generator.placement import Box, PlacementWish
from services.generator.scene import Cutout, Engine, Scene, SceneRequest, Unwatched
from services.generator.wishes import SHADOW_MODES, DressWish, LightWish, ShadowWish
from tests.unit.generator import products

WISHES = (
    SceneRequest("oak table, morning light from the left", seed=7, width=160, height=128),
    SceneRequest("slate", "wood", seed=2**64 - 1, width=96, height=150, light_match=0.6),
    SceneRequest("sage", seed=3, width=130, height=90, placement=PlacementWish("original")),
    SceneRequest("sage", seed=4, width=128, height=128, placement=PlacementWish("manual", box=Box(60, 10, 50, 90))),
    SceneRequest("linen", seed=5, width=128, height=96, shadow=ShadowWish("hard", direction_deg=60.0, intensity=0.5)),
    SceneRequest("sand", seed=6, width=96, height=96, light=LightWish(height_deg=30.0), dress=DressWish("#c67a5c")),
)
REFUSED = (
    (SceneRequest(" "), "prompt"),
    (SceneRequest("x" * 2001), "prompt"),
    (SceneRequest("sage", "x" * 2001), "negative_prompt"),
    (SceneRequest("sage", set_name="beach"), "set"),
    (SceneRequest("sage", width=20_000, height=64), "size.width"),
    (SceneRequest("sage", aspect_ratio="tall"), "aspect_ratio"),
    (SceneRequest("sage", placement=PlacementWish(padding=0.6)), "placement.padding"),
    (SceneRequest("sage", placement=PlacementWish("manual")), "placement.box"),
    (SceneRequest("sage", shadow=ShadowWish("drop")), "shadow.mode"),
    (SceneRequest("sage", shadow=ShadowWish("none", softness=0.5)), "shadow.softness"),
    (SceneRequest("sage", light=LightWish(height_deg=90)), "light.height_deg"),
    (SceneRequest("sage", dress=DressWish(wall_color="greenish")), "dressing.wall_color"),
    (SceneRequest("sage", dress=DressWish(material="cheese")), "dressing.material"),
    (SceneRequest("sage", camera_pitch_deg=85), "camera_pitch_deg"),
    (SceneRequest("sage", light_match=float("nan")), "light_match"),
)


class Seen(Unwatched):
    """Remembers all that it is told."""

    def __init__(self) -> None:
        self.total, self.stages, self.previews = 0, list[str](), list[tuple[int, ...]]()

    def begin(self, total: int) -> None:
        self.total = total

    def step(self, stage: str) -> None:
        self.stages.append(stage)

    def preview(self, pixels: Bytes) -> None:
        assert pixels.dtype == np.uint8
        self.previews.append(pixels.shape)


class GoneAfter(Seen):
    """A caller who goes after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._left = steps

    def step(self, stage: str) -> None:
        self.check()
        super().step(stage)

    def check(self) -> None:
        if len(self.stages) >= self._left:
            raise Cancelled("gone")


def same(first: Scene, second: Scene) -> bool:
    """Whether all layers are equal, byte for byte."""
    return all(
        (getattr(first, name) == getattr(second, name)).all() for name in ("result", "scene", "shadow", "product")
    )


class EngineContract:
    """Inherit it and give ``engine``."""

    @pytest.fixture
    def engine(self) -> Engine:
        raise NotImplementedError

    @pytest.fixture(params=[products.bottle(), products.ribbon()], ids=["bottle", "ribbon"])
    def cutout(self, request: pytest.FixtureRequest) -> Cutout:
        cutout: Cutout = request.param
        return cutout

    @pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.prompt[:5]}-{wish.width}x{wish.height}")
    def test_the_product_is_untouched(self, engine: Engine, cutout: Cutout, wish: SceneRequest) -> None:
        scene = engine.generate(cutout, wish, Unwatched())
        full, clear = scene.matte == 255, scene.matte == 0
        assert full.sum() > 50
        assert (scene.result[full] == scene.product[full][:, :3]).all()
        assert (scene.result[clear] == scene.scene[clear]).all()
        assert scene.drift.passed
        assert scene.drift.relit is (wish.light_match > 0)
        assert scene.result.shape == scene.scene.shape == (wish.height, wish.width, 3)
        assert (scene.plan.engine, scene.plan.engine_version) == (engine.name, engine.version)
        # The old background is the colour under alpha 0: another one must not change a byte.
        other = Cutout(np.where(cutout.matte[..., None] > 0, cutout.colours, 255 - cutout.colours), cutout.matte)
        assert same(engine.generate(other, wish, Unwatched()), scene)

    def test_the_seed_decides(self, engine: Engine, cutout: Cutout) -> None:
        first, again, other = (
            engine.generate(cutout, SceneRequest("sage", seed=seed, width=128, height=96), Unwatched())
            for seed in (11, 11, 12)
        )
        assert same(first, again)
        assert np.abs(first.scene.astype(int) - other.scene).mean() > 1
        assert first.plan.seed == 11

    @pytest.mark.parametrize("wish", WISHES, ids=lambda wish: f"{wish.prompt[:5]}-{wish.width}x{wish.height}")
    def test_a_manifest_makes_it_again(self, engine: Engine, cutout: Cutout, wish: SceneRequest) -> None:
        scene = engine.generate(cutout, wish, Unwatched())
        document = write_manifest(scene.plan)
        assert write_manifest(read_manifest(document)) == document
        assert list(json.loads(document)) == sorted(json.loads(document))
        again = engine.generate_again(cutout, read_manifest(document), Unwatched())
        assert same(again, scene)
        assert again.drift == scene.drift

    def test_a_drawn_seed_is_told_and_makes_it_again(self, engine: Engine, cutout: Cutout) -> None:
        scene = engine.generate(cutout, SceneRequest("oak", width=96, height=96), Unwatched())
        again = engine.generate_again(cutout, read_manifest(write_manifest(scene.plan)), Unwatched())
        assert same(again, scene)

    def test_another_version_or_product_is_refused(self, engine: Engine, cutout: Cutout) -> None:
        scene = engine.generate(cutout, SceneRequest("oak", seed=1, width=96, height=96), Unwatched())
        with pytest.raises(InvalidArgument, match="another product"):
            engine.generate_again(products.bottle(seed=9), scene.plan, Unwatched())
        values = json.loads(write_manifest(scene.plan)) | {"engine_version": "0.1"}
        with pytest.raises(InvalidArgument, match=r"0\.1"):
            engine.generate_again(cutout, read_manifest(json.dumps(values)), Unwatched())

    @pytest.mark.parametrize(
        "changes",
        [
            {"width": 20_000},
            {"pitch_deg": float("nan")},
            {"shadow": "drop"},
            {"prompt": ""},
            {"more": 1},
            {"light_match": 2},
        ],
        ids=lambda changes: next(iter(changes)),
    )
    def test_a_manifest_that_was_meddled_with_is_refused(
        self, engine: Engine, cutout: Cutout, changes: dict[str, object]
    ) -> None:
        scene = engine.generate(cutout, SceneRequest("oak", seed=1, width=96, height=96), Unwatched())
        with pytest.raises(InvalidArgument):
            read_manifest(json.dumps(json.loads(write_manifest(scene.plan)) | changes))

    def test_steps_and_previews_are_told(self, engine: Engine, cutout: Cutout) -> None:
        seen = Seen()
        engine.generate(cutout, SceneRequest("sage", seed=1, width=400, height=300), seen)
        assert len(seen.stages) == seen.total >= 4
        assert all(seen.stages)
        assert len(seen.previews) >= 2
        assert all(max(shape[:2]) <= 256 and shape[2] == 3 for shape in seen.previews)

    @pytest.mark.parametrize("steps", range(6))
    def test_a_caller_who_goes_stops_the_work(self, engine: Engine, cutout: Cutout, steps: int) -> None:
        gone = GoneAfter(steps)
        with pytest.raises(Cancelled):
            engine.generate(cutout, SceneRequest("sage", seed=1, width=96, height=96), gone)
        assert len(gone.stages) == steps

    @pytest.mark.parametrize(("wish", "field"), REFUSED, ids=[field for _, field in REFUSED])
    def test_options_that_cannot_be_are_refused(
        self, engine: Engine, cutout: Cutout, wish: SceneRequest, field: str
    ) -> None:
        with pytest.raises(InvalidArgument) as caught:
            engine.generate(cutout, wish, Unwatched())
        assert caught.value.facts["field"] == field

    def test_an_empty_product_is_refused(self, engine: Engine) -> None:
        nothing = Cutout(np.zeros((40, 40, 3), np.uint8), np.zeros((40, 40), np.uint8))
        with pytest.raises(EmptyMatte):
            engine.generate(nothing, SceneRequest("sage", width=96, height=96), Unwatched())

    @pytest.mark.parametrize("mode", SHADOW_MODES)
    def test_every_kind_of_shadow(self, engine: Engine, mode: str) -> None:
        wish = SceneRequest("sage", seed=1, width=128, height=128, shadow=ShadowWish(mode))
        shadow = engine.generate(products.bottle(), wish, Unwatched()).shadow
        assert shadow.shape == (128, 128)
        if mode == "none":
            assert not shadow.any()
        elif mode != "natural":  # which may be the scene's own
            assert shadow.max() > 30

    def test_it_is_listed(self, engine: Engine) -> None:
        assert engine.name
        assert engine.description.endswith(".")
        names: Sequence[str] = [info.name for info in engine.sets()]
        assert len(set(names)) == len(names)

    async def test_it_can_be_used(self, engine: Engine) -> None:
        await engine.check()
        assert engine.device in {"cpu", "cuda"}
