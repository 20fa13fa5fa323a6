"""Has a backup made once a day of the book that the program keeps itself, behind the window."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.in_turn import tell_in_turn

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow

logger = logging.getLogger(__name__)

# Not at once: a host who has just started the program has something to do. Whether today's is
# there already is one look into a folder.
_FIRST_MS: Final = 60_000
_EVERY_MS: Final = 20 * 60_000
_SILENCES: Final = 2  # the banner says that the database is silent; a backup is tried again


class BackupKeeper(QObject):
    """Asks for today's backup now and then, and says on the window when none could be made.

    asked is emitted each time an answer came, whatever it was.
    """

    asked = Signal()

    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        is_ours: Callable[[], bool],
        parent: QObject | None = None,
        *,
        first_ms: int = _FIRST_MS,
        every_ms: int = _EVERY_MS,
    ) -> None:
        """is_ours is asked each time: of no other machine's book a copy is made here."""
        super().__init__(parent)
        self._tasks, self._folder, self._is_ours = tasks, folder, is_ours
        self._window: MainWindow | None = None
        self._controller: Controller | None = None
        self._is_busy = self._is_told = False
        self._silences = 0
        self._ended = threading.Event()
        self._first = QTimer(self, singleShot=True, interval=first_ms)
        self._first.timeout.connect(self.keep)
        self._regularly = QTimer(self, interval=every_ms)
        self._regularly.timeout.connect(self.keep)

    def attach(self, window: "MainWindow", controller: "Controller") -> None:
        """Keep backups of this book from now on, and tell this window."""
        self._window, self._controller = window, controller
        if not self._regularly.isActive():
            self._first.start()
            self._regularly.start()

    def detach(self) -> None:
        """Keep backups of no book until the next one is attached."""
        self._window = self._controller = None
        self._first.stop()
        self._regularly.stop()

    def keep(self) -> None:
        """Ask for today's backup on a worker, unless that is under way or the book not ours."""
        controller, folder, ended = self._controller, self._folder, self._ended
        if controller is None or self._is_busy or not self._is_ours():
            return
        self._is_busy = True
        self._tasks.run(
            self,
            lambda: controller.back_up_daily(folder, ended.is_set),
            self._on_kept,
            self._on_failed,
        )

    def end(self) -> None:
        """Let what is under way be left at once; for the end of the program."""
        self._ended.set()

    def _on_kept(self, _: Path | None) -> None:
        self._is_busy = self._is_told = False
        self._silences = 0
        self.asked.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_busy = False
        self._silences = self._silences + 1 if isinstance(trouble, Outage) else _SILENCES
        if self._silences >= _SILENCES and not self._is_told:
            self._is_told = True
            logger.warning("today's backup was not made: %s", trouble)
            sentence = words.sentence(trouble)
            if isinstance(trouble, Outage):
                says = self.tr("Today's backup could not be made: {why}")
                sentence = says.format(why=sentence)
            tell_in_turn(self, lambda: self._window, sentence)
        self.asked.emit()
