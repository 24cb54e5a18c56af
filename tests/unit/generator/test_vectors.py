"""Word vectors, on a vocabulary of a few pieces: reading the files, cutting words, and what is guessed by them."""

import json
from pathlib import Path

import numpy as np
import pytest
import structlog

from models.settings import ModelSettings
from models.weights import WORD_PIECES, WORD_VECTORS, sha256_of
from services.generator.__main__ import lend_vectors
from services.generator.engines.sets import studio_sets
from services.generator.likeness import Likeness, VectorLikeness, lend_likeness, lent_likeness
from services.generator.prompt import Understanding, understand
from services.generator.settings import GeneratorSettings
from services.generator.words import vectors
from services.generator.words.vectors import PIECES, VECTORS, NoVectors, PinnedFile, WordVectors, load_vectors

LETTERS = "▁abcdefghijklmnopqrstuvwxyz"
DIMENSIONS = 8


def vocabulary(*words: str) -> dict[str, int]:
    """Every letter, and each word with the merges that lead to it, numbered in the order of merging."""
    pieces = dict.fromkeys(LETTERS)
    for word in words:
        pieces |= dict.fromkeys("▁" + word[:length] for length in range(1, len(word) + 1))
    return {piece: number for number, piece in enumerate(pieces)}


def made(**axes: int) -> WordVectors:
    """Words of which those with the same axis mean the same; all else means nothing."""
    pieces = vocabulary(*axes)
    table = np.zeros((len(pieces), DIMENSIONS), np.float16)
    for word, axis in axes.items():
        table[pieces["▁" + word], axis] = 1
    return WordVectors(table, pieces)


def read(prompt: str, likeness: Likeness) -> Understanding:
    return understand(prompt, "", studio_sets(), likeness=likeness)


def test_words_are_cut_into_the_pieces_that_were_merged_first() -> None:
    found = made(sand=1, sandy=2)
    assert found.is_whole("sandy")
    assert not found.is_whole("sandyx")
    assert found.embed("sandy")[2] == 1
    assert found.embed("sandx")[1] == pytest.approx(1)


def test_a_text_is_the_mean_of_its_words_and_nothing_is_nothing() -> None:
    found = made(sand=1, sea=2)
    assert found.embed("sand sea")[1:3] == pytest.approx([0.7071, 0.7071], abs=1e-3)
    assert not found.embed("").any()
    assert not found.embed("語").any()


def test_an_unknown_word_is_taken_for_the_nearest_and_that_is_told() -> None:
    found = read("on the shore", VectorLikeness(studio_sets(), made(beach=1, shore=1)))
    assert (found.set_name, found.set_by) == ("sand", "words")
    assert found.guesses == ("shore~beach",)
    assert not found.not_understood


def test_a_guess_never_outranks_what_was_said() -> None:
    likeness = VectorLikeness(studio_sets(), made(beach=1, shore=1))
    assert read("oak table on the shore", likeness).set_name == "oak"
    assert read("oak table on the shore", likeness).guesses == ("shore~beach",)


def test_a_mood_may_be_guessed() -> None:
    found = read("feast", VectorLikeness(studio_sets(), made(festival=1, feast=1)))
    assert (found.guesses, found.set_by, found.moods) == (("feast~festival",), "mood", ("festive",))


def test_what_is_near_to_nothing_is_not_guessed() -> None:
    found = read("flibbertigibbet", VectorLikeness(studio_sets(), made(beach=1, shore=1)))
    assert (found.set_by, found.not_understood) == ("default", ("flibbertigibbet",))


def test_the_whole_prompt_decides_where_no_word_does() -> None:
    sand = next(each for each in studio_sets() if each.name == "sand")
    others = " ".join(f"{each.summary} {' '.join(each.words)}" for each in studio_sets() if each is not sand).lower()
    known = (*others.split(), *sand.words)
    own = [
        word for word in sand.summary.lower().split() if word.isalpha() and not any(k.startswith(word) for k in known)
    ]
    likeness = VectorLikeness(studio_sets(), made(**dict.fromkeys(own, 1), mirage=1))
    found = read("a mirage", likeness)
    assert (found.set_name, found.set_by, found.set_words) == ("sand", "likeness", ("mirage",))


