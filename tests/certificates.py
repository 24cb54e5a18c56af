"""A certificate authority for tests, and the files that a process is given of it."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from mesh.tls import TlsFiles


@dataclass(frozen=True)
class Pair:
    """A certificate with its key, PEM."""

    certificate: bytes
    key: bytes
    serial: int


@dataclass(frozen=True)
class Files:
    """Where a process finds its own."""

    certificate: Path
    key: Path
    authorities: Path

    def write(self, pair: Pair, authorities: bytes) -> None:
        """One after the other, as who writes over them does."""
        self.certificate.write_bytes(pair.certificate)
        self.key.write_bytes(pair.key)
        self.authorities.write_bytes(authorities)

    def read(self, *, every_s: float = 0.0) -> TlsFiles:
        return TlsFiles(self.certificate, self.key, self.authorities, every_s=every_s)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PACKSHOT_TLS_CERT_FILE": str(self.certificate),
            "PACKSHOT_TLS_KEY_FILE": str(self.key),
            "PACKSHOT_TLS_CA_FILE": str(self.authorities),
        }


class Authority:
    """Signs for whoever asks, good for a day."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        built = self._begun(self._name, self._key).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        self.pem = built.sign(self._key, hashes.SHA256()).public_bytes(Encoding.PEM)

    def issue(self, *names: str) -> Pair:
        """A pair for host names and addresses."""
        key = ec.generate_private_key(ec.SECP256R1())
        alternatives = x509.SubjectAlternativeName([_alternative(name) for name in names])
        certificate = self._begun(x509.Name([]), key).add_extension(alternatives, True).sign(self._key, hashes.SHA256())
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return Pair(certificate.public_bytes(Encoding.PEM), pem, certificate.serial_number)

    def files(self, folder: Path, *names: str) -> Files:
        """The files of a process that is called by these names."""
        folder.mkdir(parents=True, exist_ok=True)
        files = Files(folder / "tls.crt", folder / "tls.key", folder / "ca.crt")
        files.write(self.issue(*names), self.pem)
        return files

    def _begun(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(hours=1))
            .not_valid_after(now + timedelta(days=1))
            # Of two authorities with one name, a verifier finds the right one by these.
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False)
        )


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
