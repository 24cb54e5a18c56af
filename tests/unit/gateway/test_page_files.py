"""The studio page as the gateway serves it: its document, its files, and what they are allowed to do."""

import gzip
import re
from pathlib import Path

import pytest

from services.gateway.page_files import POLICY, _accepted
from services.gateway.routes.studio_page import PATHS
from tests.unit.gateway.conftest import House
from tests.unit.gateway.test_app import reason_of

INDEX = b"<!doctype html><script type=module src=/assets/index-B7c_x9-Q.js></script>"
SCRIPT = b"console.log('packshot')\n" * 200
PAGES = [path.replace("{rest:path}", "ast_1/more") for path in PATHS]


@pytest.fixture
def built(page_folder: Path) -> Path:
    """A build as Vite leaves it, with packed siblings."""
    assets = page_folder / "assets"
    assets.mkdir(parents=True)
    (page_folder / "index.html").write_bytes(INDEX)
    (page_folder / "favicon.svg").write_bytes(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    (page_folder / ".env").write_bytes(b"secret")
    (assets / "index-B7c_x9-Q.js").write_bytes(SCRIPT)
    (assets / "index-B7c_x9-Q.js.gz").write_bytes(gzip.compress(SCRIPT, mtime=0))
    (assets / "index-B7c_x9-Q.js.br").write_bytes(b"as brotli has it")
    (assets / "style-0123abcd.css").write_bytes(b"body{}")
    (assets / "sample.jpg").write_bytes(b"\xff\xd8\xff")
    (page_folder.parent / "outside.txt").write_bytes(b"secret")
    (assets / "out-12345678.txt").symlink_to(page_folder.parent / "outside.txt")
    return page_folder


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.usefixtures("built")
async def test_each_of_its_paths_is_the_page(house: House, path: str) -> None:
    answer = await house.client.get(path)
    assert (answer.status_code, answer.content) == (200, INDEX)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    head = await house.client.head(path)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(INDEX)))
    assert head.headers["etag"] == answer.headers["etag"]
    again = await house.client.get(path, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("path", ["/studioo", "/v1/nothing", "/galleryx/1", "/sign-in/", "/index.html", "/.env"])
@pytest.mark.usefixtures("built")
async def test_what_it_does_not_know_is_a_problem(house: House, path: str) -> None:
    answer = await house.client.get(path)
    assert (answer.status_code, reason_of(answer)) == (404, "ROUTE_NOT_FOUND")


@pytest.mark.usefixtures("built")
async def test_the_page_is_read_only(house: House) -> None:
    answer = await house.client.post("/studio")
    assert (answer.status_code, reason_of(answer)) == (405, "METHOD_NOT_ALLOWED")


@pytest.mark.parametrize("path", ["/", "/assets/index-B7c_x9-Q.js", "/favicon.svg"])
@pytest.mark.usefixtures("built")
async def test_every_answer_of_the_page_says_what_it_may_do(house: House, path: str) -> None:
    headers = (await house.client.get(path)).headers
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=(self)" in headers["permissions-policy"]
    assert "microphone=()" in headers["permissions-policy"]


def test_the_policy_has_no_way_around_it() -> None:
    rules = {name: set(values) for name, *values in (rule.split(" ") for rule in POLICY.split("; "))}
    assert rules["default-src"] == {"'none'"}
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == {"'self'"}
    assert rules["frame-ancestors"] == rules["base-uri"] == {"'none'"}
    assert rules["img-src"] == {"'self'", "blob:", "data:"}
    assert rules["worker-src"] == {"'self'", "blob:"}
    assert "unsafe" not in POLICY
    assert "*" not in POLICY


@pytest.mark.usefixtures("built")
async def test_files_whose_names_change_are_kept_for_ever(house: House) -> None:
    answer = await house.client.get("/assets/style-0123abcd.css", headers={"accept-encoding": "identity"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/css; charset=utf-8"
    sample = await house.client.get("/assets/sample.jpg")
    assert (sample.headers["cache-control"], sample.headers["content-type"]) == ("no-cache", "image/jpeg")
    icon = await house.client.get("/favicon.svg")
    assert (icon.headers["cache-control"], icon.headers["content-type"]) == ("no-cache", "image/svg+xml")


@pytest.mark.parametrize(
    ("accepts", "encoding", "data"),
    [
        ("gzip, deflate, br, zstd", "br", b"as brotli has it"),
        ("gzip", "gzip", gzip.compress(SCRIPT, mtime=0)),
        ("br;q=0, gzip;q=0.5", "gzip", gzip.compress(SCRIPT, mtime=0)),
        ("*", "br", b"as brotli has it"),
        ("identity", None, SCRIPT),
        ("", None, SCRIPT),
        ("br;q=0, *;q=0", None, SCRIPT),
    ],
)
@pytest.mark.usefixtures("built")
async def test_packed_files_go_to_who_takes_them(house: House, accepts: str, encoding: str | None, data: bytes) -> None:
    url = "http://door/assets/index-B7c_x9-Q.js"
    async with house.client.stream("GET", url, headers={"accept-encoding": accepts}) as answer:
        raw = b"".join([piece async for piece in answer.aiter_raw()])
    assert (answer.headers.get("content-encoding"), raw) == (encoding, data)
    assert answer.headers["vary"] == "accept-encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-length"] == str(len(data))
    assert re.fullmatch(r'"[0-9a-f]{32}"', answer.headers["etag"])


@pytest.mark.usefixtures("built")
async def test_each_packing_has_a_validator_of_its_own(house: House) -> None:
    tags = set()
    for accepts in ("br", "gzip", "identity"):
        head = await house.client.head("/assets/index-B7c_x9-Q.js", headers={"accept-encoding": accepts})
        tags.add(head.headers["etag"])
    assert len(tags) == 3


@pytest.mark.parametrize(
    "name",
    [
        "nothing-12345678.js",
        "",
        "%2e%2e/index.html",
        "..%2f..%2foutside.txt",
        "%2e%2e/%2e%2e/outside.txt",
        "out-12345678.txt",
        "a%00b.js",
        "x" * 5_000,
        "/etc/passwd",
        ".hidden",
    ],
)
@pytest.mark.usefixtures("built")
async def test_nothing_but_the_builds_files_is_served(house: House, name: str) -> None:
    answer = await house.client.get(f"/assets/{name}")
    assert (answer.status_code, reason_of(answer)) == (404, "ROUTE_NOT_FOUND")


async def test_without_a_build_it_says_what_to_do(house: House) -> None:
    for path in ("/", "/studio"):
        answer = await house.client.get(path)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert "make page" in answer.text
        assert answer.headers["content-security-policy"] == POLICY
    assert (await house.client.get("/assets/index.js")).status_code == 404


def _build(folder: Path, text: bytes) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_bytes(text)


async def test_a_build_that_comes_later_is_served_and_a_new_one_replaces_it(house: House, page_folder: Path) -> None:
    assert "make page" in (await house.client.get("/")).text
    tags = set()
    for text in (b"first", b"second one"):
        _build(page_folder, text)
        answer = await house.client.get("/")
        assert answer.content == text
        tags.add(answer.headers["etag"])
    assert len(tags) == 2


@pytest.mark.parametrize(
    ("field", "taken"), [("BR", {"br"}), ("gzip;q=x", set()), ("gzip;level=1", {"gzip"}), (",,;", set())]
)
def test_encodings_that_are_taken(field: str, taken: set[str]) -> None:
    assert _accepted(field) == taken
