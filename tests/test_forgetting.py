"""After a guest was erased nothing on this machine says who it was, wherever one looks."""

import errno
import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from bson import encode
from pymongo.errors import OperationFailure
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.forgetting import JOURNAL, LEFT_OFF, SHEETS, Cleaned, Forgetting
from resv_desktop.last_known import LastKnown, Snapshot
from resv_desktop.left_off import LeftOff, Work
from resv_desktop.logs import log_nothing, write_logs_to
from resv_desktop.qt.guests.guests_words import receipt
from resv_desktop.qt.sheet.paper import call_list_path, sheet_path
from resv_desktop.qt.sheet.sheet_keeper import keep_sheets
from resv_desktop.settings import BACKUPS, Folders
from resv_desktop.startup import open_controller
from resv_desktop.station_memory import StationMemory
from resv_desktop.store import turns
from resv_desktop.store.mongod_folder import DataFolder
from tests.controller.conftest import MORNING, Clock
from tests.traces import texts_of

PHONE, E164, NAME, OTHER = "07400 123456", "+447400123456", "Quillfeather", "07400 654321"
Client = pymongo.MongoClient[dict[str, Any]]
_TRACE = re.compile(
    rb"[^0-9]{0,4}".join(bytes([digit]) for digit in b"7400123456")
    + rb"|(?<![0-9a-f])3456(?![0-9a-f])|Quillfeather|by the harp",
)


@pytest.fixture
def folders(home: Path) -> Iterator[Folders]:
    """This test's home, with a log in it."""
    made = Folders.under(home)
    write_logs_to(made.logs)
    yield made
    log_nothing()
    logging.getLogger("resv_desktop").propagate = True


@pytest.fixture
def readable_paper(qapp: QApplication) -> Iterator[None]:
    """Print in a font of the system, whose letters stand in a file as text.

    Those of the program's own are drawn as shapes, once a test before this one has loaded them.
    """
    before = qapp.font()
    qapp.setFont(QFont("DejaVu Sans"))
    yield
    qapp.setFont(before)


class Station:
    """A station with all the files that one keeps, after an evening at which the guest was."""

    def __init__(self, controller: Controller, clock: Clock, folders: Folders) -> None:
        self.controller, self.clock, self.folders = controller, clock, folders
        data = folders.data
        self.memory = StationMemory(data / "station.json")
        self.last_known = LastKnown(data / "last-days.json", uri="", database="resv")
        clock.now = MORNING - timedelta(days=200)
        made = controller.create_restaurant("Harbour House", "+442079460123")
        self.house = controller.add_tables(made.id, [2, 4, 6])
        self.reserve(19)
        clock.now = MORNING
        controller.extend_slots(self.house.id)
        controller.archive_journal(data / JOURNAL, months=3)
        for hour in (12, 13):
            self.reserve(hour)
        clock.now = MORNING + timedelta(hours=11, minutes=30)
        self.know()
        self.keep_sheets()
        LeftOff(data / LEFT_OFF).keep(Work(rest_id=self.house.id, line=f"4 20 {PHONE} {NAME}"))
        logging.getLogger("resv_desktop.tests").warning("guest %s", PHONE)
        controller.back_up(data / BACKUPS / "book-before.resvbackup")

    def reserve(self, hour: int) -> None:
        """Reserve for the guest, and for another one whose note names the guest's number."""
        day = self.clock.now.date()
        free = [s for s in self.controller.slots(self.house.id, day) if s.starts_at.hour == hour]
        mine = free[0]
        held = self.controller.reserve(
            mine.slot_id, mine.table_id, PHONE, 2, name=NAME, note="by the harp"
        )
        self.memory.remember(held)
        note = f"with {PHONE}"
        self.controller.reserve(free[1].slot_id, free[1].table_id, OTHER, 2, note=note)

    def know(self) -> None:
        """Keep today as it is in the book."""
        house, on = self.house, self.clock.now.date()
        day = Snapshot(
            restaurant=house,
            on=on,
            slots=tuple(self.controller.slots(house.id, on)),
            reservations=tuple(self.controller.reservations_on(house.id, on)),
            read_at=self.clock.now,
            waiting=(),
        )
        self.last_known.keep([day], on)

    def keep_sheets(self) -> list[Path]:
        """Keep today's sheet as it was last known."""
        folder = self.folders.data / SHEETS
        keep_sheets(folder, self.last_known, self.house, self.clock.now, "Stand 1")
        return [sheet_path(folder, self.house, self.clock.now.date())]

    def forgetting(self) -> Forgetting:
        """Return what looks through these files."""
        return Forgetting(
            self.controller,
            self.folders,
            memory=self.memory,
            last_known=self.last_known,
            region=region_of(self.house.phone),
            renew_sheets=self.keep_sheets,
        )

    def telling(self) -> set[str]:
        """Return the files that say who the guest was, as paths from the home."""
        home = self.folders.data.parent
        return {
            str(path.relative_to(home))
            for path in home.rglob("*")
            # What the database itself keeps is looked at by way of the database.
            if path.is_file() and "mongodb/db" not in str(path) and _TRACE.search(texts_of(path))
        }

    def database_tells(self) -> bool:
        """Whether any collection of any database of the server says who the guest was."""
        with Client(self.controller._house.store.uri) as client:
            return any(
                _TRACE.search(encode(document)) is not None
                for name in client.list_database_names()
                if name not in ("admin", "config", "local")  # the server's own: SECURITY.md
                for collection in client[name].list_collection_names()
                for document in client[name][collection].find()
            )

    def let_mongod_log(self) -> None:
        """Make MongoDB write the guest into its log: a command that fails half way."""
        nobody = {"$divide": [1, {"$subtract": ["$partySize", 2]}]}
        impossible = [{"$set": {"name": NAME, "partySize": nobody}}]
        guest = {"reservedBy": E164, "note": "by the harp"}
        with (
            Client(self.controller._house.store.uri) as client,
            pytest.raises(OperationFailure, match="divide by zero"),
        ):
            client["resv"]["reservations"].find_one_and_update(guest, impossible)


