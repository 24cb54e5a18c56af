"""What a caller may wish for, as the contract's options."""

from collections.abc import Sequence
from dataclasses import dataclass

from packshot.client.bounds import LARGEST_SEED, check_margin, check_placement, frame_of, share, sides, whole
from packshot.client.results import Box
from packshot.client.words import FORMATS, LAYERS, PLACEMENTS
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.segmenter.v1 import segmenter_pb2


@dataclass(frozen=True)
class Placement:
    """Where the product goes in a scene."""

    mode: str = "automatic"
    """``automatic``: standing on the floor, in the middle. ``original``: as in the photo. ``manual``: fitted into ``box``."""
    padding: float | None = None
    """Automatic: room at each side, as a share of the frame's shorter side, 0 to 0.45. None: 0.12."""
    box: Box | None = None
    """Manual: output pixels"""


def cutout_options(
    *,
    crop: bool,
    margin: float,
    matte: bool,
    format: str,  # noqa: A002 - the word people know
    quality: int,
    background: str,
) -> segmenter_pb2.CutoutOptions:
    """Raises ``ValueError`` for what the contract has no place for; all else is checked by the service."""
    check_margin(margin, crop=crop)
    outputs = [image_pb2.LAYER_PRODUCT, image_pb2.LAYER_MATTE] if matte else [image_pb2.LAYER_PRODUCT]
    return segmenter_pb2.CutoutOptions(
        outputs=outputs,
        format=FORMATS.number(format),
        quality=whole("quality", quality, 0, 100),
        crop=crop,
        margin=share("margin", margin, 1),
        background=background,
    )


def scene_options(
    prompt: str,
    *,
    negative_prompt: str,
    engine: str,
    set_name: str | None,
    seed: int | None,
    size: tuple[int, int] | None,
    aspect_ratio: str,
    placement: Placement | None,
    layers: Sequence[str],
    format: str,  # noqa: A002 - the word people know
    quality: int,
) -> generator_pb2.SceneOptions:
    """Raises ``ValueError`` for what the contract has no place for; all else is checked by the service."""
    wished = None if size is None else sides(size)
    if placement is not None:
        check_placement(placement, frame_of(wished, aspect_ratio))
    try:
        return generator_pb2.SceneOptions(
            prompt=prompt,
            negative_prompt=negative_prompt,
            engine=engine,
            set=set_name or "",
            seed=None if seed is None else whole("seed", seed, 0, LARGEST_SEED),
            size=None if wished is None else image_pb2.Size(width=wished[0], height=wished[1]),
            aspect_ratio=aspect_ratio,
            placement=_placement(placement) if placement else None,
            outputs=[image_pb2.LAYER_RESULT, *(LAYERS.number(layer) for layer in layers if layer != "result")],
            format=FORMATS.number(format),
            quality=whole("quality", quality, 0, 100),
        )
    except TypeError as error:
        raise ValueError(f"An option is not of the kind it should be: {error}") from error


def _placement(placement: Placement) -> generator_pb2.Placement:
    box = placement.box
    return generator_pb2.Placement(
        mode=PLACEMENTS.number(placement.mode),
        padding=None if placement.padding is None else share("padding", placement.padding, 0.45),
        box=image_pb2.Box(x=box.x, y=box.y, width=box.width, height=box.height) if box else None,
    )
