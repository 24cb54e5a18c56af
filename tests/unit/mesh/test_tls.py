"""TLS from files: what can be used, what stays when it cannot, and whom a port lets in."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography import x509
from structlog.testing import capture_logs

from mesh.channels import open_channel
from mesh.settings import ServiceSettings
from mesh.tls import TlsUnusable, server_credentials, tls_files
from tests.certificates import Authority, Files

METHOD = "/test.Service/Who"


class Who(grpc.GenericRpcHandler):
    """Answers with the serial number of its caller's certificate, as hexadecimal digits."""

    def service(self, handler_call_details: grpc.HandlerCallDetails) -> Any:
        async def answer(request: bytes, context: Any) -> bytes:
            (pem,) = context.auth_context()["x509_pem_cert"]
            return f"{x509.load_pem_x509_certificate(pem).serial_number:x}".encode()

        return grpc.unary_unary_rpc_method_handler(answer)


@pytest.fixture
def authority() -> Authority:
    return Authority()


@pytest.fixture
def files(authority: Authority, tmp_path: Path) -> Files:
    """Those of a server that is called by two names and one address."""
    return authority.files(tmp_path / "server", "segmenter", "segmenter.shop.svc", "127.0.0.1")


@pytest.fixture
async def port(files: Files) -> AsyncIterator[int]:
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((Who(),))
    port = server.add_secure_port("127.0.0.1:0", server_credentials(files.read()))
    await server.start()
    yield port
    await server.stop(None)


async def _ask(channel: grpc.aio.Channel) -> bytes:
    ask: Any = channel.unary_unary(METHOD)
    answer: bytes = await ask(b"", timeout=5)
    return answer


async def _refusal(channel: grpc.aio.Channel) -> str:
    async with channel:
        with pytest.raises(grpc.aio.AioRpcError) as raised:
            await _ask(channel)
    assert raised.value.code() is grpc.StatusCode.UNAVAILABLE
    return raised.value.details() or ""


async def test_both_ends_show_a_certificate(authority: Authority, tmp_path: Path, port: int) -> None:
    caller = authority.files(tmp_path / "studio", "studio")
    serial = x509.load_pem_x509_certificate(caller.certificate.read_bytes()).serial_number
    async with open_channel(f"127.0.0.1:{port}", caller.read()) as channel:
        assert await _ask(channel) == f"{serial:x}".encode()


async def test_a_list_of_addresses_is_checked_by_the_services_name(files: Files, port: int) -> None:
    target = f"ipv4:127.0.0.1:{port},127.0.0.1:{port}"
    async with open_channel(target, files.read(), name="segmenter") as channel:
        assert await _ask(channel)
    assert "Hostname Verification" in await _refusal(open_channel(target, files.read(), name="generator"))


async def test_a_server_of_another_name_is_not_believed(authority: Authority, tmp_path: Path) -> None:
    server = grpc.aio.server()
    server.add_generic_rpc_handlers((Who(),))
    other = authority.files(tmp_path / "other", "generator")
    port = server.add_secure_port("127.0.0.1:0", server_credentials(other.read()))
    await server.start()
    assert "Hostname Verification" in await _refusal(open_channel(f"127.0.0.1:{port}", other.read()))
    await server.stop(None)


async def test_whoever_shows_no_certificate_or_a_strangers_is_refused(
    authority: Authority, tmp_path: Path, port: int
) -> None:
    address = f"127.0.0.1:{port}"
    await _refusal(open_channel(address))
    await _refusal(grpc.aio.secure_channel(address, grpc.ssl_channel_credentials(authority.pem)))
    stranger = Authority().issue("studio")
    shown = grpc.ssl_channel_credentials(authority.pem, stranger.key, stranger.certificate)
    await _refusal(grpc.aio.secure_channel(address, shown))


async def test_a_server_shows_what_its_files_hold_now(authority: Authority, files: Files, port: int) -> None:
    old, new = files.read(), Authority()
    files.write(new.issue("127.0.0.1"), authority.pem + new.pem)
    # Whoever knows the old authority alone does not believe the new certificate, so it is the one that was shown.
    refused = grpc.ssl_channel_credentials(authority.pem, old.current().key, old.current().certificate)
    await _refusal(grpc.aio.secure_channel(f"127.0.0.1:{port}", refused))
    async with open_channel(f"127.0.0.1:{port}", files.read()) as channel:
        assert await _ask(channel)


def _cut_certificate(files: Files) -> None:
    files.certificate.write_bytes(files.certificate.read_bytes()[:200])


def _cut_key(files: Files) -> None:
    files.key.write_bytes(files.key.read_bytes()[:80])


def _cut_second_authority(files: Files) -> None:
    files.authorities.write_bytes(files.authorities.read_bytes() + Authority().pem[:-60])


def _empty_authorities(files: Files) -> None:
    files.authorities.write_bytes(b"")


def _other_key(files: Files) -> None:
    files.key.write_bytes(Authority().issue("segmenter").key)


def _no_key(files: Files) -> None:
    files.key.unlink()


BREAKS = [
    (_cut_certificate, r"tls\.crt holds no certificate"),
    (_cut_key, r"tls\.key holds no private key"),
    (_cut_second_authority, r"ca\.crt holds no certificate that can be read, or half of one"),
    (_empty_authorities, r"ca\.crt holds no certificate"),
    (_other_key, r"key in .*tls\.key is not that of the certificate"),
    (_no_key, r"tls\.key cannot be read: No such file"),
]


@pytest.mark.parametrize(("spoil", "told"), BREAKS)
def test_what_cannot_be_used_keeps_a_process_from_starting(
    files: Files, spoil: Callable[[Files], None], told: str
) -> None:
    spoil(files)
    with pytest.raises(TlsUnusable, match=told):
        files.read()


@pytest.mark.parametrize(("spoil", "told"), BREAKS)
def test_what_cannot_be_used_leaves_what_was(
    authority: Authority, files: Files, spoil: Callable[[Files], None], told: str
) -> None:
    held = files.read()
    before = held.current()
    spoil(files)
    with capture_logs() as logs:
        assert held.current() is before
    (line,) = logs
    assert line["event"] == "tls.kept"
    with pytest.raises(TlsUnusable, match=told):
        raise TlsUnusable(line["reason"])
    pair = authority.issue("segmenter")
    files.write(pair, authority.pem)
    assert held.current().certificate == pair.certificate


def test_files_are_looked_at_now_and_then(authority: Authority, files: Files) -> None:
    held = files.read(every_s=3600)
    before = held.current()
    files.write(authority.issue("segmenter"), authority.pem)
    assert held.current() is before


def test_a_process_without_files_speaks_plain_text(files: Files) -> None:
    assert tls_files(ServiceSettings(port=0)) is None
    settings = ServiceSettings.model_validate({"port": 0, **files.environment})
    held = tls_files(settings)
    assert held is not None
    assert held.current().key == files.key.read_bytes()
