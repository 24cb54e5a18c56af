"""What holds on every page, in light and in dark: nothing for axe to find, no error in the console, nothing against the policy.

The last two hold in all tests here: a profile that complained fails the test that opened it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.page import steps
from tests.e2e.page.conftest import Open, Shop
from tests.e2e.page.rules import violations

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
Look = Callable[[str], None]


@contextmanager
def looked_at(page: Page) -> Iterator[Look]:
    """Looks at the page whenever it is told to, and says everything that was found in the end."""
    found: list[str] = []

    def look(place: str) -> None:
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            found.extend(f"{place}, {scheme}: {one}" for one in violations(page))

    yield look
    assert not found, "\n".join(found)


def test_the_pages_outside(visit: Open) -> None:
    page = visit().page
    with looked_at(page) as look:
        for path, heading in (
            ("/sign-in", "Sign in"),
            ("/sign-up", "Make an account"),
            ("/forgot", "Set a new password"),
            ("/reset", "Choose a new password"),
        ):
            page.goto(path)
            expect(page.get_by_role("heading", name=heading)).to_be_visible()
            look(path)
        page.goto("/sign-in")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert").first).to_be_visible()
        look("an empty form")
        page.get_by_role("button", name="Account and appearance").click()
        look("the menu")


def test_the_studio_from_its_first_sight_to_a_picture(shop: Shop) -> None:
    page = shop.page
    with looked_at(page) as look:
        page.goto("/studio")
        expect(page.get_by_role("button", name="Choose photos")).to_be_visible()
        look("nothing yet")
        page.get_by_role("button", name="Try it with a sample photo").click()
        expect(page.get_by_role("dialog", name="Tour")).to_be_visible()
        steps.cut_out(page)
        look("the tour")
        page.get_by_role("button", name="Skip").click()
        look("the cutout")
        steps.describe(page, "marble, gold, zxqv, no plants")
        steps.previewed(page)
        look("the scene")
        page.get_by_role("tab", name="Light").click()
        look("the light")
        page.get_by_role("tab", name="Frame").click()
        look("the frame")
        steps.make(page, variants=2)
        expect(page.locator("progress")).to_be_visible()
        look("progress")
        steps.made(page)
        look("results")
        page.get_by_role("button", name="Download", exact=True).click()
        look("the menu of downloads")
        page.keyboard.press("Escape")


def test_gallery_picture_and_batch(shop: Shop) -> None:
    """After the studio's: there are pictures in the account."""
    page = shop.page
    with looked_at(page) as look:
        page.goto("/gallery")
        links = page.get_by_role("list", name="Your pictures").get_by_role("link")
        expect(links.nth(2)).to_be_visible()
        look("the gallery")
        page.get_by_role("checkbox").first.check()
        look("a selection")
        page.get_by_role("button", name="Add labels").click()
        look("a dialog")
        page.keyboard.press("Escape")
        page.goto("/gallery?show=scenes")
        links.first.click()
        expect(page.get_by_role("heading", name="Recipe")).to_be_visible()
        page.get_by_text("Manifest", exact=True).click()
        look("a picture")
        page.goto("/gallery?text=nothing-is-called-so")
        expect(page.get_by_text("Nothing fits")).to_be_visible()
        look("nothing found")
        page.goto("/batch")
        expect(page.get_by_role("heading", name="Batch", exact=True)).to_be_visible()
        look("batch")
        page.get_by_test_id("photos").set_input_files([steps.vase_file(side_px=300)])
        look("a new batch")
        page.get_by_label("Description").fill("oak")
        page.get_by_role("button", name="Start with 1 photo").click()
        expect(page.get_by_role("button", name="Done 1")).to_be_visible(timeout=steps.ENDED_MS)
        look("a batch that is done")


@pytest.mark.parametrize("tab", ["profile", "security", "keys", "webhooks", "usage", "account"])
def test_the_settings(shop: Shop, tab: str) -> None:
    page = shop.page
    page.goto(f"/settings?tab={tab}")
    expect(page.get_by_role("tabpanel").get_by_role("heading").first).to_be_visible()
    with looked_at(page) as look:
        look(tab)
        if tab == "keys":
            page.get_by_role("button", name="Make key").click()
            expect(page.get_by_test_id("secret")).to_be_visible()
            look("a fresh key")
        if tab == "account":
            page.get_by_role("button", name="Delete account…").click()
            look("the last question")
