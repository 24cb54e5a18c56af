"""Which set the words lead to: what outranks what, in both languages, and what a refusal leaves."""

import pytest

from services.generator.engines.sets import dress, studio_sets
from services.generator.prompt import Understanding, understand
from services.generator.words.moods import MOODS

NAMES = {studio_set.name for studio_set in studio_sets()}


def read(prompt: str, negative: str = "") -> Understanding:
    return understand(prompt, negative, studio_sets())


@pytest.mark.parametrize(
    ("english", "russian", "expected"),
    [
        ("oak table", "дубовый стол", "oak"),
        ("dark walnut desk", "стол из тёмного ореха", "walnut"),
        ("weathered planks", "потёртые доски", "rustic"),
        ("rustic table", "деревенский стол", "rustic"),
        ("wooden table", "деревянный стол", "oak"),
        ("dark wood", "тёмное дерево", "walnut"),
        ("old wooden table", "старый деревянный стол", "rustic"),
        ("white marble countertop", "белая мраморная столешница", "marble"),
        ("concrete slab", "бетонная плита", "concrete"),
        ("slate board", "сланцевая доска", "stone"),
        ("linen cloth", "льняная скатерть", "linen"),
        ("terrazzo counter", "столешница из терраццо", "terrazzo"),
        ("wet asphalt after rain", "мокрый асфальт после дождя", "wet"),
        ("on a mirror", "на зеркале", "mirror"),
        ("sand dunes in the desert", "песчаные дюны в пустыне", "sand"),
        ("the sea and the sky", "море и небо", "horizon"),
        ("city lights", "огни города", "bokeh"),
        ("folded paper", "складки бумаги", "paper_folds"),
        ("under a spotlight", "под прожектором", "spotlight"),
        ("on stairs", "на ступенях", "steps"),
        ("shadows of blinds", "тени жалюзи", "blinds"),
        ("shadows of palm leaves", "тени пальмовых листьев", "leaves"),
    ],
)
def test_both_languages_lead_to_the_same_set(english: str, russian: str, expected: str) -> None:
    assert (read(english).set_name, read(russian).set_name) == (expected, expected)


@pytest.mark.parametrize(
    ("prompt", "expected", "material"),
    [
        ("marble podium", "podium", "marble"),
        ("walnut and oak and birch podium", "podium", "wood"),
        ("подиум из дерева", "podium", "wood"),
        ("sunlight through a window onto a marble table", "window", "marble"),
        ("bokeh lights behind an oak table", "bokeh", "wood"),
        ("a concrete ledge before the horizon", "horizon", "concrete"),
        ("oak table by the window", "oak", "wood"),
        ("дубовый стол у окна", "oak", "wood"),
        ("glossy marble", "marble", "marble"),
    ],
)
def test_what_a_scene_is_outranks_what_it_is_made_of(prompt: str, expected: str, material: str) -> None:
    found = read(prompt)
    assert (found.set_name, found.materials[:1]) == (expected, (material,))


@pytest.mark.parametrize(
    ("prompt", "negative", "expected"),
    [
        ("oak table", "wood", "tabletop"),
        ("oak table, no wood", "", "tabletop"),
        ("стол без дерева", "", "tabletop"),
        ("no marble, concrete slab", "", "concrete"),
        ("oak table with no plants or leaves", "", "oak"),
        ("podium or mirror", "podium", "mirror"),
        ("sunlight through a window", "window", "sweep"),
        ("white backdrop", "busy background, text, watermark", "sweep"),
    ],
)
def test_what_is_refused_is_not_built(prompt: str, negative: str, expected: str) -> None:
    assert read(prompt, negative).set_name == expected


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("glass bottle, sage wall", "sweep"),
        ("linen bag on concrete", "concrete"),
        ("кожаная сумка на мраморе", "marble"),
        ("wooden box with a velvet cloth", "linen"),
    ],
)
def test_what_the_product_is_made_of_is_not_the_set(prompt: str, expected: str) -> None:
    assert read(prompt).set_name == expected


def test_a_refused_material_is_told_to_the_set() -> None:
    assert dress(read("table", "wood")).refused_materials == ("wood",)


@pytest.mark.parametrize("word", sorted(MOODS))
def test_every_mood_leads_to_a_set_that_there_is(word: str) -> None:
    assert MOODS[word].set_name in NAMES
    assert read(word).set_name in NAMES


@pytest.mark.parametrize(
    ("prompt", "set_name", "set_by"),
    [
        ("cozy autumn", "linen", "mood"),
        ("cozy marble table", "marble", "words"),
        ("уютная осень", "linen", "mood"),
        ("christmas on an oak table", "oak", "words"),
    ],
)
def test_a_mood_chooses_the_set_only_where_no_thing_is_named(prompt: str, set_name: str, set_by: str) -> None:
    found = read(prompt)
    assert (found.set_name, found.set_by) == (set_name, set_by)


def test_a_mood_brings_its_palette_and_light_where_none_is_named() -> None:
    alone, coloured = read("romantic"), read("romantic, navy wall")
    assert [colour.word for colour in alone.colours] == ["romantic"]
    assert [colour.word for colour in coloured.colours] == ["navy"]
    assert alone.light_words == ("romantic=soft and warm",)
    assert read("romantic, cold hard light").light[-1].meaning == "hard"


def test_season_and_moods_are_told() -> None:
    found = read("cozy autumn evening")
    assert (found.season, found.moods) == ("autumn", ("cozy",))
    assert read("industrial, autumn", "autumn").season is None


def test_natural_is_no_mood_where_it_is_said_of_a_thing() -> None:
    assert read("natural").moods == ("natural",)
    assert not read("natural light on natural stone").moods


def test_the_words_that_named_the_set_are_told() -> None:
    assert read("bokeh lights of a city on a table").set_words == ("bokeh", "city")
