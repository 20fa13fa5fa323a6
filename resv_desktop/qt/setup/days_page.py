"""Everything once more, then the days ahead are prepared before the host's eyes."""

from collections.abc import Collection
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.domain.restaurant import USUAL_DAYS_AHEAD, Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.look import GAP, PADDING, Look, Role
from resv_desktop.qt.setup import amounts
from resv_desktop.qt.setup.page import Page
from resv_desktop.qt.setup.preparing import Answers, Preparing
from resv_desktop.qt.setup.wrapped_lines import WrappedLines
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import Panel, rule
from resv_desktop.qt.widgets.progress_line import ProgressLine

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

DaysState = Literal["review", "running", "stopped", "trouble", "meanwhile", "ready"]
_LABEL_WIDTH = 138
_FACTS = 5


class DaysPage(Page):
    """The only page that writes.

    It shows the answers, then the days as they are prepared; it can be stopped and continued,
    and a silent database leaves everything as it is for the next try. Where another station has
    set a restaurant up meanwhile, the host decides whether to use that one (used is emitted) or
    to have both.
    """

    used = Signal(object)

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        resume: Restaurant | None,
        known_ids: Collection[str] = (),
    ) -> None:
        super().__init__(look, "", "", "")
        self.step = self.tr("Prepare the days")
        self.preparing = Preparing(tasks, controller, resume, known_ids, self)
        self._answers: Answers | None = None
        self._state: DaysState = "review"
        self._resumes = bool(resume and resume.tables)
        self._facts = [WrappedLines(look, lines=4) for _ in range(_FACTS)]
        self._icon = IconMark(look)
        self._words = WrappedLines(look, use="row name", lines=9)
        self._line = ProgressLine(look)
        self._line.setObjectName("setupProgress")
        self._line.setAccessibleName(self.tr("Days prepared"))
        self.stop_button = Button(look, self.tr("Stop"))
        self.stop_button.setObjectName("stopButton")
        self.both_button = Button(look, self.tr("Set up both"))
        self.both_button.setObjectName("bothButton")
        self.progress = Panel()
        self._lay_out()
        self.stop_button.clicked.connect(self._on_stop)
        self.both_button.clicked.connect(self._on_both)
        self.preparing.moved.connect(self._on_moved)
        self.preparing.ended.connect(self._on_ended)
        self.preparing.failed.connect(self._on_failed)

    @property
    def state(self) -> DaysState:
        """How far it is."""
        return self._state

    def said(self) -> str:
        """Return what is said about the days."""
        return self._words.text()

    def set_answers(self, answers: Answers) -> None:
        """Show what was answered on the pages before."""
        self._answers = answers
        count, seats = len(answers.capacities), sum(answers.capacities)
        facts = (
            answers.name,
            words.phone(answers.phone, None),
            amounts.opening_hours(answers.hours),
            answers.timezone,
            self.tr("{tables}, {seats}: {sizes}").format(
                tables=amounts.tables(count),
                seats=amounts.seats(seats),
                sizes=amounts.tables_by_size(answers.capacities),
            ),
        )
        for label, fact in zip(self._facts, facts, strict=True):
            label.set_words(fact)
        self._show("review")

    def answer(self) -> str:
        if self._state == "ready":
            return self.tr("Done")
        return self.tr("{count} days ahead").format(count=self._days_ahead())

    def lacks(self) -> str:
        return self.tr("One moment") if self._state == "running" else ""

    def act_words(self) -> str:
        said = {
            "review": self.tr("Prepare {count} days").format(count=self._days_ahead()),
            "running": self.tr("Finish"),
            "stopped": self.tr("Go on"),
            "trouble": self.tr("Try again"),
            "meanwhile": self.tr("Use that one"),
            "ready": self.tr("Finish"),
        }
        return said[self._state]

    def next_words(self) -> str:
        return "" if self._state != "stopped" else self.tr("Next: the days that are missing")

    def can_go_back(self) -> bool:
        return (
            self._state in ("review", "trouble", "meanwhile")
            and self.preparing.restaurant is None
            and not self.preparing.is_unclear
        )

    def can_leave(self) -> bool:
        """Return whether leaving now loses nothing: all is saved and nothing is under way."""
        return not self.preparing.is_running and self.preparing.restaurant is not None

    def enter(self) -> None:
        if self._resumes and self._state == "review":
            self._go_on()

    def act(self) -> None:
        if self._state == "ready":
            self.done.emit()
        elif self._state == "meanwhile":
            self.used.emit(self.preparing.others[0])
        elif self._state == "stopped" or self._resumes:
            self._go_on()
        elif self._state != "running":
            assert self._answers is not None
            self._show("running")
            self.preparing.begin(self._answers)

    def _go_on(self) -> None:
        self._show("running")
        self.preparing.go_on()

    def _on_both(self) -> None:
        assert self._answers is not None
        self._show("running")
        self.preparing.begin_beside_others(self._answers)

    def _on_stop(self) -> None:
        self.preparing.stop()
        self._show("running")

    def _on_moved(self) -> None:
        self._show("running")

    def _on_ended(self, is_complete: bool) -> None:
        self._show("ready" if is_complete else "stopped")
        announce(self._words)

    def _on_failed(self, trouble: Trouble) -> None:
        others = self.preparing.others
        self._show("meanwhile" if others else "trouble")
        text = words.sentence(trouble)
        if others:
            more = self.tr("Use that one, or set up yours beside it as a second restaurant.")
            text = f"{text} {more}"
        elif isinstance(trouble, Outage):
            more = self.tr("Everything you answered is still here. Nothing is made twice when it "
                           "is tried again.")  # fmt: skip
            text = f"{text} {more}"
        elif isinstance(trouble, Refusal) and self.can_go_back():
            back = self.tr("Go back and put it right.")
            text = f"{text} {back}"
        self._words.set_words(text)
        announce(self._words)

    def _show(self, state: DaysState) -> None:
        was = self._state
        self._state = state
        icons: dict[DaysState, tuple[str, Role]] = {
            "review": ("calendar", "muted"),
            "running": ("clock", "accent"),
            "stopped": ("clock", "warn"),
            "trouble": ("triangle", "error"),
            "meanwhile": ("triangle", "warn"),
            "ready": ("check-circle", "success"),
        }
        self._icon.set_icon(*icons[state])
        self._say_head()
        done, total = self.preparing.progress
        self._line.set_progress(done, total)
        self._line.setVisible(state != "review" and (total > 0 or state == "running"))
        self.stop_button.setVisible(state == "running")
        self.stop_button.setEnabled(not self.preparing.is_stopping)
        self.both_button.setVisible(state == "meanwhile")
        if state not in ("trouble", "meanwhile"):
            self._words.set_words(self._state_words(done, total))
        if state != was:
            self.changed.emit()

    def _say_head(self) -> None:
        titles = {
            "review": self.tr("Is everything right?"),
            "running": self.tr("The days are being prepared"),
            "stopped": self.tr("The days are not all prepared"),
            "trouble": self.tr("The days are not all prepared"),
            "meanwhile": self.tr("There is a restaurant already"),
            "ready": self.tr("All is ready"),
        }
        more = {
            "review": self.tr("Nothing has been saved yet."),
            "running": self.tr("Each day gets its hours, and each hour all its tables."),
            "stopped": self.tr("What is done is kept. You can go on now or at the next start."),
            "trouble": self.tr("It can be tried again at once."),
            "meanwhile": self.tr("Everything you answered is still here."),
            "ready": self.tr("Guests can reserve now."),
        }
        self.set_head(titles[self._state], more[self._state])

    def _state_words(self, done: int, total: int) -> str:
        first = self.preparing.first_day()
        if self._state == "review":
            text = self.tr("Every hour of today and the next {count} days will be prepared.")
            return text.format(count=self._days_ahead())
        if self._state == "ready":
            return self._ready_words(total)
        if self.preparing.is_stopping:
            return self.tr("Stopping")
        if self._state == "stopped":
            return self.tr("Stopped after day {number} of {total}.").format(
                number=done, total=total
            )
        if first is None or total == 0:
            return self.tr("Saving the restaurant and its tables")
        on = first + timedelta(days=min(done, total - 1))
        return self.tr("{day}, day {number} of {total}").format(
            day=words.long_day(on), number=min(done + 1, total), total=total
        )

    def _ready_words(self, total: int) -> str:
        restaurant, first = self.preparing.restaurant, self.preparing.first_day()
        assert restaurant is not None
        assert first is not None
        seats = sum(table.capacity for table in restaurant.tables)
        text = self.tr(
            "{restaurant} is ready: {tables}, {seats}, every hour from {first} to {last}."
        )
        return text.format(
            restaurant=words.apart(restaurant.name),
            tables=amounts.tables(len(restaurant.tables)),
            seats=amounts.seats(seats),
            first=words.day(first),
            last=words.day(first + timedelta(days=total - 1)),
        )

    def _days_ahead(self) -> int:
        restaurant = self.preparing.restaurant
        return restaurant.days_ahead if restaurant else USUAL_DAYS_AHEAD

    def _lay_out(self) -> None:
        look = self.look
        facts = Panel()
        heads = (
            self.tr("Name"),
            self.tr("Phone"),
            self.tr("Opening hours"),
            self.tr("Time zone"),
            self.tr("Tables"),
        )
        widest = max(look.metrics("row").horizontalAdvance(head) for head in heads) + GAP
        for number, (head, fact) in enumerate(zip(heads, self._facts, strict=True)):
            if number:
                line = QHBoxLayout()
                line.setContentsMargins(PADDING + 1, 0, PADDING - 1, 0)
                line.addWidget(rule())
                facts.body.addLayout(line)
            row = QWidget()
            grid = QGridLayout(row)
            grid.setContentsMargins(PADDING + 1, 12, PADDING + 1, 12)
            grid.setColumnMinimumWidth(0, max(_LABEL_WIDTH, widest))
            grid.setColumnStretch(1, 1)
            label = Label(look, head, "row", "muted")
            grid.addWidget(label, 0, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(fact, 0, 1)
            fact.setAccessibleDescription(head)
            facts.body.addWidget(row)
        said = QVBoxLayout()
        said.setSpacing(10)
        said.addWidget(self._words)
        said.addWidget(self._line)
        row_of_words = QHBoxLayout()
        row_of_words.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        row_of_words.setSpacing(12)
        row_of_words.addWidget(self._icon)
        row_of_words.addLayout(said, 1)
        row_of_words.setAlignment(said, Qt.AlignmentFlag.AlignVCenter)
        row_of_words.addWidget(self.stop_button)
        row_of_words.addWidget(self.both_button)
        self.progress.body.addLayout(row_of_words)
        self.progress.setMinimumHeight(look.room(76, 2))
        self.body.addWidget(facts)
        self.body.addSpacing(GAP)
        self.body.addWidget(self.progress)
        self.body.addStretch()
