"""Messages of the contract to the domain's types and back; no work is done here."""

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from mesh.errors import ImageTooLarge, ImageTooSmall, InvalidArgument, InvalidImage
from mesh.pictures.decode import Limits, decode
from mesh.pictures.formats import Format
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from services.generator.arrays import Bytes
from services.generator.chips import Chip
from services.generator.manifest import read_manifest, write_manifest
from services.generator.placement import Box, PlacementWish
from services.generator.plan import PaintedPlan, Plan, SetPlan
from services.generator.prompt import Understanding
from services.generator.scene import Cutout, Engine, Scene, SceneRequest, SetInfo
from services.generator.style import Style
from services.generator.wishes import DressWish, LightWish, ShadowWish


def _words(enum: Any, prefix: str, unspecified: str) -> dict[int, str]:
    """The domain's word for each value of an enum."""
    named = {number: name.removeprefix(prefix).lower() for name, number in enum.items()}
    return named | {0: unspecified}


_MODES: Final[Mapping[int, str]] = {
    generator_pb2.PLACEMENT_MODE_UNSPECIFIED: "automatic",
    generator_pb2.PLACEMENT_MODE_AUTOMATIC: "automatic",
    generator_pb2.PLACEMENT_MODE_ORIGINAL: "original",
    generator_pb2.PLACEMENT_MODE_MANUAL: "manual",
}
_POSITIONS: Final[Mapping[int, str]] = _words(generator_pb2.PlacementPosition, "PLACEMENT_POSITION_", "")
_SHADOWS: Final[Mapping[int, str]] = _words(generator_pb2.ShadowMode, "SHADOW_MODE_", "natural")
_BESIDE_MANIFEST: Final = frozenset(("manifest", "outputs", "format", "quality", "style_reference"))
MAX_SCENES: Final = 4
_FORMATS: Final[Mapping[int, Format]] = {
    image_pb2.IMAGE_FORMAT_UNSPECIFIED: Format.PNG,
    image_pb2.IMAGE_FORMAT_RAW: Format.RAW,
    image_pb2.IMAGE_FORMAT_PNG: Format.PNG,
    image_pb2.IMAGE_FORMAT_JPEG: Format.JPEG,
    image_pb2.IMAGE_FORMAT_WEBP: Format.WEBP,
    image_pb2.IMAGE_FORMAT_AVIF: Format.AVIF,
}
WIRE_FORMATS: Final = {
    Format.RAW: image_pb2.IMAGE_FORMAT_RAW,
    Format.PNG: image_pb2.IMAGE_FORMAT_PNG,
    Format.JPEG: image_pb2.IMAGE_FORMAT_JPEG,
    Format.WEBP: image_pb2.IMAGE_FORMAT_WEBP,
    Format.AVIF: image_pb2.IMAGE_FORMAT_AVIF,
}
_LAYERS: Final = frozenset(
    (
        image_pb2.LAYER_RESULT,
        image_pb2.LAYER_PRODUCT,
        image_pb2.LAYER_MATTE,
        image_pb2.LAYER_SHADOW,
        image_pb2.LAYER_SCENE,
    )
)


def request_of(options: generator_pb2.SceneOptions, style: Style | None = None) -> SceneRequest:
    """The options as the domain knows them, with the ``style`` that was read from them.

    Raises ``InvalidArgument`` for a value that the contract does not have.
    """
    wish = options.placement
    if wish.mode not in _MODES:
        raise InvalidArgument(
            "This placement is not known here. Choose automatic, original or manual.", field="placement.mode"
        )
    if wish.position not in _POSITIONS or options.shadow.mode not in _SHADOWS:
        raise InvalidArgument(
            "This position or shadow is not known here. Choose one of those in the contract.",
            field="placement.position" if wish.position not in _POSITIONS else "shadow.mode",
        )
    box = wish.box
    return SceneRequest(
        prompt=options.prompt,
        negative_prompt=options.negative_prompt,
        set_name=options.set,
        seed=options.seed if options.HasField("seed") else None,
        width=options.size.width,
        height=options.size.height,
        aspect_ratio=options.aspect_ratio,
        placement=PlacementWish(
            _MODES[wish.mode],
            round(wish.padding, 6) if wish.HasField("padding") else None,
            Box(box.x, box.y, box.width, box.height) if wish.HasField("box") else None,
            _POSITIONS[wish.position],
            _set(wish, "scale"),
        ),
        shadow=ShadowWish(
            _SHADOWS[options.shadow.mode],
            *(_set(options.shadow, name) for name in ("softness", "intensity", "direction_deg", "spread")),
        ),
        light=LightWish(
            *(
                _set(options.light, name)
                for name in ("direction_deg", "height_deg", "softness", "fill", "temperature_k")
            )
        ),
        dress=DressWish(options.dressing.floor_color, options.dressing.wall_color, options.dressing.material.lower()),
        camera_pitch_deg=_set(options, "camera_pitch_deg"),
        light_match=round(options.light_match, 6),
        plain_prompt=options.plain_prompt,
        style=style,
        style_strength=_set(options, "style_strength"),
    )


