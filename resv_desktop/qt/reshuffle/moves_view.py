"""Who moves where, one party a row, each with a box that keeps it where it is."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import PartyMove
from resv_desktop.qt.look import GAP, GRID, Look
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.label import Label


class MovesView(QWidget):
    """The parties that would move, in the order of the chain, then those that are kept.

    kept_changed is emitted when the host keeps a party at its table, or lets it move again.
    """

    kept_changed = Signal()

    def __init__(self, look: Look, region: str | None) -> None:
        super().__init__()
        self.setObjectName("moves")
        self._look, self._region = look, region
        self._rows: dict[str, _MoveRow] = {}
        self._heading = Label(look, self.tr("Who moves"), "label")
        self._column = QVBoxLayout()
        self._column.setSpacing(GRID)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._heading)
        column.addLayout(self._column)

    @property
    def kept(self) -> frozenset[str]:
        """The ids of the reservations that stay where they are."""
        return frozenset(own for own, row in self._rows.items() if row.box.isChecked())

    @property
    def boxes(self) -> list[CheckBox]:
        """The boxes, from the first row on."""
        return [row.box for row in self._in_order()]

    def text(self) -> str:
        """Return all that is said."""
        return "\n".join(row.text() for row in self._in_order())

    def show_moves(self, moves: Sequence[PartyMove], held: Sequence[Reservation]) -> None:
        """Show these; a party that is kept stays in sight while it holds a table."""
        kept = self.kept
        stays = [reservation for reservation in held if reservation.id in kept]
        wanted = [(move.reservation, offer.way(move)) for move in moves]
        wanted += [(reservation, offer.stays(reservation)) for reservation in stays]
        ids = [reservation.id for reservation, _ in wanted]
        for own in [own for own in self._rows if own not in ids]:
            gone = self._rows.pop(own)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, (reservation, way) in enumerate(wanted):
            row = self._rows.get(reservation.id)
            if row is None:
                row = self._rows[reservation.id] = _MoveRow(self._look)
                row.box.clicked.connect(self.kept_changed)
            row.say(offer.who(reservation, self._region), way)
            self._column.insertWidget(place, row)
        self.setVisible(bool(wanted))

    def _in_order(self) -> list["_MoveRow"]:
        return sorted(self._rows.values(), key=self._column.indexOf)


class _MoveRow(QWidget):
    """One party: who it is, where it goes, and the box."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._who = Label(look, use="row name", wraps=True)
        self._way = Label(look, use="secondary", ink="muted", wraps=True)
        self.box = CheckBox(look, self.tr("Stays"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._who)
        words.addWidget(self._way)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        line.addLayout(words, 1)
        line.addWidget(self.box)

    def say(self, who: str, way: str) -> None:
        """Say who and where."""
        self._who.setText(who)
        self._way.setText(way)
        name = self.tr("{guest} stays where they are").format(guest=who)
        self.box.setAccessibleName(name)

    def text(self) -> str:
        """Return what is said."""
        return f"{self._who.text()}: {self._way.text()}"
