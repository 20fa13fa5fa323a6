"""The next slot dialog is built while the host looks elsewhere, so that it opens at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.left_guest import LeftChanges
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.slot_dialog import SlotDialog
    from resv_desktop.station_memory import StationMemory

_AFTER_THE_DAY_MS = 100  # the first day is painted before the first dialog is thought of
_PAUSE_MS = 15  # between two parts, so that whatever the host does goes first


class SlotDialogs(QObject):
    """Keeps one dialog ahead: new, empty and hidden, never one that a guest was written in."""

    def __init__(
        self,
        window: QWidget,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        controller: "Controller",
        memory: "StationMemory",
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._keys, self._tasks = window, look, keys, tasks
        self._controller, self._memory = controller, memory
        self.left_changes = LeftChanges()  # by whichever of them was open last
        self._house: Restaurant | None = None
        self._next: SlotDialog | None = None
        self._is_loaded = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._build_part)
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_THE_DAY_MS)
        self._soon.timeout.connect(self._begin)

    @property
    def is_ready(self) -> bool:
        """Whether the next one opens at once."""
        return self._next is not None and self._next.is_built

    def prepare(self, house: Restaurant) -> None:
        """Begin to build the next one for a restaurant, unless that has been begun."""
        if house != self._house:
            self._let_go()
        self._house = house
        if self._is_loaded:
            self._go_on()
        elif not self._soon.isActive():
            self._soon.start()

    def take(self, house: Restaurant) -> "SlotDialog":
        """Hand out the next one; what is not built yet is as soon as it shows a table."""
        self._pause.stop()
        if self._next is None or house != self._house:
            self._let_go()
            self._house = house
            self._next = self._make(house)
        taken, self._next = self._next, None
        return taken

    def _make(self, house: Restaurant) -> "SlotDialog":
        from resv_desktop.qt.slot_dialog import SlotDialog

        return SlotDialog(
            self._window,
            self._look,
            self._keys,
            self._tasks,
            self._controller,
            self._memory,
            house,
            self.left_changes,
        )

    def _let_go(self) -> None:
        if self._next is not None:
            self._next.deleteLater()
            self._next = None

    def _begin(self) -> None:
        self._tasks.run(self, _load, self._on_loaded, lambda _: None)

    def _on_loaded(self, _: None) -> None:
        self._is_loaded = True
        self._go_on()

    def _go_on(self) -> None:
        if not self.is_ready:
            self._pause.start()

    def _build_part(self) -> None:
        if self._next is None and self._house is not None:
            self._next = self._make(self._house)
        elif self._next is not None:
            self._next.build_part()
        self._go_on()


def _load() -> None:
    """Load the dialog's modules on a worker: the first dialog of a day is no slower for it."""
    from resv_desktop.qt import slot_dialog

    del slot_dialog
