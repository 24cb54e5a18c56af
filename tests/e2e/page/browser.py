"""Debian's Chromium under Playwright: where it is, how it is started, and what went wrong on a page.

Knows no page of ours.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

SETTING = "PACKSHOT_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 60_000
"""How long a step may take on a machine that does other things, too; nothing waits longer than it has to."""
# Violations of the policy are told by the console, too, but not all of them by each version.
_WATCH = """
document.addEventListener('securitypolicyviolation', (event) =>
  console.error(`policy: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((one) => one.duration)))
  .observe({ type: 'longtask', buffered: true });
"""


def find_chromium() -> str | None:
    """Path of the browser; None where there is none. Raises ``FileNotFoundError`` where the setting names none."""
    named = os.environ.get(SETTING)
    if named:
        found = shutil.which(named)
        if found is None:
            raise FileNotFoundError(f"{SETTING}={named} is no program.")
        return found
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched(path: str) -> Iterator[Browser]:
    """A browser without a window. While it lives, this thread has a running event loop, so no other may be run in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        try:
            yield browser
        finally:
            browser.close()


class Watch:
    """Everything that pages of a context complain about: errors in the console, uncaught ones, violations of the policy."""

    def __init__(self, context: BrowserContext) -> None:
        self.troubles: list[str] = []
        self.expected: list[str] = []
        """What may be complained about; a part of the text each."""
        context.add_init_script(_WATCH)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.troubles.append(f"uncaught: {error.error}"))

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.troubles.append(f"{message.text} ({message.location.get('url', '')})")

    def unexpected(self) -> list[str]:
        return [one for one in self.troubles if not any(part in one for part in self.expected)]


def open_context(browser: Browser, url: str, **wishes: Any) -> tuple[BrowserContext, Watch]:
    """A browser profile of its own at ``url``; ``wishes`` are Playwright's."""
    usual = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
    context = browser.new_context(base_url=url, **{**usual, **wishes})
    context.set_default_timeout(PATIENCE_MS)
    context.set_default_navigation_timeout(PATIENCE_MS)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=url)
    return context, Watch(context)


def sign_in(context: BrowserContext, email: str, password: str) -> None:
    """Signs a profile in as the page itself does, without walking through its door."""
    answer = context.request.post(
        "/v1/browser/session",
        headers={"X-Packshot-Page": "1"},
        data={"email": email, "password": password},
        timeout=PATIENCE_MS,
    )
    assert answer.ok, answer.text()
    # The page asks whether it is signed in only where somebody signed in before.
    context.add_init_script("if (location.protocol !== 'about:') localStorage.setItem('packshot.signed-in', '1')")


def until(page: Page, expression: str) -> None:
    """Waits until an expression is true. Playwright's own way evaluates text inside the page, which our policy refuses."""
    deadline = time.monotonic() + PATIENCE_MS / 1000
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, f"It never came to be that {expression}"
        page.wait_for_timeout(50)


def longest_task_ms(page: Page) -> float:
    """The longest time that the page answered to nobody, since it was loaded."""
    longest: float = page.evaluate("Math.max(0, ...window.longTasks)")
    return longest
