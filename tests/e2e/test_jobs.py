"""The durable way, through REST on the real stack: kept photos, jobs, events, batches, usage, and the end of an account."""

import io
import json
import secrets
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import httpx
import numpy as np
import pytest

from local.account import create_account, create_key
from local.stack import Stack
from tests.e2e import pictures

PHOTO = pictures.encode(pictures.vase((60, 120, 70)), ".png")
OVER = {"succeeded", "failed", "cancelled", "expired"}


@pytest.fixture
def shop(stack: Stack, key: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=90) as client:
        yield client


def hand_in(
    shop: httpx.Client, photo: bytes = PHOTO, headers: dict[str, str] | None = None, **form: str
) -> httpx.Response:
    return shop.post("/v1/jobs", files={"photo": ("vase.png", photo)}, data=form, headers=headers or {})


def ended(shop: httpx.Client, job_id: str, timeout_s: float = 60) -> dict[str, Any]:
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        job: dict[str, Any] = shop.get(f"/v1/jobs/{job_id}").raise_for_status().json()
        if job["state"] in OVER:
            return job
        time.sleep(0.1)
    raise AssertionError(f"{job_id} has not ended within {timeout_s} s")


def events(shop: httpx.Client, job_id: str, after: str = "") -> list[dict[str, str]]:
    """All events until the server ends the answer."""
    found: list[dict[str, str]] = []
    headers = {"Last-Event-ID": after} if after else {}
    with shop.stream("GET", f"/v1/jobs/{job_id}/events", headers=headers) as answer:
        assert answer.status_code == 200
        event: dict[str, str] = {}
        for line in answer.iter_lines():
            if line:
                name, _, value = line.partition(":")
                event[name] = value.removeprefix(" ")
            elif event:
                if "id" in event:
                    found.append(event)
                event = {}
    return found


def test_a_job_makes_the_picture_that_the_same_request_makes_at_once(shop: httpx.Client) -> None:
    answer = hand_in(shop, recipe="scene", prompt="walnut table, soft light", seed="5", width="512", height="512")
    assert answer.status_code == 202, answer.text
    job = answer.json()
    assert answer.headers["Location"] == f"/v1/jobs/{job['id']}"
    done = ended(shop, job["id"])
    assert done["state"] == "succeeded", done
    (output,) = [output for output in done["outputs"] if output["layer"] == "result"]
    durable = shop.get(f"/v1/assets/{output['asset_id']}/content")
    at_once = shop.post(
        "/v1/scenes",
        files={"photo": ("vase.png", PHOTO)},
        data={"prompt": "walnut table, soft light", "seed": "5", "width": "512", "height": "512"},
        headers={"Accept": "image/png"},
    )
    assert np.array_equal(pictures.decode(durable.content), pictures.decode(at_once.content))
    assert done["manifests"][0]["seed"] == 5
    assert done["credits"] > 0
    asset = shop.get(f"/v1/assets/{output['asset_id']}").json()
    assert asset["parents"] == [done["asset_id"]]
    assert asset["job_id"] == job["id"]


def test_events_tell_each_state_once_and_go_on_after_an_id(shop: httpx.Client) -> None:
    job = hand_in(shop, recipe="cutout").json()
    told = events(shop, job["id"])
    ids = [int(event["id"]) for event in told]
    assert ids == sorted(set(ids))
    states = [json.loads(event["data"])["state"] for event in told if event["event"] == "job"]
    assert states[-1] == "succeeded"
    assert states.count("succeeded") == 1
    again = events(shop, job["id"], after=told[0]["id"])
    changes = [(event["id"], event["event"]) for event in told[1:] if event["event"] == "job"]
    assert [(event["id"], event["event"]) for event in again if event["event"] == "job"] == changes
    assert events(shop, job["id"], after=told[-1]["id"]) == []


def test_a_photo_without_a_product_fails_with_the_reason_and_costs_nothing(shop: httpx.Client) -> None:
    before = shop.get("/v1/usage").json()["credits"]
    blank = pictures.encode(np.full((200, 200, 3), 235, np.uint8), ".png")
    failed = ended(shop, hand_in(shop, blank, recipe="cutout").json()["id"])
    assert (failed["state"], failed["failure"]["reason"]) == ("failed", "NO_PRODUCT")
    assert failed["credits"] == 0
    assert shop.get("/v1/usage").json()["credits"] == before


def test_the_same_key_is_the_same_job_and_with_another_body_refused(shop: httpx.Client) -> None:
    headers = {"Idempotency-Key": secrets.token_hex(8)}
    first = hand_in(shop, recipe="cutout", headers=headers)
    second = hand_in(shop, recipe="cutout", headers=headers)
    assert first.status_code == second.status_code == 202
    assert first.json()["id"] == second.json()["id"]
    other = hand_in(shop, recipe="cutout", crop="true", headers=headers)
    assert (other.status_code, other.json()["reason"]) == (409, "IDEMPOTENCY_MISMATCH")
    ended(shop, first.json()["id"])


