"""Triton's door to U²-Net. Translates tensors; what the network does is ``models.saliency``'s."""

import os

import numpy as np
import triton_python_backend_utils as pb_utils

from models.saliency import SaliencyNetwork
from models.settings import ModelSettings


class TritonPythonModel:
    """One instance: one compiled network."""

    def initialize(self, args):
        self._network = SaliencyNetwork.loaded(ModelSettings.from_environment(os.environ))
        self._engine = self._network.describe(args["model_version"])
        pb_utils.Logger.log_info(f"u2net ready: {self._engine}")

    def execute(self, requests):
        """Answers each request, running the pictures of all together. Callers that have gone cost nothing."""
        responses = [None] * len(requests)
        images, owners = [], []
        for index, request in enumerate(requests):
            if request.is_cancelled():
                responses[index] = pb_utils.InferenceResponse(
                    error=pb_utils.TritonError("the caller is gone", pb_utils.TritonError.CANCELLED)
                )
            elif "confidence" in request.requested_output_names():
                batch = pb_utils.get_input_tensor_by_name(request, "image").as_numpy()
                images.extend(batch)
                owners.extend([index] * len(batch))
        confidences = self._network.infer(images) if images else []
        for index, request in enumerate(requests):
            if responses[index] is None:
                mine = [confidence for owner, confidence in zip(owners, confidences, strict=True) if owner == index]
                responses[index] = self._response(request, mine)
        return responses

    def _response(self, request, confidences):
        wanted = request.requested_output_names()
        tensors = []
        if "confidence" in wanted:
            tensors.append(pb_utils.Tensor("confidence", np.stack(confidences)))
        if "engine" in wanted:
            count = pb_utils.get_input_tensor_by_name(request, "image").shape()[0]
            tensors.append(pb_utils.Tensor("engine", np.full((count, 1), self._engine.encode(), dtype=object)))
        return pb_utils.InferenceResponse(output_tensors=tensors)
