"""A bug of ours: said once in plain words, with a report to copy, and the program lives on."""

import logging
import math
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.steady import steady_s
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.qt.crash_dialog import CrashDialog

logger = logging.getLogger(__name__)

_NOT_AGAIN_FOR_S: Final = 600.0


class BugHook(QObject):
    """The one hook that every bug ends in, from whichever thread: logged, and shown once.

    What is tried again and again, as the day is read, is not shown again for a while.
    """

    broke = Signal(object)

    def __init__(
        self, look: Look, parent_window: Callable[[], QWidget | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._parent_window = parent_window
        self._dialog: CrashDialog | None = None
        self._told_s: dict[tuple[object, ...], float] = {}
        self.broke.connect(self._show)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def tell(self, bug: BaseException) -> None:
        """Log a bug and show it; safe from any thread."""
        if self._is_known(bug):
            logger.error("the same bug again: %s", type(bug).__name__)
            return
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
        from resv_desktop.qt.crash_dialog import CrashDialog, report_of

        parent = self._parent_window()
        if parent is not None and not shiboken6.isValid(parent):  # the program is about to end
            return
        dialog = CrashDialog(self._look, report_of(bug), parent)
        self._dialog = dialog
        dialog.finished.connect(self._on_finished)
        dialog.open()

    def _is_known(self, bug: BaseException) -> bool:
        """Whether the same has been told lately; what nobody raised is the same as nothing."""
        trace = traceback.extract_tb(bug.__traceback__)
        if not trace:
            return False
        what, now = (type(bug), trace[-1].filename, trace[-1].lineno), steady_s()
        is_known = now - self._told_s.get(what, -math.inf) < _NOT_AGAIN_FOR_S
        if not is_known:
            self._told_s[what] = now
        return is_known

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
