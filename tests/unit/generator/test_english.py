import pytest

from services.generator.words.english import in_english, is_mostly_russian


@pytest.mark.parametrize(
    ("russian", "english", "left_out"),
    [
        ("кружка на дубовом столе, утренний свет из окна", "mug on oak table, morning light from window", ()),
        ("Светло-серый фон, мягкие тени", "light grey backdrop, soft shadow", ()),
        ("тёмно-зелёный бархат", "dark green velvet", ()),
        ("синий подиум и лаванда", "blue podium and lavender", ()),
        ("на мраморной плите с жирафом, закат", "on marble slab, sunset", ("жирафом",)),
        ("студия bokeh #aabbcc", "studio bokeh #aabbcc", ()),
        ("жираф", "", ("жираф",)),
        ("", "", ()),
    ],
    ids=["scene", "shade", "two-words", "own-hues", "unknown", "mixed", "nothing", "empty"],
)
def test_russian_words_in_english(russian: str, english: str, left_out: tuple[str, ...]) -> None:
    found = in_english(russian)
    assert (found.text, found.left_out) == (english, left_out)


@pytest.mark.parametrize(
    ("text", "mostly"),
    [
        ("дубовый стол", True),
        ("oak table", False),
        ("стол, oak and marble", False),
        ("стол oak", True),
        ("", False),
        ("木", False),
    ],
    ids=["russian", "english", "less", "more", "empty", "other"],
)
def test_what_is_mostly_russian(text: str, mostly: bool) -> None:
    assert is_mostly_russian(text) is mostly
