"""What mails say, in each language."""

from services.auth.mail import Mail

_RESET = {
    "en": (
        "A new password for Packshot",
        """Hello,

somebody, most likely you, asked for a new password for the Packshot account of {email}.
Choose it here:

{link}

The link works once, for {minutes} minutes. All devices are signed out then.
If it was not you, do nothing: your password stays as it is.
""",
    ),
    "ru": (
        "Новый пароль для Packshot",
        """Здравствуйте!

Кто-то, скорее всего вы, запросил новый пароль для учётной записи Packshot {email}.
Задайте его здесь:

{link}

Ссылка действует один раз, в течение {minutes} мин. После этого на всех устройствах нужно будет войти заново.
Если это были не вы, ничего не делайте: пароль останется прежним.
""",
    ),
}


def reset_mail(email: str, link: str, minutes: int, language: str) -> Mail:
    """The mail with the link that sets a new password, in ``language``, else in English."""
    language = language if language in _RESET else "en"
    subject, text = _RESET[language]
    return Mail(email, subject, text.format(email=email, link=link, minutes=minutes), language)
