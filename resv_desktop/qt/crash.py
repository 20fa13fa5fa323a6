"""A bug of ours: said once in plain words, with a report to copy, and the program lives on."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resv_desktop import __version__
from resv_desktop.logs import discreet
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame

logger = logging.getLogger(__name__)

_REPORT_HEIGHT = 220


def report_of(bug: BaseException) -> str:
    """Return the text that helps to find a bug; phone numbers are masked, passwords left out."""
    trace = "".join(traceback.format_exception(bug))
    return discreet(
        f"resv-desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.machine()}\n\n{trace}"
    )


class CrashDialog(DialogFrame):
    """One bug, with its report to copy; the host can go on working behind it."""

    def __init__(self, look: Look, report: str, parent: QWidget | None = None) -> None:
        super().__init__(
            look,
            self.tr("Something went wrong in the program"),
            self.tr("Reservations that were confirmed are safe. You can go on working."),
            act=self.tr("Copy the report"),
            hint=self.tr("Escape leaves."),
            parent=parent,
        )
        self.setObjectName("crashDialog")
        self._report = QPlainTextEdit(report)
        self._report.setObjectName("report")
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setReadOnly(True)
        self._report.setFixedHeight(look.px(_REPORT_HEIGHT))
        self._report.setTabChangesFocus(True)
        self.body.addWidget(self._report)
        self.message.say("quiet", self.tr("Send the report to whoever looks after the program."))
        self.acted.connect(self._on_copy)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
        self.message.say("success", self.tr("The report is in the clipboard."))


class BugHook(QObject):
    """The one hook that every bug ends in, from whichever thread: logged, and shown once."""

    broke = Signal(object)

    def __init__(
        self, look: Look, parent_window: Callable[[], QWidget | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._parent_window = parent_window
        self._dialog: CrashDialog | None = None
        self.broke.connect(self._show)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def tell(self, bug: BaseException) -> None:
        """Log a bug and show it; safe from any thread."""
        logger.error("a bug", exc_info=bug)
        self.broke.emit(bug)

    def _on_exception(
        self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self.tell(bug.with_traceback(trace))

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self.tell(arguments.exc_value)

    def _show(self, bug: BaseException) -> None:
        if self._dialog is not None:  # one at a time; all are in the log
            return
        dialog = CrashDialog(self._look, report_of(bug), self._parent_window())
        self._dialog = dialog
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _on_finished(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None


def _on_qt_message(kind: QtMsgType, _context: object, message: str) -> None:
    levels = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }
    logger.log(levels.get(kind, logging.ERROR), "Qt: %s", message)