def _set(message: Any, name: str) -> float | None:
    """An optional number, without the digits that single precision made up; None where it is not set."""
    return round(getattr(message, name), 6) if message.HasField(name) else None


def count_of(options: generator_pb2.SceneOptions) -> int:
    """How many scenes. Raises ``InvalidArgument``."""
    count = options.count if options.HasField("count") else 1
    if not 1 <= count <= MAX_SCENES:
        raise InvalidArgument(
            f"{count} scenes were asked for; 1 to {MAX_SCENES} are made at once. Ask for as many, or several times.",
            field="count",
            minimum=1,
            maximum=MAX_SCENES,
        )
    return count


def plan_of(options: generator_pb2.SceneOptions) -> Plan | None:
    """The manifest that is to be made again; None where none came. Raises ``InvalidArgument`` for one that cannot be read, and for
    options beside it: the manifest has them all."""
    if not options.manifest:
        return None
    beside = [field.name for field, _ in options.ListFields() if field.name not in _BESIDE_MANIFEST]
    if beside:
        raise InvalidArgument(
            f"`{beside[0]}` was given beside a manifest, which has it already. Leave one of them out.",
            field=beside[0],
        )
    return read_manifest(options.manifest)


def format_of(options: generator_pb2.SceneOptions) -> tuple[Format, int | None]:
    """How results are to be encoded. Raises ``InvalidArgument``."""
    if options.format not in _FORMATS:
        raise InvalidArgument("Pictures are sent as PNG, JPEG, WebP, AVIF or RAW. Choose one of them.", field="format")
    if options.quality > 100:
        raise InvalidArgument(f"The quality is {options.quality}; it goes from 1 to 100.", field="quality")
    return _FORMATS[options.format], options.quality or None


def layers_of(options: generator_pb2.SceneOptions) -> list["image_pb2.Layer.ValueType"]:
    """Which pictures to send, in order. Raises ``InvalidArgument`` for one that is none."""
    for layer in options.outputs:
        if layer not in _LAYERS:
            raise InvalidArgument(
                "Outputs are result, product, matte, shadow and scene. Leave others out.", field="outputs"
            )
    return list(dict.fromkeys(options.outputs)) or [image_pb2.LAYER_RESULT]


def layer_pixels(scene: Scene, layer: "image_pb2.Layer.ValueType") -> Bytes:
    """One layer of a scene, uint8."""
    return {
        image_pb2.LAYER_RESULT: scene.result,
        image_pb2.LAYER_PRODUCT: scene.product,
        image_pb2.LAYER_MATTE: scene.matte,
        image_pb2.LAYER_SHADOW: scene.shadow,
        image_pb2.LAYER_SCENE: scene.scene,
    }[layer]


def cutout_of(header: image_pb2.ImageHeader, data: bytes, limits: Limits) -> Cutout:
    """The product with its matte. Raises the errors of a picture that cannot be read, is too large, or has no alpha."""
    if header.format != image_pb2.IMAGE_FORMAT_RAW:
        pixels: Bytes = decode(data, limits).pixels
    else:
        pixels = _bare(header, data, limits)
    if pixels.ndim != 3 or pixels.shape[2] != 4:
        raise InvalidImage(
            "The product picture has no alpha channel, so where the product ends is not known. "
            "Cut it out first, or send it with alpha."
        )
    return Cutout(np.ascontiguousarray(pixels[..., :3]), np.ascontiguousarray(pixels[..., 3]))


