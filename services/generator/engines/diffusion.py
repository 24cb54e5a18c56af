"""Scenes painted by a diffusion model around the product: any scene that words can say, on a model server.

The model never decides a pixel of the product. It paints around a copy of it, at its own size; the product's own pixels are put
over what comes back, and what the model drew onto it is measured by ``outgrowth``.
"""

from dataclasses import replace
from typing import Any

import numpy as np

from mesh.errors import InvalidArgument
from mesh.seeds import new_seed
from services.generator.arrays import Bytes
from services.generator.canvas import canvas_size, lay
from services.generator.cast import cast_shadow
from services.generator.compose import compose, quantise, shade
from services.generator.drift import MAX_OUTGROWTH, DriftReport, measure_drift
from services.generator.errors import ProductAltered, StyleUnsupported
from services.generator.layers import darkness, on_frame
from services.generator.light import Light
from services.generator.manifest import check_origin
from services.generator.outgrowth import measure_outgrowth
from services.generator.painter import ModelServer, PainterFacts
from services.generator.placement import Placed, find_box, frame_size, place
from services.generator.plan import PaintedPlan, Plan, unreadable
from services.generator.progress import Progress
from services.generator.prompt import Understanding, check_set, read_light, set_light
from services.generator.relight import relit
from services.generator.render.noise import streams
from services.generator.render.stage import Stage
from services.generator.scene import Cutout, Scene, SceneRequest, SetInfo, Watch
from services.generator.standing import camera_pitch_deg, stand
from services.generator.strategy import BAND_STRENGTH, paint
from services.generator.studio import Backdrop, Framing, Plane, coarse_surface
from services.generator.style import DEFAULT_STRENGTH, Style
from services.generator.style import FIELD as STYLE_FIELD
from services.generator.template import in_words
from services.generator.wishes import ShadowWish, lit_as_wished
from services.generator.words.english import English, in_english, is_mostly_russian

_FRAMING = Framing(foot=0.78, size=0.55)
_LIGHT = Light(-60.0, 50.0, 12.0, 0.38)
"""A softbox from the side, where the words say nothing of light."""
_NO_WALL_Z = 1000.0
_BEFORE, _AFTER = ("stance",), ("shadow", "compose", "drift", "outgrowth")