def test_waiting_gives_the_ended_job(shop: httpx.Client) -> None:
    answer = hand_in(shop, recipe="cutout", headers={"Prefer": "wait=60"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Preference-Applied"] == "wait=60"
    assert answer.json()["state"] == "succeeded"


def test_a_kept_photo_serves_several_jobs_and_is_kept_once(shop: httpx.Client) -> None:
    kept = shop.post("/v1/assets", files={"photo": ("green vase.png", PHOTO)}, data={"tags": "spring,vase"})
    assert kept.status_code in {200, 201}, kept.text
    again = shop.post("/v1/assets", files={"photo": ("green vase.png", PHOTO)})
    assert (again.status_code, again.json()["id"]) == (200, kept.json()["id"])
    job = shop.post("/v1/jobs", json={"recipe": "cutout", "asset_id": kept.json()["id"]})
    assert job.status_code == 202, job.text
    assert ended(shop, job.json()["id"])["asset_id"] == kept.json()["id"]


def test_downloads_know_ranges_and_tags(shop: httpx.Client) -> None:
    kept = shop.post("/v1/assets", files={"photo": ("vase.png", PHOTO)}).json()
    path = f"/v1/assets/{kept['id']}/content"
    whole = shop.get(path)
    assert whole.content == PHOTO
    tag = whole.headers["ETag"]
    assert shop.get(path, headers={"If-None-Match": tag}).status_code == 304
    part = shop.get(path, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, PHOTO[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(PHOTO)}"
    beyond = shop.get(path, headers={"Range": f"bytes={len(PHOTO)}-"})
    assert beyond.status_code == 416
    thumbnail = shop.get(f"/v1/assets/{kept['id']}/thumbnail")
    assert thumbnail.headers["Content-Type"] == "image/webp"
    assert pictures.decode(thumbnail.content).shape[:2] == (360, 360)


def test_a_zip_becomes_jobs_and_their_results_a_zip(shop: httpx.Client) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, colour in enumerate([(178, 64, 48), (40, 60, 170), (190, 160, 40)]):
            archive.writestr(f"vases/{number}.png", pictures.encode(pictures.vase(colour), ".png"))
        archive.writestr("../evil.png", PHOTO)
        archive.writestr("notes.txt", "no picture")
    answer = shop.post(
        "/v1/batches", files={"archive": ("vases.zip", packed.getvalue())}, data={"recipe": "cutout", "name": "vases"}
    )
    assert answer.status_code == 202, answer.text
    deadline = time.monotonic() + 90
    while (batch := shop.get(f"/v1/batches/{answer.json()['id']}").json())["state"] not in {"finished", "failed"}:
        assert time.monotonic() < deadline, batch
        time.sleep(0.2)
    assert batch["state"] == "finished", batch
    assert batch["counts"]["succeeded"] == 3
    assert {refused["path"] for refused in batch["refused"]} == {"../evil.png", "notes.txt"}
    results = shop.get(f"/v1/batches/{batch['id']}/results.zip")
    names = zipfile.ZipFile(io.BytesIO(results.content)).namelist()
    assert len(names) == 3


def test_deleting_an_account_leaves_nothing(stack: Stack) -> None:
    email, password = create_account(stack.url)
    key = create_key(stack.url, email, password, name="leaving")
    with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=90) as shop:
        job = ended(shop, hand_in(shop, recipe="cutout").json()["id"])
        assert job["state"] == "succeeded"
        account_id = shop.get("/v1/account").json()["id"]
        objects = stack.data / "objects"
        assert any(account_id in str(path) for path in objects.rglob("*") if path.is_file())
        wrong = shop.request("DELETE", "/v1/account", json={"password": "not the password at all"})
        assert (wrong.status_code, wrong.json()["reason"]) == (401, "BAD_CREDENTIALS")
        gone = shop.request("DELETE", "/v1/account", json={"password": password})
        assert gone.status_code == 200, gone.text
        assert gone.json()["assets"] >= 2
        assert gone.json()["jobs"] == 1
        assert not [path for path in objects.rglob("*") if path.is_file() and account_id in str(path)]
        assert shop.get(f"/v1/jobs/{job['id']}").status_code == 401
    signed_in = httpx.post(f"{stack.url}/v1/sessions", json={"email": email, "password": password}, timeout=30)
    assert signed_in.status_code == 401


def test_one_process_can_both_take_jobs_and_do_them(stack: Stack, shop: httpx.Client) -> None:
    apart = stack.commands["studio"]
    stack.stop_part("worker")
    stack.stop_part("studio")
    stack.commands["studio"] = apart.replace("ROLE=api", "ROLE=both")
    try:
        stack.start_part("studio")
        stack.wait_ready()
        assert ended(shop, hand_in(shop, recipe="cutout").raise_for_status().json()["id"])["state"] == "succeeded"
    finally:
        stack.stop_part("studio")
        stack.commands["studio"] = apart
        stack.start_part("studio")
        stack.start_part("worker")
        stack.wait_ready()
