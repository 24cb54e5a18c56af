"""The door as a whole: who may come in, what is answered, and that every refusal is a problem document."""

import asyncio
import base64
import hashlib
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from mesh import errors
from mesh.errors import PackshotError
from mesh.problems import MEDIA_TYPE, status_of
from services.gateway.backends import SERVICES, Backends
from services.gateway.readiness import Watch
from services.gateway.shapes.catalogue import Readiness
from tests.unit.gateway.conftest import GOOD_KEY, House

PROBLEM_MEMBERS = {"type", "title", "status", "detail", "instance", "reason", "request_id"}


def reason_of(answer: httpx.Response) -> str:
    """The reason of a refusal, after checking that it is a whole problem document."""
    assert answer.headers["content-type"] == MEDIA_TYPE
    document = answer.json()
    assert set(document) >= PROBLEM_MEMBERS
    assert document["status"] == answer.status_code
    assert document["request_id"] == answer.headers["x-request-id"]
    reason: str = document["reason"]
    return reason


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/nothing/here", 404, "ROUTE_NOT_FOUND"),
        ("GET", "/v1/sets/", 404, "ROUTE_NOT_FOUND"),
        ("PUT", "/v1/sets", 405, "METHOD_NOT_ALLOWED"),
        ("GET", "/v1/sets?colour=red", 400, "UNKNOWN_FIELD"),
        ("GET", "/v1/keys", 401, "UNAUTHENTICATED"),
        ("POST", "/v1/cutouts", 401, "UNAUTHENTICATED"),
    ],
)
async def test_refusals_of_the_door_itself(house: House, method: str, path: str, status: int, reason: str) -> None:
    answer = await house.client.request(method, path)
    assert (answer.status_code, reason_of(answer)) == (status, reason)


async def test_405_names_the_methods_there_are(house: House) -> None:
    assert "GET" in (await house.client.put("/v1/sets")).headers["allow"]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "reason", "field"),
    [
        (b'{"email": "a@b.c", "password": "0123456789", "nam": 1}', "application/json", 400, "UNKNOWN_FIELD", "nam"),
        (b'{"email": "a@b.c"}', "application/json", 400, "INVALID_ARGUMENT", "password"),
        (b'{"email": 7, "password": "0123456789"}', "application/json", 400, "INVALID_ARGUMENT", "email"),
        (b'{"email"', "application/json", 400, "BAD_REQUEST", None),
        (
            b'{"email": "a@b.c", "password": "ten digits \\udc00"}',
            "application/json",
            400,
            "INVALID_ARGUMENT",
            "password",
        ),
        (b"email=a", "application/x-www-form-urlencoded", 415, "UNSUPPORTED_MEDIA_TYPE", None),
        (b"[]", "application/json", 400, "INVALID_ARGUMENT", "body"),
        (b'{"email": "' + b"a" * 70_000, "application/json", 413, "BODY_TOO_LARGE", None),
    ],
)
async def test_bad_documents(
    house: House, body: bytes, content_type: str, status: int, reason: str, field: str | None
) -> None:
    answer = await house.client.post("/v1/accounts", content=body, headers={"content-type": content_type})
    assert (answer.status_code, reason_of(answer)) == (status, reason)
    assert [one["field"] for one in answer.json().get("errors", [])] == ([field] if field else [])


async def test_a_misspelt_field_is_told_apart_from_the_missing_one(house: House) -> None:
    answer = await house.client.post("/v1/sessions", json={"email": "a@b.c", "passwort": "0123456789"})
    assert (answer.status_code, reason_of(answer)) == (400, "UNKNOWN_FIELD")
    assert answer.json()["detail"].startswith("There is no field `passwort`; `password` is missing.")
    assert answer.json()["errors"] == [
        {"field": "passwort", "detail": "unknown field"},
        {"field": "password", "detail": "missing"},
    ]


@pytest.mark.parametrize(
    ("message", "detail"),
    [
        ("Too many tries.", "Too many tries. Try again in 88 s."),
        ("All are busy. Try again in a few seconds.", "All are busy. Try again in 88 s."),
        ("Full. Try again in a moment.", "Full. Try again in 88 s."),
        ("More than 5. Try again in 90 s.", "More than 5. Try again in 90 s."),
    ],
)
async def test_a_429_says_how_long_to_wait(house: House, message: str, detail: str) -> None:
    house.auth.error = errors.Overloaded(message, retry_after_s=87.2)
    answer = await house.client.post("/v1/sessions", json={"email": "a", "password": "b"})
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "88")
    assert answer.json()["detail"] == detail


