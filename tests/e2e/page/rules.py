"""What axe-core says about a page. It is a development dependency of the page, so it lies where `npm ci` puts it."""

from functools import cache

import pytest
from playwright.sync_api import Page

from local.environment import ROOT

AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"


@cache
def _source() -> str:
    if not AXE.is_file():
        pytest.fail(f"{AXE.relative_to(ROOT)} is missing. Run `npm ci` in web/.")
    return AXE.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """Each broken rule, where, and why; all of axe's rules, best practices too."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_source())
    found = page.evaluate(
        """async () => {
          // Colours that are still on their way from one to the other are nobody's.
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
          function ends(one) { return one.effect.getComputedTiming().endTime < 5000; }
          const { violations } = await axe.run(document, { resultTypes: ['violations'] });
          return violations.map(({ id, nodes }) => [id, nodes.map((node) => `${node.target}: ${node.failureSummary}`)]);
        }"""
    )
    return [f"{rule}: {'; '.join(nodes)[:600]}" for rule, nodes in found]


def widest_px(page: Page) -> tuple[int, int]:
    """How wide what can be scrolled to is, and how wide the window is."""
    wide: int = page.evaluate("document.documentElement.scrollWidth")
    window: int = page.evaluate("window.innerWidth")
    return wide, window
