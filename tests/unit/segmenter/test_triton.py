import asyncio
import json
from typing import Any

import numpy as np
import pytest

from mesh.deadlines import set_deadline
from mesh.errors import DeadlineExceeded, Internal, PackshotError, ServiceUnavailable
from services.segmenter.triton import TritonNetwork

FACTS = {
    "model": "u2net",
    "version": "1",
    "provider": "openvino",
    "precision": "bf16",
    "weights_sha256": "ab" * 32,
    "device": "a CPU",
}


class FakeClient:
    """Answers like the model of the repository."""

    def __init__(self, engine: bytes = json.dumps(FACTS).encode()) -> None:
        self.engine = engine
        self.calls: list[dict[str, Any]] = []

    async def infer(self, model: str, inputs: dict[str, np.ndarray], outputs: list[str], **how: Any) -> dict[str, Any]:
        self.calls.append({"model": model, "inputs": inputs, "outputs": outputs, **how})
        told: dict[str, Any] = {"engine": np.array([[self.engine]], dtype=object)}
        if "confidence" in outputs:
            told["confidence"] = inputs["image"][..., 0]
        return told


def _network(client: FakeClient) -> TritonNetwork:
    return TritonNetwork(client, "u2net", 30.0)  # type: ignore[arg-type]


async def test_one_picture_goes_as_a_batch_of_one() -> None:
    client = FakeClient()
    square = np.random.default_rng(0).integers(0, 256, (320, 320, 3), dtype=np.uint8)
    answer, facts = await _network(client).confidence(square)
    assert (answer == square[..., 0]).all()
    assert client.calls[0]["inputs"]["image"].shape == (1, 320, 320, 3)
    assert (facts.name, facts.provider, facts.precision) == ("u2net", "openvino", "bf16")


async def test_facts_are_asked_for_without_an_inference_and_before_pictures() -> None:
    client = FakeClient()
    facts = await _network(client).facts()
    assert facts.weights_sha256 == FACTS["weights_sha256"]
    assert client.calls[0]["outputs"] == ["engine"]
    assert client.calls[0]["priority"] == 1


async def test_the_callers_deadline_wins_when_it_is_shorter() -> None:
    client, square = FakeClient(), np.zeros((320, 320, 3), np.uint8)
    now = asyncio.get_running_loop().time()
    await _network(client).confidence(square)
    set_deadline(now + 2)
    await _network(client).confidence(square)
    set_deadline(now - 1)
    with pytest.raises(DeadlineExceeded):
        await _network(client).confidence(square)
    assert client.calls[0]["deadline_s"] == 30.0
    assert client.calls[1]["deadline_s"] == pytest.approx(2, abs=0.1)
    assert len(client.calls) == 2


@pytest.mark.parametrize(
    ("left_s", "told"), [(None, ServiceUnavailable), (60, ServiceUnavailable), (2, DeadlineExceeded)]
)
async def test_a_model_that_hangs_is_told_apart_from_a_caller_in_a_hurry(
    left_s: float | None, told: type[PackshotError]
) -> None:
    client = FakeClient()

    async def hang(*_: object, deadline_s: float, **__: object) -> None:
        raise DeadlineExceeded(f"The model u2net did not answer within {deadline_s:.1f} s.")

    client.infer = hang  # type: ignore[method-assign, assignment]
    set_deadline(None if left_s is None else asyncio.get_running_loop().time() + left_s)
    with pytest.raises(told) as caught:
        await _network(client).confidence(np.zeros((320, 320, 3), np.uint8))
    assert "picture" not in caught.value.message
    assert caught.value.retryable == (told is ServiceUnavailable)


@pytest.mark.parametrize("engine", [b"", b"[]", b'{"model": "u2net"}', b"\xff"])
async def test_a_model_that_does_not_say_what_it_is(engine: bytes) -> None:
    with pytest.raises(Internal, match="does not say"):
        await _network(FakeClient(engine)).facts()
