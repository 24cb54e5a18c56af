"""The way in: signing up, in, out, a forgotten password, both languages, and all of it by keys."""

import re
import time

from playwright.sync_api import Locator, Page, expect

from local.account import create_account
from local.stack import Stack
from tests.e2e.page import steps
from tests.e2e.page.conftest import Open, Shop, signed_in

REFUSED = "status of 401"
MAIL_S = 30
MOST_STOPS = 80


def tab_to(page: Page, target: Locator) -> Locator:
    """Goes on by the tab key until it is there."""
    for _ in range(MOST_STOPS):
        if target.count() and target.first.evaluate("(node) => node === document.activeElement"):
            return target
        page.keyboard.press("Tab")
    raise AssertionError(f"The tab key doesn't come to {target}.")


def reset_link(stack: Stack, since: int) -> str:
    """The link of the mail that auth's console adapter wrote after ``since`` bytes of its log."""
    log = stack.data / "logs" / "auth.log"
    deadline = time.monotonic() + MAIL_S
    while time.monotonic() < deadline:
        found = re.search(rf"{re.escape(stack.url)}(/reset#token=[\w-]+)", log.read_bytes()[since:].decode())
        if found:
            return found[1]
        time.sleep(0.05)
    raise AssertionError("No mail came.")


def test_a_forgotten_password_is_set_anew_by_the_link_in_the_mail(visit: Open, stack: Stack) -> None:
    email, old = create_account(stack.url)
    shop = visit()
    page = shop.page
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgot your password?").click()
    expect(page.get_by_role("heading", name="Set a new password")).to_be_visible()
    page.get_by_label("E-mail").fill(email)
    since = (stack.data / "logs" / "auth.log").stat().st_size
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status").filter(has_text=email)).to_be_visible()
    page.goto(reset_link(stack, since))
    expect(page).to_have_url(re.compile(r"/reset$"))
    page.get_by_label("New password").fill("short")
    page.get_by_role("button", name="Save the password").click()
    expect(page.get_by_role("alert")).to_contain_text("At least 10 characters")
    page.get_by_label("New password").fill("another sentence to keep")
    page.get_by_role("button", name="Save the password").click()
    expect(steps.notice(page, "The new password is saved.")).to_be_visible()
    shop.watch.expected.append(REFUSED)
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(old)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("another sentence to keep")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Choose photos")).to_be_visible()


def test_who_is_signed_in_stays_so_and_who_goes_is_gone_in_every_tab(shop: Shop) -> None:
    page = shop.page
    page.goto("/gallery")
    expect(page.get_by_role("heading", name="Gallery")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Gallery")).to_be_visible()
    kept = page.evaluate("JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie")
    assert "eyJ" not in kept, "a token where scripts can read it"
    other = shop.context.new_page()
    other.goto("/settings")
    expect(other.get_by_role("heading", name="Settings", exact=True)).to_be_visible()
    other.get_by_role("button", name="Account and appearance").click()
    other.get_by_role("menuitem", name="Sign out").click()
    expect(other).to_have_url(re.compile("/sign-in"))
    expect(page).to_have_url(re.compile("/sign-in"))


def test_an_address_inside_is_come_back_to_after_the_door(visit: Open, account: tuple[str, str]) -> None:
    page = visit().page
    page.goto("/settings?tab=usage")
    expect(page).to_have_url(re.compile("/sign-in"))
    page.get_by_label("E-mail").fill(account[0])
    page.get_by_label("Password", exact=True).fill(account[1])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("tab", name="Usage")).to_have_attribute("aria-selected", "true")


def test_both_languages(visit: Open, account: tuple[str, str]) -> None:
    shop = visit(locale="ru-RU")
    shop.watch.expected.append(REFUSED)
    page = shop.page
    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="Войти")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.get_by_label("Почта").fill(account[0])
    page.get_by_label("Пароль", exact=True).fill("not the right one")
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile("[А-я]{4}"))
    page.get_by_label("Пароль", exact=True).fill(account[1])
    page.get_by_role("button", name="Войти").click()
    expect(page.get_by_role("heading", name="Начните с фото товара")).to_be_visible()
    page.get_by_label("Опишите сцену").fill("дубовый стол, утренний свет слева")
    chips = page.get_by_role("list", name="Понято").get_by_role("listitem")
    expect(chips.first).to_be_visible()
    expect(chips.filter(has_text="не понято")).to_have_count(0)
    page.get_by_role("button", name="Аккаунт и вид").click()
    page.get_by_role("menuitemcheckbox", name="English").click()
    expect(page.get_by_role("heading", name="Begin with a photo of your product")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.reload()
    expect(page.get_by_role("heading", name="Begin with a photo of your product")).to_be_visible()


def test_by_keys_alone_from_the_door_to_a_picture(visit: Open, account: tuple[str, str]) -> None:
    page = visit().page
    # From the start: a chooser that a key opens at once would come before Playwright began to wait for it.
    page.on("filechooser", lambda _: None)
    page.goto("/sign-in")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type(account[0])
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(account[1])
    page.keyboard.press("Enter")
    choose = page.get_by_role("button", name="Choose photos")
    expect(choose).to_be_visible()
    tab_to(page, page.get_by_role("link", name="Skip to the content"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, choose)
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Enter")
    chooser.value.set_files([steps.vase_file()])
    slider = steps.cut_out(page)
    tab_to(page, slider)
    told = slider.get_attribute("aria-valuetext")
    page.keyboard.press("ArrowRight")
    expect(slider).not_to_have_attribute("aria-valuetext", told or "")
    tab_to(page, page.get_by_label("Describe the scene"))
    page.keyboard.type("slate")
    # To the set after the first, by arrows, as radio buttons are.
    tab_to(page, page.get_by_role("radio", name="As the words say"))
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("group", name="Studio sets").get_by_role("radio").nth(1)).to_be_checked()
    tab_to(page, page.get_by_role("button", name="Make the picture"))
    page.keyboard.press("Enter")
    steps.made(page)
    tab_to(page, page.get_by_role("button", name="Download", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="PNG, lossless")).to_be_focused()
    with page.expect_download():
        page.keyboard.press("Enter")


def test_a_page_that_is_not_there_leads_back(visit: Open, account: tuple[str, str]) -> None:
    shop = signed_in(visit(), account)
    shop.page.goto("/studio/nowhere")
    expect(shop.page.get_by_role("heading", name="There is no such page")).to_be_visible()
    shop.page.get_by_role("link", name="To the studio").click()
    expect(shop.page.get_by_role("button", name="Choose photos")).to_be_visible()
