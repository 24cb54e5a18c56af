import struct
import zlib

import pytest

from mesh.errors import InvalidImage, UnsupportedImage
from mesh.pictures.formats import TAKEN, Format, recognised


def png_chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def iso_media(major: bytes, *compatible: bytes) -> bytes:
    body = b"ftyp" + major + b"\0\0\0\0" + b"".join(compatible)
    return struct.pack(">I", len(body) + 4) + body


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xd8\xff\xe0", Format.JPEG),
        (b"\x89PNG\r\n\x1a\n", Format.PNG),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Format.WEBP),
        (b"II*\0", Format.TIFF),
        (b"MM\0*", Format.TIFF),
        (b"II+\0", Format.TIFF),
        (iso_media(b"avif", b"mif1"), Format.AVIF),
        (iso_media(b"mif1", b"miaf", b"avif"), Format.AVIF),
    ],
)
def test_first_bytes_name_the_format(data: bytes, expected: Format) -> None:
    assert recognised(data) is expected


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a" + b"\0" * 20, "GIF"),
        (b"%PDF-1.7", "PDF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"\xef\xbb\xbf\n<?xml version='1.0'?><!-- drawn --><SVG/>", "SVG"),
        (iso_media(b"heic", b"mif1"), "HEIC"),
        (iso_media(b"avis", b"avif"), "AVIF sequence"),
        (iso_media(b"isom", b"mp42"), "video"),
        (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", b"\0" * 13) + png_chunk(b"acTL", b"\0" * 8), "animated PNG"),
        (b"8BPS\0\1", "Photoshop"),
        (b"BM" + b"\0" * 20, "BMP"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do(data: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedImage) as caught:
        recognised(data)
    assert caught.value.facts["kind"] == kind
    assert any(word in caught.value.message.lower() for word in ("export", "save", "send", "unpack"))


def test_an_animation_chunk_behind_the_pixels_is_none() -> None:
    still = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", b"\0" * 13) + png_chunk(b"IDAT", b"acTL") + png_chunk(b"acTL")
    assert recognised(still) is Format.PNG


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"hello there", b"\0" * 64, b"<html><body>404</body></html>", b"RIFF\0\0\0\0WAVE"]
)
def test_what_is_no_picture_is_invalid(data: bytes) -> None:
    with pytest.raises(InvalidImage):
        recognised(data)


def test_media_types_lead_back_to_their_format() -> None:
    for each in Format:
        assert Format.of_mime_type(each.mime_type) is each
    assert Format.of_mime_type("Image/PNG; q=0.5") is Format.PNG
    assert Format.of_mime_type("image/gif") is None


def test_raw_is_never_taken_and_only_jpeg_lacks_alpha() -> None:
    assert Format.RAW not in TAKEN
    assert [each for each in Format if not each.carries_alpha] == [Format.JPEG]
