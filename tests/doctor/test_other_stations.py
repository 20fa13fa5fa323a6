"""The report says whether this machine is shared, and whether it uses the book of another one."""

import socket
from pathlib import Path

import pytest

from resv_desktop.doctor.report import Report, Station, report
from resv_desktop.domain.database_uri import split_secrets
from resv_desktop.settings import Folders, Settings
from tests.store.two_machines import LoopbackHouse


def report_of(folders: Folders, uri: str | None) -> Report:
    """Return the report of a machine whose book is not asked."""
    station = Station(
        folders=folders, settings=Settings(), uri=uri, database="resv", ask_health=None
    )
    return report(station)


def text_of(folders: Folders, uri: str | None) -> str:
    """Return what it says."""
    return report_of(folders, uri).text


def test_a_shared_machine_and_one_that_joined_it_say_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(tmp_path, monkeypatch)
    folders = Folders.under(house.first)
    assert "shared: no\n" in text_of(folders, None)
    with house.open_first() as first:
        port = first.share().port
        joined = house.join(first)
        assert f"shared: yes, at 127.0.0.1:{port}\n" in text_of(folders, None)
        with house.open_second(joined):
            assert "stations: 1, 1 of them connected\n" in text_of(folders, None)
        there = text_of(house.folders, joined[0])
    assert f"joined: yes, the book is that of 127.0.0.1:{port}\n" in there
    (password,) = split_secrets(joined[0])[1].values()
    assert password not in there
    assert "stations: not told, no database runs\n" in text_of(folders, None)


def test_a_shared_machine_that_stations_do_not_reach_needs_a_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = LoopbackHouse(tmp_path, monkeypatch)
    folders = Folders.under(house.first)
    with house.open_first() as first:
        port = first.share().port
        assert report_of(folders, None).is_fine
    assert report_of(folders, None).is_fine
    with socket.create_server(("127.0.0.1", port)), house.open_first():
        told = report_of(folders, None)
        assert not told.is_fine
        assert f"do not reach this machine at 127.0.0.1:{port}: its database" in told.text
    house.addresses = ()
    told = report_of(folders, None)
    assert not told.is_fine
    assert "This machine is shared, but it is in no network" in told.text
    assert f"shared: yes, at port {port}, but in no network\n" in told.text


def test_who_has_a_database_of_their_own_has_joined_nobody(tmp_path: Path) -> None:
    text = text_of(Folders.under(tmp_path), "mongodb://host/?replicaSet=rs0")
    assert "joined: no, the database is one of your own\n" in text
    assert "shared:" not in text