async def test_a_503_keeps_its_words(house: House) -> None:
    house.auth.error = errors.ServiceUnavailable("Away. Try again in a moment.")
    answer = await house.client.post("/v1/sessions", json={"email": "a", "password": "b"})
    assert answer.json()["detail"] == "Away. Try again in a moment."


async def test_a_body_without_a_length_is_bounded_too(house: House) -> None:
    async def endless() -> Any:
        for _ in range(100):
            yield b'{"a": "' + b"x" * 10_000

    answer = await house.client.post("/v1/accounts", content=endless(), headers={"content-type": "application/json"})
    assert (answer.status_code, reason_of(answer)) == (413, "BODY_TOO_LARGE")


def _causes() -> list[PackshotError]:
    made: list[PackshotError] = [errors.InvalidArgument("Told.", field="options.margin")]
    made += [
        kind("Told.")
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, PackshotError) and kind is not errors.InvalidArgument
    ]
    return made


@pytest.mark.parametrize("error", _causes(), ids=lambda error: type(error).__name__)
async def test_each_error_of_a_service_keeps_its_reason(house: House, error: PackshotError) -> None:
    house.auth.error = error
    answer = await house.client.get("/v1/account", headers=house.bearer())
    assert (answer.status_code, reason_of(answer)) == (status_of(error.cause), error.reason)
    assert ("retry-after" in answer.headers) == error.retryable
    assert ("www-authenticate" in answer.headers) == (answer.status_code == 401)


async def test_a_service_that_is_away_is_a_503_without_addresses(house: House) -> None:
    nowhere = Backends(dict.fromkeys(SERVICES, "127.0.0.1:1"))
    object.__setattr__(house.desk, "backends", nowhere)
    answer = await house.client.get("/v1/sets", headers={"packshot-timeout": "5"})
    await nowhere.close()
    assert (answer.status_code, reason_of(answer)) == (503, "SERVICE_UNAVAILABLE")
    assert "127.0.0.1" not in answer.text
    assert int(answer.headers["retry-after"]) >= 1


async def test_what_nobody_planned_for_is_neutral(house: House) -> None:
    object.__setattr__(house.desk, "watch", Watch(house.desk.backends, _fall))
    answer = await house.client.get("/readyz")
    assert (answer.status_code, reason_of(answer)) == (500, "INTERNAL")
    assert "secret" not in answer.text
    assert answer.headers["x-request-id"] in answer.json()["detail"]


async def _fall() -> bool:
    raise RuntimeError("the secret is 42")


async def test_request_ids_are_kept_or_made_and_passed_on(house: House) -> None:
    answer = await house.client.get("/v1/account", headers={**house.bearer(), "x-request-id": "mine-7"})
    assert answer.headers["x-request-id"] == house.auth.metadata["x-request-id"] == "mine-7"
    answer = await house.client.get("/v1/account", headers={**house.bearer(), "x-request-id": "no\tgood id"})
    assert answer.headers["x-request-id"] == house.auth.metadata["x-request-id"] != "no\tgood id"


@pytest.mark.parametrize(
    ("time", "status"),
    [
        ("9999-12-31T23:59:59Z", 201),
        ("9999-12-31T23:59:59-12:00", 400),
        ("0001-01-01T00:00:00+12:00", 400),
        ("0001-01-01T00:00:00Z", 201),  # the past is auth's business
    ],
)
async def test_a_keys_end_is_a_time_that_the_contract_can_hold(house: House, time: str, status: int) -> None:
    body = {"scopes": ["cutouts"], "expire_time": time}
    answer = await house.client.post("/v1/keys", json=body, headers=house.bearer())
    assert answer.status_code == status
    if status == 201:
        assert answer.json()["key"]["expire_time"] == time
    else:
        assert reason_of(answer) == "INVALID_ARGUMENT"
        assert [one["field"] for one in answer.json()["errors"]] == ["expire_time"]


