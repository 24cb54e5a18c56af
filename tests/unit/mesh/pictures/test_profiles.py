import pytest

from mesh.pictures.profiles import description, names_srgb
from mesh.pictures.vips import pyvips


def profile(tag: bytes) -> bytes:
    """A profile of nothing but a description tag."""
    return bytes(128) + (1).to_bytes(4, "big") + b"desc" + (144).to_bytes(4, "big") + len(tag).to_bytes(4, "big") + tag


def version_2(text: str) -> bytes:
    return profile(b"desc\0\0\0\0" + (len(text) + 1).to_bytes(4, "big") + text.encode() + b"\0")


def version_4(text: str) -> bytes:
    words = text.encode("utf-16-be")
    record = b"enUS" + len(words).to_bytes(4, "big") + (28).to_bytes(4, "big")
    return profile(b"mluc\0\0\0\0" + (1).to_bytes(4, "big") + (12).to_bytes(4, "big") + record + words)


@pytest.mark.parametrize("make", [version_2, version_4])
def test_both_kinds_of_description_are_read(make: object) -> None:
    assert callable(make)
    assert description(make("sRGB IEC61966-2.1")) == "sRGB IEC61966-2.1"
    assert names_srgb(make("sRGB IEC61966-2.1"))
    assert not names_srgb(make("Display P3"))
    assert not names_srgb(make("Adobe RGB (1998)"))


def test_real_profiles() -> None:
    assert names_srgb(bytes(pyvips.Operation.call("profile_load", "srgb")))
    assert not names_srgb(bytes(pyvips.Operation.call("profile_load", "p3")))


@pytest.mark.parametrize("data", [b"", b"short", bytes(200), b"\xff" * 300, version_2("sRGB")[:150]])
def test_rubbish_is_not_srgb(data: bytes) -> None:
    assert not names_srgb(data)
