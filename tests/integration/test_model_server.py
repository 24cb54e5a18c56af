"""The real Triton with the real network, and with two small models made here for what a network cannot show: streams and queues."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mesh.errors import DeadlineExceeded, Internal, Overloaded, ServiceUnavailable
from mesh.triton import TritonClient
from models.settings import ModelSettings
from models.weights import U2NET, WeightsMissing, verified

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("PACKSHOT_MODELS_PYTHON", ROOT / ".venv-models" / "bin" / "python"))
CACHE = ModelSettings.from_environment(os.environ).cache
START_S = 60.0
"""Most that a start may take on a busy machine; alone it takes 3 s."""

SLOW = """
import time
import numpy as np
import triton_python_backend_utils as pb_utils

class TritonPythonModel:
    def execute(self, requests):
        time.sleep(0.25)
        return [pb_utils.InferenceResponse([pb_utils.Tensor("y", np.zeros((1, 1), np.int32))]) for _ in requests]
"""
FRAMES = """
import time
from pathlib import Path
import numpy as np
import triton_python_backend_utils as pb_utils

class TritonPythonModel:
    def execute(self, requests):
        for request in requests:
            count = int(pb_utils.get_input_tensor_by_name(request, "x").as_numpy()[0])
            sender = request.get_response_sender()
            if count < 0:
                raise ValueError("no such count in /srv/secret")
            for index in range(count):
                if sender.is_cancelled():
                    (Path(__file__).parent / "cancelled").write_text(str(index))
                    break
                sender.send(pb_utils.InferenceResponse([pb_utils.Tensor("y", np.array([index], np.int32))]))
                time.sleep(0.02)
            sender.send(flags=pb_utils.TRITONSERVER_RESPONSE_COMPLETE_FINAL)
        return None
