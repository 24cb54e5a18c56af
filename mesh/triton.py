"""The asynchronous Triton client: numpy arrays in, numpy arrays out, failures by cause.

Works on the stubs of ``tritonclient`` rather than on its client class, which drops gRPC's status code and the call
that a cancellation needs. Knows no model.
"""

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import grpc
import numpy as np
from google.protobuf.json_format import MessageToDict
from numpy.typing import NDArray
from tritonclient.grpc import service_pb2, service_pb2_grpc
from tritonclient.utils import (
    deserialize_bytes_tensor,
    np_to_triton_dtype,
    serialize_byte_tensor,
    triton_to_np_dtype,
)

from mesh.errors import Cancelled, DeadlineExceeded, Internal, Overloaded, PackshotError, ServiceUnavailable
from mesh.renewal import dial
from mesh.tls import TlsFiles

Array = NDArray[Any]

QUEUE_FULL_RETRY_AFTER_S: Final = 2.0
"""What a caller is told to wait when a model's queue is full: the time of some seven pictures on two cores."""
UNREACHABLE_RETRY_AFTER_S: Final = 5.0
"""What a caller is told to wait when Triton does not answer: about one start of Triton with its models."""
MAX_MESSAGE_BYTES: Final = 1 << 30
"""Room for tensors (36 MiB is a 12 megapixel picture); gRPC's own limit is 4 MiB."""

_OPTIONS = (
    ("grpc.max_send_message_length", MAX_MESSAGE_BYTES),
    ("grpc.max_receive_message_length", MAX_MESSAGE_BYTES),
    ("grpc.service_config", json.dumps({"loadBalancingConfig": [{"round_robin": {}}]})),
    # No retries here: Triton says UNAVAILABLE also when a queue is full, and that must reach the caller at once.
    ("grpc.enable_retries", 0),
    # Back within about a second of Triton's return, instead of gRPC's two minutes.
    ("grpc.initial_reconnect_backoff_ms", 100),
    ("grpc.min_reconnect_backoff_ms", 1000),
    ("grpc.max_reconnect_backoff_ms", 1000),
    # As in ``mesh.channels``: new replicas are found when a connection ends.
    ("grpc.dns_min_time_between_resolutions_ms", 1_000),
    ("grpc.enable_http_proxy", 0),
)
_QUEUE_FULL = "exceeds maximum queue size"
_QUEUE_TIMEOUT = "request timeout expired"
_MODELS_OWN = re.compile(r"\b[A-Z]+(?:_[A-Z]+)+(?: \w+=\S+)*: ")
_UNKNOWN_MODEL = ("unknown model", "is not found", "not ready", "has no available versions")


class ModelFailed(Internal):
    """A model answered a request with an error."""

    def __init__(self, model: str, details: str) -> None:
        """``details``: the model's own words. They may hold paths and values, so they stay out of the message."""
        super().__init__(f"The model {model} failed on this request.", model=model)
        self.details = details


@dataclass(frozen=True)
class TensorSpec:
    """A tensor as a model declares it; ``-1`` in ``shape`` is any size."""

    name: str
    datatype: str
    shape: tuple[int, ...]


@dataclass(frozen=True)
class ModelMetadata:
    """What Triton says of a loaded model."""

    name: str
    versions: tuple[str, ...]
    platform: str
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]


@dataclass(frozen=True)
class ModelStatistics:
    """Counts and summed times since the model was loaded."""

    inferences: int
    executions: int
    successes: int
    failures: int
    queue_s: float
    compute_s: float


