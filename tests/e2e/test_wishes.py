"""What a caller asks for in words and options, and may not."""

from typing import Any

import grpc
import httpx
import pytest

from local.stack import Stack
from packshot.common.v1 import image_pb2
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2
from tests.e2e import pictures
from tests.e2e.conftest import exchange
from tests.e2e.doors import Door, requests, run

INVALID = {400, "INVALID_ARGUMENT"}


@pytest.mark.parametrize("prompt", ["", "   ", "oak table " * 1000], ids=["empty", "blank", "10,000 characters"])
def test_prompts_out_of_range(door: Door, prompt: str) -> None:
    outcome = door.scene(pictures.encode(pictures.vase()), prompt)
    assert outcome.reason == "INVALID_ARGUMENT", outcome
    assert outcome.status in INVALID
    assert "prompt" in str(outcome.metadata)


def test_unknown_set(door: Door) -> None:
    outcome = door.scene(pictures.encode(pictures.vase()), "anything", set="the moon")
    assert (outcome.reason, outcome.status in INVALID) == ("INVALID_ARGUMENT", True)
    assert "podium" in outcome.message


def test_unknown_option_over_rest(stack: Stack, key: str) -> None:
    answer = httpx.post(
        f"{stack.url}/v1/scenes",
        files={"photo": pictures.encode(pictures.vase())},
        data={"prompt": "oak table", "colour_of_the_sky": "blue"},
        headers={"Authorization": f"Bearer {key}"},
        timeout=60,
    )
    assert answer.status_code == 400
    assert "colour_of_the_sky" in answer.text


def test_unknown_option_in_json(stack: Stack, key: str) -> None:
    body = {"photo": {"base64": "aGVsbG8=", "sharpness": 3}}
    answer = httpx.post(f"{stack.url}/v1/cutouts", json=body, headers={"Authorization": f"Bearer {key}"}, timeout=60)
    assert answer.status_code == 400
    assert "photo.sharpness" in answer.text


def test_unknown_option_over_grpc(stack: Stack, key: str) -> None:
    photo = pictures.encode(pictures.vase())
    options = segmenter_pb2.CutoutOptions()
    options.outputs.append(77)  # type: ignore[arg-type]
    header = studio_pb2.RunHeader(
        photo=image_pb2.ImageHeader(size_bytes=len(photo)), cutout=studio_pb2.CutoutRecipe(options=options)
    )
    outcome = run(stack.address("studio"), exchange(stack, key), requests(header, photo))
    assert (outcome.reason, outcome.status) == ("INVALID_ARGUMENT", "INVALID_ARGUMENT")
    assert "outputs" in str(outcome.metadata)


def test_chunk_before_header_over_grpc(stack: Stack, key: str) -> None:
    outcome = run(stack.address("studio"), exchange(stack, key), iter([studio_pb2.RunRequest(chunk=b"x")]))
    assert (outcome.reason, outcome.status) == ("TRANSFER_BROKEN", "INVALID_ARGUMENT")


def test_fewer_bytes_than_promised_over_grpc(stack: Stack, key: str) -> None:
    header = studio_pb2.RunHeader(photo=image_pb2.ImageHeader(size_bytes=1000), cutout=studio_pb2.CutoutRecipe())
    outcome = run(stack.address("studio"), exchange(stack, key), requests(header, b"too few"))
    assert (outcome.reason, outcome.status) == ("TRANSFER_BROKEN", "INVALID_ARGUMENT")


@pytest.mark.parametrize("form", ["bmp", "image/jxl"])
def test_formats_that_are_not_made(stack: Stack, key: str, form: str) -> None:
    answer = httpx.post(
        f"{stack.url}/v1/cutouts",
        files={"photo": pictures.encode(pictures.vase())},
        headers={"Authorization": f"Bearer {key}", "Accept": form if "/" in form else f"image/{form}"},
        timeout=60,
    )
    assert answer.status_code == 406
    assert answer.headers["Content-Type"].startswith("application/problem+json")


def test_unimplemented_service_over_the_front_door(stack: Stack) -> None:
    with grpc.insecure_channel(stack.grpc_address) as channel:
        call: Any = channel.unary_unary("/packshot.unknown.v1.UnknownService/Do")
        with pytest.raises(grpc.RpcError) as refused:
            call(b"", timeout=10)
    assert refused.value.code() is grpc.StatusCode.UNIMPLEMENTED
