"""What is behind an address is told before anything is entrusted to it, or why it cannot be."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
import trustme

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.found import Found
from resv_desktop.store.look_at import look_at
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.three_mongods import three_mongods
from tests.own_mongod import own_mongod
from tests.store.secure_mongod import Certificates, SecureMongod, secure_mongod
from tests.store.site import Raw, Site

SHORT_S = 1.5


def found(uri: str, database: str = "resv", patience_s: float = 30.0) -> Found:
    with closing(Store(uri, database, patience_s=patience_s)) as store:
        return look_at(store)


def refused(uri: str, database: str = "resv", patience_s: float = 30.0) -> str:
    with pytest.raises((CannotStart, Outage)) as why:
        found(uri, database, patience_s)
    return str(why.value)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureMongod]:
    folder = tmp_path_factory.mktemp("look")
    with secure_mongod(folder / "m", Certificates(folder / "certificates")) as made:
        made.set_up()
        yield made


@pytest.fixture(scope="module")
def make_user(server: SecureMongod) -> Iterator[Callable[..., str]]:
    """Make a user with these roles; return an address with its name."""
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(server.uri("host:p%40ss@"))

    def make(name: str, *roles: Any) -> str:
        client.admin.command("createUser", name, pwd="word", roles=list(roles))
        return server.uri(f"{name}:word@")

    yield make
    client.close()


def test_a_database_without_a_book_is_told_to_have_none(mongod: ManagedServer) -> None:
    told = found(mongod.uri, "nothing_here")
    assert (told.has_book, told.restaurants, told.reservations, told.others) == (False, (), 0, ())
    assert told.version.startswith("6.0")
    assert len(told.members) == 1
    assert not told.is_secure


def test_a_book_is_told_with_its_restaurants_and_reservations(
    raw: Raw, mongod: ManagedServer
) -> None:
    site = Site(raw)
    site.add_hours(site.add_restaurant("Blue Bottle"))
    by = {"reservedBy": "1", "slotId": "1"}
    raw.reservations.insert_one({"time": datetime.now(UTC), "tableId": "1", **by})
    raw.users.insert_one({"name": "somebody"})
    told = found(mongod.uri, raw.name)
    assert told.has_book
    assert told.restaurants == ("Blue Bottle",)
    assert told.reservations == 1
    assert told.others == ("users",)


def test_collections_of_another_program_under_our_names_are_refused(
    raw: Raw, mongod: ManagedServer
) -> None:
    raw.reservations.insert_many([{"flight": n} for n in range(3)])
    assert refused(mongod.uri, raw.name) == (
        f"Another program keeps its own things in {raw.name}, under names that the book needs "
        "(reservations). Choose another name for the database of the book."
    )
    assert raw.list_collection_names() == ["reservations"]


def test_a_book_of_a_newer_release_is_refused(raw: Raw, mongod: ManagedServer) -> None:
    raw.schema.insert_one({"_id": "version", "version": 99})
    assert "a newer version of the program" in refused(mongod.uri, raw.name)


def test_who_may_only_read_hears_which_rights_are_missing(make_user: Callable[..., str]) -> None:
    told = refused(make_user("reader", {"role": "read", "db": "resv"}))
    assert told == (
        "The database knows reader, but lets it do too little in resv: the right to insert, "
        "update, remove is missing. Ask whoever looks after the database for the role readWrite "
        "on resv."
    )


def test_who_has_rights_elsewhere_only_hears_it(make_user: Callable[..., str]) -> None:
    elsewhere = make_user("elsewhere", {"role": "readWrite", "db": "shop"})
    assert "the right to find, changeStream, insert, update, remove is missing" in refused(
        elsewhere
    )
    assert found(elsewhere, "shop").has_book is False


def test_the_role_read_write_is_enough(make_user: Callable[..., str]) -> None:
    told = found(make_user("writer", {"role": "readWrite", "db": "resv"}))
    assert told.is_secure


def test_a_wrong_password_is_said(server: SecureMongod) -> None:
    assert "does not accept this name and password" in refused(server.uri("host:wrong@"))


def test_a_name_that_nobody_knows_is_said() -> None:
    told = refused("mongodb://nobody.invalid/?replicaSet=rs0", patience_s=SHORT_S)
    assert "The name nobody.invalid in the address of the database is not known" in told


def test_a_port_at_which_nobody_listens_is_said() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and never listens
        port = taken.getsockname()[1]
        told = refused(f"mongodb://127.0.0.1:{port}/?replicaSet=rs0", patience_s=SHORT_S)
    assert f"No program takes calls at 127.0.0.1:{port}" in told


def test_a_machine_that_says_nothing_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:  # takes the call and is silent
        port = deaf.getsockname()[1]
        told = refused(f"mongodb://127.0.0.1:{port}/?replicaSet=rs0", patience_s=SHORT_S)
    assert f"Nobody answers at 127.0.0.1:{port}" in told


def test_a_standalone_and_one_that_was_never_initiated_are_told_apart(home: Path) -> None:
    with own_mongod(home / "alone", replica_set=False) as alone:
        assert "This MongoDB is a standalone server" in refused(alone.uri)
    with own_mongod(home / "new", is_initiated=False) as new:
        assert "Run rs.initiate() once in mongosh" in refused(new.uri)


def test_the_members_of_a_set_are_told_and_one_that_only_follows_is_refused(home: Path) -> None:
    with three_mongods(home) as three:
        assert sorted(found(three.uri).members) == sorted(m.host for m in three.members)
        follower = three.secondaries()[0]
        assert "that one only follows the others" in refused(follower.uri)


def test_a_certificate_that_has_expired_is_said(tmp_path: Path) -> None:
    authority, past = trustme.CA(), datetime.now(UTC) - timedelta(days=30)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    late = authority.issue_cert("localhost", not_before=past, not_after=past + timedelta(days=1))
    with _shows_certificate(late) as port:
        told = refused(
            f"mongodb://localhost:{port}/?tls=true&tlsCAFile={tmp_path}/authority.pem",
            patience_s=SHORT_S,
        )
    assert "The certificate of the database has expired" in told


@contextmanager
def _shows_certificate(certificate: trustme.LeafCert) -> Iterator[int]:
    """Listen and shake hands over TLS, no more: mongod does not start with such a certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    caller, _ = listening.accept()
                except OSError:
                    return  # closed
                with caller:
                    try:
                        context.wrap_socket(caller, server_side=True).close()
                    except OSError:
                        continue  # it did not trust us

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()
