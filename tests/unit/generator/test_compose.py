import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as nps

from services.generator.compose import compose, quantise, shade
from services.generator.drift import measure_drift
from services.generator.placement import Box, Placed

_MATTES = nps.arrays(np.uint8, (12, 10), elements=st.sampled_from([0, 1, 60, 128, 254, 255]))
_COLOURS = nps.arrays(np.uint8, (12, 10, 3))


@given(
    backdrop=nps.arrays(np.uint8, (20, 24, 3)),
    product=_COLOURS,
    matte=_MATTES,
    left=st.integers(-12, 26),
    top=st.integers(-14, 22),
)
def test_product_is_copied_and_nothing_else_changes(
    backdrop: np.ndarray, product: np.ndarray, matte: np.ndarray, left: int, top: int
) -> None:
    result = compose(backdrop, product, matte, left, top)
    for row in range(20):
        for column in range(24):
            inside = 0 <= row - top < 12 and 0 <= column - left < 10
            alpha = matte[row - top, column - left] if inside else 0
            if alpha == 255:
                assert (result[row, column] == product[row - top, column - left]).all()
            elif alpha == 0:
                assert (result[row, column] == backdrop[row, column]).all()
    assert measure_drift(result, backdrop, Placed(product, matte, Box(left, top, 10, 12))).passed


@given(first=_COLOURS, second=_COLOURS, matte=_MATTES)
def test_colour_under_alpha_zero_never_matters(first: np.ndarray, second: np.ndarray, matte: np.ndarray) -> None:
    second = np.where(matte[..., None] > 0, first, second)
    backdrop = np.full((12, 10, 3), 77, np.uint8)
    assert (compose(backdrop, first, matte, 0, 0) == compose(backdrop, second, matte, 0, 0)).all()


def test_edges_mix_in_linear_light() -> None:
    black, white = np.zeros((1, 1, 3), np.uint8), np.full((1, 1, 3), 255, np.uint8)
    assert compose(black, white, np.full((1, 1), 128, np.uint8), 0, 0)[0, 0, 0] == 188


@settings(max_examples=20)
@given(scene=nps.arrays(np.uint8, (9, 9, 3)))
def test_no_shadow_changes_nothing(scene: np.ndarray) -> None:
    layer = quantise(np.ones((9, 9, 3), np.float32), np.random.default_rng(0))
    assert (layer == 255).all()
    assert (shade(scene, layer) == scene).all()
