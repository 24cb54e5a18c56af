"""``python -m models.diffusion.tiny FOLDER``: a pipeline of each family with random weights, for tests and for trying out.

A few hundred thousand numbers each, drawn from a seed: they paint nonsense, in tenths of a second, on any CPU. Serve one
with ``PACKSHOT_DIFFUSION_MODEL=folder:FOLDER/sdxl-inpaint``.
"""

import argparse
import sys
from pathlib import Path

from models.diffusion.specs import FAMILIES, STYLE_WAYS, Family, family_default
from models.diffusion.weights import ADAPTER, Record, contents, hashes

TINY_PX = 64
TINY_STEPS = 4


def write(family: Family, folder: Path, *, seed: int = 0) -> Path:
    """A tiny pipeline of ``family`` with its record in ``folder``; the same seed gives the same weights."""
    from models.diffusion.architectures import build, save_tiny_adapter

    pipeline = build(family, "tiny", seed=seed)
    pipeline.save_pretrained(folder)
    if STYLE_WAYS[family] == "adapter":
        save_tiny_adapter(pipeline.unet, folder / ADAPTER, seed=seed)
    record = Record(
        model=f"tiny-{family}",
        licence="none: random numbers",
        native_px=TINY_PX,
        steps=TINY_STEPS,
        guidance=family_default(family).guidance,
        files=hashes(folder, contents(folder)),
    )
    record.write(folder)
    return folder


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0; anything else is a traceback."""
    parser = argparse.ArgumentParser(prog="python -m models.diffusion.tiny", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--family", choices=FAMILIES, action="append", help="default: every family")
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    for family in chosen.family or FAMILIES:
        print(write(family, chosen.folder / family, seed=chosen.seed))
    return 0


if __name__ == "__main__":
    sys.exit(main())
