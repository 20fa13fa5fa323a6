"""Lets nobody but the manager on to what changes the house."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.domain.pin import PinState
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.steady import steady_s
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.host_acts import HostActs
from resv_desktop.qt.late_question import LateQuestion
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.notice import Notice

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

T = TypeVar("T")
HOLDS_S: Final = 300.0


class ManagerGate(QObject):
    """Asks for the manager's PIN; a right one holds for five minutes at this station.

    Each change that is made while it holds lets the five minutes begin anew. Where none was ever
    set it is offered to set one, and where none is wanted nothing is asked.
    """

    def __init__(
        self,
        window: QWidget,
        look: Look,
        tasks: Tasks,
        controller: "Controller",
        house: Callable[[], Restaurant],
        acts: HostActs,
        notice: Notice,
        typed: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._tasks = window, look, tasks
        self._controller, self._house = controller, house
        self._acts, self._notice = acts, notice
        self._late = LateQuestion(window, typed)
        self._clock: Callable[[], float] = steady_s
        self._until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the right PIN was given, or made use of, in the last five minutes."""
        return self._clock() < self._until

    def renew(self) -> None:
        """Let the PIN hold from now on, since the manager has just changed something by it."""
        if self.is_open:
            self._until = self._clock() + HOLDS_S

    def ask(self, then: Callable[[], None]) -> None:
        """Call `then` once it is the manager who asks, with no dialog open; else never."""
        if self._acts.is_open:
            return
        if self.is_open:
            then()
            return

        def answered(state: PinState) -> None:
            if state == "off":
                then()
            else:
                self._ask(state, then)

        self._read(answered, again=lambda: self.ask(then))

    def open_pin(self) -> None:
        """Let the PIN be set, changed or switched off."""

        def answered(state: PinState) -> None:
            self._ask(state, lambda: None, is_change=True)

        if not self._acts.is_open:
            self._read(answered, again=self.open_pin)

    def take_over(self, other: "ManagerGate") -> None:
        """Go on from the gate of another window of the same restaurant."""
        self._until = other._until

    def _read(self, answered: Callable[[PinState], None], again: Callable[[], None]) -> None:
        controller, rest_id = self._controller, self._house().id
        self.look(lambda: controller.pin_state(rest_id), answered, again)

    def look(
        self, work: Callable[[], T], answered: Callable[[T], None], again: Callable[[], None]
    ) -> None:
        """Read what a dialog of the manager's needs.

        Call `answered` where no dialog is open by then and nothing is being typed; else a button
        does it again.
        """
        self._late.begin()

        def done(found: T) -> None:
            is_typing = self._late.is_in_the_way()
            if self._acts.is_open:
                return
            if is_typing:
                says = self.tr("What the manager asked for is not open yet.")
                self._notice.say(says, self.tr("Open"), kind="warn", act=again)
            else:
                answered(found)

        def failed(trouble: Trouble) -> None:
            self._notice.say(words.sentence(trouble), kind="warn")

        self._tasks.run(self, work, done, failed)

    def guard(self, dialog: QDialog) -> None:
        """Keep keys from a dialog that were meant for what stood there before it was read."""
        self._late.guard(dialog)

    def _ask(self, state: PinState, then: Callable[[], None], *, is_change: bool = False) -> None:
        from resv_desktop.qt.house.pin_dialog import PinDialog

        dialog = PinDialog(
            self._window,
            self._look,
            self._tasks,
            self._controller,
            self._house().id,
            state,
            is_change=is_change,
            held_until=self._ended_at(),
        )

        def passed() -> None:
            self._until = self._clock() + HOLDS_S
            then()

        dialog.said.connect(self._notice.say)
        dialog.passed.connect(passed)
        self.guard(dialog)
        self._acts.open_other(dialog)

    def _ended_at(self) -> datetime | None:
        """Return when the last one ceased to hold, on the clock of the house; None: never."""
        since_s = self._clock() - self._until
        if not self._until or since_s < 0:
            return None
        return self._house().local(self._controller.now() - timedelta(seconds=since_s))