@pytest.mark.usefixtures("readable_paper")
def test_no_collection_file_or_log_says_who_an_erased_guest_was(
    home: Path,
    folders: Folders,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        station.let_mongod_log()
        mongod = folders.logs / "mongod.log"
        eventually(lambda: b'xxxxxxxx3456"' in mongod.read_bytes())
        assert station.database_tells()
        before = {
            "data/backups/book-before.resvbackup",
            "data/last-days.json",
            "data/left-off.json",
            "data/station.json",
            "logs/mongod.log",
            "logs/resv-desktop.log",
        }
        told = station.telling()
        assert before < told
        assert len([name for name in told - before if name.startswith("data/journal/")]) == 1
        assert len([name for name in told - before if name.startswith("data/sheets/")]) == 1

        receipt = controller.erase_guest(PHONE, station.house.id)
        assert (receipt.reservations, receipt.lines) == (3, 2)
        assert station.telling() == told  # it is this station's to look into its files
        cleaned = station.forgetting().catch_up()
        controller.back_up(folders.data / BACKUPS / "book-after.resvbackup")

        assert not station.database_tells()
        assert station.telling() == {"data/backups/book-before.resvbackup"}
        assert cleaned is not None
        assert (cleaned.lines, cleaned.sheets, cleaned.backups) == (2, 1, 1)
        assert cleaned.rows >= 3
        assert station.forgetting().catch_up() is None
        assert controller.guest(PHONE).visits == 3
        assert controller.check() == []
        assert list((folders.data / SHEETS).glob("*.pdf"))


@pytest.mark.usefixtures("qapp")
def test_the_copy_from_before_an_upgrade_of_the_database_is_counted_among_what_holds_a_guest(
    home: Path, folders: Folders
) -> None:
    with open_controller(home=home, clock=(clock := Clock())) as controller:
        station = Station(controller, clock, folders)
        DataFolder(folders.data).back_up(5)
        controller.erase_guest(PHONE, station.house.id)
        cleaned = station.forgetting().catch_up()
        assert cleaned is not None
        assert cleaned.backups == 2


@pytest.mark.usefixtures("qapp")
def test_who_is_erased_after_a_clock_was_put_back_is_forgotten_in_the_files_as_well(
    home: Path, folders: Folders
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        now, clock.now = clock.now, clock.now + timedelta(days=10)
        controller.erase_guest(OTHER, station.house.id)
        assert isinstance(station.forgetting().catch_up(), Cleaned)
        clock.now = now + timedelta(hours=6)
        controller.erase_guest(PHONE, station.house.id)
        assert isinstance(station.forgetting().catch_up(), Cleaned)
        assert "data/station.json" not in station.telling()
        assert station.forgetting().catch_up() is None


@pytest.mark.parametrize("file", ["station.json", "last-days.json"])
@pytest.mark.usefixtures("readable_paper")
def test_what_a_full_disk_did_not_take_is_forgotten_in_the_files_the_next_time(
    home: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    fsync = os.fsync

    def is_full(handle: int) -> None:
        if f"/.{file}." in str(Path(f"/proc/self/fd/{handle}").readlink()):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        controller.erase_guest(PHONE, station.house.id)
        with monkeypatch.context() as disk:
            disk.setattr(os, "fsync", is_full)
            with pytest.raises(CannotStart, match="No space left"):
                station.forgetting().catch_up()
        assert f"data/{file}" in station.telling()
        assert isinstance(station.forgetting().catch_up(), Cleaned)
        assert station.telling() == {"data/backups/book-before.resvbackup"}


@pytest.mark.usefixtures("qapp")
def test_the_receipt_tells_sheets_that_were_made_anew_from_papers_that_are_gone(
    home: Path, folders: Folders
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        (today,) = (folders.data / SHEETS).glob("*.pdf")
        yesterday = sheet_path(today.parent, station.house, clock.now.date() - timedelta(days=1))
        calls = call_list_path(today.parent, station.house, clock.now)
        for paper in (yesterday, calls):
            paper.write_bytes(b"%PDF-")
        erasure = controller.erase_guest(PHONE, station.house.id)
        cleaned = station.forgetting().catch_up()
        assert list(today.parent.glob("*.pdf")) == [today]
        assert cleaned is not None
        assert (cleaned.sheets, cleaned.papers) == (1, 2)
        said = "\n".join(
            receipt(erasure, cleaned, house="Harbour House", number="3456", local=clock.now)
        )
        assert "Kept day sheets, made anew: 1" in said
        assert "Call lists and other kept sheets, deleted: 2." in said


@pytest.mark.usefixtures("qapp")
def test_while_old_lines_are_worked_on_nobody_says_that_nothing_was_erased(
    home: Path, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        controller.erase_guest(PHONE, station.house.id)
        with monkeypatch.context() as patch:
            patch.setattr(turns, "take_turn", lambda *_: False)
            with pytest.raises(CannotStart) as told:
                station.forgetting().catch_up()
        assert str(told.value) == (
            "A guest was erased, but the files of this station could not be cleaned (old lines of "
            "the history are just being worked on). It is tried again by itself."
        )
        assert isinstance(station.forgetting().catch_up(), Cleaned)


@pytest.mark.usefixtures("qapp")
def test_who_comes_back_after_being_erased_is_not_forgotten_again(
    home: Path, folders: Folders
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        controller.erase_guest(PHONE, station.house.id)
        station.reserve(21)
        station.know()
        assert isinstance(station.forgetting().catch_up(), Cleaned)
        (held,) = controller.reservations_for(PHONE)
        assert [kept.id for kept in station.memory.reservations(clock.now)] == [held.id]
        (day,) = station.last_known.days()
        assert [r.name for r in day.reservations if r.name] == [NAME]


@pytest.mark.usefixtures("qapp")
def test_what_a_killed_program_was_writing_of_the_old_history_goes_and_what_is_damaged_is_counted(
    home: Path, folders: Folders
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        station = Station(controller, clock, folders)
        folder = folders.data / JOURNAL
        (whole,) = folder.iterdir()
        for left in (f"{whole.name}.part", f".{whole.name}.a1b2c3"):
            shutil.copy(whole, folder / left)
        for damaged in ("journal-20250101-x.jsonl.gz", "journal-20250101-y.jsonl.gz.damaged"):
            (folder / damaged).write_bytes(b"\x1f\x8b\x08\0\0\0\0\0\0\3\xff\xff\xff\xff")
        controller.erase_guest(PHONE, station.house.id)
        cleaned = station.forgetting().catch_up()
        assert cleaned is not None
        assert (cleaned.lines, cleaned.unreadable) == (2, 2)
        assert not [*folder.glob("*.part"), *folder.glob(".*")]


def test_what_is_older_than_the_retention_is_nameless_in_the_files_of_the_journal(
    home: Path, folders: Folders
) -> None:
    clock = Clock()
    with open_controller(home=home, clock=clock) as controller:
        house = _archived(controller, clock, folders.data / JOURNAL)
        (file,) = (folders.data / JOURNAL).iterdir()
        assert _TRACE.search(texts_of(file))

        def forget() -> int:
            folder = folders.data / JOURNAL
            return controller.forget_old_in_archive(folder, lambda: False, pause=False).lines

        assert forget() == 0  # it is younger
        clock.now = MORNING + timedelta(days=300)
        controller.set_retention(house.id, 0)
        assert forget() == 0
        controller.set_retention(house.id, 12)
        assert forget() == 1
        (file,) = (folders.data / JOURNAL).iterdir()
        assert not _TRACE.search(texts_of(file))
        assert file.name.endswith("-nameless.jsonl.gz")
        assert forget() == 0


def _archived(controller: Controller, clock: Clock, folder: Path) -> Restaurant:
    clock.now = MORNING - timedelta(days=200)
    made = controller.create_restaurant("Harbour House", "+442079460123")
    house = controller.add_tables(made.id, [2])
    slot = controller.slots(house.id, clock.now.date())[0]
    controller.reserve(slot.slot_id, slot.table_id, PHONE, 2, name=NAME)
    clock.now = MORNING
    controller.archive_journal(folder, months=3)
    return house
