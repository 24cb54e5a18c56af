"""Backup of a whole house: saved while it runs, restored into empty stores of another one, which goes on where the first was."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from local.account import create_account, create_key
from local.environment import NO_LIMITS, ROOT
from local.stack import Stack
from tests.e2e import pictures
from tests.e2e.conftest import READY_S
from tests.e2e.test_jobs import ended, hand_in
from tests.integration.servers import await_port

PHOTO = pictures.encode(pictures.vase((60, 120, 70)), ".png")
OTHER = pictures.encode(pictures.vase((40, 60, 170)), ".png")
RECONCILED_S = 90


def backup(stack: Stack, place: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`python -m backup`, told what the studio of the stack is told."""
    return subprocess.run(
        [sys.executable, "-m", "backup", *arguments],
        cwd=ROOT,
        env={**stack.environment, "PACKSHOT_BACKUP_URL": place.as_uri()},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def shop_of(stack: Stack, key: str) -> httpx.Client:
    return httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=90)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Stack]:
    with Stack(tmp_path / "first", NO_LIMITS, anywhere=True).running(READY_S) as stack:
        yield stack


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Stack]:
    """Only its document store runs, and holds nothing."""
    stack = Stack(tmp_path / "second", NO_LIMITS, anywhere=True)
    try:
        documents = stack.start_part("documents")
        await_port(int(stack.environment["PACKSHOT_DOCUMENTS_PORT"]), documents.process)
        yield stack
    finally:
        stack.stop()


@pytest.mark.timeout(500)
def test_a_house_goes_on_in_other_stores(first: Stack, second: Stack, tmp_path: Path) -> None:
    place = tmp_path / "backup"
    email, password = create_account(first.url)
    key = create_key(first.url, email, password, name="shop")
    with shop_of(first, key) as shop:
        kept = shop.post("/v1/assets", files={"photo": ("vase.png", OTHER)}, data={"tags": "spring"}).json()
        accepted = hand_in(shop, PHOTO, recipe="scene", prompt="walnut table", seed="5", width="512", height="512")
        done = ended(shop, accepted.json()["id"])
        assert done["state"] == "succeeded", done
        (output,) = [output for output in done["outputs"] if output["layer"] == "result"]
        result = shop.get(f"/v1/assets/{output['asset_id']}/content").content
        first.stop_part("worker")
        waiting = hand_in(shop, OTHER, recipe="cutout").json()
        assert waiting["state"] == "queued", waiting
        charged = shop.get("/v1/usage").json()["credits"]

        saved = backup(first, place, "save")
        assert saved.returncode == 0, (saved.stdout, saved.stderr)
        # What came after the save is what a restore loses.
        later = shop.post(
            "/v1/assets", files={"photo": ("late.png", pictures.encode(pictures.vase()), "image/png")}
        ).json()
    first.stop()
    verified = backup(second, place, "verify")
    assert verified.returncode == 0, (verified.stdout, verified.stderr)

    restored = backup(second, place, "restore")
    assert restored.returncode == 0, (restored.stdout, restored.stderr)
    for name in second.commands:
        if name not in second.parts:
            second.start_part(name)
    second.wait_ready(READY_S)

    sign_in = httpx.post(f"{second.url}/v1/sessions", json={"email": email, "password": password}, timeout=30)
    assert sign_in.status_code == 201, sign_in.text
    with shop_of(second, key) as shop:
        assert shop.get(f"/v1/assets/{kept['id']}/content").content == OTHER
        assert shop.get(f"/v1/assets/{kept['id']}").json()["tags"] == ["spring"]
        assert shop.get(f"/v1/assets/{output['asset_id']}/content").content == result
        assert shop.get(f"/v1/assets/{kept['id']}/thumbnail").status_code == 200
        assert shop.get(f"/v1/jobs/{done['id']}").json()["state"] == "succeeded"
        # No message was restored: the queue of this house was empty. The reconciler made one from the document.
        assert ended(shop, waiting["id"], RECONCILED_S)["state"] == "succeeded"
        assert shop.get("/v1/usage").json()["credits"] > charged
        assert shop.get(f"/v1/assets/{later['id']}").status_code == 404

    again = backup(second, place, "restore")
    assert again.returncode == 1
    assert "--replace" in again.stderr
