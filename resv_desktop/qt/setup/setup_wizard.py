"""The window in which a new restaurant is set up."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.table_line import capacities_of
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import GAP, TARGET, Look
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.setup.days_page import DaysPage
from resv_desktop.qt.setup.hours_page import HoursPage
from resv_desktop.qt.setup.name_page import NamePage
from resv_desktop.qt.setup.page import PAGE_SIDE, Page
from resv_desktop.qt.setup.preparing import Answers
from resv_desktop.qt.setup.rail import Rail
from resv_desktop.qt.setup.tables_page import TablesPage
from resv_desktop.qt.setup.zone_page import ZonePage
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import MessagePlace
from resv_desktop.qt.widgets.panel import rule

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_WIDTH, _HEIGHT = 960, 720
_SCREEN_MARGIN = 48
_ACT_WIDTH = 128
_TABLES, _DAYS = 3, 4


class SetupWizard(QDialog):
    """Five steps, one question each; only the last one writes.

    Enter goes on, Escape leaves and asks first if something was typed. A restaurant that was
    saved before its days were prepared is given as `resume`, and the wizard goes on with it:
    at its tables if it has none yet, else at its days. known_ids are those of the restaurants
    that the host has seen: where another one turns up, it can be used instead. is_missed says
    that the one this station showed before is not there. database_wanted
    says that the book is to be, or is already, in another database, join_wanted that it is on
    another machine.
    """

    finished_setup = Signal(object)
    database_wanted = Signal()
    join_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        resume: Restaurant | None = None,
        *,
        known_ids: Collection[str] = (),
        is_missed: bool = False,
        machine: Machine | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("setupWizard")
        self.setWindowTitle(self.tr("Set up a restaurant"))
        self.setModal(True)
        self._look = look
        self._resumed = resume
        machine = machine or Machine.here()
        is_first = resume is None and not known_ids
        self._name = NamePage(look, machine, is_first=is_first, is_missed=is_first and is_missed)
        self._name.database_button.clicked.connect(self.database_wanted)
        self._name.join_button.clicked.connect(self.join_wanted)
        self._hours = HoursPage(look)
        self._zone = ZonePage(look, machine, controller.now)
        self._tables = TablesPage(look)
        self._days = DaysPage(look, tasks, controller, resume, known_ids)
        self.pages: list[Page] = [self._name, self._hours, self._zone, self._tables, self._days]
        self._index = self._first = self._first_page(resume)
        self._rail = Rail(look, [page.step for page in self.pages])
        self._stack = QStackedWidget()
        self._scrolls = [QScrollArea() for _ in self.pages]
        self._message = MessagePlace(look)
        self._asked = QWidget()
        self.back_button = Button(look, self.tr("Back"))
        self.back_button.setObjectName("backButton")
        self._next = Label(look, use="row", ink="muted", wraps=True)
        self.act_button = Button(look, kind="primary")
        self.act_button.setObjectName("continueButton")
        self._lay_out()
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(button is self.act_button)  # Enter goes on, whatever is shut
        self.back_button.clicked.connect(self._on_back)
        self.act_button.clicked.connect(self._on_act)
        self._days.used.connect(self._use)
        self._message.acted.connect(self._leave)
        self._message.stayed.connect(self._stay)
        for page in self.pages:
            page.changed.connect(self._on_changed)
            page.done.connect(self._on_done)
        if resume is not None:
            self._fill(resume)
        self._show_page(self._index)

    @property
    def restaurant(self) -> Restaurant | None:
        """The restaurant as far as it is saved, or None."""
        return self._days.preparing.restaurant

    @property
    def page(self) -> Page:
        """The question that is asked now."""
        return self.pages[self._index]

    @property
    def rail(self) -> Rail:
        """The way through the set-up."""
        return self._rail

    @property
    def message(self) -> MessagePlace:
        """Where it is asked whether to leave."""
        return self._message

    def next_words(self) -> str:
        """Return what is said beside the filled button."""
        return self._next.text()

    def _on_act(self) -> None:
        self._message_away()
        if self.page.lacks():
            self.page.insist()
        else:
            self.page.act()

    def _on_done(self) -> None:
        if self._index == _DAYS:
            self._finish()
            return
        if self._index + 1 == _DAYS:
            self._days.set_answers(self._answers())
        phone = self._name.phone()
        if phone is not None:
            self._zone.set_phone(phone.e164)
        self._show_page(self._index + 1)

    def _on_back(self) -> None:
        self._message_away()
        if self._index > self._first and self.page.can_go_back():
            self._show_page(self._index - 1)

    def _on_changed(self) -> None:
        self._message_away()
        self._say()
        if self._index == _DAYS:
            self._focus()

    def _reveal(self) -> None:
        # Where the text is large the progress lies below the answers, out of sight.
        if self._days.state != "review":
            self._scrolls[_DAYS].ensureWidgetVisible(self._days.progress, 0, GAP)

    def _finish(self) -> None:
        restaurant = self.restaurant
        assert restaurant is not None
        self._use(restaurant)

    def _use(self, restaurant: Restaurant) -> None:
        self.accept()
        self.finished_setup.emit(restaurant)

    def _leave(self) -> None:
        super().reject()

    def _stay(self) -> None:
        self._message_away()
        self._focus()

    def _show_page(self, index: int) -> None:
        self._index = index
        self._stack.setCurrentIndex(index)
        self._say()
        if self.isVisible():
            self.page.enter()
            self._focus()

    def _focus(self) -> None:
        self.page.focus_first()
        if self._index == _DAYS:
            # While days are prepared no key may press Stop by accident.
            (self.act_button if self.act_button.isEnabled() else self).setFocus()

    def _say(self) -> None:
        page = self.page
        name = self._name.name()
        answers = [self._rail_answer(number, each) for number, each in enumerate(self.pages)]
        is_over = self._index == _DAYS and self._days.state == "ready"
        self._rail.set_name(name)
        self._rail.show_step(self._index, answers, is_over=is_over)
        lacks = page.lacks()
        self._next.setText(lacks or page.next_words())
        self.act_button.setText(page.act_words())
        self.act_button.setEnabled(not lacks)
        self.back_button.setVisible(self._index > self._first and page.can_go_back())

    def _rail_answer(self, number: int, page: Page) -> str:
        return page.answer() if number <= self._index or page is self._days else ""

    def _answers(self) -> Answers:
        capacities = tuple(capacities_of(self._tables.groups))
        if self._resumed is not None:
            return _answers_of(self._resumed, capacities)
        phone = self._name.phone()
        assert phone is not None
        return Answers(
            name=self._name.name(),
            phone=phone.e164,
            hours=self._hours.picker.text(),
            timezone=self._zone.picker.zone or "",
            capacities=capacities,
        )

    def _fill(self, restaurant: Restaurant) -> None:
        self._name.fill(restaurant.name, restaurant.phone)
        self._hours.fill(restaurant.opening_hours)
        self._zone.fill(restaurant.phone, restaurant.timezone)
        self._tables.fill([table.capacity for table in restaurant.tables])
        self._days.set_answers(_answers_of(restaurant))

    @staticmethod
    def _first_page(resume: Restaurant | None) -> int:
        if resume is None:
            return 0
        return _DAYS if resume.tables else _TABLES

    def _is_touched(self) -> bool:
        pages = (self._name, self._hours, self._zone, self._tables)
        return any(page.is_touched for page in pages)

    def _message_away(self) -> None:
        self._asked.hide()

    def _lay_out(self) -> None:
        for page, scroll in zip(self.pages, self._scrolls, strict=True):
            scroll.setWidgetResizable(True)
            scroll.setFrameShape(QFrame.Shape.NoFrame)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            scroll.setWidget(page)
            page.setAutoFillBackground(False)
            scroll.viewport().setAutoFillBackground(False)
            self._stack.addWidget(scroll)
        self._scrolls[_DAYS].verticalScrollBar().rangeChanged.connect(self._reveal)
        asked = QVBoxLayout()
        asked.setContentsMargins(PAGE_SIDE, GAP, PAGE_SIDE, GAP)
        asked.addWidget(self._message)
        self._asked.setLayout(asked)
        self._asked.hide()
        foot = QFrame()
        foot.setProperty("ground", "raised")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(PAGE_SIDE, 14, PAGE_SIDE, 14)
        row.setSpacing(12)
        self._next.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self.act_button.setMinimumWidth(self._look.px(_ACT_WIDTH))
        self.act_button.setDefault(True)
        foot.setMinimumHeight(self._look.room(TARGET) + 28)
        row.addWidget(self.back_button)
        row.addWidget(self._next, 1)
        row.addWidget(self.act_button)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._asked)
        right.addWidget(rule())
        right.addWidget(foot)
        edge = QFrame()
        edge.setProperty("ground", "line")
        edge.setFixedWidth(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._rail)
        whole.addWidget(edge)
        whole.addLayout(right, 1)
        room = self.screen().availableGeometry()
        width, height = self._look.px(_WIDTH), self._look.px(_HEIGHT)
        self.resize(
            max(_WIDTH, min(width, room.width() - _SCREEN_MARGIN)),
            max(_HEIGHT, min(height, room.height() - _SCREEN_MARGIN)),
        )

    def reject(self) -> None:
        """Leave; ask first if something would be lost, and not while it is being written."""
        days = self._days
        if self._asked.isVisible():
            self._stay()
        elif days.preparing.is_running:
            self._ask(self.tr("The days are being prepared. Press Stop before you leave."), "")
        elif days.state == "ready":
            self._finish()
        elif days.can_leave() or not self._is_touched():
            super().reject()
        elif days.preparing.is_unclear:
            self._ask(
                self.tr(
                    "It is not known whether the restaurant was saved; the next start shows it."
                ),
                self.tr("Leave"),
            )
        else:
            self._ask(
                self.tr(
                    "Leave the set-up? Nothing has been saved, and what you typed is not kept."
                ),
                self.tr("Leave"),
            )

    def _ask(self, question: str, way_out: str) -> None:
        stay = self.tr("Stay") if way_out else ""
        self._message.say("quiet", question, way_out or None, stay=stay)
        self._asked.show()
        if way_out:
            self._message.stay_button.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_page(self._index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.isAutoRepeat():  # a key held down turns one page
            self._on_act()
        elif not is_enter:
            super().keyPressEvent(event)


def _answers_of(restaurant: Restaurant, capacities: tuple[int, ...] = ()) -> Answers:
    """Return what is saved of a restaurant, with the tables that it has or is to get."""
    return Answers(
        name=restaurant.name,
        phone=restaurant.phone,
        hours=restaurant.opening_hours,
        timezone=restaurant.timezone or "",
        capacities=capacities or tuple(table.capacity for table in restaurant.tables),
    )
