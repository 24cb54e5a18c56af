"""What every set must keep, whatever it shows; new sets are covered without being asked."""

import tracemalloc

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from mesh.errors import Cancelled
from services.generator.engines.sets import ENGINE, studio_sets
from services.generator.materials.catalogue import materials
from services.generator.placement import MAX_ENLARGEMENT, Box, PlacementWish, bounds
from services.generator.plan import SetPlan
from services.generator.render.lens import expose
from services.generator.scene import Cutout, Scene, SceneRequest, Unwatched
from tests.unit.generator import products

NAMES = [studio_set.name for studio_set in studio_sets()]
MATERIALS = sorted(materials())
PAIRS = sorted(
    {(name, "wood") for name in NAMES} | {(name, material) for name in ("tabletop", "podium") for material in MATERIALS}
)
"""Every set with one material, and every material in one set of each way to lay it: on a stage and on a block."""
OWN = [(name, "") for name in NAMES]
"""Every set in its own material."""
BOTH_WAYS = sorted({("tabletop", material) for material in MATERIALS})
"""Where boards may lie along the picture or away from the camera."""


class _NoGrain(np.random.Generator):
    """What draws nothing but the middle."""

    def __init__(self) -> None:
        super().__init__(np.random.PCG64(0))

    def standard_normal(self, size: tuple[int, int], dtype: type) -> np.ndarray:  # type: ignore[override]
        return np.zeros(size, dtype)

    def random(self, size: tuple[int, int], dtype: type) -> np.ndarray:  # type: ignore[override]
        return np.full(size, 0.5, dtype)


def make(cutout: Cutout, name: str, seed: int = 1, side: int = 160, prompt: str = "sage") -> Scene:
    return ENGINE.generate(cutout, SceneRequest(prompt, set_name=name, seed=seed, width=side, height=side), Unwatched())


