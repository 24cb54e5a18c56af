"""Settings: keys that work outside, sessions that end, an account that goes."""

import re
import subprocess
from pathlib import Path

from playwright.sync_api import expect

from local.account import create_account
from local.stack import Stack
from tests.e2e import pictures
from tests.e2e.page.conftest import Open, Shop, signed_in


def test_a_key_that_is_made_here_works_in_the_curl_line_that_is_shown(shop: Shop, tmp_path: Path) -> None:
    page = shop.page
    page.goto("/settings?tab=keys")
    page.get_by_label("What it is for").fill("shop server")
    page.get_by_role("button", name="Make key").click()
    secret = page.get_by_test_id("secret").inner_text()
    assert secret.startswith("pk_")
    line = page.get_by_role("tabpanel").locator("pre").filter(has_text="curl ").inner_text()
    assert secret in line
    (tmp_path / "photo.jpg").write_bytes(pictures.encode(pictures.vase()))
    done = subprocess.run(
        ["/bin/bash", "-ec", line], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert pictures.decode((tmp_path / "scene.png").read_bytes()).shape == (1024, 1024, 3)
    page.get_by_role("button", name="I have kept it").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    page.get_by_role("button", name="Revoke shop server").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("1 key that is no longer good")).to_be_visible()


def test_another_session_is_seen_and_ended(visit: Open, shop: Shop, account: tuple[str, str]) -> None:
    other = signed_in(visit(), account)
    other.watch.expected.append("status of 401")
    other.page.goto("/gallery")
    expect(other.page.get_by_role("heading", name="Gallery")).to_be_visible()
    page = shop.page
    page.goto("/settings?tab=security")
    page.get_by_role("button", name="End all others").click()
    page.get_by_role("dialog").get_by_role("button", name="End all others").click()
    expect(page.get_by_role("button", name=re.compile("^End the session of"))).to_have_count(0)
    other.page.reload()
    expect(other.page).to_have_url(re.compile("/sign-in"))


def test_an_account_goes_with_everything(visit: Open, stack: Stack) -> None:
    email, password = create_account(stack.url)
    shop = signed_in(visit(), (email, password))
    page = shop.page
    page.goto("/settings?tab=account")
    page.get_by_role("button", name="Delete account…").click()
    page.get_by_label("Type your e-mail address to confirm").fill(email)
    page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name="Delete everything").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    shop.watch.expected.append("status of 401")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
