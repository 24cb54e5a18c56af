"""``python -m models.native FOLDER``: U²-Net as a model for Triton's own ONNX Runtime backend, on GPUs.

Writes ``FOLDER/u2net/1/model.onnx``: the published graph, with what ``models.saliency`` does before and after it as part of the
graph. So the tensors are those of ``models/repository/u2net``, and no Python runs between them. The same weights make the same
file, byte for byte. Needs the package ``onnx``; its configuration is in ``k8s/overlays/gpu/repository``.
"""

import json
import os
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.saliency import DEVIATION, MEAN, OUTPUT, SIDE_PX
from models.settings import ModelSettings
from models.weights import U2NET, sha256_of, verified

INPUT = "input.1"
"""What the published graph calls its input."""
BATCH = "batch"


def engine() -> str:
    """What runs, as ``models.saliency`` describes it: its configuration lets it run nowhere but on CUDA (KIND_GPU)."""
    facts = {
        "model": "u2net",
        "version": "1",
        "weights": U2NET.name,
        "weights_sha256": U2NET.sha256,
        "provider": "cuda",
        "precision": "f32",
        "device": "NVIDIA GPU",
        "library": "onnxruntime of Triton",
    }
    return json.dumps(facts, sort_keys=True)


def before() -> list[NodeProto]:
    """``models.saliency.normalised`` as nodes: image (N, 320, 320, 3) uint8 to the network's (N, 3, 320, 320) float32."""
    return [
        helper.make_node("Cast", ["image"], ["packshot.float"], to=TensorProto.FLOAT),
        helper.make_node("ReduceMax", ["packshot.float"], ["packshot.max"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Max", ["packshot.max", "packshot.one"], ["packshot.brightest"]),
        helper.make_node("Mul", ["packshot.brightest", "packshot.deviation"], ["packshot.range"]),
        helper.make_node("Div", ["packshot.one", "packshot.range"], ["packshot.scale"]),
        helper.make_node("Transpose", ["packshot.float"], ["packshot.planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Mul", ["packshot.planes", "packshot.scale"], ["packshot.scaled"]),
        helper.make_node("Sub", ["packshot.scaled", "packshot.mean"], [INPUT]),
    ]


def after() -> list[NodeProto]:
    """``models.saliency.quantised`` as nodes, and the engine's words once for each picture."""
    return [
        helper.make_node("Mul", [OUTPUT, "packshot.255"], ["packshot.wide"]),
        helper.make_node("Add", ["packshot.wide", "packshot.half"], ["packshot.rounded"]),
        helper.make_node("Clip", ["packshot.rounded", "packshot.0", "packshot.255"], ["packshot.clipped"]),
        helper.make_node("Cast", ["packshot.clipped"], ["packshot.bytes"], to=TensorProto.UINT8),
        helper.make_node("Squeeze", ["packshot.bytes"], ["confidence"], axes=[1]),
        helper.make_node("Shape", ["image"], ["packshot.shape"]),
        helper.make_node("Slice", ["packshot.shape", "packshot.from", "packshot.to"], ["packshot.count"]),
        helper.make_node("Concat", ["packshot.count", "packshot.to"], ["packshot.times"], axis=0),
        helper.make_node("Tile", ["packshot.words", "packshot.times"], ["engine"]),
    ]


def constants() -> list[TensorProto]:
    """What those nodes compute with."""
    deviation, mean = (value.reshape(1, 3, 1, 1) for value in (DEVIATION, MEAN / DEVIATION))
    numbers = {
        "one": np.float32(1),
        "deviation": deviation,
        "mean": mean,
        "255": np.float32(255),
        "half": np.float32(0.5),
        "0": np.float32(0),
        "from": np.array([0], np.int64),
        "to": np.array([1], np.int64),
    }
    words = helper.make_tensor("packshot.words", TensorProto.STRING, [1, 1], [engine().encode()])
    return [*(numpy_helper.from_array(np.asarray(value), f"packshot.{name}") for name, value in numbers.items()), words]


def build(weights: Path) -> ModelProto:
    """The model, from the published weights (opset 11)."""
    model = onnx.load(weights)
    graph = model.graph
    network = list(graph.node)
    del graph.node[:], graph.input[:], graph.output[:]
    graph.node.extend([*before(), *network, *after()])
    graph.initializer.extend(constants())
    graph.input.append(helper.make_tensor_value_info("image", TensorProto.UINT8, [BATCH, SIDE_PX, SIDE_PX, 3]))
    graph.output.extend(
        [
            helper.make_tensor_value_info("confidence", TensorProto.UINT8, [BATCH, SIDE_PX, SIDE_PX]),
            helper.make_tensor_value_info("engine", TensorProto.STRING, [BATCH, 1]),
        ]
    )
    # Shapes of the published graph, which was exported for one picture.
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def serialised(model: ModelProto) -> bytes:
    """The file: of the same model always the same bytes."""
    return bytes(model.SerializeToString(deterministic=True))


def main(arguments: list[str]) -> int:
    """Writes the model below the folder that is named, and prints its sha256."""
    if len(arguments) != 1:
        print("usage: python -m models.native FOLDER", file=sys.stderr)
        return 2
    path = Path(arguments[0]) / "u2net" / "1" / "model.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    weights = verified(U2NET, ModelSettings.from_environment(os.environ).cache)
    path.write_bytes(serialised(build(weights)))
    print(f"{sha256_of(path)}  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