async def test_account_session_and_key_routes_reach_auth(house: House) -> None:
    client = house.client
    made = await client.post("/v1/accounts", json={"email": "ada@example.com", "password": "0123456789"})
    assert (made.status_code, made.json()["email"]) == (201, "ada@example.com")
    assert house.auth.metadata["x-client-address"] == "203.0.113.9"
    assert (await client.get("/v1/account", headers=house.bearer())).json()["id"] == "a1"
    session = await client.post("/v1/sessions", json={"email": "a", "password": "b"})
    assert (session.status_code, session.json()["access_token"]) == (201, "t")
    fresh = await client.post("/v1/sessions/refresh", json={"refresh_token": "r"})
    assert fresh.json()["refresh_token"] == "r2"
    ended = await client.request("DELETE", "/v1/sessions", json={"refresh_token": "r2"})
    assert (ended.status_code, ended.content) == (204, b"")
    assert house.auth.requests[-1].refresh_token == "r2"
    body = {"name": "shop", "scopes": ["cutouts"], "expire_time": "2030-01-01T01:00:00+01:00"}
    key = await client.post("/v1/keys", json=body, headers=house.bearer())
    assert (key.status_code, key.json()["secret"]) == (201, "pk_k1_s")
    assert key.json()["key"]["expire_time"] == "2030-01-01T00:00:00Z"
    listed = await client.get("/v1/keys", headers=house.bearer())
    assert [one["id"] for one in listed.json()["keys"]] == ["k2", "k1"]
    assert listed.json()["keys"][0]["expire_time"] is None
    gone = await client.delete("/v1/keys/k2", headers=house.bearer())
    assert gone.json()["id"] == "k2"


async def test_sessions_account_and_forgotten_passwords_reach_auth(house: House) -> None:
    client, bearer = house.client, house.bearer()
    listed = (await client.get("/v1/sessions", headers=bearer)).json()["sessions"]
    assert [(one["id"], one["user_agent"], one["current"]) for one in listed] == [
        ("s1", "Phone", True),
        ("s2", "", False),
    ]
    assert {"create_time", "last_used_time", "expire_time"} <= set(listed[0])
    assert (await client.delete("/v1/sessions/s2", headers=bearer)).status_code == 204
    assert house.auth.requests[-1].id == "s2"
    assert (await client.delete("/v1/sessions/others", headers=bearer)).status_code == 204
    assert type(house.auth.requests[-1]).__name__ == "EndOtherSessionsRequest"
    changed = await client.patch("/v1/account", json={"language": "ru"}, headers=bearer)
    assert (changed.status_code, changed.json()["language"]) == (200, "ru")
    assert list(house.auth.requests[-1].fields) == ["language"]
    wrong = await client.patch("/v1/account", json={"language": "fr"}, headers=bearer)
    assert (wrong.status_code, [one["field"] for one in wrong.json()["errors"]]) == (400, ["language"])
    passwords = {"password": "old", "new_password": "new"}
    assert (await client.post("/v1/account/password", json=passwords, headers=bearer)).status_code == 204
    assert (house.auth.requests[-1].password, house.auth.requests[-1].new_password) == ("old", "new")
    assert house.auth.metadata["x-client-address"] == "203.0.113.9"
    house.auth.metadata.clear()
    for language, asked in (({}, ""), ({"language": "ru"}, "ru")):
        forgot = await client.post("/v1/password-resets", json={"email": "ada@example.com", **language})
        assert (forgot.status_code, forgot.content) == (202, b"")
        assert (house.auth.requests[-1].email, house.auth.requests[-1].language) == ("ada@example.com", asked)
        assert house.auth.metadata["x-client-address"] == "203.0.113.9"
    done = await client.post("/v1/password-resets/confirm", json={"token": "t", "new_password": "new"})
    assert (done.status_code, done.content) == (204, b"")
    assert (house.auth.requests[-1].token, house.auth.requests[-1].new_password) == ("t", "new")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/sessions"),
        ("DELETE", "/v1/sessions/others"),
        ("DELETE", "/v1/sessions/s1"),
        ("PATCH", "/v1/account"),
        ("POST", "/v1/account/password"),
    ],
)
async def test_what_is_an_accounts_own_needs_its_scope(house: House, method: str, path: str) -> None:
    body = {"PATCH": {"language": "ru"}, "POST": {"password": "a", "new_password": "b"}}.get(method)
    for headers, status in (({}, 401), (house.bearer(scope="scenes"), 403)):
        assert (await house.client.request(method, path, json=body, headers=headers)).status_code == status
    assert house.auth.requests == []