class DiffusionEngine:
    """Paints scenes with the diffusion model of a model server."""

    name = "diffusion"
    version = "1.0"
    description = (
        "Scenes from words, painted around the product by a diffusion model; the product's own pixels are put back."
    )
    rank = 50
    remote = True
    takes_style = True

    def __init__(self, server: ModelServer) -> None:
        self._painter, self._finder = server.painter, server.finder
        self._device = ""

    @property
    def device(self) -> str:
        """What the model runs on, once it has said so."""
        return self._device

    def sets(self) -> tuple[SetInfo, ...]:
        """None: whatever the words say."""
        return ()

    async def check(self) -> None:
        """Raises why the model cannot paint now."""
        facts = await self._painter.check()
        if facts is not None:
            self._device = facts.device

    def generate(self, cutout: Cutout, request: SceneRequest, watch: Watch) -> Scene:
        """Decide everything that is open, and paint it; where the scene goes on with the product, paint it again."""
        watch.check()
        facts = self._painter.facts(watch.check)
        check_style(request, facts)
        plan, placed = self._resolve(cutout, request, facts)
        progress = Progress(watch)
        outgrowths = []
        for tried in _tries(plan):
            scene = self._paint(placed, tried, facts, progress, request.style)
            if scene.drift.passed:
                return scene
            outgrowths.append(scene.drift.outgrowth)
        raise _altered(scene.drift, outgrowths)

    def generate_again(self, cutout: Cutout, plan: Plan, watch: Watch, style: Style | None = None) -> Scene:
        """Paint a plan once more, the try that was kept. Raises ``InvalidArgument`` also where another model is served now."""
        check_origin(plan, self.name, self.version, cutout.sha256)
        if not isinstance(plan, PaintedPlan):
            raise unreadable()
        facts = self._painter.facts(watch.check)
        if facts.identity != (plan.model, plan.revision, plan.weights_sha256):
            raise InvalidArgument(
                f"The manifest is of the model {plan.model} in revision {plan.revision}; {facts.model} in revision "
                f"{facts.revision} is served here, which makes other pixels. Make the scene anew.",
                field="manifest",
            )
        if plan.style_identity not in ("", facts.style_identity):
            raise InvalidArgument(
                "The manifest is of a scene whose style was brought in by other weights than are served here, which makes other "
                "pixels. Make the scene anew.",
                field="manifest",
            )
        scene = self._paint(place(cutout.colours, cutout.matte, plan.box), plan, facts, Progress(watch), style)
        if not scene.drift.passed:
            raise _altered(scene.drift, [scene.drift.outgrowth])
        return scene

    def _resolve(self, cutout: Cutout, request: SceneRequest, facts: PainterFacts) -> tuple[PaintedPlan, Placed]:
        request.check()
        check_set(request.set_name, ())
        frame = frame_size(request.width, request.height, request.aspect_ratio)
        box = find_box(cutout.matte, frame, request.placement, _FRAMING)
        placed = place(cutout.colours, cutout.matte, box)
        pitch = camera_pitch_deg(request.camera_pitch_deg, placed, frame)
        said = read_light(request.prompt, request.negative_prompt)
        light = lit_as_wished(set_light(_LIGHT, said.light), request.light, request.shadow)
        casts = _casts(request.shadow)
        seed = new_seed() if request.seed is None else request.seed
        canvas = canvas_size(frame, facts.native_px, facts.max_pixels)
        said_in = _english(request.prompt, request, facts)
        plan = PaintedPlan(
            engine=self.name,
            engine_version=self.version,
            seed=seed,
            width=frame[0],
            height=frame[1],
            prompt=request.prompt,
            negative_prompt=request.negative_prompt,
            placement=request.placement.mode,
            box=box,
            light=light,
            pitch_deg=pitch,
            shadow=request.shadow.mode,
            shadow_intensity=1.0 if request.shadow.intensity is None else request.shadow.intensity,
            light_match=request.light_match,
            safe=False,
            product_sha256=cutout.sha256,
            model=facts.model,
            revision=facts.revision,
            weights_sha256=facts.weights_sha256,
            words=in_words(request, pitch, light, casts=casts, prompt=said_in.text),
            plain_prompt=request.plain_prompt,
            canvas_width=canvas[0],
            canvas_height=canvas[1],
            steps=facts.steps,
            guidance=facts.guidance,
            strength=1.0,
            strategy="around",
            casts=casts,
            painted_seed=seed,
            in_english=bool(said_in.text),
            negative_words=_english(request.negative_prompt, request, facts).text,
            **_styled(request, facts),
        )
        return plan, placed

    def _paint(
        self, placed: Placed, plan: PaintedPlan, facts: PainterFacts, progress: Progress, style: Style | None
    ) -> Scene:
        """One try, with its drift report."""
        progress.expect(len(_BEFORE) + plan.steps + len(_AFTER))
        progress.step("stance")
        product = relit(placed, plan.light, plan.light_match)
        layer = on_frame(product, plan)
        canvas = lay(layer, (plan.canvas_width, plan.canvas_height))
        painted = paint(canvas, plan, self._painter, facts, progress, style.pixels if style else None)
        progress.step("shadow")
        shadow = _shadow(painted.picture, placed, plan, progress)
        progress.step("compose")
        scene = shade(painted.picture, shadow) if plan.casts else painted.picture
        result = compose(scene, product.colours, product.matte, plan.box.x, plan.box.y)
        progress.preview(result)
        progress.step("drift")
        drift = measure_drift(result, scene, product, placed if plan.light_match else None)
        progress.step("outgrowth")
        before = None if painted.empty is None else self._finder.find(painted.empty, progress.check)
        found = self._finder.find(result, progress.check)
        drift = replace(drift, outgrowth=measure_outgrowth(found, layer[..., 3], before))
        return Scene(result, scene, darkness(shadow), layer, plan, _understood(plan), drift)


def connect(server: ModelServer) -> DiffusionEngine:
    """The engine on a model server."""
    return DiffusionEngine(server)