class TritonClient:
    """One long-lived connection to a Triton server. Made inside the event loop that uses it, kept as long as the
    process.
    """

    def __init__(self, address: str, tls: TlsFiles | None = None) -> None:
        """``address`` is ``host:port`` or any gRPC target; nothing is connected until the first call. ``tls``: what is shown and
        believed; None: plain text.
        """
        self._address = address
        self._channel = dial(address, _OPTIONS, tls, "triton")
        self._stub = service_pb2_grpc.GRPCInferenceServiceStub(self._channel)

    async def close(self) -> None:
        """Close the connection; calls in progress are cancelled."""
        await self._channel.close()

    async def ready(self, model: str | None = None, *, deadline_s: float = 1.0) -> bool:
        """Whether the server, or ``model``, can take inferences now. False also when nobody answers in
        ``deadline_s``.
        """
        try:
            if model is None:
                answer = await self._stub.ServerReady(service_pb2.ServerReadyRequest(), timeout=deadline_s)
            else:
                answer = await self._stub.ModelReady(service_pb2.ModelReadyRequest(name=model), timeout=deadline_s)
        except grpc.aio.AioRpcError:
            return False
        return bool(answer.ready)

    async def infer(
        self,
        model: str,
        inputs: Mapping[str, Array],
        outputs: Sequence[str],
        *,
        deadline_s: float,
        request_id: str = "",
        priority: int = 0,
    ) -> dict[str, Array]:
        """Run ``model`` once and return the ``outputs`` asked for, as read-only views on the answer.

        ``inputs`` have the shapes that the model declares, with its batch dimension. ``priority`` 1 goes before 2; 0
        is the model's default. Cancelling the task cancels the inference. Raises ``Overloaded`` when the model's
        queue is full, ``ServiceUnavailable`` when Triton or the model is not there, ``DeadlineExceeded``, and
        ``Internal`` when the model fails or answers with empty tensors.
        """
        request = _request(model, inputs, outputs, request_id, priority)
        try:
            response = await self._stub.ModelInfer(request, timeout=deadline_s)
        except grpc.aio.AioRpcError as fault:
            raise self._translated(fault, model, deadline_s) from fault
        return _outputs(response, outputs, model)

    async def stream(
        self,
        model: str,
        inputs: Mapping[str, Array],
        outputs: Sequence[str],
        *,
        deadline_s: float,
        request_id: str = "",
        priority: int = 0,
    ) -> AsyncGenerator[dict[str, Array], None]:
        """Run a decoupled ``model`` and yield each of its responses as it comes, to the model's last. A response has those of the
        ``outputs`` that the model put into it, at least one.

        Leaving early cancels the work in Triton: wrap it in ``contextlib.aclosing`` so that this happens at once and
        not when the garbage collector finds it. Raises as ``infer`` does.
        """
        request = _request(model, inputs, outputs, request_id, priority)
        # Marks the end: without it a stream that has ended looks like one that is slow.
        request.parameters["triton_enable_empty_final_response"].bool_param = True
        call = self._stub.ModelStreamInfer(_once(request), timeout=deadline_s)
        try:
            async for message in call:
                if message.error_message:
                    raise self._failure(message.error_message, None, model, deadline_s)
                response = message.infer_response
                if response.outputs:
                    yield _outputs(response, (), model)
                if response.parameters["triton_final_response"].bool_param:
                    return
        except grpc.aio.AioRpcError as fault:
            raise self._translated(fault, model, deadline_s) from fault
        finally:
            call.cancel()

    async def metadata(self, model: str, *, deadline_s: float = 5.0) -> ModelMetadata:
        """Versions and tensors of ``model``. Raises as ``infer`` does."""
        try:
            answer = await self._stub.ModelMetadata(service_pb2.ModelMetadataRequest(name=model), timeout=deadline_s)
        except grpc.aio.AioRpcError as fault:
            raise self._translated(fault, model, deadline_s) from fault
        return ModelMetadata(
            name=answer.name,
            versions=tuple(answer.versions),
            platform=answer.platform,
            inputs=tuple(TensorSpec(each.name, each.datatype, tuple(each.shape)) for each in answer.inputs),
            outputs=tuple(TensorSpec(each.name, each.datatype, tuple(each.shape)) for each in answer.outputs),
        )

    async def config(self, model: str, *, deadline_s: float = 5.0) -> dict[str, Any]:
        """The configuration that ``model`` runs with, with the field names of ``config.pbtxt``. Raises as ``infer``
        does.
        """
        try:
            answer = await self._stub.ModelConfig(service_pb2.ModelConfigRequest(name=model), timeout=deadline_s)
        except grpc.aio.AioRpcError as fault:
            raise self._translated(fault, model, deadline_s) from fault
        return MessageToDict(answer.config, preserving_proto_field_name=True)

    async def statistics(self, model: str, *, deadline_s: float = 5.0) -> ModelStatistics:
        """What ``model`` has done so far, over all its versions. Raises as ``infer`` does."""
        try:
            answer = await self._stub.ModelStatistics(
                service_pb2.ModelStatisticsRequest(name=model), timeout=deadline_s
            )
        except grpc.aio.AioRpcError as fault:
            raise self._translated(fault, model, deadline_s) from fault
        versions = answer.model_stats
        return ModelStatistics(
            inferences=sum(each.inference_count for each in versions),
            executions=sum(each.execution_count for each in versions),
            successes=sum(each.inference_stats.success.count for each in versions),
            failures=sum(each.inference_stats.fail.count for each in versions),
            queue_s=sum(each.inference_stats.queue.ns for each in versions) / 1e9,
            compute_s=sum(each.inference_stats.compute_infer.ns for each in versions) / 1e9,
        )

    def _translated(self, fault: grpc.aio.AioRpcError, model: str, deadline_s: float) -> PackshotError:
        return self._failure(fault.details() or "", fault.code(), model, deadline_s)

    def _failure(self, details: str, code: grpc.StatusCode | None, model: str, deadline_s: float) -> PackshotError:
        """The cause of a failed call; ``code`` is None inside a stream, where Triton sends words only."""
        words = details.lower()
        # RESOURCE_EXHAUSTED is no overload here: gRPC says it of a message that is larger than a limit.
        if _QUEUE_FULL in words or _QUEUE_TIMEOUT in words:
            return Overloaded(
                f"The model {model} has as much work waiting as it takes. Try again in a few seconds.",
                retry_after_s=QUEUE_FULL_RETRY_AFTER_S,
                model=model,
            )
        if code is grpc.StatusCode.DEADLINE_EXCEEDED:
            return DeadlineExceeded(
                f"The model {model} did not answer within {deadline_s:.1f} s. Allow more time, or try again when less is going on.",
                model=model,
            )
        if code is grpc.StatusCode.CANCELLED:
            return Cancelled(f"The call to the model {model} was cancelled.", model=model)
        # A model's own errors begin with a code, and may well say of a file that it "is not found".
        served = code is None and _MODELS_OWN.search(details) is not None
        if (
            not served
            and code in {None, grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAVAILABLE}
            and any(mark in words for mark in _UNKNOWN_MODEL)
        ):
            return ServiceUnavailable(
                f"The model server does not serve the model {model} right now. "
                "It may still be loading; otherwise the operator must add it.",
                retry_after_s=UNREACHABLE_RETRY_AFTER_S,
                model=model,
            )
        if code is grpc.StatusCode.UNAVAILABLE:
            return ServiceUnavailable(
                "The model server does not answer. It is restarting or stopped; try again in a few seconds.",
                retry_after_s=UNREACHABLE_RETRY_AFTER_S,
                model=model,
            )
        failure = ModelFailed(model, details)
        failure.add_note(f"triton at {self._address} said: {details}")
        return failure


