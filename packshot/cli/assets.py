"""``packshot assets``: photos and pictures that Packshot keeps."""

import dataclasses
from contextlib import aclosing
from pathlib import Path
from typing import Annotated, Any

import typer

from packshot.cli.options import Json
from packshot.cli.reach import Reach
from packshot.cli.session import usable
from packshot.cli.several import REFUSED, UNAVAILABLE
from packshot.cli.spread import taking
from packshot.cli.tables import as_document, at, show, size
from packshot.cli.targets import STDOUT, check_stdout, is_folder, need_parent
from packshot.cli.writing import write
from packshot.client import ApiError, Asset, Packshot
from packshot.client.words import KINDS

assets = typer.Typer(help="Photos and pictures that are kept: list, get, rm.", no_args_is_help=True)
AssetIds = Annotated[list[str], typer.Argument(metavar="ASSET...", help="Ids of assets.")]
_SUFFIXES = {"image/jpeg": ".jpg", "image/tiff": ".tif", "application/zip": ".zip"}


@assets.command("list")
@taking(Reach)
def list_(
    kind: Annotated[str, typer.Option(help=f"Only this kind: {', '.join(KINDS)}.")] = "",
    recipe: Annotated[str, typer.Option(help="Only what this recipe made: cutout or scene.")] = "",
    tag: Annotated[list[str] | None, typer.Option(help="Only what has this label. May be said again.")] = None,
    favourites: Annotated[bool, typer.Option("--favourites", help="Only saved pictures.")] = False,
    text: Annotated[str, typer.Option(help="Only what has these words in title, labels or prompt.")] = "",
    job: Annotated[str, typer.Option(help="Only what this job made, by its id.")] = "",
    parent: Annotated[str, typer.Option(help="Only what was made from this asset, by its id.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=100_000, help="At most so many.")] = 50,
    as_json: Json = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """List assets, newest first."""

    async def work(studio: Packshot) -> int:
        found: list[Asset] = []
        pages: Any = studio.assets(
            kind=kind,
            recipe=recipe,
            tags=tag or (),
            favourites_only=favourites,
            text=text,
            job_id=job,
            parent_id=parent,
            page_size=min(limit, 200),
        )
        async with aclosing(pages) as all_assets:
            async for asset in all_assets:
                found.append(asset)
                if len(found) == limit:
                    break
        show(as_json, found, ("asset", "kind", "title", "size", "pixels", "kept until"), _row)
        return 0

    reach.use(work, as_json=as_json)


@assets.command()
@taking(Reach)
def get(
    asset_ids: AssetIds,
    output: Annotated[
        str | None, typer.Option("--output", "-o", help="File to write, a folder for several, - for what is printed.")
    ] = None,
    thumbnail: Annotated[bool, typer.Option("--thumbnail", help="A small WebP in place of the original.")] = False,
    reach: Reach = Reach(),  # noqa: B008 - frozen
) -> None:
    """Download assets, as ID and the suffix of their kind where no file is named."""
    to_stdout = output == "-"
    folder = Path(output) if output and not to_stdout and (is_folder(output) or len(asset_ids) > 1) else None
    if to_stdout:
        if len(asset_ids) > 1:
            raise typer.BadParameter("-o - writes one file, and there are several assets. Give -o a folder.")
        usable(lambda: check_stdout([STDOUT], as_json=False, to_terminal=typer.get_text_stream("stdout").isatty()))
    elif output:
        usable(lambda: need_parent(Path(output)))
        if folder is not None and folder.is_file():
            raise typer.BadParameter(f"{output} is a file, and there are {len(asset_ids)} assets. Give a folder.")
    rendition = "thumbnail" if thumbnail else "original"

    async def one(studio: Packshot, asset_id: str) -> None:
        if to_stdout:
            write(STDOUT, await studio.download(asset_id, rendition))
            return
        if output and folder is None:
            target = Path(output)
        else:
            asset = await studio.asset(asset_id)
            target = (folder or Path()) / f"{asset.id}{'.webp' if thumbnail else _suffix(asset.mime)}"
            if folder is not None:
                folder.mkdir(exist_ok=True)
        await studio.download_to(asset_id, target, rendition)
        typer.echo(str(target))

    async def work(studio: Packshot) -> int:
        code = 0
        for asset_id in asset_ids:
            code = max(code, await _each(asset_id, one(studio, asset_id)))
        return code

    reach.use(work)


@assets.command()
@taking(Reach)
def rm(asset_ids: AssetIds, as_json: Json = False, reach: Reach = Reach()) -> None:  # noqa: B008 - frozen
    """Delete assets for good, with a receipt for each."""

    async def one(studio: Packshot, asset_id: str) -> None:
        receipt = await studio.delete_asset(asset_id)
        if as_json:
            typer.echo(as_document(dataclasses.asdict(receipt)))
        else:
            rest = "" if receipt.bytes_deleted else "; another asset has the same bytes, which stay"
            typer.echo(f"{asset_id}  deleted, receipt {receipt.id}{rest}")

    async def work(studio: Packshot) -> int:
        code = 0
        for asset_id in asset_ids:
            code = max(code, await _each(asset_id, one(studio, asset_id)))
        return code

    reach.use(work, as_json=as_json)


async def _each(asset_id: str, work: Any) -> int:
    """The exit code of one of several; the others have their turn all the same."""
    try:
        await work
    except ApiError as error:
        typer.echo(f"{asset_id}: {error.message} ({error.reason})", err=True)
        return UNAVAILABLE if error.temporary else REFUSED
    except OSError as error:
        typer.echo(f"{asset_id}: {error.filename}: {error.strerror}.", err=True)
        return REFUSED
    return 0


def _suffix(mime: str) -> str:
    return _SUFFIXES.get(mime, f".{mime.rpartition('/')[2]}")


def _row(asset: Asset) -> tuple[str, ...]:
    pixels = f"{asset.size[0]}x{asset.size[1]}" if any(asset.size) else ""
    until = "saved" if asset.favourite else at(asset.expires_at) or "for ever"
    return asset.id, asset.kind, asset.title, size(asset.size_bytes), pixels, until
