"""The commands."""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any

import typer

from packshot.cli.assets import assets
from packshot.cli.folder.command import batch
from packshot.cli.jobs import jobs
from packshot.cli.models import PASSED_ON, models
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
from packshot.cli.scene import scene
from packshot.cli.session import EXIT_CODES, connected, usable
from packshot.cli.several import Done, OnStep, SeveralPhotos, facts_of
from packshot.cli.tables import show
from packshot.cli.targets import (
    STDOUT,
    SUFFIX_OF_FORMAT,
    Unusable,
    check_stdout,
    check_targets,
    choose_format,
    choose_targets,
)
from packshot.cli.usage import usage
from packshot.cli.wishes import box_of, margin_of
from packshot.cli.writing import write
from packshot.client import Packshot

app = typer.Typer(
    name="packshot",
    help="Product photos, cut out and put into new scenes.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


def _tell_version(wished: bool) -> None:
    if not wished:
        return
    try:
        typer.echo(f"packshot {version('packshot')}")
    except PackageNotFoundError:
        typer.echo("packshot, run from its tree and not installed")
    raise typer.Exit


@app.callback()
def common(
    _: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Product photos, cut out and put into new scenes."""


app.command()(scene)
app.command()(batch)
app.command()(usage)
app.add_typer(jobs, name="jobs")
app.add_typer(assets, name="assets")
app.command(context_settings=PASSED_ON)(models)


@app.command()
def cutout(
    photos: Photos,
    output: Output = None,
    crop: Annotated[bool, typer.Option("--crop", help="Cut the picture down to the product.")] = False,
    margin: Annotated[
        float, typer.Option(min=0, max=1, help="Room around it with --crop, share of its longer side.")
    ] = 0,
    matte: Annotated[bool, typer.Option("--matte", help="Write the matte too, as NAME-matte.")] = False,
    roi: Roi = None,
    background: Annotated[str, typer.Option(help="Colour behind the product where there is no alpha, #rrggbb.")] = "",
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
    """Cut products out of photos."""
    chosen = usable(lambda: choose_format(output, format))
    targets = usable(lambda: choose_targets(photos, output, f"-cutout{SUFFIX_OF_FORMAT[chosen]}"))
    mattes = usable(lambda: _mattes(targets)) if matte else []
    usable(lambda: check_targets(photos, [*targets, *mattes]))
    usable(lambda: check_stdout(targets, as_json=as_json, to_terminal=sys.stdout.isatty()))
    usable(lambda: margin_of(margin, crop=crop))
    region = usable(lambda: box_of(roi, "roi"))

    async def work(studio: Packshot, number: int, on_step: OnStep) -> Done:
        done = await studio.cutout(
            photos[number],
            crop=crop,
            margin=margin,
            matte=matte,
            format=chosen,
            quality=quality,
            background=background,
            roi=region,
            on_progress=on_step,
        )
        write(targets[number], done.image.data)
        facts: dict[str, Any] = {"report": facts_of(done.report)}
        if done.matte is not None:
            write(mattes[number], done.matte.data)
            facts["matte"] = str(mattes[number])
        sentence = f"{done.image.width}x{done.image.height}, confidence {done.report.confidence:.2f}"
        return Done(sentence, facts, notices_of(done.report))

    several = SeveralPhotos(photos, targets, parallel=parallel, as_json=as_json)
    connected(address, key, tls, ca, timeout, lambda studio: several.run(lambda *each: work(studio, *each)))


@app.command()
def sets(
    as_json: Json = False,
    address: Address = DEFAULT_ADDRESS,
    tls: Tls = False,
    ca: RootCertificates = None,
    timeout: Timeout = None,
) -> None:
    """List the studio sets."""

    async def told(studio: Packshot) -> int:
        found = await studio.sets()
        show(
            as_json,
            found,
            ("set", "what it is", "words"),
            lambda one: (one.name, one.description, ", ".join(one.words)),
        )
        return 0

    connected(address, None, tls, ca, timeout, told, as_json=as_json, needs_key=False)


@app.command()
def engines(
    as_json: Json = False,
    address: Address = DEFAULT_ADDRESS,
    tls: Tls = False,
    ca: RootCertificates = None,
    timeout: Timeout = None,
) -> None:
    """List the engines that make scenes."""

    async def told(studio: Packshot) -> int:
        found = await studio.engines()
        columns = ("engine", "version", "runs on", "what it is")
        show(as_json, found, columns, lambda one: (one.name, one.version, one.device, one.description))
        return 0

    connected(address, None, tls, ca, timeout, told, as_json=as_json, needs_key=False)


def _mattes(targets: list[Path]) -> list[Path]:
    if STDOUT in targets:
        raise Unusable("--matte writes a second picture, and -o - has room for one. Give -o a file.")
    return [target.with_name(f"{target.stem}-matte{target.suffix}") for target in targets]
