"""``python -m benchmarks.quality``: the mattes that users get, beside the plain way of running the same weights.

Prints a table and writes ``out/quality.json``. Ends with 1 where Packshot's mattes fall behind by more than is allowed. Without
pictures to measure with it says so and ends with 0.
"""

import argparse
import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx

from benchmarks.quality.measures import Score
from benchmarks.quality.packshot import Matte, matte_in_process, matte_over_rest, read_rgb
from benchmarks.quality.pictures import Sample, samples
from benchmarks.quality.plain import ROOT, Maps, network_maps, plain_matte
from services.segmenter.network import input_square

MAX_F_LOSS, MAE_LOSS = 0.003, 0.002
"""What may be lost against the plain way, and still counts as kept."""


def main() -> int:
    options = _options()
    folder = (ROOT / options.eval).resolve()
    pictures = list(samples(folder))
    if not pictures:
        print(f"quality: SKIPPED. No images/*.jpg with masks/*.png in {folder}; name a folder with EVAL=folder.")
        return 0
    interpreter = ROOT / os.environ.get("PACKSHOT_MODELS_PYTHON", ".venv-models/bin/python")
    maps = network_maps({each.name: input_square(read_rgb(each.photo)) for each in pictures}, interpreter)
    plain = _score(pictures, lambda each: plain_matte(maps[each.name], each.mask.shape[1], each.mask.shape[0]))
    with _mattes(options, maps) as matte:
        packshot = _score(pictures, matte)
    result = {"plain": plain, "packshot": packshot, "images": len(pictures)}
    target = ROOT / "out" / "quality.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(result, indent=2) + "\n")
    kept = packshot["maxF"] >= plain["maxF"] - MAX_F_LOSS and packshot["MAE"] <= plain["MAE"] + MAE_LOSS
    for name, score in (("plain", plain), ("packshot", packshot)):
        print(f"{name:10}" + "".join(f"  {measure} {value:.4f}" for measure, value in score.items()))
    print(
        f"{len(pictures)} images; quality {'kept' if kept else 'LOST'} (maxF within {MAX_F_LOSS}, MAE within {MAE_LOSS})"
    )
    return 0 if kept else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality", description="Mattes beside the plain network's."
    )
    parser.add_argument(
        "--eval", default=os.environ.get("EVAL") or "../shared/eval/ecssd", help="folder of images/ and masks/"
    )
    parser.add_argument(
        "--url", default=os.environ.get("PACKSHOT_URL"), help="a running gateway; otherwise one is started"
    )
    parser.add_argument("--key", default=os.environ.get("PACKSHOT_KEY"), help="API key for it")
    parser.add_argument("--in-process", action="store_true", help="measure the segmenter's code alone, without servers")
    options = parser.parse_args()
    if options.url and not options.key:
        parser.error("--url needs --key (or PACKSHOT_KEY)")
    return options


@contextlib.contextmanager
def _mattes(options: argparse.Namespace, maps: Maps) -> Iterator[Callable[[Sample], Matte]]:
    """The way to a matte that was asked for."""
    if options.in_process:
        yield lambda each: matte_in_process(each.photo, maps[each.name])
        return
    with contextlib.ExitStack() as open_ones:
        url, key = options.url, options.key
        if not url:
            from local.account import new_key
            from local.environment import NO_LIMITS
            from local.stack import Stack

            data = Path(open_ones.enter_context(tempfile.TemporaryDirectory()))
            url = open_ones.enter_context(Stack(data, NO_LIMITS, anywhere=True).running()).url
            key = new_key(url, name="quality")
        client = open_ones.enter_context(
            httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=120)
        )
        yield lambda each: matte_over_rest(client, each.photo, *each.mask.shape)


def _score(pictures: list[Sample], matte: Callable[[Sample], Matte]) -> dict[str, float]:
    score = Score()
    for each in pictures:
        score.add(matte(each), each.mask)
    return score.summary()


if __name__ == "__main__":
    sys.exit(main())
