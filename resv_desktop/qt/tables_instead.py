"""What is offered in place of a table that has gone: the nearest ones, or one freed by moves."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reshuffle import Reshuffle
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import slot_words
from resv_desktop.qt.alternatives import MOST, alternatives
from resv_desktop.qt.day import Day, TableHour
from resv_desktop.qt.reshuffle.offer import in_short, title
from resv_desktop.qt.reshuffle.room import offer_for
from resv_desktop.qt.widgets.offers_row import OffersRow


class TablesInstead(QObject):
    """Offers at most three ways on in a row; table_chosen carries the Slot, moves_chosen the moves.

    Where others can move, that comes first.
    """

    table_chosen = Signal(Slot)
    moves_chosen = Signal(object)

    def __init__(self, row: OffersRow, parent: QObject) -> None:
        super().__init__(parent)
        self._row = row
        self._tables: Sequence[TableHour] = ()
        self._moving: Reshuffle | None = None
        row.chosen.connect(self._on_chosen)

    def offer(self, day: Day, gone: Slot, party_size: int, now: datetime, takers: Takers) -> None:
        """Offer what is nearest to a table on a day, as the book and the other stations have it."""
        found = alternatives(day, gone, party_size, now, takers)
        self._moving = offer_for(day, gone, party_size, now)
        moves = [] if self._moving is None else [(in_short(self._moving), title(self._moving))]
        self._tables = found[: MOST - len(moves)]
        offers = [*moves, *(slot_words.offer(table) for table in self._tables)]
        says = slot_words.offer_words(self._tables, party_size, can_move=bool(moves))
        self._row.offer(says, offers)

    def clear(self) -> None:
        """Offer nothing."""
        self._tables, self._moving = (), None
        self._row.hide()

    def _on_chosen(self, number: int) -> None:
        if self._moving is not None:
            if number == 0:
                self.moves_chosen.emit(self._moving)
                return
            number -= 1
        self.table_chosen.emit(self._tables[number].as_slot())
