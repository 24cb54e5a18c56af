"""The formats that Packshot reads and writes, and how a file of each is recognised by its first bytes.

Needs no imaging library, so that a service which only passes bytes on can name a format.
"""

from enum import Enum

from mesh.errors import InvalidImage, UnsupportedImage


class Format(Enum):
    """A picture format: its media type, and whether it carries transparency."""

    RAW = ("application/octet-stream", True)
    """Bare 8-bit samples, row by row, without a header. Only between services; never taken from outside."""
    PNG = ("image/png", True)
    JPEG = ("image/jpeg", False)
    WEBP = ("image/webp", True)
    AVIF = ("image/avif", True)
    TIFF = ("image/tiff", True)

    def __init__(self, mime_type: str, carries_alpha: bool) -> None:
        self.mime_type = mime_type
        self.carries_alpha = carries_alpha

    @classmethod
    def of_mime_type(cls, mime_type: str) -> "Format | None":
        """The format of a media type, parameters ignored; None where it is none of ours."""
        plain = mime_type.partition(";")[0].strip().lower()
        return next((each for each in cls if each.mime_type == plain), None)


TAKEN = (Format.JPEG, Format.PNG, Format.WEBP, Format.AVIF, Format.TIFF)
"""What may be sent in."""

_TAKEN_WORDS = "Send JPEG, PNG, WebP, AVIF or TIFF."
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (b"GIF8", "GIF", "It has 256 colours at most and may move; export the frame that shows the product as PNG."),
    (b"%PDF", "PDF", "It is a document; export the page as PNG or TIFF."),
    (b"%!PS", "PostScript", "It is a drawing program; export it as PNG or TIFF."),
    (b"BM", "BMP", "Save it as PNG, which keeps every pixel and is smaller."),
    (b"8BPS", "Photoshop", "Export a flattened PNG or TIFF."),
    (b"\x00\x00\x01\x00", "icon", "Send the photo itself."),
    (b"\xff\x0a", "JPEG XL", _TAKEN_WORDS),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL", _TAKEN_WORDS),
    (b"\x00\x00\x00\x0cjP  ", "JPEG 2000", _TAKEN_WORDS),
    (b"\x1aE\xdf\xa3", "video", "Send a single frame as JPEG or PNG."),
    (b"\x1f\x8b", "compressed", "Unpack it first; a compressed SVG is a drawing and is not taken."),
    (b"PK\x03\x04", "archive", "Unpack it first, and send one photo at a time."),
)


def recognised(data: bytes) -> Format:
    """The format of a file, by its first bytes alone: what a name or a header claims is not asked.

    Raises ``UnsupportedImage`` for a picture of a kind that is not taken, with what to send instead;
    ``InvalidImage`` for anything else.
    """
    if data.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        if _is_animated_png(data):
            raise _unsupported("animated PNG", "Export the frame that shows the product as PNG.")
        return Format.PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return Format.WEBP
    if data.startswith((b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return Format.TIFF
    if data[4:8] == b"ftyp":
        return _iso_media(data)
    for start, kind, hint in _REFUSED:
        if data.startswith(start):
            raise _unsupported(kind, hint)
    if _is_svg(data):
        raise _unsupported("SVG", "It is a drawing, not a photo; export it as PNG.")
    raise InvalidImage(f"These bytes are not a picture of a kind that is known here. {_TAKEN_WORDS}")


def _unsupported(kind: str, hint: str) -> UnsupportedImage:
    return UnsupportedImage(f"A file of the kind {kind} cannot be worked on. {hint}", kind=kind)


def _iso_media(data: bytes) -> Format:
    """AVIF, or the refusal of one of its relatives. Brands: ISO/IEC 23008-12 and the AVIF specification, section 6."""
    length = min(int.from_bytes(data[:4], "big"), 256)
    major = data[8:12]
    brands = {major} | {data[at : at + 4] for at in range(16, length - 3, 4)}
    if major == b"avis":
        raise _unsupported("AVIF sequence", "It moves; export the frame that shows the product as AVIF or PNG.")
    if b"avif" in brands:
        return Format.AVIF
    if brands & _HEIC_BRANDS:
        raise _unsupported("HEIC", "Set the camera to `most compatible`, or export the photo as JPEG.")
    raise _unsupported("video", "Send a single frame as JPEG or PNG.")


def _is_animated_png(data: bytes) -> bool:
    """Whether a PNG announces an animation (``acTL``), which must stand before its pixels. Chunks: PNG
    specification, 3rd edition.
    """
    at = 8
    while at + 8 <= len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if kind == b"acTL":
            return True
        if kind in {b"IDAT", b"IEND"}:
            return False
        at += 12 + length
    return False


def _is_svg(data: bytes) -> bool:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"<svg" in head.lower()
