"""What can be wished of a scene beside its prompt, with types, for ``scene`` and ``scenes`` alike."""

from collections.abc import Sequence
from typing import Any, TypedDict

from packshot.client.pictures import Photo
from packshot.client.results import Box
from packshot.client.run import OnPreview, OnProgress
from packshot.client.wishes import Dressing, Light, Placement, Shadow


class SceneWishes(TypedDict, total=False):
    """Every wish may be left out."""

    negative_prompt: str
    """What the scene must not have"""
    engine: str
    """By the name that ``engines`` gives; "" leaves the choice to Packshot."""
    set: str | None
    """By the name that ``sets`` gives; None: by the words"""
    seed: int | None
    """The same seed makes the same scene."""
    size: tuple[int, int] | None
    """Width and height in pixels"""
    aspect_ratio: str
    """Such as 4:5"""
    roi: Box | None
    """Only that part of the upright photo is looked at, in pixels"""
    placement: Placement | None
    shadow: Shadow | None
    light: Light | None
    dressing: Dressing | None
    camera_pitch_deg: float | None
    """How far the camera looks down, 2 to 80; None: read from the product"""
    light_match: float
    """How far the product is brought into the scene's light, 0 to 1; 0 leaves every pixel as it is."""
    plain_prompt: bool
    """The prompt goes to a diffusion model as it is, without photographic words added."""
    style: Photo | None
    """A picture whose style the scene is to have, a path or its bytes; at most 2 MB, for engines and models that take one"""
    style_strength: float | None
    """How much of it, 0.05 to 1; None: as Packshot has it"""
    layers: Sequence[str]
    """product, matte, shadow, scene: sent beside the result"""
    format: str
    """png, jpeg, webp, avif or raw"""
    quality: int
    """Of lossy formats, 1 to 100; 0: the format's default"""
    on_progress: OnProgress | None
    on_preview: OnPreview | None


def option_arguments(wishes: SceneWishes) -> dict[str, Any]:
    """The wishes as ``scene_options`` takes them, but for the picture of the style, which has to be read first.

    Raises ``TypeError`` for one that there is not.
    """
    unknown = wishes.keys() - SceneWishes.__annotations__.keys()
    if unknown:
        raise TypeError(
            f"There is no wish {sorted(unknown)[0]!r}. There are: {', '.join(SceneWishes.__annotations__)}."
        )
    arguments = {
        name: value for name, value in wishes.items() if name not in ("roi", "style") and not name.startswith("on_")
    }
    arguments["set_name"] = arguments.pop("set", None)
    return arguments
