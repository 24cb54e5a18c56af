from collections.abc import Callable
from dataclasses import replace
from time import process_time

import cv2
import numpy as np
import pytest

from services.generator.arrays import Field
from services.generator.light import Light
from services.generator.placement import Box, Placed, place
from services.generator.reflection import Polish, reflect
from services.generator.render.camera import Camera
from services.generator.scene import Cutout
from services.generator.solid import build_solid
from services.generator.stance import read_stance
from services.generator.studio import Dress, View
from tests.unit.generator import products

MIRROR = Polish(1.0, head_on=0.5, roughness=0.01)


def seen(cutout: Cutout, side: int = 300, polish: Polish = MIRROR, mask: Field | None = None) -> tuple[Field, View]:
    """A grey picture (side, side, 3) with the reflection of a product that stands in the upper two thirds."""
    width = round(side * 0.5)
    height = round(width * cutout.matte.shape[0] / cutout.matte.shape[1])
    box = Box(side // 4, round(0.7 * side) - height, width, height)
    placed = place(cutout.colours, cutout.matte, box)
    stance = read_stance(placed.matte, box.x, box.y)
    camera = Camera(side, side, stance.pitch_deg, (box.x + width / 2, stance.lowest.row), float(max(width, height)))
    solid = build_solid(placed.matte, box.x, box.y, stance, camera)
    view = View(camera, solid, Light(-80, 45, 6, 0.4), Dress(), 1, float(box.y), product=placed, stance=stance)
    picture = np.full((side, side, 3), 0.5, np.float32)
    reflect(picture, view, polish, mask)
    return picture, view


def changed(picture: Field) -> Field:
    """Where the picture is no longer grey; (H, W) bool."""
    found: Field = np.abs(picture - 0.5).max(axis=2) > 0.01
    return found


def black(cutout: Cutout) -> Cutout:
    return Cutout(np.zeros_like(cutout.colours), cutout.matte)


@pytest.mark.parametrize("make", [products.bottle, products.two_cans, products.ribbon])
def test_colours_under_an_empty_matte_are_never_seen(make: Callable[[], Cutout]) -> None:
    cutout = make()
    other = Cutout(np.where(cutout.matte[..., None] > 0, cutout.colours, 255 - cutout.colours), cutout.matte)
    assert (seen(cutout)[0] == seen(other)[0]).all()
    # Not through ``place`` alone: a placed product whose hidden colours are loud gives the same, too.
    picture, view = seen(cutout)
    assert view.product is not None
    loud = Placed(view.product.colours.copy(), view.product.matte, view.product.box)
    loud.colours[loud.matte == 0] = (255, 0, 255)
    again = np.full_like(picture, 0.5)
    reflect(again, replace(view, product=loud), MIRROR)
    assert (again == picture).all()


def test_it_touches_every_foot() -> None:
    picture, view = seen(black(products.two_cans()))
    assert view.stance is not None
    for foot in view.stance.feet:
        column = picture[:, round(foot.column), 0]
        row = round(foot.row)
        assert column[row - 1 : row + 3].max() < 0.42
        assert column[row + 12] < 0.5


def test_it_follows_the_front_arc_of_a_round_base() -> None:
    picture, view = seen(black(products.bottle()))
    assert view.stance is not None
    foot = view.stance.lowest
    middle, aside = round(foot.column), round(foot.column + 0.85 * foot.half_width)
    last = [int(np.nonzero(changed(picture)[:, column])[0][0]) for column in (middle, aside)]
    assert last[0] > last[1] + 2


def test_it_fades_and_blurs_with_distance() -> None:
    cutout = black(products.bottle(400, 200))
    picture, view = seen(cutout, polish=Polish(1.0, head_on=0.5, roughness=0.05))
    dark = 0.5 - picture[..., 0]
    foot = round(view.camera.foot_px[1])
    middle = round(view.camera.foot_px[0])
    assert dark[foot + 4, middle] > 1.3 * dark[foot + 60, middle]
    slopes = [np.abs(np.diff(dark[row])).max() / dark[row].max() for row in (foot + 4, foot + 60)]
    assert slopes[0] > 1.5 * slopes[1]


def test_a_flatter_view_mirrors_more() -> None:
    polish = Polish(0.3)
    flat, steep = (polish.share(Camera(400, 400, pitch, (200, 300), 200), np.asarray(300.0)) for pitch in (6, 40))
    assert flat > 4 * steep
    assert steep > 0


def test_a_mask_keeps_dry_ground_dry() -> None:
    mask = np.zeros((300, 300), np.float32)
    mask[:, 150:] = 1
    picture, _ = seen(black(products.bottle()), mask=mask)
    assert not changed(picture)[:, :150].any()
    assert changed(picture)[:, 150:].any()


def test_a_lying_product_shows_close_to_itself_or_not_at_all() -> None:
    cutout = black(products.ribbon())
    picture, view = seen(cutout)
    assert view.product is not None
    matte, box = view.product.matte, view.product.box
    around = np.zeros(picture.shape[:2], np.uint8)
    around[box.y : box.y + box.height, box.x : box.x + box.width] = matte
    reach = round(0.12 * view.camera.unit_px)
    near = cv2.dilate(around, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    assert not changed(picture)[~near].any()


def test_matt_floors_and_products_outside_of_the_frame_change_nothing() -> None:
    picture, view = seen(products.bottle(), polish=Polish(0.0))
    assert not changed(picture).any()
    assert view.product is not None
    away = Placed(
        view.product.colours, view.product.matte, Box(900, 900, view.product.box.width, view.product.box.height)
    )
    reflect(picture, replace(view, product=away), MIRROR)
    assert not changed(picture).any()


def test_it_is_cheap() -> None:
    """40 ms at 1024 on an idle core; the limit leaves room for a busy one."""
    _, view = seen(products.bottle(600, 500), 1024)
    picture = np.full((1024, 1024, 3), 0.5, np.float32)
    times = []
    for _ in range(3):
        start = process_time()
        reflect(picture, view, MIRROR)
        times.append(process_time() - start)
    assert min(times) < 0.12  # seconds
