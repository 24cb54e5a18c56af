"""Pictures as a zip that is sent while it is written: a file for each layer, the manifest beside them; a folder for each of several
scenes.

Stored, not deflated: pictures are packed already. Times are left at the format's zero, so that the same pictures make the same zip.
"""

import io
import zipfile
from collections.abc import AsyncIterator
from typing import IO

from packshot.common.v1 import image_pb2
from packshot.studio.v1 import studio_pb2
from services.gateway.shapes.pictures import format_name, layer_name
from services.gateway.told import Told

_SUFFIX = {"jpeg": "jpg"}


class Outgoing(io.RawIOBase):
    """Where the zip is written to; what has been written is taken away piece by piece."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object, /) -> int:
        self._written += memoryview(data)  # type: ignore[arg-type]
        return len(memoryview(data))  # type: ignore[arg-type]

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


async def zipped(
    told: Told, first: image_pb2.ImagePart, events: AsyncIterator[studio_pb2.RunResponse], *, several: bool
) -> AsyncIterator[bytes]:
    """The zip's pieces. Its table of contents comes last: one that was broken off cannot be opened."""
    outgoing = Outgoing()
    archive = zipfile.ZipFile(outgoing, "w", zipfile.ZIP_STORED)
    if told.report is not None:
        archive.writestr(zipfile.ZipInfo("report.json"), told.report.model_dump_json(indent=1))
    entry = _open(archive, told, first, several)
    try:
        async for event in events:
            part = told.note(event)
            if part is None:
                continue
            if part.WhichOneof("part") == "header":
                entry.close()
                entry = _open(archive, told, part, several)
            else:
                entry.write(part.chunk)
                yield outgoing.take()
    finally:
        # Also where the pictures broke off: an archive cannot be closed over an open file, and what is written then is not sent.
        entry.close()
        archive.close()
    yield outgoing.take()


def _open(archive: zipfile.ZipFile, told: Told, part: image_pb2.ImagePart, several: bool) -> IO[bytes]:
    """The file of a picture that begins; before the first of a scene, its manifest."""
    scene = len(told.documents)
    folder = f"{scene}/" if several else ""
    manifest = f"{folder}manifest.json"
    if scene and manifest not in archive.namelist():
        archive.writestr(zipfile.ZipInfo(manifest), told.documents[-1])
    form = format_name(part.header.format)
    name = f"{folder}{layer_name(part.layer)}.{_SUFFIX.get(form, form)}"
    return archive.open(zipfile.ZipInfo(name), "w")
