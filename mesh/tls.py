"""What a process shows its peers over TLS, and whom it believes: three PEM files, which may be replaced at any time.

A file is looked at when it is needed, at most once a second, so that a rotation needs no restart and no signal. What cannot be used
(half written, key and certificate of different pairs) is told in the log, and the last that could be used stays.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import grpc
import structlog
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key

from mesh.settings import MeshSettings

log = structlog.get_logger(__name__)
LOOK_EVERY_S = 1.0
BEGINNING = b"-----BEGIN CERTIFICATE-----"


class TlsUnusable(Exception):
    """The files for TLS cannot be used; the message says which, why, and what to do."""


@dataclass(frozen=True)
class Credentials:
    """A pair that belongs together, and whom to believe; all PEM."""

    certificate: bytes
    """The leaf, then its intermediates"""
    key: bytes = field(repr=False)
    authorities: bytes
    """Those whose certificates are accepted"""


class TlsFiles:
    """The three files, and the last of their contents that could be used. Threads may share one."""

    def __init__(self, certificate: Path, key: Path, authorities: Path, *, every_s: float = LOOK_EVERY_S) -> None:
        """Reads them; raises ``TlsUnusable`` where there is nothing to begin with."""
        self._paths = (certificate, key, authorities)
        self._every_s = every_s
        self._lock = threading.Lock()
        self._seen = self._read()
        self._current = _checked(self._seen, self._paths)
        self._looked_at = time.monotonic()
        _tell(self._current)

    def current(self) -> Credentials:
        """The same object for as long as the files are the same, or what has come in their place cannot be used."""
        with self._lock:
            now = time.monotonic()
            if now - self._looked_at >= self._every_s:
                self._looked_at = now
                self._look()
            return self._current

    def _look(self) -> None:
        try:
            found = self._read()
            if found == self._seen:
                return
            self._current, self._seen = _checked(found, self._paths), found
        except TlsUnusable as error:
            log.warning("tls.kept", reason=str(error))
        else:
            _tell(self._current)

    def _read(self) -> tuple[bytes, ...]:
        # Whole, each time: a few kilobytes, and times and sizes of files have fooled others.
        return tuple(_bytes_of(path) for path in self._paths)


def tls_files(settings: MeshSettings) -> TlsFiles | None:
    """The files that the settings name, None where they name none. Raises ``TlsUnusable``."""
    if not settings.tls_cert_file:
        return None
    return TlsFiles(*(Path(name) for name in (settings.tls_cert_file, settings.tls_key_file, settings.tls_ca_file)))


def server_credentials(files: TlsFiles) -> grpc.ServerCredentials:
    """For a port that shows the certificate of the moment at each handshake, and demands one of the caller."""
    given = files.current()

    def fetch() -> grpc.ServerCertificateConfiguration | None:
        nonlocal given
        now = files.current()
        if now is given:
            return None  # gRPC's word for: as before
        given = now
        return _configuration(now)

    # The stubs know no None, gRPC's own documentation does.
    fetcher: Callable[[], grpc.ServerCertificateConfiguration] = fetch  # type: ignore[assignment]
    return grpc.dynamic_ssl_server_credentials(_configuration(given), fetcher, require_client_authentication=True)


def channel_credentials(credentials: Credentials) -> grpc.ChannelCredentials:
    """For one channel; a channel keeps what it began with, see ``mesh.renewal``."""
    return grpc.ssl_channel_credentials(credentials.authorities, credentials.key, credentials.certificate)


def _configuration(credentials: Credentials) -> grpc.ServerCertificateConfiguration:
    pair = (credentials.key, credentials.certificate)
    return grpc.ssl_server_certificate_configuration([pair], root_certificates=credentials.authorities)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TlsUnusable(
            f"{path} cannot be read: {error.strerror}. Put the PEM file there, readable for this process, or name another in "
            "PACKSHOT_TLS_CERT_FILE, PACKSHOT_TLS_KEY_FILE and PACKSHOT_TLS_CA_FILE."
        ) from error


def _checked(contents: tuple[bytes, ...], paths: tuple[Path, Path, Path]) -> Credentials:
    """Raises ``TlsUnusable`` where a handshake with them could not succeed."""
    certificate, key, authorities = contents
    if _public_in(_certificates(certificate, paths[0])[0], paths[0]) != _public_of(key, paths[1]):
        raise TlsUnusable(
            f"The key in {paths[1]} is not that of the certificate in {paths[0]}. Write both of one pair; while they are being "
            "replaced, the ones before are used."
        )
    _certificates(authorities, paths[2])
    return Credentials(certificate, key, authorities)


def _certificates(pem: bytes, path: Path) -> list[x509.Certificate]:
    try:
        found = x509.load_pem_x509_certificates(pem)
        if len(found) != pem.count(BEGINNING):
            # The library passes over a last one that is cut off.
            raise ValueError("the last certificate is not whole")
        return found
    except (ValueError, UnsupportedAlgorithm) as error:
        raise TlsUnusable(
            f"{path} holds no certificate that can be read, or half of one. Write it whole, as PEM "
            "(-----BEGIN CERTIFICATE-----); a CA's file may hold several."
        ) from error


def _public_in(certificate: x509.Certificate, path: Path) -> bytes:
    try:
        return _public(certificate.public_key())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise TlsUnusable(
            f"The certificate in {path} has a kind of key that is not known here. Issue it with an ECDSA (P-256) or RSA key."
        ) from error


def _public_of(pem: bytes, path: Path) -> bytes:
    try:
        return _public(load_pem_private_key(pem, password=None).public_key())
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:  # TypeError: it has a password
        raise TlsUnusable(
            f"{path} holds no private key that can be read without a password, or half of one. Write it whole, as PEM "
            "(-----BEGIN PRIVATE KEY-----), unencrypted."
        ) from error


def _public(key: PublicKeyTypes) -> bytes:
    return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _tell(credentials: Credentials) -> None:
    leaf = x509.load_pem_x509_certificates(credentials.certificate)[0]
    log.info("tls.read", serial=f"{leaf.serial_number:x}", good_until=leaf.not_valid_after_utc.isoformat())
