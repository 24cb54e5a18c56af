"""Kinds of shadows, seen in the finished layers."""

import numpy as np
import pytest

from mesh.errors import InvalidArgument
from services.generator.drift import DriftReport, measure_drift
from services.generator.engines import sets
from services.generator.engines.sets import ENGINE
from services.generator.errors import ProductAltered
from services.generator.placement import PlacementWish
from services.generator.render.camera import least_pitch_deg
from services.generator.scene import Cutout, Scene, SceneRequest, Unwatched
from services.generator.wishes import LightWish, ShadowWish


def make(cutout: Cutout, shadow: ShadowWish, name: str = "sweep", **more: object) -> Scene:
    request = SceneRequest("sage", set_name=name, seed=3, width=200, height=200, shadow=shadow, **more)  # type: ignore[arg-type]
    return ENGINE.generate(cutout, request, Unwatched())


def mass(scene: Scene) -> float:
    """Mean darkness of the shadow outside of the product."""
    return float(np.where(scene.matte == 0, scene.shadow, 0).mean())


def test_none_leaves_the_set_as_it_is(bottle: Cutout) -> None:
    scene = make(bottle, ShadowWish("none"))
    assert scene.shadow.max() == 0
    assert make(bottle, ShadowWish(intensity=0)).shadow.max() == 0


def test_contact_stays_at_the_product(bottle: Cutout) -> None:
    natural, contact = make(bottle, ShadowWish()), make(bottle, ShadowWish("contact"))
    assert 0 < mass(contact) < 0.7 * mass(natural)
    rows, columns = np.nonzero(contact.shadow > 40)
    inside_rows, inside_columns = np.nonzero(contact.matte > 0)
    assert columns.min() > inside_columns.min() - 25
    assert columns.max() < inside_columns.max() + 25
    assert rows.max() < inside_rows.max() + 20


def test_hard_edges_are_sharper_than_soft_ones(bottle: Cutout) -> None:
    half_lit = []
    for mode in ("hard", "soft"):
        scene = make(bottle, ShadowWish(mode), light=LightWish(direction_deg=270, height_deg=35))
        outside = np.where(scene.matte == 0, scene.shadow, 0)
        half_lit.append(float(((outside > 8) & (outside < 60)).sum() / (outside > 8).sum()))
    assert half_lit[0] < half_lit[1]


def test_a_floating_product_does_not_touch_its_shadow(bottle: Cutout) -> None:
    def below(mode: str) -> np.ndarray:
        scene = make(bottle, ShadowWish(mode))
        rows = np.nonzero((scene.matte > 128).any(axis=1))[0]
        column = int(np.nonzero(scene.matte[rows[-1]] > 128)[0].mean())
        return scene.shadow[rows[-1] + 1 :, column].astype(float)

    standing, floating = below("soft"), below("floating")
    assert floating[0] < 0.8 * standing[0]
    assert (floating * np.arange(len(floating))).sum() / floating.sum() > 5 + (
        standing * np.arange(len(standing))
    ).sum() / standing.sum()


def test_intensity_scales_the_shadow(bottle: Cutout) -> None:
    plain = make(bottle, ShadowWish())
    half = make(bottle, ShadowWish(intensity=0.5))
    twice = make(bottle, ShadowWish(intensity=2))
    assert mass(half) == pytest.approx(0.5 * mass(plain), rel=0.1)
    assert mass(twice) > 1.4 * mass(plain)


def test_direction_and_spread_place_the_shadow(bottle: Cutout) -> None:
    def reach(**wish: float) -> tuple[float, float]:
        scene = make(bottle, ShadowWish(**wish))  # type: ignore[arg-type]
        outside = np.where(scene.matte == 0, scene.shadow, 0).astype(float)
        columns = np.nonzero((outside > 25).any(axis=0))[0]
        return float((outside.sum(axis=0) * np.arange(200)).sum() / outside.sum()), float(np.ptp(columns))

    right, left = reach(direction_deg=90, spread=1.0), reach(direction_deg=270, spread=1.0)
    assert right[0] > 110 > 90 > left[0]
    assert reach(direction_deg=90, spread=2.0)[1] > reach(direction_deg=90, spread=0.6)[1]


def test_a_light_match_is_told_and_passes(bottle: Cutout) -> None:
    plain = make(bottle, ShadowWish())
    matched = make(bottle, ShadowWish(), light_match=0.8)
    assert not plain.drift.relit
    assert plain.drift.relit_difference == 0
    assert matched.drift.relit
    assert matched.drift.passed
    assert matched.drift.relit_difference > 3
    assert matched.plan.light_match == 0.8
    assert (matched.scene == plain.scene).all(), "the set is not touched by it"
    full = matched.matte == 255
    assert (matched.result[full] == matched.product[full][:, :3]).all()


def test_a_result_that_drifts_is_made_again_safely_once(bottle: Cutout, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def failing(times: int) -> None:
        tries.clear()

        def measure(*arguments: object) -> DriftReport:
            tries.append(1)
            report = measure_drift(*arguments)  # type: ignore[arg-type]
            return DriftReport(7, 0, 0.1) if len(tries) <= times else report

        monkeypatch.setattr(sets, "measure_drift", measure)

    failing(1)
    scene = make(bottle, ShadowWish("floating"), light_match=0.5)
    assert len(tries) == 2
    assert (scene.plan.safe, scene.plan.shadow, scene.plan.light_match) == (True, "natural", 0.0)
    assert scene.drift.passed
    failing(2)
    with pytest.raises(ProductAltered) as caught:
        make(bottle, ShadowWish())
    assert caught.value.facts["max_difference"] == "7"
    assert len(tries) == 2


def test_the_camera_can_be_said(bottle: Cutout) -> None:
    low, high = (make(bottle, ShadowWish(), "tabletop", camera_pitch_deg=pitch) for pitch in (4.0, 60.0))
    assert (low.plan.pitch_deg, high.plan.pitch_deg) == (4.0, 60.0)
    assert np.abs(low.scene.astype(int) - high.scene).mean() > 2
    with pytest.raises(InvalidArgument, match="camera_pitch_deg"):
        make(bottle, ShadowWish(), camera_pitch_deg=91.0)


def test_the_camera_stays_over_its_floor(bottle: Cutout) -> None:
    high = PlacementWish(position="upper_left", scale=0.35)
    lifted = make(bottle, ShadowWish(), "oak", placement=high)
    box = lifted.plan.box
    assert lifted.plan.pitch_deg >= least_pitch_deg(box.y + box.height, 200, 200)
    with pytest.raises(InvalidArgument, match="so high in the frame"):
        make(bottle, ShadowWish(), "oak", placement=high, camera_pitch_deg=2.0)
