"""Where results go."""

from pathlib import Path

import pytest

from packshot.cli.targets import STDOUT, Unusable, check_stdout, choose_format, choose_targets


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("output", "wanted", "chosen"),
    [
        (None, None, "png"),
        ("out.PNG", None, "png"),
        ("out.jpg", None, "jpeg"),
        ("out.webp", "webp", "webp"),
        ("folder/", "avif", "avif"),
        ("folder.d/", None, "png"),
        ("plain", "jpeg", "jpeg"),
    ],
)
def test_the_format_follows_the_name_or_the_wish(output: str | None, wanted: str | None, chosen: str) -> None:
    assert choose_format(output, wanted) == chosen


@pytest.mark.parametrize(("output", "wanted"), [("out.bmp", None), ("out.png", "jpeg"), (None, "gif"), (None, "raw")])
def test_a_format_that_cannot_be_is_refused(output: str | None, wanted: str | None) -> None:
    with pytest.raises(Unusable):
        choose_format(output, wanted)


def test_one_photo_goes_to_the_file_and_several_into_the_folder() -> None:
    assert choose_targets([Path("mug.jpg")], "out.png", "-cutout.png") == [Path("out.png")]
    assert choose_targets([Path("mug.jpg")], "out/", "-cutout.png") == [Path("out/mug-cutout.png")]
    assert choose_targets([Path("mug.jpg")], None, "-cutout.png") == [Path("mug-cutout.png")]
    several = choose_targets([Path("a/mug.jpg"), Path("b/cup.jpg")], "out", "-cutout.png")
    assert several == [Path("out/mug-cutout.png"), Path("out/cup-cutout.png")]


def test_a_photo_is_never_overwritten_by_whatever_way_it_is_named(here: Path) -> None:
    (here / "mug.png").write_bytes(b"photo")
    (here / "link.png").symlink_to("mug.png")
    for output in ("mug.png", "./mug.png", str(here / "mug.png"), "link.png"):
        with pytest.raises(Unusable, match="will not be overwritten"):
            choose_targets([Path("mug.png")], output, "-cutout.png")


def test_two_results_never_meet_in_one_file() -> None:
    with pytest.raises(Unusable, match="Two results"):
        choose_targets([Path("a/mug.jpg"), Path("b/mug.jpg")], "out", "-cutout.png")


@pytest.mark.parametrize("output", ["one.png", "one.JPG", "one.json"])
def test_several_photos_do_not_make_a_folder_called_like_a_file(output: str) -> None:
    with pytest.raises(Unusable, match="one/"):
        choose_targets([Path("mug.jpg"), Path("cup.jpg")], output, "-cutout.png")
    assert choose_targets([Path("mug.jpg"), Path("cup.jpg")], f"{output}/", "-cutout.png")


@pytest.mark.parametrize("count", [1, 2])
def test_folders_are_not_made_for_a_name_that_may_be_mistyped(here: Path, count: int) -> None:
    photos = [Path("mug.jpg"), Path("cup.jpg")][:count]
    with pytest.raises(Unusable, match="The folder none/at does not exist"):
        choose_targets(photos, "none/at/all" if count > 1 else "none/at/all.png", "-cutout.png")
    (here / "file").touch()
    with pytest.raises(Unusable, match="The folder file is not a folder"):
        choose_targets(photos, "file/out", "-cutout.png")


def test_a_result_is_not_called_like_a_folder(here: Path) -> None:
    (here / "mug-cutout.png").mkdir()
    with pytest.raises(Unusable, match="is a folder"):
        choose_targets([Path("mug.jpg")], None, "-cutout.png")


def test_stdout_takes_one_picture_and_nothing_else() -> None:
    assert choose_targets([Path("mug.jpg")], "-", "-cutout.png") == [STDOUT]
    with pytest.raises(Unusable, match="one picture"):
        choose_targets([Path("mug.jpg"), Path("cup.jpg")], "-", "-cutout.png")
    check_stdout([STDOUT], as_json=False, to_terminal=False)
    check_stdout([Path("out.png")], as_json=True, to_terminal=True)
    with pytest.raises(Unusable, match="--json"):
        check_stdout([STDOUT], as_json=True, to_terminal=False)
    with pytest.raises(Unusable, match="terminal"):
        check_stdout([STDOUT], as_json=False, to_terminal=True)


def test_several_photos_do_not_fit_into_a_file(here: Path) -> None:
    (here / "out.png").write_bytes(b"")
    with pytest.raises(Unusable, match="folder"):
        choose_targets([Path("mug.jpg"), Path("cup.jpg")], "out.png", "-cutout.png")
