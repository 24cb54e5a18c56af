"""The gallery: what was sent and made is found, saved, looked at, deleted and brought back."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import expect

from local.account import create_key
from local.stack import Stack
from tests.e2e import pictures
from tests.e2e.page import steps
from tests.e2e.page.conftest import Shop

TITLES = ("red mug", "green bowl", "blue jug")
COLOURS = ((178, 64, 48), (60, 120, 70), (50, 70, 150))


@pytest.fixture(scope="module")
def client(stack: Stack, account: tuple[str, str]) -> Iterator[httpx.Client]:
    """The same account, through REST."""
    key = create_key(stack.url, *account, name="gallery")
    with httpx.Client(base_url=stack.url, headers={"Authorization": f"Bearer {key}"}, timeout=120) as client:
        yield client


@pytest.fixture(scope="module", autouse=True)
def filled(client: httpx.Client) -> str:
    """Three photos and a scene of the first; returns the scene's id."""
    photos = []
    for title, colour in zip(TITLES, COLOURS, strict=True):
        files = {"photo": (f"{title}.png", pictures.encode(pictures.vase(colour), ".png"))}
        sent = client.post("/v1/assets", files=files, data={"title": title}).raise_for_status()
        photos.append(sent.json()["id"])
    form = {"recipe": "scene", "prompt": "walnut", "seed": "5", "width": "256", "height": "256", "asset_id": photos[0]}
    parts = {name: (None, value) for name, value in form.items()}
    job = client.post("/v1/jobs", files=parts, headers={"Prefer": "wait=90"}).raise_for_status().json()
    assert job["state"] == "succeeded", job
    return str(next(one["asset_id"] for one in job["outputs"] if one["layer"] == "result"))


def test_pictures_are_found_by_words_and_kind_and_saved(shop: Shop) -> None:
    page = shop.page
    page.goto("/gallery")
    links = page.get_by_role("list", name="Your pictures").get_by_role("link")
    expect(links).to_have_count(4)
    page.get_by_role("searchbox").fill("bowl")
    expect(links).to_have_count(1)
    expect(links).to_contain_text("green bowl")
    expect(page).to_have_url(re.compile("text=bowl"))
    page.get_by_role("button", name="Save green bowl").click()
    page.get_by_role("searchbox").fill("")
    expect(links).to_have_count(4)
    page.get_by_role("button", name="Saved pictures only").click()
    expect(links).to_have_count(1)
    expect(links).to_contain_text("green bowl")
    page.get_by_role("button", name="Saved pictures only").click()
    page.get_by_role("button", name="Scenes").click()
    expect(links).to_have_count(1)
    expect(links).to_contain_text("Scene")
    page.get_by_role("searchbox").fill("no such thing")
    expect(page.get_by_text("No picture fits what you are looking for.")).to_be_visible()
    page.get_by_role("button", name="Show everything").click()
    expect(links).to_have_count(4)


def test_a_picture_tells_its_recipe_and_its_family(shop: Shop, filled: str) -> None:
    page = shop.page
    page.goto("/gallery?show=scenes")
    page.get_by_role("list", name="Your pictures").get_by_role("link").click()
    expect(page).to_have_url(re.compile(f"/gallery/{filled}$"))
    expect(page.get_by_text("walnut", exact=True).first).to_be_visible()
    expect(page.get_by_role("heading", name="Made from", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="Add label").fill("spring, walnut table")
    page.get_by_role("button", name="Add label").click()
    expect(page.get_by_role("button", name="Remove the label spring")).to_be_visible()
    page.get_by_role("textbox", name="Title").fill("mug on walnut")
    page.get_by_role("textbox", name="Title").press("Enter")
    expect(steps.notice(page, "Title saved")).to_be_visible()
    page.get_by_role("link", name="spring", exact=True).click()
    links = page.get_by_role("list", name="Your pictures").get_by_role("link")
    expect(links).to_have_count(1)
    expect(links).to_contain_text("mug on walnut")
    links.click()
    page.get_by_role("link", name="Make again").click()
    steps.cut_out_or_scene(page)
    expect(page.get_by_label("Describe the scene")).to_have_value("walnut")
    expect(page.get_by_role("textbox", name="Seed")).to_have_value("5")


def test_what_is_deleted_comes_back_when_undone_and_is_gone_when_not(shop: Shop, client: httpx.Client) -> None:
    page = shop.page
    page.goto("/gallery?show=photos")
    links = page.get_by_role("list", name="Your pictures").get_by_role("link")
    expect(links).to_have_count(3)
    page.get_by_role("checkbox", name="Select blue jug").check()
    page.get_by_role("region", name="1 selected").get_by_role("button", name="Delete").click()
    expect(links).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(links).to_have_count(3)
    links.filter(has_text="blue jug").click()
    page.get_by_role("button", name="Delete").click()
    expect(links.first).to_be_visible()
    expect(links.filter(has_text="blue jug")).to_have_count(0)
    # The notice is put away: now it is for good.
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as answered:
        steps.notice(page, "Deleted").get_by_role("button", name="Close").click()
    assert answered.value.ok
    page.goto("/gallery?show=photos")
    expect(links).to_have_count(2)
    kept = client.get("/v1/assets", params={"kind": "photo"}).raise_for_status().json()["assets"]
    assert sorted(one["title"] for one in kept) == ["green bowl", "red mug"]
