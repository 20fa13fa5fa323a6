"""The acts of an evening by what a screen reader knows alone: names that are spoken."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.desktop import Desktop, program, virtual_desktop, wait_until
from tests.noon import zone_at_noon

_LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
_SYSTEM_PYTHON = "/usr/bin/python3"
_READER = Path(__file__).with_name("screen_reader.py")
_LISTENER = Path(__file__).with_name("screen_listener.py")
_A_ROW = re.compile(
    r"\d\d:00, table \d+, \d seats, (free|reserved|arrived|seated|done)\b.*"
    r"|\d\d:00, (\d+ free|full|over)\b.*"
)


class Reader:
    """Finds what is on the screen by its name and works it, as a screen reader's user does."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, do: str, **order: str) -> list[str]:
        """Send one order and return the answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"do": do, **order}), file=self._process.stdin, flush=True)
        told: list[str] = json.loads(self._process.stdout.readline())
        return told

    def names(self, **where: str) -> list[str]:
        """Return the names of what is shown there."""
        return self.ask("names", **where)

    def do(self, do: str, **order: str) -> None:
        """Do one thing as soon as there is exactly one thing with that name."""
        last: list[str] = []

        def is_done() -> bool:
            last[:] = self.ask(do, **order)
            return last == ["done"]

        wait_until(f"{do} {order}", is_done)

    def hear(self, pattern: str, **where: str) -> None:
        """Wait until something is spoken there."""
        spoken = re.compile(pattern)

        def is_spoken() -> bool:
            # What went while it was looked through is answered by an error, not by a name.
            return any(spoken.fullmatch(name) for name in self.names(name=pattern, **where))

        wait_until(f"{pattern} is spoken", is_spoken)

    def hear_rows(self, count: int, **where: str) -> list[str]:
        """Wait until there are so many rows there, and return them."""
        rows: list[str] = []

        def are_there() -> bool:
            rows[:] = self.names(role="table cell", also="hidden", **where)
            return len(rows) == count

        wait_until(f"there are {count} rows", are_there)
        return rows


class Ears:
    """Hears each sentence that a screen reader says of its own accord, in its order."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self.sentences: list[str] = []
        self._process = process
        self._next()  # it listens
        self.sentences.clear()
        self._thread = Thread(target=self._listen)
        self._thread.start()

    def hear(self, pattern: str) -> None:
        """Wait until such a sentence is said after all that was heard."""
        wanted = re.compile(pattern)
        try:
            wait_until("it is said", lambda: any(map(wanted.fullmatch, self.sentences)))
        except AssertionError as error:
            raise AssertionError(f"{pattern} among {self.sentences}") from error
        self.sentences.clear()

    def stop(self) -> None:
        """Hear no more."""
        self._process.kill()
        self._thread.join()
        self._process.communicate(timeout=30)

    def _next(self) -> bool:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        self.sentences.extend([json.loads(line)] if line else [])
        return bool(line)

    def _listen(self) -> None:
        while self._next():
            pass


@contextmanager
def listening(desktop: Desktop) -> Iterator[Ears]:
    """Listen on a desktop to what is said there; end it afterwards."""
    listener = subprocess.Popen(
        [_SYSTEM_PYTHON, str(_LISTENER)],
        env=desktop.environment(),
        stdout=subprocess.PIPE,
        text=True,
    )
    ears = Ears(listener)
    try:
        yield ears
    finally:
        ears.stop()


