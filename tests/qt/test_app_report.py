"""The report for support is one press away, whether the book is open or cannot be opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from resv_desktop.qt.report_dialog import ReportDialog
from resv_desktop.store.mongod import ManagedServer
from tests.qt.program import Run, hooks, main_window, make_houses, run, start

_ = (hooks, run, start)


def _report(qtbot: QtBot, shown: Run) -> str:
    dialog = shown.shown("reportDialog")
    assert isinstance(dialog, ReportDialog)
    qtbot.waitUntil(lambda: dialog.text() != "")
    text = dialog.text()
    dialog.reject()
    return text


def test_from_the_menu_of_an_open_book(
    qtbot: QtBot, start: Callable[[], Run], mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    shown = start()
    shown.app.begin()
    window = main_window(qtbot, shown)
    qtbot.waitUntil(lambda: window.is_settled)
    window.menu.report_wanted.emit()
    text = _report(qtbot, shown)
    assert "restaurants 1, " in text
    assert "indexes: all there" in text
    assert mongod.uri.partition("@")[0].rpartition(":")[2] not in text  # the password


def test_from_the_first_window_where_the_book_cannot_be_opened(
    qtbot: QtBot, qapp: QApplication, hooks: None, tmp_path: Path
) -> None:
    del hooks
    shown = Run(qapp, "http://nonsense", "resv", tmp_path)
    shown.app.begin()
    qtbot.waitUntil(lambda: shown.shown("reportButton") is not None)
    button = shown.shown("reportButton")
    assert isinstance(button, QPushButton)
    button.click()
    text = _report(qtbot, shown)
    shown.app.close()
    assert "cannot be asked: The address of the database cannot be understood." in text
