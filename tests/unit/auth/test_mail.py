"""Mail that goes out: to standard output, and to a real SMTP server on this machine."""

import io
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from services.auth.mail import ConsoleMailer, Mail, MailFailed, SmtpMailer, mailer_of
from services.auth.mail_texts import reset_mail
from services.auth.settings import AuthSettings
from tests.unit.auth.smtp import SmtpServer, smtp_server

LINK = "https://packshot.example/reset#token=" + "a" * 43
MAIL = reset_mail("анна@shop.example", LINK, 30, "ru")
SENDER = "Студия <studio@packshot.example>"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Files of a certificate for 127.0.0.1 and of its key."""
    key = generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    public, private = folder / "cert.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(Encoding.PEM))
    private.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return public, private


def _serving(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def _mailer(server: SmtpServer, *, security: str = "none", user: str = "", trusted: Path | None = None) -> SmtpMailer:
    return SmtpMailer(
        "127.0.0.1",
        server.port,
        sender=SENDER,
        security=security,
        user=user,
        password="secret",
        timeout_s=10,
        tls=None if trusted is None else ssl.create_default_context(cafile=str(trusted)),
    )


async def test_the_console_shows_the_whole_mail() -> None:
    output = io.StringIO()
    await ConsoleMailer(output).send(MAIL)
    assert LINK in output.getvalue().splitlines()
    assert MAIL.to in output.getvalue()


async def test_a_mail_arrives_encrypted_with_its_fields_and_text(certificate: tuple[Path, Path]) -> None:
    async with smtp_server(SmtpServer(tls=_serving(certificate))) as server:
        await _mailer(server, security="starttls", user="studio", trusted=certificate[0]).send(MAIL)
    (mail,) = server.mails
    assert mail["Subject"] == MAIL.subject
    assert mail["From"] == SENDER
    assert mail["To"] == MAIL.to
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "ru"
    assert mail["Message-ID"].endswith("@packshot.example>")
    assert mail["Date"]
    assert mail.get_content().strip() == MAIL.text.strip()
    said = dict(zip([line.split(" ")[0].upper() for line in server.lines], server.encrypted, strict=True))
    assert said["AUTH"]
    assert said["MAIL"]
    assert said["RCPT"]


async def test_nothing_goes_to_a_server_without_encryption(certificate: tuple[Path, Path]) -> None:
    async with smtp_server(SmtpServer()) as server:
        with pytest.raises(MailFailed) as caught:
            await _mailer(server, security="starttls", trusted=certificate[0]).send(MAIL)
    assert caught.value.final
    assert server.mails == []
    assert not any(line.upper().startswith(("MAIL", "RCPT", "AUTH")) for line in server.lines)


async def test_a_server_that_nobody_vouches_for_is_given_nothing(certificate: tuple[Path, Path]) -> None:
    async with smtp_server(SmtpServer(tls=_serving(certificate))) as server:
        with pytest.raises(MailFailed) as caught:
            await _mailer(server, security="starttls").send(MAIL)
    assert caught.value.final
    assert server.mails == []


@pytest.mark.parametrize(
    ("command", "reply", "final"),
    [
        ("RCPT", "550 no such box: anna", True),
        ("DATA", "451 later", False),
        ("MAIL", "421 full", False),
        ("DATA", "554 spam", True),
        ("AUTH", "535 wrong password", True),
    ],
)
async def test_what_can_be_tried_again_is_told_apart(command: str, reply: str, final: bool) -> None:
    async with smtp_server(SmtpServer(replies={command: reply})) as server:
        with pytest.raises(MailFailed) as caught:
            await _mailer(server, user="studio").send(MAIL)
    assert caught.value.final == final
    assert "anna" not in str(caught.value), "whose address it is stays out of the log"


async def test_nobody_there_can_be_tried_again() -> None:
    with pytest.raises(MailFailed) as caught:
        await _mailer(SmtpServer(port=1)).send(MAIL)
    assert not caught.value.final


async def test_a_line_cannot_be_slipped_into_the_head() -> None:
    async with smtp_server(SmtpServer()) as server:
        with pytest.raises(ValueError, match=r"(?i)linefeed|newline|header"):
            await _mailer(server).send(Mail("a@b.example", "Hello\r\nBcc: x@y.example", "text", "en"))
    assert server.mails == []


def test_the_settings_choose_the_way() -> None:
    def of(**values: object) -> object:
        return mailer_of(AuthSettings.model_validate({"signing_secret": "s" * 40, **values}))

    assert of() is None
    assert isinstance(of(mail_adapter="console", environment="development"), ConsoleMailer)
    smtp = {"mail_adapter": "smtp", "mail_host": "mail.example", "page_url": "https://packshot.example"}
    assert isinstance(of(**smtp), SmtpMailer)