async def _once(request: service_pb2.ModelInferRequest) -> AsyncGenerator[service_pb2.ModelInferRequest, None]:
    """The one request of a stream; the sending side stays open, since Triton takes its end for the caller's going."""
    yield request
    await asyncio.Event().wait()


def _request(
    model: str, inputs: Mapping[str, Array], outputs: Sequence[str], request_id: str, priority: int
) -> service_pb2.ModelInferRequest:
    request = service_pb2.ModelInferRequest(model_name=model, id=request_id)
    for name, array in inputs.items():
        datatype = np_to_triton_dtype(array.dtype)
        if datatype is None:
            raise TypeError(f"input {name} of model {model}: Triton has no tensors of {array.dtype}")
        request.inputs.add(name=name, datatype=datatype, shape=array.shape)
        request.raw_input_contents.append(
            serialize_byte_tensor(array).item() if datatype == "BYTES" else array.tobytes()
        )
    for name in outputs:
        request.outputs.add(name=name)
    if priority:
        request.parameters["priority"].uint64_param = priority
    return request


def _outputs(response: service_pb2.ModelInferResponse, wanted: Sequence[str], model: str) -> dict[str, Array]:
    """The tensors of ``response`` by name; raises ``Internal`` when one that was asked for is missing or has fewer
    bytes than its shape.

    Triton's Python backend with numpy 2 answers with the right shapes and no bytes at all; that must never pass for
    a picture.
    """
    found: dict[str, Array] = {}
    for tensor, raw in zip(response.outputs, response.raw_output_contents, strict=False):
        shape = tuple(tensor.shape)
        values = (
            deserialize_bytes_tensor(raw)
            if tensor.datatype == "BYTES"
            else np.frombuffer(raw, triton_to_np_dtype(tensor.datatype))
        )
        if values.size != int(np.prod(shape)):
            failure = Internal(f"The model {model} answered with a damaged result.", model=model)
            failure.add_note(
                f"output {tensor.name}: shape {shape}, but {len(raw)} bytes; the model server needs numpy<2"
            )
            raise failure
        found[tensor.name] = values.reshape(shape)
    if missing := [name for name in wanted if name not in found]:
        failure = Internal(f"The model {model} answered without a part of its result.", model=model)
        failure.add_note(f"outputs asked for and not answered: {missing}")
        raise failure
    return found
