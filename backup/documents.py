"""Documents to a file and back: BSON one after another, compressed; byte for byte what the store holds."""

import gzip
import hashlib
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, cast

import bson
from bson.codec_options import CodecOptions
from bson.raw_bson import RawBSONDocument
from motor.motor_asyncio import AsyncIOMotorClient
from pymongo.errors import BulkWriteError

from backup.errors import BackupError
from backup.snapshot import Collection
from mesh.documents import Document, Documents, needs_documents, open_documents

PATIENCE = {"socketTimeoutMS": 600_000, "connectTimeoutMS": 60_000, "serverSelectionTimeoutMS": 30_000}
"""The driver breaks off what runs when the store does not answer its heartbeat within the connection's time-out; the services' 2 s
are too short for a store that a backup keeps busy."""
DUPLICATE = 11_000
BATCH_DOCUMENTS, BATCH_BYTES = 500, 8 * 1024 * 1024
LARGEST_BYTES = 64 * 1024 * 1024
"""Beyond what MongoDB takes (16 MiB): a length like that is a damaged file."""
_DECODED: CodecOptions[Document] = CodecOptions(tz_aware=True)


class Broken(BackupError):
    """The file is not what was written."""


def open_patiently(url: str, database: str) -> Documents:
    """Opens the database for calls that may take minutes: a scan of all documents, a batch of inserts into a busy store."""

    def client(url: str, **options: Any) -> Any:
        return AsyncIOMotorClient(url, **{**options, **PATIENCE})

    return open_documents(url, database, durable=True, client=client)


def _raw(documents: Documents) -> Any:
    options = documents.codec_options.with_options(document_class=cast(Any, RawBSONDocument))
    return documents.with_options(codec_options=options)


@needs_documents
async def collections_of(documents: Documents) -> list[str]:
    """Names of the collections, without those that MongoDB keeps for itself."""
    return [name for name in await documents.list_collection_names() if not name.startswith("system.")]


@needs_documents
async def dump(documents: Documents, collection: str, path: Path) -> Collection:
    """Writes all documents of a collection to ``path``, in the order in which the store keeps them, as ``mongodump`` does.

    By their ids would be no better (a document stays at its place when it is changed) and made SecantusDB, which sorts in
    memory, take 9 s in place of 0.2 s for 10,000.
    """
    count = 0
    # Without name and time in the header, the same documents make the same file.
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
        async for document in _raw(documents)[collection].find({}):
            packed.write(document.raw)
            count += 1
    return Collection(count, *size_and_sha256(path))


@needs_documents
async def load(documents: Documents, collection: str, path: Path) -> int:
    """Inserts all documents of the file; how many."""
    target, count = _raw(documents)[collection], 0
    batch: list[RawBSONDocument] = []
    held = 0
    for raw in read_raw(path):
        batch.append(RawBSONDocument(raw))
        held += len(raw)
        if len(batch) == BATCH_DOCUMENTS or held >= BATCH_BYTES:
            await _insert(target, batch)
            count, batch, held = count + len(batch), [], 0
    if batch:
        await _insert(target, batch)
    return count + len(batch)


async def _insert(target: Any, batch: list[RawBSONDocument]) -> None:
    try:
        await target.insert_many(batch, ordered=False)
    except BulkWriteError as failure:
        faults = (failure.details or {}).get("writeErrors", [])
        if any(fault["code"] != DUPLICATE for fault in faults):
            raise
        # The driver has sent it twice, over a broken connection; or it was deleted and made anew while the collection was read, and
        # the later one counts.
        for fault in faults:
            document = batch[fault["index"]]
            await target.replace_one({"_id": document["_id"]}, document, upsert=True)


def read(path: Path) -> Iterator[Document]:
    """The documents of a file. Raises ``Broken``."""
    for raw in read_raw(path):
        try:
            yield bson.decode(raw, _DECODED)
        except bson.errors.BSONError as error:
            raise Broken(
                f"A document of {path.name} cannot be read ({error}). Mend it in the document store and save again, or restore the "
                "snapshot before it."
            ) from error


def read_raw(path: Path) -> Iterator[bytes]:
    """The documents of a file, as BSON. Raises ``Broken``."""
    try:
        with gzip.open(path, "rb") as file:
            while head := file.read(4):
                yield head + _body(cast(IO[bytes], file), head)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Broken(str(error)) from error


def _body(file: IO[bytes], head: bytes) -> bytes:
    length = struct.unpack("<i", head)[0] if len(head) == 4 else 0
    body = file.read(length - 4) if 4 < length <= LARGEST_BYTES else b""
    if not body or len(body) != length - 4:
        raise Broken(f"a document of {length} bytes that is not whole")
    return body


def size_and_sha256(path: Path) -> tuple[int, str]:
    """Bytes of a file and their hash, hexadecimal."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return file.tell(), digest.hexdigest()
