"""Who holds a table: the guest, how to call them, how many they are, what they asked for."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.look import GAP, GRID, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label, breakable


class HolderView(QWidget):
    """One reservation, to be read; what another program left out is said to be unknown."""

    def __init__(
        self,
        look: Look,
        region: str | None,
        station: Callable[[], str],
    ) -> None:
        super().__init__()
        self._region = region
        self._station = station
        self._who = Label(look, use="detail title", wraps=True)
        self._facts: list[tuple[Label, Label]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, what in enumerate(
            (
                self.tr("Phone"),
                self.tr("Party"),
                self.tr("Allergy"),
                self.tr("Note"),
                self.tr("Made at"),
            )
        ):
            name = Label(look, what, "secondary", "muted")
            value = Label(look, use="row", wraps=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 1)
            self._facts.append((name, value))
        grid.setColumnMinimumWidth(0, look.px(72))
        self.edit_button = Button(look, self.tr("Change"), icon="pencil")
        self.edit_button.setAccessibleName(self.tr("Change number, name, note, allergy, size"))
        self.edit_button.setObjectName("changeButton")
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self._who, 1)
        head.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addLayout(grid)

    def text(self) -> str:
        """Return all that is said."""
        shown = [value.text() for _, value in self._facts if value.text()]
        return "\n".join([self._who.text(), *shown])

    def show_reservation(self, reservation: Reservation) -> None:
        """Say who holds the table."""
        phone = words.phone(reservation.reserved_by, self._region)
        party = reservation.party_size
        who = reservation.name or phone or self.tr("A guest without a number")
        self._who.setText(breakable(who))
        values = (
            phone if reservation.name else "",
            self.tr("not said") if party is None else self._guests(party),
            self._allergy(reservation),
            breakable(reservation.note),
            breakable(self._made_at(reservation.station)),
        )
        for (name, value), says in zip(self._facts, values, strict=True):
            value.setText(says)
            name.setVisible(bool(says))
            value.setVisible(bool(says))

    def _guests(self, party: int) -> str:
        return self.tr("1 guest") if party == 1 else self.tr("{party} guests").format(party=party)

    def _allergy(self, reservation: Reservation) -> str:
        if not reservation.allergy:
            return ""
        if reservation.note:
            return self.tr("Yes, as the note says")
        return self.tr("Yes, but no note says what")

    def _made_at(self, station: str) -> str:
        if not station:
            return self.tr("another program")
        if station == self._station():
            return self.tr("{station} (this station)").format(station=words.apart(station))
        return station
