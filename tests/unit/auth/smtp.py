"""An SMTP server of a few lines for tests; it answers as it is told, and speaks TLS where it has a certificate."""

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class SmtpServer:
    """What came, and what is answered."""

    port: int = 0
    tls: ssl.SSLContext | None = None
    """Offered by STARTTLS."""
    replies: dict[str, str] = field(default_factory=dict)
    """Answers in place of the usual, by command: ``{"RCPT": "550 no such box"}``."""
    lines: list[str] = field(default_factory=list)
    """Commands, upper case first words; those before STARTTLS too."""
    encrypted: list[bool] = field(default_factory=list)
    """Whether the line was sent encrypted."""
    mails: list[EmailMessage] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            await self._talk(reader, writer)
        writer.transport.abort()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(text: str) -> None:
            writer.write(text.encode() + b"\r\n")
            await writer.drain()

        secret = False
        await say("220 here")
        while line := (await reader.readline()).decode().rstrip("\r\n"):
            command = line.split(" ")[0].split(":")[0].upper()
            self.lines.append(line)
            self.encrypted.append(secret)
            if command in self.replies:
                await say(self.replies[command])
            elif command == "EHLO":
                offers = [
                    "here",
                    *(["STARTTLS"] if self.tls and not secret else []),
                    "AUTH PLAIN",
                    "SMTPUTF8",
                    "8BITMIME",
                ]
                await say("\r\n".join(f"250-{offer}" for offer in offers) + "\r\n250 HELP")
            elif command == "STARTTLS":
                await say("220 go on")
                assert self.tls is not None
                await writer.start_tls(self.tls)
                secret = True
            elif command == "AUTH":
                await say("235 welcome")
            elif command == "DATA":
                await say("354 send")
                data = (await reader.readuntil(b"\r\n.\r\n"))[:-5]
                message = message_from_bytes(data.replace(b"\r\n..", b"\r\n."), policy=policy.default)
                assert isinstance(message, EmailMessage)
                self.mails.append(message)
                await say("250 taken")
            elif command == "QUIT":
                await say("221 bye")
                return
            else:
                await say("250 ok")


@asynccontextmanager
async def smtp_server(server: SmtpServer) -> AsyncIterator[SmtpServer]:
    """``server`` on a free port of loopback."""
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
