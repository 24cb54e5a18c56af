"""Assets, jobs, uploads, batches, webhooks, usage over HTTP, against a studio behind real sockets."""

import base64
import io
import json
import zipfile
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from mesh.errors import Cause, PackshotError
from packshot.common.v1 import image_pb2, progress_pb2
from packshot.studio.v1 import assets_pb2, jobs_pb2
from tests.unit.gateway.conftest import PHOTO, House
from tests.unit.gateway.fake_kept import BYTES, SHA256, THUMBNAIL, UNKNOWN, event, job, output

TUS = {"tus-resumable": "1.0.0"}
DONE = job(jobs_pb2.JOB_STATE_SUCCEEDED)


class Mismatch(PackshotError):
    reason = "IDEMPOTENCY_MISMATCH"
    cause = Cause.CONFLICT


class Away(Exception):
    """Breaks a watch in the middle."""


def telling(*events: jobs_pb2.WatchJobResponse, breaks: bool = False) -> Callable[[], AsyncIterator[Any]]:
    async def tell() -> AsyncIterator[Any]:
        for one in events:
            yield one
        if breaks:
            raise Away

    return tell


async def test_an_asset_is_kept_once_and_named(house: House) -> None:
    headers = {**house.bearer(), "idempotency-key": "k-1"}
    answer = await house.client.post(
        "/v1/assets", files={"photo": ("mug.jpg", PHOTO)}, data={"tags": "a, b"}, headers=headers
    )
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == "/v1/assets/ast_1"
    header = house.kept.last
    assert (header.title, list(header.tags), header.idempotency_key) == ("mug.jpg", ["a", "b"], "k-1")
    assert (house.kept.data, header.size_bytes) == (PHOTO, len(PHOTO))
    house.kept.created = False
    body = {"photo": {"base64": base64.b64encode(PHOTO).decode()}, "title": "T", "time_to_live_s": 60}
    answer = await house.client.post("/v1/assets", json=body, headers=house.bearer())
    assert answer.status_code == 200
    assert (house.kept.last.title, house.kept.last.time_to_live_s) == ("T", 60)


async def test_a_refusal_of_the_studio_keeps_its_reason(house: House) -> None:
    house.kept.error = Mismatch("Another request had this key.")
    for path in ("/v1/assets", "/v1/jobs"):
        data = {"recipe": "cutout"} if path == "/v1/jobs" else {}
        answer = await house.client.post(path, files={"photo": ("p", PHOTO)}, data=data, headers=house.bearer())
        assert (answer.status_code, answer.json()["reason"]) == (409, "IDEMPOTENCY_MISMATCH")


async def test_a_bare_zip_is_an_archive(house: House) -> None:
    headers = {**house.bearer(), "content-type": "application/zip"}
    answer = await house.client.post("/v1/assets?title=z", content=b"PK" * 400_000, headers=headers)
    assert answer.status_code == 201, answer.text
    assert house.kept.last.kind == assets_pb2.ASSET_KIND_ARCHIVE
    assert house.kept.data == b"PK" * 400_000


async def test_filters_and_changes_reach_the_studio(house: House) -> None:
    query = "kind=result&tag=a&tag=b&since=2026-01-01T00:00:00Z&page_size=3&favourites_only=true"
    answer = await house.client.get(f"/v1/assets?{query}", headers=house.bearer())
    assert answer.json()["next_page_token"] == "next"
    asked = house.kept.last
    assert (asked.kind, list(asked.tags), asked.page_size) == (assets_pb2.ASSET_KIND_RESULT, ["a", "b"], 3)
    assert asked.since.seconds == 1_767_225_600
    assert not asked.HasField("until")
    await house.client.patch("/v1/assets/ast_1", json={"favourite": True, "expire_time": None}, headers=house.bearer())
    assert list(house.kept.last.fields) == ["favourite", "expire_time"]
    gone = await house.client.delete("/v1/assets/ast_1", headers=house.bearer())
    assert gone.json()["asset_id"] == "ast_1"
    refused = await house.client.get("/v1/assets?colour=red", headers=house.bearer())
    assert refused.json()["reason"] == "UNKNOWN_FIELD"


