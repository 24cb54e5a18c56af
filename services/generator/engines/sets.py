"""The built-in engine: studio sets made by code. No weights, no GPU, the same pixels every time."""

import secrets
from functools import cache

import cv2
import numpy as np

from mesh.errors import InvalidArgument
from mesh.plugins import discover
from services.generator import prompt as words
from services.generator.arrays import Bytes, Field
from services.generator.colour import luminance
from services.generator.compose import compose, quantise, shade
from services.generator.contact import darken_contact
from services.generator.drift import measure_drift
from services.generator.errors import ProductAltered
from services.generator.light import Light
from services.generator.manifest import Plan
from services.generator.placement import Placed, find_box, frame_size, place
from services.generator.prompt import Understanding, set_light, understand
from services.generator.render.camera import Camera
from services.generator.render.noise import streams
from services.generator.scene import Cutout, Scene, SceneRequest, SetInfo, Watch
from services.generator.shadow import PlaneMap, multiplier, reaches, throw
from services.generator.solid import Slice, Solid, build_solid
from services.generator.stance import read_stance
from services.generator.studio import Backdrop, Dress, StudioSet, View
from services.generator.words.stems import stem, tokens

_BEFORE, _AFTER = ("stance",), ("shadow", "compose", "drift")
_PREVIEW_PX = 256


@cache
def studio_sets() -> tuple[StudioSet, ...]:
    """Every set of every family in ``sets/``."""
    return tuple(studio_set for module in discover("services.generator.sets") for studio_set in module.SETS)


class SetsEngine:
    """Puts the product into one of the studio sets."""

    name = "sets"
    version = "1.1"
    description = "Photographic studio sets made by code: no weights, same pixels every time, runs on any CPU."
    device = "cpu"
    rank = 100

    def sets(self) -> tuple[SetInfo, ...]:
        """All sets."""
        return tuple(SetInfo(s.name, s.summary, s.words) for s in studio_sets())

    def generate(self, cutout: Cutout, request: SceneRequest, watch: Watch) -> Scene:
        """Read the words, decide everything that is open, and render it."""
        watch.check()
        plan, understanding, placed = self._resolve(cutout, request)
        return self._render(placed, plan, understanding, watch)

    def generate_again(self, cutout: Cutout, plan: Plan, watch: Watch) -> Scene:
        """Render a plan once more."""
        if (plan.engine, plan.engine_version) != (self.name, self.version):
            raise InvalidArgument(
                f"The manifest is of engine {plan.engine} {plan.engine_version}; here is {self.name} {self.version}, "
                "which makes other pixels. Make the scene anew.",
                field="manifest",
            )
        if plan.product_sha256 != cutout.sha256:
            raise InvalidArgument(
                "The manifest belongs to another product picture. Send the one it names.", field="manifest"
            )
        understanding = understand(plan.prompt, plan.negative_prompt, studio_sets(), plan.set_name)
        return self._render(place(cutout.colours, cutout.matte, plan.box), plan, understanding, watch)

    def resolve(self, cutout: Cutout, request: SceneRequest) -> Plan:
        """Everything that the request leaves open, decided."""
        return self._resolve(cutout, request)[0]

    def _resolve(self, cutout: Cutout, request: SceneRequest) -> tuple[Plan, Understanding, Placed]:
        understanding = understand(request.prompt, request.negative_prompt, studio_sets(), request.set_name)
        studio_set = _named(understanding.set_name)
        width, height = frame_size(request.width, request.height, request.aspect_ratio)
        box = find_box(cutout.matte, (width, height), request.placement, studio_set.framing)
        seed = secrets.randbits(53) if request.seed is None else request.seed
        (chance,) = streams(seed, "light")
        light = studio_set.settle(set_light(studio_set.light(chance), understanding.light))
        placed = place(cutout.colours, cutout.matte, box)
        pitch = read_stance(placed.matte, box.x, box.y).pitch_deg
        plan = Plan(
            self.name, self.version, studio_set.name, understanding.set_by, seed, width, height,
            request.prompt, request.negative_prompt, request.placement.mode, box, light, dress(understanding), pitch, cutout.sha256,
        )  # fmt: skip
        return plan, understanding, placed

    def _render(self, placed: Placed, plan: Plan, understanding: Understanding, watch: Watch) -> Scene:
        studio_set = _named(plan.set_name)
        watch.begin(len(_BEFORE) + len(studio_set.steps) + len(_AFTER))
        watch.step("stance")
        stance = read_stance(placed.matte, plan.box.x, plan.box.y, plan.pitch_deg)
        camera = _camera(plan, stance.lowest.row)
        solid = build_solid(placed.matte, plan.box.x, plan.box.y, stance, camera)
        backdrop = studio_set.build(
            View(
                camera,
                solid,
                plan.light,
                plan.dress,
                plan.seed,
                float(plan.box.y),
                watch.step,
                watch.check,
                placed,
                stance,
                frozenset(stem(token.word) for token in tokens(plan.prompt)),
            )
        )
        watch.preview(_preview(backdrop.picture, placed))
        watch.step("shadow")
        (dither,) = streams(plan.seed, "shadow")
        factor = _shadow(backdrop, solid, plan.light, camera, watch)
        darken_contact(factor, placed.matte, plan.box.x, plan.box.y, stance, camera)
        layer = quantise(factor, dither)
        watch.step("compose")
        scene = shade(backdrop.picture, layer)
        result = compose(scene, placed.colours, placed.matte, plan.box.x, plan.box.y)
        watch.preview(_preview(result, None))
        watch.step("drift")
        drift = measure_drift(result, scene, placed)
        if not drift.passed:
            raise ProductAltered(
                "The product would not have come out untouched, so the picture was withheld. Please report it with the request id."
            )
        return Scene(result, scene, _darkness(layer), _on_frame(placed, plan), plan, understanding, drift)


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


