"""Which photos are found, and what becomes of their names."""

import itertools
from pathlib import Path

import pytest

from packshot.cli.folder.photos import find_photos, label_of, name_results

ENDINGS = [".png", "-2.png", "-matte.png"]


def test_photos_are_found_in_folders_below_and_nothing_else(tmp_path: Path) -> None:
    for name in (
        "b.JPG",
        "a.png",
        "red/mug.tiff",
        "red/deep/x.avif",
        ".hidden.jpg",
        ".git/y.jpg",
        "notes.txt",
        "out/a.png",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert find_photos(tmp_path, tmp_path / "out") == ["a.png", "b.JPG", "red/deep/x.avif", "red/mug.tiff"]


def test_folders_are_mirrored_and_plain_names_stay_plain() -> None:
    assert name_results(["a.jpg", "red/a.jpg"], {}, ENDINGS) == {"a.jpg": "a", "red/a.jpg": "red/a"}


CLASHING = ["a.jpg", "a.png", "A.webp", "a-2.jpg", "a-png.jpg", "a-matte.jpg", "a-2-matte.jpg", "a-png-2.jpg", "a"]


@pytest.mark.parametrize("order", range(12))
def test_no_two_photos_ever_meet_in_a_file(order: int) -> None:
    photos = list(next(itertools.islice(itertools.permutations(CLASHING[:-1]), order * 3000, None)))
    named = name_results(photos, {}, ENDINGS)
    files = [f"{stem}{ending}".casefold() for stem in named.values() for ending in ENDINGS]
    assert len(files) == len(set(files)) == 3 * len(photos)


def test_names_that_were_given_stay_whatever_comes_later() -> None:
    known = {"b.png": "a"}
    assert name_results(["a.jpg", "b.png"], known, [".png"]) == {"a.jpg": "a-jpg"}


def test_files_that_are_there_or_spoken_for_are_left_alone() -> None:
    named = name_results(
        ["a.jpg", "contact-sheet.png"], {}, [".jpg"], taken=["contact-sheet.jpg"], exists=lambda name: name == "a.jpg"
    )
    assert named == {"a.jpg": "a-jpg", "contact-sheet.png": "contact-sheet-png"}


def test_labels_fit_a_jobs_name() -> None:
    assert label_of("red/mug.jpg") == "red/mug.jpg"
    assert label_of("a\nb\udce9.jpg") == "a?b?.jpg"
    assert label_of("x" * 300 + ".jpg") == "x" * 196 + ".jpg"