@st.composite
def cutouts(draw: st.DrawFn) -> Cutout:
    """Blobs, sticks and rings of any place and size, with soft edges or none, cut through by gaps or not."""
    generator = np.random.default_rng(draw(st.integers(0, 2**32)))
    height, width = draw(st.integers(24, 90)), draw(st.integers(24, 90))
    matte = np.zeros((height, width), np.uint8)
    for _ in range(draw(st.integers(1, 4))):
        centre = (int(generator.integers(width)), int(generator.integers(height)))
        axes = (int(generator.integers(2, width)), int(generator.integers(2, height)))
        line = int(generator.choice([cv2.FILLED, 3]))
        cv2.ellipse(matte, centre, axes, float(generator.uniform(0, 180)), 0, 360, 255, line)
    for _ in range(draw(st.integers(0, 2))):  # such as between a jar and the cap that hangs over it
        gap = int(generator.integers(height))
        matte[gap : gap + int(generator.integers(1, height // 3))] = 0
    if draw(st.booleans()):
        matte = np.asarray(cv2.GaussianBlur(matte, (0, 0), 1.2), np.uint8)
    matte[height // 2, width // 2] = 255
    return Cutout(generator.integers(0, 256, (height, width, 3), dtype=np.uint8), matte)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    cutout=cutouts(),
    name=st.sampled_from(NAMES),
    seed=st.integers(0, 2**64 - 1),
    wish=st.sampled_from(
        [
            PlacementWish(),
            PlacementWish("automatic", 0.0),
            PlacementWish("original"),
            PlacementWish("manual", box=Box(3, 9, 60, 50)),
        ]
    ),
    size=st.sampled_from([(64, 64), (130, 90), (90, 151)]),
)
def test_the_product_is_untouched(
    cutout: Cutout, name: str, seed: int, wish: PlacementWish, size: tuple[int, int]
) -> None:
    if wish.box is not None:  # what is too small for its box is refused, see test_placement
        own = bounds(cutout.matte)
        assume(min(wish.box.width / own.width, wish.box.height / own.height) <= MAX_ENLARGEMENT)
    request = SceneRequest("oak, red", set_name=name, seed=seed, width=size[0], height=size[1], placement=wish)
    scene = ENGINE.generate(cutout, request, Unwatched())
    full, clear = scene.matte == 255, scene.matte == 0
    assert (scene.result[full] == scene.product[full][:, :3]).all()
    assert (scene.result[clear] == scene.scene[clear]).all()
    assert scene.drift.passed
    assert scene.result.shape == (size[1], size[0], 3)
    # The old background is the colour under alpha 0: another one must not change a byte.
    other = Cutout(np.where(cutout.matte[..., None] > 0, cutout.colours, 255 - cutout.colours), cutout.matte)
    assert (ENGINE.generate(other, request, Unwatched()).result == scene.result).all()


@pytest.mark.parametrize("name", NAMES)
def test_same_seed_same_pixels_other_seed_other_picture(bottle: Cutout, name: str) -> None:
    first, again, other = make(bottle, name, 5), make(bottle, name, 5), make(bottle, name, 6)
    assert (first.result == again.result).all()
    difference = np.abs(first.scene.astype(int) - other.scene).mean()
    assert difference > 1.2


@pytest.mark.parametrize("name", NAMES)
def test_the_shadow_lies_on_the_side_away_from_the_light(bottle: Cutout, name: str) -> None:
    centres = []
    for side in ("left", "right"):
        shadow = make(bottle, name, 3, 200, f"sage, light from the {side}").shadow.astype(float)
        columns = np.arange(200)
        centres.append((shadow.sum(axis=0) * columns).sum() / shadow.sum())
    assert centres[0] > 104
    assert centres[1] < 96


@pytest.mark.parametrize("name", NAMES)
def test_the_product_does_not_float(bottle: Cutout, name: str) -> None:
    scene = make(bottle, name, 2, 240)
    rows = np.nonzero((scene.matte > 128).any(axis=1))[0]
    column = int(np.nonzero(scene.matte[rows[-1]] > 128)[0].mean())
    assert scene.shadow[rows[-1] + 1 : rows[-1] + 4, column].max() > 40


@pytest.mark.parametrize("name", NAMES)
def test_no_gradient_shows_bands(ribbon: Cutout, name: str) -> None:
    """A band is a patch of one single code; grain must break each of them."""
    scene = make(ribbon, name, 4, 256).scene
    same = (scene[:, 1:] == scene[:, :-1]).all(axis=2).mean()
    assert same < 0.35


@pytest.mark.parametrize("name", NAMES)
def test_colour_words_colour_the_picture(bottle: Cutout, name: str) -> None:
    red, blue = (make(bottle, name, 1, 96, f"{colour} wall, {colour} floor").scene for colour in ("red", "blue"))
    assert red[..., 0].mean() > red[..., 2].mean() + 20
    assert blue[..., 2].mean() > blue[..., 0].mean() + 20


@pytest.mark.parametrize(("name", "material"), PAIRS)
def test_every_material_fits_every_set(bottle: Cutout, name: str, material: str) -> None:
    scene = make(bottle, name, 1, 96, materials()[material].words[0])
    assert 25 < scene.scene.mean() < 250


@pytest.mark.parametrize(
    ("name", "material", "seed"),
    [(*pair, 1) for pair in (*PAIRS, *OWN)] + [(*pair, 8) for pair in BOTH_WAYS],  # 8 lays the boards the other way
)
def test_no_seam_where_bands_of_rows_meet(
    monkeypatch: pytest.MonkeyPatch, ribbon: Cutout, name: str, material: str, seed: int
) -> None:
    prompt = materials()[material].words[0] if material else "sage"
    # The film draws its grain and its dither band by band in turn: with other bands they are others, and as good.
    monkeypatch.setattr("services.generator.studio.expose", lambda light, _: expose(light, _NoGrain()))
    pictures = []
    for rows in (1000, 37):
        monkeypatch.setattr("services.generator.studio.BAND_ROWS", rows)
        monkeypatch.setattr("services.generator.sets.podium.BAND_ROWS", rows)
        monkeypatch.setattr("services.generator.render.lens._BAND_ROWS", rows)
        monkeypatch.setattr("services.generator.compose._BAND_ROWS", rows)
        pictures.append(make(ribbon, name, seed, 96, prompt).scene.astype(int))
    assert np.abs(pictures[0] - pictures[1]).max() <= 1


def test_a_refused_material_is_not_picked_by_chance(bottle: Cutout) -> None:
    def saturation(prompt: str, refused: str, seed: int) -> float:
        request = SceneRequest(prompt, refused, set_name="tabletop", seed=seed, width=96, height=96)
        scene = ENGINE.generate(bottle, request, Unwatched())
        assert isinstance(scene.plan, SetPlan)
        assert scene.plan.dress.floor is None or not refused
        return float(np.ptp(scene.scene[-12:].astype(int), axis=2).mean())

    # Stone is the only one left, and the most colourful stone is greyer than oak.
    stone = max(saturation("stone table", "", seed) for seed in range(8))
    assert min(saturation("oak table", "", seed) for seed in range(4)) > stone + 8
    assert max(saturation("oak table", "wood, marble, concrete", seed) for seed in range(8)) < stone + 4


@pytest.mark.parametrize("name", NAMES)
def test_dark_light_makes_a_dark_picture(bottle: Cutout, name: str) -> None:
    plain, dark = (make(bottle, name, 1, 96, f"grey wall{words}").scene.mean() for words in ("", ", dark moody light"))
    assert dark < 0.72 * plain


@pytest.mark.parametrize("name", NAMES)
def test_steps_are_told_and_a_caller_who_goes_stops_the_work(bottle: Cutout, name: str) -> None:
    class Watch(Unwatched):
        def __init__(self) -> None:
            self.total, self.stages, self.previews = 0, list[str](), list[tuple[int, ...]]()

        def begin(self, total: int) -> None:
            self.total = total

        def step(self, stage: str) -> None:
            self.stages.append(stage)

        def preview(self, pixels: np.ndarray) -> None:
            self.previews.append(pixels.shape)

    watch = Watch()
    request = SceneRequest("sage", set_name=name, seed=1, width=400, height=300)
    ENGINE.generate(bottle, request, watch)
    assert len(watch.stages) == watch.total >= 4
    assert (192, 256, 3) in watch.previews

    class Gone(Unwatched):
        def step(self, stage: str) -> None:
            if stage == "lens":
                raise Cancelled("gone")
            assert stage not in ("film", "shadow", "compose")

    with pytest.raises(Cancelled):
        ENGINE.generate(bottle, request, Gone())


def test_memory_is_bounded_for_the_largest_common_size() -> None:
    cutout = products.bottle(400, 400)
    tracemalloc.start()
    make(cutout, "tabletop", 1, 2048, "walnut")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 450e6
