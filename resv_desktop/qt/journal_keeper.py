"""Lets old lines of the journal leave the book for files, where this station was told to."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from resv_desktop.domain.errors import Outage
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.in_turn import tell_in_turn

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow

_AFTER_THE_START_MS = 120_000  # the evening comes first


class JournalKeeper(QObject):
    """Does it a while after the start and every hour, behind the window that is shown.

    Where lines have to stay in the book that is said in the window, once until some leave.
    """

    def __init__(
        self,
        tasks: Tasks,
        choices: Choices,
        folder: Path,
        parent: QObject | None = None,
        *,
        after_ms: int = _AFTER_THE_START_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._choices, self._folder = tasks, choices, folder
        self._window: MainWindow | None = None
        self._controller: Controller | None = None
        self._is_told = False
        self._soon = QTimer(self, singleShot=True, interval=after_ms)
        self._soon.timeout.connect(self.keep)

    def attach(self, window: "MainWindow", controller: "Controller") -> None:
        """Keep the journal of this window's book from now on."""
        self._window, self._controller = window, controller
        window.clock.hour_began.connect(self._soon.start)
        self._soon.start()

    def keep(self) -> None:
        """Do it now, if this station was told to; what does not succeed is done the next time."""
        months, controller = self._choices.settings.journal_months, self._controller
        if not months or controller is None:
            return

        def work() -> int:
            # By a clock that may be far ahead all lines are old, and the book would say for good
            # that they have left.
            is_right = controller.is_at_work()
            return controller.archive_journal(self._folder, months=months) if is_right else 0

        self._tasks.run(self, work, self._on_kept, self._on_failed)

    def _on_kept(self, moved: int) -> None:
        if moved:
            self._is_told = False

    def _on_failed(self, trouble: Trouble) -> None:
        if isinstance(trouble, Outage) or self._is_told:  # the banner speaks of silence
            return
        self._is_told = True
        tell_in_turn(self, lambda: self._window, words.sentence(trouble))
