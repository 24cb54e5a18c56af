from pathlib import Path

import cv2
import numpy as np

from local.sheet import CAPTION_PX, CELL_PX, GAP_PX, contact_sheet


def test_the_sheet_holds_every_picture_and_shows_through_transparent_ones(tmp_path: Path) -> None:
    opaque, clear = tmp_path / "red.png", tmp_path / "clear.png"
    cv2.imwrite(str(opaque), np.full((100, 100, 3), (0, 0, 255), np.uint8))
    cv2.imwrite(str(clear), np.zeros((100, 100, 4), np.uint8))
    pictures = {"one": opaque, "two": clear, "three": opaque, "four": opaque}
    sheet = cv2.imdecode(np.frombuffer(contact_sheet(pictures.items()), np.uint8), cv2.IMREAD_COLOR)
    assert sheet is not None
    assert sheet.shape[:2] == (2 * (CELL_PX + CAPTION_PX) + 3 * GAP_PX, 3 * CELL_PX + 4 * GAP_PX)
    first = sheet[GAP_PX : GAP_PX + CELL_PX, GAP_PX : GAP_PX + CELL_PX]
    second = sheet[GAP_PX : GAP_PX + CELL_PX, 2 * GAP_PX + CELL_PX : 2 * GAP_PX + 2 * CELL_PX]
    assert (first == (0, 0, 255)).all(axis=-1).mean() > 0.9
    assert {224, 255} <= set(np.unique(second).tolist())
