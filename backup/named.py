"""Which bytes documents name. Owns the order in which collections are read; must not know how anything is copied."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.studio.assets import blobs, catalogue, uploads
from services.studio.assets.blobs import path_of

NAMED_LAST = ("jobs", "charges", catalogue.COLLECTION, blobs.COLLECTION, "accounts")
"""What others name is read after them, so that what a saved document names is saved too though services go on writing: a job that
appears between two collections is then missing as a whole, not in part."""
NAMING = (blobs.COLLECTION, uploads.COLLECTION)
"""The collections that together name all bytes: a document stands before its bytes and goes after them."""


@dataclass(frozen=True)
class Named:
    """Bytes that a document names."""

    path: str
    """Where they are in the object store, and below ``objects/`` in a backup."""
    account_id: str
    sha256: str = ""
    """64 hex digits; empty where the document does not say."""
    size_bytes: int | None = None
    upload_id: str = ""
    """Of whose parts they are one; empty: of none."""


def reading_order(collections: Iterable[str]) -> list[str]:
    """In which order collections are saved; restored they are in the reverse one."""
    rank = {name: place for place, name in enumerate(NAMED_LAST, start=1)}
    return sorted(collections, key=lambda name: (rank.get(name, 0), name))


def named_by(collection: str, document: Mapping[str, Any]) -> Iterator[Named]:
    """The bytes that one document names."""
    match collection:
        case blobs.COLLECTION | catalogue.COLLECTION:
            account_id, sha256 = str(document["account_id"]), str(document["sha256"])
            yield Named(path_of(account_id, sha256), account_id, sha256, int(document["size_bytes"]))
        case uploads.COLLECTION if not document["asset_id"]:
            # One that is whole has become an asset, and its parts are about to go.
            account_id, upload_id = str(document["account_id"]), str(document["_id"])
            for part in document["parts"]:
                yield Named(f"{account_id}/uploads/{upload_id}/{part}", account_id, upload_id=upload_id)