def _camera(plan: Plan, foot_row: float) -> Camera:
    """A camera that sees the product as it was seen; sets scale with the product, within limits."""
    frame = min(plan.width, plan.height)
    unit = float(np.clip(max(plan.box.width, plan.box.height), 0.35 * frame, 0.9 * frame))
    foot = (plan.box.x + plan.box.width / 2, foot_row)
    return Camera(plan.width, plan.height, plan.pitch_deg, foot, unit)


def _shadow(backdrop: Backdrop, solid: Solid, light: Light, camera: Camera, watch: Watch) -> Field:
    """The product's shadow on all planes of the set, back to front; (H, W, 3) float32 factor."""
    total = np.ones((camera.height, camera.width, 3), np.float32)
    maps: dict[tuple[float, tuple[Slice, ...]], PlaneMap] = {}
    for plane in backdrop.planes:
        watch.check()
        area = total[plane.window] if plane.window else total
        if not area.size:
            continue
        if plane.coverage is not None and not reaches(solid, plane.surface, light, plane.level):
            area += (1 - area) * plane.coverage[..., None]  # it hides what lies in shadow behind it
            continue
        key = (plane.level, plane.blocks)
        if key not in maps:
            maps[key] = throw(solid, light, camera, plane.level, plane.blocks)
        coarse = multiplier(plane.surface, maps[key], light, plane.base, plane.strength)
        layer = cv2.resize(coarse, (area.shape[1], area.shape[0]), interpolation=cv2.INTER_LINEAR)
        if plane.coverage is None:
            area[:] = layer
        else:
            area += (layer - area) * plane.coverage[..., None]
    return total


def _darkness(layer: Bytes) -> Bytes:
    """The shadow as one channel: how much it takes away."""
    weights = np.array([luminance((1, 0, 0)), luminance((0, 1, 0)), luminance((0, 0, 1))], np.float32)
    return 255 - np.clip(cv2.transform(layer, weights[None, :]), 0, 255).astype(np.uint8)


def _on_frame(placed: Placed, plan: Plan) -> Bytes:
    """The placed product on an empty frame, (H, W, 4) uint8."""
    frame = np.zeros((plan.height, plan.width, 4), np.uint8)
    box = placed.box
    rows = slice(max(0, box.y), max(0, min(plan.height, box.y + box.height)))
    columns = slice(max(0, box.x), max(0, min(plan.width, box.x + box.width)))
    if rows.start < rows.stop and columns.start < columns.stop:
        own = (slice(rows.start - box.y, rows.stop - box.y), slice(columns.start - box.x, columns.stop - box.x))
        frame[rows, columns, :3] = placed.colours[own]
        frame[rows, columns, 3] = placed.matte[own]
    return frame


def _preview(picture: Bytes, placed: Placed | None) -> Bytes:
    """At most 256 px a side; with the product when it is given."""
    scale = min(1.0, _PREVIEW_PX / max(picture.shape[:2]))
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small: Bytes = cv2.resize(picture, size, interpolation=cv2.INTER_AREA)
    if placed is None:
        return small
    box = placed.box
    own = (max(1, round(box.width * scale)), max(1, round(box.height * scale)))
    colours = cv2.resize(placed.colours, own, interpolation=cv2.INTER_AREA)
    matte = cv2.resize(placed.matte, own, interpolation=cv2.INTER_AREA)
    return compose(small, colours, matte, round(box.x * scale), round(box.y * scale))


ENGINE = SetsEngine()
