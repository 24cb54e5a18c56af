"""What a caller may wish for, as the contract's options."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from packshot.client.bounds import (
    LARGEST_SEED,
    MOST_SCENES,
    check_margin,
    check_placement,
    check_style,
    frame_of,
    share,
    sides,
    whole,
)
from packshot.client.results import Box
from packshot.client.words import FORMATS, LAYERS, PLACEMENTS, POSITIONS, SHADOWS
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
    position: str | None = None
    """Automatic: ``center``, ``left_center``, ``right_center``, ``upper_center``, ``bottom_center``, ``upper_left``,
    ``upper_right``, ``bottom_left``, ``bottom_right``. None: as the set likes it."""
    scale: float | None = None
    """Automatic: the product's longer side, as a share of the frame's shorter side, 0.05 to 1"""


@dataclass(frozen=True)
class Shadow:
    """The product's shadow; None is as the scene's light makes it."""

    mode: str | None = None
    """``none``, ``contact``, ``soft``, ``hard`` or ``floating``"""
    softness: float | None = None
    """0 sharp to 1 very soft"""
    intensity: float | None = None
    """How dark, as a share of what the light makes, 0 to 2"""
    direction_deg: float | None = None
    """Where it falls, clockwise seen from above: 0 away from the camera, 90 to the right"""
    spread: float | None = None
    """How far it reaches, in heights of the product, 0.2 to 3.7"""


@dataclass(frozen=True)
class Light:
    """The scene's light; it wins over the words. None is as the words or the set have it."""

    direction_deg: float | None = None
    """Where it comes from, clockwise seen from above: 0 from behind the product, 90 from the right"""
    height_deg: float | None = None
    """15 to 80"""
    softness: float | None = None
    """0 a bare bulb to 1 a wall of light"""
    fill: float | None = None
    """Share of the light that comes from everywhere, 0 to 1"""
    temperature_k: float | None = None
    """2000 to 12000; 5500 is neutral"""


@dataclass(frozen=True)
class Dressing:
    """Colours and material of the set; they win over the words."""

    floor_color: str = ""
    """``#rrggbb``"""
    wall_color: str = ""
    """``#rrggbb``"""
    material: str = ""
    """What the product stands on, such as ``marble``"""


def cutout_options(
    *,
    crop: bool,
    margin: float,
    matte: bool,
    format: str,  # noqa: A002 - the word people know
    quality: int,
    background: str,
    roi: Box | None = None,
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
        roi=box_message(roi) if roi else None,
    )


def scene_options(
    prompt: str,
    *,
    negative_prompt: str = "",
    engine: str = "",
    set_name: str | None = None,
    seed: int | None = None,
    size: tuple[int, int] | None = None,
    aspect_ratio: str = "",
    placement: Placement | None = None,
    count: int | None = None,
    shadow: Shadow | None = None,
    light: Light | None = None,
    dressing: Dressing | None = None,
    camera_pitch_deg: float | None = None,
    light_match: float = 0.0,
    plain_prompt: bool = False,
    style: bytes = b"",
    style_strength: float | None = None,
    layers: Sequence[str] = (),
    format: str = "png",  # noqa: A002 - the word people know
    quality: int = 0,
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
            count=None if count is None else whole("count", count, 1, MOST_SCENES),
            shadow=_shadow(shadow) if shadow else None,
            light=generator_pb2.Light(**asdict(light)) if light else None,
            dressing=generator_pb2.Dressing(**asdict(dressing)) if dressing else None,
            camera_pitch_deg=camera_pitch_deg,
            light_match=share("light_match", light_match, 1),
            plain_prompt=plain_prompt,
            style_reference=check_style(style),
            style_strength=None if style_strength is None else share("style_strength", style_strength, 1),
            outputs=_outputs(layers),
            format=FORMATS.number(format),
            quality=whole("quality", quality, 0, 100),
        )
    except TypeError as error:
        raise ValueError(f"An option is not of the kind it should be: {error}") from error


def remake_options(
    manifest: str,
    *,
    layers: Sequence[str],
    format: str,  # noqa: A002 - the word people know
    quality: int,
    style: bytes = b"",
) -> generator_pb2.SceneOptions:
    """A scene made again from its manifest's document. Raises ``ValueError`` as ``scene_options`` does."""
    return generator_pb2.SceneOptions(
        manifest=manifest,
        style_reference=check_style(style),
        outputs=_outputs(layers),
        format=FORMATS.number(format),
        quality=whole("quality", quality, 0, 100),
    )


def box_message(box: Box) -> image_pb2.Box:
    """A box in the contract. Raises ``ValueError`` for sides that are no whole numbers."""
    sides = {name: whole(name, getattr(box, name), -(2**31), 2**31 - 1) for name in ("x", "y", "width", "height")}
    return image_pb2.Box(**sides)


def _outputs(layers: Sequence[str]) -> list["image_pb2.Layer.ValueType"]:
    return [image_pb2.LAYER_RESULT, *(LAYERS.number(layer) for layer in layers if layer != "result")]


def _shadow(shadow: Shadow) -> generator_pb2.Shadow:
    numbers = {name: value for name, value in asdict(shadow).items() if name != "mode"}
    mode: Any = SHADOWS.number(shadow.mode) if shadow.mode else None
    return generator_pb2.Shadow(mode=mode, **numbers)


def _placement(placement: Placement) -> generator_pb2.Placement:
    box = placement.box
    position: Any = POSITIONS.number(placement.position) if placement.position else None
    return generator_pb2.Placement(
        mode=PLACEMENTS.number(placement.mode),
        padding=None if placement.padding is None else share("padding", placement.padding, 0.45),
        position=position,
        scale=None if placement.scale is None else share("scale", placement.scale, 1),
        box=box_message(box) if box else None,
    )
