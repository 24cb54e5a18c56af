"""The built-in engine: studio sets made by code. No weights, no GPU, the same pixels every time."""

from dataclasses import replace
from functools import cache

from mesh.errors import InvalidArgument
from mesh.plugins import discover
from mesh.seeds import new_seed
from services.generator import prompt as words
from services.generator.cast import cast_shadow
from services.generator.compose import compose, quantise, shade
from services.generator.drift import measure_drift
from services.generator.errors import ProductAltered
from services.generator.layers import darkness, on_frame, preview
from services.generator.manifest import check_origin
from services.generator.placement import Placed, find_box, frame_size, place
from services.generator.plan import Plan, SetPlan, unreadable
from services.generator.prompt import Understanding, set_light, understand
from services.generator.relight import relit
from services.generator.render.noise import streams
from services.generator.scene import Cutout, Scene, SceneRequest, SetInfo, Watch
from services.generator.standing import camera_pitch_deg, stand
from services.generator.studio import Dress, StudioSet, View
from services.generator.style import Style
from services.generator.wishes import dressed_as_wished, lit_as_wished
from services.generator.words.stems import stem, tokens

_BEFORE, _AFTER = ("stance",), ("shadow", "compose", "drift")


@cache
def studio_sets() -> tuple[StudioSet, ...]:
    """Every set of every family in ``sets/``."""
    return tuple(studio_set for module in discover("services.generator.sets") for studio_set in module.SETS)


