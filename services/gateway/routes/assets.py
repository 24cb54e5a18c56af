"""Assets: what was sent and what was made, to keep, find, fetch and delete."""

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import Field

from mesh.identity import Caller
from packshot.studio.v1 import assets_pb2
from services.gateway import asset_files
from services.gateway.backends import ask
from services.gateway.calls import send
from services.gateway.door import AtDesk, Known, Named, OnlyQuery, PageSize, PageToken, no_query
from services.gateway.examples import missing, picture_body, problems
from services.gateway.idempotency import MISMATCH, IdempotencyKey
from services.gateway.options import Format, Options, parse_options
from services.gateway.quota import Kind
from services.gateway.shapes.assets import (
    Asset,
    AssetChange,
    Assets,
    KindName,
    Receipt,
    Receipts,
    SentKind,
    kind_enum,
)
from services.gateway.shapes.times import Moment, stamp
from services.gateway.shapes.usage import Uint64
from services.gateway.small_body import SmallBodyRoute
from services.gateway.upload.archive import is_zip, read_archive
from services.gateway.upload.photo import Upload, read_upload

SERVICE = "/packshot.studio.v1.AssetService"
CREATE, GET, LIST = f"{SERVICE}/CreateAsset", f"{SERVICE}/GetAsset", f"{SERVICE}/ListAssets"
UPDATE, DELETE = f"{SERVICE}/UpdateAsset", f"{SERVICE}/DeleteAsset"
RECEIPTS, DOWNLOAD = f"{SERVICE}/ListReceipts", f"{SERVICE}/DownloadAsset"
MISSING = missing("asset")
NO_PICTURE = {422: ("NO_PICTURE", "This asset is no picture, so it has one format. Download it as it is.")}
FILTERS = (
    "page_size",
    "page_token",
    "kind",
    "recipe",
    "tag",
    "favourites_only",
    "text",
    "since",
    "until",
    "job_id",
    "parent_id",
)
router = APIRouter(prefix="/v1", tags=["assets"])
documents = APIRouter(route_class=SmallBodyRoute)


class AssetOptions(Options):
    """What is said about a file that is sent."""

    kind: SentKind | None = Field(None, description="Default: a photo; for `application/zip` an archive.")
    title: str = Field("", description="At most 200 characters. Default: the file's name.")
    tags: list[str] = Field([], description="At most 20 labels of at most 40 characters each.")
    time_to_live_s: Uint64 = Field(0, description="Seconds until it is deleted, at least 60. 0: as your settings say.")


@router.post(
    "/assets",
    status_code=201,
    responses={
        200: {"model": Asset, "description": "It was there already; its expiry is moved out."},
        **problems(401, 403, 408, 409, 413, 415, picture=True, reasons={409: MISMATCH}),
    },
    openapi_extra=picture_body(AssetOptions, {"title": "Blue mug, front", "tags": ["mugs"]}),
)
async def create_asset(
    request: Request,
    response: Response,
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(CREATE, Kind.PICTURES))],
    key: IdempotencyKey = "",
) -> Asset:
    """Keeps a photo.

    Send a form with it in `photo`, JSON with `photo.base64` or `photo.url`, or the bare bytes with the options in the query; a bare
    zip of photos too. The same bytes again are the same asset. Large files over bad lines: `/v1/uploads`.
    """
    if is_zip(request):
        answer = await _keep(desk, await read_archive(request, desk.upload_rules), key, SentKind.ARCHIVE)
    else:
        with desk.places.held():
            upload = await read_upload(request, desk.upload_rules, desk.fetcher)
            answer = await _keep(desk, upload, key, SentKind.PHOTO)
    response.status_code = 201 if answer.created else 200
    response.headers["location"] = f"/v1/assets/{answer.asset.id}"
    return Asset.of(answer.asset)


async def _keep(desk: AtDesk, upload: Upload, key: str, kind: SentKind) -> assets_pb2.CreateAssetResponse:
    options: AssetOptions = parse_options(AssetOptions, upload.options)
    header = assets_pb2.CreateAssetHeader(
        kind=kind_enum(options.kind or kind),
        size_bytes=upload.size_bytes,
        title=options.title or upload.filename,
        tags=options.tags,
        time_to_live_s=options.time_to_live_s,
        idempotency_key=key,
    )

    async def requests() -> AsyncIterator[assets_pb2.CreateAssetRequest]:
        yield assets_pb2.CreateAssetRequest(header=header)
        async for chunk in upload.chunks:
            yield assets_pb2.CreateAssetRequest(chunk=chunk)

    channel = desk.backends.channels["studio"]
    return await send(channel, CREATE, requests(), assets_pb2.CreateAssetResponse.FromString)