def test_what_is_too_long_for_a_word_is_not_cut_up() -> None:
    likeness = VectorLikeness(studio_sets(), made(beach=1))
    assert likeness.nearest("beach") == "beach"
    assert likeness.nearest("beach" * 400) is None
    assert likeness.closest_set(["beach" * 400], set()) is None


def test_russian_words_have_tables_only() -> None:
    assert read("берегу", VectorLikeness(studio_sets(), made(beach=1))).not_understood == ("берегу",)


def test_without_vectors_tables_alone_read() -> None:
    assert type(lent_likeness()) is Likeness
    assert read("on the shore", Likeness()).not_understood == ("shore",)


def test_lent_vectors_are_used() -> None:
    try:
        lend_likeness(VectorLikeness(studio_sets(), made(beach=1, shore=1)))
        assert understand("shore", "", studio_sets()).guesses == ("shore~beach",)
    finally:
        lend_likeness(Likeness())


def test_the_service_says_once_that_it_reads_by_tables_alone(tmp_path: Path) -> None:
    with structlog.testing.capture_logs() as logs:
        lend_vectors(tmp_path)
    assert [(each["log_level"], each["event"]) for each in logs] == [
        ("warning", "prompts are read without word vectors")
    ]
    assert "models fetch" in logs[0]["reason"]
    assert type(lent_likeness()) is Likeness


def test_the_cache_is_where_the_models_put_the_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for environment in ({"PACKSHOT_CACHE": str(tmp_path)}, {"XDG_CACHE_HOME": str(tmp_path)}, {}):
        for name in ("PACKSHOT_CACHE", "XDG_CACHE_HOME"):
            monkeypatch.delenv(name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert GeneratorSettings().cache == ModelSettings.from_environment(environment).cache


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache with small files of the same formats."""
    table = np.arange(3 * DIMENSIONS, dtype=np.float16).reshape(3, DIMENSIONS)
    header = json.dumps({"embedding.weight": {"dtype": "F16", "shape": table.shape, "data_offsets": [0, table.nbytes]}})
    contents = {
        "VECTORS": len(header).to_bytes(8, "little") + header.encode() + table.tobytes(),
        "PIECES": json.dumps(
            {"model": {"type": "BPE", "vocab": {"▁": 0, "a": 1, "▁a": 2}, "merges": ["▁ a"]}}
        ).encode(),
    }
    for name, content in contents.items():
        plain = tmp_path / name
        plain.write_bytes(content)
        file = PinnedFile(name.lower(), len(content), sha256_of(plain))
        file.path(tmp_path).parent.mkdir(parents=True)
        file.path(tmp_path).write_bytes(content)
        monkeypatch.setattr(vectors, name, file)
    return tmp_path


def test_both_files_are_read(cache: Path) -> None:
    found = load_vectors(cache)
    expected = np.arange(16, 24) / np.linalg.norm(np.arange(16, 24))
    assert found.is_whole("a")
    assert found.embed("a") == pytest.approx(expected, abs=1e-3)


def test_a_damaged_or_missing_file_is_told_with_its_remedy(cache: Path) -> None:
    vectors.VECTORS.path(cache).write_bytes(b"?")
    with pytest.raises(NoVectors, match=r"damaged.*models fetch"):
        load_vectors(cache)
    vectors.VECTORS.path(cache).unlink()
    with pytest.raises(NoVectors, match=r"is not in.*models fetch"):
        load_vectors(cache)


@pytest.mark.parametrize(("mine", "fetched"), [(VECTORS, WORD_VECTORS), (PIECES, WORD_PIECES)])
def test_what_is_read_is_what_is_fetched(mine: PinnedFile, fetched: object, tmp_path: Path) -> None:
    assert all(vars(mine)[name] == vars(fetched)[name] for name in vars(mine))
    assert mine.path(tmp_path) == fetched.path(tmp_path)  # type: ignore[attr-defined]
