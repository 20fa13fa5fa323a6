"""A code lets one station in, once, and only at the machine that gave it out."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pymongo.errors import OperationFailure

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotJoin, CannotStart, InvalidJoinCode
from resv_desktop.domain.join_code import JoinCode
from resv_desktop.settings import Folders
from resv_desktop.startup import join_restaurant
from resv_desktop.store import certificates
from resv_desktop.store.joining import _chain, _uri, _vouches
from resv_desktop.store.lan import free_port
from resv_desktop.store.store import Store
from tests.store.two_machines import LoopbackHouse, first, house, letting_in

_ = (first, house)


def test_a_code_lets_one_station_in_and_the_next_is_told_that_it_is_used(
    house: LoopbackHouse, first: Controller
) -> None:
    code = first.invite()
    with letting_in(first) as admitted:
        join_restaurant(code.text(), "Stand 2", house.folders)
        with pytest.raises(CannotJoin, match="it has been used"):
            join_restaurant(code.text(), "Stand 3", house.folders)
    assert [station.name for station in admitted] == ["Stand 2"]


def test_of_two_that_use_one_code_at_the_same_instant_one_gets_in(
    house: LoopbackHouse, first: Controller
) -> None:
    code, start = first.invite(), threading.Barrier(2)
    said: list[str] = []

    def work(name: str) -> None:
        start.wait()
        try:
            join_restaurant(code.text(), name, house.folders)
        except CannotJoin as refusal:
            said.append(str(refusal))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("Bar", "Terrace")]
    with letting_in(first) as admitted:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(admitted) == 1
    assert len(said) == 1
    assert "it has been used" in said[0]


def test_a_code_that_was_withdrawn_or_followed_by_another_is_worth_nothing(
    house: LoopbackHouse, first: Controller
) -> None:
    followed = first.invite()
    withdrawn = first.invite()
    with pytest.raises(CannotJoin, match="does not take this code"):
        join_restaurant(followed.text(), "Stand 2", house.folders)
    first.withdraw_code()
    with pytest.raises(CannotJoin, match="does not take this code"):
        join_restaurant(withdrawn.text(), "Stand 2", house.folders)


def test_a_wrong_secret_is_refused_and_a_slip_of_the_finger_is_told_from_it(
    house: LoopbackHouse, first: Controller
) -> None:
    code = first.invite()
    wrong = JoinCode(code.addresses, code.port, code.authority, b"????????")
    with pytest.raises(CannotJoin, match="does not take this code"):
        join_restaurant(wrong.text(), "Stand 2", house.folders)
    text = code.text()
    with pytest.raises(InvalidJoinCode, match="Group 9 of the code"):
        join_restaurant(text[:-1] + ("0" if text[-1] != "0" else "1"), "Stand 2", house.folders)


def test_who_has_only_a_code_may_ask_and_nothing_else(
    house: LoopbackHouse, first: Controller
) -> None:
    from resv_desktop.domain.join_code import password_of
    from resv_desktop.store.joining import _client, _find, _uri

    code = first.invite()
    place, authority = _find(code)
    file = house.second / "authority.pem"
    file.parent.mkdir(exist_ok=True)
    file.write_text(ssl.DER_cert_to_PEM_cert(authority))
    with _client(_uri("joining", password_of(code.secret), place, file)) as client:
        forbidden: list[Callable[[], object]] = [
            client["resv"]["reservations"].find_one,
            lambda: client["resv"]["reservations"].insert_one({}),
            client["resv_joining"]["requests"].find_one,
            lambda: client["resv_joining"]["requests"].delete_many({}),
            lambda: client.admin.command("usersInfo", 1),
            lambda: client.admin.command("updateUser", "joining", pwd="mine"),
        ]
        for number, attempt in enumerate(forbidden):
            with pytest.raises(OperationFailure) as refused:
                attempt()
            assert refused.value.code == 13, number


def test_nobody_at_the_address_is_a_sentence(house: LoopbackHouse, first: Controller) -> None:
    code = first.invite()
    port = free_port(["127.0.0.1"])
    assert port is not None
    nobody = JoinCode(("127.0.0.1", "127.0.0.2"), port, code.authority, code.secret)
    with pytest.raises(CannotJoin, match=rf"Nobody answers at 127.0.0.1:{port}, 127.0.0.2:{port}"):
        join_restaurant(nobody.text(), "Stand 2", house.folders)


def test_another_machine_at_the_address_is_told_nothing(
    house: LoopbackHouse, first: Controller, tmp_path: Path
) -> None:
    from resv_desktop.store.certificates import Authority

    another = Authority(tmp_path)
    another.certify(["127.0.0.1"])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(another.server_file)
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            plain, _ = listening.accept()
            with context.wrap_socket(plain, server_side=True) as secure:
                heard.append(secure.recv(1000))

        thread = threading.Thread(target=serve)
        thread.start()
        code = first.invite()
        port = listening.getsockname()[1]
        wrong = JoinCode(code.addresses, port, code.authority, code.secret)
        with pytest.raises(CannotJoin, match="cannot prove that it is the one"):
            join_restaurant(wrong.text(), "Stand 2", house.folders)
        thread.join()
    assert heard == [b""]


def test_a_machine_that_shows_the_right_authority_without_its_key_is_told_nothing(
    house: LoopbackHouse, first: Controller, tmp_path: Path
) -> None:
    from resv_desktop.store.certificates import Authority

    code = first.invite()
    another = Authority(tmp_path)
    another.certify(["127.0.0.1"])
    shown = [ssl.DER_cert_to_PEM_cert(each) for each in _chain("127.0.0.1", code.port)]
    with another.server_file.open("a") as file:
        file.write(shown[-1])
    heard: list[bytes] = []
    with answering(another, heard) as port:
        wrong = JoinCode(code.addresses, port, code.authority, code.secret)
        with pytest.raises(CannotJoin, match="cannot prove that it is the one"):
            join_restaurant(wrong.text(), "Stand 2", house.folders)
    assert set(heard) <= {b""}


def test_a_machine_that_can_keep_nothing_says_so_and_leaves_the_code_as_it_was(
    first: Controller, tmp_path: Path
) -> None:
    code, folders = first.invite(), Folders.under(tmp_path)
    folders.config.write_text("in the way")
    with letting_in(first) as admitted:
        with pytest.raises(CannotJoin, match="can keep nothing in"):
            join_restaurant(code.text(), "Stand 2", folders)
        folders.config.unlink()
        join_restaurant(code.text(), "Stand 2", folders)
    assert [station.name for station in admitted] == ["Stand 2"]


@pytest.mark.parametrize("years", [-25, -4, 4])
def test_a_first_machine_that_was_started_by_a_wrong_clock_is_reached_once_that_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, years: int
) -> None:
    class WrongClock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # no Self
            return datetime.now(tz) + timedelta(days=365 * years)

    with monkeypatch.context() as flat_battery:
        flat_battery.setattr(certificates, "datetime", WrongClock)
        first = certificates.Authority(tmp_path)
        first.certify(["127.0.0.1"])
    authority = first.certificate().public_bytes(Encoding.DER)
    with answering(first, []) as port:
        assert _vouches(authority, "127.0.0.1", port)


@pytest.mark.parametrize("days", ["before", "after"])
def test_a_clock_that_is_far_off_is_said_to_be_that_before_and_after_joining(
    house: LoopbackHouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days: str
) -> None:
    if days == "before":
        monkeypatch.setattr(certificates, "_FROM", datetime.now(UTC) + timedelta(days=300))
    else:
        monkeypatch.setattr(certificates, "_LASTS", timedelta(days=-1))
    another = certificates.Authority(tmp_path)
    another.certify(["127.0.0.1"])
    with answering(another, []) as port:
        place = f"127.0.0.1:{port}"
        code = JoinCode(("127.0.0.1",), port, another.mark(), b"????????")
        with pytest.raises(CannotJoin, match="that of the first one differ too much"):
            join_restaurant(code.text(), "Stand 2", house.folders)
        uri = _uri(f"station-{'0' * 16}", "p" * 40, place, tmp_path / "authority.pem")
        with (
            closing(Store(uri, "resv")) as store,
            pytest.raises(CannotStart, match="that of the first one differ too much"),
        ):
            store.connect()


@contextmanager
def answering(authority: certificates.Authority, heard: list[bytes]) -> Iterator[int]:
    """Answer by the certificate of an authority; yield the port, keep what is heard there."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority.server_file)
    enough = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)

        def serve() -> None:
            while not enough.is_set():
                try:
                    plain, _ = listening.accept()
                    plain.settimeout(5)
                    with context.wrap_socket(plain, server_side=True) as secure:
                        heard.append(secure.recv(1000))
                except OSError:
                    continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            enough.set()
            thread.join()
