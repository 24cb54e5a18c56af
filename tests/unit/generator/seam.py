"""A gRPC server that speaks as Triton does with a diffusion model and a saliency model; the client's side is the real one."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import cv2
import grpc
import numpy as np
from tritonclient.grpc import service_pb2, service_pb2_grpc
from tritonclient.utils import deserialize_bytes_tensor, serialize_byte_tensor, triton_to_np_dtype

FACTS = {
    "model": "sdxl-inpainting",
    "revision": "115134f",
    "pipeline": "StableDiffusionXLInpaintPipeline",
    "licence": "OpenRAIL++",
    "device": "cuda",
    "dtype": "float16",
    "library": "diffusers 0.36",
    "weights_sha256": "ef" * 32,
    "steps": 6,
    "guidance": 4.1,
    "native_size": 128,
}


def response(tensors: dict[str, np.ndarray]) -> Any:
    answer = service_pb2.ModelInferResponse()
    for name, values in tensors.items():
        words = values.dtype == object
        datatype = {"uint8": "UINT8", "int32": "INT32", "object": "BYTES"}[values.dtype.name]
        answer.outputs.add(name=name, datatype=datatype, shape=values.shape)
        answer.raw_output_contents.append(serialize_byte_tensor(values).item() if words else values.tobytes())
    return answer


def arrays(request: Any) -> dict[str, np.ndarray]:
    found = {}
    for tensor, raw in zip(request.inputs, request.raw_input_contents, strict=True):
        words = tensor.datatype == "BYTES"
        flat = deserialize_bytes_tensor(raw) if words else np.frombuffer(raw, triton_to_np_dtype(tensor.datatype))
        found[tensor.name] = flat.reshape(tuple(tensor.shape))
    return found


class SeamServer(service_pb2_grpc.GRPCInferenceServiceServicer):  # type: ignore[misc]
    """Paints everything that it may in one grey; ``error`` fails the painting after its second step."""

    def __init__(self) -> None:
        self.serves, self.ready, self.error, self.step_s = True, True, "", 0.0
        self.facts: dict[str, object] = dict(FACTS)
        self.paintings: list[dict[str, np.ndarray]] = []
        self.questions, self.steps = 0, 0
        self.cancelled = asyncio.Event()
        self.request_ids: list[str] = []

    async def ServerReady(self, request: Any, context: Any) -> Any:  # noqa: N802
        return service_pb2.ServerReadyResponse(ready=self.ready)

    async def ModelReady(self, request: Any, context: Any) -> Any:  # noqa: N802
        return service_pb2.ModelReadyResponse(ready=self.serves and self.ready)

    async def ModelInfer(self, request: Any, context: Any) -> Any:  # noqa: N802
        picture = arrays(request)["image"]
        return response({"confidence": np.where(picture[..., 0] > 200, 255, 0).astype(np.uint8)})

    async def ModelStreamInfer(self, requests: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        try:
            async for request in requests:
                self.request_ids.append(request.id)
                async for answer in self._answers(request):
                    yield answer
                last = service_pb2.ModelInferResponse()
                last.parameters["triton_final_response"].bool_param = True
                yield service_pb2.ModelStreamInferResponse(infer_response=last)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise

    async def _answers(self, request: Any) -> AsyncIterator[Any]:
        engine = np.array([json.dumps(self.facts).encode()], dtype=object)
        if [output.name for output in request.outputs] == ["engine"]:
            self.questions += 1
            yield service_pb2.ModelStreamInferResponse(infer_response=response({"engine": engine}))
            return
        asked = arrays(request)
        self.paintings.append(asked)
        steps, every = int(asked["steps"].item()), int(asked["preview_every"].item())
        picture = np.where(asked["mask"][..., None] > 0, np.uint8(90), asked["image"])
        for step in range(1, steps + 1):
            self.steps = step
            await asyncio.sleep(self.step_s)
            if self.error and step == 2:
                yield service_pb2.ModelStreamInferResponse(error_message=self.error)
                return
            told = {"step": np.array([step], np.int32), "of": np.array([steps], np.int32)}
            if every and step % every == 0:
                told["preview"] = np.array([cv2.imencode(".jpg", picture)[1].tobytes()], dtype=object)
            yield service_pb2.ModelStreamInferResponse(infer_response=response(told))
        yield service_pb2.ModelStreamInferResponse(infer_response=response({"result": picture, "engine": engine}))


@contextlib.asynccontextmanager
async def served(seam: SeamServer) -> AsyncIterator[str]:
    """Its address, while it serves."""
    server = grpc.aio.server(options=[("grpc.so_reuseport", 0)])
    service_pb2_grpc.add_GRPCInferenceServiceServicer_to_server(seam, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        await server.stop(None)