def _bare(header: image_pb2.ImageHeader, data: bytes, limits: Limits) -> Bytes:
    """Bare samples as (H, W, 4) uint8."""
    width, height = header.width, header.height
    if header.channels != 4 or len(data) != width * height * 4 or not data:
        raise InvalidImage(
            f"Bare samples of {width} x {height} pixels with alpha are {width * height * 4} bytes in 4 channels; "
            f"{len(data)} bytes in {header.channels} came. Set width, height and channels as they are."
        )
    if width * height > limits.max_pixels:
        raise ImageTooLarge(
            f"The picture has {width} x {height} pixels; {limits.max_pixels / 1e6:.0f} megapixels are the limit. Scale it down.",
            max_pixels=limits.max_pixels,
        )
    if min(width, height) < limits.min_side_px:
        raise ImageTooSmall(
            f"The picture has {width} x {height} pixels; each side needs {limits.min_side_px} at least to show a product.",
            min_side_px=limits.min_side_px,
        )
    return np.frombuffer(data, np.uint8).reshape(height, width, 4)


def manifest_message(scene: Scene, variant: int) -> generator_pb2.Manifest:
    """The manifest as it is sent; ``variant``: which of several scenes it is of."""
    plan, found, drift, box = scene.plan, scene.understanding, scene.drift, scene.plan.box
    return generator_pb2.Manifest(
        engine=plan.engine,
        engine_version=plan.engine_version,
        set=plan.set_name if isinstance(plan, SetPlan) else "",
        seed=plan.seed,
        size=image_pb2.Size(width=plan.width, height=plan.height),
        product_box=image_pb2.Box(x=box.x, y=box.y, width=box.width, height=box.height),
        understanding=understanding_message(found, plan.set_by if isinstance(plan, SetPlan) else ""),
        drift=generator_pb2.DriftReport(
            max_difference=drift.max_difference,
            grown_pixels=drift.grown_pixels,
            edge_fringe=drift.edge_fringe,
            passed=drift.passed,
            relit=drift.relit,
            relit_difference=drift.relit_difference,
            outgrowth=drift.outgrowth,
        ),
        painting=_painting(plan) if isinstance(plan, PaintedPlan) else None,
        document=write_manifest(plan),
        variant=variant,
        safe=plan.safe,
    )


def understanding_message(found: Understanding, set_by: str) -> generator_pb2.Understanding:
    """What the words were taken for, as it is sent."""
    return generator_pb2.Understanding(
        set=found.set_name,
        colours=[str(colour) for colour in found.colours],
        materials=found.materials,
        light=found.light_words,
        not_understood=found.not_understood,
        set_by=set_by,
        mood=[*([found.season] if found.season else []), *found.moods],
        guesses=found.guesses,
    )


def word_message(chip: Chip) -> generator_pb2.PromptWord:
    """A word of a prompt as it is sent."""
    word = chip.trace.word
    return generator_pb2.PromptWord(
        text=word.text,
        start=word.start,
        end=word.end,
        kinds=[generator_pb2.WordKind.Value(f"WORD_KIND_{kind.upper()}") for kind, _ in chip.trace.found],
        meanings=[meaning for _, meaning in chip.trace.found],
        refused=chip.refused,
        guess=chip.trace.guess,
    )


def _painting(plan: PaintedPlan) -> generator_pb2.Painting:
    return generator_pb2.Painting(
        model=plan.model,
        revision=plan.revision,
        weights_sha256=plan.weights_sha256,
        steps=plan.steps,
        guidance=plan.guidance,
        strength=plan.strength,
        seed=plan.painted_seed,
        strategy=plan.strategy,
        size=image_pb2.Size(width=plan.canvas_width, height=plan.canvas_height),
        style_sha256=plan.style_sha256,
        style_strength=plan.style_strength,
    )


def engine_message(engine: Engine) -> generator_pb2.Engine:
    """An engine as it is listed."""
    return generator_pb2.Engine(
        name=engine.name, version=engine.version, description=engine.description, device=engine.device
    )


def set_message(info: SetInfo) -> generator_pb2.SetInfo:
    """A set as it is listed."""
    return generator_pb2.SetInfo(name=info.name, description=info.description, words=info.words)
