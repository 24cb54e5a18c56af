"""``python -m tests.e2e.page.screens``: every page as a customer sees it, light, dark and on a phone, into ``out/screens/``.

The pictures in it are ours to show: the tour's sample, and vases that are made by code. ``PACKSHOT_SCREENS`` names another folder;
with ``--readme`` the two of the README are written anew as well.
"""

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx
from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, expect

from local.account import create_key
from local.environment import NO_LIMITS, ROOT
from local.stack import Stack
from tests.e2e import pictures
from tests.e2e.page import steps
from tests.e2e.page.browser import SETTING, find_chromium, launched, open_context, sign_in, until
from tests.e2e.page.test_phone import PHONE

OUT = Path(os.environ.get("PACKSHOT_SCREENS", str(ROOT / "out" / "screens")))
SAMPLE = ROOT / "web" / "src" / "features" / "tour" / "sample.jpg"
ACCOUNT = ("anna@corner-shop.example", "a sentence that is long")
PROMPT = "warm oak table, morning light from the left"
VASES = {
    "terracotta vase": (188, 92, 62),
    "sage vase": (122, 148, 116),
    "midnight vase": (44, 58, 98),
    "sand vase": (206, 178, 138),
    "plum vase": (112, 52, 88),
}
MADE = (
    ("coffee cup", "warm oak table, morning light from the left"),
    ("coffee cup", "white marble, soft window light"),
    ("terracotta vase", "sage green paper sweep"),
    ("sage vase", "linen, soft light from the right"),
    ("midnight vase", "walnut table, golden hour"),
    ("sand vase", "terracotta podium, hard light"),
    ("plum vase", "concrete, light through leaves"),
)
README = {"studio-8-results-light": "page-studio", "gallery-1-light": "page-gallery"}


def photo_of(name: str) -> FilePayload:
    if name in VASES:
        return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": vase_photo(name)}
    return {"name": "coffee cup.jpg", "mimeType": "image/jpeg", "buffer": SAMPLE.read_bytes()}


def vase_photo(name: str) -> bytes:
    return pictures.encode(pictures.vase(VASES[name], 1200), ".jpg")


def fill(url: str) -> None:
    """An account as it is after a week: photos, scenes, labels, saved ones, a key, a webhook."""
    email, password = ACCOUNT
    with httpx.Client(base_url=url, timeout=180) as client:
        client.post("/v1/accounts", json={"email": email, "password": password}).raise_for_status()
        client.headers["Authorization"] = f"Bearer {create_key(url, *ACCOUNT, name='shop server', days=300)}"
        photos = {}
        for name in ("coffee cup", *VASES):
            taken = photo_of(name)
            sent = client.post(
                "/v1/assets", files={"photo": (taken["name"], taken["buffer"])}, data={"title": name}
            ).raise_for_status()
            photos[name] = sent.json()["id"]
        for seed, (name, prompt) in enumerate(MADE, 11):
            form = {"recipe": "scene", "prompt": prompt, "seed": str(seed), "width": "1024", "height": "1024"}
            parts = {key: (None, value) for key, value in {**form, "asset_id": photos[name], "name": name}.items()}
            job = client.post("/v1/jobs", files=parts, headers={"Prefer": "wait=120"}).raise_for_status().json()
            (made,) = [one["asset_id"] for one in job["outputs"] if one["layer"] == "result"]
            change = {"title": f"{name}, {prompt.split(',')[0]}", "tags": ["spring", "shop window"][: 1 + seed % 2]}
            client.patch(f"/v1/assets/{made}", json={**change, "favourite": seed % 3 == 0}).raise_for_status()


class Screens:
    """One way of looking (a laptop, a phone), and what was seen by it."""

    def __init__(self, page: Page, mark: str) -> None:
        self.page, self.mark = page, mark

    def shoot(self, name: str, *, whole: bool = False) -> None:
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            self.page.mouse.move(0, 0)
            path = OUT / f"{name}-{self.mark}{scheme}.png"
            # On a phone the bar at the bottom stays where the window ends.
            self.page.screenshot(path=path, full_page=whole and not self.mark, animations="disabled")
            sys.stdout.write(f"{path.relative_to(OUT.parent)}\n")


def settled(page: Page) -> None:
    """Waits for every picture that is to be seen."""
    page.wait_for_load_state("networkidle")
    until(page, "[...document.images].every((one) => one.complete && one.naturalWidth > 0)")


