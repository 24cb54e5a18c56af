import json
from pathlib import Path

import pytest

from benchmarks.prompts import __main__ as benchmark
from benchmarks.prompts.facts import families, misses
from services.generator.engines.sets import studio_sets
from services.generator.likeness import Likeness
from services.generator.prompt import understand

FOLDER = Path(benchmark.__file__).parent


def missed(prompt: str, **expected: object) -> list[str]:
    return misses({"prompt": prompt, **expected}, understand(prompt, "", studio_sets(), likeness=Likeness()))


def test_a_hit_misses_nothing() -> None:
    light = {"side": "left", "softness": "soft", "temperature": "warm"}
    assert not missed("sage sweep, soft warm light from the left", set="sweep", colours=[{"hue": "green"}], light=light)


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ({"set": "podium"}, "set oak instead of podium"),
        ({"set": ["podium", "steps"]}, "set oak instead of podium or steps"),
        ({"set": "oak", "colours": [{"hue": "blue"}]}, "no blue"),
        ({"set": "oak", "colours": [{"hex": "#ff0000"}]}, "no #ff0000"),
        ({"set": "oak", "light": {"side": "left"}}, "light is not left"),
        ({"set": "oak", "light": {"brightness": "dark"}}, "light is not dark"),
    ],
)
def test_a_miss_is_told(expected: dict[str, object], fault: str) -> None:
    assert missed("oak table", **expected) == [fault]


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("c67a5c", "orange"), ("a9b59a", "green"), ("25324f", "blue"), ("6e2536", "red"), ("efd0cb", "pink"), ("e4d7c1", "beige"),
        ("cdb9dc", "purple"), ("232427", "black"), ("f4f3f0", "white"), ("a8a8a6", "grey"), ("2f7b7b", "teal"), ("7f5b45", "brown"),
    ],
)  # fmt: skip
def test_colours_belong_to_the_families_that_people_say(code: str, family: str) -> None:
    assert family in families([int(code[at : at + 2], 16) for at in (0, 2, 4)])


def test_opposite_families_are_apart() -> None:
    assert not families((0x25, 0x32, 0x4F)) & {"red", "orange", "yellow", "green", "white", "beige"}


def test_the_files_are_whole_and_tables_alone_reach_the_rate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["prompts", "--tables-only"])
    monkeypatch.setattr(benchmark, "_ROOT", tmp_path)
    assert benchmark.main() == 0
    result = json.loads((tmp_path / "out" / "prompts.json").read_text(encoding="utf-8"))
    entries = json.loads((FOLDER / "prompts.json").read_text(encoding="utf-8"))
    assert result["prompts"] == len(entries) >= 80
    assert result["hit_rate"] >= benchmark.LEAST_HIT_RATE
    assert sum(entry["held_out"] for entry in entries) >= 20
    assert "held out" in capsys.readouterr().out