async def test_a_prompt_is_read_without_making_a_scene(house: House) -> None:
    body = {"prompt": "sage", "negative_prompt": "plants", "set": "podium"}
    answer = await house.client.post("/v1/prompts/reading", json=body, headers=house.bearer())
    assert answer.status_code == 200
    told = answer.json()
    assert (told["understanding"]["set"], told["understanding"]["not_understood"]) == ("podium", ["plants"])
    assert told["words"] == [
        {
            "text": "sage",
            "start": 0,
            "end": 4,
            "meanings": [{"kind": "colour", "meaning": "#9caf88"}],
            "refused": False,
            "guess": "",
        }
    ]
    denied = await house.client.post("/v1/prompts/reading", json=body, headers=house.bearer(scope="cutouts"))
    assert (denied.status_code, house.studio.runs) == (403, 0)


async def test_a_key_is_exchanged_anew_for_every_request(house: House) -> None:
    headers = {"authorization": f"Bearer {GOOD_KEY}"}
    for _ in range(2):
        assert (await house.client.get("/v1/account", headers=headers)).status_code == 200
    assert house.auth.exchanges == 2
    assert GOOD_KEY not in house.auth.metadata["authorization"]


async def test_a_token_is_passed_on_as_it_is(house: House) -> None:
    headers = house.bearer()
    await house.client.get("/v1/account", headers=headers)
    assert house.auth.metadata["authorization"] == headers["authorization"]


@pytest.mark.parametrize(
    ("claims", "status", "reason"),
    [
        ({"good_for": timedelta(minutes=-6)}, 401, "TOKEN_EXPIRED"),
        ({"audience": "elsewhere"}, 401, "TOKEN_INVALID"),
        ({"scope": "account"}, 403, "SCOPE_MISSING"),
    ],
)
async def test_bad_credentials_are_refused_before_a_byte_is_read(
    house: House, claims: dict[str, Any], status: int, reason: str
) -> None:
    read = 0

    async def photo() -> Any:
        nonlocal read
        read += 1
        yield b"x" * 1000

    headers = {**house.bearer(**claims), "content-type": "image/jpeg"}
    answer = await house.client.post("/v1/cutouts", content=photo(), headers=headers)
    assert (answer.status_code, reason_of(answer)) == (status, reason)
    assert (read, house.studio.runs) == (0, 0)


@pytest.mark.parametrize("text", ["Basic YTpi", "Bearer", "Bearer  ", "Bearer nonsense", "Bearer " + "x" * 5000])
async def test_malformed_credentials(house: House, text: str) -> None:
    answer = await house.client.get("/v1/account", headers={"authorization": text})
    assert answer.status_code == 401
    assert reason_of(answer) in {"UNAUTHENTICATED", "TOKEN_INVALID"}


async def test_catalogue(house: House) -> None:
    assert (await house.client.get("/v1/sets")).json()["sets"][0]["words"] == ["podium", "подиум"]
    assert (await house.client.get("/v1/engines")).json()["engines"][0]["name"] == "sets"


async def test_the_caller_may_shorten_the_deadline_only(house: House) -> None:
    await house.cutout(headers={"packshot-timeout": "7"})
    assert house.studio.time_left_s is not None
    assert 5 < house.studio.time_left_s <= 7.1
    await house.cutout(headers={"packshot-timeout": "100000"})
    # gRPC sends a deadline with three digits or so, rounded up.
    assert 400 < house.studio.time_left_s <= 422
    answer = await house.cutout(headers={"packshot-timeout": "soon"})
    assert (answer.status_code, reason_of(answer)) == (400, "INVALID_ARGUMENT")


async def test_a_passed_deadline_is_a_504(house: House) -> None:
    house.studio.hold = asyncio.Event()
    answer = await house.cutout(headers={"packshot-timeout": "0.3"})
    assert (answer.status_code, reason_of(answer)) == (504, "DEADLINE_EXCEEDED")


