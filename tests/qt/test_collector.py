"""Garbage with windows in it is collected on the window's thread only."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.collector import Collector


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    del qtbot
    was_enabled = gc.isenabled()
    made = Collector()
    yield made
    made.close()
    if not was_enabled:
        gc.disable()


class _Knot(QObject):
    """Two objects that only garbage collection can take apart."""

    def __init__(self) -> None:
        super().__init__()
        self.me = self


def test_a_busy_worker_never_collects(collector: Collector) -> None:
    del collector
    gone_on: list[int] = []
    knot = _Knot()
    weakref.finalize(knot, lambda: gone_on.append(threading.get_ident()))
    del knot

    def work() -> None:
        for _ in range(3):
            _rubbish = [[n] for n in range(5000)]

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert gone_on == []
    gc.collect()
    assert gone_on == [threading.get_ident()]


def test_it_collects_by_itself_from_the_event_loop(qtbot: QtBot, collector: Collector) -> None:
    gone: list[bool] = []
    knot = _Knot()
    weakref.finalize(knot, gone.append, True)
    del knot
    rubbish = [[n] for n in range(5000)]
    qtbot.waitUntil(lambda: gone == [True])
    assert len(rubbish) == 5000
    collector.settle()
    assert gc.get_freeze_count() > 0


def test_all_of_it_is_looked_through_only_while_nobody_presses_anything(
    qtbot: QtBot, collector: Collector
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is window.windowHandle())
    collector.close()
    busy, still = (Collector(whole_every_ms=0, still_ms=ms) for ms in (600_000, 0))
    gone: list[int] = []
    _make_old_garbage(gone, 1)
    busy.collect()
    assert gone == [1]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_4)
    _make_old_garbage(gone, 2)  # from here on no timer has a turn
    busy.collect()
    assert gone == [1]
    still.collect()
    assert gone == [1, 2]
    for each in (busy, still):
        each.close()


def _make_old_garbage(gone: list[int], number: int) -> None:
    knot = _Knot()
    weakref.finalize(knot, gone.append, number)
    for _ in range(gc.get_threshold()[1] + 2):
        gc.collect(0)


def test_closing_gives_collecting_back(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
