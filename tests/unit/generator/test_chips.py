import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mesh.errors import InvalidArgument
from services.generator.chips import Chip, read_prompt
from services.generator.engines.sets import studio_sets
from services.generator.likeness import Likeness
from services.generator.prompt import understand

NOTHING = Likeness()


def chips(prompt: str, likeness: Likeness = NOTHING) -> list[Chip]:
    return list(read_prompt(prompt, "", studio_sets(), likeness=likeness)[1])


def told(prompt: str) -> dict[str, set[str]]:
    """Kinds by the words as they stand in the prompt."""
    composed = unicodedata.normalize("NFC", prompt)
    return {
        composed[chip.trace.word.start : chip.trace.word.end]: {kind for kind, _ in chip.trace.found}
        for chip in chips(prompt)
    }


def test_each_word_that_says_something_is_found_where_it_stands() -> None:
    found = told("A mug on a Walnut table, golden hour light, sage green wall, no plants, zxqv!")
    assert found["Walnut"] >= {"material"}
    assert "light" in found["golden hour"] or "mood" in found["golden hour"]
    assert "colour" in found["sage"]
    assert found["zxqv"] == {"unknown"}
    assert not {"A", "on", "a", "no"} & set(found)


def test_words_in_russian_and_after_a_possessive_keep_their_places() -> None:
    found = told("Mother\u2019s Day, мраморный стол, тёплый свет #c67a5c")
    assert found["мраморный"] >= {"material"}
    assert "light" in found["тёплый"]
    assert "colour" in found["#c67a5c"]


def test_what_the_prompt_refuses_is_marked() -> None:
    refused = [chip for chip in chips("marble, without wood and plants") if chip.refused]
    assert "wood" in {chip.trace.word.text for chip in refused}
    assert not any(chip.refused for chip in chips("marble") if chip.trace.word.text == "marble")


def test_a_guess_says_what_it_was_taken_for() -> None:
    class OneGuess(Likeness):
        def nearest(self, word: str) -> str | None:
            return "festive" if word == "feast" else None

    (chip,) = [one for one in chips("a feast", OneGuess()) if one.trace.word.text == "feast"]
    assert chip.trace.guess == "festive"
    assert dict(chip.trace.found)["mood"]


def test_it_reads_as_a_scene_would() -> None:
    prompt, negative = "terracotta podium, soft light from the left", "shadows"
    understanding, _ = read_prompt(prompt, negative, studio_sets(), likeness=NOTHING)
    assert understanding == understand(prompt, negative, studio_sets(), likeness=NOTHING)


def test_what_a_scene_refuses_is_refused() -> None:
    for prompt, set_name in (("", ""), (" ", ""), ("x" * 2_001, ""), ("oak", "nowhere")):
        with pytest.raises(InvalidArgument):
            read_prompt(prompt, "", studio_sets(), set_name, NOTHING)


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_places_lie_in_the_prompt_in_their_order(prompt: str) -> None:
    composed = unicodedata.normalize("NFC", prompt)
    end = 0
    for chip in chips(prompt):
        word = chip.trace.word
        assert end <= word.start < word.end <= len(composed)
        assert composed[word.start : word.end].strip() == composed[word.start : word.end]
        end = word.end
