"""What a shopkeeper does on the page, in English, by what is seen and read aloud."""

import re
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Locator, Page, expect

from tests.e2e import pictures

PROMPT = "warm oak table, morning light from the left"
SLIDER = "How much of the cutout is shown"
ENDED_MS = 120_000
"""How long a picture may take on a machine with two cores that does other things, too."""


def vase_file(name: str = "vase.png", side_px: int = 720, colour: tuple[int, int, int] = (178, 64, 48)) -> Any:
    """A product photo as Playwright's file choosers take it."""
    suffix = Path(name).suffix
    kind = {".png": "image/png", ".jpg": "image/jpeg"}[suffix]
    photo = pictures.encode(pictures.vase(colour, side_px), suffix)
    return {"name": name, "mimeType": kind, "buffer": photo}


def phone_photo() -> bytes:
    """A JPEG of 24 megapixels with a sensor's noise, as a phone makes them."""
    small = pictures.vase(side_px=1000)
    # 6000 x 4000: the vase in the middle of a wall.
    photo = np.full((4000, 6000, 3), small[5, 5], np.uint8)
    photo[:, 1000:5000] = np.repeat(np.repeat(small, 4, axis=0), 4, axis=1)
    noise = np.random.default_rng(3).integers(-6, 7, (500, 600, 3), dtype=np.int16)
    noisy = np.clip(photo.astype(np.int16) + np.tile(noise, (8, 10, 1)), 0, 255).astype(np.uint8)
    return pictures.encode(noisy, ".jpg")


def choose_photos(page: Page, *files: Any) -> None:
    """Through the browser's own chooser, from the empty studio."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos").click()
    chooser.value.set_files(list(files))


def cut_out(page: Page) -> Locator:
    """Waits for the cutout; returns the line between before and after."""
    slider = page.get_by_role("slider", name=SLIDER)
    expect(slider).to_be_visible(timeout=ENDED_MS)
    return slider


def show(page: Page, view: str) -> None:
    page.get_by_role("group", name="What is shown").get_by_role("radio", name=re.compile(f"^{view}")).check()


def describe(page: Page, words: str) -> Locator:
    """Says what the scene is; returns the chips of what was understood."""
    page.get_by_label("Describe the scene").fill(words)
    return page.get_by_role("list", name="Understood").get_by_role("listitem")


def previewed(page: Page) -> None:
    """Waits until the scene's preview is what the look says."""
    expect(page.get_by_role("img", name="Scene")).to_be_visible(timeout=ENDED_MS)
    expect(page.get_by_text("Updating the preview")).to_have_count(0, timeout=ENDED_MS)


def make(page: Page, variants: int = 1) -> None:
    chosen = page.get_by_role("group", name="Variants").get_by_role("radio", name=str(variants))
    if variants > 1 and not chosen.is_visible():
        # A phone has no room for it beside the button.
        page.get_by_role("tab", name="Frame").click()
    if variants > 1 or chosen.is_visible():
        chosen.check()
    page.get_by_role("button", name=re.compile(r"^Make (the picture|\d pictures)$")).click()


def made(page: Page) -> None:
    """Waits for the picture."""
    expect(page.get_by_role("button", name="Download", exact=True)).to_be_visible(timeout=ENDED_MS)


def download(page: Page, kind: str, into: Path) -> Path:
    """Takes a file out of the menu of downloads."""
    page.get_by_role("button", name="Download", exact=True).click()
    with page.expect_download(timeout=ENDED_MS) as coming:
        page.get_by_role("menuitem", name=kind).click()
    path = into / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def watch_progress(page: Page) -> None:
    """Begins to write down what the page says of work that goes on."""
    page.evaluate(
        """() => {
          window.progressSeen = [];
          const look = () => {
            const bar = document.querySelector('progress');
            if (!bar) return;
            const said = [bar.getAttribute('aria-label'), bar.hasAttribute('value') ? bar.value : null];
            if (JSON.stringify(said) !== JSON.stringify(window.progressSeen.at(-1))) window.progressSeen.push(said);
          };
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
        }"""
    )


def progress_seen(page: Page) -> list[tuple[str, float | None]]:
    return [(words, share) for words, share in page.evaluate("window.progressSeen")]


def cut_out_or_scene(page: Page) -> None:
    """Waits until the photo on the table can be worked with, whichever view is open."""
    expect(page.get_by_role("button", name=re.compile("^Make "))).to_be_enabled(timeout=ENDED_MS)


def notice(page: Page, words: str) -> Locator:
    """A notice in the corner; what is read aloud for it is another element."""
    return page.get_by_role("region", name=re.compile("^Notices")).get_by_role("listitem").filter(has_text=words)


def box(shown: Locator) -> Any:
    """Where something lies, once what was done to it has been drawn."""
    shown.evaluate("() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return shown.bounding_box()
