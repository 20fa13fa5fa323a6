"""Who waits for an hour that is full: one more is put there, one is taken off."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LARGEST_PARTY, Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.qt import waiting_words, words
from resv_desktop.qt.look import LABEL_TO_FIELD, PADDING, Look
from resv_desktop.qt.reserve_form import ReserveForm
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label

_MOST_IN_SIGHT = 4


class WaitDialog(DialogFrame):
    """The waitlist of one hour; what is asked for is done by whoever opened it.

    added carries what was filled in, removed a Waiting.
    """

    added = Signal(object)
    removed = Signal(object)

    def __init__(
        self, parent: QWidget | None, look: Look, restaurant: Restaurant, slot: Slot, party: int
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("waitDialog")
        self._region, self._zone = region_of(restaurant.phone), restaurant.zone
        self.slot = slot
        self.form_of_guest = ReserveForm(look, self._region, party)
        self.form_of_guest.leave_out_allergy()
        self.form_of_guest.party.set_limit(LARGEST_PARTY)
        self.form_of_guest.party.set_value(party)
        self._heading = Label(look, use="label", wraps=True)
        self._list = QFrame()
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.remove_buttons: list[Button] = []
        listed = QVBoxLayout()
        listed.setSpacing(LABEL_TO_FIELD)
        listed.addWidget(self._heading)
        listed.addWidget(self._list)
        self.body.addWidget(self.form_of_guest)
        self.body.addLayout(listed)
        self.set_head(self._title_words(slot.starts_at))
        self.set_act(self.tr("Put on the waitlist"))
        self.set_hint(self.tr("Enter does it, Escape leaves."))
        self.tell("quiet", self.tr("A table that is given back is offered to them first."))
        self.acted.connect(lambda: self.added.emit(self.form_of_guest.filled()))
        self.form_of_guest.setFocus()

    def fill(self, phone: str, name: str) -> None:
        """Take over what has been typed of the guest."""
        self.form_of_guest.fill(phone, name)

    def show_entries(self, entries: Sequence[Waiting]) -> None:
        """Show who waits for this hour, who waits longest first."""
        here = [entry for entry in entries if entry.slot_id == self.slot.slot_id]
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.remove_buttons = []
        for entry in here:
            self._rows.addWidget(self._row(entry))
        says = self.tr("Nobody waits for this hour yet")
        self._heading.setText(self.tr("They wait already") if here else says)

    def _row(self, entry: Waiting) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(PADDING)
        says = waiting_words.who_waits(entry, self._region, self._zone)
        line.addWidget(Label(self.look, says, use="row", wraps=True), 1)
        button = Button(self.look, self.tr("Take off"))
        name = self.tr("Take {guest} off the waitlist")
        button.setAccessibleName(name.format(guest=waiting_words.guest(entry, self._region)))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self.removed.emit(entry))
        line.addWidget(button)
        self.remove_buttons.append(button)
        return row

    def _title_words(self, at: datetime) -> str:
        says = self.tr("Waitlist of {day}, {hour}")
        return says.format(day=words.day(at.date()), hour=words.hour(at))
