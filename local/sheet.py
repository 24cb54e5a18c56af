"""A contact sheet: several pictures with their captions on one page."""

from collections.abc import Mapping
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


def _picture(path: Path) -> "pyvips.Image":
    picture = pyvips.Image.thumbnail(str(path), CELL_PX, height=CELL_PX).colourspace("srgb")
    if picture.hasalpha():
        alpha = picture[3] / 255
        picture = (picture[:3] * alpha + _checker(picture.width, picture.height) * (1 - alpha)).rint().cast("uchar")
    return picture[:3].copy(interpretation="srgb")


def _caption(text: str) -> "pyvips.Image | None":
    """The text as a mask, or None on a machine without any font."""
    try:
        return pyvips.Image.text(text, font="sans 11", width=CELL_PX, dpi=96)
    except pyvips.Error:
        return None


def _cell(text: str, path: Path) -> "pyvips.Image":
    picture = _picture(path)
    cell = (pyvips.Image.black(CELL_PX, CELL_PX + CAPTION_PX, bands=3) + PAPER).cast("uchar")
    cell = cell.insert(picture, (CELL_PX - picture.width) // 2, CELL_PX - picture.height)
    mask = _caption(text)
    if mask is None:
        return cell
    mask = mask.embed(0, CELL_PX + 10, CELL_PX, CELL_PX + CAPTION_PX)
    return mask.ifthenelse(INK, cell, blend=True).cast("uchar")


def contact_sheet(pictures: Mapping[str, Path]) -> bytes:
    """The pictures, by caption, as one PNG, three to a row."""
    cells = [_cell(text, path) for text, path in pictures.items()]
    sheet = pyvips.Image.arrayjoin(cells, across=COLUMNS, shim=GAP_PX, background=PAPER)
    width, height = sheet.width + 2 * GAP_PX, sheet.height + 2 * GAP_PX
    sheet = sheet.embed(GAP_PX, GAP_PX, width, height, extend="background", background=PAPER)
    encoded: bytes = sheet.copy(interpretation="srgb").pngsave_buffer(compression=6)
    return encoded
