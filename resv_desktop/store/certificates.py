"""How the first machine proves who it is: an authority of its own, and a certificate by it."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from resv_desktop.domain.join_code import authority_mark
from resv_desktop.settings import write_private

_PEM = serialization.Encoding.PEM
_LASTS = timedelta(days=365 * 30)
# Long ago, whatever the clock of this machine says: until the network has set it, it may say
# anything, and what is made then has to hold once it is right, and for a station that is behind.
_FROM = datetime(2020, 1, 1, tzinfo=UTC)


class Authority:
    """The authority of one machine: made once, on the spot; its key never leaves this folder.

    Stations trust it and nothing else, so its certificate stays the same for as long as the
    machine is shared, while that of the server follows the machine's addresses.
    """

    def __init__(self, folder: Path) -> None:
        self._key_file = folder / "authority.key"
        self._file = folder / "authority.pem"
        self.server_file = folder / "server.pem"

    def certificate(self) -> x509.Certificate:
        """Return its certificate, made with its key where either is missing or spoilt."""
        try:
            certificate = x509.load_pem_x509_certificate(self._file.read_bytes())
            if certificate.public_key() == self._key().public_key():
                return certificate
        except (OSError, ValueError, TypeError):
            pass
        return self._make()

    def mark(self) -> bytes:
        """Return what a join code says of it."""
        return authority_mark(self.certificate().public_bytes(serialization.Encoding.DER))

    def certify(self, addresses: Sequence[str]) -> None:
        """Write server.pem: a new key and its certificate for these addresses, and the chain."""
        authority = self.certificate()
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(a)) for a in addresses])
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        signed = (
            _begin(_name("resv-desktop server"), authority.subject, key)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(names, critical=False)
            .add_extension(usage, critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key().public_key()),
                critical=False,
            )
            .sign(self._key(), hashes.SHA256())
        )
        chain = signed.public_bytes(_PEM) + authority.public_bytes(_PEM)
        write_private(self.server_file, _in_clear(key) + chain)

    def _key(self) -> ec.EllipticCurvePrivateKey:
        key = serialization.load_pem_private_key(self._key_file.read_bytes(), password=None)
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise TypeError(key)
        return key

    def _make(self) -> x509.Certificate:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name(f"resv-desktop {secrets.token_hex(4)}")
        usage = x509.KeyUsage(
            digital_signature=False,
            content_commitment=False,
            key_encipherment=False,
            data_encipherment=False,
            key_agreement=False,
            key_cert_sign=True,
            crl_sign=True,
            encipher_only=False,
            decipher_only=False,
        )
        certificate = (
            _begin(name, name, key)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
            )
            .sign(key, hashes.SHA256())
        )
        write_private(self._key_file, _in_clear(key))
        write_private(self._file, certificate.public_bytes(_PEM))
        return certificate


def _name(words: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words)])


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(max(datetime.now(UTC), _FROM) + _LASTS)
    )


def _in_clear(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return a key for a file that only this user can read; the server takes no password."""
    return key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
