"""The two doors of the product, REST and gRPC, behind one shape, so that a test can walk through both."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

import grpc
import httpx

from mesh.transfer import Assembler, split
from packshot.common.v1 import image_pb2
from packshot.failures import read_failure
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import studio_pb2, studio_pb2_grpc
from services.gateway.options import Format
from services.gateway.scene_options import SceneOptions

LAYER_RESULT = image_pb2.LAYER_RESULT


@dataclass(frozen=True)
class Outcome:
    """What came back: either pictures, or a reason."""

    reason: str = ""
    message: str = ""
    status: int | str = ""
    """HTTP status or gRPC code."""
    metadata: dict[str, Any] = field(default_factory=dict)
    retry_after_s: float | None = None
    picture: bytes = b""
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        return not self.reason


class Door(Protocol):
    """A way in."""

    name: str

    def with_credential(self, credential: str) -> "Door": ...
    def cutout(self, photo: bytes) -> Outcome: ...
    def scene(self, photo: bytes, prompt: str, **options: str) -> Outcome: ...


class RestDoor:
    """Through the gateway's HTTP port."""

    name = "rest"

    def __init__(self, url: str, credential: str) -> None:
        self._url, self._credential = url, credential

    def with_credential(self, credential: str) -> "RestDoor":
        return RestDoor(self._url, credential)

    def cutout(self, photo: bytes) -> Outcome:
        return self._post("/v1/cutouts", photo, {})

    def scene(self, photo: bytes, prompt: str, **options: str) -> Outcome:
        return self._post("/v1/scenes", photo, _said(prompt, options))

    def _post(self, path: str, photo: bytes, form: dict[str, str]) -> Outcome:
        headers = {"Authorization": f"Bearer {self._credential}", "Accept": "image/png"}
        answer = httpx.post(
            f"{self._url}{path}", files={"photo": ("photo", photo)}, data=form, headers=headers, timeout=90
        )
        return rest_outcome(answer)


def _said(prompt: str, options: dict[str, str]) -> dict[str, str]:
    """A manifest goes without a prompt."""
    return options if "manifest" in options else {"prompt": prompt, **options}


def rest_outcome(answer: httpx.Response) -> Outcome:
    """An HTTP answer as an outcome; a refusal has to be a problem document."""
    if answer.status_code == httpx.codes.OK:
        report = json.loads(answer.headers["Packshot-Report"])
        return Outcome(status=200, picture=answer.content, report=report)
    assert answer.headers["Content-Type"].startswith("application/problem+json"), answer.text
    problem = answer.json()
    retry_after = answer.headers.get("Retry-After")
    return Outcome(
        reason=problem["reason"],
        message=problem["detail"],
        status=answer.status_code,
        metadata=problem,
        retry_after_s=float(retry_after) if retry_after else None,
    )


class GrpcDoor:
    """To a port that serves the studio: the gateway's gRPC port, as users are told, or the studio's own."""

    name = "grpc"

    def __init__(self, address: str, token: str) -> None:
        self._address, self._token = address, token

    def with_credential(self, credential: str) -> "GrpcDoor":
        return GrpcDoor(self._address, credential)

    def cutout(self, photo: bytes) -> Outcome:
        options = segmenter_pb2.CutoutOptions(format=image_pb2.IMAGE_FORMAT_PNG)
        return self._run(photo, cutout=studio_pb2.CutoutRecipe(options=options))

    def scene(self, photo: bytes, prompt: str, **options: str) -> Outcome:
        # The gateway's own table says what an option is called in the contract.
        wish = SceneOptions.model_validate(_said(prompt, options)).recipe(Format.PNG).scene
        return self._run(photo, scene=wish)

    def _run(self, photo: bytes, **recipe: Any) -> Outcome:
        header = studio_pb2.RunHeader(photo=image_pb2.ImageHeader(size_bytes=len(photo)), **recipe)
        return run(self._address, self._token, requests(header, photo))


def requests(header: studio_pb2.RunHeader, photo: bytes) -> Iterator[studio_pb2.RunRequest]:
    """An upload as the messages it travels in."""
    yield studio_pb2.RunRequest(header=header)
    for chunk in split(photo):
        yield studio_pb2.RunRequest(chunk=chunk)


def run(address: str, token: str, messages: Iterator[studio_pb2.RunRequest]) -> Outcome:
    """One call of ``StudioService.Run``."""
    assembler, picture, report = Assembler(), b"", {}
    with grpc.insecure_channel(address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        stub = studio_pb2_grpc.StudioServiceStub(channel)
        try:
            for answer in stub.Run(messages, metadata=(("authorization", f"Bearer {token}"),), timeout=90):
                if answer.WhichOneof("event") == "image":
                    whole = assembler.add(answer.image)
                    if whole is not None and whole.layer != image_pb2.LAYER_PREVIEW:
                        picture = bytes(whole.data)
                elif answer.WhichOneof("event") == "report":
                    report = {"confidence": answer.report.confidence, "coverage": answer.report.coverage}
        except grpc.RpcError as error:
            failure = read_failure(error)
            return Outcome(
                reason=failure.reason,
                message=failure.message,
                status=failure.code.name,
                metadata=dict(failure.metadata),
                retry_after_s=failure.retry_after_s,
            )
    return Outcome(status="OK", picture=picture, report=report)
