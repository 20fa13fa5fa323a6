"""One party in the waitlist of an hour, with what can be done for it."""

from datetime import tzinfo
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtGui import QMoveEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.waiting import Offer, Waiting
from resv_desktop.qt import waiting_words, words
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import PADDING, Look
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label


class WaitEntry(NamedTuple):
    """Who waits, and which table can be had for them: one that is given, or by moves of others."""

    waiting: Waiting
    given: Offer | None
    moving: Reshuffle | None
    has_key: bool  # whether the key that gives a table is theirs


class WaitEntryRow(QWidget):
    """A row stays while its party waits, and only what is different in it is changed.

    removed carries the Waiting, given the Offer, freed the Reshuffle and the Waiting; shifted tells
    that it stands elsewhere now than where it has been seen. The button of a table is for that one
    alone: another table, or other moves, have a button of their own, so that a press which began
    at one is not for the other.
    """

    removed = Signal(object)
    given = Signal(object)
    freed = Signal(object, object)
    shifted = Signal()

    def __init__(
        self, look: Look, keys: Keys, region: str | None, zone: tzinfo, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look, self._keys = look, keys
        self._region, self._zone = region, zone
        self._is_seen = False
        self.entry: WaitEntry | None = None
        self.buttons: dict[str, Button] = {}  # by what they do, as they stand
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(PADDING)
        self._words = Label(look, use="row", wraps=True)
        self._remove_button = Button(look, self.tr("Take off"))
        self._remove_button.clicked.connect(self._on_remove)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._remove_button)

    def show_entry(self, entry: WaitEntry) -> None:
        """Show a party, the same one ever after."""
        before, self.entry = self.entry, entry
        guest = waiting_words.guest(entry.waiting, self._region)
        if before is None or before.waiting != entry.waiting:
            says = waiting_words.who_waits(entry.waiting, self._region, self._zone)
            self._words.setText(says)
            name = self.tr("Take {guest} off the waitlist")
            self._remove_button.setAccessibleName(name.format(guest=guest))
        if before is None or before[:3] != entry[:3]:
            self._replace_button(entry, guest)
        if entry.given is not None:
            says = waiting_words.reserve(entry.given.slot)
            says = self._keys.before(says, "reserve_waiting") if entry.has_key else says
            self.buttons["give"].setText(says)

    def show_all(self) -> None:
        """Let it be seen, once all rows stand: what is hidden is given no keys.

        Each time something is shown that does not stand yet, Qt lays the whole dialog out.
        """
        for widget in (*self.buttons.values(), self):
            widget.show()

    def _replace_button(self, entry: WaitEntry, guest: str) -> None:
        """Let one button stand there for the table that can be had now, if there is one."""
        old = self.buttons.get("give") or self.buttons.get("free")
        if old is not None:
            self._line.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        if entry.given is not None:
            self.buttons["give"] = self._give_button(entry.given, guest)
        elif entry.moving is not None:
            self.buttons["free"] = self._free_button(entry.moving, entry.waiting, guest)
        for button in self.buttons.values():
            self._line.insertWidget(1, button)
        self.buttons["remove"] = self._remove_button

    def _give_button(self, given: Offer, guest: str) -> Button:
        button = Button(self._look, parent=self)
        name = self.tr("Reserve table {table} for {guest}")
        button.setAccessibleName(name.format(table=words.table(given.slot.table_id), guest=guest))
        button.clicked.connect(lambda: self.given.emit(given))
        return button

    def _free_button(self, moving: Reshuffle, waiting: Waiting, guest: str) -> Button:
        button = Button(self._look, offer.in_short(moving), parent=self)
        name = self.tr("{moves} for {guest}")
        button.setAccessibleName(name.format(moves=offer.title(moving), guest=guest))
        button.clicked.connect(lambda: self.freed.emit(moving, waiting))
        return button

    def _on_remove(self) -> None:
        if self.entry is not None:
            self.removed.emit(self.entry.waiting)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        if self._is_seen:
            self.shifted.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._is_seen = True
