"""The page's session as a browser meets it: gateway and auth as processes, on a real document store, over HTTP."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.integration.servers import documents_server, end, free_port

ROOT = Path(__file__).parents[2]
PAGE = {"x-packshot-page": "1"}
PASSWORD = "correct horse battery"
NAME = "packshot_refresh"


@dataclass
class Door:
    """Where the gateway is, and where auth writes."""

    url: str
    log: Path

    def client(self, agent: str = "browser") -> httpx.Client:
        """A browser of its own, with a cookie jar."""
        return httpx.Client(base_url=self.url, headers={**PAGE, "user-agent": agent, "origin": self.url}, timeout=20)


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    folder = tmp_path_factory.mktemp("page")
    auth, gateway = free_port(), free_port()
    dist = folder / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>built</title>", encoding="utf-8")
    (dist / "assets" / "index-0123abcd.js").write_text("1", encoding="utf-8")
    url = f"http://127.0.0.1:{gateway}"
    with documents_server(folder) as store:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PACKSHOT_")}
        environment |= {
            "PACKSHOT_ENVIRONMENT": "development",
            "PACKSHOT_DOCUMENTS_URL": store,
            "PACKSHOT_AUTH_PORT": str(auth),
            "PACKSHOT_AUTH_ADDRESS": f"127.0.0.1:{auth}",
            "PACKSHOT_AUTH_SIGNING_SECRET": secrets.token_urlsafe(32),
            "PACKSHOT_AUTH_MAIL_ADAPTER": "console",
            "PACKSHOT_AUTH_PAGE_URL": url,
            "PACKSHOT_AUTH_SIGN_UP_RATE_PER_ADDRESS": "10/hour",
            "PACKSHOT_AUTH_ARGON2_TIME_COST": "1",
            "PACKSHOT_AUTH_ARGON2_MEMORY_KIB": "1024",
            "PACKSHOT_AUTH_ARGON2_LANES": "1",
            "PACKSHOT_GATEWAY_PORT": str(gateway),
            "PACKSHOT_GATEWAY_GRPC_PORT": "0",
            "PACKSHOT_GATEWAY_PAGE_DIR": str(dist),
            **{f"PACKSHOT_{name}_ADDRESS": "127.0.0.1:1" for name in ("SEGMENTER", "GENERATOR", "STUDIO")},
        }
        with (folder / "auth.log").open("wb") as auth_log, (folder / "gateway.log").open("wb") as gateway_log:
            processes = [
                subprocess.Popen(
                    [sys.executable, "-m", f"services.{name}"], cwd=ROOT, env=environment, stdout=log, stderr=log
                )
                for name, log in (("auth", auth_log), ("gateway", gateway_log))
            ]
            try:
                _await_ready(url)
                yield Door(url, folder / "auth.log")
                for process in processes:
                    process.send_signal(signal.SIGTERM)
                    assert process.wait(40) == 0
            finally:
                for process in processes:
                    if process.poll() is None:
                        end(process)


def _await_ready(url: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            if httpx.get(f"{url}/readyz", timeout=5).json()["services"]["auth"]["state"] == "serving":
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    pytest.fail("auth and gateway did not become ready within 30 s")


@pytest.fixture
def email(door: Door) -> str:
    address = f"{secrets.token_hex(4)}@shop.example"
    body = {"email": address, "password": PASSWORD}
    httpx.post(f"{door.url}/v1/accounts", json=body, timeout=20).raise_for_status()
    return address


def sign_in(client: httpx.Client, email: str, password: str = PASSWORD) -> dict[str, str]:
    answer = client.post("/v1/browser/session", json={"email": email, "password": password})
    answer.raise_for_status()
    return {"authorization": f"Bearer {answer.json()['access_token']}"}


def test_a_browser_stays_signed_in_and_signs_out(door: Door, email: str) -> None:
    with door.client("Phone 1") as client:
        mine = sign_in(client, email)
        account = client.get("/v1/account", headers=mine).json()
        assert account["email"] == email
        first = client.cookies[NAME]
        answer = client.post("/v1/browser/session/refresh")
        assert answer.json()["account_id"] == account["id"]
        assert client.cookies[NAME] != first
        assert client.delete("/v1/browser/session").status_code == 204
        assert NAME not in client.cookies
        assert client.post("/v1/browser/session/refresh").status_code == 401


def test_tabs_that_wake_up_together_all_stay_signed_in(door: Door, email: str) -> None:
    with door.client() as client:
        sign_in(client, email)
        cookie = {"cookie": f"{NAME}={client.cookies[NAME]}"}

        def tab(_: int) -> httpx.Response:
            return httpx.post(f"{door.url}/v1/browser/session/refresh", headers={**PAGE, **cookie}, timeout=20)

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(tab, range(8)))
        assert {answer.status_code for answer in answers} == {200}
        (kept,) = {answer.cookies[NAME] for answer in answers}
        client.cookies.set(NAME, kept, domain="127.0.0.1", path="/v1/browser")
        # Whichever cookie was kept, it is the session's newest.
        assert client.post("/v1/browser/session/refresh").status_code == 200


def test_sessions_are_seen_and_ended_from_another_device(door: Door, email: str) -> None:
    with door.client("Phone 1") as phone, door.client("Laptop 1") as laptop, door.client("Tablet") as tablet:
        sign_in(phone, email)
        mine = sign_in(laptop, email)
        sign_in(tablet, email)
        listed = laptop.get("/v1/sessions", headers=mine).json()["sessions"]
        assert {one["user_agent"]: one["current"] for one in listed} == {
            "Phone 1": False,
            "Laptop 1": True,
            "Tablet": False,
        }
        (on_phone,) = [one["id"] for one in listed if one["user_agent"] == "Phone 1"]
        assert laptop.delete(f"/v1/sessions/{on_phone}", headers=mine).status_code == 204
        again = laptop.delete(f"/v1/sessions/{on_phone}", headers=mine)
        assert (again.status_code, again.json()["reason"]) == (404, "SESSION_NOT_FOUND")
        over = phone.post("/v1/browser/session/refresh")
        assert (over.status_code, over.json()["reason"], NAME in phone.cookies) == (401, "SESSION_ENDED", False)
        assert laptop.delete("/v1/sessions/others", headers=mine).status_code == 204
        assert tablet.post("/v1/browser/session/refresh").status_code == 401
        assert laptop.post("/v1/browser/session/refresh").status_code == 200


def test_a_forgotten_password(door: Door, email: str) -> None:
    with door.client() as client:
        sign_in(client, email)
        asked = [client.post("/v1/password-resets", json={"email": one}) for one in (f"no{email}", email)]
        assert [(answer.status_code, answer.content) for answer in asked] == [(202, b""), (202, b"")]
        link = f"{door.url}/reset#token="
        until = time.monotonic() + 10
        while link not in (text := door.log.read_text(errors="replace")) and time.monotonic() < until:
            time.sleep(0.05)
        token = text.rpartition(link)[2].split()[0]
        assert "built" in client.get("/reset").text
        body = {"token": token, "new_password": "short"}
        weak = client.post("/v1/password-resets/confirm", json=body)
        assert (weak.status_code, weak.json()["errors"][0]["field"]) == (400, "new_password")
        body["new_password"] = PASSWORD + " new"
        assert client.post("/v1/password-resets/confirm", json=body).status_code == 204
        used = client.post("/v1/password-resets/confirm", json=body)
        assert (used.status_code, used.json()["reason"]) == (400, "RESET_EXPIRED")
        assert client.post("/v1/browser/session/refresh").status_code == 401
        mine = sign_in(client, email, PASSWORD + " new")
        changed = client.post(
            "/v1/account/password", json={"password": PASSWORD + " new", "new_password": PASSWORD}, headers=mine
        )
        assert changed.status_code == 204
        assert client.post("/v1/browser/session/refresh").status_code == 200


def test_one_place_signs_up_only_so_often(door: Door) -> None:
    body = {"password": PASSWORD}
    with door.client() as client:
        for _ in range(11):
            answer = client.post("/v1/accounts", json={**body, "email": f"{secrets.token_hex(4)}@shop.example"})
            if answer.status_code == 429:
                break
        assert answer.json()["reason"] == "SIGN_UP_THROTTLED", "the gateway's callers are told apart by their address"


def test_head_and_packed_files_over_the_wire(door: Door) -> None:
    with httpx.Client(base_url=door.url) as client:
        head = client.head("/gallery/ast_1")
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len("<!doctype html><title>built</title>"))
        script = client.get("/assets/index-0123abcd.js")
        assert "immutable" in script.headers["cache-control"]
        known = client.get("/assets/index-0123abcd.js", headers={"if-none-match": script.headers["etag"]})
        assert (known.status_code, known.content) == (304, b"")
        assert client.get("/v1/nothing").headers["content-type"] == "application/problem+json"
