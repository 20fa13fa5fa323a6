"""An evening of work leaves nothing behind: days, dialogs and changes come and go."""

import gc
import threading
from collections.abc import Callable
from datetime import timedelta

import psutil
import pytest
from bson import ObjectId
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, dialog_of

_DAYS = 40  # more than are kept
# A widget or a row that stays behind each time is tens of thousands of things in hundreds of acts.
_MOST_WIDGETS = 3  # of hundreds of times; one that is made when it is first needed may be
_MOST_THINGS = 10_000
_MOST_BYTES = 30 * 2**20


def _go_through_days(qtbot: QtBot, window: MainWindow, stand: Stand, times: int) -> None:
    for step in range(times):
        window.go_to(stand.day + timedelta(days=step % _DAYS))
        qtbot.waitUntil(lambda: window.is_settled)
    window.go_to(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)


def _open_dialogs(qtbot: QtBot, window: MainWindow, _stand: Stand, times: int) -> None:
    window.view.available.list.setFocus()
    QTest.keyClick(window.view.available.list, Qt.Key.Key_Down)
    for number in range(times):
        QTest.keyClick(window.view.available.list, Qt.Key.Key_Return)
        QTest.keyClick(dialog_of(window, SlotDialog), Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: not window.acts.is_open)
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if number % 20 == 0:
            gc.collect()  # the program does so once a second
            # Those in between are opened before the next one is built; this one is opened built.
            qtbot.waitUntil(lambda: window.acts.slot_dialogs.is_ready, timeout=15_000)


def _hear_changes(qtbot: QtBot, window: MainWindow, stand: Stand, times: int) -> None:
    """Let a foreign program change one slot again and again, and hear all of it."""
    slot = stand.slot("1", 20)

    def write() -> None:
        hours = stand.rival_store.database["slots"]
        for n in range(times):
            flag = {"tables.0.isAvailable": n % 2 == 1}
            hours.update_one({"_id": ObjectId(slot.slot_id)}, {"$set": flag})

    writer = threading.Thread(target=write)
    writer.start()
    qtbot.waitUntil(lambda: not writer.is_alive(), timeout=60_000)
    qtbot.waitUntil(lambda: window.is_settled, timeout=15_000)


@pytest.mark.parametrize(
    ("work", "times"),
    [(_go_through_days, 300), (_open_dialogs, 200), (_hear_changes, 2000)],
    ids=["days", "dialogs", "changes"],
)
def test_what_comes_and_goes_leaves_nothing_behind(
    qtbot: QtBot,
    stand: Stand,
    open_window: OpenWindow,
    record_property: Callable[[str, object], None],
    work: Callable[[QtBot, MainWindow, Stand, int], None],
    times: int,
) -> None:
    window = open_window()
    qtbot.waitUntil(lambda: window.is_settled)
    work(qtbot, window, stand, times // 5)  # what is kept for good is there by then
    qtbot.waitUntil(lambda: window.acts.slot_dialogs.is_ready, timeout=15_000)
    before = _there()
    work(qtbot, window, stand, times)
    qtbot.waitUntil(lambda: window.acts.slot_dialogs.is_ready, timeout=15_000)
    widgets, things, size = (now - then for now, then in zip(_there(), before, strict=True))
    record_property(
        "measured",
        f"After {times} {work.__name__.rpartition('_')[2]}: {widgets:+} widgets, "
        f"{things:+} things of Python, {size / 2**20:+.1f} MB",
    )
    assert widgets <= _MOST_WIDGETS
    assert things < _MOST_THINGS
    assert size < _MOST_BYTES


def _there() -> tuple[int, int, int]:
    """Return how many widgets and things of Python there are, and the memory in bytes."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return (
        len(QApplication.allWidgets()),
        len(gc.get_objects()),
        psutil.Process().memory_info().rss,
    )