async def test_the_page_answers_head(house: House) -> None:
    answer = await house.client.head("/docs")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")


async def test_what_machines_ask_has_examples_of_the_form_it_says(house: House) -> None:
    paths = (await house.client.get("/openapi.json")).json()["paths"]

    def examples(path: str) -> dict[str, Any]:
        answers = paths[path]["get"]["responses"]
        return {status: next(iter(answer["content"].values()))["example"] for status, answer in answers.items()}

    assert examples("/healthz") == {"200": (await house.client.get("/healthz")).json()}
    assert "# TYPE" in examples("/metrics")["200"]
    told = examples("/readyz")
    assert [Readiness.model_validate(told[status]).status for status in ("200", "503")] == ["ready", "not_ready"]
    really = (await house.client.get("/readyz")).json()
    assert set(told["200"]["services"]) == set(really["services"])
    assert [set(one) for one in told["200"]["models"]] == [set(one) for one in really["models"]]


async def test_the_interface_lists_values_and_what_is_required(house: House) -> None:
    paths = (await house.client.get("/openapi.json")).json()["paths"]
    bodies = {name: paths[f"/v1/{name}"]["post"]["requestBody"]["content"] for name in ("cutouts", "scenes")}
    form = bodies["scenes"]["multipart/form-data"]["schema"]
    assert "required" not in form, "a manifest does instead of a prompt"
    assert form["anyOf"] == [{"required": ["photo"]}, {"required": ["photo.url"]}]
    assert list(form["properties"])[:3] == ["photo", "photo.url", "format"]
    assert {"prompt", "manifest", "shadow_softness", "light_temperature", "n"} <= set(form["properties"])
    assert form["properties"]["placement"]["enum"] == ["automatic", "original", "manual"]
    assert form["properties"]["format"]["enum"] == ["png", "jpeg", "webp", "avif"]
    assert form["properties"]["outputs"]["items"]["enum"] == ["result", "product", "matte", "shadow", "scene"]
    assert "shorter side, 0 to 0.45" in form["properties"]["padding"]["description"]
    document = bodies["scenes"]["application/json"]
    assert document["schema"]["required"] == ["photo"]
    assert document["schema"]["properties"]["box"]["required"] == ["x", "y", "width", "height"]
    assert document["example"]["prompt"]
    cutout = bodies["cutouts"]["application/json"]["schema"]
    assert cutout["required"] == ["photo"]
    assert cutout["properties"]["outputs"]["items"]["enum"] == ["product", "matte"]


async def test_small_documents_have_examples_for_their_curl_lines(house: House) -> None:
    api = (await house.client.get("/openapi.json")).json()
    paths = ("/v1/accounts", "/v1/sessions", "/v1/sessions/refresh", "/v1/keys", "/v1/browser/session")
    for path in (*paths, "/v1/account/password", "/v1/password-resets", "/v1/prompts/reading"):
        schema = api["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        fields = api["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]["properties"]
        assert all(field["examples"] for field in fields.values()), path
    assert "5 minutes" in api["info"]["description"]


async def test_metrics_and_page(house: House) -> None:
    await house.client.get("/v1/sets")
    text = (await house.client.get("/metrics")).text
    assert 'packshot_http_requests_total{method="GET",route="/v1/sets",status="200"}' in text
    page = (await house.client.get("/openapi.json")).json()
    docs = await house.client.get("/docs")
    assert docs.headers["content-type"].startswith("text/html")
    assert "openapi.json" in docs.text
    assert "://" not in docs.text, "it must work without the internet"
    policy = docs.headers["content-security-policy"]
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        (text,) = re.findall(f"<{kind}>(.*?)</{kind}>", docs.text, re.DOTALL)
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    assert not re.search(r"""<[^>]+\s(style|on[a-z]+)=""", docs.text), "a policy of hashes lets none of these run"
    for path, operations in page["paths"].items():
        for operation in operations.values():
            problems = {status: answer for status, answer in operation["responses"].items() if int(status) >= 400}
            if not path.startswith("/v1"):
                continue
            assert {"400", "429", "500", "503", "504"} <= set(problems), path
            for answer in problems.values():
                assert answer["content"][MEDIA_TYPE]["example"]["reason"], path
    assert "HTTPValidationError" not in str(page)
