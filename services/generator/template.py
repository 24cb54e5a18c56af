"""The words that a diffusion model is given: the caller's, what was wished in numbers, and how a photographer would go on.

Models paint what their captions spoke of, and captions of product photographs speak of light, lens and surface. The caller's words
come first: text encoders cut off what is long (CLIP after 77 tokens). Must not know models.
"""

from services.generator.light import Light
from services.generator.plan import PaintedPlan
from services.generator.scene import SceneRequest
from services.generator.words.colours import COLOURS
from services.generator.words.naming import hex_colour

_PHOTOGRAPH = (
    "professional product photograph, realistic light and contact shadow, sharp focus on the product, fine detail"
)
_EMPTY = (
    "empty scene with room for a product in the middle, professional product photograph, realistic light, fine detail"
)
_NEVER = "text, watermark, logo, frame, drawing, illustration, deformed, blurry, low quality"
_NO_MORE = "second product, extra parts, duplicate"
_NO_PRODUCT = "product, bottle, jar, box, package, person, hands"
_AS_REFERENCE = "in the style of the reference picture"
"""To a model that looks at the picture of a style as at any other, which it would else take for something to be shown."""
_NAMES = {name: rgb for name, rgb in COLOURS.items() if name.isascii()}


def in_words(request: SceneRequest, pitch_deg: float, light: Light, *, casts: bool, prompt: str = "") -> str:
    """The prompt of a request with what it says in numbers: ``PaintedPlan.words``. With ``plain_prompt`` the prompt alone.

    ``prompt`` takes the place of the request's own where it is said in other words.
    """
    if request.plain_prompt:
        return request.prompt
    dress, wish = request.dress, request.light
    said = [
        f"{request.dress.material} surface" if dress.material else "",
        f"{_name(dress.floor_color)} ground" if dress.floor_color else "",
        f"{_name(dress.wall_color)} background" if dress.wall_color else "",
        _direction(light) if casts or wish.direction_deg is not None else "",
        _hardness(light) if casts or wish.softness is not None else "",
        _warmth(light) if wish.temperature_k is not None else "",
        _view(pitch_deg),
    ]
    return ", ".join([prompt or request.prompt.strip(), *filter(None, said)])


def around(plan: PaintedPlan) -> tuple[str, str]:
    """Prompt and negative prompt for painting around the product."""
    return _worded(plan, _PHOTOGRAPH, _NO_MORE)


def empty(plan: PaintedPlan) -> tuple[str, str]:
    """Prompt and negative prompt for the scene without the product."""
    return _worded(plan, _EMPTY, _NO_PRODUCT)


def _worded(plan: PaintedPlan, praise: str, refused: str) -> tuple[str, str]:
    if plan.plain_prompt:
        return plan.words, plan.negative_prompt
    shadow = "shadow" if plan.shadow == "none" else ""
    negative = [plan.negative_words or plan.negative_prompt.strip(), shadow, refused, _NEVER]
    words = [plan.words, _AS_REFERENCE if plan.style_identity.startswith("reference") else "", praise]
    return ", ".join(filter(None, words)), ", ".join(filter(None, negative))


def _view(pitch_deg: float) -> str:
    if pitch_deg < 12:
        return "seen at eye level"
    return "seen from slightly above" if pitch_deg < 45 else "flat lay, seen from above"


def _direction(light: Light) -> str:
    azimuth = (light.azimuth_deg + 180) % 360 - 180
    if abs(azimuth) < 30:
        return "light from behind"
    if abs(azimuth) > 150:
        return "light from the front"
    return "light from the right" if azimuth > 0 else "light from the left"


def _hardness(light: Light) -> str:
    return "hard light, sharp shadows" if light.softness_deg < 4 else "soft light, soft shadows"


def _warmth(light: Light) -> str:
    if abs(light.warmth) < 0.15:
        return "neutral light"
    return "warm light" if light.warmth > 0 else "cool light"


def _name(colour: str) -> str:
    """What a colour ``#rrggbb`` is called, nearly."""
    rgb = hex_colour(colour)
    if rgb is None:
        return colour
    return min(_NAMES, key=lambda name: sum((a - b) ** 2 for a, b in zip(_NAMES[name], rgb, strict=True)))