@contextmanager
def spoken_desktop() -> Iterator[tuple[Desktop, Reader]]:
    """Start a screen with a bus for accessibility, and a screen reader on it; end them all."""
    with virtual_desktop() as desktop:
        bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--print-address=1", "--nofork", "--nopidfile"],
            env=desktop.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        desktop.extras = {
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        launcher = subprocess.Popen(
            [_LAUNCHER, "--launch-immediately"],
            env=desktop.environment(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        reader = subprocess.Popen(
            [_SYSTEM_PYTHON, str(_READER)],
            env=desktop.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield desktop, Reader(reader)
        finally:
            reader.communicate(timeout=30)
            for process in (launcher, bus):
                process.terminate()
                process.communicate(timeout=30)


@pytest.fixture
def rival(mongod: ManagedServer, database_name: str) -> Iterator[Controller]:
    with open_controller(uri=mongod.uri, database=database_name, station="Bar") as controller:
        yield controller


@pytest.fixture
def house(rival: Controller) -> Restaurant:
    """A house that is open around the clock, where it is noon and no day has 23 or 25 hours."""
    made = rival.create_restaurant(
        "Harbour House", "+442079460123", "00:24", timezone=zone_at_noon(rival.now())
    )
    return rival.add_tables(made.id, [2, 4, 8])


@pytest.mark.usefixtures("house")
def test_an_evening_is_worked_by_spoken_names_alone(
    mongod: ManagedServer,
    database_name: str,
    rival: Controller,
    tmp_path: Path,
) -> None:
    places = ("--uri", mongod.uri, "--database", database_name)
    with (
        spoken_desktop() as (desktop, reader),
        program(desktop, tmp_path / "stand", *places) as window,
    ):
        desktop.wait_for_title("Harbour House")
        reader.hear(r"Live, .*")
        reader.do("press", role="push button", name="Day after")
        reader.hear(r"00:00, table 2, 4 seats, free", within="All tables")
        # The free ones under each hour, and all.
        rows = reader.hear_rows(24 * (1 + 3) + 24 * 3, within="Free tables|All tables")
        assert [row for row in rows if not _A_ROW.fullmatch(row)] == []

        # Act 1: reserve a free table.
        reader.do("select", name="00:00, table 2, 4 seats, free", within="All tables")
        reader.do("press", role="push button", name="Reserve table 2")
        reader.do("write", role="text", name="Phone", text="07400 123456")
        reader.do("write", role="text", name="Name", text="Heron")
        reader.do("press", role="push button", name="Reserve table 2", within="Table 2.*")
        reader.hear(r"Reserved: table 2, .*, Heron, party of 2\.")
        tomorrow = [r for r in rival.reservations_for("+447400123456") if r.name == "Heron"]
        assert [(r.table_id, r.party_size) for r in tomorrow] == [("2", 2)]
        reader.hear(r"00:00, table 2, 4 seats, reserved, Heron, party of 2", within="All tables")

        # Act 4: find a reservation.
        reader.do("write", role="text", name="Find or reserve", text="3456")
        reader.hear(r".*00:00, table 2, Heron, reserved, .*", role="list item")

        # Act 7: cancel it; act 10: take that back.
        reader.do("select", role="list item", name=r".*00:00, table 2, Heron, reserved, .*")
        reader.do("press", role="push button", name="Show reservation", within="Results")
        reader.do("press", role="push button", name="Cancel this reservation", within="Table 2.*")
        reader.hear(r"Cancelled: table 2, .*, Heron, party of 2\.")
        assert rival.reservations_for("+447400123456") == []
        reader.do("press", role="push button", name="Undo")
        reader.hear(r"The cancelling is undone: table 2, .*, Heron, party of 2\.")
        back = rival.reservations_for("+447400123456")
        assert [r.id for r in back] == [r.id for r in tomorrow]

        # Act 6: seat a walk-in, in the running hour or the next.
        reader.do("press", role="push button", name="Today")
        reader.hear(r"\d\d:00, \d free, \d+ min left", within="Free tables")
        reader.do("write", role="text", name="Find or reserve", text="4")
        reader.hear(r"Seat (now|for \d\d:00): table 2, .*", role="list item")
        reader.do("press", role="push button", name="Seat at table 2", within="Results")
        reader.hear(r"Seated: table 2, .*, Walk-in, party of 4\.")

        desktop.press("ctrl+q")
        wait_until("the program has ended", lambda: window.poll() is not None)
        assert window.returncode == 0


def test_who_lost_their_table_is_heard_of_and_moved_by_spoken_names_alone(
    mongod: ManagedServer, database_name: str, rival: Controller, house: Restaurant, tmp_path: Path
) -> None:
    tomorrow = house.business_day(rival.now()) + timedelta(days=1)
    slot = next(s for s in rival.slots(house.id, tomorrow) if s.table_id == "2")
    held = rival.reserve(slot.slot_id, "2", "+447400123456", 4, name="Heron")
    gone = tuple(replace(t, retired_from=tomorrow) for t in house.tables if t.id == "2")
    change = HouseChange(tables=gone)
    rival.edit_restaurant(house.id, change, preview=rival.preview(house.id, change))
    places = ("--uri", mongod.uri, "--database", database_name)
    with (
        spoken_desktop() as (desktop, reader),
        program(desktop, tmp_path / "stand", *places),
    ):
        desktop.wait_for_title("Harbour House")
        reader.do("press", role="push button", name="1 needs attention")
        reader.do("press", role="push button", name="Move to table 3.*", within="Needs attention.*")
        reader.hear(r"Moved: .*Heron.*")
        (moved,) = rival.reservations_for("+447400123456")
        assert (moved.id, moved.table_id, moved.starts_at) == (held.id, "3", held.starts_at)
        reader.hear("Nothing needs attention")


def test_what_the_host_does_is_answered_aloud_wherever_the_keys_are(
    mongod: ManagedServer, database_name: str, rival: Controller, house: Restaurant, tmp_path: Path
) -> None:
    tomorrow = house.business_day(rival.now()) + timedelta(days=1)
    places = ("--uri", mongod.uri, "--database", database_name)
    with (
        spoken_desktop() as (desktop, reader),
        listening(desktop) as ears,
        program(desktop, tmp_path / "stand", *places),
    ):
        desktop.wait_for_title("Harbour House")
        reader.hear(r"Live, .*")
        desktop.press("ctrl+Right")
        ears.hear(rf".* {tomorrow.day}\b.*, \d+ free")

        # A refusal, and what has been done.
        reader.do("select", name="00:00, table 3, 8 seats, free", within="All tables")
        reader.do("press", role="push button", name="Reserve table 3")
        reader.do("write", role="text", name="Phone", text="123")
        reader.do("press", role="push button", name="Reserve table 3", within="Table 3.*")
        ears.hear('"123" is too short for a phone number.')
        reader.do("write", role="text", name="Phone", text="07400 123457")
        reader.do("press", role="push button", name="Reserve table 3", within="Table 3.*")
        ears.hear("Reserved: table 3, .*")

        # The party is picked up.
        desktop.press("ctrl+m")
        ears.hear("Moving 07400 123457: .*")
