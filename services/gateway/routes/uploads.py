"""Uploads that may break off and go on, by the tus protocol 1.0.0 (core, creation, expiration, termination)."""

from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from starlette.requests import ClientDisconnect

from mesh.identity import Caller
from packshot.studio.v1 import assets_pb2
from services.gateway import tus
from services.gateway.backends import ask
from services.gateway.calls import send
from services.gateway.door import Anyone, AtDesk, Desk, Known, Named, no_query
from services.gateway.errors import BodyTooLarge, MethodNotAllowed
from services.gateway.examples import missing, problems
from services.gateway.quota import Kind
from services.gateway.telemetry import notes_of
from services.gateway.upload.bounds import bounded_body
from services.gateway.upload.photo import rechunk

SERVICE = "/packshot.studio.v1.AssetService"
CREATE, GET = f"{SERVICE}/CreateUpload", f"{SERVICE}/GetUpload"
APPEND, DELETE = f"{SERVICE}/AppendUpload", f"{SERVICE}/DeleteUpload"
MISSING = missing("upload")
ANYONE = [Depends(Anyone(CREATE))]


async def speaks_tus(request: Request) -> None:
    """Dependency of every route here: the answer says the version, and the caller has to."""
    notes_of(request.scope).headers["tus-resumable"] = tus.VERSION
    if request.method == "OPTIONS":
        return
    # Told also to who comes with another one (tus 1.0.0, Tus-Version).
    notes_of(request.scope).headers["tus-version"] = tus.VERSION
    tus.require_version(request.headers)


router = APIRouter(prefix=tus.PREFIX, tags=["uploads"], dependencies=[Depends(speaks_tus), Depends(no_query)])


@router.options("", status_code=204, response_class=Response, dependencies=ANYONE, responses=problems())
@router.options("/{upload_id}", include_in_schema=False, status_code=204, response_class=Response, dependencies=ANYONE)
async def tell_tus(desk: AtDesk) -> Response:
    """What of the protocol is there. Needs no credential."""
    fields = {
        "tus-version": tus.VERSION,
        "tus-extension": tus.EXTENSIONS,
        "tus-max-size": str(desk.upload_rules.max_archive_bytes),
    }
    return Response(status_code=204, headers=fields)


@router.post("", status_code=201, response_class=Response, responses=problems(401, 403, 412, 413))
async def create_upload(
    request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(CREATE, Kind.PICTURES))]
) -> Response:
    """Begins an upload of `Upload-Length` bytes; `Upload-Metadata` may tell `filename`, `filetype`, `kind`, `title`, `tags`.

    Send the bytes with PATCH to `Location`. It is given up at `Upload-Expires`.
    """
    size_bytes = tus.number(request.headers, "upload-length")
    if size_bytes > desk.upload_rules.max_archive_bytes:
        raise _too_large(desk.upload_rules.max_archive_bytes)
    about = tus.read_metadata(request.headers.get("upload-metadata", ""))
    asset = assets_pb2.CreateAssetHeader(
        kind=about.asset_kind, size_bytes=size_bytes, title=about.title, tags=about.tags
    )
    wanted = assets_pb2.CreateUploadRequest(asset=asset)
    answer = await ask("studio", desk.backends.assets.CreateUpload, wanted, name=CREATE)
    fields = {**tus.fields_of(answer.upload), "location": f"{tus.PREFIX}/{answer.upload.id}"}
    return Response(status_code=201, headers=fields)


@router.head("/{upload_id}", response_class=Response, responses=problems(401, 403, 412, reasons=MISSING))
async def get_upload(upload_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(GET))]) -> Response:
    """How far an upload has come, in `Upload-Offset`; when it is whole, its asset in `Packshot-Asset`."""
    wanted = assets_pb2.GetUploadRequest(id=upload_id)
    answer = await ask("studio", desk.backends.assets.GetUpload, wanted, name=GET)
    return Response(status_code=200, headers=tus.fields_of(answer.upload))


_MISPLACED = ("OFFSET_MISMATCH", "The upload does not stand at this offset. Ask with HEAD where it goes on.")


@router.patch(
    "/{upload_id}",
    status_code=204,
    response_class=Response,
    responses=problems(401, 403, 408, 412, 413, 415, reasons={409: _MISPLACED, **MISSING}),
)
async def append_upload(
    upload_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(APPEND))]
) -> Response:
    """The next bytes, which go at `Upload-Offset`. With the last one the asset is there: `Packshot-Asset` names it."""
    return await _append(upload_id, request, desk)


@router.delete(
    "/{upload_id}", status_code=204, response_class=Response, responses=problems(401, 403, 412, reasons=MISSING)
)
async def delete_upload(upload_id: Named, desk: AtDesk, _: Annotated[Caller, Depends(Known(DELETE))]) -> Response:
    """Gives an upload up and deletes what has arrived of it."""
    return await _delete(upload_id, desk)


@router.post("/{upload_id}", include_in_schema=False)
async def overridden(
    upload_id: Named, request: Request, desk: AtDesk, _: Annotated[Caller, Depends(Known(APPEND))]
) -> Response:
    """PATCH and DELETE for clients that cannot send them: ``X-HTTP-Method-Override``."""
    method = request.headers.get("x-http-method-override", "").upper()
    if method == "PATCH":
        return await _append(upload_id, request, desk)
    if method == "DELETE":
        return await _delete(upload_id, desk)
    raise MethodNotAllowed("POST is not a method of an upload, unless X-HTTP-Method-Override says PATCH or DELETE.")


async def _append(upload_id: str, request: Request, desk: Desk) -> Response:
    offset = tus.require_piece(request.headers)
    rules = desk.upload_rules
    pieces = bounded_body(
        request,
        max_bytes=rules.max_archive_bytes,
        within_s=rules.archive_within_s,
        too_large=_too_large(rules.max_archive_bytes),
    )

    async def requests() -> AsyncIterator[assets_pb2.AppendUploadRequest]:
        header = assets_pb2.AppendUploadHeader(id=upload_id, offset=offset)
        yield assets_pb2.AppendUploadRequest(header=header)
        async for chunk in rechunk(_until_broken(pieces)):
            yield assets_pb2.AppendUploadRequest(chunk=chunk)

    channel = desk.backends.channels["studio"]
    answer = await send(channel, APPEND, requests(), assets_pb2.AppendUploadResponse.FromString)
    return Response(status_code=204, headers=tus.fields_of(answer.upload, answer.asset.id))


async def _until_broken(pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Where the line breaks, what came before is all there is: it is kept, and the upload goes on from there."""
    try:
        async for piece in pieces:
            yield piece
    except ClientDisconnect:
        return


async def _delete(upload_id: str, desk: Desk) -> Response:
    wanted = assets_pb2.DeleteUploadRequest(id=upload_id)
    await ask("studio", desk.backends.assets.DeleteUpload, wanted, name=DELETE)
    return Response(status_code=204)


def _too_large(max_bytes: int) -> BodyTooLarge:
    return BodyTooLarge(
        f"The upload is larger than {max_bytes / 1e9:.1f} GB, which is the limit. Send less.", max_bytes=max_bytes
    )
