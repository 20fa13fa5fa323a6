"""A station with a real window in a process of its own: it does what it is told, and tells seconds.

Clicks and keys go in as from hands; a time ends when all lists in sight have been painted.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QElapsedTimer, QEventLoop, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from resv_desktop.qt.app import App
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.sheet.sheet_keeper import SheetKeeper
from resv_desktop.settings import Folders, Settings
from tests.bench.seen import Seen, main_window

DAYS, PARTIES, AWAY, HOUR = "days", "parties", "away", "hour"
STEPS = 16
_PATIENCE_MS = 30_000
_SO = 1
_PAUSE_MS = 40  # between two acts, as even hurried hands make one


def be_a_station(
    pipe: Connection, environment: dict[str, str], uri: str, database: str, home: Path
) -> None:
    """Open the window and do what comes through the pipe, until it is closed."""
    os.environ.clear()
    os.environ.update(environment)
    qt = QApplication(sys.argv[:1])
    qt.setQuitOnLastWindowClosed(False)
    folders = Folders.under(home)
    folders.keep_private()
    app = App(qt, folders=folders, settings=Settings(), uri=uri, database=database)
    app.begin()
    _until(lambda: (window := main_window()) is not None and window.is_settled)
    window = main_window()
    assert window is not None
    _Station(app, window, pipe)
    qt.exec()
    app.close()


def _until(is_so: Callable[[], bool]) -> None:
    """Let the event loop run until something is so, if only for a moment."""
    loop = QEventLoop()
    look = QTimer(interval=1)
    look.timeout.connect(lambda: loop.exit(_SO) if is_so() else None)
    look.start()
    QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
    assert loop.exec() == _SO, "it never was so"


def _rest(milliseconds: int = _PAUSE_MS) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


def _segment(window: MainWindow, size: int) -> QWidget:
    return window.top.party.findChildren(QAbstractButton)[size - 1]


def _click(widget: QWidget) -> None:
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class _Stalls(QObject):
    """Measures the longest time between two turns of the event loop."""

    def __init__(self) -> None:
        super().__init__()
        self._longest_s = 0.0
        self._since = QElapsedTimer()
        self._since.start()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_turn)
        self._timer.setInterval(1)
        self._timer.start()

    def take(self) -> float:
        """Return the longest since it was last asked for, in seconds."""
        self._on_turn()
        longest, self._longest_s = self._longest_s, 0.0
        return longest

    def _on_turn(self) -> None:
        self._longest_s = max(self._longest_s, self._since.nsecsElapsed() / 1e9)
        self._since.restart()


class _Station(QObject):
    """Answers each command with a list of seconds."""

    def __init__(self, app: App, window: MainWindow, pipe: Connection) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._pipe = pipe
        self._seen = Seen(window)
        self._calls = QSocketNotifier(pipe.fileno(), QSocketNotifier.Type.Read, self)
        self._calls.activated.connect(lambda *_: self._on_call())
        window.go_to(window.live.on + timedelta(days=1))
        _until(lambda: window.is_settled)
        pipe.send(str(window.live.on))

    def _on_call(self) -> None:
        self._calls.setEnabled(False)
        command, *more = self._pipe.recv()
        if command == "close":
            self._window.close()
            return
        work: dict[str, Callable[..., Any]] = {
            DAYS: self._days,
            PARTIES: self._parties,
            AWAY: self._away,
            HOUR: self._hour,
        }
        self._pipe.send(work[command](*more))
        self._calls.setEnabled(True)

    def _days(self, form: str) -> list[float]:
        """Go to one new day after the other."""
        window = self._window
        window.view.all.set_form(form)
        _rest()
        took = []
        for _ in range(STEPS):
            took.append(self._day())
            _until(lambda: window.is_settled)
            _rest()
        return took

    def _day(self) -> float:
        window = self._window
        wanted = window.live.on + timedelta(days=1)

        def is_shown() -> bool:
            day = window.view.day
            return day is not None and day.on == wanted

        return self._seen.wait(partial(_click, window.top.day.later), is_shown)

    def _parties(self) -> list[float]:
        """Let the free tables be shown for one party after the other."""
        self._window.view.all.set_form("all")
        _rest()
        took = []
        for n in range(2 * STEPS):
            took.append(self._party(3 + n % 2))
            _rest()
        return took

    def _party(self, size: int) -> float:
        window = self._window
        segment = _segment(window, size)
        shown = window.view.available.list
        return self._seen.wait(
            partial(_click, segment), lambda: window.view.party_size == size, only=shown
        )

    def _away(self, slot_id: str, table_id: str, is_free: bool) -> float:
        """Return when a table was seen to be free, or taken, as somebody else is about to do."""
        window = self._window

        def is_so() -> bool:
            day = window.view.day
            table = day.find_slot(slot_id, table_id) if day else None
            return table is not None and table.is_free == is_free

        self._seen.wait(partial(self._pipe.send, "ready"), is_so)
        return time.monotonic()

    def _hour(self, rounds: int) -> list[float]:
        """Do an evening's acts; return the longest stall of each."""
        stalls = _Stalls()
        keeper = self._app.findChildren(SheetKeeper)[0]
        longest = []
        for number in range(rounds):
            for act in self._acts():
                stalls.take()
                act()
                _rest()
                longest.append(stalls.take())
            if number % 10 == 0:
                keeper.keep()
        return longest

    def _acts(self) -> Iterator[Callable[[], object]]:
        """Yield what a host does again and again."""
        window, all_tables = self._window, self._window.view.all
        shown = window.view.available.list
        is_forth = window.live.on.toordinal() % 2
        yield partial(_click, window.top.day.later if is_forth else window.top.day.earlier)
        yield partial(_until, lambda: window.is_settled)
        for size in (4, 2):
            yield partial(_click, _segment(window, size))
        yield shown.setFocus
        yield partial(QTest.keyClick, shown, Qt.Key.Key_Down)
        yield partial(QTest.keyClick, shown, Qt.Key.Key_Down)
        yield partial(QTest.keyClick, shown, Qt.Key.Key_Return)
        for dialog in window.findChildren(QDialog):
            if dialog.isVisible():
                yield partial(QTest.keyClick, dialog, Qt.Key.Key_Escape)
        yield partial(QTest.keyClick, shown, Qt.Key.Key_4)
        for key in " 20":  # the hands are quick, but one key comes after the other
            yield partial(QTest.keyClicks, window.top.line, key)
        yield partial(QTest.keyClick, window.top.line, Qt.Key.Key_Escape)
        yield partial(_click, all_tables.switch.segment(1))
        yield partial(QTest.keyClick, all_tables.timeline, Qt.Key.Key_PageDown)
        yield partial(_click, all_tables.switch.segment(0))