@pytest.mark.parametrize("part", ["content", "thumbnail"])
async def test_bytes_whole_in_part_and_not_again(house: House, part: str) -> None:
    url, data = f"/v1/assets/ast_1/{part}", BYTES if part == "content" else THUMBNAIL
    whole = await house.client.get(url, headers=house.bearer())
    etag = whole.headers["etag"]
    assert (whole.status_code, whole.content) == (200, data)
    assert whole.headers["cache-control"].startswith("private")
    assert "filename*=UTF-8''" in whole.headers["content-disposition"]
    head = await house.client.head(url, headers=house.bearer())
    assert (head.headers["content-length"], head.content) == (str(len(data)), b"")
    known = await house.client.get(url, headers={**house.bearer(), "if-none-match": f'"x", W/{etag}'})
    assert (known.status_code, known.content) == (304, b"")
    some = await house.client.get(url, headers={**house.bearer(), "range": "bytes=10-19", "if-range": etag})
    assert (some.status_code, some.content) == (206, data[10:20])
    assert some.headers["content-range"] == f"bytes 10-19/{len(data)}"
    stale = await house.client.get(url, headers={**house.bearer(), "range": "bytes=10-19", "if-range": '"old"'})
    assert (stale.status_code, stale.content) == (200, data)
    tail = await house.client.get(url, headers={**house.bearer(), "range": "bytes=-7"})
    assert tail.content == data[-7:]
    beyond = await house.client.get(url, headers={**house.bearer(), "range": f"bytes={len(data)}-"})
    assert (beyond.status_code, beyond.json()["reason"]) == (416, "RANGE_NOT_SATISFIABLE")
    assert beyond.headers["content-range"] == f"bytes */{len(data)}"
    assert part == "thumbnail" or etag == f'"{SHA256}"'


async def test_a_job_is_accepted_with_its_recipe(house: House) -> None:
    data = {"recipe": "scene", "prompt": "oak", "n": "2", "priority": "batch", "tags": "x,y", "wait_at_most_s": "60"}
    headers = {**house.bearer(), "idempotency-key": "once"}
    answer = await house.client.post("/v1/jobs", files={"photo": ("m.jpg", PHOTO)}, data=data, headers=headers)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == "/v1/jobs/job_1"
    header = house.kept.last
    assert (header.recipe.scene.options.prompt, header.recipe.scene.options.count) == ("oak", 2)
    assert (header.priority, header.name, header.idempotency_key) == (jobs_pb2.PRIORITY_BATCH, "m.jpg", "once")
    assert (header.wait_at_most_s, list(header.tags), house.kept.data) == (60, ["x", "y"], PHOTO)


async def test_a_job_may_work_on_what_is_kept(house: House) -> None:
    body = {"recipe": "cutout", "asset_id": "ast_9", "crop": True}
    answer = await house.client.post("/v1/jobs", json=body, headers=house.bearer())
    assert answer.status_code == 202, answer.text
    header = house.kept.last
    assert (header.asset_id, header.recipe.cutout.options.crop) == ("ast_9", True)
    assert not header.HasField("photo")
    assert house.kept.data == b""


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"asset_id": "a"}, "recipe"),
        ({"asset_id": "a", "recipe": "upscale"}, "recipe"),
        ({"recipe": "cutout"}, "photo"),
        ({"asset_id": "a", "recipe": "cutout", "prompt": "x"}, "prompt"),
        ({"asset_id": "a", "recipe": "cutout", "priority": "now"}, "priority"),
    ],
)
async def test_bad_wishes_name_their_field(house: House, body: dict[str, Any], path: str) -> None:
    answer = await house.client.post("/v1/jobs", json=body, headers=house.bearer())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, path)
    assert house.kept.requests == []


