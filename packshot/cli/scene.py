"""The command that puts products into scenes."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from packshot.cli.batch import Batch, Done, OnStep, facts_of
from packshot.cli.notices import notices_of
from packshot.cli.options import (
    DEFAULT_ADDRESS,
    Address,
    Format,
    Json,
    Key,
    Output,
    Parallel,
    Photos,
    Quality,
    Roi,
    RootCertificates,
    Timeout,
    Tls,
)
from packshot.cli.session import connected, usable
from packshot.cli.targets import (
    SUFFIX_OF_FORMAT,
    check_stdout,
    check_targets,
    choose_format,
    choose_targets,
    need_parent,
    numbered,
)
from packshot.cli.wishes import box_of, check_again, manifest_of, placement_of, size_of, style_of
from packshot.cli.writing import write
from packshot.client import Dressing, Light, Packshot, Shadow
from packshot.client.bounds import LARGEST_SEED, frame_of
from packshot.client.scene_wishes import SceneWishes
from packshot.client.words import POSITIONS, SHADOWS

SCENE_LAYERS = ("product", "matte", "shadow", "scene")


def scene(
    photos: Photos,
    prompt: Annotated[str | None, typer.Option("--prompt", "-p", help="The scene in words.")] = None,
    output: Output = None,
    negative: Annotated[str, typer.Option(help="What the scene must not have, in words.")] = "",
    set_name: Annotated[
        str | None, typer.Option("--set", help="Studio set, see `packshot sets`. Default: by the words.")
    ] = None,
    engine: Annotated[str, typer.Option(help="Engine, see `packshot engines`. Default: the first of them.")] = "",
    seed: Annotated[
        int | None, typer.Option(min=0, max=LARGEST_SEED, help="The same seed gives the same picture.")
    ] = None,
    roi: Roi = None,
    size: Annotated[str | None, typer.Option(help="Pixels, such as 1024x1024.")] = None,
    aspect: Annotated[str, typer.Option(help="Width to height, such as 4:5.")] = "",
    placement: Annotated[str | None, typer.Option(help="automatic, original, or x,y,width,height in pixels.")] = None,
    padding: Annotated[
        float | None, typer.Option(min=0, max=0.45, help="Room at each side, automatic placement.")
    ] = None,
    position: Annotated[
        str | None, typer.Option(help=f"Where in the frame, automatic placement: {', '.join(POSITIONS)}.")
    ] = None,
    scale: Annotated[
        float | None, typer.Option(min=0.05, max=1, help="Longer side of the product, share of the frame's shorter.")
    ] = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=4, help="Scenes, each with the next seed.")] = 1,
    shadow: Annotated[str | None, typer.Option(help=f"Kind of shadow: {', '.join(SHADOWS)}.")] = None,
    shadow_softness: Annotated[float | None, typer.Option(min=0, max=1, help="0 sharp to 1 very soft.")] = None,
    shadow_intensity: Annotated[float | None, typer.Option(min=0, max=2, help="1 as the light makes it.")] = None,
    shadow_direction: Annotated[
        float | None, typer.Option(min=-360, max=360, help="Where it falls: 0 away from the camera, 90 right.")
    ] = None,
    shadow_spread: Annotated[float | None, typer.Option(min=0.2, max=3.7, help="In heights of the product.")] = None,
    light_direction: Annotated[
        float | None, typer.Option(min=-360, max=360, help="Where it comes from: 0 behind, 90 right, degrees.")
    ] = None,
    light_height: Annotated[float | None, typer.Option(min=15, max=80, help="Degrees.")] = None,
    light_softness: Annotated[float | None, typer.Option(min=0, max=1, help="0 a bulb to 1 a wall of light.")] = None,
    light_fill: Annotated[float | None, typer.Option(min=0, max=1, help="Share that comes from everywhere.")] = None,
    light_temperature: Annotated[float | None, typer.Option(min=2000, max=12000, help="Kelvin.")] = None,
    floor_color: Annotated[str, typer.Option(help="Of what the product stands on, #rrggbb.")] = "",
    wall_color: Annotated[str, typer.Option(help="Of what is behind it, #rrggbb.")] = "",
    material: Annotated[str, typer.Option(help="Of what it stands on, such as marble.")] = "",
    camera_pitch: Annotated[float | None, typer.Option(min=2, max=80, help="How far it looks down, degrees.")] = None,
    light_match: Annotated[
        float, typer.Option(min=0, max=1, help="Bring the product into the light; 0 leaves every pixel.")
    ] = 0,
    plain_prompt: Annotated[
        bool, typer.Option("--plain-prompt", help="To a diffusion model, say what --prompt says and no more.")
    ] = False,
    style: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, readable=True, help="Picture whose style is wanted, of engines that paint."
        ),
    ] = None,
    style_strength: Annotated[float | None, typer.Option(min=0.05, max=1, help="How much of that style.")] = None,
    again: Annotated[
        Path | None,
        typer.Option(
            exists=True, dir_okay=False, help="A manifest, or a picture made by Packshot: make that scene again."
        ),
    ] = None,
    layers: Annotated[
        Path | None, typer.Option(file_okay=False, help="Folder for product, matte, shadow and scene.")
    ] = None,
    manifest: Annotated[str | None, typer.Option(help="File for the manifest; a folder for several photos.")] = None,
    format: Format = None,  # noqa: A002 - the word people know
    quality: Quality = 0,
    parallel: Parallel = 2,
    as_json: Json = False,
    address: Address = DEFAULT_ADDRESS,
    key: Key = None,
    tls: Tls = False,
    ca: RootCertificates = None,
    timeout: Timeout = None,
) -> None:
    """Put products into scenes."""
    chosen = usable(lambda: choose_format(output, format))
    ending = SUFFIX_OF_FORMAT[chosen]
    targets = usable(lambda: choose_targets(photos, output, f"-scene{ending}"))
    if manifest == "-":
        raise typer.BadParameter(
            "--manifest - would mix with what is printed. Give it a file; --json tells it in short."
        )
    manifests = usable(lambda: choose_targets(photos, manifest, "-manifest.json")) if manifest else []
    if layers:
        usable(lambda: need_parent(layers))
    layer_names = SCENE_LAYERS if layers else ()
    layer_files = [
        {name: layers / f"{photo.stem}-{name}{ending}" for name in layer_names} if layers else {} for photo in photos
    ]
    usable(
        lambda: check_targets(
            photos,
            [
                numbered(file, index)
                for file in (*targets, *manifests, *(one for files in layer_files for one in files.values()))
                for index in range(count)
            ],
        )
    )
    usable(lambda: check_stdout([*targets, *manifests], as_json=as_json, to_terminal=sys.stdout.isatty()))
    wished_size = usable(lambda: size_of(size))
    frame = frame_of(wished_size, aspect)
    wished_placement = usable(lambda: placement_of(placement, padding, frame, position, scale))
    shadow_wish = Shadow(shadow, shadow_softness, shadow_intensity, shadow_direction, shadow_spread)
    light_wish = Light(light_direction, light_height, light_softness, light_fill, light_temperature)
    region = usable(lambda: box_of(roi, "roi"))
    style_bytes = usable(lambda: style_of(style))
    wishes = SceneWishes(
        roi=region,
        negative_prompt=negative,
        engine=engine,
        set=set_name,
        seed=seed,
        size=wished_size,
        aspect_ratio=aspect,
        placement=wished_placement,
        shadow=None if shadow_wish == Shadow() else shadow_wish,
        light=None if light_wish == Light() else light_wish,
        dressing=Dressing(floor_color, wall_color, material) if floor_color or wall_color or material else None,
        camera_pitch_deg=camera_pitch,
        light_match=light_match,
        plain_prompt=plain_prompt,
        style=style_bytes,
        style_strength=style_strength,
    )
    usable(lambda: check_again(again, prompt, count, wishes))
    document = usable(lambda: manifest_of(again)) if again is not None else ""

    async def work(studio: Packshot, number: int, on_step: OnStep) -> Done:
        photo = photos[number]
        if again is not None:
            remade = await studio.remake(
                photo,
                document,
                layers=layer_names,
                format=chosen,
                quality=quality,
                roi=region,
                style=style_bytes,
                on_progress=on_step,
            )
            made = [remade]
        else:
            all_wishes: SceneWishes = {
                **wishes, "layers": layer_names, "format": chosen, "quality": quality, "on_progress": on_step,
            }  # fmt: skip
            made = await studio.scenes(photo, prompt or "", count=count, **all_wishes)
        told: list[dict[str, Any]] = []
        for index, done in enumerate(made):
            write(numbered(targets[number], index), done.image.data)
            files = {name: numbered(layer_files[number][name], index) for name in done.layers}
            for name, picture in done.layers.items():
                write(files[name], picture.data)
            if manifests:
                write(numbered(manifests[number], index), done.manifest.document.encode())
            facts = facts_of(done.manifest)
            del facts["document"]
            told.append({"manifest": facts, "layers": {name: str(file) for name, file in files.items()}})
        first = made[0]
        where = first.manifest.set or first.manifest.engine
        several = f", {len(made)} scenes" if len(made) > 1 else ""
        sentence = f"{first.image.width}x{first.image.height}, {where}, seed {first.manifest.seed}{several}"
        facts = {"report": facts_of(first.report), **told[0]}
        if len(made) > 1:
            facts["scenes"] = told
        return Done(sentence, facts, notices_of(first.report, first.manifest))

    batch = Batch(photos, targets, parallel=parallel, as_json=as_json)
    connected(address, key, tls, ca, timeout, lambda studio: batch.run(lambda *each: work(studio, *each)))
