"""What is written of a party: how many they are, a name, a note, an allergy."""

from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words
from resv_desktop.qt.look import FIELD_TO_FIELD, GAP, GRID, LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.field import Field, FieldHead
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.party_size_picker import LARGEST_PARTY, PartySizePicker

translate = QCoreApplication.translate

_NAME_SHARE, _NOTE_SHARE = 2, 3
_MODIFIER = Qt.KeyboardModifier
_WITH_A_KEY = _MODIFIER.ControlModifier | _MODIFIER.AltModifier | _MODIFIER.MetaModifier


@dataclass(frozen=True, slots=True)
class Party:
    """What was filled in; size is None where none was chosen."""

    size: int | None
    name: str
    note: str
    allergy: bool


class PartyPieces:
    """The larger pieces of a form: each is made when it is asked for, at the latest by the form."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        self.look, self._parent = look, parent

    @cached_property
    def party(self) -> PartySizePicker:
        """How many they are."""
        return PartySizePicker(self.look, parent=self._parent)

    @cached_property
    def name(self) -> Field:
        """The name of the party."""
        return self._line(translate("PartyForm", "Name"))

    @cached_property
    def note(self) -> Field:
        """What the host should know of them."""
        return self._line(translate("PartyForm", "Note"))

    def _line(self, label: str) -> Field:
        return Field(self.look, label, optional=True, parent=self._parent)


class PartyForm(QWidget):
    """Asks for all that. A size that the table cannot seat is never chosen for the host.

    wanted is how many the host said, whether or not this table seats them. edited is emitted when
    the host changes anything in it. What is asked before stands above.
    """

    edited = Signal()

    def __init__(
        self,
        pieces: PartyPieces,
        wanted: int,
        above: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._slot: Slot | None = None
        self.wanted = wanted
        look, self.party = pieces.look, pieces.party
        self.party.setObjectName("partySize")
        self._why_sunken = Label(look, "", "secondary", "muted", wraps=True)
        self.name, self.note = pieces.name, pieces.note
        self.name.edit.setObjectName("nameEdit")
        self.note.edit.setObjectName("noteEdit")
        self.allergy = CheckBox(look, self.tr("Allergy"))
        self.allergy.setObjectName("allergyBox")
        self._what_allergy = Label(
            look,
            self.tr("Say in the note what they must not eat."),
            "secondary",
            "muted",
            wraps=True,
        )
        self._lay_out(look, above)
        for field in (self.name, self.note):
            field.edit.textEdited.connect(self.edited)
        self.allergy.clicked.connect(self.edited)
        self.party.chosen.connect(self._on_size)

    def written(self) -> Party:
        """Return what stands in the form."""
        return Party(
            self.party.value,
            self.name.text().strip(),
            self.note.text().strip(),
            self.allergy.isChecked(),
        )

    def write(self, party: Party) -> None:
        """Fill in what is written of a party already."""
        self.party.set_value(party.size)
        self.name.set_text(party.name)
        self.note.set_text(party.note)
        self.allergy.setChecked(party.allergy)

    def leave_out_allergy(self) -> None:
        """Do not ask for an allergy: it is not kept of who only waits."""
        self.allergy.hide()
        self._what_allergy.hide()

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
            says.format(table=words.table(slot.table_id), seats=slot.capacity, party=self.wanted)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter at the size of the party begins the name: in a hurry the size is passed over."""
        at = self.focusWidget()
        is_letter = event.text().isalpha() and not event.modifiers() & _WITH_A_KEY
        if at is None or not self.party.isAncestorOf(at) or not is_letter:
            super().keyPressEvent(event)
            return
        name = self.name.edit
        name.setFocus(Qt.FocusReason.OtherFocusReason)
        name.end(False)
        name.insert(event.text())
        self.edited.emit()

    def _on_size(self, size: int) -> None:
        self.wanted = size
        if self._slot is not None:
            self.set_slot(self._slot)
        self.edited.emit()

    def _lay_out(self, look: Look, above: QWidget | None) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(GAP)
        choice.addWidget(self.party)
        choice.addWidget(self._why_sunken, 1)
        size = QVBoxLayout()
        size.setSpacing(LABEL_TO_FIELD)
        size.addWidget(FieldHead(look, self.tr("Party size")))
        size.addLayout(choice)
        texts = QHBoxLayout()
        texts.setSpacing(GAP)
        texts.addWidget(self.name, _NAME_SHARE)
        texts.addWidget(self.note, _NOTE_SHARE)
        allergy = QHBoxLayout()
        allergy.setSpacing(GRID)
        allergy.addWidget(self.allergy)
        allergy.addWidget(self._what_allergy, 1)
        written = QVBoxLayout()
        written.setSpacing(GRID)
        written.addLayout(texts)
        written.addLayout(allergy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(FIELD_TO_FIELD)
        if above is not None:
            column.addWidget(above)
        column.addLayout(size)
        column.addLayout(written)
