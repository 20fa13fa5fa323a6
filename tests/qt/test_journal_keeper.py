"""Old lines of the journal leave the book behind the window, where the station was told to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bson import ObjectId
from pytestqt.qtbot import QtBot

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.journal_keeper import JournalKeeper
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import Settings
from tests.qt.stand import Stand
from tests.qt.station import Clock, Station

Keep = Callable[[int], JournalKeeper]


@pytest.fixture
def keep(stand: Stand, station: Station, clock: Clock, window: MainWindow, tmp_path: Path) -> Keep:
    """Begin to keep the journal of the shown window's book, at work already, of so many months."""

    def begin(months: int) -> JournalKeeper:
        work(stand, clock.at - timedelta(days=2))
        settings = replace(Settings(), journal_months=months)
        choices = Choices(stand.tasks, settings, tmp_path / "settings.json", stand.tasks)
        keeper = JournalKeeper(stand.tasks, choices, tmp_path / "journal", stand.tasks, after_ms=20)
        keeper.attach(window, station)
        return keeper

    return begin


def test_it_is_done_a_while_after_the_start_and_every_hour(
    qtbot: QtBot, keep: Keep, stand: Stand, clock: Clock, window: MainWindow, tmp_path: Path
) -> None:
    keep(3)
    qtbot.waitUntil(lambda: (tmp_path / "journal").exists() and stand.tasks.is_idle)
    assert list((tmp_path / "journal").iterdir()) == []
    clock.at += timedelta(days=200)
    window.tick()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert list((tmp_path / "journal").iterdir()) == [], "the clock may be wrong"
    work(stand, clock.at - timedelta(days=2))
    clock.at += timedelta(hours=1)
    window.tick()
    qtbot.waitUntil(lambda: len(list((tmp_path / "journal").glob("*.jsonl.gz"))) == 1)
    qtbot.waitUntil(lambda: stand.controller.history(stand.restaurant.id) == [])


def work(stand: Stand, at: datetime) -> None:
    """Let a table have been reserved for an hour that is over, by another program."""
    ids = {"restId": stand.restaurant.id, "slotId": stand.controller.new_id(), "tableId": "2"}
    reservation = ids | {"_id": ObjectId.from_datetime(at), "time": at, "reservedBy": "050"}
    stand.controller._house.store.database["reservations"].insert_one(reservation)


def test_a_station_that_was_not_told_to_leaves_the_journal_alone(
    qtbot: QtBot, keep: Keep, stand: Stand, clock: Clock, tmp_path: Path
) -> None:
    clock.at += timedelta(days=4000)
    keeper = keep(0)
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert not (tmp_path / "journal").exists()
    assert stand.controller.history(stand.restaurant.id)


def test_a_database_that_is_silent_meanwhile_is_no_bug(
    qtbot: QtBot, keep: Keep, stand: Stand, station: Station, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def silent(_folder: Path, *, months: int) -> int:
        asked.append(months)
        raise station._house.store.outage()

    monkeypatch.setattr(station, "archive_journal", silent)
    keep(12)
    with qtbot.assertNotEmitted(stand.tasks.broke):
        qtbot.waitUntil(lambda: asked == [12] and stand.tasks.is_idle)


def test_where_old_lines_have_to_stay_that_is_said_once_until_some_leave(
    qtbot: QtBot, keep: Keep, stand: Stand, clock: Clock, window: MainWindow, tmp_path: Path
) -> None:
    folder = tmp_path / "journal"
    folder.write_text("in the way")
    keeper = keep(3)
    qtbot.waitUntil(lambda: "they stay in the book" in window.notice)
    window.bottom.notice.clear()
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert not window.notice
    folder.unlink()
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle and folder.is_dir())
    folder.rmdir()
    folder.write_text("in the way, and nothing has left")
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert not window.notice
    folder.unlink()
    line = {"_id": ObjectId(), "at": clock.at - timedelta(days=200), "act": "a", "station": "s"}
    stand.controller._house.store.database["journal"].insert_one(line)
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle and bool(list(folder.glob("*.jsonl.gz"))))
    folder.rename(tmp_path / "elsewhere")
    folder.write_text("in the way again")
    keeper.keep()
    qtbot.waitUntil(lambda: "they stay in the book" in window.notice)
