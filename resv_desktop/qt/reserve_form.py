"""What a host asks a guest for a table: the number, how many they are, a name, a note."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped
from resv_desktop.qt.look import Look
from resv_desktop.qt.party_form import Party, PartyForm, PartyPieces
from resv_desktop.qt.phone_edit import PhoneField

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Filled:
    """The form as it was filled."""

    phone: str
    party: Party


@dataclass(frozen=True, slots=True)
class Attempt:
    """One reservation that was asked for; its id is made once, before it is first sent."""

    id: str
    filled: Filled
    second_table: bool


class FormPieces(PartyPieces):
    """Those of a form that asks for the number too."""

    def __init__(self, look: Look, region: str | None, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._region = region

    @cached_property
    def phone(self) -> PhoneField:
        """The number of the guest."""
        helper = translate("ReserveForm", "As it is dialled here, or with + and the country code.")
        name = translate("ReserveForm", "Phone")
        return PhoneField(self.look, name, self._region, helper=helper, parent=self._parent)


class ReserveForm(PartyForm):
    """The form of a free table: all that is written of a party, and the number before it."""

    def __init__(self, pieces: FormPieces, wanted: int, parent: QWidget | None = None) -> None:
        self.phone = pieces.phone
        super().__init__(pieces, wanted, self.phone, parent)
        self.phone.edit.textEdited.connect(self.edited)
        self.setFocusProxy(self.phone.edit)

    def filled(self) -> Filled:
        """Return what stands in the form."""
        return Filled(self.phone.text(), self.written())

    def half_typed(self, slot: Slot) -> HalfTyped | None:
        """Return who has been typed for an hour; None where nobody has."""
        filled = self.filled()
        party = filled.party
        if not (filled.phone or party.name or party.note or party.allergy):
            return None
        return HalfTyped(
            slot=slot,
            wanted=self.wanted,
            size=party.size,
            phone=filled.phone,
            name=party.name,
            note=party.note,
            allergy=party.allergy,
        )

    def go_to_end(self) -> None:
        """Give the keys to the last line that is filled, behind what stands in it."""
        lines = [field.edit for field in (self.phone, self.name, self.note)]
        last = next((line for line in reversed(lines) if line.text()), lines[0])
        last.setFocus()
        last.end(False)

    def fill(self, phone: str, name: str) -> None:
        """Fill in what is known of the guest."""
        self.phone.set_text(phone)
        self.name.set_text(name)
