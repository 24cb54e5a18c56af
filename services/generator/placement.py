"""Where the product goes, how large, and how large the frame is. The only place that resamples the product."""

import re
from dataclasses import dataclass
from math import sqrt

import cv2
import numpy as np

from mesh.errors import InvalidArgument
from services.generator.arrays import Bytes, Field
from services.generator.colour import decode, encode
from services.generator.errors import EmptyMatte
from services.generator.studio import Framing

MIN_SIDE_PX, MAX_SIDE_PX, MAX_PIXELS = 64, 4096, 16_000_000
DEFAULT_SIDE_PX = 1024
DEFAULT_PADDING = 0.12
MAX_ENLARGEMENT = 3.0
"""Times a product is enlarged at most; beyond that it is a blur, whatever the scene."""
POSITIONS = {
    "center": (0.5, 0.5),
    "left_center": (0.0, 0.5),
    "right_center": (1.0, 0.5),
    "upper_center": (0.5, 0.0),
    "bottom_center": (0.5, 1.0),
    "upper_left": (0.0, 0.0),
    "upper_right": (1.0, 0.0),
    "bottom_left": (0.0, 1.0),
    "bottom_right": (1.0, 1.0),
}
"""Places in the frame, in shares of the room that the product leaves (from the left, from the top)."""
_BESIDE = 0.72
"""Size of a product that stands at a side, over the set's usual one: it is there to leave room."""
_RATIO = re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})?)\s*[:/x]\s*(\d{1,3}(?:\.\d{1,3})?)\s*")


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the top left corner."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class PlacementWish:
    """How the product is to be placed: ``automatic``, ``original`` or ``manual``."""

    mode: str = "automatic"
    padding: float | None = None
    """Automatic: room at each side as a share of the frame's shorter side, 0..0.45."""
    box: Box | None = None
    """Manual: what the product is fitted into."""
    position: str = ""
    """Automatic: one of ``POSITIONS``; empty: where the set likes it."""
    scale: float | None = None
    """Automatic: longer side of the product over the frame's shorter side, 0.05..1, as far as the padding leaves room."""


@dataclass(frozen=True)
class Placed:
    """The product at its size. Colours under matte 0 are black, whatever they were."""

    colours: Bytes
    """(h, w, 3) uint8."""
    matte: Bytes
    """(h, w) uint8."""
    box: Box
    """Where it lies in the frame; parts may be outside in ``original`` mode with another aspect ratio."""


def frame_size(width: int, height: int, aspect_ratio: str) -> tuple[int, int]:
    """Output size (width, height); 0 means not said. Raises ``InvalidArgument`` outside 64..4096 px a side or 16 megapixels."""
    ratio = _ratio(aspect_ratio) if aspect_ratio else None
    if width and height and ratio and abs(width - height * ratio) > max(1.0, ratio):
        raise InvalidArgument(
            f"The size {width}x{height} is not {aspect_ratio}. Give the size or the aspect ratio, not two that differ.",
            field="aspect_ratio",
        )
    ratio = ratio or 1.0
    said = {"width": bool(width), "height": bool(height)}
    if not width and not height:
        width, height = (
            (DEFAULT_SIDE_PX, round(DEFAULT_SIDE_PX / ratio))
            if ratio >= 1
            else (round(DEFAULT_SIDE_PX * ratio), DEFAULT_SIDE_PX)
        )
    elif not width:
        width = round(height * ratio)
    elif not height:
        height = round(width / ratio)
    for side, value in (("width", width), ("height", height)):
        if not MIN_SIDE_PX <= value <= MAX_SIDE_PX:
            raise InvalidArgument(
                f"The {side} of the picture would be {value} px; it must be {MIN_SIDE_PX} to {MAX_SIDE_PX}. Ask for another size.",
                field=_said_side(said, side),
                minimum=MIN_SIDE_PX,
                maximum=MAX_SIDE_PX,
            )
    if width * height > MAX_PIXELS:
        raise InvalidArgument(
            f"{width}x{height} is {width * height / 1e6:.1f} megapixels; at most {MAX_PIXELS / 1e6:.0f} are made. Ask for less.",
            field="size",
            max_pixels=MAX_PIXELS,
        )
    return width, height


def _said_side(said: dict[str, bool], side: str) -> str:
    """The field that a wrong side comes from: itself, or, where it followed from it, the other side or the aspect ratio."""
    if said[side]:
        return f"size.{side}"
    other = next((name for name, given in said.items() if given), None)
    return f"size.{other}" if other else "aspect_ratio"


def _ratio(text: str) -> float:
    match = _RATIO.fullmatch(text)
    sides = (float(match.group(1)), float(match.group(2))) if match else (0.0, 0.0)
    if not all(1 <= side <= 64 for side in sides):
        raise InvalidArgument(
            f"'{text[:40]}' is not an aspect ratio. Write width to height, each 1 to 64, such as 4:5 or 1.91:1.",
            field="aspect_ratio",
        )
    return sides[0] / sides[1]


