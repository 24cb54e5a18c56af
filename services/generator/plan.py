"""Plans: scenes with nothing left to chance or to defaults, one kind for each engine.

Owns what decides the pixels, and the ranges in which it can lie; how it is written down is ``manifest``'s.
"""

from dataclasses import dataclass
from typing import ClassVar

from mesh.errors import InvalidArgument
from services.generator.light import Light
from services.generator.materials.catalogue import materials
from services.generator.placement import MAX_SIDE_PX, Box, frame_size, lies_in
from services.generator.prompt import MAX_PROMPT_CHARACTERS, check_prompt
from services.generator.render.camera import least_pitch_deg
from services.generator.render.gobo import PATTERNS
from services.generator.studio import Dress
from services.generator.wishes import SHADOW_MODES, DressWish, check_dress

STRATEGIES = ("around", "scene_first")
"""How a picture is painted: around the placed product, or the empty scene first and then a band around the product."""
SIDE_STEP_PX, MIN_CANVAS_PX, MAX_CANVAS_PX = 16, 64, 4096
"""Sides of what a diffusion model paints are whole multiples of the first: of the encoder's factor 8 and patches of 2."""
_MAX_NAME_CHARACTERS = 400


@dataclass(frozen=True)
class Plan:
    """What every engine decides. Same plan, same product, same engine version: same pixels."""

    kind: ClassVar[str]
    """Name of the engine whose plan it is."""

    engine: str
    engine_version: str
    seed: int
    width: int
    height: int
    prompt: str
    negative_prompt: str
    placement: str
    box: Box
    """Where the product lies, in output pixels."""
    light: Light
    pitch_deg: float
    """How far the camera looks down."""
    shadow: str
    """Kind of the product's shadow, one of ``wishes.SHADOW_MODES``."""
    shadow_intensity: float
    """Share of what the light makes."""
    light_match: float
    """How far the product is brought into the light, 0..1."""
    safe: bool
    """Whether a first try did not pass its drift report, and these are the safe settings."""
    product_sha256: str

    def check(self) -> None:
        """Raises ``InvalidArgument`` for a plan that no request leads to."""
        check_prompt(self.prompt, self.negative_prompt)
        frame_size(self.width, self.height, "")
        for name, value, low, high in self.ranges():
            if not low <= value <= high:  # NaN is outside
                raise InvalidArgument(
                    f"The manifest has {name} {value:g}; it goes from {low:g} to {high:g}. Send the manifest as it was received.",
                    field="manifest",
                )
        if self.shadow not in SHADOW_MODES or self.placement not in ("automatic", "original", "manual"):
            raise unreadable()
        box = self.box
        least = least_pitch_deg(box.y + box.height, self.width, self.height)
        if not lies_in(box, (self.width, self.height)) or self.pitch_deg < least - 0.01:
            # No request leads here, and placing a product far larger than the frame takes gigabytes.
            raise InvalidArgument(
                "The manifest puts the product where no scene has it. Send the manifest as it was received.",
                field="manifest",
            )

    def ranges(self) -> list[tuple[str, float, float, float]]:
        """Name, value, lowest and highest of every number."""
        box, light = self.box, self.light
        return [
            ("seed", self.seed, 0, 2**64 - 1),
            ("box.x", box.x, -4 * MAX_SIDE_PX, 4 * MAX_SIDE_PX),
            ("box.y", box.y, -4 * MAX_SIDE_PX, 4 * MAX_SIDE_PX),
            ("box.width", box.width, 1, 2 * MAX_SIDE_PX),
            ("box.height", box.height, 1, 2 * MAX_SIDE_PX),
            ("light.azimuth_deg", light.azimuth_deg, -360, 360),
            ("light.elevation_deg", light.elevation_deg, 5, 89),
            ("light.softness_deg", light.softness_deg, 0.1, 60),
            ("light.fill", light.fill, 0, 1),
            ("light.warmth", light.warmth, -1, 1),
            ("light.level", light.level, 0.02, 4),
            ("pitch_deg", self.pitch_deg, 0, 85),
            ("shadow_intensity", self.shadow_intensity, 0, 2),
            ("light_match", self.light_match, 0, 1),
        ]


