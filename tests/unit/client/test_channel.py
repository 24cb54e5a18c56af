"""TLS, for those who reach Packshot over a network that is not theirs."""

import ipaddress
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import grpc
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from packshot.client import ApiError, Packshot
from packshot.generator.v1 import generator_pb2_grpc

from .conftest import Generator


def _certificate() -> tuple[bytes, bytes]:
    """A key and a certificate for 127.0.0.1 that signs itself, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "packshot")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(minutes=5))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
async def secured() -> AsyncIterator[tuple[str, bytes]]:
    """The address of a Packshot that speaks TLS, and its certificate."""
    key, certificate = _certificate()
    server: Any = grpc.aio.server()
    generator_pb2_grpc.add_GeneratorServiceServicer_to_server(Generator(), server)  # type: ignore[abstract]
    port = server.add_secure_port("127.0.0.1:0", grpc.ssl_server_credentials([(key, certificate)]))
    await server.start()
    yield f"127.0.0.1:{port}", certificate
    await server.stop(0)


async def test_a_certificate_that_is_trusted_lets_calls_through(secured: tuple[str, bytes]) -> None:
    address, certificate = secured
    async with Packshot(address, root_certificates=certificate) as studio:
        assert [engine.name for engine in await studio.engines()] == ["sets"]


@pytest.mark.parametrize("options", [{"tls": True}, {}], ids=["strange certificate", "no TLS"])
async def test_what_is_not_trusted_or_not_tls_fails_in_a_sentence(
    secured: tuple[str, bytes], options: dict[str, Any]
) -> None:
    async with Packshot(secured[0], timeout_s=3, **options) as studio:
        with pytest.raises(ApiError) as raised:
            await studio.engines()
    assert raised.value.temporary
    assert "TLS" in str(raised.value)
    assert "handshake" not in str(raised.value)
