"""About says which program this is, and under which licence everything inside of it is."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPlainTextEdit
from pytestqt.qtbot import QtBot

from resv_desktop import __version__
from resv_desktop.qt.about_dialog import AboutDialog
from resv_desktop.qt.main_window import MainWindow
from tests.qt.station import dialog_of


def test_the_part_that_is_picked_is_told_in_full(qtbot: QtBot, window: MainWindow) -> None:
    window.menu.about_wanted.emit()
    dialog = dialog_of(window, AboutDialog)
    rows = dialog.findChild(QListView, "partList")
    text = dialog.findChild(QPlainTextEdit, "licence")
    assert isinstance(rows, QListView)
    assert isinstance(text, QPlainTextEdit)
    qtbot.waitUntil(lambda: rows.model().rowCount() > 10)
    names = [str(rows.model().index(n, 0).data()) for n in range(rows.model().rowCount())]
    assert names[0] == f"resv-desktop {__version__}"
    assert "Permission is hereby granted" in text.toPlainText()
    QTest.keyClick(rows, Qt.Key.Key_Down)
    assert names[1].startswith("Qt 6.")
    assert text.toPlainText().startswith("Source: https://download.qt.io/official_releases/qt/6.")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text.toPlainText()
    QTest.keyClick(rows, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)
