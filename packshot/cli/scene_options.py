"""Options that describe a scene, for every command that makes some: one class says which there are, as typer shows them."""

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Annotated

import typer

from packshot.cli.wishes import placement_of, size_of, style_of
from packshot.client import Box, Dressing, Light, Shadow
from packshot.client.bounds import LARGEST_SEED, frame_of
from packshot.client.scene_wishes import SceneWishes
from packshot.client.words import POSITIONS, SHADOWS


@dataclass(frozen=True)
class SceneOptions:
    """What was typed about a scene, besides its prompt."""

    negative: Annotated[str, typer.Option(help="What the scene must not have, in words.")] = ""
    set_name: Annotated[
        str | None, typer.Option("--set", help="Studio set, see `packshot sets`. Default: by the words.")
    ] = None
    engine: Annotated[str, typer.Option(help="Engine, see `packshot engines`. Default: the first of them.")] = ""
    seed: Annotated[int | None, typer.Option(min=0, max=LARGEST_SEED, help="The same seed gives the same picture.")] = (
        None
    )
    size: Annotated[str | None, typer.Option(help="Pixels, such as 1024x1024.")] = None
    aspect: Annotated[str, typer.Option(help="Width to height, such as 4:5.")] = ""
    placement: Annotated[str | None, typer.Option(help="automatic, original, or x,y,width,height in pixels.")] = None
    padding: Annotated[float | None, typer.Option(min=0, max=0.45, help="Room at each side, automatic placement.")] = (
        None
    )
    position: Annotated[
        str | None, typer.Option(help=f"Where in the frame, automatic placement: {', '.join(POSITIONS)}.")
    ] = None
    scale: Annotated[
        float | None, typer.Option(min=0.05, max=1, help="Longer side of the product, share of the frame's shorter.")
    ] = None
    shadow: Annotated[str | None, typer.Option(help=f"Kind of shadow: {', '.join(SHADOWS)}.")] = None
    shadow_softness: Annotated[float | None, typer.Option(min=0, max=1, help="0 sharp to 1 very soft.")] = None
    shadow_intensity: Annotated[float | None, typer.Option(min=0, max=2, help="1 as the light makes it.")] = None
    shadow_direction: Annotated[
        float | None, typer.Option(min=-360, max=360, help="Where it falls: 0 away from the camera, 90 right.")
    ] = None
    shadow_spread: Annotated[float | None, typer.Option(min=0.2, max=3.7, help="In heights of the product.")] = None
    light_direction: Annotated[
        float | None, typer.Option(min=-360, max=360, help="Where it comes from: 0 behind, 90 right, degrees.")
    ] = None
    light_height: Annotated[float | None, typer.Option(min=15, max=80, help="Degrees.")] = None
    light_softness: Annotated[float | None, typer.Option(min=0, max=1, help="0 a bulb to 1 a wall of light.")] = None
    light_fill: Annotated[float | None, typer.Option(min=0, max=1, help="Share that comes from everywhere.")] = None
    light_temperature: Annotated[float | None, typer.Option(min=2000, max=12000, help="Kelvin.")] = None
    floor_color: Annotated[str, typer.Option(help="Of what the product stands on, #rrggbb.")] = ""
    wall_color: Annotated[str, typer.Option(help="Of what is behind it, #rrggbb.")] = ""
    material: Annotated[str, typer.Option(help="Of what it stands on, such as marble.")] = ""
    camera_pitch: Annotated[float | None, typer.Option(min=2, max=80, help="How far it looks down, degrees.")] = None
    light_match: Annotated[
        float, typer.Option(min=0, max=1, help="Bring the product into the light; 0 leaves every pixel.")
    ] = 0
    plain_prompt: Annotated[
        bool, typer.Option("--plain-prompt", help="To a diffusion model, say what --prompt says and no more.")
    ] = False
    style: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, readable=True, help="Picture whose style is wanted, of engines that paint."
        ),
    ] = None
    style_strength: Annotated[float | None, typer.Option(min=0.05, max=1, help="How much of that style.")] = None

    def wishes(self, roi: Box | None) -> SceneWishes:
        """The same as the client takes it. Raises ``Unusable``."""
        size = size_of(self.size)
        shadow = Shadow(
            self.shadow, self.shadow_softness, self.shadow_intensity, self.shadow_direction, self.shadow_spread
        )
        light = Light(
            self.light_direction, self.light_height, self.light_softness, self.light_fill, self.light_temperature
        )
        dressing = Dressing(self.floor_color, self.wall_color, self.material)
        return SceneWishes(
            roi=roi,
            negative_prompt=self.negative,
            engine=self.engine,
            set=self.set_name,
            seed=self.seed,
            size=size,
            aspect_ratio=self.aspect,
            placement=placement_of(
                self.placement, self.padding, frame_of(size, self.aspect), self.position, self.scale
            ),
            shadow=None if shadow == Shadow() else shadow,
            light=None if light == Light() else light,
            dressing=None if dressing == Dressing() else dressing,
            camera_pitch_deg=self.camera_pitch,
            light_match=self.light_match,
            plain_prompt=self.plain_prompt,
            style=style_of(self.style),
            style_strength=self.style_strength,
        )

    def said(self) -> list[str]:
        """The options that somebody typed, as they are typed."""
        typed = [field.name for field in fields(self) if getattr(self, field.name) != field.default]
        return [f"--{'set' if name == 'set_name' else name.replace('_', '-')}" for name in typed]
