"""A bug is said once, in plain words, with a report that tells nothing of the guests."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.crash import BugHook
from resv_desktop.qt.crash_dialog import CrashDialog, report_of, report_of_the_end
from resv_desktop.qt.look import Look


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


@pytest.fixture
def hook(look: Look, window: QWidget) -> Iterator[BugHook]:
    before = sys.excepthook, threading.excepthook
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    hook = BugHook(look, lambda: window)
    hook.install()
    yield hook
    sys.excepthook, threading.excepthook = before
    qInstallMessageHandler(handler)


def _dialogs(window: QWidget) -> list[CrashDialog]:
    return [d for d in window.findChildren(CrashDialog) if d.isVisible()]


def _bug() -> ValueError:
    return ValueError("phone +44 7400 123456 at mongodb://host:secret@db/")


def test_the_report_masks_phones_and_passwords() -> None:
    report = report_of(_bug())
    assert "…3456" in report
    assert "123456" not in report.replace("…3456", "")
    assert "secret" not in report
    assert "ValueError" in report
    assert "Python" in report


def test_the_lines_of_the_log_keep_their_times_in_the_report() -> None:
    line = "2026-11-28 13:20:16,584 WARNING resv_desktop: 2 guests at {}"
    log = "\n".join(line.format(phone) for phone in ("+44 7400 123456", "07400-123456"))
    report = report_of_the_end("Fatal Python error: Aborted", log)
    assert report.splitlines()[-2:] == [line.format("…3456")] * 2


def test_a_bug_is_shown_once_and_logged_each_time(
    qtbot: QtBot, hook: BugHook, window: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        hook.tell(_bug())
        hook.tell(_bug())
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    assert len(caplog.records) == 2
    _dialogs(window)[0].reject()
    qtbot.waitUntil(lambda: not _dialogs(window))
    hook.tell(_bug())
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    caplog.clear()


def test_a_bug_of_the_very_end_is_logged_and_shown_over_no_window_that_has_gone(
    qtbot: QtBot, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    window = QWidget()
    hook = BugHook(look, lambda: window)
    shiboken6.delete(window)
    with qtbot.captureExceptions() as bugs:
        hook.tell(_bug())
    assert bugs == []
    assert [record.message for record in caplog.records] == ["a bug"]


def test_what_is_tried_again_and_again_is_not_shown_after_each_escape(
    qtbot: QtBot, hook: BugHook, window: QWidget, caplog: pytest.LogCaptureFixture
) -> None:
    def raised(number: str) -> Exception:
        try:
            int(number)
        except ValueError as bug:
            return bug
        raise AssertionError

    hook.tell(raised("x"))
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    _dialogs(window)[0].reject()
    hook.tell(raised("y"))
    assert not _dialogs(window)
    hook.tell(_bug())  # another one
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    assert sum(record.levelno == logging.ERROR for record in caplog.records) == 3
    caplog.clear()


def test_the_hooks_of_python_lead_to_the_dialog(
    qtbot: QtBot, hook: BugHook, window: QWidget
) -> None:
    del hook
    bug = _bug()
    sys.excepthook(ValueError, bug, None)
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    _dialogs(window)[0].reject()
    qtbot.waitUntil(lambda: not _dialogs(window))
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    assert "ZeroDivisionError" in _report(window).toPlainText()


def _report(window: QWidget) -> QPlainTextEdit:
    report = _dialogs(window)[0].findChild(QPlainTextEdit, "report")
    assert isinstance(report, QPlainTextEdit)
    return report


def test_enter_copies_the_report_and_escape_leaves(
    qtbot: QtBot, hook: BugHook, window: QWidget
) -> None:
    hook.tell(_bug())
    qtbot.waitUntil(lambda: len(_dialogs(window)) == 1)
    dialog = _dialogs(window)[0]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert "ValueError" in QGuiApplication.clipboard().text()
    assert "clipboard" in dialog.message.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not _dialogs(window))
