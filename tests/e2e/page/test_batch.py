"""Batch: many photos, one look; a reload in the middle loses nothing."""

import zipfile
from pathlib import Path

from playwright.sync_api import Request, expect

from tests.e2e import pictures
from tests.e2e.page import steps
from tests.e2e.page.conftest import Shop

COUNT = 10


def test_a_batch_goes_on_after_a_reload_and_comes_as_a_zip(shop: Shop, tmp_path: Path) -> None:
    page = shop.page
    page.goto("/batch")
    files = [
        steps.vase_file(f"vase-{number}.png", 300, (20 * number, 90, 200 - 15 * number)) for number in range(COUNT)
    ]
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos").click()
    chooser.value.set_files(files)
    page.get_by_label("Description").fill("warm oak table")
    page.get_by_label("Name").fill("spring vases")
    page.get_by_role("button", name=f"Start with {COUNT} photos").click()
    expect(page.get_by_role("table", name="Photos of this batch")).to_be_visible()
    # Some are on their way; the server takes 8 at a time, so the rest has not left this browser.
    page.reload()
    expect(page.get_by_role("heading", name="spring vases")).to_be_visible()
    expect(page.get_by_role("button", name=f"Done {COUNT}")).to_be_visible(timeout=steps.ENDED_MS)
    expect(page.get_by_role("button", name="Failed 0")).to_be_visible()
    with page.expect_download(timeout=steps.ENDED_MS) as coming:
        page.get_by_role("button", name="Download zip").click()
    coming.value.save_as(tmp_path / "all.zip")
    assert coming.value.suggested_filename == "spring vases.zip"
    archive = zipfile.ZipFile(tmp_path / "all.zip")
    assert len(archive.namelist()) == COUNT
    assert {pictures.decode(archive.read(name)).shape[2] for name in archive.namelist()} == {3}
    stems = {name.split(".")[0] for name in archive.namelist()}
    assert stems == {f"vase-{number}" for number in range(COUNT)}
    page.get_by_role("link", name="Open the result of vase-3.png").click()
    expect(page.get_by_role("heading", name="Recipe")).to_be_visible()


def test_a_batch_pauses_and_goes_on(shop: Shop) -> None:
    page = shop.page
    page.goto("/batch")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos").click()
    files = [steps.vase_file(f"bowl-{number}.png", 300, (200, 20 * number, 60)) for number in range(COUNT)]
    chooser.value.set_files(files)
    page.get_by_role("radio", name="Cutouts only").check()
    page.get_by_role("button", name=f"Start with {COUNT} photos").click()
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("button", name=f"Done {COUNT}")).to_be_visible(timeout=steps.ENDED_MS)


def test_a_batch_goes_on_from_whichever_page_is_opened(shop: Shop) -> None:
    page = shop.page
    page.goto("/batch")
    files = [steps.vase_file(f"cup-{number}.png", 300, (20, 10 * number, 160)) for number in range(2 * COUNT)]
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose photos").click()
    chooser.value.set_files(files)
    page.get_by_role("radio", name="Cutouts only").check()
    page.get_by_role("button", name=f"Start with {2 * COUNT} photos").click()
    expect(page.get_by_role("table", name="Photos of this batch")).to_be_visible()
    place = page.url

    def handed_in_there(request: Request) -> bool:
        return request.method == "POST" and request.url.endswith("/v1/jobs") and page.url.endswith("/gallery")

    with page.expect_request(handed_in_there, timeout=steps.ENDED_MS):
        page.goto("/gallery")
    page.goto(place)
    expect(page.get_by_role("button", name=f"Done {2 * COUNT}")).to_be_visible(timeout=steps.ENDED_MS)


def test_a_zip_is_worked_through_by_the_server(shop: Shop, tmp_path: Path) -> None:
    page = shop.page
    packed = tmp_path / "mugs.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(3):
            archive.writestr(f"mug-{number}.png", steps.vase_file(colour=(90, 60 * number, 90), side_px=300)["buffer"])
    page.goto("/batch")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a zip").click()
    chooser.value.set_files(packed)
    page.get_by_role("radio", name="Cutouts only").check()
    page.get_by_role("button", name="Send the zip and start").click()
    page.get_by_role("link", name="Open mugs").click()
    expect(page.get_by_role("button", name="Done 3")).to_be_visible(timeout=steps.ENDED_MS)
