"""What a host asks a guest for a table: the number, how many they are, a name, a note."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.slot import Slot
from resv_desktop.qt.look import FIELD_TO_FIELD, GAP, LABEL_TO_FIELD, Look
from resv_desktop.qt.phone_edit import PhoneField
from resv_desktop.qt.widgets.field import Field, FieldHead
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.party_size_picker import LARGEST_PARTY, PartySizePicker

_NAME_SHARE, _NOTE_SHARE = 2, 3


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was filled; party_size is None where none was chosen."""

    phone: str
    party_size: int | None
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reservation that was asked for; its id is made once, before it is first sent."""

    id: str
    filled: Filled
    second_table: bool


class ReserveForm(QWidget):
    """The form of a free table. A party that the table cannot seat is never chosen for the host.

    wanted is how many the host said, whether or not this table seats them. edited is emitted when
    the host changes anything in it.
    """

    edited = Signal()

    def __init__(
        self, look: Look, region: str | None, wanted: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._slot: Slot | None = None
        self.wanted = wanted
        helper = self.tr("As it is dialled here, or with + and the country code.")
        self.phone = PhoneField(look, self.tr("Phone"), region, helper=helper)
        self.party = PartySizePicker(look)
        self.party.setObjectName("partySize")
        self._why_sunken = Label(look, "", "secondary", "muted", wraps=True)
        self.name = Field(look, self.tr("Name"), optional=True)
        self.name.edit.setObjectName("nameEdit")
        self.note = Field(look, self.tr("Note"), optional=True)
        self.note.edit.setObjectName("noteEdit")
        self._lay_out(look)
        for field in (self.phone, self.name, self.note):
            field.edit.textEdited.connect(self.edited)
        self.party.chosen.connect(self._on_party)
        self.setFocusProxy(self.phone.edit)

    def filled(self) -> Filled:
        """Return what stands in the form."""
        return Filled(
            self.phone.text(), self.party.value, self.name.text().strip(), self.note.text().strip()
        )

    def fill(self, phone: str, name: str) -> None:
        """Fill in what is known of the guest."""
        self.phone.set_text(phone)
        self.name.set_text(name)

    def set_slot(self, slot: Slot) -> None:
        """Sink the sizes that this table does not seat, and say why."""
        self._slot = slot
        self.party.set_limit(slot.capacity)
        if self.party.value is None and self.wanted <= slot.capacity:
            self.party.set_value(self.wanted)
        says = ""
        if self.wanted > slot.capacity:
            says = self.tr("Table {table} seats {seats}. A party of {party} needs a larger table.")
        elif slot.capacity < LARGEST_PARTY:
            says = self.tr("Table {table} seats {seats}.")
        self._why_sunken.setText(
            says.format(table=slot.table_id, seats=slot.capacity, party=self.wanted)
        )

    def _on_party(self, size: int) -> None:
        self.wanted = size
        if self._slot is not None:
            self.set_slot(self._slot)
        self.edited.emit()

    def _lay_out(self, look: Look) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(GAP)
        choice.addWidget(self.party)
        choice.addWidget(self._why_sunken, 1)
        party = QVBoxLayout()
        party.setSpacing(LABEL_TO_FIELD)
        party.addWidget(FieldHead(look, self.tr("Party size")))
        party.addLayout(choice)
        texts = QHBoxLayout()
        texts.setSpacing(GAP)
        texts.addWidget(self.name, _NAME_SHARE)
        texts.addWidget(self.note, _NOTE_SHARE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_TO_FIELD)
        column.addWidget(self.phone)
        column.addLayout(party)
        column.addLayout(texts)
