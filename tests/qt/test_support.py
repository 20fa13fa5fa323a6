"""The report for support is made behind the window, shown first, and copied or saved by a press."""

import stat
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.doctor.report import Station as About
from resv_desktop.domain.health import Health
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.report_dialog import ReportDialog
from resv_desktop.qt.support_acts import SupportActs
from resv_desktop.settings import Folders, Settings
from tests.qt.stand import Stand
from tests.qt.station import Station, dialog_of


@pytest.fixture
def support(look: Look, stand: Stand, station: Station, tmp_path: Path) -> SupportActs:
    """What makes the report, about the stand's book and a home of its own."""

    def about() -> About:
        return About(
            folders=Folders.under(tmp_path / "home"),
            settings=Settings(station="Stand 1"),
            uri="mongodb://somewhere/",
            database="resv",
            ask_health=station.health,
        )

    return SupportActs(look, stand.tasks, about, stand.tasks, folder=tmp_path / "documents")


def _opened(qtbot: QtBot, window: MainWindow) -> ReportDialog:
    window.menu.report_wanted.emit()
    dialog = dialog_of(window, ReportDialog)
    qtbot.waitUntil(lambda: dialog.text() != "")
    return dialog


def test_the_report_is_shown_then_copied_with_enter_and_left_with_escape(
    qtbot: QtBot, window: MainWindow, support: SupportActs
) -> None:
    window.menu.report_wanted.connect(lambda: support.open_over(window))
    dialog = _opened(qtbot, window)
    assert "station: Stand 1" in dialog.text()
    assert "indexes: all there" in dialog.text()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == dialog.text()
    assert "clipboard" in dialog.message.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)


def test_it_is_saved_where_only_this_user_reads_it(
    qtbot: QtBot, window: MainWindow, support: SupportActs, tmp_path: Path
) -> None:
    window.menu.report_wanted.connect(lambda: support.open_over(window))
    dialog = _opened(qtbot, window)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "is saved" in dialog.message.text())
    (saved,) = (tmp_path / "documents").iterdir()
    assert saved.read_text(encoding="utf-8") == f"{dialog.text()}\n"
    assert stat.S_IMODE(saved.stat().st_mode) == 0o600
    assert saved.name in dialog.message.text()


def test_a_report_that_cannot_be_saved_can_still_be_copied(
    qtbot: QtBot, window: MainWindow, support: SupportActs, tmp_path: Path
) -> None:
    (tmp_path / "documents").write_text("in the way")
    window.menu.report_wanted.connect(lambda: support.open_over(window))
    dialog = _opened(qtbot, window)
    dialog.save_button.click()
    qtbot.waitUntil(lambda: "could not be saved" in dialog.message.text())
    assert dialog.message.kind == "error"
    assert dialog.act_button.isEnabled()


def test_the_window_is_free_while_the_database_keeps_the_report_waiting(
    qtbot: QtBot, stand: Stand, look: Look, tmp_path: Path
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    is_asked, answers = threading.Event(), threading.Event()

    def late() -> Health:
        is_asked.set()
        assert answers.wait(20)
        return stand.controller.health()

    about = About(
        folders=Folders.under(tmp_path),
        settings=None,
        uri=None,
        database="resv",
        ask_health=late,
    )
    support = SupportActs(look, stand.tasks, lambda: about, stand.tasks)
    support.open(parent)
    dialog = parent.findChild(ReportDialog)
    assert isinstance(dialog, ReportDialog)
    qtbot.waitUntil(is_asked.is_set)
    assert dialog.text() == ""
    assert not dialog.act_button.isEnabled()
    assert "being asked" in dialog.message.text()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)  # nobody has to wait for it
    assert not dialog.isVisible()
    answers.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
