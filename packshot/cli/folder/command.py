"""The command: what is typed, checked before anything is sent, and how the run ended."""

import asyncio
import hashlib
import json
from collections.abc import Coroutine, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from google.protobuf.json_format import MessageToDict

from packshot.cli.folder.failures import counted, write_failures
from packshot.cli.folder.ledger import Ledger
from packshot.cli.folder.photos import find_photos, name_results
from packshot.cli.folder.sheet import MISSING, PER_PAGE, make_sheets, page_names, possible
from packshot.cli.folder.telling import Telling
from packshot.cli.folder.work import FolderWork, Order, Stopped, Tally
from packshot.cli.notices import sentence_of
from packshot.cli.options import Json, Quality, Roi
from packshot.cli.reach import Reach
from packshot.cli.scene_options import SceneOptions
from packshot.cli.session import usable
from packshot.cli.several import REFUSED, UNAVAILABLE
from packshot.cli.spread import taking
from packshot.cli.targets import SUFFIX_OF_FORMAT, Unusable, choose_format, need_parent
from packshot.cli.wishes import box_of, margin_of
from packshot.client import Packshot, Recipe, cutout_recipe, scene_recipe
from packshot.client.words import PRIORITIES

LAYERS = ("product", "matte", "shadow", "scene")
GO_ON = "Run the same command again to go on; nothing is done twice."
MOST_SHEETS = 100
_CUTOUT, _RESULT = "product", "result"


@taking(SceneOptions, Reach)
def batch(
    folder: Annotated[
        Path, typer.Argument(exists=True, file_okay=False, readable=True, help="Folder with photos, and folders in it.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", file_okay=False, help="Folder for results. Default: FOLDER-scenes, or -cutouts."
        ),
    ] = None,
    prompt: Annotated[str | None, typer.Option("--prompt", "-p", help="The scene in words, for every photo.")] = None,
    cutout: Annotated[bool, typer.Option("--cutout", help="Cut the products out, without a scene.")] = False,
    crop: Annotated[bool, typer.Option("--crop", help="With --cutout: cut the picture down to the product.")] = False,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="Room around it with --crop, share of its longer side.")
    ] = 0,
    matte: Annotated[bool, typer.Option("--matte", help="With --cutout: the matte too, as NAME-matte.")] = False,
    background: Annotated[
        str, typer.Option(help="With --cutout: colour behind the product where there is no alpha, #rrggbb.")
    ] = "",
    wished: SceneOptions = SceneOptions(),  # noqa: B008 - frozen
    count: Annotated[int, typer.Option("--count", "-n", min=1, max=4, help="Scenes of each photo.")] = 1,
    layers: Annotated[
        bool, typer.Option("--layers", help="Product, matte, shadow and scene too, as NAME-matte and so on.")
    ] = False,
    roi: Roi = None,
    format: Annotated[str, typer.Option(help="png, jpeg, webp or avif.")] = "png",  # noqa: A002 - the word people know
    quality: Quality = 0,
    in_flight: Annotated[int, typer.Option(min=1, max=64, help="Photos handed in at a time.")] = 8,
    priority: Annotated[str, typer.Option(help="batch: when there is room; interactive: before that.")] = "batch",
    tag: Annotated[list[str] | None, typer.Option(help="Label of everything that is made; may be said again.")] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Try those again too that failed for good in an earlier run.")
    ] = False,
    sheet: Annotated[bool, typer.Option(help="A contact sheet of everything in the end.")] = True,
    as_json: Json = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """Put every photo of a folder into a scene, or cut its product out.

    Each step is written down in the results' folder: stop it at any moment, the same command goes on.

    No photo is done twice, whatever its file is called. Those that failed are in failures.csv, with reasons.
    """
    usable(
        lambda: _check_kind(prompt, cutout, wished, crop or bool(margin) or matte or bool(background), count, layers)
    )
    chosen = usable(lambda: choose_format(None, format))
    usable(lambda: margin_of(margin, crop=crop))
    region = usable(lambda: box_of(roi, "roi"))
    wishes = usable(lambda: wished.wishes(region))
    target = output or Path(f"{folder.resolve().name}-{'cutouts' if cutout else 'scenes'}")
    usable(lambda: _check_folders(folder, target))
    try:
        PRIORITIES.number(priority)
        if cutout:
            recipe = cutout_recipe(
                crop=crop, margin=margin, matte=matte, format=chosen, quality=quality, background=background, roi=region
            )
        else:
            wishes["layers"], wishes["format"], wishes["quality"] = LAYERS if layers else (), chosen, quality
            recipe = asyncio.run(scene_recipe(prompt or "", count=count, **wishes))
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    suffix = SUFFIX_OF_FORMAT[chosen]
    tags = sorted(set(tag or ()))
    said = _said(recipe, priority, tags)
    order = Order(
        folder,
        target,
        recipe,
        digest=hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest(),
        main=_CUTOUT if cutout else _RESULT,
        suffix=suffix,
        priority=priority,
        tags=tags,
        in_flight=in_flight,
        retry_failed=retry_failed,
    )
    photos = usable(lambda: _photos(folder, target))
    endings = _endings(recipe, order, count)
    reach.use(lambda studio: _run(studio, order, said, photos, endings, sheet=sheet, as_json=as_json), as_json=as_json)


