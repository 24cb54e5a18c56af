"""Resumable uploads as tus 1.0.0 spells them: header fields in, header fields out."""

import base64
import binascii
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime

from starlette.datastructures import Headers

from mesh.errors import InvalidArgument
from packshot.studio.v1 import assets_pb2
from services.gateway.errors import BadRequest, TusVersion, UnsupportedMediaType
from services.gateway.shapes.times import moment

VERSION = "1.0.0"
EXTENSIONS = "creation,expiration,termination"
PIECE_TYPE = "application/offset+octet-stream"
ASSET_FIELD = "packshot-asset"
PREFIX = "/v1/uploads"
MAX_METADATA_CHARS = 4_096
MAX_BYTES = 2**63 - 1


def require_version(headers: Headers) -> None:
    """Raises ``TusVersion`` unless the caller speaks ours."""
    if headers.get("tus-resumable") != VERSION:
        raise TusVersion(
            f"The header Tus-Resumable must be {VERSION}, the version that is spoken here.", version=VERSION
        )


def require_piece(headers: Headers) -> int:
    """The offset of a piece; raises ``UnsupportedMediaType`` or ``InvalidArgument``."""
    if headers.get("content-type", "").partition(";")[0].strip().lower() != PIECE_TYPE:
        raise UnsupportedMediaType(f"A piece of an upload comes as `Content-Type: {PIECE_TYPE}`.")
    return number(headers, "upload-offset")


def number(headers: Headers, name: str) -> int:
    """A header field that is a whole number; raises ``InvalidArgument``."""
    text = headers.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= MAX_BYTES):
        shown = name.title()
        raise InvalidArgument(f"The header {shown} must be a number of bytes. Send it.", field=name)
    return int(text)


@dataclass(frozen=True)
class About:
    """What ``Upload-Metadata`` says about the file."""

    title: str = ""
    kind: str = ""
    mime: str = ""
    tags: list[str] = field(default_factory=list)

    @property
    def asset_kind(self) -> "assets_pb2.AssetKind.ValueType":
        """As it says, or by its type; raises ``InvalidArgument``."""
        if self.kind not in {"", "photo", "archive"}:
            raise InvalidArgument("`kind` is `photo` or `archive`. Send one of them.", field="upload-metadata.kind")
        if self.kind == "archive" or (
            not self.kind and self.mime in {"application/zip", "application/x-zip-compressed"}
        ):
            return assets_pb2.ASSET_KIND_ARCHIVE
        return assets_pb2.ASSET_KIND_PHOTO


def read_metadata(text: str) -> About:
    """``Upload-Metadata``: names with values in base64, a comma between; those that are not known mean nothing here.

    Raises ``BadRequest`` where it is not of that form.
    """
    if len(text) > MAX_METADATA_CHARS:
        raise BadRequest(f"The header Upload-Metadata is longer than {MAX_METADATA_CHARS} characters. Shorten it.")
    values: dict[str, str] = {}
    for pair in filter(None, (one.strip() for one in text.split(","))):
        name, _, coded = pair.partition(" ")
        try:
            value = base64.b64decode(coded.strip(), validate=True).decode()
        except (binascii.Error, ValueError) as error:
            raise BadRequest(
                "The header Upload-Metadata is not names with base64 values of UTF-8 text, a comma between."
            ) from error
        if name in values:
            raise BadRequest("The header Upload-Metadata has a name twice. Send each once.")
        values[name] = value
    tags = [tag.strip() for tag in values.get("tags", "").split(",") if tag.strip()]
    title = values.get("title") or values.get("filename") or values.get("name", "")
    return About(title, values.get("kind", ""), values.get("filetype") or values.get("type", ""), tags)


def fields_of(upload: assets_pb2.Upload, asset_id: str = "") -> dict[str, str]:
    """How an upload stands."""
    fields = {
        "upload-offset": str(upload.offset),
        "upload-length": str(upload.size_bytes),
        "cache-control": "no-store",
    }
    expires: datetime | None = moment(upload, "expire_time")
    if expires is not None:
        fields["upload-expires"] = format_datetime(expires, usegmt=True)
    if made := asset_id or upload.asset_id:
        fields[ASSET_FIELD] = made
    return fields