class SetsEngine:
    """Puts the product into one of the studio sets."""

    name = "sets"
    version = "2.0"
    description = "Photographic studio sets made by code: no weights, same pixels every time, runs on any CPU."
    device = "cpu"
    rank = 100
    remote = False
    takes_style = False

    async def check(self) -> None:
        """Always there."""

    def sets(self) -> tuple[SetInfo, ...]:
        """All sets."""
        return tuple(SetInfo(s.name, s.summary, s.words) for s in studio_sets())

    def generate(self, cutout: Cutout, request: SceneRequest, watch: Watch) -> Scene:
        """Read the words, decide everything that is open, and render it."""
        watch.check()
        plan, understanding, placed = self._resolve(cutout, request)
        return self._proven(placed, plan, understanding, watch)

    def generate_again(self, cutout: Cutout, plan: Plan, watch: Watch, style: Style | None = None) -> Scene:
        """Render a plan once more."""
        check_origin(plan, self.name, self.version, cutout.sha256)
        if not isinstance(plan, SetPlan):
            raise unreadable()
        understanding = understand(plan.prompt, plan.negative_prompt, studio_sets(), plan.set_name)
        return self._proven(place(cutout.colours, cutout.matte, plan.box), plan, understanding, watch)

    def resolve(self, cutout: Cutout, request: SceneRequest) -> SetPlan:
        """Everything that the request leaves open, decided."""
        return self._resolve(cutout, request)[0]

    def _resolve(self, cutout: Cutout, request: SceneRequest) -> tuple[SetPlan, Understanding, Placed]:
        request.check()
        understanding = understand(request.prompt, request.negative_prompt, studio_sets(), request.set_name)
        studio_set = _named(understanding.set_name)
        width, height = frame_size(request.width, request.height, request.aspect_ratio)
        box = find_box(cutout.matte, (width, height), request.placement, studio_set.framing)
        seed = new_seed() if request.seed is None else request.seed
        (chance,) = streams(seed, "light")
        light = studio_set.settle(set_light(studio_set.light(chance), understanding.light))
        placed = place(cutout.colours, cutout.matte, box)
        pitch = camera_pitch_deg(request.camera_pitch_deg, placed, (width, height))
        plan = SetPlan(
            engine=self.name,
            engine_version=self.version,
            set_name=studio_set.name,
            set_by=understanding.set_by,
            seed=seed,
            width=width,
            height=height,
            prompt=request.prompt,
            negative_prompt=request.negative_prompt,
            placement=request.placement.mode,
            box=box,
            light=lit_as_wished(light, request.light, request.shadow),
            dress=dressed_as_wished(dress(understanding), request.dress),
            pitch_deg=pitch,
            shadow=request.shadow.mode,
            shadow_intensity=1.0 if request.shadow.intensity is None else request.shadow.intensity,
            light_match=request.light_match,
            safe=False,
            product_sha256=cutout.sha256,
        )
        return plan, understanding, placed

    def _proven(self, placed: Placed, plan: SetPlan, understanding: Understanding, watch: Watch) -> Scene:
        """The scene, made again with the safe settings where its drift report does not pass. Raises ``ProductAltered``."""
        scene = self._render(placed, plan, understanding, watch)
        if not scene.drift.passed and not plan.safe:
            safe = replace(plan, shadow="natural", shadow_intensity=1.0, light_match=0.0, safe=True)
            scene = self._render(placed, safe, understanding, watch)
        if not scene.drift.passed:
            raise ProductAltered(
                "The product would not have come out untouched, twice, so the picture was withheld. "
                "Try another set or placement, and report it with the request id.",
                max_difference=scene.drift.max_difference,
                grown_pixels=scene.drift.grown_pixels,
                edge_fringe=round(scene.drift.edge_fringe, 2),
            )
        return scene

    def _render(self, placed: Placed, plan: SetPlan, understanding: Understanding, watch: Watch) -> Scene:
        studio_set = _named(plan.set_name)
        watch.begin(len(_BEFORE) + len(studio_set.steps) + len(_AFTER))
        watch.step("stance")
        standing = stand(placed, plan)
        product = relit(placed, plan.light, plan.light_match)
        backdrop = studio_set.build(
            View(
                standing.camera,
                standing.solid,
                plan.light,
                plan.dress,
                plan.seed,
                float(plan.box.y),
                watch.step,
                watch.check,
                product,
                standing.ground,
                frozenset(stem(token.word) for token in tokens(plan.prompt)),
            )
        )
        watch.preview(preview(backdrop.picture, product))
        watch.step("shadow")
        (dither,) = streams(plan.seed, "shadow")
        layer = quantise(cast_shadow(backdrop, placed, standing, plan, watch), dither)
        watch.step("compose")
        scene = shade(backdrop.picture, layer)
        result = compose(scene, product.colours, product.matte, plan.box.x, plan.box.y)
        watch.preview(preview(result, None))
        watch.step("drift")
        drift = measure_drift(result, scene, product, placed if plan.light_match else None)
        return Scene(result, scene, darkness(layer), on_frame(product, plan), plan, understanding, drift)


def _named(name: str) -> StudioSet:
    """A set by its name; raises ``InvalidArgument`` listing those there are."""
    for studio_set in studio_sets():
        if studio_set.name == name:
            return studio_set
    known = ", ".join(studio_set.name for studio_set in studio_sets())
    raise InvalidArgument(f"There is no set '{name[:60]}'. The sets are: {known}.", field="set", known=known)


def dress(understanding: Understanding) -> Dress:
    """Give the colours found to floor and wall: first those whose place was said, then the set's own habit."""
    places: dict[str, words.NamedColour] = {}
    for colour in understanding.colours:
        if colour.place and colour.place not in places:
            places[colour.place] = colour
    free = [colour for colour in understanding.colours if colour not in places.values()]
    habit = ("floor", "wall") if _named(understanding.set_name).first_colour == "floor" else ("wall", "floor")
    for place_name in habit:
        if place_name not in places and free:
            places[place_name] = free.pop(0)
    floor, wall = places.get("floor"), places.get("wall")
    material = understanding.materials[0] if understanding.materials else None
    return Dress(
        floor.light if floor else next((light for _, light in understanding.kinds), None),
        wall.light if wall else None,
        material,
        understanding.refused_materials,
        understanding.pattern,
    )


ENGINE = SetsEngine()