async def _run(
    studio: Packshot,
    order: Order,
    said: Mapping[str, Any],
    photos: list[str],
    endings: list[str],
    *,
    sheet: bool,
    as_json: bool,
) -> int:
    ledger = usable(lambda: Ledger.open(order.output, said))
    try:
        taken = page_names(MOST_SHEETS * PER_PAGE)
        named = name_results(
            photos, ledger.state.names, endings, taken=taken, exists=lambda name: (order.output / name).exists()
        )
        for photo, stem in named.items():
            ledger.add("named", photo=photo, stem=stem)
        tally = Tally(len(photos))
        telling = Telling(tally, order.output, as_json=as_json)
        work = FolderWork(studio, ledger, order, tally, telling)
        code = await _told(work.run(photos), tally, telling)
        here = set(photos)
        failed = {photo: fact for photo, fact in ledger.state.failed.items() if photo in here}
        table = usable(lambda: write_failures(order.output, failed))
        if table is not None:
            telling.say(f"Failed: {counted(failed)}. All of them with reasons: {table}", style="red")
        if code == 0:
            if sheet:
                await _sheets(studio, ledger, order, photos, telling, changed=tally.made > 0)
            code = 0 if not tally.failed else UNAVAILABLE if tally.retryable else REFUSED
        return code
    finally:
        ledger.close()


async def _told(running: Coroutine[Any, Any, None], tally: Tally, telling: Telling) -> int:
    """Runs it and says how it ended; the exit code, 0 where every photo had its turn."""

    def so_far() -> str:
        earlier = f" ({tally.kept} of them by an earlier run)" if tally.kept else ""
        return f"{tally.kept + tally.made} of {tally.total} photos done{earlier}"

    try:
        with telling:
            await running
    except asyncio.CancelledError:
        telling.say(f"Stopped: {so_far()}. What is handed in goes on at Packshot. {GO_ON}", style="yellow")
        raise
    except Stopped as stopped:
        error = stopped.error
        telling.say(f"{sentence_of(error)} ({error.reason})", style="red")
        telling.say(f"Stopped: {so_far()}. {GO_ON}", style="yellow")
        return UNAVAILABLE if error.temporary else REFUSED
    telling.say(f"{so_far()}.")
    return 0


async def _sheets(
    studio: Packshot, ledger: Ledger, order: Order, photos: list[str], telling: Telling, *, changed: bool
) -> None:
    """Contact sheets of what is there, where they are not up to date."""
    written = ledger.state.written
    made = [(photo, written[photo].files[0]) for photo in photos if photo in written]
    pages = [order.output / name for name in page_names(len(made))]
    if not made or (not changed and all(page.exists() for page in pages)):
        return
    if not possible():
        telling.say(MISSING, style="yellow")
        return
    await make_sheets(studio, made, order.output, at_once=order.in_flight)
    telling.say(f"Contact sheet: {', '.join(map(str, pages))}")


def _check_kind(prompt: str | None, cutout: bool, wished: SceneOptions, cut: bool, count: int, layers: bool) -> None:
    scene = wished.said() or (["--count"] if count != 1 else ["--layers"] if layers else [])
    if cutout and (prompt is not None or scene):
        raise Unusable(
            f"--cutout makes no scene, and {'--prompt' if prompt is not None else scene[0]} describes one. Leave one out."
        )
    if not cutout and cut:
        raise Unusable("--crop, --margin, --matte and --background go with --cutout. Add it, or leave them out.")
    if not cutout and prompt is None:
        raise Unusable("Say what to make of the photos: --prompt with the scene in words, or --cutout.")


def _check_folders(folder: Path, output: Path) -> None:
    need_parent(output)
    if output.resolve() == folder.resolve():
        raise Unusable("The results need a folder of their own. Choose another place with -o.")


def _photos(folder: Path, output: Path) -> list[str]:
    photos = find_photos(folder, output)
    if not photos:
        raise Unusable(f"{folder} has no photos: nothing in it ends in .jpg, .png, .webp, .avif or .tif.")
    return photos


def _said(recipe: Recipe, priority: str, tags: list[str]) -> dict[str, Any]:
    """Everything that is said about every job, for the ledger: short, and comparable."""
    kind = recipe.WhichOneof("recipe")
    inner: dict[str, Any] = MessageToDict(getattr(recipe, str(kind)), preserving_proto_field_name=True)
    options: dict[str, Any] = {**inner.pop("options", {}), **inner}
    if "style_reference" in options:
        options["style_reference"] = hashlib.sha256(options["style_reference"].encode()).hexdigest()
    return {"recipe": kind, **options, "priority": priority, "tags": tags}


def _endings(recipe: Recipe, order: Order, count: int) -> list[str]:
    """What the files of one photo are called behind its name."""
    cutout = recipe.WhichOneof("recipe") == "cutout"
    outputs = recipe.cutout.options.outputs if cutout else recipe.scene.options.outputs
    more = ["-matte"] if cutout else [f"-{layer}" for layer in LAYERS]
    layers = ["", *more] if len(outputs) > 1 else [""]
    numbers = ["", *(f"-{number}" for number in range(2, count + 1))]
    return [f"{number}{layer}{order.suffix}" for number in numbers for layer in layers]
