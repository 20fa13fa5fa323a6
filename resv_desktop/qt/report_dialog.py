"""The report for support: shown before it goes anywhere, copied or saved with one press."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame

_WIDTH, _HEIGHT = 800, 360


class ReportDialog(DialogFrame):
    """Shows a text that is on its way, then what can be done with it; saves nothing itself.

    save_wanted carries the text.
    """

    save_wanted = Signal(str)

    def __init__(self, parent: QWidget | None, look: Look) -> None:
        super().__init__(
            look,
            self.tr("Report for support"),
            self.tr(
                "How the program, this machine and the database are. No guest and no password is "
                "in it; of a phone number only the last four digits."
            ),
            act=self.tr("Copy"),
            hint=self.tr("Enter copies, Escape leaves."),
            parent=parent,
        )
        self.setObjectName("reportDialog")
        room = self.screen().availableGeometry().height() * 2 // 5
        self._report = _Text(min(look.px(_HEIGHT), room))
        self._report.setObjectName("report")
        self._report.setAccessibleName(self.tr("Report"))
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        # English, and lines of a log: they are read from left to right in every language.
        self._report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(look.font("secondary").pixelSize())
        self._report.setFont(font)
        self.save_button = Button(look, self.tr("Save as a file"))
        self.save_button.setObjectName("saveReportButton")
        self.save_button.clicked.connect(lambda: self.save_wanted.emit(self.text()))
        beside = QHBoxLayout()
        beside.setSpacing(GRID)
        beside.addWidget(self.save_button)
        beside.addStretch(1)
        self.body.addWidget(self._report)
        self.body.addLayout(beside)
        self.acted.connect(self._on_copy)
        self._set_there(is_there=False)
        self.message.say("progress", self.tr("The machine and the database are being asked."))

    def text(self) -> str:
        """Return the report, "" until it is there."""
        return self._report.toPlainText()

    def show_report(self, text: str, *, is_fine: bool) -> None:
        """Show the report, and say whether something in it needs a look."""
        self._report.setPlainText(text)
        self._set_there(is_there=True)
        if is_fine:
            self.message.say("success", self.tr("Nothing needs a look."))
        else:
            self.message.say("warn", self.tr("The first lines say what needs a look."))

    def say_saved(self, place: str) -> None:
        """Say where the file is."""
        self.message.say("success", self.tr("The report is saved: {file}").format(file=place))

    def _set_there(self, *, is_there: bool) -> None:
        self.act_button.setEnabled(is_there)
        self.save_button.setEnabled(is_there)
        (self.act_button if is_there else self._report).setFocus()

    def _on_copy(self) -> None:
        if self.text():
            QGuiApplication.clipboard().setText(self.text())
            self.message.say("success", self.tr("The report is in the clipboard."))

    def _width(self) -> int:
        return min(self.look.px(_WIDTH), self.screen().availableGeometry().width() - 2 * GRID)


class _Text(QPlainTextEdit):
    """As high as it is told: the style has a least height of its own for all fields."""

    def __init__(self, height: int) -> None:
        super().__init__()
        self._height = height

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height)
