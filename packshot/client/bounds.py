"""What can be said about a wish before it is sent: its form, its range, and what it does not go with.

Only what the contract itself fixes is checked here; the service checks all of it again.
"""

import math
import operator
from typing import Any

LARGEST_SEED = 2**64 - 1
MOST_SCENES = 4
LARGEST_STYLE_BYTES = 2_000_000
DEFAULT_FRAME = (1024, 1024)
"""Width and height in pixels of a scene that nothing is said about"""
_LARGEST_UINT32 = 2**32 - 1


def whole(name: str, value: Any, low: int, high: int) -> int:
    """``value`` as an int, of whatever kind it is. Raises ``ValueError`` with the range for anything but a whole number in it."""
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, bool) or not low <= number <= high:
        raise ValueError(f"{name} is {value!r}; it is a whole number from {low} to {high}.")
    return number


def share(name: str, value: Any, high: float) -> float:
    """``value`` as a float. Raises ``ValueError`` with the range for anything but a number from 0 to ``high``."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number <= high:
        raise ValueError(f"{name} is {value!r}; it is a number from 0 to {high:g}.")
    return number


def sides(size: Any) -> tuple[int, int]:
    """Width and height in pixels; 0 for a side that follows from the other. Raises ``ValueError`` with the form of a size."""
    try:
        width, height = size
        return whole("width", width, 0, _LARGEST_UINT32), whole("height", height, 0, _LARGEST_UINT32)
    except (TypeError, ValueError):
        raise ValueError(
            f"size is {size!r}; it is width and height in pixels, each 64 to 4096, such as (1024, 768)."
        ) from None


def check_style(data: bytes) -> bytes:
    """The bytes of a style's picture. Raises ``ValueError`` for more than one message carries."""
    if len(data) > LARGEST_STYLE_BYTES:
        most = LARGEST_STYLE_BYTES / 1e6
        raise ValueError(
            f"The picture of the style has {len(data) / 1e6:.1f} MB; {most:.0f} MB are the limit. Scale it down."
        )
    return data


def check_margin(margin: float, *, crop: bool) -> None:
    """Raises ``ValueError`` for room that is wished around nothing."""
    if margin and not crop:
        raise ValueError("margin is room around the cropped product, and crop is off. Set crop, or leave margin out.")


def frame_of(size: tuple[int, int] | None, aspect_ratio: str) -> tuple[int, int] | None:
    """Width and height in pixels of the scene, where they are known before the service has worked out the aspect ratio."""
    if size and all(size):
        return size
    return None if aspect_ratio else DEFAULT_FRAME


def check_placement(placement: Any, frame: tuple[int, int] | None) -> None:
    """Raises ``ValueError`` where padding, box and mode do not go together, or the box leaves the frame (width, height; pixels)."""
    mode, box = placement.mode.lower(), placement.box
    if placement.padding is not None and mode != "automatic":
        raise ValueError(f"padding goes with the automatic placement, not with {mode}. Leave one of them out.")
    for name in ("position", "scale"):
        if getattr(placement, name) is not None and mode != "automatic":
            raise ValueError(f"{name} goes with the automatic placement, not with {mode}. Leave one of them out.")
    if box is None:
        if mode == "manual":
            raise ValueError("The manual placement needs a box: x, y, width and height in output pixels.")
        return
    if mode != "manual":
        raise ValueError(f"A box goes with the manual placement, not with {mode}. Leave one of them out.")
    for side in ("x", "y", "width", "height"):
        whole(f"box.{side}", getattr(box, side), -(2**31), 2**31 - 1)
    if box.width < 1 or box.height < 1:
        raise ValueError(f"The box is {box.width}x{box.height} px, which leaves no room. Make both sides at least 1.")
    right, bottom = box.x + box.width, box.y + box.height
    if box.x < 0 or box.y < 0 or (frame is not None and (right > frame[0] or bottom > frame[1])):
        within = f"the frame of {frame[0]}x{frame[1]} px" if frame else "the frame"
        raise ValueError(f"The box {box.width}x{box.height} at ({box.x}, {box.y}) leaves {within}. Move it inside.")
