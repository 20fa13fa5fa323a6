"""What is offered in a table's dialog: who was typed just now, or other tables once it has gone."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt import slot_words
from resv_desktop.qt.alternatives import MOST, alternatives
from resv_desktop.qt.day import Day
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.reshuffle.offer import in_short, title
from resv_desktop.qt.reshuffle.room import offer_for
from resv_desktop.qt.widgets.offers_row import OffersRow


class WaysOn(QObject):
    """Offers at most three ways on in a row; table_chosen carries the Slot, moves_chosen the moves.

    Where others can move, that comes first. guest_chosen carries the HalfTyped that was offered.
    """

    table_chosen = Signal(Slot)
    moves_chosen = Signal(object)
    guest_chosen = Signal(object)

    def __init__(self, row: OffersRow, parent: QObject) -> None:
        super().__init__(parent)
        self._row = row
        self._tables: Sequence[TableHour] = ()
        self._moving: Reshuffle | None = None
        self._guest: HalfTyped | None = None
        row.chosen.connect(self._on_chosen)

    def offer(self, day: Day, gone: Slot, party_size: int, now: datetime, takers: Takers) -> None:
        """Offer what is nearest to a table on a day, as the book and the other stations have it."""
        found = alternatives(day, gone, party_size, now, takers)
        self._moving = offer_for(day, gone, party_size, now)
        moves = [] if self._moving is None else [(in_short(self._moving), title(self._moving))]
        self._tables = found[: MOST - len(moves)]
        offers = [*moves, *(slot_words.offer(table) for table in self._tables)]
        says = slot_words.offer_words(self._tables, party_size, can_move=bool(moves))
        self._guest = None
        self._row.offer(says, offers)

    def offer_guest(self, left: HalfTyped) -> None:
        """Offer the guest who was typed in a dialog that was left without reserving."""
        self._guest = left
        heading, offer = slot_words.offer_guest(left)
        self._row.offer(heading, [offer])

    def clear(self) -> None:
        """Offer nothing."""
        self._tables, self._moving, self._guest = (), None, None
        self._row.hide()

    def _on_chosen(self, number: int) -> None:
        if self._guest is not None:
            self.guest_chosen.emit(self._guest)
            return
        if self._moving is not None:
            if number == 0:
                self.moves_chosen.emit(self._moving)
                return
            number -= 1
        self.table_chosen.emit(self._tables[number].as_slot())
