"""A MongoDB server that speaks only TLS, asks who is there, and the certificates for it."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pymongo
import trustme
from cryptography.hazmat.primitives import serialization
from cryptography.x509 import load_pem_x509_certificate
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.store.mongod_binary import choose

Client = pymongo.MongoClient[dict[str, Any]]
_PATIENCE_S = 60.0
_LONG_AGO = datetime.now(UTC) - timedelta(days=30)
KEY_PASSWORD = "key word & more"


class Certificates:
    """Files of two authorities, of the server, and of stations good and bad."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self._folder = folder
        self._authority, stranger = trustme.CA(), trustme.CA()
        self.authority = folder / "authority.pem"
        self.stranger = folder / "stranger.pem"
        self._authority.cert_pem.write_to_path(str(self.authority))
        stranger.cert_pem.write_to_path(str(self.stranger))
        self.server = self._write("server", self._authority.issue_cert("localhost"))
        past = {"not_before": _LONG_AGO, "not_after": _LONG_AGO + timedelta(days=1)}
        station = self._issue(self._authority)
        self.station = self._write("station", station)
        self.station_expired = self._write("late", self._issue(self._authority, **past))
        self.station_of_stranger = self._write("odd", self._issue(stranger))
        self.station_locked = folder / "locked.pem"
        key = serialization.load_pem_private_key(station.private_key_pem.bytes(), None)
        locked = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.BestAvailableEncryption(KEY_PASSWORD.encode()),
        )
        self.station_locked.write_bytes(locked + station.cert_chain_pems[0].bytes())
        found = load_pem_x509_certificate(station.cert_chain_pems[0].bytes())
        # The name in the certificate, as MongoDB writes it too.
        self.subject = found.subject.rfc4514_string()

    def _issue(self, authority: trustme.CA, **dates: datetime) -> trustme.LeafCert:
        return authority.issue_cert(
            "stand@house.example",
            common_name="stand-1",
            organization_name="House",
            organization_unit_name="Stands",
            **dates,  # type: ignore[arg-type]  # dates
        )

    def _write(self, name: str, certificate: trustme.LeafCert) -> Path:
        path = self._folder / f"{name}.pem"
        certificate.private_key_and_cert_chain_pem.write_to_path(str(path))
        return path


class SecureMongod:
    """A server on 127.0.0.1, a replica set of one, with a user of each kind."""

    def __init__(self, home: Path, certificates: Certificates) -> None:
        (home / "db").mkdir(parents=True)
        key = home / "key"
        key.write_text("a" * 40)
        key.chmod(0o600)
        self.certificates = certificates
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._process = subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "KILL", "--"),
                *(str(choose(None).path), "--dbpath", str(home / "db")),
                *("--bind_ip", "127.0.0.1", "--port", str(self.port), "--nounixsocket"),
                *("--replSet", "rs0", "--keyFile", str(key)),
                *("--tlsMode", "requireTLS", "--tlsCAFile", str(certificates.authority)),
                *("--tlsCertificateKeyFile", str(certificates.server)),
                *("--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64", "--quiet"),
                *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            ],
            stdout=subprocess.DEVNULL,
        )
        self._wait_until(self._listens)

    def uri(self, who: str = "", host: str = "localhost", **options: object) -> str:
        """Return an address; by default with our authority and the good station's certificate."""
        usual: dict[str, object] = {
            "directConnection": "true",
            "tls": "true",
            "tlsCAFile": self.certificates.authority,
            "tlsCertificateKeyFile": self.certificates.station,
        }
        chosen = {k: v for k, v in {**usual, **options}.items() if v is not None}
        query = "&".join(f"{name}={quote_plus(str(value))}" for name, value in chosen.items())
        return f"mongodb://{who}{host}:{self.port}/?{query}"

    def set_up(self) -> None:
        """Make the replica set and its users: one with a password, one with a certificate."""
        client: Client = pymongo.MongoClient(self.uri())
        member = {"_id": 0, "host": f"localhost:{self.port}"}
        client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
        self._wait_until(lambda: bool(client.admin.command("hello").get("isWritablePrimary")))
        roles = ["readWriteAnyDatabase", "dbAdminAnyDatabase"]
        client.admin.command("createUser", "host", pwd="p@ss", roles=["root"])
        client.close()
        client = pymongo.MongoClient(self.uri("host:p%40ss@"))
        rights = [{"role": role, "db": "admin"} for role in roles]
        client["$external"].command("createUser", self.certificates.subject, roles=rights)
        client.close()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _wait_until(self, is_true: Any) -> None:
        end = time.monotonic() + _PATIENCE_S
        while True:
            try:
                if is_true():
                    return
            except (PyMongoError, OperationFailure):
                pass
            assert time.monotonic() < end
            time.sleep(0.02)

    def close(self) -> None:
        """End it."""
        self._process.kill()
        self._process.wait()


@contextmanager
def secure_mongod(home: Path, certificates: Certificates) -> Iterator[SecureMongod]:
    """Run such a server."""
    server = SecureMongod(home, certificates)
    try:
        yield server
    finally:
        server.close()
