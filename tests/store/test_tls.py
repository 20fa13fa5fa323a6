"""A secure connection comes about, or a sentence says at once why it does not."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.startup import open_controller
from resv_desktop.store.store import Store
from resv_desktop.store.tls import why_not_trusted
from tests.own_mongod import own_mongod
from tests.store.secure_mongod import KEY_PASSWORD, Certificates, SecureMongod, secure_mongod

PATIENCE_S = 30.0
AT_ONCE_S = 15.0  # of that, on a machine that is busy; alone it takes a moment
SHORT_S = 1.5  # the patience where only its end tells

X509 = {"authMechanism": "MONGODB-X509"}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(tmp_path_factory.mktemp("tls") / "certificates")


@pytest.fixture(scope="module")
def server(
    certificates: Certificates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[SecureMongod]:
    with secure_mongod(tmp_path_factory.mktemp("tls") / "m", certificates) as made:
        made.set_up()
        yield made


def _connect(uri: str, patience_s: float) -> None:
    with closing(Store(uri, "resv", patience_s=patience_s)) as store:
        store.connect()


def _refused(uri: str, patience_s: float = PATIENCE_S) -> CannotStart:
    start = time.monotonic()
    with pytest.raises(CannotStart) as refused:
        _connect(uri, patience_s)
    assert time.monotonic() - start < AT_ONCE_S
    return refused.value


def test_a_name_and_a_password_open_the_book_over_tls(server: SecureMongod) -> None:
    with open_controller(uri=server.uri("host:p%40ss@"), database="by_password") as controller:
        made = controller.create_restaurant("House", "+442079460123")
        assert controller.restaurants() == [made]


def test_a_certificate_alone_opens_the_book(server: SecureMongod) -> None:
    with open_controller(uri=server.uri(**X509), database="by_certificate") as controller:
        made = controller.create_restaurant("House", "+442079460123")
        assert controller.restaurants() == [made]
    locked = server.uri(
        tlsCertificateKeyFile=server.certificates.station_locked,
        tlsCertificateKeyFilePassword=KEY_PASSWORD,
        **X509,
    )
    with open_controller(uri=locked, database="by_certificate") as controller:
        assert controller.restaurants() == [made]


def test_an_authority_that_nobody_knows_is_said_at_once(server: SecureMongod) -> None:
    refused = _refused(server.uri(tlsCAFile=server.certificates.stranger))
    assert "does not know the authority that made its certificate" in str(refused)
    assert "certificate verify failed" in refused.details
    assert "cannot prove who it is" in str(_refused(server.uri(tlsCAFile=None)))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("certificate has expired", "certificate of the database has expired"),
        ("certificate is not yet valid", "whether the clock of this computer is right"),
        ("IP address mismatch, certificate is not valid for '10.0.0.1'", "another name"),
        ("unable to get local issuer certificate", "does not know the authority"),
    ],
)
def test_each_fault_of_the_databases_certificate_has_its_sentence(said: str, words: str) -> None:
    # A server refuses to start with most of them, so here are OpenSSL's words alone.
    error = f"h:1: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: {said} (_ssl.c:1)"
    assert words in why_not_trusted([error, error], "mongodb://h/?tls=true")
    assert why_not_trusted([error, "h:2: connection closed"], "mongodb://h/?tls=true") == ""


def test_a_name_that_the_certificate_does_not_have_is_said_at_once(server: SecureMongod) -> None:
    refused = _refused(server.uri(host="127.0.0.1"))
    assert "made out to another name than the one in the address" in str(refused)


def test_a_station_whose_certificate_has_expired_hears_so_at_once(server: SecureMongod) -> None:
    late = server.certificates.station_expired
    refused = _refused(server.uri(tlsCertificateKeyFile=late, **X509))
    assert f"certificate of this station in {late} has expired" in str(refused)


def test_a_station_without_a_certificate_hears_that_it_needs_one(server: SecureMongod) -> None:
    refused = _refused(server.uri(tlsCertificateKeyFile=None), SHORT_S)
    assert "asks each station for a certificate of its own" in str(refused)


def test_a_station_with_the_certificate_of_a_stranger_hears_so(server: SecureMongod) -> None:
    odd = server.certificates.station_of_stranger
    refused = _refused(server.uri(tlsCertificateKeyFile=odd), SHORT_S)
    assert f"does not accept its certificate in {odd}" in str(refused)


def test_an_address_without_tls_hears_that_it_lacks_it(server: SecureMongod) -> None:
    bare = server.uri(tls=None, tlsCAFile=None, tlsCertificateKeyFile=None)
    assert "Add tls=true to the address" in str(_refused(bare, SHORT_S))


def test_a_database_without_tls_is_said_to_be_one(certificates: Certificates, home: Path) -> None:
    with own_mongod(home / "m") as plain:
        uri = f"{plain.uri}&tls=true&tlsCAFile={certificates.authority}"
        assert "does not speak TLS at this address" in str(_refused(uri, SHORT_S))


def test_who_is_not_known_is_told_by_what_was_shown(server: SecureMongod) -> None:
    refused = _refused(server.uri("host:wrong@"))
    assert "does not accept this name and password" in str(refused)
    assert "wrong" not in refused.details
    unknown = server.uri(tlsCertificateKeyFile=server.certificates.server, **X509)
    assert "does not know the certificate of this station" in str(_refused(unknown))


@pytest.mark.parametrize("name", ["tlsCAFile", "tlsCertificateKeyFile"])
def test_a_file_that_is_not_there_is_named(name: str, tmp_path: Path) -> None:
    uri = f"mongodb://localhost/?tls=true&{name}={tmp_path}/gone.pem"
    sentence = str(_refused(uri))
    assert f"The file {tmp_path}/gone.pem, which the address names as {name}" in sentence


def test_a_file_that_holds_no_key_or_a_locked_one_is_named(certificates: Certificates) -> None:
    start = "mongodb://localhost/?tls=true&tlsCertificateKeyFile="
    no_key = _refused(f"{start}{certificates.authority}")
    assert f"station in {certificates.authority} cannot be used" in str(no_key)
    locked = f"{start}{certificates.station_locked}"
    assert "locked by a password, which the address lacks" in str(_refused(locked))
    wrong = _refused(f"{locked}&tlsCertificateKeyFilePassword=s3cret")
    assert "must fit where the key is locked" in str(wrong)
    assert "s3cret" not in wrong.details
