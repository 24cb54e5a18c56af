"""A browser for each module, a profile for each test, all at the one real stack that serves the built page."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from local.account import create_account
from local.stack import Stack
from services.gateway.page_files import BUILT
from tests.e2e.page.browser import PATIENCE_MS, SETTING, Watch, find_chromium, launched, open_context, sign_in

expect.set_options(timeout=PATIENCE_MS)


def _missing(what: str, todo: str) -> None:
    """Without a browser or a page nothing here is tested: an error where it counts, else said aloud."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what} {todo}")
    pytest.skip(f"THE PAGE IS NOT TESTED. {what} {todo}")


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        _missing("There is no Chromium.", f"Install it (`apt-get install chromium`), or set {SETTING} to where it is.")
    if not (BUILT / "index.html").is_file():
        _missing("The page is not built.", "Run `make page`.")
    return path or ""


# Not for the whole session: Playwright's event loop runs in this thread for as long as the browser lives; other tests need theirs.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with launched(chromium) as browser:
        yield browser


@dataclass
class Shop:
    """A shopkeeper at a browser."""

    page: Page
    context: BrowserContext
    watch: Watch
    email: str = ""
    password: str = ""
    url: str = field(default="", repr=False)


Open = Callable[..., Shop]


@pytest.fixture
def visit(stack: Stack, browser: Browser) -> Iterator[Open]:
    """Opens a profile that nobody has signed in; in the end no page may have complained."""
    opened: list[Shop] = []

    def open_one(**wishes: Any) -> Shop:
        context, watch = open_context(browser, stack.url, **wishes)
        opened.append(Shop(context.new_page(), context, watch, url=stack.url))
        return opened[-1]

    yield open_one
    for one in opened:
        one.context.close()
    assert [one.watch.unexpected() for one in opened] == [[] for _ in opened]


@pytest.fixture(scope="module")
def account(stack: Stack) -> tuple[str, str]:
    """An account for all tests of a module."""
    return create_account(stack.url)


@pytest.fixture
def shop(visit: Open, account: tuple[str, str]) -> Shop:
    """A profile that is signed in, on no page yet."""
    return signed_in(visit(), account)


def signed_in(shop: Shop, account: tuple[str, str]) -> Shop:
    shop.email, shop.password = account
    sign_in(shop.context, *account)
    return shop
