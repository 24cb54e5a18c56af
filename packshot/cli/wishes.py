"""What is typed, as what the client takes."""

import re

from packshot.cli.targets import Unusable
from packshot.client import Box, Placement
from packshot.client.bounds import check_placement


def size_of(text: str | None) -> tuple[int, int] | None:
    """``1024x768`` as width and height; one number is a square."""
    if text is None:
        return None
    found = re.fullmatch(r"(\d{1,5})(?:[x×](\d{1,5}))?", text.strip().lower())
    if found is None:
        raise Unusable(f"{text!r} is not a size. Write width and height in pixels, such as 1024x768.")
    width = int(found[1])
    return width, int(found[2]) if found[2] else width


def margin_of(margin: float, *, crop: bool) -> float:
    """Room around the cropped product, share of its longer side."""
    if margin and not crop:
        raise Unusable("--margin is room around the cropped product. Add --crop, or leave --margin out.")
    return margin


def placement_of(text: str | None, padding: float | None, frame: tuple[int, int] | None = None) -> Placement | None:
    """``automatic``, ``original``, or a box ``x,y,width,height`` in the pixels of ``frame`` (width, height; None: not known)."""
    word = (text or "automatic").strip().lower()
    if word in {"automatic", "auto"}:
        return None if text is None and padding is None else Placement(padding=padding)
    if padding is not None:
        raise Unusable(
            f"--padding goes with the automatic placement, not with --placement {text}. Leave one of them out."
        )
    if word == "original":
        return Placement("original")
    numbers = word.split(",")
    if len(numbers) != 4 or not all(re.fullmatch(r"\s*\d{1,5}\s*", number) for number in numbers):
        raise Unusable(f"{text!r} is not a placement. Write automatic, original, or x,y,width,height in pixels.")
    placement = Placement("manual", box=Box(*(int(number) for number in numbers)))
    try:
        check_placement(placement, frame)
    except ValueError as error:
        raise Unusable(str(error)) from error
    return placement
