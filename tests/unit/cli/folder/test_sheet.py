"""Contact sheets."""

from pathlib import Path

import cv2
import numpy as np

from mesh.pictures.encode import encode
from mesh.pictures.formats import Format
from packshot.cli.folder.sheet import CELL_PX, GAP_PX, PER_PAGE, Page, page_names


def _webp(colour: tuple[int, ...]) -> bytes:
    return encode(np.full((60, 120, len(colour)), colour, np.uint8), Format.WEBP, lossless=True)


def test_every_page_has_a_name_of_its_own() -> None:
    assert page_names(0) == []
    assert page_names(1) == page_names(PER_PAGE) == ["contact-sheet.jpg"]
    assert page_names(2 * PER_PAGE + 1) == ["contact-sheet.jpg", "contact-sheet-2.jpg", "contact-sheet-3.jpg"]


def test_pictures_are_in_their_places_and_a_broken_one_leaves_its_empty(tmp_path: Path) -> None:
    page = Page(["red.jpg", "a name that is much too long for one cell of a contact sheet.jpg", "кружка.jpg"])
    page.put(2, _webp((20, 20, 200, 255)))
    page.put(0, _webp((200, 20, 20)))
    page.put(1, b"no picture")
    path = page.save(tmp_path / "sheet.jpg")
    pixels = cv2.imread(str(path))
    assert pixels is not None
    assert pixels.shape[1] == 3 * CELL_PX + 4 * GAP_PX
    centres = [
        pixels[GAP_PX + CELL_PX - 30, GAP_PX + number * (CELL_PX + GAP_PX) + CELL_PX // 2] for number in range(3)
    ]
    for centre, colour in zip(centres, [(20, 20, 200), (243, 245, 246), (200, 20, 20)], strict=True):
        np.testing.assert_allclose(centre, colour, atol=12)
