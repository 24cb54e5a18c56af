"""Contact sheets: what was made, small and with names, some hundreds a page. It needs Pillow, the extra ``packshot[sheet]``."""

import asyncio
import importlib.util
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from packshot.client import ApiError, Packshot
from packshot.client.pictures import write_whole

CELL_PX, CAPTION_PX, GAP_PX = 200, 22, 10
COLUMNS, ROWS = 10, 25
PER_PAGE = COLUMNS * ROWS
PAPER, INK = (246, 245, 243), (58, 55, 52)
MISSING = (
    "No contact sheet: that needs Pillow, which is not installed. `pip install 'packshot[sheet]'` brings it; then the same command "
    "makes the sheet, and nothing else again."
)


def possible() -> bool:
    """Whether Pillow is there."""
    return importlib.util.find_spec("PIL") is not None


def page_names(count: int) -> list[str]:
    """The files that ``count`` pictures fill, in order."""
    pages = -(-count // PER_PAGE)
    return [f"contact-sheet{'' if page == 0 else f'-{page + 1}'}.jpg" for page in range(pages)]


async def make_sheets(
    studio: Packshot, made: Sequence[tuple[str, Mapping[str, Any]]], output: Path, *, at_once: int
) -> None:
    """Writes the pages for ``made`` (caption; ``name`` and ``asset`` of the file) into ``output``. Raises ``OSError``.

    Packshot makes the small pictures; where it keeps one no longer, the file itself is read.
    """
    turns = asyncio.Semaphore(at_once)

    async def put(page: "Page", number: int, file: Mapping[str, Any]) -> None:
        async with turns:
            try:
                data = await studio.download(file["asset"], "thumbnail")
            except ApiError:
                data = await asyncio.to_thread(_bytes, output / file["name"])
            await asyncio.to_thread(page.put, number, data)

    for index, name in enumerate(page_names(len(made))):
        part = made[index * PER_PAGE : (index + 1) * PER_PAGE]
        page = Page([caption for caption, _ in part])
        await asyncio.gather(*(put(page, number, file) for number, (_, file) in enumerate(part)))
        await asyncio.to_thread(page.save, output / name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


class Page:
    """One page that is filled picture by picture, so that thousands are never in memory at once."""

    def __init__(self, captions: Sequence[str]) -> None:
        from PIL import Image, ImageDraw, ImageFont

        self._image: Any = Image
        columns, rows = min(COLUMNS, len(captions)), -(-len(captions) // COLUMNS)
        cell = CELL_PX + CAPTION_PX + GAP_PX
        self._page = Image.new("RGB", (GAP_PX + columns * (CELL_PX + GAP_PX), GAP_PX + rows * cell), PAPER)
        draw, font = ImageDraw.Draw(self._page), ImageFont.load_default(12)
        for number, caption in enumerate(captions):
            left, top = _corner(number)
            while caption and draw.textlength(caption, font) > CELL_PX:
                caption = caption[:-2].rstrip("…") + "…" if len(caption) > 2 else ""
            draw.text((left, top + CELL_PX + 3), caption, INK, font)

    def put(self, number: int, data: bytes) -> None:
        """Puts a picture into its place. One that cannot be read leaves it empty."""
        try:
            with self._image.open(io.BytesIO(data)) as opened:
                picture = opened.convert("RGBA")
        except (OSError, ValueError):
            return
        picture.thumbnail((CELL_PX, CELL_PX))
        left, top = _corner(number)
        place = (left + (CELL_PX - picture.width) // 2, top + CELL_PX - picture.height)
        ground = self._image.new("RGBA", picture.size, (255, 255, 255, 255))
        self._page.paste(self._image.alpha_composite(ground, picture).convert("RGB"), place)

    def save(self, path: Path) -> Path:
        """Writes the page as a JPEG, whole or not at all. Raises ``OSError``."""
        data = io.BytesIO()
        self._page.save(data, "JPEG", quality=85, optimize=True)
        return write_whole(path, data.getvalue())


def _corner(number: int) -> tuple[int, int]:
    row, column = divmod(number, COLUMNS)
    return GAP_PX + column * (CELL_PX + GAP_PX), GAP_PX + row * (CELL_PX + CAPTION_PX + GAP_PX)
