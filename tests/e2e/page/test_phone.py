"""The same on a phone: by touch, and nothing to be scrolled to the side."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.e2e import pictures
from tests.e2e.page import steps
from tests.e2e.page.conftest import Open, Shop, signed_in
from tests.e2e.page.rules import violations, widest_px

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
LEAST_TARGET_PX = 24
"""WCAG 2.2, 2.5.8."""


@pytest.fixture
def phone(visit: Open, account: tuple[str, str]) -> Shop:
    return signed_in(visit(**PHONE), account)


def fits(phone: Shop) -> None:
    wide, window = widest_px(phone.page)
    assert wide <= window, f"{phone.page.url} is {wide} px wide"


def tap_radio(radio: Locator) -> None:
    radio.tap()
    expect(radio).to_be_checked()


def test_from_a_photo_to_a_file_by_touch(phone: Shop, tmp_path: Path) -> None:
    page = phone.page
    page.goto("/studio")
    choose = page.get_by_role("button", name="Choose photos")
    expect(choose).to_be_visible()
    expect(page.get_by_role("button", name="Take a photo")).to_be_visible()
    fits(phone)
    with page.expect_file_chooser() as chooser:
        choose.tap()
    chooser.value.set_files([steps.vase_file()])
    steps.cut_out(page)
    fits(phone)
    tap_radio(page.get_by_role("group", name="Studio sets").get_by_role("radio", name="Marble"))
    steps.previewed(page)
    fits(phone)
    for tab in ("Light", "Frame", "Scene"):
        page.get_by_role("tab", name=tab).tap()
        fits(phone)
    page.get_by_role("button", name="Make the picture").tap()
    steps.made(page)
    fits(phone)
    assert violations(page) == []
    page.get_by_role("button", name="Download", exact=True).tap()
    with page.expect_download(timeout=steps.ENDED_MS) as coming:
        page.get_by_role("menuitem", name="PNG, lossless").tap()
    coming.value.save_as(tmp_path / "scene.png")
    assert pictures.decode((tmp_path / "scene.png").read_bytes()).shape[2] == 3
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Gallery").tap()
    links = page.get_by_role("list", name="Your pictures").get_by_role("link")
    expect(links).to_have_count(2)
    fits(phone)
    links.first.tap()
    expect(page.get_by_role("heading", name="Recipe")).to_be_visible()
    fits(phone)
    assert violations(page) == []


@pytest.mark.parametrize(
    "path",
    ["/batch", *(f"/settings?tab={tab}" for tab in ("profile", "security", "keys", "webhooks", "usage", "account"))],
)
def test_no_page_is_wider_than_the_phone(phone: Shop, path: str) -> None:
    phone.page.goto(path)
    expect(phone.page.get_by_role("heading", level=2).first).to_be_visible()
    fits(phone)
    assert violations(phone.page) == []


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/forgot", "/reset"])
def test_the_door_on_a_phone_in_russian(visit: Open, path: str) -> None:
    shop = visit(**PHONE, locale="ru-RU")
    shop.page.goto(path)
    expect(shop.page.get_by_role("heading", level=1)).to_be_visible()
    fits(shop)
    small = shop.page.evaluate(
        """(least) => [...document.querySelectorAll('button, a, input')]
          .map((one) => [one.textContent || one.name, one.getBoundingClientRect()])
          .filter(([, box]) => box.height > 0 && box.height < least)
          .map(([name, box]) => `${name}: ${box.height}`)""",
        LEAST_TARGET_PX,
    )
    assert small == []
