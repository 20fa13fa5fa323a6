"""The three pages of export and import: days into a file, a calendar, a file to read."""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.qt.look import DIALOG_PADDING, FIELD_TO_FIELD, GRID, LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.day_picker import DayPicker
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.settings import Settings

_LABELS = 152


class ExportPage(QWidget):
    """Which days, and as what; forms are the ends of the file's name, as on the switch."""

    def __init__(self, look: Look, today: date, days_ahead: int, forms: Sequence[str]) -> None:
        super().__init__()
        self._forms = forms
        self.first = self._day(look, "exportFrom", self.tr("From the evening of"), today)
        ahead = today + timedelta(days=days_ahead)
        self.last = self._day(look, "exportTo", self.tr("To the evening of"), ahead)
        for picker in (self.first, self.last):
            picker.set_today(today)
        self.form = SegmentedControl(
            look, [self.tr("CSV for spreadsheets"), self.tr("Calendar (iCalendar)")]
        )
        self.form.setObjectName("exportForm")
        self.form.setAccessibleName(self.tr("Saved as"))
        self.form.set_index(0)
        says = self.tr(
            "Every reservation of these evenings, with number, name and note. Whoever has the file "
            "can read them."
        )
        labelled = [
            (self.tr("From the evening of"), self.first),
            (self.tr("To the evening of"), self.last),
            (self.tr("Saved as"), self.form),
        ]
        grid = QGridLayout()
        grid.setVerticalSpacing(GRID)
        grid.setHorizontalSpacing(DIALOG_PADDING)
        grid.setColumnMinimumWidth(0, look.px(_LABELS))
        grid.setColumnStretch(1, 1)
        for row, (text, control) in enumerate(labelled):
            grid.addWidget(Label(look, text, "label", wraps=True), row, 0)
            grid.addWidget(control, row, 1, Qt.AlignmentFlag.AlignLeading)
        column = _column(self)
        column.addLayout(grid)
        column.addWidget(Label(look, says, "secondary", "muted", wraps=True))
        column.addStretch()
        self.first.picked.connect(self._on_first)
        self.last.picked.connect(self._on_last)

    @property
    def chosen_form(self) -> str:
        """The end of the file's name: what it is saved as."""
        return self._forms[self.form.index or 0]

    def _day(self, look: Look, name: str, says: str, day: date) -> DayPicker:
        picker = DayPicker(look, day)
        picker.setObjectName(name)
        picker.setAccessibleName(says)
        return picker

    def _on_first(self, day: date) -> None:
        self.last.set_day(max(day, self.last.day))

    def _on_last(self, day: date) -> None:
        self.first.set_day(min(day, self.first.day))


class FeedPage(QWidget):
    """Whether a calendar file is kept, where, and how much is in it."""

    def __init__(self, look: Look, settings: Settings, usual: Path) -> None:
        super().__init__()
        self.is_kept = CheckBox(look, self.tr("Keep a calendar file up to date"))
        self.is_kept.setObjectName("feedBox")
        self.is_kept.setChecked(bool(settings.feed_file))
        self.file = Field(look, self.tr("File"))
        self.file.edit.setObjectName("feedFile")
        self.file.set_text(settings.feed_file or str(usual))
        self.file.edit.setCursorPosition(0)
        self.details = CheckBox(look, self.tr("Numbers in full, and notes"))
        self.details.setObjectName("feedDetailsBox")
        self.details.setChecked(settings.feed_details)
        says = self.tr(
            "While this window is open, the file has the reservations from yesterday on. It "
            "changes a few seconds after something changed at any station. Calendars that "
            "subscribe to it show them. Names and party sizes are in it; of numbers the last four "
            "digits, unless you choose otherwise."
        )
        self.state = Label(look, "", "secondary", "muted", wraps=True)
        self.state.setObjectName("feedState")
        column = _column(self)
        column.addWidget(Label(look, says, "secondary", "muted", wraps=True))
        column.addWidget(self.is_kept)
        column.addWidget(self.file)
        column.addWidget(self.details)
        column.addWidget(self.state)
        column.addStretch()
        self.is_kept.toggled.connect(self._show_kept)
        self._show_kept(self.is_kept.isChecked())

    def chosen_file(self) -> str:
        """Return the file that is to be kept, "" for none."""
        typed = self.file.text().strip()
        return typed if self.is_kept.isChecked() else ""

    def _show_kept(self, is_kept: bool) -> None:
        self.file.setEnabled(is_kept)
        self.details.setEnabled(is_kept)


class ImportPage(QWidget):
    """Which file is read; nothing is written by that."""

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        says = self.tr(
            "A CSV file with one reservation in each row, from this program, another one or a "
            "spreadsheet. First you see what would happen to each row; nothing is written before "
            "you say so."
        )
        self.file = Field(look, self.tr("File"))
        self.file.edit.setObjectName("importFile")
        self.choose_button = Button(look, self.tr("Choose a file…"))
        self.choose_button.setObjectName("chooseImportButton")
        self.choose_button.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.addWidget(self.choose_button)
        row.addStretch()
        column = _column(self)
        column.addWidget(Label(look, says, "secondary", "muted", wraps=True))
        column.addWidget(self.file)
        column.addLayout(row)
        column.addStretch()

    def _choose(self) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        dialog = QFileDialog(
            self,
            self.tr("Choose a file"),
            QStandardPaths.writableLocation(documents),
            self.tr("CSV files (*.csv *.txt *.tsv);;All files (*)"),
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.open()

    def _on_chosen(self, file: str) -> None:
        self.file.set_text(file)
        self.chosen.emit()


def _column(page: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(FIELD_TO_FIELD - LABEL_TO_FIELD)
    return column
