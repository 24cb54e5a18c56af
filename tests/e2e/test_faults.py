"""Parts that die, callers that leave, and a stop in the middle of work."""

import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import grpc
import httpx
import pytest

from local.stack import Stack
from packshot.common.v1 import image_pb2
from packshot.generator.v1 import generator_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from tests.e2e import pictures
from tests.e2e.conftest import exchange
from tests.e2e.doors import Door, GrpcDoor, Outcome, RestDoor, requests

PHOTO = pictures.encode(pictures.vase())
RECOVERY_S = 30
STEP_S = 1.0


def _log_lines(stack: Stack, part: str, since: int) -> list[str]:
    log = stack.data / "logs" / f"{part}.log"
    return log.read_text(errors="replace")[since:].splitlines()


def _log_size(stack: Stack, part: str) -> int:
    return len((stack.data / "logs" / f"{part}.log").read_text(errors="replace"))


def _segmenting(stack: Stack) -> bool:
    """Whether a photo is being cut out right now, so that every part before the segmenter has a call in work as well."""
    page = httpx.get(f"http://127.0.0.1:{stack.environment['PACKSHOT_SEGMENTER_METRICS_PORT']}/metrics").text
    return 'packshot_rpc_in_flight{method="/packshot.segmenter.v1.SegmenterService/Segment"} 1.0' in page


def _until(found: Any, timeout_s: float, *, every_s: float = 0.05) -> bool:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        if found():
            return True
        time.sleep(every_s)
    return False


def test_triton_down_is_said_and_recovers_by_itself(stack: Stack, key: str) -> None:
    rest = RestDoor(stack.url, key)
    direct = GrpcDoor(stack.address("studio"), exchange(stack, key))
    assert rest.cutout(PHOTO).ok
    stack.stop_part("triton", signal.SIGKILL)
    try:
        over_rest, over_grpc = rest.cutout(PHOTO), direct.cutout(PHOTO)
        assert (over_rest.reason, over_rest.status) == ("SERVICE_UNAVAILABLE", 503), over_rest
        assert over_rest.retry_after_s is not None
        assert over_rest.retry_after_s >= 1
        assert (over_grpc.reason, over_grpc.status) == ("SERVICE_UNAVAILABLE", "UNAVAILABLE"), over_grpc
        assert over_grpc.retry_after_s is not None
        # What /readyz says may be a second old.
        assert _until(lambda: httpx.get(f"{stack.url}/readyz", timeout=10).status_code == 503, 5)
    finally:
        stack.start_part("triton")
        recovered = _until(lambda: rest.cutout(PHOTO).ok, RECOVERY_S)
    assert recovered
    assert direct.cutout(PHOTO).ok
    stack.wait_ready()


def test_a_dead_document_store_is_said_soon_and_recovers_by_itself(stack: Stack, key: str) -> None:
    """Without it no key and no password can be checked, so the house is not ready."""

    def auth_state() -> tuple[int, str]:
        answer = httpx.get(f"{stack.url}/readyz", timeout=10)
        return answer.status_code, answer.json()["services"]["auth"]["state"]

    stack.stop_part("documents", timeout_s=5)
    try:
        assert _until(lambda: auth_state() == (503, "not_serving"), 6)
        started = time.monotonic()
        for _ in range(6):
            assert auth_state() == (503, "not_serving")
            time.sleep(0.3)
        assert time.monotonic() - started < 6 * 0.3 + 1.5, "an answer takes a fraction of a second"
    finally:
        stack.start_part("documents")
        stack.wait_ready()
    assert _until(lambda: RestDoor(stack.url, key).cutout(PHOTO).ok, RECOVERY_S), RestDoor(stack.url, key).cutout(PHOTO)


def _scene_call(channel: grpc.Channel, token: str) -> Any:
    options = generator_pb2.SceneOptions(prompt="oak table", size=image_pb2.Size(width=3000, height=3000), seed=1)
    header = studio_pb2.RunHeader(
        photo=image_pb2.ImageHeader(size_bytes=len(PHOTO)), scene=studio_pb2.SceneRecipe(options=options)
    )
    stub = studio_pb2_grpc.StudioServiceStub(channel)
    return stub.Run(requests(header, PHOTO), metadata=(("authorization", f"Bearer {token}"),), timeout=60)


@pytest.mark.parametrize("stage", ["decode", "light"])
def test_a_caller_that_leaves_in_mid_stream_stops_the_work(stack: Stack, key: str, stage: str) -> None:
    """Leaves during the cutout, and during the scene: the part at work is told within a step."""
    part = "segmenter" if stage == "decode" else "generator"
    since = _log_size(stack, part)
    with grpc.insecure_channel(stack.address("studio")) as channel:
        call = _scene_call(channel, exchange(stack, key))
        seen = []
        for answer in call:
            if answer.WhichOneof("event") == "progress":
                seen.append(answer.progress.stage)
                # The generator's steps come after all of the segmenter's.
                if stage == "decode" or answer.progress.stage not in {"decode", "network", "matte", "colour", "encode"}:
                    break
        call.cancel()
    assert seen, "the call ended before any progress"

    def told() -> bool:
        return any('"CANCELLED"' in line for line in _log_lines(stack, part, since))

    assert _until(told, STEP_S + 0.5), f"{part} went on working; steps seen: {seen}"


def test_a_rest_caller_that_hangs_up_stops_the_work(stack: Stack, key: str) -> None:
    since = _log_size(stack, "studio")
    form = {"prompt": "oak table", "width": "3000", "height": "3000"}
    with pytest.raises(httpx.TimeoutException):
        httpx.post(
            f"{stack.url}/v1/scenes",
            files={"photo": PHOTO},
            data=form,
            headers={"Authorization": f"Bearer {key}"},
            timeout=httpx.Timeout(10, read=0.25),
        )
    assert _until(lambda: any('"CANCELLED"' in line for line in _log_lines(stack, "studio", since)), STEP_S + 0.5)


@pytest.mark.parametrize(
    ("way", "part"),
    [("rest", "gateway"), ("rest", "studio"), ("rest", "segmenter"), ("grpc", "studio"), ("grpc", "segmenter")],
)
def test_sigterm_in_mid_request_lets_it_finish(stack: Stack, key: str, way: str, part: str) -> None:
    door: Door = RestDoor(stack.url, key) if way == "rest" else GrpcDoor(stack.address("studio"), exchange(stack, key))
    assert door.cutout(PHOTO).ok
    photo = pictures.encode(pictures.coffee())
    begun = threading.Event()

    def ask() -> Outcome:
        begun.set()
        return door.cutout(photo)

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ask)
        begun.wait(5)
        assert _until(lambda: _segmenting(stack), RECOVERY_S, every_s=0.005)
        assert not answer.done()
        code = stack.stop_part(part)
        try:
            outcome = answer.result(60)
        finally:
            stack.start_part(part)
            stack.wait_ready()
    assert outcome.ok, outcome
    assert code == 0
    assert _until(lambda: door.cutout(PHOTO).ok, RECOVERY_S)
