"""The command that puts products into scenes."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

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
from packshot.cli.scene_options import SceneOptions
from packshot.cli.session import connected, usable
from packshot.cli.several import Done, OnStep, SeveralPhotos, facts_of
from packshot.cli.spread import taking
from packshot.cli.targets import (
    SUFFIX_OF_FORMAT,
    check_stdout,
    check_targets,
    choose_format,
    choose_targets,
    need_parent,
    numbered,
)
from packshot.cli.wishes import box_of, check_again, manifest_of
from packshot.cli.writing import write
from packshot.client import Packshot
from packshot.client.scene_wishes import SceneWishes

SCENE_LAYERS = ("product", "matte", "shadow", "scene")


@taking(SceneOptions)
def scene(
    photos: Photos,
    prompt: Annotated[str | None, typer.Option("--prompt", "-p", help="The scene in words.")] = None,
    output: Output = None,
    wished: SceneOptions = SceneOptions(),  # noqa: B008 - frozen
    roi: Roi = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=4, help="Scenes, each with the next seed.")] = 1,
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
    region = usable(lambda: box_of(roi, "roi"))
    wishes = usable(lambda: wished.wishes(region))
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
                style=wishes["style"],
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

    several = SeveralPhotos(photos, targets, parallel=parallel, as_json=as_json)
    connected(address, key, tls, ca, timeout, lambda studio: several.run(lambda *each: work(studio, *each)))
