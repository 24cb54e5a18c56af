"""Manifests as people keep them: as a file of their own, or inside a picture that Packshot made."""

from pathlib import Path
from xml.sax.saxutils import unescape

_BEGIN, _END = b"<packshot:manifest>", b"</packshot:manifest>"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")


def manifest_in(picture: bytes) -> str | None:
    """The manifest that a PNG, JPEG, WebP or AVIF made by Packshot carries as XMP; None where there is none.

    All four keep an XMP packet as it is, so it can be found without reading the format.
    """
    start = picture.find(_BEGIN)
    end = picture.find(_END, start)
    if start < 0 or end < 0:
        return None
    return unescape(picture[start + len(_BEGIN) : end].decode("utf-8", errors="replace"))


def read_manifest(path: Path) -> str:
    """The manifest in a file: JSON, or a picture. Raises ``OSError``, and ``ValueError`` where there is none in it."""
    data = path.read_bytes()
    found = manifest_in(data)
    if found is not None:
        return found
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise ValueError(
            f"{path} carries no manifest: it was not made by Packshot, or what it carried was stripped on the way. "
            "Give the manifest's own file."
        )
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise ValueError(f"{path} is neither a manifest nor a picture that could carry one.") from None
