import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.generator.arrays import bands, overlap

sides = st.integers(1, 12)
places = st.integers(-30, 30)


@given(sides, sides, sides, sides, places, places)
def test_the_overlap_is_what_both_have(
    height: int, width: int, part_height: int, part_width: int, left: int, top: int
) -> None:
    frame, part = (
        np.zeros((height, width), int),
        np.arange(part_height * part_width).reshape(part_height, part_width) + 1,
    )
    place, own = overlap(frame.shape, part.shape, left, top)
    frame[place] = part[own]
    for row in range(height):
        for column in range(width):
            inside = 0 <= row - top < part_height and 0 <= column - left < part_width
            assert frame[row, column] == (part[row - top, column - left] if inside else 0)


@pytest.mark.parametrize(("height", "rows"), [(1, 4), (4, 4), (9, 4)])
def test_bands_cover_every_row_once(height: int, rows: int) -> None:
    covered = [row for band in bands(height, rows) for row in range(band.start, band.stop)]
    assert covered == list(range(height))