def check_style(request: SceneRequest, facts: PainterFacts) -> None:
    """Raises ``StyleUnsupported`` where the model takes no style, ``InvalidArgument`` where it takes one but no strength."""
    if request.style is None or facts.style == "adapter":
        return
    if not facts.style:
        raise StyleUnsupported(
            f"The model {facts.model} that is served here takes no style from a picture. Leave the picture of the style out, or "
            "have the operator serve a model that takes one (PACKSHOT_DIFFUSION_STYLE).",
            engine="diffusion",
            model=facts.model,
            field=STYLE_FIELD,
        )
    if request.style_strength is not None:
        raise InvalidArgument(
            f"The model {facts.model} takes the picture of the style as a whole. Leave `style_strength` out.",
            field="style_strength",
        )


def _english(text: str, request: SceneRequest, facts: PainterFacts) -> English:
    """A Russian prompt in English for a model that knows no Russian; empty where it is given as it is."""
    wanted = facts.english_only and not request.plain_prompt and is_mostly_russian(text)
    return in_english(text) if wanted else English("", ())


def _understood(plan: PaintedPlan) -> Understanding:
    """What was made of the light's words, and of a Russian prompt what was left out of the English one."""
    found = read_light(plan.prompt, plan.negative_prompt)
    left_out = in_english(plan.prompt).left_out if plan.in_english else ()
    left_out += in_english(plan.negative_prompt).left_out if plan.negative_words else ()
    return replace(found, not_understood=left_out)


def _styled(request: SceneRequest, facts: PainterFacts) -> dict[str, Any]:
    """What the plan says of the style; as it travels, in single precision."""
    if request.style is None:
        return {}
    strength = DEFAULT_STRENGTH if request.style_strength is None else request.style_strength
    return {
        "style_sha256": request.style.sha256,
        "style_strength": float(np.float32(strength)) if facts.style == "adapter" else 0.0,
        "style_identity": facts.style_identity,
    }


def _tries(plan: PaintedPlan) -> tuple[PaintedPlan, ...]:
    """The plan; the same with other chance; the empty scene first."""
    (chance,) = streams(plan.seed, "another try")
    return (
        plan,
        replace(plan, painted_seed=int(chance.integers(2**53))),
        replace(plan, strategy="scene_first", strength=BAND_STRENGTH),
    )


def _casts(wish: ShadowWish) -> bool:
    """Whether a shadow is cast over the painted picture: natural is what the model painted, unless it is turned by a number."""
    numbers = (wish.softness, wish.intensity, wish.direction_deg, wish.spread)
    return wish.mode != "none" and (wish.mode != "natural" or any(number is not None for number in numbers))


def _shadow(picture: Bytes, placed: Placed, plan: PaintedPlan, progress: Progress) -> Bytes:
    """The layer of the shadow that is cast over the picture, (H, W, 3) uint8, 255 where none falls: on an open floor, since the
    scene's own is not known."""
    if not plan.casts:
        return np.full((plan.height, plan.width, 3), 255, np.uint8)
    standing = stand(placed, plan)
    floor = coarse_surface(standing.camera, Stage(bend_z=_NO_WALL_Z), plan.light)
    (dither,) = streams(plan.seed, "shadow")
    backdrop = Backdrop(picture, (Plane(None, floor, 0.0),))
    return quantise(cast_shadow(backdrop, placed, standing, plan, progress.watch), dither)


def _altered(drift: DriftReport, outgrowths: list[float | None]) -> ProductAltered:
    tried = ", ".join(f"{share or 0:.0%}" for share in outgrowths)
    return ProductAltered(
        f"The model went on with the product beyond its edge ({tried} of its area; {MAX_OUTGROWTH:.0%} is the most), so the "
        "picture was withheld. Try another seed or other words, or the engine 'sets'.",
        max_difference=drift.max_difference,
        grown_pixels=drift.grown_pixels,
        edge_fringe=round(drift.edge_fringe, 2),
        outgrowth=", ".join(f"{share or 0:.3f}" for share in outgrowths),
        tries=len(outgrowths),
    )
