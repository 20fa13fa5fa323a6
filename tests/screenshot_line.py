"""Pictures of the command line: what it finds, offers and refuses, while it is typed in."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.wait_dialog import WaitDialog
from tests.screenshot_house import LONG_WISH, LONG_WISH_OF_ANOTHER_DAY
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take the pictures of the line over a full evening."""
    window = stage.open_main_window()
    stage.wait("it is live", lambda: window.bottom.freshness.kind == "ok")
    for name, text, downs in (
        ("line-party", "4", 0),
        ("line-walk-in-full", "8", 0),
        ("line-free", "4 20", 0),
        ("line-reserve", "4 20 07400 123456 Cohen", 0),
        ("line-armed", "4 20 07400 123456 Cohen", 1),
        ("line-second-row", "4 20 07400 123456 Cohen", 3),
        ("line-long-name", LONG_WISH, 1),
        ("line-other-day", LONG_WISH_OF_ANOTHER_DAY, 1),
        ("line-found-by-name", "ha", 1),
        ("line-found-by-number", "0063", 0),
        ("line-nobody", "Zzyzx", 0),
        ("line-no-such-hour", "4 7:00", 0),
        ("line-over", "4 15:00", 0),
        ("line-two-parties", "4 8", 0),
        ("line-wrong-number", "4 20 07400 1234a", 0),
    ):
        _type(stage, window, text)
        for _ in range(downs):
            QTest.keyClick(window.top.line, Qt.Key.Key_Down)
        stage.take(name, window)
        QTest.keyClick(window.top.line, Qt.Key.Key_Escape)
    _given_back(stage, window)
    _full(stage, window)
    _outage(stage, window)
    stage.close(window)


def _given_back(stage: Stage, window: MainWindow) -> None:
    """Look for a guest whose table was cancelled a moment ago, who may stand at the door."""
    held = stage.house.reserve_elsewhere(24, 20)
    stage.house.cancel_elsewhere(held)
    _type(stage, window, held.reserved_by[-4:])
    stage.wait("it is told", lambda: ": " in window.desk.panel.message.text())
    stage.take("line-given-back", window)
    QTest.keyClick(window.top.line, Qt.Key.Key_Escape)
    stage.rest(window)


def _type(stage: Stage, window: MainWindow, text: str) -> None:
    window.activateWindow()
    for character in text:
        QTest.keyClicks(window.focusWidget() or window, character)
    stage.wait("it is answered", lambda: not window.desk.is_half_typed)
    stage.rest(window)


def _full(stage: Stage, window: MainWindow) -> None:
    held = [stage.house.reserve_elsewhere(24, 20)]
    stage.rest(window)
    _type(stage, window, "8 20")
    stage.take("line-full", window)
    QTest.keyClick(window.top.line, Qt.Key.Key_W)
    stage.take("line-waitlist", window)
    for character in "07400 123456":
        QTest.keyClicks(window.top.line, character)
    QTest.keyClick(window.top.line, Qt.Key.Key_Return)
    stage.wait("it is on the waitlist", lambda: bool(window.notice))
    reader = window.waiting.reader
    stage.wait("it is known here", lambda: bool(reader.now.entries))
    window.waiting.open(stage.house.slot(24, 20), 8)
    dialog = window.findChild(WaitDialog)
    assert dialog is not None
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("waitlist", dialog)
    dialog.reject()
    for reservation in held:
        stage.house.cancel_elsewhere(reservation)
    stage.wait("the table is offered", window.waiting.row.isVisible)
    stage.rest(window)
    stage.take("waiting-offered", window)
    window.waiting.open(stage.house.slot(24, 20), 8)
    dialogs = window.findChildren(WaitDialog)
    stage.wait("the dialog is in front", dialogs[-1].isActiveWindow)
    stage.wait("it is known to be free", lambda: dialogs[-1].message.kind == "success")
    stage.take("waitlist-free", dialogs[-1])
    dialogs[-1].reject()
    window.waiting.row.pass_button.click()
    stage.wait("they are passed over", lambda: not window.waiting.row.isVisible())
    stage.rest(window)


def _outage(stage: Stage, window: MainWindow) -> None:
    _type(stage, window, "4 20 07400 123456 Cohen")
    with stage.frozen_database():
        for _ in range(2):
            QTest.keyClick(window.top.line, Qt.Key.Key_Return)
        stage.wait("it is told", lambda: not window.desk.is_writing)
        stage.take("line-outage", window)
    stage.wait("the book is read again", lambda: not window.banner.isVisible())
    stage.wait("it is reserved", lambda: _is_reserved(window))
    stage.rest(window)
    stage.take("line-reserved", window)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    stage.wait("it is taken back", lambda: not _has_table(stage, 8, 20))
    stage.rest(window)


def _is_reserved(window: MainWindow) -> bool:
    """Try again as a host does: the silent attempt may hold the hour for a moment longer."""
    if window.desk.is_open and not window.desk.is_writing and not window.notice:
        QTest.keyClick(window.top.line, Qt.Key.Key_Return)
    return bool(window.notice)


def _has_table(stage: Stage, table: int, hour: int) -> bool:
    return not stage.house.slot(table, hour).is_available
