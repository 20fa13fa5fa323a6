"""Two hosts want one table: the slower one goes to the next by keys alone, in a real window."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.presence import Presence
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.desktop import Desktop, program, virtual_desktop, wait_until


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with virtual_desktop() as desktop:
        yield desktop


@pytest.fixture
def rival(mongod: ManagedServer, database_name: str) -> Iterator[Controller]:
    with open_controller(uri=mongod.uri, database=database_name, station="Bar") as controller:
        yield controller


def taking(rival: Controller, house: Restaurant) -> Presence:
    """Wait until the other host takes a table; return which."""
    wait_until("the sign is there", lambda: bool(rival.presences(house.id)))
    return rival.presences(house.id)[0]


def test_a_host_whose_table_is_taken_goes_to_the_next_one_by_one_key(
    desktop: Desktop,
    mongod: ManagedServer,
    database_name: str,
    rival: Controller,
    tmp_path: Path,
) -> None:
    made = rival.create_restaurant(
        "Harbour House", "020 7946 0123", "17:23", timezone="Europe/London"
    )
    house = rival.add_tables(made.id, [4, 4])
    tomorrow = house.business_day(rival.now()) + timedelta(days=1)
    places = ("--uri", mongod.uri, "--database", database_name)
    with program(desktop, tmp_path / "stand", *places) as window:
        desktop.wait_for_title("Harbour House")

        def is_open() -> bool:
            if "Table" in desktop.title():
                return True
            desktop.press("Down", "Return")
            return False

        desktop.press("ctrl+Right")
        wait_until("the slot dialog is open", is_open)
        first = taking(rival, house)
        desktop.type("+447400123456")
        desktop.press("Tab", "Tab")
        desktop.type("Heron")
        rival.reserve(first.slot_id, first.table_id, "+447400123457", 2, name="Wren")
        wait_until("nobody takes what is taken", lambda: rival.presences(house.id) == [])
        desktop.press("F1")
        second = taking(rival, house)
        assert (second.slot_id, second.table_id) != (first.slot_id, first.table_id)
        desktop.wait_for_title(f"Table {second.table_id}")
        desktop.press("Return")
        desktop.wait_for_title("Harbour House")
        wait_until("the sign is gone", lambda: rival.presences(house.id) == [])
        booked = {r.name: r for r in rival.reservations_on(house.id, tomorrow)}
        assert set(booked) == {"Heron", "Wren"}
        heron = booked["Heron"]
        assert (heron.slot_id, heron.table_id) == (second.slot_id, second.table_id)
        assert heron.reserved_by == "+447400123456"
        desktop.press("ctrl+q")
        wait_until("the program has ended", lambda: window.poll() is not None)
        assert window.returncode == 0
