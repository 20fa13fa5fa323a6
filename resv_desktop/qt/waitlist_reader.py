"""Reads who waits and whom a table can be given, whenever that may have changed anywhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.waiting import Waitlist
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.one_question import OneQuestion

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_ALWAYS: Final = ("waiting", "all", "resumed", "restaurant")


class WaitlistReader(QObject):
    """The waitlist as it was read last; one question at a time, the last one is the newest.

    While nobody waits, only a change of the waitlist itself is a reason to ask. changed carries
    the Waitlist once it is different, and as it is read first; until then is_known is False. failed
    says that it could not be read this time.
    """

    changed = Signal(object)
    failed = Signal()

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, parent: QObject
    ) -> None:
        super().__init__(parent)
        self.is_known = False
        self.now = Waitlist()
        self._question = OneQuestion(tasks, lambda: controller.waitlist(rest_id), self)
        self._question.answered.connect(self._on_read)
        self._question.failed.connect(lambda _: self.failed.emit())

    def hear(self, changes: Iterable[Change]) -> None:
        """Read again where changes may have given a party its table."""
        kinds = {change.kind for change in changes} - {"presence"}
        # The answer that is on its way may tell of somebody, and not yet of this.
        may_wait = self.now.entries or self._question.is_asking
        if kinds if may_wait else kinds.intersection(_ALWAYS):
            self.read()

    def read(self) -> None:
        """Read it; while an answer is awaited, once more after it."""
        self._question.ask()

    def _on_read(self, now: Waitlist) -> None:
        is_first, self.is_known = not self.is_known, True
        if is_first or now != self.now:
            self.now = now
            self.changed.emit(now)