def lies_in(box: Box, frame: tuple[int, int]) -> bool:
    """Whether a box lies in a frame (width, height), but for a pixel of rounding on each side: where every placement puts it."""
    return box.x >= -1 and box.y >= -1 and box.x + box.width <= frame[0] + 1 and box.y + box.height <= frame[1] + 1


def bounds(matte: Bytes) -> Box:
    """The rectangle of everything that is not fully transparent. Raises ``EmptyMatte`` when no pixel is at least half there."""
    if not (matte >= 128).any():
        raise EmptyMatte(
            "The product picture has no product: it is transparent everywhere. Send a cut-out product with its alpha."
        )
    x, y, width, height = cv2.boundingRect((matte > 0).astype(np.uint8))
    return Box(int(x), int(y), int(width), int(height))


def check_wish(wish: PlacementWish, frame: tuple[int, int]) -> None:
    """Everything about a wish that can be told without the product; ``frame``: (width, height).

    Raises ``InvalidArgument`` for a padding or box that cannot be, and for one that this placement would not look at.
    """
    if wish.mode not in ("automatic", "original", "manual"):
        raise InvalidArgument(
            f"'{wish.mode[:40]}' is not a placement. Choose automatic, original or manual.", field="placement.mode"
        )
    if wish.padding is not None and wish.mode != "automatic":
        raise InvalidArgument(
            f"A padding was given with {wish.mode} placement, which has none. Leave it out, or choose automatic placement.",
            field="placement.padding",
        )
    if wish.padding is not None and not 0 <= wish.padding <= 0.45:
        raise InvalidArgument(
            f"The padding {wish.padding:g} is outside 0 to 0.45 (a share of the shorter side). Choose one within.",
            field="placement.padding",
        )
    for name, value in (("position", wish.position), ("scale", wish.scale)):
        if value and wish.mode != "automatic":
            raise InvalidArgument(
                f"A {name} was given with {wish.mode} placement, which has none. Leave it out, or choose automatic placement.",
                field=f"placement.{name}",
            )
    if wish.position and wish.position not in POSITIONS:
        raise InvalidArgument(
            f"'{wish.position[:40]}' is not a position. Choose one of {', '.join(POSITIONS)}.",
            field="placement.position",
        )
    if wish.scale is not None and not 0.05 <= wish.scale <= 1:
        raise InvalidArgument(
            f"The scale {wish.scale:g} is outside 0.05 to 1 (a share of the frame's shorter side). Choose one within.",
            field="placement.scale",
        )
    if wish.mode == "manual":
        _checked(wish.box, frame)
    elif wish.box is not None:
        raise InvalidArgument(
            f"A box was given with {wish.mode} placement, which does not use it. Choose manual placement, or leave the box out.",
            field="placement.box",
        )


def find_box(matte: Bytes, frame: tuple[int, int], wish: PlacementWish, framing: Framing) -> Box:
    """Where the product's bounds go in the frame. ``matte``: (H, W) uint8 of the whole cut-out photo.

    Enlarges at most ``MAX_ENLARGEMENT`` times: a smaller product stands smaller in the frame. Raises ``EmptyMatte``, and
    ``InvalidArgument`` for a padding or box that cannot be, or a box that the product is too small for.
    """
    check_wish(wish, frame)
    own = bounds(matte)
    width, height = frame
    if wish.mode == "manual":
        return _fit(own, _checked(wish.box, frame))
    if wish.mode == "original":
        scale = min(width / matte.shape[1], height / matte.shape[0], MAX_ENLARGEMENT)
        left, top = (width - matte.shape[1] * scale) / 2, (height - matte.shape[0] * scale) / 2
        return Box(
            round(left + own.x * scale),
            round(top + own.y * scale),
            max(1, round(own.width * scale)),
            max(1, round(own.height * scale)),
        )
    return _automatic(own, frame, wish, framing)


def _automatic(own: Box, frame: tuple[int, int], wish: PlacementWish, framing: Framing) -> Box:
    """Standing where the wish or the set has it, as large as the wished scale or the padding, else the set's usual size, allows."""
    width, height = frame
    room = (DEFAULT_PADDING if wish.padding is None else wish.padding) * min(width, height)
    inner = Box(0, 0, max(1, round(width - 2 * room)), max(1, round(height - 2 * room)))
    scale = min(inner.width / own.width, inner.height / own.height, MAX_ENLARGEMENT)
    if wish.scale is not None:
        scale = min(scale, wish.scale * min(width, height) / max(own.width, own.height))
    elif wish.padding is None:
        # Equal area looks equally large: the side of the square with the product's bounds is what the set's size is about.
        side = sqrt(own.width * own.height)
        beside = 1.0 if wish.position in ("", "center") else _BESIDE
        scale = min(scale, 1.12 * framing.size * beside * min(width, height) / side)
    scaled_width, scaled_height = max(1, round(own.width * scale)), max(1, round(own.height * scale))
    if wish.position:
        across, down = POSITIONS[wish.position]
        left = room + across * (width - 2 * room - scaled_width)
        return Box(round(left), round(room + down * (height - 2 * room - scaled_height)), scaled_width, scaled_height)
    foot = min(framing.foot * height, height - room)
    # A small product is not pushed to the bottom; a large one keeps its padding above.
    centred = (height + scaled_height) / 2
    foot = min(foot, centred + 0.10 * height)
    top = round(min(max(foot - scaled_height, room), height - room - scaled_height))
    return Box(round((width - scaled_width) / 2), top, scaled_width, scaled_height)


