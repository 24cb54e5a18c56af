"""What belongs to another account does not exist: every way to something by its id, through REST and gRPC.

The tables are checked against the contract and against the routes, so that a new way in cannot be left out of them.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import grpc
import httpx
import pytest

from local.account import create_account
from local.stack import Stack
from packshot.failures import read_failure
from packshot.segmenter.v1 import segmenter_pb2
from packshot.studio.v1 import assets_pb2, batches_pb2, jobs_pb2, studio_pb2, webhooks_pb2
from tests.e2e.pictures import encode, vase

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
CUTOUT = studio_pb2.Recipe(cutout=studio_pb2.CutoutRecipe(options=segmenter_pb2.CutoutOptions()))
UPLOAD_BYTES = 4_000_000
# An address, so that nothing has to be resolved where there is no network; nothing is delivered to it here.
HOOK = "https://93.184.216.34/hook"


@dataclass(frozen=True)
class Belongings:
    """Ids of what the owner has, by kind."""

    asset: str
    job: str
    batch: str
    upload: str
    webhook: str


@dataclass(frozen=True)
class Way:
    """A request that names something of another's."""

    method: str
    path: str
    headers: Any = None
    json: Any = None
    content: bytes | None = None

    def __str__(self) -> str:
        return f"{self.method} {self.path}" + (
            " in the body" if "{" in str(self.json) and "_id" in str(self.json) else ""
        )


REST = (
    Way("GET", "/v1/assets/{asset}"),
    Way("PATCH", "/v1/assets/{asset}", json={"title": "mine now"}),
    Way("DELETE", "/v1/assets/{asset}"),
    Way("GET", "/v1/assets/{asset}/content"),
    Way("HEAD", "/v1/assets/{asset}/content"),
    Way("GET", "/v1/assets/{asset}/thumbnail"),
    Way("HEAD", "/v1/assets/{asset}/thumbnail"),
    Way("GET", "/v1/jobs/{job}"),
    Way("DELETE", "/v1/jobs/{job}"),
    Way("GET", "/v1/jobs/{job}/events"),
    Way("GET", "/v1/jobs/{job}/results.zip"),
    Way("GET", "/v1/batches/{batch}"),
    Way("DELETE", "/v1/batches/{batch}"),
    Way("GET", "/v1/batches/{batch}/results.zip"),
    Way("HEAD", "/v1/uploads/{upload}", TUS),
    Way("PATCH", "/v1/uploads/{upload}", PIECE, content=b"x"),
    Way("DELETE", "/v1/uploads/{upload}", TUS),
    Way("POST", "/v1/uploads/{upload}", {**PIECE, "X-HTTP-Method-Override": "PATCH"}, content=b"x"),
    Way("POST", "/v1/uploads/{upload}", {**TUS, "X-HTTP-Method-Override": "DELETE"}),
    Way("PATCH", "/v1/webhooks/{webhook}", json={"enabled": False}),
    Way("POST", "/v1/webhooks/{webhook}/rotate"),
    Way("GET", "/v1/webhooks/{webhook}/deliveries"),
    Way("POST", "/v1/webhooks/{webhook}/deliveries/dlv_1/redeliver"),
    Way("DELETE", "/v1/webhooks/{webhook}"),
    Way("POST", "/v1/jobs", json={"recipe": "cutout", "asset_id": "{asset}"}),
    Way("POST", "/v1/batches", json={"recipe": "cutout", "asset_id": "{asset}"}),
)

