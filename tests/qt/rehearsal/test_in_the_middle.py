"""A rehearsal comes once what the host has begun in the real evening is done with."""

import threading
from typing import Any

from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.store.mongod import ManagedServer
from tests.qt.program import Run, hooks, main_window, run, start
from tests.qt.rehearsal.test_rehearsal import _free_now, _just_opened, _rehearsal

_ = (hooks, run, start)


def opened(qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str) -> MainWindow:
    """Open the real evening."""
    _just_opened(mongod.uri, database_name)
    run.app.begin()
    real = main_window(qtbot, run)
    qtbot.waitUntil(lambda: real.is_settled and run.app.tasks.is_idle)
    return real


def test_an_act_that_is_being_written_is_answered_in_the_window_that_the_host_sees(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    real = opened(qtbot, run, mongod, database_name)
    may_fail = threading.Event()

    def silent(*_asked: Any, **_more: Any) -> None:
        assert may_fail.wait(60)
        raise Outage("The database did not answer in time.")

    run.app._windows.controller.walk_in = silent  # type: ignore[method-assign,assignment]  # it fails once
    real.seat.walk_in(_free_now(real).as_slot(), 2)
    assert real.is_writing
    real.menu.rehearsal_wanted.emit()
    qtbot.waitUntil(lambda: not run.app.tasks.is_idle and real.notice != "")
    qtbot.wait(2000)  # the copy is made by then
    assert real.isVisible()
    may_fail.set()
    qtbot.waitUntil(lambda: not real.is_writing)
    _rehearsal(qtbot)


def test_who_is_being_typed_does_not_go_on_in_the_rehearsal(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    real = opened(qtbot, run, mongod, database_name)
    real.menu.rehearsal_wanted.emit()
    real.desk.begin("4 20 0740012")
    qtbot.waitUntil(lambda: run.app.tasks.is_idle)
    qtbot.wait(500)
    assert real.isVisible()
    assert real.desk.line.text() == "4 20 0740012"
    real.desk.line.clear()
    _rehearsal(qtbot)