async def test_who_prefers_to_wait_gets_the_end(house: House) -> None:
    house.kept.watches = [telling(event(1, job=job()), event(9, job=DONE))]
    headers = {**house.bearer(), "prefer": "respond-async, wait=20"}
    body = {"recipe": "cutout", "asset_id": "a"}
    answer = await house.client.post("/v1/jobs", json=body, headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (200, "succeeded")
    assert answer.headers["preference-applied"] == "wait=20"


def parse(text: str) -> list[dict[str, str]]:
    blocks = [block for block in text.replace("\r\n", "\n").split("\n\n") if block.strip()]
    return [dict(line.split(": ", 1) for line in block.split("\n") if line[0] != ":") for block in blocks]


async def test_events_go_on_where_a_watch_broke(house: House) -> None:
    house.kept.watches = [
        telling(event(1, job=job()), event(5, progress=progress_pb2.Progress(stage="s", total=2)), breaks=True),
        telling(event(1, job=job()), event(6, preview=b"jpg"), event(9, job=DONE)),
    ]
    answer = await house.client.get("/v1/jobs/job_1/events", headers={**house.bearer(), "last-event-id": "0"})
    assert answer.headers["content-type"].startswith("text/event-stream")
    events = parse(answer.text)
    assert [(one["id"], one["event"]) for one in events] == [
        ("1", "job"),
        ("5", "progress"),
        ("6", "preview"),
        ("9", "job"),
    ]
    assert "retry" in events[0]
    assert base64.b64decode(json.loads(events[2]["data"])["base64"]) == b"jpg"
    asked = [one.after_event_id for one in house.kept.requests]
    assert asked == [0, 5]


async def test_events_resume_and_unknown_jobs_are_problems(house: House) -> None:
    house.kept.watches = [telling(event(9, job=DONE))]
    await house.client.get("/v1/jobs/job_1/events?after=4", headers=house.bearer())
    assert house.kept.last.after_event_id == 4
    answer = await house.client.get(f"/v1/jobs/{UNKNOWN}/events", headers=house.bearer())
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_a_resumable_upload(house: House) -> None:
    told = await house.client.options("/v1/uploads")
    assert told.status_code == 204
    assert told.headers["tus-extension"] == "creation,expiration,termination"
    old = await house.client.post("/v1/uploads", headers=house.bearer())
    assert (old.status_code, old.headers["tus-version"]) == (412, "1.0.0")
    name = base64.b64encode("кружки.zip".encode()).decode()
    metadata = f"filename {name},kind {base64.b64encode(b'archive').decode()},empty"
    headers = {**house.bearer(), **TUS, "upload-length": "1000000", "upload-metadata": metadata}
    made = await house.client.post("/v1/uploads", headers=headers)
    assert (made.status_code, made.headers["location"]) == (201, "/v1/uploads/upl_1")
    asked = house.kept.last.asset
    assert (asked.title, asked.kind, asked.size_bytes) == ("кружки.zip", assets_pb2.ASSET_KIND_ARCHIVE, 1_000_000)
    piece = {**house.bearer(), **TUS, "content-type": "application/offset+octet-stream"}
    first = await house.client.patch(
        "/v1/uploads/upl_1", content=b"a" * 600_000, headers={**piece, "upload-offset": "0"}
    )
    assert (first.status_code, first.headers["upload-offset"]) == (204, "600000")
    assert "packshot-asset" not in first.headers
    stand = await house.client.head("/v1/uploads/upl_1", headers={**house.bearer(), **TUS})
    assert (stand.headers["upload-offset"], stand.headers["cache-control"]) == ("600000", "no-store")
    override = {**piece, "upload-offset": "600000", "x-http-method-override": "PATCH"}
    last = await house.client.post("/v1/uploads/upl_1", content=b"b" * 400_000, headers=override)
    assert (last.status_code, last.headers["packshot-asset"]) == (204, "ast_1")
    assert house.kept.last.offset == 600_000
    gone = await house.client.delete("/v1/uploads/upl_1", headers={**house.bearer(), **TUS})
    assert gone.status_code == 204


@pytest.mark.parametrize("bare", [True, False], ids=["bare", "form"])
async def test_a_batch_is_passed_on(house: House, bare: bool) -> None:
    data = b"PK" + bytes(range(256)) * 3_000
    headers = {**house.bearer(), "idempotency-key": "b"}
    if bare:
        answer = await house.client.post(
            "/v1/batches?recipe=cutout&crop=true&tags=x",
            content=data,
            headers={**headers, "content-type": "application/zip"},
        )
    else:
        form = {"recipe": "cutout", "crop": "true", "tags": "x"}
        answer = await house.client.post("/v1/batches", data=form, files={"archive": ("m.zip", data)}, headers=headers)
    assert answer.status_code == 202, answer.text
    assert house.kept.data == data
    header = house.kept.last
    assert header.recipe.cutout.options.crop
    assert header.idempotency_key == "b"
    assert list(header.tags) == ["x"]
    assert header.name == ("" if bare else "m.zip")


@pytest.mark.parametrize("way", ["form", "json", "job"])
async def test_a_style_goes_with_jobs_and_batches(house: House, way: str) -> None:
    style, said = b"\xff\xd8" + bytes(100_000), {"recipe": "scene", "prompt": "oak"}
    if way == "form":
        files: dict[str, Any] = {"style": style, "archive": ("m.zip", b"PK")}
        answer = await house.client.post("/v1/batches", data=said, files=files, headers=house.bearer())
    elif way == "json":
        body = {**said, "asset_id": "ast_1", "style": {"base64": base64.b64encode(style).decode()}}
        answer = await house.client.post("/v1/batches", json=body, headers=house.bearer())
    else:
        answer = await house.client.post(
            "/v1/jobs", data=said, files={"photo": PHOTO, "style": style}, headers=house.bearer()
        )
    assert answer.status_code in (200, 202), answer.text
    assert house.kept.last.recipe.scene.options.style_reference == style


async def test_a_batch_in_json_is_bounded_beside_its_style(house: House) -> None:
    body: dict[str, Any] = {"recipe": "scene", "prompt": "oak", "asset_id": "ast_1"}
    answer = await house.client.post("/v1/batches", json={**body, "name": "x" * 70_000}, headers=house.bearer())
    assert (answer.status_code, answer.json()["reason"]) == (413, "BODY_TOO_LARGE")
    answer = await house.client.post("/v1/batches", json={**body, "style": "warm"}, headers=house.bearer())
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "style")


