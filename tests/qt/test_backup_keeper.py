"""A backup is made behind the window every day, and heard of only when it could not be."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import BackupNotMade, Outage
from resv_desktop.qt import in_turn
from resv_desktop.qt.backup_keeper import BackupKeeper
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.care import Care
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import BACKUPS, Folders, Settings
from resv_desktop.store.backups import daily
from resv_desktop.store.backups.daily import saved_on
from tests.qt.stand import Stand

NO_ROOM = BackupNotMade("The backup was stopped, and nothing of it was kept.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def keeper(stand: Stand, folder: Path, monkeypatch: pytest.MonkeyPatch) -> BackupKeeper:
    monkeypatch.setattr(daily, "free_bytes", lambda _: 10**12)
    return BackupKeeper(
        stand.tasks, folder, lambda: True, stand.tasks, first_ms=0, every_ms=10_000_000
    )


def answer(monkeypatch: pytest.MonkeyPatch, *answers: Any) -> None:
    """Let the book answer so, one time after the other."""
    left = list(answers)

    def next_one(*_: object) -> None:
        found = left.pop(0)
        if found is not None:
            raise found

    monkeypatch.setattr("resv_desktop.controller.Controller.back_up_daily", next_one)


def ask(qtbot: QtBot, keeper: BackupKeeper) -> None:
    with qtbot.waitSignal(keeper.asked):
        keeper.keep()


def test_todays_backup_is_made_behind_the_window_and_nothing_is_said(
    qtbot: QtBot, stand: Stand, window: MainWindow, keeper: BackupKeeper, folder: Path
) -> None:
    with qtbot.waitSignal(keeper.asked):
        keeper.attach(window, stand.controller)
    (path,) = saved_on(folder).values()
    ask(qtbot, keeper)
    assert list(saved_on(folder).values()) == [path]
    assert window.notice == ""


def test_it_is_asked_for_again_and_again(
    qtbot: QtBot, stand: Stand, window: MainWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(daily, "free_bytes", lambda _: 10**12)
    keeper = BackupKeeper(
        stand.tasks, folder, lambda: True, stand.tasks, first_ms=10_000_000, every_ms=10
    )
    with qtbot.waitSignal(keeper.asked):
        keeper.attach(window, stand.controller)
    (path,) = saved_on(folder).values()
    yesterday = datetime.now(UTC) - timedelta(days=1)
    path.rename(path.with_name(f"book-{yesterday:%Y%m%dT%H%M%SZ}.resvbackup"))
    qtbot.waitUntil(lambda: len(saved_on(folder)) == 2)


def test_why_there_is_none_is_said_once_until_there_is_one(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    keeper: BackupKeeper,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    answer(monkeypatch, NO_ROOM, NO_ROOM, None, NO_ROOM)
    with qtbot.waitSignal(keeper.asked):
        keeper.attach(window, stand.controller)
    assert window.notice == str(NO_ROOM)
    assert f"today's backup was not made: {NO_ROOM}" in caplog.messages, "support hears of it"
    window.bottom.notice.clear()
    ask(qtbot, keeper)
    ask(qtbot, keeper)
    assert window.notice == ""
    ask(qtbot, keeper)
    assert window.notice == str(NO_ROOM)


def test_a_silent_database_is_said_when_it_is_silent_again(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    keeper: BackupKeeper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    silence = Outage("The database does not answer.")
    answer(monkeypatch, silence, None, silence, silence)
    with qtbot.waitSignal(keeper.asked):
        keeper.attach(window, stand.controller)
    for _ in range(2):
        ask(qtbot, keeper)
        assert window.notice == ""
    ask(qtbot, keeper)
    assert window.notice == "Today's backup could not be made: The database does not answer."


def test_what_the_host_reads_is_not_pushed_away(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    keeper: BackupKeeper,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(in_turn, "AGAIN_MS", 10)
    answer(monkeypatch, NO_ROOM)
    window.bottom.notice.say("Reserved: table 9.")
    with qtbot.waitSignal(keeper.asked):
        keeper.attach(window, stand.controller)
    assert window.notice == "Reserved: table 9."
    window.bottom.notice.clear()
    qtbot.waitUntil(lambda: window.notice == str(NO_ROOM))


def test_at_the_end_of_the_program_a_backup_under_way_is_left(
    qtbot: QtBot,
    stand: Stand,
    window: MainWindow,
    keeper: BackupKeeper,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun, left = threading.Event(), threading.Event()

    def save(_store: object, _path: Path, *, stop: Callable[[], bool]) -> None:
        begun.set()
        while not stop():
            left.wait(0.01)
        left.set()
        raise NO_ROOM

    monkeypatch.setattr(daily, "save_book", save)
    keeper.attach(window, stand.controller)
    qtbot.waitUntil(begun.is_set)
    keeper.end()
    stand.tasks.close()
    assert left.is_set()
    assert saved_on(folder) == {}


@pytest.mark.parametrize("uri", [None, "mongodb://host/?replicaSet=rs0"])
def test_only_the_book_of_the_programs_own_server_is_kept_so(
    look: Look, stand: Stand, window: MainWindow, tmp_path: Path, uri: str | None
) -> None:
    folders = Folders.under(tmp_path)
    choices = Choices(stand.tasks, Settings(), folders.config / "settings.json", stand.tasks)
    opening = BookOpening(stand.tasks, choices, folders, uri, "resv", stand.tasks)
    care = Care(look, stand.tasks, choices, folders, opening, stand.tasks)
    timers = care._backups.findChildren(QTimer)
    care.attach(window, stand.controller, is_offline=True)
    assert not any(timer.isActive() for timer in timers)
    care.attach(window, stand.controller, is_offline=False)
    assert all(timer.isActive() for timer in timers) is (uri is None)
    assert sorted(timer.interval() for timer in timers) == [60_000, 20 * 60_000]
    care.end()


def test_once_another_database_is_chosen_no_backup_is_made_until_the_own_book_is_open_again(
    qtbot: QtBot,
    look: Look,
    stand: Stand,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(daily, "free_bytes", lambda _: 10**12)
    folders = Folders.under(tmp_path)
    choices = Choices(stand.tasks, Settings(), folders.config / "settings.json", stand.tasks)
    opening = BookOpening(stand.tasks, choices, folders, None, "resv", stand.tasks)
    care = Care(look, stand.tasks, choices, folders, opening, stand.tasks)
    keeper = care._backups
    care.attach(window, stand.controller, is_offline=False)
    opening.use("mongodb://host/?replicaSet=rs0", "resv")
    keeper.keep()  # its minute was over before the other book is open
    assert not keeper._is_busy
    care.attach(window, stand.controller, is_offline=False)
    assert not any(timer.isActive() for timer in keeper.findChildren(QTimer))
    opening.use(None, "resv")
    keeper.keep()  # and of the other book nothing is kept on the way back
    assert not keeper._is_busy
    care.attach(window, stand.controller, is_offline=False)
    ask(qtbot, keeper)
    assert len(saved_on(folders.data / BACKUPS)) == 1
    care.end()


def test_the_window_is_not_held_up_while_a_book_of_a_year_is_saved(
    qtbot: QtBot, stand: Stand, window: MainWindow, keeper: BackupKeeper, folder: Path
) -> None:
    line = {"act": "reserve", "station": "Bar", "at": stand.controller.now()}
    stand.store.database.journal.insert_many(
        [line | {"after": {"note": "x" * 400}} for _ in range(20_000)]
    )
    answered: list[bool] = []
    timer = QTimer(interval=0)
    timer.timeout.connect(lambda: answered.append(keeper._is_busy))
    timer.start()
    with qtbot.waitSignal(keeper.asked, timeout=30_000):
        keeper.attach(window, stand.controller)
    timer.stop()
    # Between two pieces of the book the window has its turn, and not once at the end.
    assert answered.count(True) > 20
    assert len(saved_on(folder)) == 1
