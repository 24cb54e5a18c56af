"""Run by ``.venv-k8s``: the graph for Triton's ONNX Runtime beside the network as it is served, on the same pictures; says JSON."""

import hashlib
import json
import os
import sys

import numpy as np
import onnxruntime as ort

from models.native import build, serialised
from models.saliency import OUTPUT, normalised, quantised
from models.settings import ModelSettings
from models.weights import U2NET, verified

weights = verified(U2NET, ModelSettings.from_environment(os.environ).cache)
served = ort.InferenceSession(str(weights), providers=["CPUExecutionProvider"])
model = serialised(build(weights))
native = ort.InferenceSession(model, providers=["CPUExecutionProvider"])

rows, columns = np.mgrid[:320, :320]
disc = ((rows - 150) ** 2 + (columns - 160) ** 2 < 90**2)[..., None]
product = np.where(disc, [60, 40, 120], [210, 205, 190]).astype(np.uint8)
images = np.stack([product, product // 3, np.zeros_like(product)])
confidence, engine = native.run(["confidence", "engine"], {"image": images})
wanted = np.stack([quantised(served.run([OUTPUT], {"input.1": normalised(image)})[0]) for image in images])
difference = np.abs(wanted.astype(int) - confidence.astype(int))
sys.stdout.write(
    json.dumps(
        {
            "inputs": {each.name: [each.type, *each.shape[1:]] for each in native.get_inputs()},
            "outputs": {each.name: [each.type, *each.shape[1:]] for each in native.get_outputs()},
            "sha256": hashlib.sha256(model).hexdigest(),
            "largest_difference": int(difference.max()),
            "brightest": int(wanted[0].max()),
            "engines": [json.loads(words) for words in engine.ravel()],
        }
    )
)
