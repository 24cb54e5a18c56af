"""Just enough of ICC profiles to know the one that most photos carry."""

_MOST_TAGS = 100


def names_srgb(profile: bytes) -> bool:
    """Whether an ICC profile describes itself as sRGB. False for anything that cannot be read."""
    return description(profile).lower().startswith(("srgb", "c2"))


def description(profile: bytes) -> str:
    """The profile's description, or an empty text. Layout: ICC.1:2022, 7.3 (tag table), 10.15 (mluc); ICC.1:2001-04,
    6.5.17 (desc).
    """
    tags = int.from_bytes(profile[128:132], "big")
    for index in range(min(tags, _MOST_TAGS)):
        entry = profile[132 + 12 * index : 144 + 12 * index]
        if entry[:4] == b"desc":
            start, size = int.from_bytes(entry[4:8], "big"), int.from_bytes(entry[8:12], "big")
            return _text(profile[start : start + size])
    return ""


def _text(tag: bytes) -> str:
    if tag[:4] == b"desc":
        length = int.from_bytes(tag[8:12], "big")
        return tag[12 : 12 + length].rstrip(b"\0").decode("ascii", "replace")
    if tag[:4] == b"mluc":
        length, start = int.from_bytes(tag[20:24], "big"), int.from_bytes(tag[24:28], "big")
        return tag[start : start + length].decode("utf-16-be", "replace")
    return ""
