"""The same weights the plain way: ONNX Runtime, the map stretched to its own range, enlarged linearly.

Runs the network in the model server's environment, which is where ONNX Runtime is installed:
``python -m benchmarks.quality.plain squares.npz maps.npz`` reads (320, 320, 3) uint8 arrays by name and writes (320, 320) float32
maps under the same names.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
Maps = dict[str, NDArray[np.float32]]


def network_maps(squares: dict[str, NDArray[np.uint8]], interpreter: Path) -> Maps:
    """The network's raw map of each square, 0..1, run by ``interpreter``."""
    with tempfile.TemporaryDirectory() as folder:
        asked, answered = Path(folder, "squares.npz"), Path(folder, "maps.npz")
        arrays: dict[str, Any] = dict(squares)
        np.savez(asked, **arrays)
        command = [str(interpreter), "-m", "benchmarks.quality.plain", str(asked), str(answered)]
        subprocess.run(command, cwd=ROOT, check=True)
        with np.load(answered) as found:
            return {name: found[name] for name in found.files}


def plain_matte(raw: NDArray[np.float32], width: int, height: int) -> NDArray[np.uint8]:
    """A map stretched to its own minimum and maximum and enlarged linearly, (height, width) uint8."""
    import cv2

    stretched = (raw - raw.min()) / max(float(raw.max() - raw.min()), 1e-8)
    enlarged = cv2.resize(stretched, (width, height), interpolation=cv2.INTER_LINEAR)
    matte: NDArray[np.uint8] = np.rint(np.clip(enlarged, 0, 1) * 255).astype(np.uint8)
    return matte


def main(arguments: Sequence[str]) -> None:
    from models.providers import OnnxRuntimeNetwork
    from models.saliency import OUTPUT, normalised
    from models.settings import ModelSettings
    from models.weights import U2NET, verified

    network = OnnxRuntimeNetwork(verified(U2NET, ModelSettings.from_environment(os.environ).cache), OUTPUT)
    maps: dict[str, Any] = {}
    with np.load(arguments[0]) as squares:
        for name in squares.files:
            maps[name] = network.run([normalised(squares[name])])[0][0, 0]
    np.savez(arguments[1], **maps)


if __name__ == "__main__":
    main(sys.argv[1:])
