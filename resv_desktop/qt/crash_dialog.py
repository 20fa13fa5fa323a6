"""What a bug of ours looks like to the host: plain words, and a report to copy."""

import platform
import traceback

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from resv_desktop import __version__
from resv_desktop.logs import discreet_lines
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame

_REPORT_HEIGHT = 220


def report_of(bug: BaseException) -> str:
    """Return the text that helps to find a bug; phone numbers are masked, passwords left out."""
    return _report("".join(traceback.format_exception(bug)))


def report_of_the_end(crash: str, log: str) -> str:
    """Return the text that helps to find out why the program ended, from what was written down."""
    return _report("\n\n".join(filter(None, [crash, log])))


def _report(text: str) -> str:
    return discreet_lines(
        f"resv-desktop {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.machine()}\n\n{text}"
    )


class CrashDialog(DialogFrame):
    """One bug, with its report to copy; the host can go on working behind it."""

    def __init__(
        self, look: Look, report: str, parent: QWidget | None = None, *, has_ended: bool = False
    ) -> None:
        """has_ended says that the bug, whatever it was, ended the program."""
        super().__init__(
            look,
            self.tr("The program ended unexpectedly")
            if has_ended
            else self.tr("Something went wrong in the program"),
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