@dataclass(frozen=True)
class SetPlan(Plan):
    """A scene in a studio set."""

    kind = "sets"

    set_name: str
    set_by: str
    """What decided the set, as ``prompt.Understanding.set_by`` has it."""
    dress: Dress

    def check(self) -> None:
        """As of every plan, and of the dress."""
        super().check()
        dress = self.dress
        known = (
            self.set_by in ("words", "mood", "likeness", "request", "default")
            and dress.pattern in (None, *PATTERNS)
            and set(dress.refused_materials) <= materials().keys()
            and len(dress.refused_materials) <= len(materials())
        )
        if not known:
            raise unreadable()
        check_dress(DressWish(material=dress.material or ""))

    def ranges(self) -> list[tuple[str, float, float, float]]:
        """With the colours."""
        colours = [colour for colour in (self.dress.floor, self.dress.wall) if colour is not None]
        return super().ranges() + [("dress", channel, 0, 1) for colour in colours for channel in colour]


@dataclass(frozen=True)
class PaintedPlan(Plan):
    """A scene painted by a diffusion model."""

    kind = "diffusion"

    model: str
    revision: str
    weights_sha256: str
    words: str
    """The prompt, with what was wished in numbers put into words; the template is not in it."""
    plain_prompt: bool
    """Whether the words go to the text encoder without the template."""
    canvas_width: int
    """Size that was painted; the frame is resampled from it."""
    canvas_height: int
    steps: int
    guidance: float
    strength: float
    """Of the last pass: 1 paints from noise."""
    strategy: str
    """One of ``STRATEGIES``."""
    casts: bool
    """Whether a shadow is cast over the picture, beside what the model painted: where its kind or its numbers were asked for."""
    painted_seed: int
    """The seed of the try that was kept; ``seed`` is the one that was asked for."""
    in_english: bool = False
    """Whether the words are those of a Russian prompt in English, for a model that knows no Russian."""
    negative_words: str = ""
    """What takes the place of the negative prompt then; empty: the negative prompt itself."""
    style_sha256: str = ""
    """Of the picture whose style was wanted, ``Style.sha256``; empty: of none."""
    style_strength: float = 0.0
    """How much of it, where an adapter brings it in; else 0."""
    style_identity: str = ""
    """``PainterFacts.style_identity`` of what brought it in; empty without a style."""

    def check(self) -> None:
        """As of every plan, and of what the model is given."""
        super().check()
        names = (self.model, self.revision, self.weights_sha256, self.style_sha256, self.style_identity)
        long = any(len(name) > _MAX_NAME_CHARACTERS for name in names)
        wordy = max(len(self.words), len(self.negative_words)) > 2 * MAX_PROMPT_CHARACTERS + _MAX_NAME_CHARACTERS
        odd = self.canvas_width % SIDE_STEP_PX or self.canvas_height % SIDE_STEP_PX
        if (
            self.strategy not in STRATEGIES
            or long
            or wordy
            or odd
            or bool(self.style_sha256) != bool(self.style_identity)
        ):
            raise unreadable()

    def ranges(self) -> list[tuple[str, float, float, float]]:
        """With what the model is given."""
        return [
            *super().ranges(),
            ("painted_seed", self.painted_seed, 0, 2**64 - 1),
            ("canvas_width", self.canvas_width, MIN_CANVAS_PX, MAX_CANVAS_PX),
            ("canvas_height", self.canvas_height, MIN_CANVAS_PX, MAX_CANVAS_PX),
            ("steps", self.steps, 1, 1000),
            ("guidance", self.guidance, 0, 100),
            ("strength", self.strength, 0, 1),
            ("style_strength", self.style_strength, 0, 1),
        ]


def unreadable() -> InvalidArgument:
    """What a document is answered that is no plan."""
    return InvalidArgument("The manifest cannot be read. Send it as it was received.", field="manifest")
