"""What lies far behind a table: a picture in the frame, not in the world, since all of it is out of focus.

From as high as products are taken no horizon would be in the frame at all. Photographers take the same liberty: they find a
terrace, or hang a picture.
"""

import numpy as np

from services.generator.arrays import Field
from services.generator.render.camera import Camera
from services.generator.render.lens import defocus
from services.generator.render.stage import Rows
from services.generator.studio import View

_LOW_DEG = 14.0
_STEEP_DEG = 55.0
"""Pitch above which the table fills the frame, unless the words give what is behind it a colour.

Above what is taken for a lying product whose pitch nobody said: who asks for lights behind sunglasses is to get them.
"""
_LEAST_ROOM = 0.10
"""Share of the frame over the product below which nothing of the vista is shown."""


_OVERLAP = 0.04
"""Rows over and under the edge in which both are seen, over the longer side."""
_EDGE_BLUR = 0.006
"""Least defocus of the table's far edge, over the longer side: sharp against a soft distance it looks cut out."""


def edge_row(view: View, generator: np.random.Generator) -> int:
    """Row where the table ends, 0 when it fills the frame: behind the lower part from low down, else above the product."""
    camera = view.camera
    foot, tall = camera.foot_px[1], camera.foot_px[1] - view.crown_row
    room = view.crown_row / camera.height
    if camera.pitch_deg < _LOW_DEG:
        return max(0, round(foot - tall * generator.uniform(0.24, 0.34)))
    gap = generator.uniform(0.02, 0.05)
    if room < _LEAST_ROOM or (steep(camera) and view.dress.wall is None):
        return 0
    return round(view.crown_row - camera.height * min(gap, 0.3 * room))


def steep(camera: Camera) -> bool:
    """Whether it looks down so far that nobody would believe a distance in its picture."""
    return camera.pitch_deg > _STEEP_DEG


def overlap(camera: Camera) -> int:
    """Rows of a vista that lie under the table's blurred edge."""
    return round(_OVERLAP * max(camera.width, camera.height)) + 1


def join(picture: Field, far: Field, edge: int, camera: Camera, rows: Rows) -> Field:
    """Put the vista (edge + overlap, W, 3) behind the table's picture (H, W, 3), which is changed, and focus on the product.

    The edge is a matter of coverage: through what is out of focus one sees the distance, unblurred by it. Blurring the finished
    picture there would smear every light that touches the edge.
    """
    near, behind = camera.foot_depth - 0.25, camera.foot_depth + 0.35
    out = np.maximum(0, np.maximum(near - rows.depth, rows.depth - behind)) / rows.depth
    blur_px = np.minimum(0.028, 0.11 * out).astype(np.float32) * np.float32(camera.unit_px)
    if edge <= 0:
        return defocus(picture, blur_px)
    height = len(picture)
    if edge >= height:
        picture[:] = far[:height]
        return picture
    picture[edge:] = defocus(np.ascontiguousarray(picture[edge:]), blur_px[edge:])
    reach = overlap(camera)
    soft = min(max(_EDGE_BLUR * max(camera.width, camera.height), float(blur_px[edge, 0])), reach / 2)
    first, last = max(0, edge - reach), min(height, edge + reach, len(far))
    share = (np.arange(first, last, dtype=np.float32) + np.float32(0.5 - edge)) / np.float32(2 * soft)
    share = np.clip(np.float32(0.5) + np.float32(0.5) * share, 0, 1)
    share = (share * share * (3 - 2 * share))[:, None, None]
    table = np.concatenate([np.repeat(picture[edge : edge + 1], edge - first, axis=0), picture[edge:last]])
    picture[:first] = far[:first]
    picture[first:last] = table * share + far[first:last] * (1 - share)
    return picture