GRPC: dict[str, Any] = {
    "AssetService/GetAsset": lambda has: assets_pb2.GetAssetRequest(id=has.asset),
    "AssetService/UpdateAsset": lambda has: assets_pb2.UpdateAssetRequest(id=has.asset, fields=["title"], title="mine"),
    "AssetService/DeleteAsset": lambda has: assets_pb2.DeleteAssetRequest(id=has.asset),
    "AssetService/DownloadAsset": lambda has: assets_pb2.DownloadAssetRequest(id=has.asset),
    "AssetService/GetUpload": lambda has: assets_pb2.GetUploadRequest(id=has.upload),
    "AssetService/AppendUpload": lambda has: assets_pb2.AppendUploadRequest(
        header=assets_pb2.AppendUploadHeader(id=has.upload)
    ),
    "AssetService/DeleteUpload": lambda has: assets_pb2.DeleteUploadRequest(id=has.upload),
    "JobService/CreateJob": lambda has: jobs_pb2.CreateJobRequest(
        header=jobs_pb2.CreateJobHeader(recipe=CUTOUT, asset_id=has.asset)
    ),
    "JobService/GetJob": lambda has: jobs_pb2.GetJobRequest(id=has.job),
    "JobService/CancelJob": lambda has: jobs_pb2.CancelJobRequest(id=has.job),
    "JobService/WatchJob": lambda has: jobs_pb2.WatchJobRequest(id=has.job),
    "BatchService/CreateBatch": lambda has: batches_pb2.CreateBatchRequest(
        header=batches_pb2.CreateBatchHeader(recipe=CUTOUT, asset_id=has.asset)
    ),
    "BatchService/GetBatch": lambda has: batches_pb2.GetBatchRequest(id=has.batch),
    "BatchService/CancelBatch": lambda has: batches_pb2.CancelBatchRequest(id=has.batch),
    "WebhookService/UpdateWebhook": lambda has: webhooks_pb2.UpdateWebhookRequest(id=has.webhook, fields=["enabled"]),
    "WebhookService/RotateWebhookSecret": lambda has: webhooks_pb2.RotateWebhookSecretRequest(id=has.webhook),
    "WebhookService/DeleteWebhook": lambda has: webhooks_pb2.DeleteWebhookRequest(id=has.webhook),
    "WebhookService/ListDeliveries": lambda has: webhooks_pb2.ListDeliveriesRequest(webhook_id=has.webhook),
    "WebhookService/Redeliver": lambda has: webhooks_pb2.RedeliverRequest(webhook_id=has.webhook, delivery_id="dlv_1"),
}

NAMELESS = frozenset(
    {
        "AssetService/CreateAsset",
        "AssetService/ListAssets",
        "AssetService/ListReceipts",
        "AssetService/CreateUpload",
        "JobService/ListJobs",
        "BatchService/ListBatches",
        "WebhookService/CreateWebhook",
        "WebhookService/ListWebhooks",
    }
)
"""Methods that name nothing by its id, or only in a filter."""


def _token(url: str) -> str:
    """The access token of a fresh account, with all scopes that it has."""
    email, password = create_account(url)
    answer = httpx.post(f"{url}/v1/sessions", json={"email": email, "password": password}, timeout=30)
    answer.raise_for_status()
    token: str = answer.json()["access_token"]
    return token


def _made(answer: httpx.Response) -> dict[str, Any]:
    assert answer.is_success, answer.text
    document: dict[str, Any] = answer.json()
    return document


@pytest.fixture(scope="module")
def owner(stack: Stack) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {_token(stack.url)}"}
    with httpx.Client(base_url=stack.url, headers=headers, timeout=60) as client:
        yield client


@pytest.fixture(scope="module")
def stranger(stack: Stack) -> str:
    return _token(stack.url)


@pytest.fixture(scope="module")
def belongings(owner: httpx.Client) -> Belongings:
    photo, packed = encode(vase()), io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("vase.jpg", photo)
    asset = _made(owner.post("/v1/assets", files={"photo": ("vase.jpg", photo)}))
    job = _made(owner.post("/v1/jobs", json={"recipe": "cutout", "asset_id": asset["id"]}))
    batch = _made(owner.post("/v1/batches", data={"recipe": "cutout"}, files={"archive": ("v.zip", packed.getvalue())}))
    upload = owner.post("/v1/uploads", headers={**TUS, "Upload-Length": str(UPLOAD_BYTES)})
    assert upload.status_code == httpx.codes.CREATED, upload.text
    webhook = _made(owner.post("/v1/webhooks", json={"url": HOOK}))
    return Belongings(
        asset["id"],
        job["id"],
        batch["id"],
        upload.headers["Location"].rpartition("/")[2],
        webhook["webhook"]["id"],
    )


def _filled(value: Any, has: Belongings) -> Any:
    """``value`` with the owner's ids in place of ``{asset}`` and the like."""
    if isinstance(value, dict):
        return {name: _filled(one, has) for name, one in value.items()}
    return value.format(**vars(has)) if isinstance(value, str) else value


