import numpy as np
import pytest
import pyvips

from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from mesh.pictures.xmp import write_packet
from packshot.client.manifests import manifest_in

MANIFEST = '{"prompt":"Стол & <свет> \\u0007 \U0001f38f","seed":18446744073709551615}'


def test_what_is_written_is_read() -> None:
    assert manifest_in(write_packet(MANIFEST)) == MANIFEST


def test_control_characters_are_written_as_json_writes_them() -> None:
    assert manifest_in(write_packet("a\x00b\x1f")) == "a\\u0000b\\u001f"


@pytest.mark.parametrize("packet", [b"", b"<x:xmpmeta/>", b"\xff\xfe", b"urn:packshot:manifest:1 <packshot:manifest>"])
def test_other_packets_are_none_of_ours(packet: bytes) -> None:
    assert manifest_in(packet) is None


@pytest.mark.parametrize("target", [Format.PNG, Format.JPEG, Format.WEBP, Format.AVIF])
@pytest.mark.parametrize("channels", [3, 4])
def test_files_carry_the_packet_and_the_same_pixels(target: Format, channels: int) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (40, 30, channels), dtype=np.uint8)
    plain, carrying = encode(pixels, target), encode(pixels, target, xmp=write_packet(MANIFEST))
    with_packet = pyvips.Image.new_from_buffer(carrying, "")
    assert manifest_in(with_packet.get("xmp-data")) == MANIFEST
    without = pyvips.Image.new_from_buffer(plain, "")
    assert not without.get_typeof("xmp-data")
    assert np.array_equal(with_packet.numpy(), without.numpy())
