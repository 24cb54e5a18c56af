"""The client against a small Triton stand-in that speaks the real protocol over a real socket."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import grpc
import numpy as np
import pytest
from tritonclient.grpc import service_pb2, service_pb2_grpc

from mesh.errors import DeadlineExceeded, Internal, Overloaded, PackshotError, ServiceUnavailable
from mesh.tls import server_credentials
from mesh.triton import ModelFailed, TritonClient
from tests.certificates import Authority

Answer = Callable[[Any, Any], Awaitable[Any]]
PICTURE = np.arange(24, dtype=np.uint8).reshape(1, 2, 4, 3)


class FakeTriton(service_pb2_grpc.GRPCInferenceServiceServicer):  # type: ignore[misc]
    """Answers as the test says; remembers the requests, and which calls were cancelled."""

    def __init__(self) -> None:
        self.infer: Answer = self.echo
        self.requests: list[Any] = []
        self.called = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.frames = 3

    async def echo(self, request: Any, context: Any) -> Any:
        response = service_pb2.ModelInferResponse(model_name=request.model_name, id=request.id)
        for tensor, raw in zip(request.inputs, request.raw_input_contents, strict=True):
            response.outputs.add(name=tensor.name, datatype=tensor.datatype, shape=tensor.shape)
            response.raw_output_contents.append(raw)
        return response

    async def ServerReady(self, request: Any, context: Any) -> Any:  # noqa: N802 - the protocol's name
        return service_pb2.ServerReadyResponse(ready=True)

    async def ModelReady(self, request: Any, context: Any) -> Any:  # noqa: N802
        return service_pb2.ModelReadyResponse(ready=request.name == "echo")

    async def ModelInfer(self, request: Any, context: Any) -> Any:  # noqa: N802
        self.requests.append(request)
        self.called.set()
        try:
            return await self.infer(request, context)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise

    async def ModelStreamInfer(self, requests: Any, context: Any) -> AsyncIterator[Any]:  # noqa: N802
        try:
            async for request in requests:
                self.requests.append(request)
                for index in range(self.frames):
                    frame = service_pb2.ModelInferResponse(model_name=request.model_name)
                    frame.outputs.add(name="frame", datatype="INT32", shape=[1])
                    frame.raw_output_contents.append(np.array([index], dtype=np.int32).tobytes())
                    yield service_pb2.ModelStreamInferResponse(infer_response=frame)
                    await asyncio.sleep(0.01)
                if request.model_name == "breaks":
                    yield service_pb2.ModelStreamInferResponse(error_message="step 3 failed in /srv/secret.py")
                    return
                last = service_pb2.ModelInferResponse(model_name=request.model_name)
                last.parameters["triton_final_response"].bool_param = True
                yield service_pb2.ModelStreamInferResponse(infer_response=last)
        except asyncio.CancelledError:
            self.cancelled.set()
            raise


@contextlib.asynccontextmanager
async def served(
    triton: FakeTriton, port: int = 0, credentials: grpc.ServerCredentials | None = None
) -> AsyncIterator[int]:
    sizes = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]
    server = grpc.aio.server(options=[("grpc.so_reuseport", 0), *sizes])
    service_pb2_grpc.add_GRPCInferenceServiceServicer_to_server(triton, server)
    address = f"127.0.0.1:{port}"
    bound = server.add_secure_port(address, credentials) if credentials else server.add_insecure_port(address)
    await server.start()
    try:
        yield bound
    finally:
        await server.stop(None)


@pytest.fixture
async def triton() -> FakeTriton:
    return FakeTriton()


@pytest.fixture
async def client(triton: FakeTriton) -> AsyncIterator[TritonClient]:
    async with served(triton) as port:
        client = TritonClient(f"127.0.0.1:{port}")
        yield client
        await client.close()


def aborting(code: grpc.StatusCode, details: str) -> Answer:
    async def answer(request: Any, context: Any) -> Any:
        await context.abort(code, details)

    return answer


async def test_arrays_travel_there_and_back(client: TritonClient, triton: FakeTriton) -> None:
    words = np.array([[b"one"], [b""]], dtype=object)
    half = np.array([0.5, -1], dtype=np.float16)
    inputs = {"picture": PICTURE, "words": words, "half": half}
    outputs = await client.infer("echo", inputs, list(inputs), deadline_s=5, request_id="r-1", priority=1)
    for name, array in inputs.items():
        assert outputs[name].tolist() == array.tolist()
        assert outputs[name].shape == array.shape
    assert triton.requests[0].id == "r-1"
    assert triton.requests[0].parameters["priority"].uint64_param == 1
    assert [each.name for each in triton.requests[0].outputs] == list(inputs)


async def test_views_are_sent_as_they_look(client: TritonClient) -> None:
    view = PICTURE[:, ::-1, ::2]
    outputs = await client.infer("echo", {"x": view}, ["x"], deadline_s=5)
    assert np.array_equal(outputs["x"], view)


async def test_large_tensors_pass(client: TritonClient) -> None:
    large = np.zeros((1, 4000, 3000, 3), dtype=np.uint8)
    outputs = await client.infer("echo", {"x": large}, ["x"], deadline_s=20)
    assert outputs["x"].shape == large.shape


@pytest.mark.parametrize(
    ("code", "details", "expected"),
    [
        (grpc.StatusCode.UNAVAILABLE, "[request id: 7] Exceeds maximum queue size", Overloaded),
        (grpc.StatusCode.UNAVAILABLE, "[request id: 7] Request timeout expired", Overloaded),
        (grpc.StatusCode.UNAVAILABLE, "Socket closed", ServiceUnavailable),
        (grpc.StatusCode.NOT_FOUND, "Request for unknown model: 'echo' is not found", ServiceUnavailable),
        (
            grpc.StatusCode.UNAVAILABLE,
            "Request for unknown model: 'echo' has no available versions",
            ServiceUnavailable,
        ),
        (grpc.StatusCode.RESOURCE_EXHAUSTED, "Received message larger than max (5 vs. 4)", ModelFailed),
        (grpc.StatusCode.INTERNAL, "Traceback /srv/model.py", ModelFailed),
        (grpc.StatusCode.INVALID_ARGUMENT, "unexpected shape for input", ModelFailed),
    ],
)
async def test_failures_are_told_by_cause(
    client: TritonClient, triton: FakeTriton, code: grpc.StatusCode, details: str, expected: type[PackshotError]
) -> None:
    triton.infer = aborting(code, details)
    with pytest.raises(PackshotError) as caught:
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
    assert type(caught.value) is expected
    assert isinstance(caught.value.__cause__, grpc.aio.AioRpcError)
    assert caught.value.facts["model"] == "echo"
    assert details not in caught.value.message
    assert (caught.value.retry_after_s is not None) is caught.value.retryable
    assert len(triton.requests) == 1, "nothing is tried again here"


async def test_the_deadline_frees_caller_and_server(client: TritonClient, triton: FakeTriton) -> None:
    triton.infer = lambda request, context: asyncio.sleep(30)
    with pytest.raises(DeadlineExceeded):
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=0.2)
    await asyncio.wait_for(triton.cancelled.wait(), 2)


async def test_cancelling_the_task_cancels_the_call(client: TritonClient, triton: FakeTriton) -> None:
    triton.infer = lambda request, context: asyncio.sleep(30)
    task = asyncio.create_task(client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=30))
    await asyncio.wait_for(triton.called.wait(), 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(triton.cancelled.wait(), 2)


async def test_a_shape_without_bytes_is_never_passed_on(client: TritonClient, triton: FakeTriton) -> None:
    async def hollow(request: Any, context: Any) -> Any:
        response = service_pb2.ModelInferResponse()
        response.outputs.add(name="x", datatype="UINT8", shape=[1, 320, 320])
        response.raw_output_contents.append(b"")
        return response

    triton.infer = hollow
    with pytest.raises(Internal) as caught:
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
    assert "numpy<2" in caught.value.__notes__[0]


async def test_an_output_that_is_missing_is_an_error(client: TritonClient) -> None:
    with pytest.raises(Internal) as caught:
        await client.infer("echo", {"x": PICTURE}, ["x", "y"], deadline_s=5)
    assert "['y']" in caught.value.__notes__[0]


async def test_types_that_triton_has_not_are_refused_before_sending(client: TritonClient, triton: FakeTriton) -> None:
    with pytest.raises(TypeError, match="complex64"):
        await client.infer("echo", {"x": np.zeros(2, dtype=np.complex64)}, ["x"], deadline_s=5)
    assert not triton.requests


async def test_a_stream_ends_with_the_models_last_word(client: TritonClient, triton: FakeTriton) -> None:
    frames = [each["frame"].tolist() async for each in client.stream("frames", {"x": PICTURE}, ["frame"], deadline_s=5)]
    assert frames == [[0], [1], [2]]
    assert triton.requests[0].parameters["triton_enable_empty_final_response"].bool_param


async def test_leaving_a_stream_cancels_it(client: TritonClient, triton: FakeTriton) -> None:
    triton.frames = 10_000
    async with contextlib.aclosing(client.stream("frames", {"x": PICTURE}, ["frame"], deadline_s=30)) as frames:
        async for _ in frames:
            break
    await asyncio.wait_for(triton.cancelled.wait(), 2)


async def test_a_failure_inside_a_stream_is_told_without_its_words(client: TritonClient) -> None:
    frames = client.stream("breaks", {"x": PICTURE}, ["frame"], deadline_s=5)
    assert [(await anext(frames))["frame"].tolist() for _ in range(3)] == [[0], [1], [2]]
    with pytest.raises(ModelFailed) as caught:
        await anext(frames)
    assert "secret" not in caught.value.message
    assert "secret" in caught.value.details


async def test_a_streams_deadline_is_told(client: TritonClient, triton: FakeTriton) -> None:
    triton.frames = 10_000
    with pytest.raises(DeadlineExceeded):
        async for _ in client.stream("frames", {"x": PICTURE}, ["frame"], deadline_s=0.2):
            pass


async def test_readiness(client: TritonClient) -> None:
    assert await client.ready()
    assert await client.ready("echo")
    assert not await client.ready("other")


async def test_it_comes_back_by_itself(triton: FakeTriton) -> None:
    async with served(triton) as port:
        client = TritonClient(f"127.0.0.1:{port}")
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
    assert not await client.ready()
    with pytest.raises(ServiceUnavailable) as caught:
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
    assert caught.value.retry_after_s
    async with served(triton, port):
        for _ in range(150):  # 3 s
            if await client.ready():
                break
            await asyncio.sleep(0.02)
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
        await client.close()


async def test_over_tls_both_show_a_certificate_and_new_files_are_used_at_once(
    triton: FakeTriton, tmp_path: Path
) -> None:
    authority, next_authority = Authority(), Authority()
    server_files = authority.files(tmp_path / "triton", "127.0.0.1")
    files = authority.files(tmp_path / "segmenter", "segmenter")
    async with served(triton, credentials=server_credentials(server_files.read())) as port:
        plain = TritonClient(f"127.0.0.1:{port}")
        with pytest.raises(ServiceUnavailable):
            await plain.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
        await plain.close()
        client = TritonClient(f"127.0.0.1:{port}", files.read())
        await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
        # From here on the server knows the next authority alone: the old pair would be refused.
        server_files.write(next_authority.issue("127.0.0.1"), next_authority.pem)
        files.write(next_authority.issue("segmenter"), next_authority.pem)
        outputs = await client.infer("echo", {"x": PICTURE}, ["x"], deadline_s=5)
        assert np.array_equal(outputs["x"], PICTURE)
        frames = [each async for each in client.stream("frames", {"x": PICTURE}, ["frame"], deadline_s=5)]
        assert len(frames) == 3
        await client.close()
