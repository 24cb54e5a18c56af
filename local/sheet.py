"""A contact sheet: several pictures with their captions on one page."""

from collections.abc import Iterable
from pathlib import Path

import pyvips

CELL_PX = 480
CAPTION_PX = 72
GAP_PX = 28
COLUMNS = 3
PAPER = [246, 245, 243]
INK = [58, 55, 52]
SQUARE_PX = 12


def _checker(width: int, height: int) -> "pyvips.Image":
    """The checkerboard that shows through transparent parts."""
    dark = (pyvips.Image.black(SQUARE_PX, SQUARE_PX, bands=3) + 224).cast("uchar")
    tile = (pyvips.Image.black(2 * SQUARE_PX, 2 * SQUARE_PX, bands=3) + 255).cast("uchar")
    tile = tile.insert(dark, 0, 0).insert(dark, SQUARE_PX, SQUARE_PX)
    return tile.replicate(width // tile.width + 1, height // tile.height + 1).crop(0, 0, width, height)


def _picture(path: Path, side: int) -> "pyvips.Image":
    picture = pyvips.Image.thumbnail(str(path), side, height=side).colourspace("srgb")
    if picture.hasalpha():
        alpha = picture[3] / 255
        picture = (picture[:3] * alpha + _checker(picture.width, picture.height) * (1 - alpha)).rint().cast("uchar")
    return picture[:3].copy(interpretation="srgb")


def _caption(text: str, side: int) -> "pyvips.Image | None":
    """The text as a mask, or None where there is none, and on a machine without any font."""
    if not text:
        return None
    try:
        return pyvips.Image.text(text, font=f"sans {11 if side >= CELL_PX else 9}", width=side, dpi=96)
    except pyvips.Error:
        return None


def _cell(text: str, path: Path, side: int) -> "pyvips.Image":
    picture = _picture(path, side)
    height = side + (CAPTION_PX if side >= CELL_PX else CAPTION_PX // 2)
    cell = (pyvips.Image.black(side, height, bands=3) + PAPER).cast("uchar")
    cell = cell.insert(picture, (side - picture.width) // 2, side - picture.height)
    mask = _caption(text, side)
    if mask is None:
        return cell
    mask = mask.embed(0, side + 10, side, height)
    return mask.ifthenelse(INK, cell, blend=True).cast("uchar")


def contact_sheet(pictures: Iterable[tuple[str, Path]], *, columns: int = COLUMNS, cell_px: int = CELL_PX) -> bytes:
    """The pictures, each with its caption, as one PNG."""
    cells = [_cell(text, path, cell_px) for text, path in pictures]
    sheet = pyvips.Image.arrayjoin(
        cells, across=columns, shim=GAP_PX if columns == COLUMNS else GAP_PX // 4, background=PAPER
    )
    width, height = sheet.width + 2 * GAP_PX, sheet.height + 2 * GAP_PX
    sheet = sheet.embed(GAP_PX, GAP_PX, width, height, extend="background", background=PAPER)
    encoded: bytes = sheet.copy(interpretation="srgb").pngsave_buffer(compression=6)
    return encoded
