"""Mail on its way out. Owns the ways there are; must not know what mails say, nor whose accounts they are about."""

import asyncio
import smtplib
import ssl
import sys
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, make_msgid, parseaddr
from typing import Protocol, TextIO

from services.auth.settings import AuthSettings

IN_TURN = 2
"""Mails on their way to the server at the same time."""


@dataclass(frozen=True)
class Mail:
    """One message of plain text."""

    to: str
    """E-mail address."""
    subject: str
    text: str
    language: str
    """``en``, ``ru``."""


class MailFailed(Exception):
    """It could not be handed over. ``final``: trying again does not help."""

    def __init__(self, message: str, *, final: bool) -> None:
        super().__init__(message)
        self.final = final


class Mailer(Protocol):
    """A way for mail to go out."""

    async def send(self, mail: Mail) -> None:
        """Hands ``mail`` over. Raises ``MailFailed``."""
        ...


class ConsoleMailer:
    """Writes mails where a developer reads them. Never outside development: their links set passwords."""

    def __init__(self, output: TextIO | None = None) -> None:
        self._output = output

    async def send(self, mail: Mail) -> None:
        output = self._output or sys.stdout
        output.write(f"\n----- mail to {mail.to}\nSubject: {mail.subject}\n\n{mail.text}\n-----\n")
        output.flush()


class SmtpMailer:
    """Hands mails to an SMTP server, over TLS unless told otherwise; a connection each, in a thread."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        security: str = "starttls",
        user: str = "",
        password: str = "",
        timeout_s: float = 20.0,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._host, self._port, self._security = host, port, security
        self._sender, self._user, self._password = sender, user, password
        self._timeout_s = timeout_s
        self._tls = tls or ssl.create_default_context()
        self._turns = asyncio.Semaphore(IN_TURN)

    async def send(self, mail: Mail) -> None:
        message = self._message(mail)
        async with self._turns:
            try:
                await asyncio.to_thread(self._hand_over, message, mail.to)
            except (
                smtplib.SMTPRecipientsRefused,
                smtplib.SMTPAuthenticationError,
                smtplib.SMTPNotSupportedError,
            ) as error:
                raise MailFailed(_told(error), final=True) from error
            except smtplib.SMTPResponseException as error:
                raise MailFailed(_told(error), final=error.smtp_code >= 500) from error
            except (smtplib.SMTPException, OSError) as error:
                raise MailFailed(_told(error), final=isinstance(error, ssl.SSLCertVerificationError)) from error

    def _message(self, mail: Mail) -> EmailMessage:
        name, address = parseaddr(self._sender)
        local, _, domain = address.rpartition("@")
        message = EmailMessage()
        message["From"] = Address(name, local, domain)
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = make_msgid(domain=domain or None)
        # RFC 3834: no holiday notes in answer.
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(mail.text)
        # Only now: setting the content takes away all fields that are about it.
        message["Content-Language"] = mail.language
        return message

    def _hand_over(self, message: EmailMessage, to: str) -> None:
        with self._connected() as server:
            if self._security == "starttls":
                # Raises where the server offers none: a link that sets a password does not go in plain text.
                server.starttls(context=self._tls)
            if self._user:
                server.login(self._user, self._password)
            server.send_message(message, to_addrs=[to])

    def _connected(self) -> smtplib.SMTP:
        if self._security == "tls":
            return smtplib.SMTP_SSL(self._host, self._port, timeout=self._timeout_s, context=self._tls)
        return smtplib.SMTP(self._host, self._port, timeout=self._timeout_s)


def mailer_of(settings: AuthSettings) -> Mailer | None:
    """The way that the settings choose; None where no mail is sent."""
    if settings.mail_adapter == "console":
        return ConsoleMailer()
    if settings.mail_adapter == "none":
        return None
    return SmtpMailer(
        settings.mail_host,
        settings.mail_port,
        sender=settings.mail_from,
        security=settings.mail_security,
        user=settings.mail_user,
        password=settings.mail_password.get_secret_value(),
        timeout_s=settings.mail_timeout_s,
    )


def _told(error: Exception) -> str:
    """Without the recipient, whom a server's answer may name: what goes into the log is for the operator."""
    code = getattr(error, "smtp_code", None)
    return f"{type(error).__name__}{'' if code is None else f' {code}'}"