def _checked(box: Box | None, frame: tuple[int, int]) -> Box:
    if box is None:
        raise InvalidArgument(
            "Manual placement needs a box. Give x, y, width and height in output pixels.", field="placement.box"
        )
    if box.width < 1 or box.height < 1:
        raise InvalidArgument(
            f"The box is {box.width}x{box.height} px, which leaves no room for a product. Make both sides at least 1.",
            field="placement.box",
        )
    if box.x < 0 or box.y < 0 or box.x + box.width > frame[0] or box.y + box.height > frame[1]:
        raise InvalidArgument(
            f"The box {box.width}x{box.height} at ({box.x}, {box.y}) leaves the frame of {frame[0]}x{frame[1]} px. Move it inside.",
            field="placement.box",
        )
    return box


def _fit(own: Box, box: Box) -> Box:
    """Into the box, proportions kept: centred across, standing on its lower edge as on a floor.

    Raises ``InvalidArgument`` for a box that would enlarge the product beyond what it can bear: the size was asked for, so a
    smaller one is not made in silence.
    """
    scale = min(box.width / own.width, box.height / own.height)
    if scale > MAX_ENLARGEMENT:
        most = (int(own.width * MAX_ENLARGEMENT), int(own.height * MAX_ENLARGEMENT))
        raise InvalidArgument(
            f"The product has {own.width}x{own.height} px in its picture; the box of {box.width}x{box.height} px would enlarge it "
            f"{scale:.1f} times; {MAX_ENLARGEMENT:g} times is the most that looks sharp. Make the box at most {most[0]} px wide or "
            f"{most[1]} px high, or send a larger picture.",
            field="placement.box",
            max_width=most[0],
            max_height=most[1],
        )
    width, height = min(box.width, max(1, round(own.width * scale))), min(box.height, max(1, round(own.height * scale)))
    return Box(box.x + (box.width - width) // 2, box.y + box.height - height, width, height)


def place(colours: Bytes, matte: Bytes, box: Box) -> Placed:
    """Bring the product's bounds to the size of ``box``; at the same size not a byte is touched.

    Resampled in premultiplied linear light: premultiplied, or colours hidden under alpha 0 leak into the edge; linear, or fine
    texture gets darker as it gets smaller. Shrinking averages areas (no ringing, no aliasing); growing is bicubic, held within the
    values around each pixel, so that nothing rings. Channel by channel, since the floats of all four of a 50-megapixel product
    are 800 MB.
    """
    own = bounds(matte)
    part = (slice(own.y, own.y + own.height), slice(own.x, own.x + own.width))
    own_colours, own_matte = colours[part], matte[part]
    if (own.width, own.height) == (box.width, box.height):
        kept = own_colours.copy()
        kept[own_matte == 0] = 0
        return Placed(kept, own_matte.copy(), box)
    share = own_matte.astype(np.float32)
    share /= 255
    alpha = _resampled(share, box)
    codes = np.floor(np.clip(alpha, 0, 1) * 255 + 0.5).astype(np.uint8)
    result = np.empty((*codes.shape, 3), np.uint8)
    np.maximum(alpha, 1e-4, out=alpha)
    for channel in range(3):
        light = decode(own_colours[..., channel])
        light *= share
        straight = _resampled(light, box)
        straight /= alpha
        result[..., channel] = (encode(straight) + np.float32(0.5)).astype(np.uint8)
    result[codes == 0] = 0
    return Placed(result, codes, box)


def _resampled(layer: Field, box: Box) -> Field:
    """(h, w) float32 at the size of ``box``.

    Around it there is nothing, and the edge must run out into that: repeating the last row, as a plain resize does, cuts the
    product off flat at its box.
    """
    height, width = layer.shape
    size = (box.width, box.height)
    if box.width <= width and box.height <= height:
        return cv2.resize(layer, size, interpolation=cv2.INTER_AREA)
    x, y = width / box.width, height / box.height
    # Pixel centres: output i shows source (i + 1/2) * step - 1/2.
    matrix = np.array([[x, 0, x / 2 - 0.5], [0, y, y / 2 - 0.5]])

    def warped(source: Field, kernel: int) -> Field:
        flags = kernel | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(source, matrix, size, flags=flags, borderMode=cv2.BORDER_CONSTANT, borderValue=0)

    near = np.ones((3, 3), np.uint8)
    lowest = cv2.erode(layer, near, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    highest = cv2.dilate(layer, near, borderType=cv2.BORDER_CONSTANT, borderValue=0)
    grown = warped(layer, cv2.INTER_CUBIC)
    np.maximum(grown, warped(lowest, cv2.INTER_NEAREST), out=grown)
    return np.minimum(grown, warped(highest, cv2.INTER_NEAREST), out=grown)
