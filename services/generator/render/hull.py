"""The outline of an upright prism in the frame, whatever part of it is before the camera."""

import cv2
import numpy as np

from services.generator.arrays import Field
from services.generator.render.camera import Camera

SUBPIXEL = 4
"""Bits of a pixel's fraction in outlines."""
_NEAR = 0.05
"""Distance from the camera, in units, at which prisms are cut off; under a very long product they may reach past it."""


def _pixels(camera: Camera, places: Field) -> Field:
    """Points (n, 3) of the world in the frame: (n, 1, 2) int32 with subpixel bits."""
    columns, rows, _ = camera.project(*places.T)
    return np.round(np.stack([columns, rows], axis=1) * (1 << SUBPIXEL)).astype(np.int32)[:, None, :]


def hulls(camera: Camera, outline: Field, top: float, bottom: float) -> tuple[Field, Field]:
    """Convex outlines in the frame of a prism's lid and of all of it, each (n, 1, 2) int32 with ``SUBPIXEL`` bits.

    ``outline``: (m, 2) points (x, z) round it. What lies behind the camera is cut off; n = 0: all of it.
    """
    upper, lower = (np.insert(outline, 1, y, axis=1) for y in (top, bottom))
    if min(float(_depth(camera, ring).min()) for ring in (upper, lower)) >= _NEAR:
        lid = _pixels(camera, upper)
        return lid, np.asarray(cv2.convexHull(np.concatenate([lid, _pixels(camera, lower)])), np.int32)
    lid = _cut(camera, upper, np.roll(upper, -1, axis=0))
    body = np.concatenate([lid, _cut(camera, lower, np.roll(lower, -1, axis=0)), _cut(camera, upper, lower)])
    return _hull(camera, lid), _hull(camera, body)


def _depth(camera: Camera, places: Field) -> Field:
    """(n,) distance of points (n, 3) along the optical axis."""
    return camera.project(*places.T)[2]


def _cut(camera: Camera, starts: Field, ends: Field) -> Field:
    """Corners (n, 3) of what of the edges from ``starts`` to ``ends``, both (n, 3), lies before the camera."""
    first, last = _depth(camera, starts), _depth(camera, ends)
    crossing = (first < _NEAR) != (last < _NEAR)
    share = ((_NEAR - first[crossing]) / (last - first)[crossing])[:, None]
    cuts = starts[crossing] + (ends - starts)[crossing] * share
    return np.concatenate([starts[first >= _NEAR], ends[last >= _NEAR], cuts])


def _hull(camera: Camera, places: Field) -> Field:
    """Convex outline of points (n, 3) before the camera."""
    if not len(places):
        return np.zeros((0, 1, 2), np.int32)
    return np.asarray(cv2.convexHull(_pixels(camera, places)), np.int32)
