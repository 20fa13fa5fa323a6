"""Lets a new host practise with a copy of tonight, and brings the real evening back."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

from resv_desktop.domain.database_uri import split_secrets
from resv_desktop.domain.errors import CannotStart, Outage, Refusal
from resv_desktop.domain.rehearsal import CannotRehearse
from resv_desktop.left_rehearsal import LeftRehearsal
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.controller.rehearsing import Rehearsal
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.rehearsal.rehearsal_window import RehearsalWindow

_PATIENCE_S = 6.0
_AGAIN_MS = 100  # until the host has done what is under way
_NOT_KEPT = (
    "No evening can be rehearsed now, because this computer does not let the program write into "
    "its own folder."
)


class RehearsalActs(QObject):
    """Opens the rehearsal in the place of the real window, which goes on behind it, unseen.

    Whatever ends the rehearsal, its scratch database is dropped: at its end, or where the program
    was broken off, the next time that a window is served.
    """

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        data: Path,
        opening: BookOpening,
        parent: QObject,
    ) -> None:
        """opening knows where the book is; data is the folder in which nothing is to be left."""
        super().__init__(parent)
        self._look, self._keys, self._tasks = look, keys, tasks
        self._opening = opening
        self._left = LeftRehearsal(data / "rehearsal.json")
        self._real: MainWindow | None = None
        self._rehearsal: Rehearsal | None = None
        self._is_busy = False  # from the first copy until the last of it is gone
        self.window: RehearsalWindow | None = None

    def attach(self, window: "MainWindow", controller: "Controller") -> None:
        """Serve this window from now on; what an earlier run has left in its MongoDB goes."""
        self._real = window
        window.menu.rehearsal_wanted.connect(partial(self.begin, window, controller))
        if self._is_busy:
            return
        place = self._place()
        self._tasks.run(
            self, partial(self._remove_left, controller, place), lambda _: None, lambda _: None
        )

    def begin(self, window: "MainWindow", controller: "Controller") -> None:
        """Show tonight's copy instead of the window, unless a dialog is open."""
        day = window.day_now
        if day is None or window.acts.is_open or self._is_busy:
            return
        self._is_busy = True
        place, rest_id = self._place(), day.restaurant.id

        def work() -> "tuple[Controller, Rehearsal]":
            self._remove_left(controller, place)
            name = controller.new_rehearsal()
            try:
                self._left.begin(name, place)
            except OSError as error:
                raise CannotRehearse(_NOT_KEPT) from error
            return controller.rehearse(rest_id, name)

        window.bottom.notice.say(self.tr("The evening is being copied."), kind="hint")
        self._tasks.run(self, work, partial(self._show, rest_id), self._tell)

    def end(self) -> None:
        """Let go of a rehearsal at once; for the end of the program."""
        window, rehearsal = self.window, self._rehearsal
        if window is None or rehearsal is None:
            return
        window.hide()
        window.follower.stop()
        window.follower.wait(_PATIENCE_S)
        self._drop(rehearsal, self._place())
        self.window = None
        window.deleteLater()

    def _place(self) -> str:
        return split_secrets(self._opening.place[0] or "")[0]

    def _remove_left(self, controller: "Controller", place: str) -> None:
        name = self._left.at(place)
        if name:
            controller.remove_rehearsal(name)
            self._left.end(place)

    def _show(self, rest_id: str, begun: "tuple[Controller, Rehearsal]") -> None:
        """Show it in the place of the window that is there by now, with no dialog over it.

        An act that is being written is answered first, and who is being typed is done with.
        """
        from resv_desktop.qt.rehearsal.rehearsal_window import RehearsalWindow

        window = self._real
        assert window is not None
        if window.acts.is_open:
            once = Qt.ConnectionType.SingleShotConnection
            window.acts.left.connect(partial(self._show, rest_id, begun), once)
            return
        if window.is_writing or window.desk.line.text():
            QTimer.singleShot(_AGAIN_MS, self, partial(self._show, rest_id, begun))
            return
        controller, rehearsal = begun
        if window.restaurant.id != rest_id:
            self._let_go(rehearsal, None)
            return
        self._rehearsal = rehearsal
        made = RehearsalWindow(self._look, self._keys, self._tasks, controller, rehearsal)
        self.window = made
        made.closing.connect(self._on_closing, Qt.ConnectionType.QueuedConnection)
        made.setGeometry(window.geometry())
        made.setWindowState(window.windowState())
        made.show()
        window.bottom.notice.clear()
        window.hide()

    def _tell(self, trouble: Trouble) -> None:
        self._is_busy = False
        assert self._real is not None
        self._real.bottom.notice.say(words.sentence(trouble), kind="warn")

    def _on_closing(self) -> None:
        """Bring the real evening back, and drop the copy behind it."""
        window, rehearsal, real = self.window, self._rehearsal, self._real
        assert window is not None
        assert rehearsal is not None
        assert real is not None
        self.window = None
        real.seat.begin_again("rehearsal")
        real.setGeometry(window.geometry())
        real.setWindowState(window.windowState())
        real.show()
        real.activateWindow()
        real.tick()
        self._let_go(rehearsal, window)

    def _let_go(self, rehearsal: "Rehearsal", window: "RehearsalWindow | None") -> None:
        """Drop the copy, once its window, if it had one, follows it no longer."""
        place = self._place()

        def work() -> None:
            if window is not None:
                window.follower.wait(_PATIENCE_S)
            self._drop(rehearsal, place)

        def done(_: object) -> None:
            self._is_busy, self._rehearsal = False, None
            if window is not None:
                window.deleteLater()

        self._tasks.run(self, work, done, done)

    def _drop(self, rehearsal: "Rehearsal", place: str) -> None:
        """Drop the copy; what cannot be dropped now is dropped the next time."""
        try:
            rehearsal.end()
        except (Refusal, Outage, CannotStart):
            return
        self._left.end(place)
