import math
from typing import Any

import pytest

from mesh.errors import InvalidArgument
from mesh.pictures.formats import Format
from services.segmenter.wish import Layer, Wish


def test_default_is_the_product_as_png() -> None:
    wish = Wish()
    assert (wish.layers, wish.format, wish.crop) == ((Layer.PRODUCT,), Format.PNG, False)
    assert wish.background_rgb == (255, 255, 255)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("layers", ()),
        ("layers", (Layer.MATTE, Layer.MATTE)),
        ("format", Format.TIFF),
        ("quality", 0),
        ("quality", 101),
        ("margin", -0.01),
        ("margin", 1.01),
        ("margin", math.nan),
        ("margin", math.inf),
        ("background", "white"),
        ("background", "#fff"),
        ("background", "#ffffff\n"),
        ("background", "#gggggg"),
    ],
)
def test_what_is_out_of_range_is_named(field: str, value: Any) -> None:
    with pytest.raises(InvalidArgument) as caught:
        Wish(**{field: value})
    expected = "options.outputs" if field == "layers" else f"options.{field}"
    assert caught.value.facts["field"] == expected


def test_bounds_are_inside() -> None:
    assert Wish(quality=1, margin=0.0).quality == 1
    assert Wish(quality=100, margin=1.0).margin == 1.0
    assert Wish(background="#00Ff7f").background_rgb == (0, 255, 127)