@router.get("/assets", dependencies=[Depends(OnlyQuery(*FILTERS))], responses=problems(401, 403))
async def list_assets(
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(LIST))],
    page_size: PageSize = 0,
    page_token: PageToken = "",
    kind: KindName | None = None,
    recipe: Annotated[str, Query(max_length=100)] = "",
    tag: Annotated[list[str] | None, Query(description="Only what carries all of them; repeat it.")] = None,
    favourites_only: bool = False,
    text: Annotated[str, Query(max_length=1_000, description="Words of title, labels or prompt.")] = "",
    since: Moment | None = None,
    until: Moment | None = None,
    job_id: Annotated[str, Query(max_length=100)] = "",
    parent_id: Annotated[str, Query(max_length=100)] = "",
) -> Assets:
    """Your assets, newest first; filters that are set must all hold."""
    request = assets_pb2.ListAssetsRequest(
        page_size=page_size,
        page_token=page_token,
        kind=kind_enum(kind),
        recipe=recipe,
        tags=tag or [],
        favourites_only=favourites_only,
        text=text,
        since=None if since is None else stamp(since),
        until=None if until is None else stamp(until),
        job_id=job_id,
        parent_id=parent_id,
    )
    answer = await ask("studio", desk.backends.assets.ListAssets, request, name=LIST)
    return Assets(assets=[Asset.of(asset) for asset in answer.assets], next_page_token=answer.next_page_token)


@router.get("/assets/{asset_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def get_asset(asset_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]) -> Asset:
    """What is known about an asset."""
    request = assets_pb2.GetAssetRequest(id=asset_id)
    answer = await ask("studio", desk.backends.assets.GetAsset, request, name=GET)
    return Asset.of(answer.asset)


@documents.patch(
    "/assets/{asset_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, 413, 415, reasons=MISSING)
)
async def update_asset(
    asset_id: Named, wanted: AssetChange, desk: AtDesk, _: Annotated[Caller, Depends(Known(UPDATE))]
) -> Asset:
    """Changes title, labels, favourite or expiry; what is left out stays."""
    answer = await ask("studio", desk.backends.assets.UpdateAsset, wanted.request(asset_id), name=UPDATE)
    return Asset.of(answer.asset)


@router.delete("/assets/{asset_id}", dependencies=[Depends(no_query)], responses=problems(401, 403, reasons=MISSING))
async def delete_asset(asset_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(DELETE))]) -> Receipt:
    """Deletes an asset for good, with bytes and thumbnail. The answer is the receipt."""
    request = assets_pb2.DeleteAssetRequest(id=asset_id)
    answer = await ask("studio", desk.backends.assets.DeleteAsset, request, name=DELETE)
    return Receipt.of(answer.receipt)


_FILE: dict[int | str, dict[str, Any]] = {
    200: {"description": "The bytes.", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}},
    206: {"description": "The bytes of `Range`."},
    304: {"description": "`If-None-Match` names them: you have them."},
}


_RENDITION = OnlyQuery("format", "quality")


@router.head("/assets/{asset_id}/content", include_in_schema=False, dependencies=[Depends(_RENDITION)])
@router.get(
    "/assets/{asset_id}/content",
    dependencies=[Depends(_RENDITION)],
    response_class=Response,
    responses={**_FILE, **problems(401, 403, 416, reasons=MISSING | NO_PICTURE)},
)
async def get_content(
    asset_id: Named,
    request: Request,
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(DOWNLOAD))],
    format: Annotated[  # noqa: A002 - the query's own name
        Format | None, Query(description="Encoded anew in this format, with its manifest. Default: as it was kept.")
    ] = None,
    quality: Annotated[
        int, Query(ge=0, le=100, description="With `format`: 1 to 100, for lossy ones; 0: the format's default.")
    ] = 0,
) -> Response:
    """An asset's bytes. They never change: keep them by their `ETag`. One range at a time; in another `format`, whole."""
    if format is not None or quality:
        return await asset_files.rendition(request, desk.backends, asset_id, format, quality)
    return await asset_files.content(request, desk.backends, asset_id)


@router.head("/assets/{asset_id}/thumbnail", include_in_schema=False, dependencies=[Depends(no_query)])
@router.get(
    "/assets/{asset_id}/thumbnail",
    dependencies=[Depends(no_query)],
    response_class=Response,
    responses={**_FILE, **problems(401, 403, 416, reasons=MISSING)},
)
async def get_thumbnail(
    asset_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(DOWNLOAD))]
) -> Response:
    """A small WebP of a picture, at most 512 pixels a side."""
    return await asset_files.thumbnail(request, desk.backends, asset_id)


@router.get("/receipts", dependencies=[Depends(OnlyQuery("page_size", "page_token"))], responses=problems(401, 403))
async def list_receipts(
    desk: AtDesk,
    _: Annotated[Caller, Depends(Known(RECEIPTS))],
    page_size: PageSize = 0,
    page_token: PageToken = "",
) -> Receipts:
    """Proofs of what was deleted, newest first; kept 400 days."""
    request = assets_pb2.ListReceiptsRequest(page_size=page_size, page_token=page_token)
    answer = await ask("studio", desk.backends.assets.ListReceipts, request, name=RECEIPTS)
    receipts = [Receipt.of(receipt) for receipt in answer.receipts]
    return Receipts(receipts=receipts, next_page_token=answer.next_page_token)


router.include_router(documents)