"""
CONFIG = """
name: "{name}"
backend: "python"
max_batch_size: {batch}
input [ {{ name: "x" data_type: TYPE_INT32 dims: [ 1 ] }} ]
output [ {{ name: "y" data_type: TYPE_INT32 dims: [ 1 ] }} ]
instance_group [ {{ count: 1, kind: KIND_CPU }} ]
{more}
"""
REFERENCE = """
import sys
import numpy as np, onnxruntime
weights, source, target = sys.argv[1:]
session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
results = []
for image in np.load(source):
    scaled = image.astype(np.float32) / image.max()
    tensor = (scaled - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    tensor = tensor.transpose(2, 0, 1)[np.newaxis].astype(np.float32)
    results.append(session.run(["1959"], {session.get_inputs()[0].name: tensor})[0][0, 0])
np.save(target, np.stack(results))
"""


@dataclass(frozen=True)
class ModelServer:
    """A Triton that runs."""

    address: str
    process: "subprocess.Popen[bytes]"
    repository: Path
    log: Path
    start_s: float


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def small_models(folder: Path) -> Path:
    queue = "dynamic_batching { default_queue_policy { max_queue_size: 4 } }"
    decoupled = "model_transaction_policy { decoupled: true }"
    for name, code, batch, more in (("slow", SLOW, 1, queue), ("frames", FRAMES, 0, decoupled)):
        version = folder / name / "1"
        version.mkdir(parents=True)
        (version / "model.py").write_text(code)
        (folder / name / "config.pbtxt").write_text(CONFIG.format(name=name, batch=batch, more=more))
    return folder


@contextlib.contextmanager
def running(repository: Path, port: int) -> Iterator[ModelServer]:
    """Triton on ``port``, ready; its whole process group is gone afterwards, whatever happened."""
    log = repository.parent / f"triton-{time.monotonic_ns()}.log"
    environment = os.environ | {
        "PACKSHOT_TRITON_GRPC_PORT": str(port),
        "PACKSHOT_TRITON_METRICS_PORT": "0",
        "PACKSHOT_TRITON_EXIT_TIMEOUT_S": "3",
        "PACKSHOT_MODEL_REPOSITORIES": str(repository),
        "PYTHONPATH": str(ROOT),
    }
    begun = time.monotonic()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            [PYTHON, "-m", "models.server"],
            cwd=ROOT,
            env=environment,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        while b"Started GRPCInferenceService" not in log.read_bytes():
            if process.poll() is not None or time.monotonic() - begun > START_S:
                pytest.fail(f"Triton did not start (exit {process.poll()}):\n{log.read_text()[-3000:]}")
            time.sleep(0.05)
        yield ModelServer(f"127.0.0.1:{port}", process, repository, log, time.monotonic() - begun)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for left in shared_memory(process.pid):
            left.unlink()


def shared_memory(pid: int) -> list[Path]:
    """What a server of process id ``pid`` has in shared memory."""
    return list(Path("/dev/shm").glob(f"packshot_{pid}_*"))  # noqa: S108


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelServer]:
    if not PYTHON.exists():
        pytest.skip(f"{PYTHON} is missing: make the model server's environment first (`make test` does)")
    try:
        verified(U2NET, CACHE)
    except WeightsMissing as missing:
        pytest.skip(str(missing))
    with running(small_models(tmp_path_factory.mktemp("triton") / "models"), free_port()) as running_server:
        yield running_server


@pytest.fixture
async def client(server: ModelServer) -> AsyncIterator[TritonClient]:
    client = TritonClient(server.address)
    yield client
    await client.close()


def scene(index: int) -> NDArray[np.uint8]:
    """(320, 320, 3) uint8: a bright disc on a shaded ground; place, size and colours follow from ``index``."""
    random = np.random.default_rng(index)
    across, down = np.meshgrid(np.arange(320), np.arange(320))
    ground = np.stack([90 + across / 8, 100 + down / 8, 110 + (across + down) / 16], axis=2)
    x, y, radius = random.integers(110, 210), random.integers(110, 210), random.integers(50, 90)
    disc = ((across - x) ** 2 + (down - y) ** 2 < radius**2)[:, :, np.newaxis]
    colour = random.integers(0, 256, 3) * 0.5 + np.array([120, 10, 20])
    noise = random.normal(0, 4, (320, 320, 3))
    return np.clip(np.where(disc, colour, ground) + noise, 0, 255).astype(np.uint8)


async def confidence(client: TritonClient, image: NDArray[np.uint8], deadline_s: float = 60.0) -> NDArray[np.uint8]:
    answer = await client.infer("u2net", {"image": image[np.newaxis]}, ["confidence"], deadline_s=deadline_s)
    result: NDArray[np.uint8] = answer["confidence"][0]
    return result


async def test_the_network_answers_as_plain_onnx_runtime_does(client: TritonClient, tmp_path: Path) -> None:
    flat = np.full((320, 320, 3), 200, dtype=np.uint8)
    images = np.stack([scene(1), scene(2), flat])
    np.save(tmp_path / "images.npy", images)
    weights = verified(U2NET, CACHE)
    command: list[str | Path] = [PYTHON, "-c", REFERENCE, weights, tmp_path / "images.npy", tmp_path / "expected.npy"]
    await asyncio.to_thread(lambda: subprocess.run(command, check=True, timeout=120))
    expected = 255 * np.load(tmp_path / "expected.npy")
    got = np.stack([await confidence(client, image) for image in images])
    assert got.dtype == np.uint8
    assert got[0].max() > 200, "the disc must be found, or the comparison says little"
    difference = np.abs(got.astype(float) - expected)
    # bfloat16 keeps 8 bits of mantissa: a confidence in the middle of the range may move by several levels, on the
    # average by less than one.
    assert difference.mean() < 1.5
    assert np.percentile(difference, 99) < 20
    # Nothing is stretched: a picture without anything in it stays as dark as the network says.
    assert abs(int(got[2].max()) - expected[2].max()) < 20


async def test_what_really_runs_can_be_asked_without_inference(client: TritonClient) -> None:
    before = await client.statistics("u2net")
    blank = np.zeros((1, 320, 320, 3), dtype=np.uint8)
    answer = await client.infer("u2net", {"image": blank}, ["engine"], deadline_s=10, priority=1)
    facts = json.loads(answer["engine"].item())
    assert facts["weights_sha256"] == U2NET.sha256
    assert (facts["model"], facts["version"]) == ("u2net", "1")
    assert facts["provider"] in {"openvino", "cuda", "cpu"}
    assert facts["precision"] in {"bf16", "f16", "f32"}
    after = await client.statistics("u2net")
    assert after.successes == before.successes + 1
    assert after.compute_s - before.compute_s < 0.05, "a look at the engine must not cost an inference"


async def test_pictures_in_flight_together_are_not_mixed_up(client: TritonClient) -> None:
    images = [scene(index) for index in range(10, 18)]
    alone = [await confidence(client, image) for image in images]
    together = await asyncio.gather(*(confidence(client, image) for image in images))
    for index, result in enumerate(together):
        distances = [np.abs(result.astype(int) - other).mean() for other in alone]
        assert int(np.argmin(distances)) == index
        assert distances[index] < 0.5


async def test_a_batch_of_two_is_two_pictures(client: TritonClient) -> None:
    pair = np.stack([scene(1), scene(2)])
    answer = await client.infer("u2net", {"image": pair}, ["confidence", "engine"], deadline_s=60)
    assert answer["confidence"].shape == (2, 320, 320)
    assert answer["engine"].shape == (2, 1)
    for image, result in zip(pair, answer["confidence"], strict=True):
        assert np.abs(result.astype(int) - await confidence(client, image)).mean() < 0.5


async def test_metadata_and_configuration(client: TritonClient) -> None:
    metadata = await client.metadata("u2net")
    assert [(each.name, each.datatype, each.shape) for each in metadata.inputs] == [
        ("image", "UINT8", (-1, 320, 320, 3))
    ]
    assert {each.name for each in metadata.outputs} == {"confidence", "engine"}
    configuration = await client.config("u2net")
    assert int(configuration["dynamic_batching"]["default_queue_policy"]["max_queue_size"]) == 48
    assert configuration["max_batch_size"] == 2


async def test_a_wrong_shape_and_an_unknown_model_are_told_apart(client: TritonClient) -> None:
    with pytest.raises(Internal):
        await client.infer("u2net", {"image": np.zeros((1, 8, 8, 3), np.uint8)}, ["confidence"], deadline_s=10)
    with pytest.raises(ServiceUnavailable, match="does not serve the model nonesuch"):
        await client.infer("nonesuch", {}, ["y"], deadline_s=10)
    assert not await client.ready("nonesuch")
    assert await client.ready("u2net")


ONE = {"x": np.ones((1, 1), dtype=np.int32)}


async def test_a_full_queue_is_told_at_once(client: TritonClient) -> None:
    results = await asyncio.gather(
        *(client.infer("slow", ONE, ["y"], deadline_s=10) for _ in range(12)), return_exceptions=True
    )
    refused = [each for each in results if isinstance(each, Overloaded)]
    served = [each for each in results if isinstance(each, dict)]
    assert len(refused) + len(served) == 12
    assert 5 <= len(refused) <= 8, "one runs, one or two may wait at the instance's door, four queue"
    assert refused[0].retry_after_s


async def test_a_deadline_passes_on_and_frees_the_queue(client: TritonClient) -> None:
    late = await asyncio.gather(
        *(client.infer("slow", ONE, ["y"], deadline_s=0.1) for _ in range(3)), return_exceptions=True
    )
    assert all(isinstance(each, DeadlineExceeded) for each in late)
    begun = time.monotonic()
    await client.infer("slow", ONE, ["y"], deadline_s=10)
    assert time.monotonic() - begun < 1.2, "those whose callers had gone must not be worked off first"


async def test_a_cancelled_task_leaves_the_queue(client: TritonClient) -> None:
    await asyncio.sleep(0.6)  # what the tests before have left behind is worked off
    tasks = [asyncio.create_task(client.infer("slow", ONE, ["y"], deadline_s=10)) for _ in range(3)]
    await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    assert all(
        isinstance(each, asyncio.CancelledError) for each in await asyncio.gather(*tasks, return_exceptions=True)
    )
    begun = time.monotonic()
    await client.infer("slow", ONE, ["y"], deadline_s=10)
    assert time.monotonic() - begun < 1.2


def count(number: int) -> dict[str, NDArray[np.int32]]:
    return {"x": np.array([number], dtype=np.int32)}


async def test_a_stream_comes_whole(client: TritonClient) -> None:
    frames = [int(each["y"][0]) async for each in client.stream("frames", count(5), ["y"], deadline_s=10)]
    assert frames == [0, 1, 2, 3, 4]


async def test_leaving_a_stream_stops_the_model_at_its_next_step(client: TritonClient, server: ModelServer) -> None:
    async with contextlib.aclosing(client.stream("frames", count(500), ["y"], deadline_s=30)) as frames:
        async for each in frames:
            if each["y"][0] == 3:
                break
    mark = server.repository / "frames" / "1" / "cancelled"
    async with asyncio.timeout(5):
        while not mark.exists():  # noqa: ASYNC110 - another process makes it
            await asyncio.sleep(0.02)
    assert int(mark.read_text()) < 50


async def test_a_model_that_fails_is_an_internal_fault_without_its_words(client: TritonClient) -> None:
    with pytest.raises(Internal) as caught:
        async for _ in client.stream("frames", count(-1), ["y"], deadline_s=10):
            pass
    assert "secret" not in caught.value.message


async def test_sigterm_leaves_nothing_and_the_client_comes_back(server: ModelServer, tmp_path: Path) -> None:
    port = free_port()
    repository = small_models(tmp_path / "models")
    client = TritonClient(f"127.0.0.1:{port}")
    with running(repository, port) as first:
        assert await client.ready("u2net")
        at_work = asyncio.create_task(client.infer("slow", ONE, ["y"], deadline_s=10))
        await asyncio.sleep(0.1)
        first.process.terminate()
        assert (await at_work)["y"].shape == (1, 1), "what runs is finished"
        await asyncio.to_thread(first.process.wait, 15)
        with pytest.raises(ProcessLookupError):
            os.killpg(first.process.pid, 0)
        assert not shared_memory(first.process.pid)
        with pytest.raises(ServiceUnavailable):
            await client.infer("slow", ONE, ["y"], deadline_s=5)
    with running(repository, port):
        begun = time.monotonic()
        while not await client.ready():
            assert time.monotonic() - begun < 3
            await asyncio.sleep(0.05)
        await client.infer("slow", ONE, ["y"], deadline_s=10)
    await client.close()
