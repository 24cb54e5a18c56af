"""What the caller wants back, from ``Accept`` (RFC 9110, 12.5.1) and the options."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.gateway.errors import NotAcceptable
from services.gateway.options import Format

JSON_TYPE = "application/json"
MIXED_TYPE = "multipart/mixed"
ZIP_TYPE = "application/zip"
MAX_ACCEPT_CHARS = 4_096


class Container(StrEnum):
    """How pictures are packed into the answer."""

    BARE = "the picture itself"
    JSON = "one JSON document, pictures in base64"
    MIXED = "a part for each picture"
    ZIP = "a zip with a file for each picture"


@dataclass(frozen=True)
class Wish:
    """What will be sent."""

    container: Container
    format: Format


@dataclass(frozen=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    @property
    def precision(self) -> int:
        return (self.kind != "*") + (self.subtype != "*")

    def matches(self, media_type: str) -> bool:
        kind, _, subtype = media_type.partition("/")
        return self.kind in {"*", kind} and self.subtype in {"*", subtype}


def picture_type(format_: Format) -> str:
    """``image/png`` and so on."""
    return f"image/{format_.value}"


def negotiate(accept: str | None, format_: Format | None, picture_count: int) -> Wish:
    """Chooses container and format.

    ``format_``, the option, wins over ``Accept`` as far as the encoding goes. Without it the image type that ``Accept`` likes most
    is taken, PNG where it likes several equally. Several pictures do not fit a bare answer: JSON, unless ``multipart/mixed`` or
    a zip is asked for. Raises ``NotAcceptable`` where nothing fits.
    """
    ranges = _parse((accept or "*/*")[:MAX_ACCEPT_CHARS])
    encoding = format_ or Format(_best(ranges, [picture_type(one) for one in Format]).removeprefix("image/") or "png")
    bare = [picture_type(encoding)] if picture_count == 1 else []
    chosen = _best(ranges, [*bare, JSON_TYPE, MIXED_TYPE, ZIP_TYPE])
    if not chosen and bare and format_ is not None:
        chosen = bare[0]
    if not chosen:
        raise NotAcceptable(_sorry(picture_count), offered=", ".join(_offers(picture_count)))
    packed = {JSON_TYPE: Container.JSON, MIXED_TYPE: Container.MIXED, ZIP_TYPE: Container.ZIP}
    container = packed.get(chosen, Container.BARE)
    return Wish(container, encoding)


def _offers(picture_count: int) -> Sequence[str]:
    images = [picture_type(one) for one in Format] if picture_count == 1 else []
    return [*images, JSON_TYPE, MIXED_TYPE, ZIP_TYPE]


def _sorry(picture_count: int) -> str:
    offers = ", ".join(_offers(picture_count))
    if picture_count > 1:
        return f"{picture_count} pictures do not fit into one image answer. Ask for one picture, or accept {offers}."
    return f"Nothing that the Accept header names can be made. Accept one of {offers}, or leave the header out."


def _best(ranges: Iterable[_Range], offers: Sequence[str]) -> str:
    """The offer of the highest quality, the earlier one of equals; empty where all are refused."""
    qualities = [_quality(ranges, offer) for offer in offers]
    highest = max(qualities, default=0.0)
    return offers[qualities.index(highest)] if highest > 0 else ""


def _quality(ranges: Iterable[_Range], media_type: str) -> float:
    """The quality that the most precise matching range gives."""
    matching = [one for one in ranges if one.matches(media_type)]
    return max(matching, key=lambda one: (one.precision, one.quality)).quality if matching else 0.0


def _parse(accept: str) -> list[_Range]:
    ranges = []
    for item in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in item.split(";"))
        kind, slash, subtype = media_range.partition("/")
        if media_range == "*":
            # What some old clients (Java's URLConnection among them) send for */*.
            kind, slash, subtype = "*", "/", "*"
        if slash and kind and subtype:
            ranges.append(_Range(kind, "jpeg" if subtype == "jpg" else subtype, _q(parameters)))
    return ranges


def _q(parameters: Iterable[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(1.0, max(0.0, float(value)))
            except ValueError:
                return 0.0
    return 1.0
