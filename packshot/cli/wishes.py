"""What is typed, as what the client takes."""

import re
from pathlib import Path

from packshot.cli.targets import Unusable
from packshot.client import Box, Placement
from packshot.client.bounds import check_placement, check_style
from packshot.client.manifests import read_manifest
from packshot.client.scene_wishes import SceneWishes


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


def box_of(text: str | None, option: str) -> Box | None:
    """``x,y,width,height`` as a box."""
    if text is None:
        return None
    box = _box(text)
    if box is None:
        raise Unusable(
            f"{text!r} is no rectangle. Write --{option} x,y,width,height in pixels, such as 100,80,600,700."
        )
    return box


def _box(text: str) -> Box | None:
    numbers = text.split(",")
    if len(numbers) != 4 or not all(re.fullmatch(r"\s*\d{1,5}\s*", number) for number in numbers):
        return None
    return Box(*(int(number) for number in numbers))


_UNSAID = {"light_match": (0,), "plain_prompt": (False,)}
"""Values that a wish has when nobody said it; None and "" where it is not listed. A seed of 0 is one."""


def check_again(again: Path | None, prompt: str | None, count: int, wishes: SceneWishes) -> None:
    """A scene is described by a prompt, or by the manifest of one that was made, which has all wishes already."""
    if again is None:
        if prompt is None:
            raise Unusable("A scene needs words. Give --prompt, or --again with the manifest of a scene.")
        return
    said = [
        name
        for name, value in wishes.items()
        if name not in ("roi", "style") and value not in _UNSAID.get(name, (None, ""))
    ]
    if prompt is not None or count != 1 or said:
        beside = "prompt" if prompt is not None else "count" if count != 1 else said[0].removesuffix("_deg")
        raise Unusable(
            f"--again makes a scene as it was, and --{beside.replace('_', '-')} is another wish. Leave one out."
        )


def manifest_of(path: Path) -> str:
    """The manifest in a file, or in a picture that was made from it."""
    try:
        return read_manifest(path)
    except (OSError, ValueError) as error:
        raise Unusable(f"--again: {error}") from error


def style_of(path: Path | None) -> bytes | None:
    """The bytes of a style's picture, read once for all photos."""
    if path is None:
        return None
    try:
        data = check_style(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Unusable(f"--style: {error}") from error
    if not data:
        raise Unusable("--style: the file is empty.")
    return data


def placement_of(
    text: str | None,
    padding: float | None,
    frame: tuple[int, int] | None = None,
    position: str | None = None,
    scale: float | None = None,
) -> Placement | None:
    """``automatic``, ``original``, or a box ``x,y,width,height`` in the pixels of ``frame`` (width, height; None: not known)."""
    word = (text or "automatic").strip().lower()
    if word in {"automatic", "auto"}:
        wished = Placement(padding=padding, position=position, scale=scale)
        return None if text is None and wished == Placement() else wished
    for name, value in (("padding", padding), ("position", position), ("scale", scale)):
        if value is not None:
            raise Unusable(
                f"--{name} goes with the automatic placement, not with --placement {text}. Leave one of them out."
            )
    if word == "original":
        return Placement("original")
    box = _box(word)
    if box is None:
        raise Unusable(f"{text!r} is not a placement. Write automatic, original, or x,y,width,height in pixels.")
    placement = Placement("manual", box=box)
    try:
        check_placement(placement, frame)
    except ValueError as error:
        raise Unusable(str(error)) from error
    return placement
