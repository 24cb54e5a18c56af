import pytest

from mesh.errors import InvalidArgument
from services.generator.colour import linear
from services.generator.engines.sets import dress, studio_sets
from services.generator.light import Light
from services.generator.prompt import MAX_PROMPT_CHARACTERS, Understanding, set_light, understand
from services.generator.words.colours import COLOURS


def read(prompt: str, negative: str = "", set_name: str = "") -> Understanding:
    return understand(prompt, negative, studio_sets(), set_name)


@pytest.mark.parametrize(
    ("prompt", "expected"),
    [
        ("sage green paper background", "sweep"),
        ("clean studio backdrop", "sweep"),
        ("on a table in a kitchen", "tabletop"),
        ("white marble countertop", "marble"),
        ("sunlight through a window", "window"),
        ("palm leaf shadows on a cream wall", "leaves"),
        ("a round podium in a blush room", "podium"),
        ("on a pedestal", "podium"),
        ("на столе у стены", "tabletop"),
        ("на подиуме в розовой комнате", "podium"),
        ("свет из окна, тени листьев", "leaves"),
        ("однотонный бежевый фон", "sweep"),
        ("something nobody ever heard of", "sweep"),
    ],
)
def test_words_lead_to_a_set(prompt: str, expected: str) -> None:
    assert read(prompt).set_name == expected


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("terracotta paper", ["terracotta=#c67a5c"]),
        ("a #1A2b3C backdrop", ["#1a2b3c=#1a2b3c"]),
        ("a #abc backdrop", ["#abc=#aabbcc"]),
        ("lightsalmon", ["lightsalmon=#ffa07a"]),
        ("терракотовый фон", ["терракотовый=#c67a5c"]),
        ("зелёная стена", ["зеленая=#5c8a58"]),
        ("navy and cream", ["navy=#25324f", "cream=#f4ead4"]),
    ],
)
def test_colours_are_found(prompt: str, colours: list[str]) -> None:
    assert [str(colour) for colour in read(prompt).colours] == colours


def test_dark_and_pale_change_the_colour() -> None:
    plain, dark, pale = (read(f"{word} green wall").colours[0].rgb for word in ("a", "dark", "pale"))
    assert sum(dark) < sum(plain) < sum(pale)


def test_colours_go_where_the_words_put_them() -> None:
    clothes = dress(read("navy table, cream wall"))
    assert clothes.floor == linear(COLOURS["navy"])
    assert clothes.wall is not None
    assert min(clothes.wall) > 0.6


def test_one_free_colour_is_the_rooms() -> None:
    clothes = dress(read("wooden table, sage"))
    assert clothes.floor is None
    assert clothes.wall is not None


@pytest.mark.parametrize(
    ("words", "knob", "low", "high"),
    [
        ("light from the left", "azimuth_deg", -100, -60),
        ("свет справа", "azimuth_deg", 60, 100),
        ("backlit", "azimuth_deg", -45, 45),
        ("soft light", "softness_deg", 12, 30),
        ("hard light", "softness_deg", 0.5, 3),
        ("evening light", "warmth", 0.5, 1),
        ("cold light", "warmth", -1, -0.3),
        ("dramatic light", "fill", 0, 0.2),
        ("overcast", "fill", 0.55, 0.8),
    ],
)
def test_light_words_turn_their_knob(words: str, knob: str, low: float, high: float) -> None:
    light = set_light(Light(10, 45, 6, 0.35), read(words).light)
    assert low <= getattr(light, knob) <= high


def test_soft_before_a_colour_is_not_about_light() -> None:
    found = read("soft pink paper")
    assert not found.light
    assert found.colours[0].rgb != read("pink paper").colours[0].rgb


@pytest.mark.parametrize(
    "prompt", ["oak table, cream wall behind", "the wall on the left is red", "low podium in a sand room"]
)
def test_places_without_light_are_not_about_light(prompt: str) -> None:
    assert not read(prompt).light


def test_negative_prompt_wins() -> None:
    found = read("podium or wooden table, red, hard light from the left", "podium, red, hard")
    assert found.set_name == "oak"
    assert not found.colours
    assert "hard" not in [word.meaning for word in found.light]
    assert "soft" in [word.meaning for word in found.light]


def test_explicit_set_wins() -> None:
    assert read("wooden table", set_name="podium").set_name == "podium"


def test_what_was_not_understood_is_told() -> None:
    assert read("a sage wall with a flibbertigibbet").not_understood == ("flibbertigibbet",)


def test_leaves_win_over_the_window_they_stand_in() -> None:
    assert read("window light with leaf shadows").pattern == "leaves"


