import pytest

from services.auth.mail_texts import reset_mail

LINK = "https://packshot.example/reset#token=abc"


@pytest.mark.parametrize(
    ("language", "word"), [("en", "password"), ("ru", "пароль"), ("", "password"), ("fr", "password")]
)
def test_each_mail_has_the_link_the_time_and_the_account(language: str, word: str) -> None:
    mail = reset_mail("anna@shop.example", LINK, 30, language)
    assert mail.to == "anna@shop.example"
    assert word in mail.text
    assert "\n" not in mail.subject
    # A line of its own: nothing that follows is taken for a part of the link.
    assert LINK in mail.text.splitlines()
    assert "30" in mail.text
    assert "anna@shop.example" in mail.text
    assert mail.language == (language if language == "ru" else "en")
