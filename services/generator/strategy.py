"""How a picture is painted, by what its plan says: around the placed product, or the empty scene first.

The second leaves the model nothing to go on with but a narrow band, and takes two thirds as long again. Must not know engines.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from mesh.errors import ServiceUnavailable
from services.generator import template
from services.generator.arrays import Bytes
from services.generator.canvas import Canvas, filled, plain, resampled
from services.generator.painter import Painter, PainterFacts, Painting
from services.generator.plan import PaintedPlan
from services.generator.progress import Progress

Stroke = Callable[[Painting], Bytes]
BAND_STRENGTH = 0.65
"""Of the band around a product in a scene that stands: enough for contact and shadow, too little for a new scene."""


@dataclass(frozen=True)
class Painted:
    """What the model made."""

    picture: Bytes
    """(H, W, 3) uint8 of the frame, without the product."""
    empty: Bytes | None
    """The same before the product was there; None where it was there from the start."""


def paint(
    canvas: Canvas,
    plan: PaintedPlan,
    painter: Painter,
    facts: PainterFacts,
    progress: Progress,
    style: Bytes | None = None,
) -> Painted:
    """The scene as the plan has it, in the ``style`` of a picture (h, w, 3) uint8 where there is one. ``plan.steps`` are among
    those that ``progress`` expects already.

    Raises what the painter raises, and ``ServiceUnavailable`` where another model than that of ``facts`` painted.
    """

    def stroke_by_stroke(painting: Painting) -> Bytes:
        painting = replace(painting, style=style, style_strength=plan.style_strength)
        progress.promise(max(1, int(painting.steps * painting.strength)))
        picture, painted_by = painter.paint(painting, progress)
        if (painted_by.identity, painted_by.style_identity) != (facts.identity, facts.style_identity):
            raise ServiceUnavailable("The diffusion model was exchanged meanwhile. Try again in a moment.")
        return picture

    return (
        _around(canvas, plan, stroke_by_stroke)
        if plan.strategy == "around"
        else _scene_first(canvas, plan, stroke_by_stroke, progress)
    )


def _around(canvas: Canvas, plan: PaintedPlan, stroke_by_stroke: Stroke) -> Painted:
    start = plain((plan.canvas_width, plan.canvas_height))
    picture = stroke_by_stroke(
        _painting(canvas.over(start), canvas.around(), template.around(plan), plan, plan.strength)
    )
    return Painted(resampled(filled(picture, canvas.kept()), (plan.width, plan.height)), None)


def _scene_first(canvas: Canvas, plan: PaintedPlan, stroke_by_stroke: Stroke, progress: Progress) -> Painted:
    frame, start = (plan.width, plan.height), plain((plan.canvas_width, plan.canvas_height))
    progress.expect(max(1, int(plan.steps * plan.strength)))
    whole, band = np.full(start.shape[:2], 255, np.uint8), canvas.band()
    empty = stroke_by_stroke(_painting(start, whole, template.empty(plan), plan, 1.0))
    picture = stroke_by_stroke(_painting(canvas.over(empty), band, template.around(plan), plan, plan.strength))
    # The model's encoder changes a little even what it keeps; outside of the band the scene stays as it was.
    return Painted(resampled(canvas.banded(empty, picture), frame), resampled(empty, frame))


def _painting(picture: Bytes, mask: Bytes, words: tuple[str, str], plan: PaintedPlan, strength: float) -> Painting:
    return Painting(picture, mask, *words, plan.painted_seed, plan.steps, plan.guidance, strength)
