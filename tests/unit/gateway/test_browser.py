"""The page's own session: cookie, who may ask, what is told."""

from datetime import UTC, datetime, timedelta
from http.cookies import Morsel, SimpleCookie

import httpx
import pytest
from starlette.responses import Response

from mesh.errors import ServiceUnavailable
from services.auth.errors import SessionEnded
from services.gateway.refresh_cookie import RefreshCookie
from tests.unit.gateway.conftest import House
from tests.unit.gateway.test_app import reason_of

PAGE = {"x-packshot-page": "1"}
NAME = "__Secure-packshot_refresh"
CREDENTIALS = {"email": "ada@example.com", "password": "0123456789"}


def cookie_of(answer: httpx.Response) -> "Morsel[str]":
    parsed = SimpleCookie(answer.headers["set-cookie"])
    (morsel,) = parsed.values()
    return morsel


async def test_signing_in_puts_the_token_where_no_script_is(house: House) -> None:
    headers = {**PAGE, "user-agent": "Phone 1"}
    answer = await house.client.post("/v1/browser/session", json=CREDENTIALS, headers=headers)
    assert answer.status_code == 201
    told = answer.json()
    assert set(told) == {"access_token", "access_expire_time", "account_id"}
    assert (told["access_token"], told["account_id"]) == ("t", "a1")
    assert answer.headers["cache-control"] == "no-store"
    cookie = cookie_of(answer)
    assert (cookie.key, cookie.value, cookie["path"]) == (NAME, "r", "/v1/browser")
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "strict")
    assert cookie["domain"] == ""
    assert 30 * 86_400 - 60 < int(cookie["max-age"]) <= 30 * 86_400
    asked = house.auth.requests[-1]
    assert (asked.browser, asked.user_agent) == (True, "Phone 1")
    assert house.auth.metadata["x-client-address"] == "203.0.113.9"


async def test_refreshing_replaces_the_cookie(house: House) -> None:
    answer = await house.client.post("/v1/browser/session/refresh", headers={**PAGE, "cookie": f"{NAME}=r"})
    assert (answer.status_code, answer.json()["access_token"]) == (200, "t2")
    assert "refresh" not in answer.text
    assert cookie_of(answer).value == "r2"
    assert house.auth.requests[-1].refresh_token == "r"


@pytest.mark.parametrize("cookie", [f"{NAME}=old", ""])
async def test_a_session_that_is_over_is_a_401_and_the_cookie_goes(house: House, cookie: str) -> None:
    house.auth.error = SessionEnded("This session is over.")
    answer = await house.client.post("/v1/browser/session/refresh", headers={**PAGE, "cookie": cookie})
    assert (answer.status_code, reason_of(answer)) == (401, "SESSION_ENDED")
    gone = cookie_of(answer)
    assert (gone.key, gone.value, gone["max-age"], gone["path"]) == (NAME, "", "0", "/v1/browser")
    assert (gone["httponly"], gone["secure"], gone["samesite"]) == (True, True, "strict")


async def test_while_auth_is_away_the_cookie_stays(house: House) -> None:
    house.auth.error = ServiceUnavailable("Away.")
    answer = await house.client.post("/v1/browser/session/refresh", headers={**PAGE, "cookie": f"{NAME}=r"})
    assert (answer.status_code, reason_of(answer)) == (503, "SERVICE_UNAVAILABLE")
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("cookie", [f"{NAME}=r", ""])
async def test_signing_out(house: House, cookie: str) -> None:
    answer = await house.client.delete("/v1/browser/session", headers={**PAGE, "cookie": cookie})
    assert (answer.status_code, answer.content) == (204, b"")
    assert (cookie_of(answer).value, cookie_of(answer)["max-age"]) == ("", "0")
    assert [one.refresh_token for one in house.auth.requests] == (["r"] if cookie else [])


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"x-packshot-page": "0"},
        {**PAGE, "origin": "https://evil.example"},
        {**PAGE, "origin": "http://door.evil.example"},
        {**PAGE, "origin": "http://door:8443"},
        {**PAGE, "origin": "null"},
        {**PAGE, "origin": "http://["},
        {**PAGE, "sec-fetch-site": "cross-site"},
        {**PAGE, "sec-fetch-site": "same-site"},
        {**PAGE, "sec-fetch-site": "none"},
        {**PAGE, "sec-fetch-site": "cross-site", "origin": "http://door"},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/browser/session"), ("POST", "/v1/browser/session/refresh"), ("DELETE", "/v1/browser/session")],
)
async def test_other_pages_are_refused_before_anything_is_asked(
    house: House, headers: dict[str, str], method: str, path: str
) -> None:
    body = CREDENTIALS if path.endswith("session") and method == "POST" else None
    answer = await house.client.request(method, path, json=body, headers={**headers, "cookie": f"{NAME}=r"})
    assert (answer.status_code, reason_of(answer)) == (403, "NOT_FROM_PAGE")
    assert "set-cookie" not in answer.headers
    assert house.auth.requests == []


@pytest.mark.parametrize(
    ("origin", "host"),
    [
        ("http://door", "door"),
        ("https://door", "door"),
        ("https://door", "door:443"),
        ("http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("https://Door", "door"),
    ],
)
async def test_the_page_itself_may(house: House, origin: str, host: str) -> None:
    headers = {**PAGE, "origin": origin, "host": host, "sec-fetch-site": "same-origin"}
    answer = await house.client.post("/v1/browser/session", json=CREDENTIALS, headers=headers)
    assert answer.status_code == 201


async def test_no_other_origin_is_let_ask(house: House) -> None:
    headers = {
        "origin": "https://evil.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "x-packshot-page",
    }
    answer = await house.client.options("/v1/browser/session", headers=headers)
    assert answer.status_code == 405
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_the_cookie_opens_nothing_else(house: House) -> None:
    answer = await house.client.get("/v1/account", headers={**PAGE, "cookie": f"{NAME}=r"})
    assert (answer.status_code, reason_of(answer)) == (401, "UNAUTHENTICATED")


def test_in_development_there_is_no_tls() -> None:
    answer = Response()
    RefreshCookie(secure=False).put(answer, "r", datetime.now(UTC) + timedelta(days=1))
    told = answer.headers["set-cookie"].lower()
    assert told.startswith("packshot_refresh=r;")
    assert "httponly" in told
    assert "samesite=strict" in told
    assert "secure" not in told
