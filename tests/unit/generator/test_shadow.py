import numpy as np
import pytest

from services.generator.light import Light
from services.generator.render.camera import Camera
from services.generator.render.surface import Surface
from services.generator.shadow import multiplier, throw
from services.generator.solid import Slice, Solid

CAMERA = Camera(400, 400, 25, (200, 300), 200)


def post(height: float = 0.8, radius: float = 0.1) -> Solid:
    slices = tuple(Slice(0, float(y), 0, radius, radius) for y in np.linspace(0, height, 30))
    return Solid(slices, None, (0, 0), 0, (-radius, radius), (-radius, radius), height)


def floor(light: Light, span: float = 1.5, count: int = 121) -> Surface:
    line = np.linspace(-span, span, count, dtype=np.float32)
    x, z = np.meshgrid(line, line)
    even = np.ones_like(x)
    return Surface(x, np.zeros_like(x), z, even * (1 - light.fill), even * light.fill)


@pytest.mark.parametrize("azimuth_deg", [-90, -30, 45, 90, 150])
def test_the_shadow_falls_away_from_the_light(azimuth_deg: float) -> None:
    light = Light(azimuth_deg, 40, 4, 0.3)
    surface = floor(light)
    dark = 1 - multiplier(surface, throw(post(), light, CAMERA), light)[..., 1]
    centre = np.array([(dark * surface.x).sum(), (dark * surface.z).sum()]) / dark.sum()
    x, _, z = light.direction
    away = -np.array([x, z]) / np.hypot(x, z)
    assert centre @ away / np.linalg.norm(centre) > 0.97


def test_the_penumbra_grows_with_distance() -> None:
    light = Light(-90, 40, 6, 0.3)
    surface = floor(light)
    plane = throw(post(), light, CAMERA)
    key = plane.look_up(plane.key, surface.x, surface.z)
    soft = ((key > 0.15) & (key < 0.85)).sum(axis=0)
    near, far = (soft[np.searchsorted(surface.x[0], at)] for at in (0.2, 0.75))
    assert far > 1.6 * near


def test_a_softer_light_has_a_softer_shadow() -> None:
    shares = []
    for softness in (1.5, 12):
        light = Light(-90, 40, softness, 0.3)
        plane = throw(post(), light, CAMERA)
        shares.append(float(((plane.key > 0.1) & (plane.key < 0.9)).mean() / (plane.key < 0.9).mean()))
    assert shares[1] > 1.5 * shares[0]


def test_contact_is_the_darkest_and_far_away_is_untouched() -> None:
    light = Light(-90, 45, 6, 0.35)
    surface = floor(light, span=6)
    factor = multiplier(surface, throw(post(), light, CAMERA), light)
    assert factor[60, 60].max() < 0.55
    assert (factor[0, :] == 1).all()
    assert factor.max() <= 1


def test_the_fill_keeps_shadows_from_being_black() -> None:
    light = Light(-90, 45, 6, 0.35)
    surface = floor(light)
    assert multiplier(surface, throw(post(), light, CAMERA), light).min() > 0.15


def test_the_shadow_climbs_a_wall_behind_the_product() -> None:
    light = Light(180, 30, 2, 0.3)  # from the camera: the shadow goes straight back
    x, y = np.meshgrid(np.linspace(-1, 1, 81, dtype=np.float32), np.linspace(0, 1, 41, dtype=np.float32))
    even = np.ones_like(x)
    wall = Surface(x, y, np.full_like(x, 0.5), even * 0.7, even * 0.3)
    dark = 1 - multiplier(wall, throw(post(), light, CAMERA), light)[..., 1]
    top = 0.8 - 0.5 * np.tan(np.radians(30))
    assert dark[np.searchsorted(y[:, 0], top - 0.1), 40] > 0.2
    assert dark[np.searchsorted(y[:, 0], top + 0.15), 40] < 0.02
    assert dark[:, 0].max() < 0.02
