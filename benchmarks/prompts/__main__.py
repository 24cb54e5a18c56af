"""Reads prompts of which a person said what the scene should be, counts the hits, writes ``out/prompts.json``.

A hit has the right set, every colour and every fact of the light that were expected. See ``facts`` for what these are, and
``prompts.json`` for the shape of the file; those marked ``held_out`` were not looked at while the words were tuned.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.prompts.facts import misses
from services.generator.engines.sets import studio_sets
from services.generator.likeness import Likeness, VectorLikeness
from services.generator.prompt import Understanding, understand
from services.generator.settings import GeneratorSettings
from services.generator.words.vectors import NoVectors, load_vectors

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
LEAST_HIT_RATE = 0.85


def main() -> int:
    options = _options()
    likeness = Likeness() if options.tables_only else _likeness()
    entries = json.loads(Path(options.prompts).read_text(encoding="utf-8"))
    read = [(entry, _read(entry, likeness)) for entry in entries]
    missed = [(entry, found, faults) for entry, found in read if (faults := misses(entry, found))]
    hit_rate = round(1 - len(missed) / len(entries), 4)
    result = {
        "hit_rate": hit_rate,
        "prompts": len(entries),
        "misses": [_telling(entry, found, faults) for entry, found, faults in missed],
    }
    target = _ROOT / "out" / "prompts.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    for entry, found, faults in missed:
        print(f"miss  {entry['prompt']!r}: {'; '.join(faults)}; set by {found.set_by}, guessed {list(found.guesses)}")
    _table(entries, [entry for entry, _, _ in missed])
    confusions = Counter(
        (_spelled(e["set"]), f.set_name) for e, f, faults in missed if any("set " in x for x in faults)
    )
    for (expected, got), count in confusions.most_common():
        print(f"confused  {count} x {expected} -> {got}")
    print(f"{_milliseconds(entries, likeness):.2f} ms a reading")
    return 0 if hit_rate >= LEAST_HIT_RATE else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.prompts", description="Prompts beside what was expected."
    )
    parser.add_argument(
        "--prompts", default=os.environ.get("PROMPTS") or str(_HERE / "prompts.json"), help="file of the same shape"
    )
    parser.add_argument("--tables-only", action="store_true", help="without word vectors")
    return parser.parse_args()


def _likeness() -> Likeness:
    try:
        return VectorLikeness(studio_sets(), load_vectors(GeneratorSettings().cache))
    except NoVectors as fault:
        print(f"by tables alone: {fault}")
        return Likeness()


def _read(entry: dict[str, Any], likeness: Likeness) -> Understanding:
    return understand(entry["prompt"], entry.get("negative", ""), studio_sets(), likeness=likeness)


def _table(entries: list[dict[str, Any]], missed: list[dict[str, Any]]) -> None:
    """Hit rates of the parts."""
    parts = {
        "all": entries,
        "tuned": [entry for entry in entries if entry.get("held_out") is False],
        "held out": [entry for entry in entries if entry.get("held_out")],
        "russian": [entry for entry in entries if any("а" <= sign <= "я" for sign in entry["prompt"].lower())],
    }
    for name, part in parts.items():
        if part:
            hits = sum(entry not in missed for entry in part)
            print(f"{name:10}  {hits:3} of {len(part):3}  {hits / len(part):6.1%}")


def _telling(entry: dict[str, Any], found: Understanding, faults: list[str]) -> dict[str, Any]:
    return {
        "prompt": entry["prompt"],
        "expected": entry["set"],
        "set": found.set_name,
        "set_by": found.set_by,
        "missed": faults,
        "guesses": list(found.guesses),
        "not_understood": list(found.not_understood),
    }


def _spelled(expected: str | list[str]) -> str:
    return expected if isinstance(expected, str) else "|".join(expected)


def _milliseconds(entries: list[dict[str, Any]], likeness: Likeness) -> float:
    begin = time.perf_counter()
    for entry in entries:
        _read(entry, likeness)
    return 1000 * (time.perf_counter() - begin) / len(entries)


if __name__ == "__main__":
    sys.exit(main())
