"""When the house is open: its usual hours, and those of single weekdays."""

from contextlib import suppress

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.restaurant import WEEKDAYS
from resv_desktop.qt import words
from resv_desktop.qt.house.draft import HouseDraft
from resv_desktop.qt.look import DIALOG_PADDING, GRID, Look
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.hours_row import HoursRow
from resv_desktop.qt.widgets.label import Label

_USUAL, _OWN, _CLOSED = range(3)


class WeekPage(QWidget):
    """A row for the usual hours and one for each weekday; changed when another one is picked."""

    changed = Signal()

    def __init__(self, look: Look, draft: HouseDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._draft = look, draft
        usual = self.tr("Usual hours")
        self.usual = HoursRow(look, usual)
        self.usual.setObjectName("usualHours")
        self.kinds: dict[str, Choice] = {}
        self.rows: dict[str, HoursRow] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(DIALOG_PADDING)
        grid.setVerticalSpacing(GRID // 2)
        grid.addWidget(Label(look, usual, "label"), 0, 0)
        grid.addWidget(self.usual, 0, 2)
        first = words.locale().firstDayOfWeek().value - 1
        for row, number in enumerate([*range(first, 7), *range(first)], 1):
            self._add_day(grid, row, number)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(len(WEEKDAYS) + 1, 1)
        self.fill()
        self.usual.changed.connect(self._on_usual)

    def _add_day(self, grid: QGridLayout, at: int, number: int) -> None:
        day = WEEKDAYS[number]
        name = words.locale().standaloneDayName(number + 1, QLocale.FormatType.LongFormat)
        kind = Choice(self._look, name)
        kind.setObjectName(f"{day}Kind")
        kind.addItems([self.tr("As usual"), self.tr("Own hours"), self.tr("Closed")])
        row = HoursRow(self._look, name)
        row.setObjectName(f"{day}Hours")
        policy = row.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        row.setSizePolicy(policy)
        kind.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.kinds[day], self.rows[day] = kind, row
        label = Label(self._look, name, "row")
        label.setBuddy(kind)
        grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(kind, at, 1)
        grid.addWidget(row, at, 2)
        kind.currentIndexChanged.connect(lambda _: self._on_day(day))
        row.changed.connect(lambda: self._on_day(day))

    def fill(self) -> None:
        """Show what is wished now."""
        draft = self._draft
        self._show(self.usual, draft.opening_hours)
        for day in WEEKDAYS:
            kind, row = self.kinds[day], self.rows[day]
            hours = draft.week_hours.get(day)
            with_signals = kind.blockSignals(True)
            kind.setCurrentIndex(
                _USUAL if day not in draft.week_hours else _CLOSED if hours is None else _OWN
            )
            kind.blockSignals(with_signals)
            self._show(row, hours or draft.opening_hours)
            row.setVisible(kind.currentIndex() == _OWN)

    @staticmethod
    def _show(row: HoursRow, hours: str) -> None:
        row.blockSignals(True)
        with suppress(InvalidOpeningHours):  # what another program stored is left to be refused
            row.set_text(hours)
        row.blockSignals(False)

    def _on_usual(self) -> None:
        self._draft.opening_hours = self.usual.text()
        for day, row in self.rows.items():
            if self.kinds[day].currentIndex() != _OWN:
                self._show(row, self.usual.text())
        self.changed.emit()

    def _on_day(self, day: str) -> None:
        kind, row, week = self.kinds[day].currentIndex(), self.rows[day], self._draft.week_hours
        row.setVisible(kind == _OWN)
        if kind == _USUAL:
            week.pop(day, None)
        else:
            week[day] = row.text() if kind == _OWN else None
        self.changed.emit()
