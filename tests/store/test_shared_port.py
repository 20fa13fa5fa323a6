"""The port of a machine that is shared: open and shut, where it is reached, what is in its way."""

import shutil
import socket
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psutil
import pytest

from resv_desktop.domain.errors import CannotShare, CannotStart, Outage
from resv_desktop.store import lan
from resv_desktop.store.lan_port import LanPort
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.platforms import Address
from tests.store.two_machines import LoopbackHouse

Eventually = Callable[[Callable[[], bool]], None]


def ports_of(house: LoopbackHouse) -> set[str]:
    """Return the addresses at which the first machine's server listens; none while it is away."""
    server = DataFolder(house.first / "data").server()
    if server is None:
        return set()
    with suppress(psutil.NoSuchProcess):
        connections = server.net_connections("inet")
        return {c.laddr.ip for c in connections if c.status == psutil.CONN_LISTEN}
    return set()


def test_off_shuts_the_port_and_on_again_the_stations_are_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        assert not first.sharing().is_on
        assert ports_of(house) == set()
        on = first.share()
        assert on.is_on
        assert on.addresses == ("127.0.0.1",)
        assert ports_of(house) == {"127.0.0.1"}
        joined = house.join(first)
        assert not first.stop_sharing().is_on
        assert ports_of(house) == set()
        with pytest.raises(CannotShare, match="not shared"):
            first.invite()
        with (
            pytest.raises(Outage, match="Nobody answers at 127"),
            house.open_second(joined),
        ):
            pass
        assert [station.name for station in first.share().stations] == ["Stand 2"]
        with house.open_second(joined) as second:
            assert second.restaurants() == []


def test_a_machine_with_a_new_address_is_reached_there_by_who_joins_next(
    home: Path, monkeypatch: pytest.MonkeyPatch, eventually: Eventually
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        first.share()
        joined = house.join(first)
        house.addresses = ("127.0.0.2", "127.0.0.1")  # a cable was plugged in beside the radio
        eventually(lambda: ports_of(house) == {"127.0.0.1", "127.0.0.2"})
        eventually(lambda: bool(first.sharing().is_on))
        assert "127.0.0.2" in house.join(first, "Stand 3", machine="3")[0]
        with house.open_second(joined) as second:
            assert second.restaurants() == []


def test_a_port_that_another_program_has_keeps_nobody_from_the_book(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        port = first.share().port
    with socket.create_server(("127.0.0.1", port)), house.open_first() as first:
        assert first.restaurants() == []
        assert f"Port {port} of this machine is used by another program" in first.sharing().trouble
        again = first.share()
        assert again.trouble == ""
        assert again.port != port


def test_once_the_other_program_lets_go_of_the_port_stations_reach_the_machine_as_before(
    home: Path, monkeypatch: pytest.MonkeyPatch, eventually: Eventually
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        port = first.share().port
        joined = house.join(first)
    with ExitStack() as stack:
        other = stack.enter_context(socket.create_server(("127.0.0.1", port)))
        opened = stack.enter_context(house.open_first())
        with pytest.raises(CannotShare, match=f"Port {port} .* is used by another program"):
            opened.invite()
        other.close()
        eventually(lambda: ports_of(house) == {"127.0.0.1"})
        eventually(lambda: opened.sharing().trouble == "")
        with house.open_second(joined) as second:
            assert second.restaurants() == []


def test_a_machine_that_is_shared_anew_keeps_the_port_that_its_stations_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(tmp_path, monkeypatch)
    port = LanPort(tmp_path)
    first, second = lan.PORTS[:2]
    with socket.create_server(("127.0.0.1", first)):
        port.open(None)
        assert port.port == second
    port.open(None)
    assert port.port == second
    house.addresses = ()
    with pytest.raises(CannotShare, match="in no network"):
        port.open(None)


def test_a_machine_that_is_shared_and_has_lost_its_network_says_so_wherever_it_is_asked(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        first.share()
        house.addresses = ()  # the cable was pulled out
        assert "shared, but it is in no network" in first.sharing().trouble
        with pytest.raises(CannotShare, match="shared, but it is in no network"):
            first.invite()
        house.addresses = ("127.0.0.1",)
        assert first.sharing().trouble == ""
        assert first.invite().addresses == house.addresses


def test_a_server_that_does_not_start_while_it_is_shared_starts_without(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from resv_desktop.store.certificates import Authority

    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        first.share()
    monkeypatch.setattr(
        Authority, "certify", lambda self, _: self.server_file.write_text("no certificate")
    )
    with house.open_first() as first:
        assert first.restaurants() == []
        assert "did not start while it was open to other stations" in first.sharing().trouble


def test_a_start_that_fails_once_is_no_reason_to_shut_the_stations_out(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        first.share()
        joined = house.join(first)
    shared = Address.shared
    fewer = iter([("192.0.2.1",)])  # the radio loses its address while the server starts

    def at_first_elsewhere(self: Address, at: Sequence[str], *rest: Any) -> tuple[str, ...]:
        return shared(self, next(fewer, at), *rest)

    monkeypatch.setattr(Address, "shared", at_first_elsewhere)
    with house.open_first() as first, house.open_second(joined) as second:
        assert first.sharing().trouble == ""
        assert second.restaurants() == []


def test_a_machine_that_was_set_up_anew_is_not_taken_for_the_one_that_was_joined(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    with house.open_first() as first:
        first.share()
        joined = house.join(first)
    shutil.rmtree(house.first / "data" / "mongodb" / "tls")
    with (
        house.open_first(),
        pytest.raises(CannotStart, match="cannot prove that it is the one that this station has"),
        house.open_second(joined),
    ):
        pass


@pytest.mark.parametrize("rubbish", ["99999", "-5", "0", "80", "true", "27137.0", '"27137"', "[]"])
def test_what_is_no_port_shares_nothing(tmp_path: Path, rubbish: str) -> None:
    (tmp_path / "sharing.json").write_text(f'{{"port": {rubbish}}}')
    assert LanPort(tmp_path).port is None


def test_a_machine_without_a_network_cannot_be_shared(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    house.addresses = ()
    with house.open_first() as first:
        with pytest.raises(CannotShare, match="in no network"):
            first.share()
        assert not first.sharing().is_on


def test_the_addresses_of_this_machine_are_those_of_its_own_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def entry(address: str, family: int = socket.AF_INET) -> Any:
        return SimpleNamespace(address=address, family=family)

    found = {
        "lo": [entry("127.0.0.1")],
        "eth0": [entry("192.168.1.20"), entry("fe80::1", socket.AF_INET6)],
        "wlan0": [entry("10.0.0.7"), entry("169.254.3.4")],
        "ppp0": [entry("93.184.216.34")],
        "down0": [entry("192.168.9.9")],
    }
    monkeypatch.setattr(psutil, "net_if_addrs", lambda: found)
    up = {name: SimpleNamespace(isup=name != "down0") for name in found}
    monkeypatch.setattr(psutil, "net_if_stats", lambda: up)
    monkeypatch.setattr(lan, "_address_of_the_way_out", lambda: "10.0.0.7")
    assert lan.lan_addresses() == ("10.0.0.7", "192.168.1.20")