@pytest.mark.parametrize("way", REST, ids=lambda way: f"{way}-{REST.index(way)}")
def test_rest_does_not_know_what_is_anothers(stack: Stack, stranger: str, belongings: Belongings, way: Way) -> None:
    answer = httpx.request(
        way.method,
        stack.url + _filled(way.path, belongings),
        headers={**(way.headers or {}), "Authorization": f"Bearer {stranger}"},
        json=_filled(way.json, belongings),
        content=way.content,
        timeout=30,
    )
    assert answer.status_code == httpx.codes.NOT_FOUND, answer.text
    if way.method != "HEAD":
        assert answer.json()["reason"].endswith("_NOT_FOUND")
        # Told apart from an address that there is none of: it is the thing that is missing, not the route.
        assert answer.json()["reason"] != "ROUTE_NOT_FOUND"


@pytest.mark.parametrize("method", sorted(GRPC))
def test_grpc_does_not_know_what_is_anothers(stack: Stack, stranger: str, belongings: Belongings, method: str) -> None:
    request = GRPC[method](belongings)
    with grpc.insecure_channel(stack.grpc_address, options=[("grpc.enable_http_proxy", 0)]) as channel:
        # On the wire every call is a stream each way.
        call: Any = channel.stream_stream(f"/packshot.studio.v1.{method}", lambda message: message.SerializeToString())
        with pytest.raises(grpc.RpcError) as raised:
            list(call(iter([request]), timeout=30, metadata=(("authorization", f"Bearer {stranger}"),)))
    failure = read_failure(raised.value)
    assert failure.code is grpc.StatusCode.NOT_FOUND
    assert failure.reason.endswith("_NOT_FOUND")


@pytest.mark.parametrize("path", ["assets", "jobs", "batches", "webhooks", "receipts"])
def test_lists_hold_nothing_of_anothers(stack: Stack, stranger: str, belongings: Belongings, path: str) -> None:
    answer = httpx.get(f"{stack.url}/v1/{path}", headers={"Authorization": f"Bearer {stranger}"}, timeout=30)
    assert _made(answer)[path] == []


@pytest.mark.parametrize(("name", "of"), [("job_id", "job"), ("parent_id", "asset")])
def test_filters_do_not_find_what_is_anothers(
    stack: Stack, stranger: str, belongings: Belongings, name: str, of: str
) -> None:
    headers = {"Authorization": f"Bearer {stranger}"}
    query = {name: getattr(belongings, of)}
    assert _made(httpx.get(f"{stack.url}/v1/assets", params=query, headers=headers, timeout=30))["assets"] == []
    batch = {"batch_id": belongings.batch}
    # A batch that there is none of may be told as such, or have no jobs.
    answer = httpx.get(f"{stack.url}/v1/jobs", params=batch, headers=headers, timeout=30)
    assert answer.status_code == httpx.codes.NOT_FOUND or answer.json()["jobs"] == []


def test_what_the_stranger_tried_changed_nothing(owner: httpx.Client, belongings: Belongings) -> None:
    assert _made(owner.get(f"/v1/assets/{belongings.asset}"))["title"] == "vase.jpg"
    assert _made(owner.get(f"/v1/jobs/{belongings.job}"))["state"] != "cancelled"
    assert _made(owner.get(f"/v1/batches/{belongings.batch}"))["state"] != "cancelled"
    assert owner.head(f"/v1/uploads/{belongings.upload}", headers=TUS).headers["Upload-Offset"] == "0"
    webhooks = _made(owner.get("/v1/webhooks"))["webhooks"]
    assert [(one["id"], one["enabled"]) for one in webhooks] == [(belongings.webhook, True)]


def test_the_grpc_table_leaves_no_method_out() -> None:
    known = {
        f"{service.name}/{method.name}"
        for module in (assets_pb2, jobs_pb2, batches_pb2, webhooks_pb2)
        for service in module.DESCRIPTOR.services_by_name.values()
        for method in service.methods
    }
    assert known == set(GRPC) | NAMELESS


def test_the_rest_table_leaves_no_route_out(stack: Stack) -> None:
    paths = httpx.get(f"{stack.url}/openapi.json", timeout=30).json()["paths"]
    walked = {(way.method, re.sub(r"\{\w+\}|dlv_1", "{}", way.path)) for way in REST}
    routes = {
        (method.upper(), re.sub(r"\{\w+\}", "{}", path))
        for path, operations in paths.items()
        if re.match(r"/v1/(assets|jobs|batches|uploads|webhooks)/", path)
        for method in operations
    }
    assert routes <= walked
