"""Reports: an evening, a week or a month in figures, a chart and its table."""

from collections.abc import Callable
from datetime import date
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.errors import Outage
from resv_desktop.qt import words
from resv_desktop.qt.background import Trouble
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import DIALOG_PADDING, GAP, GRID, Look
from resv_desktop.qt.reports.chart_view import ChartView
from resv_desktop.qt.reports.period import SPANS, Period
from resv_desktop.qt.reports.period_picker import PeriodPicker
from resv_desktop.qt.reports.report_table import ReportTable
from resv_desktop.qt.reports.report_words import Figure, Told, definitions
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

_WIDTH: Final = 1200
_FIGURES: Final = 6
_BESIDE: Final = 520  # what the dialog needs for all else, and the screen around it
_HIGHEST: Final = 560
_LARGE_TEXT: Final = 1.3  # from here on nothing stands beside anything else
_PARTS: Final = 4  # by hour, by day, made before, what counts
_LEAD: Final = 2
_EVENING: Final = SPANS.index("evening")


class ReportsDialog(DialogFrame):
    """Shows one report and asks for others; wanted carries the Period.

    saved_wanted carries "pdf", "csv" or "print" for the report that is shown.
    """

    wanted = Signal(object)
    saved_wanted = Signal(str)

    def __init__(
        self, parent: QWidget | None, look: Look, keys: Keys, on: date, today: Callable[[], date]
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("reportsDialog")
        self.set_head(self.tr("Reports"))
        self.told: Told | None = None
        self._is_reading = self._is_fitted = False
        self._to_save = ""  # what is to be done once the days are counted that are asked for
        self._why_empty = ""
        self._part = 0
        self._today = today
        names = (self.tr("Evening"), self.tr("Week"), self.tr("Month"))
        self.span = SegmentedControl(look, names)
        self.span.setObjectName("reportSpan")
        self.span.setAccessibleName(self.tr("Evening, week or month"))
        self.span.set_index(_EVENING)
        self.picker = PeriodPicker(look, Period("evening", on))
        self.picker.set_today(today())
        self.today_button = Button(look, self.tr("Today"))
        self.today_button.setObjectName("reportToday")
        self.print_button = Button(look, self.tr("Print"))
        self.print_button.setObjectName("reportPrint")
        self.csv_button = Button(look)
        self.csv_button.setObjectName("reportCsv")
        self.parts = SegmentedControl(
            look,
            (
                self.tr("By hour"),
                self.tr("By day"),
                self.tr("Made before"),
                self.tr("What counts"),
            ),
        )
        self.parts.setObjectName("reportPart")
        self.parts.setAccessibleName(self.tr("What is shown"))
        self.parts.set_index(0)
        self.chart = ChartView(look)
        self.table = ReportTable(look)
        self.empty = EmptyState(look)
        self._figures = [_FigureBox(look) for _ in range(_FIGURES)]
        self._says = Label(look, "\n\n".join(definitions()), "row", wraps=True)
        self._fill_body()
        self.act_button.setObjectName("reportPdf")
        self.set_act(self.tr("Save the PDF"))
        self.set_hint(self._hint_of(keys))
        self._connect(keys)
        self._set_there(is_there=False)
        self.span.setFocus()

    @property
    def period(self) -> Period:
        """Which days are asked for."""
        return self.picker.period

    @property
    def saves_lead(self) -> bool:
        """Whether the file is the table of what was made before; else it has all hours."""
        return self._part == _LEAD

    def figures(self) -> list[str]:
        """Return the figures as they are read."""
        return [box.accessibleName() for box in self._figures]

    def ask(self) -> None:
        """Ask for the report of the days that are chosen; the last one stays for a moment."""
        self._is_reading, self._to_save = True, ""
        self.wanted.emit(self.period)

    def say_reading(self) -> None:
        """Say that it takes a moment."""
        self._let_go()
        self.message.say("progress", self.tr("Counting"))

    def show_told(self, told: Told) -> None:
        """Show a report."""
        self.told, self._is_reading, self._why_empty = told, False, told.empty
        for box, figure in zip(self._figures, told.figures, strict=True):
            box.show_figure(figure)
        if told.notes:
            self.message.say("quiet", " ".join(told.notes))
        else:
            self.message.clear()
        self._set_there(is_there=True)
        self._show_part()
        if not self._is_fitted:
            self._is_fitted = True
            self.fit()
        if self._to_save:
            self._save(self._to_save)

    def tell_unread(self, trouble: Trouble) -> None:
        """Say why it could not be counted."""
        self._is_reading, self._to_save = False, ""
        self._let_go()
        is_open = isinstance(trouble, Outage)
        again = self.tr("Try again") if is_open else None
        self.tell("error", words.sentence(trouble), again, self.ask if is_open else None)

    def say_saved(self, says: str, act: str, way_out: Callable[[], None]) -> None:
        """Say where the file is, or where the paper went."""
        self.set_ready()
        self.tell("success", says, act or None, way_out if act else None)

    def tell_not_saved(self, trouble: Trouble) -> None:
        """Say why there is no file or paper."""
        self.set_ready()
        self.tell("error", words.sentence(trouble))

    def tell_no_printer(self) -> None:
        """Say that there is nothing to print on, and what there is instead."""
        self.set_ready()
        says = self.tr("There is no printer on this machine.")
        self.tell("warn", says, self.tr("Save the PDF"), lambda: self._save("pdf"))

    # --- what is chosen

    def _on_span(self, number: int) -> None:
        self.picker.set_period(Period(SPANS[number], self._anchor()))
        self._offer_days()
        self.ask()

    def _anchor(self) -> date:
        """Return the day that stays in sight: today where it lies in what was shown."""
        period, today = self.period, self._today()
        if period.span != "evening" and period.first <= today <= period.last:
            return today
        return period.on if period.span == "evening" else period.first

    def _go(self, period: Period) -> None:
        self.picker.set_period(period)
        self.ask()

    def _on_today(self) -> None:
        today = self._today()
        self.picker.set_today(today)
        self._go(Period(self.period.span, today))

    def _on_part(self, number: int) -> None:
        self._part = number
        self._show_part()

    def _offer_days(self) -> None:
        """An evening has no days to be shown one by one."""
        has_days = self.period.span != "evening"
        self.parts.segment(1).setEnabled(has_days)
        if not has_days and self._part == 1:
            self._part = 0
            self.parts.set_index(0)
        self.parts.update()

    def _show_part(self) -> None:
        told = self.told
        self.csv_button.setText(self._csv_words())
        if self._part == _PARTS - 1:
            self._stack.setCurrentWidget(self._says)
            return
        self._stack.setCurrentWidget(self.empty if self._why_empty else self._both)
        if self._why_empty:
            self.empty.say("calendar", self._why_empty)
        if told is None or told.empty:
            return
        part = told.parts[self._shown_part()]
        self.chart.show_chart(part.chart)
        self.table.show_table(part.table)
        self.table.setMinimumWidth(min(self.table.wanted_width, self._room()))

    def _csv_words(self) -> str:
        if self.saves_lead:
            return self.tr("Save this table as CSV")
        return self.tr("Save all hours as CSV")

    def _shown_part(self) -> int:
        """Return the number of the part that is shown; an evening has none by day."""
        count = 0 if self.told is None else len(self.told.parts)
        number = min(self._part, _PARTS - 2)
        return max(0, number - (1 if count < _PARTS - 1 and number else 0))

    def _room(self) -> int:
        return self.width() - 2 * DIALOG_PADDING - (0 if self._is_large else self._least_chart())

    def _least_chart(self) -> int:
        return self.chart.minimumSizeHint().width() + GAP

    def _set_there(self, *, is_there: bool) -> None:
        for button in (self.act_button, self.print_button, self.csv_button):
            button.setEnabled(is_there)

    # --- what is done with it

    @property
    def _is_told(self) -> bool:
        """Whether the figures that stand there are of the days that stand above them."""
        return self.told is not None and self.told.period == self.period.said()

    def _let_go(self) -> None:
        """Show no figures any more that are of other days."""
        if self.told is None or self._is_told:
            return
        self._why_empty = self.tr("These days are not counted yet.")
        for box, figure in zip(self._figures, self.told.figures, strict=True):
            box.show_figure(Figure(figure.name, "–", ""))
        self.told = None
        self._set_there(is_there=False)
        self._show_part()

    def _save(self, what: str) -> None:
        if self._is_told and not self.is_busy:
            self._to_save = ""
            self.set_busy(self.tr("The report is being made"))
            self.saved_wanted.emit(what)
        elif self._is_reading:
            self._to_save = what
            self.say_reading()

    # --- how it is put together

    def _hint_of(self, keys: Keys) -> str:
        says = self.tr("{earlier} and {later} turn the pages, {paper} prints, Escape leaves.")
        return says.format(
            earlier=words.apart(keys.text("day_before")),
            later=words.apart(keys.text("day_after")),
            paper=words.apart(keys.text("sheet")),
        )

    def _connect(self, keys: Keys) -> None:
        self.span.chosen.connect(self._on_span)
        self.picker.period_picked.connect(self._go)
        self.today_button.clicked.connect(self._on_today)
        self.parts.chosen.connect(self._on_part)
        self.acted.connect(lambda: self._save("pdf"))
        self.csv_button.clicked.connect(lambda: self._save("csv"))
        self.print_button.clicked.connect(lambda: self._save("print"))
        acts: dict[str, Callable[[], object]] = {
            "day_before": lambda: self._go(self.period.earlier()),
            "day_after": lambda: self._go(self.period.later()),
            "today": self._on_today,
            "read_again": self.ask,
            "sheet": lambda: self._save("print"),
        }
        for name, act in acts.items():
            KeyShortcut(keys, name, self).activated.connect(act)
        self._offer_days()
        self._show_part()

    @property
    def _is_large(self) -> bool:
        return self.look.text_scale > _LARGE_TEXT

    def _fill_body(self) -> None:
        self.body.setSpacing(GAP)
        self.body.addLayout(self._in_rows([self.span, self.picker], [self.today_button]))
        grid = QGridLayout()
        grid.setSpacing(GRID)
        across = _FIGURES // 2 if self._is_large else _FIGURES
        for number, box in enumerate(self._figures):
            grid.addWidget(box, number // across, number % across)
            grid.setColumnStretch(number % across, 1)
        self.body.addLayout(grid)
        self.body.addLayout(self._in_rows([self.parts], [self.print_button, self.csv_button]))
        self._both = QWidget()
        both = QVBoxLayout(self._both) if self._is_large else QHBoxLayout(self._both)
        both.setContentsMargins(0, 0, 0, 0)
        both.setSpacing(GAP)
        both.addWidget(self.chart, 1)
        both.addWidget(self.table, 1 if self._is_large else 0)
        self._says.stand_at_the_top()
        self._stack = QStackedWidget()
        for widget in (self._both, self._says, self.empty):
            self._stack.addWidget(widget)
        room = self.screen().availableGeometry().height() - self.look.px(_BESIDE)
        self._stack.setMinimumHeight(
            max(self._stack.minimumSizeHint().height(), min(room, _HIGHEST))
        )
        self.body.addWidget(self._stack, 1)

    def _in_rows(self, leading: list[QWidget], trailing: list[QWidget]) -> QVBoxLayout:
        """Set widgets at both edges of a row; large words get a row for each edge."""
        rows = QVBoxLayout()
        rows.setSpacing(GRID)
        sides = [(leading, trailing)]
        if self._is_large:
            first, others = leading[:1], leading[1:]
            sides = [(first, trailing), (others, [])] if others else [(first, []), (trailing, [])]
        for at_start, at_end in sides:
            row = QHBoxLayout()
            row.setSpacing(GRID)
            for widget in at_start:
                row.addWidget(widget)
            row.addStretch(1)
            for widget in at_end:
                row.addWidget(widget)
            rows.addLayout(row)
        return rows

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * DIALOG_PADDING
        return min(self.look.px(_WIDTH), max(_WIDTH, screen), screen)


class _FigureBox(QFrame):
    """One number of a report, large enough to be read from afar."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("ground", "raised")
        self._name = Label(look, use="secondary", ink="muted")
        self._value = Label(look, use="detail title")
        self._detail = Label(look, use="secondary", ink="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, GRID, 12, GRID)
        column.setSpacing(0)
        column.addWidget(self._name)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self._value)
        row.addWidget(self._detail, 1, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_figure(Figure("", "", ""))

    def show_figure(self, figure: Figure) -> None:
        """Show another number."""
        self._name.setText(figure.name)
        self._value.setText(words.apart(figure.value))
        self._detail.setText(figure.detail)
        says = self.tr("{name}: {value}. {detail}")
        self.setAccessibleName(
            says.format(name=figure.name, value=figure.value, detail=figure.detail)
        )
