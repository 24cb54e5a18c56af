"""Links to manifests that hold the manifest themselves: nothing is stored, so nothing can be lost or expire.

A manifest's text, deflated, is the last part of the path. One that would be too long for a header field gets no link; it is in the
picture's own XMP, and in JSON, multipart and zip answers.
"""

import base64
import binascii
import json
import zlib

from mesh.errors import InvalidArgument

PREFIX = "/v1/manifests/"
MAX_LINK_CHARS = 2_800
"""Proxies take about 4 KB for all header fields."""
MAX_MANIFEST_BYTES = 64 * 1024


def link_of(document: str) -> str | None:
    """The path at which the manifest can be read; None where it would be too long, or there is no manifest."""
    if not document:
        return None
    token = base64.urlsafe_b64encode(zlib.compress(document.encode(), 9)).rstrip(b"=").decode()
    return PREFIX + token if len(token) <= MAX_LINK_CHARS else None


def read_link(token: str) -> str:
    """The manifest of a link. Raises ``InvalidArgument`` for a path that never was one."""
    try:
        packed = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(packed, MAX_MANIFEST_BYTES)
        if not unpacker.eof or not isinstance(json.loads(text), dict):
            raise _broken()
        return text.decode()
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise _broken() from error


def _broken() -> InvalidArgument:
    return InvalidArgument(
        "This is not the link of a manifest, or not the whole of it. Copy it from the answer's `Link` field.",
        field="manifest",
    )