@pytest.mark.parametrize(("prompt", "field"), [("", "prompt"), ("   \n", "prompt"), ("a" * 2001, "prompt")])
def test_a_prompt_that_cannot_be_is_refused(prompt: str, field: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        read(prompt)
    assert caught.value.facts["field"] == field


def test_the_longest_prompt_is_read_and_the_limit_told() -> None:
    read("sage " * (MAX_PROMPT_CHARACTERS // 5))
    with pytest.raises(InvalidArgument, match="2000"):
        read("x" * 10_000)


def test_unknown_set_names_the_known_ones() -> None:
    with pytest.raises(InvalidArgument, match=r"podium.*sweep.*window") as caught:
        read("sage", set_name="riverbed")
    assert caught.value.facts["field"] == "set"


@pytest.mark.parametrize(
    ("prompt", "left"),
    [
        ("on a trampoline with a giraffe behind", ("trampoline", "giraffe")),
        ("asdf qwer", ("asdf", "qwer")),
        ("在海滩上，木桌", ("在海滩上", "木桌")),
        ("समुद्र 50mm 2024 🌊", ("समुद्र", "50mm", "2024", "🌊")),
        ("brick wall", ("brick",)),
        ("marble wall, oak table", ("marble",)),
        ("Anna's oak table, it's sage", ("anna",)),
    ],
)
def test_no_word_is_dropped_in_silence(prompt: str, left: tuple[str, ...]) -> None:
    assert read(prompt).not_understood == left


@pytest.mark.parametrize(
    ("prompt", "set_name", "set_by"),
    [
        ("on a trampoline", "", "default"),
        ("oak table", "", "words"),
        ("cozy", "", "mood"),
        ("on a trampoline", "podium", "request"),
    ],
)
def test_it_is_told_what_decided_the_set(prompt: str, set_name: str, set_by: str) -> None:
    assert read(prompt, set_name=set_name).set_by == set_by


@pytest.mark.parametrize(
    ("prompt", "colour", "place"),
    [
        ("sage green paper", "sage=#a9b59a", "floor"),
        ("navy blue wall", "navy=#25324f", "wall"),
        ("off-white plaster wall", "offwhite=#efe9df", "wall"),
        ("a sky blue wall", "skyblue=#87ceeb", "wall"),
    ],
)
def test_two_words_may_be_one_colour(prompt: str, colour: str, place: str) -> None:
    found = read(prompt).colours
    assert [str(each) for each in found] == [colour]
    assert found[0].place == place


@pytest.mark.parametrize(
    ("prompt", "colours"),
    [
        ("orange slices on a yellow background", ["yellow"]),
        ("mint leaves, mint wall", ["mint"]),
        ("black background with smoke", ["black"]),
        ("a smoke wall", ["smoke"]),
        ("red mug on a white table", ["white"]),
        ("красная керамическая кружка на сером фоне", ["сером"]),
        ("face cream on black marble", ["black"]),
        ("black sand, stormy sky", ["black"]),
        ("sand colored background", ["sand"]),
        ("forest green paper", ["forestgreen"]),
        ("rose gold background", ["rosegold"]),
    ],
)
def test_what_only_sounds_like_a_colour_is_none(prompt: str, colours: list[str]) -> None:
    assert [colour.word for colour in read(prompt).colours] == colours


def test_a_comma_ends_what_a_colour_belongs_to() -> None:
    assert [colour.place for colour in read("navy table, cream, wall").colours] == ["floor", None]


def test_a_comma_keeps_two_colours_apart() -> None:
    assert [colour.word for colour in read("sage, white wall").colours] == ["sage", "white"]


def test_a_refused_material_takes_its_colour_along_and_leaves_the_set() -> None:
    found = read("oak table", "wood")
    assert found.set_name == "tabletop"
    assert not found.materials
    clothes = dress(found)
    assert clothes.floor is None
    assert clothes.refused_materials == ("wood",)


@pytest.mark.parametrize("prompt", ["dark moody light", "dark light", "dark and dramatic", "мрачный свет", "night"])
def test_dark_light_is_dark(prompt: str) -> None:
    assert set_light(Light(10, 45, 6, 0.35), read(prompt).light).level < 0.5


@pytest.mark.parametrize("prompt", ["dark oak table, soft light", "dark green wall", "oak table in bright light"])
def test_dark_things_leave_the_light_alone(prompt: str) -> None:
    assert set_light(Light(10, 45, 6, 0.35), read(prompt).light).level == 1.0


def test_dark_and_pale_wood_are() -> None:
    dark, plain, pale = (dress(read(f"{word} oak table")).floor for word in ("dark", "an", "pale"))
    assert (dark or (1,))[0] < (plain or (0,))[0] < (pale or (0,))[0]