async def test_results_are_called_as_their_photos(house: House) -> None:
    house.kept.jobs = [
        job(name="mugs/a.jpg", outputs=[output("ast_1"), output("ast_2", image_pb2.LAYER_MATTE)]),
        job(name="mugs/A.png", outputs=[output("ast_3")]),
        job(name="../../etc/passwd", outputs=[output(UNKNOWN), output("ast_5")]),
    ]
    answer = await house.client.get("/v1/batches/bat_1/results.zip", headers=house.bearer())
    assert answer.headers["content-type"] == "application/zip"
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["mugs/a.png", "mugs/a-matte.png", "mugs/A (2).png", "etc/passwd.png"]
    assert archive.testzip() is None
    assert archive.read("mugs/a.png") == BYTES


async def test_an_asset_in_another_format(house: House) -> None:
    path, bearer = "/v1/assets/ast_1/content?format=avif&quality=70", house.bearer()
    answer = await house.client.get(path, headers=bearer)
    assert (answer.status_code, answer.content) == (200, bytes(reversed(BYTES)))
    assert (answer.headers["content-type"], answer.headers["accept-ranges"]) == ("image/avif", "none")
    assert answer.headers["content-length"] == str(len(BYTES))
    assert ".avif" in answer.headers["content-disposition"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (house.kept.last.format, house.kept.last.quality) == (image_pb2.IMAGE_FORMAT_AVIF, 70)
    known = await house.client.get(path, headers={**bearer, "if-none-match": answer.headers["etag"]})
    assert (known.status_code, known.content) == (304, b"")
    head = await house.client.head(path, headers=bearer)
    assert (head.content, head.headers["content-type"]) == (b"", "image/avif")
    for query in ("format=tiff", "format=avif&quality=101", "colour=red"):
        refused = await house.client.get(f"/v1/assets/ast_1/content?{query}", headers=bearer)
        assert refused.status_code == 400


async def test_the_pictures_of_one_job_as_a_zip(house: House) -> None:
    outputs = [
        jobs_pb2.JobOutput(asset_id=f"ast_{layer}", layer=layer)
        for layer in (image_pb2.LAYER_RESULT, image_pb2.LAYER_MATTE, image_pb2.LAYER_PRODUCT)
    ]
    house.kept.job = job(jobs_pb2.JOB_STATE_SUCCEEDED, name="mug.jpg", outputs=outputs)
    answer = await house.client.get("/v1/jobs/job_1/results.zip", headers=house.bearer())
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.namelist() == ["mug.png", "mug-matte.png", "mug-product.png"]
    assert archive.read("mug.png") == BYTES
    house.kept.job = job(jobs_pb2.JOB_STATE_RUNNING)
    early = await house.client.get("/v1/jobs/job_1/results.zip", headers=house.bearer())
    assert (early.status_code, early.json()["reason"]) == (409, "JOB_NOT_DONE")


async def test_webhooks_usage_and_the_end_of_an_account(house: House) -> None:
    client, bearer = house.client, house.bearer()
    made = await client.post("/v1/webhooks", json={"url": "https://a.example/"}, headers=bearer)
    assert (made.status_code, made.json()["secret"]) == (201, "whsec_a")
    changed = await client.patch("/v1/webhooks/wh_1", json={"enabled": False}, headers=bearer)
    assert changed.status_code == 200
    assert list(house.kept.last.fields) == ["enabled"]
    assert (await client.post("/v1/webhooks/wh_1/rotate", headers=bearer)).json() == {"secret": "whsec_b"}
    assert (await client.get("/v1/webhooks/wh_1/deliveries", headers=bearer)).json()["deliveries"][0]["id"] == "dlv_1"
    again = await client.post("/v1/webhooks/wh_1/deliveries/d2/redeliver", headers=bearer)
    assert again.json()["id"] == "d2"
    assert (await client.delete("/v1/webhooks/wh_1", headers=bearer)).status_code == 204
    assert (await client.get("/v1/usage", headers=bearer)).json()["credits"] == 7
    kept = await client.put("/v1/retention", json={"uploads_s": 3600, "results_s": 0}, headers=bearer)
    assert kept.json() == {"uploads_s": 3600, "results_s": 0}
    quota = {"queued_jobs": 1, "running_jobs": 2, "credits_a_month": 3, "storage_bytes": 4}
    assert (await client.put("/v1/quotas/a9", json=quota, headers=bearer)).json() == quota
    denied = await client.put("/v1/quotas/a9", json=quota, headers=house.bearer(scope="account"))
    assert denied.json()["reason"] == "SCOPE_MISSING"
    gone = await client.request("DELETE", "/v1/account", json={"password": "p"}, headers=bearer)
    assert gone.json()["assets"] == 3
    assert house.kept.last.password == "p"