def door(screens: Screens) -> None:
    page = screens.page
    for name in ("sign-in", "sign-up", "forgot"):
        page.goto(f"/{name}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        screens.shoot(name)


def studio(screens: Screens) -> None:
    page = screens.page
    page.goto("/studio")
    expect(page.get_by_role("button", name="Choose photos")).to_be_visible()
    screens.shoot("studio-1-empty")
    page.get_by_role("button", name="Try it with a sample photo").click()
    steps.cut_out(page)
    settled(page)
    screens.shoot("studio-2-tour")
    page.get_by_role("button", name="Skip").click()
    page.get_by_test_id("more-files").or_(page.locator("input[type=file]").last).set_input_files(
        [photo_of("terracotta vase"), photo_of("sage vase")]
    )
    steps.cut_out(page)
    page.get_by_role("list", name="Photos").get_by_role("button", name="coffee").first.click()
    steps.cut_out(page)
    settled(page)
    screens.shoot("studio-3-cutout")
    steps.describe(page, f"{PROMPT}, no plants, zxqv")
    steps.previewed(page)
    settled(page)
    screens.shoot("studio-4-scene")
    page.get_by_role("tab", name="Light").click()
    screens.shoot("studio-5-light")
    page.get_by_role("tab", name="Frame").click()
    screens.shoot("studio-6-frame")
    page.get_by_role("tab", name="Scene").click()
    steps.describe(page, PROMPT)
    steps.make(page, variants=3)
    expect(page.locator("progress[value]")).to_be_visible()
    screens.shoot("studio-7-progress")
    steps.made(page)
    settled(page)
    screens.shoot("studio-8-results")
    page.get_by_role("button", name="Compare").click()
    page.get_by_role("menuitem", name="Result 2").click()
    settled(page)
    screens.shoot("studio-9-compare")


def gallery(screens: Screens) -> None:
    page = screens.page
    links = page.get_by_role("list", name="Your pictures").get_by_role("link")
    page.goto("/gallery")
    expect(links.nth(6)).to_be_visible()
    settled(page)
    screens.shoot("gallery-1")
    for number in range(3):
        page.get_by_role("checkbox").nth(number).check()
    screens.shoot("gallery-2-selection")
    page.goto("/gallery?text=walnut")
    links.first.click()
    expect(page.get_by_role("heading", name="Recipe")).to_be_visible()
    settled(page)
    screens.shoot("gallery-3-picture", whole=True)
    page.goto("/gallery?text=nothing-like-this")
    expect(page.get_by_text("Nothing fits")).to_be_visible()
    screens.shoot("gallery-4-nothing")


def batch(screens: Screens) -> None:
    page = screens.page
    page.goto("/batch")
    expect(page.get_by_role("heading", name="Batch", exact=True)).to_be_visible()
    page.get_by_test_id("photos").set_input_files([photo_of(name) for name in VASES])
    page.get_by_label("Description").fill("warm oak table, morning light from the left")
    page.get_by_label("Name").fill("spring vases")
    settled(page)
    screens.shoot("batch-1-new", whole=True)
    page.get_by_role("button", name="Start with 5 photos").click()
    expect(page.get_by_role("table", name="Photos of this batch")).to_be_visible()
    screens.shoot("batch-2-live")
    expect(page.get_by_role("button", name="Done 5")).to_be_visible(timeout=steps.ENDED_MS)
    settled(page)
    screens.shoot("batch-3-done")
    page.goto("/batch")
    expect(page.get_by_role("link", name="Open spring vases").first).to_be_visible()
    settled(page)
    screens.shoot("batch-4-list", whole=True)


def settings(screens: Screens) -> None:
    page = screens.page
    for tab in ("profile", "security", "keys", "webhooks", "usage", "account"):
        page.goto(f"/settings?tab={tab}")
        expect(page.get_by_role("tabpanel").get_by_role("heading").first).to_be_visible()
        settled(page)
        screens.shoot(f"settings-{tab}", whole=True)
    page.goto("/settings?tab=keys")
    page.get_by_label("What it is for").fill("label printer")
    page.get_by_role("button", name="Make key").click()
    expect(page.get_by_test_id("secret")).to_be_visible()
    screens.shoot("settings-keys-fresh", whole=True)


def russian(screens: Screens) -> None:
    page = screens.page
    page.goto("/studio")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Выбрать фото").click()
    chooser.value.set_files([photo_of("coffee cup")])
    page.get_by_role("slider", name="Какая часть вырезки видна").wait_for(timeout=steps.ENDED_MS)
    page.get_by_label("Опишите сцену").fill("тёплый дубовый стол, утренний свет слева")
    expect(page.get_by_role("list", name="Понято")).to_be_visible()
    expect(page.get_by_role("img", name="Сцена")).to_be_visible(timeout=steps.ENDED_MS)
    settled(page)
    screens.shoot("studio-russian")
    page.goto("/gallery")
    expect(page.get_by_role("list", name="Ваши картинки").get_by_role("link").first).to_be_visible()
    settled(page)
    screens.shoot("gallery-russian")


def look(browser: Browser, url: str, mark: str, **wishes: Any) -> None:
    context, _ = open_context(browser, url, **wishes)
    screens = Screens(context.new_page(), mark)
    if wishes.get("locale") != "ru-RU":
        door(screens)
    sign_in(context, *ACCOUNT)
    for part in (russian,) if wishes.get("locale") == "ru-RU" else (gallery, studio, batch, settings):
        part(screens)
    context.close()


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit(f"There is no Chromium. Install it (`apt-get install chromium`), or set {SETTING} to where it is.")
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, Stack(Path(data), NO_LIMITS, anywhere=True).running(120) as stack:
        fill(stack.url)
        with launched(chromium) as browser:
            look(browser, stack.url, "", viewport={"width": 1440, "height": 900})
            look(browser, stack.url, "phone-", **{**PHONE, "viewport": {"width": 390, "height": 844}})
            look(browser, stack.url, "", locale="ru-RU", viewport={"width": 1440, "height": 900})
            look(browser, stack.url, "phone-", locale="ru-RU", **{**PHONE, "viewport": {"width": 390, "height": 844}})
    if "--readme" in sys.argv:
        for name, kept in README.items():
            with Image.open(OUT / f"{name}.png") as screen:
                screen.convert("RGB").save(ROOT / "docs" / "images" / f"{kept}.webp", quality=86, method=6)


if __name__ == "__main__":
    main()
