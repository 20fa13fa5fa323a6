"""What is known of guests: for how long, and to forget one who wants that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from resv_desktop.domain.guests_data import Traces
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import RETENTIONS, Restaurant
from resv_desktop.qt.guests import guests_words
from resv_desktop.qt.look import LABEL_TO_FIELD, Look
from resv_desktop.qt.phone_edit import PhoneField
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.field import FieldHead
from resv_desktop.qt.widgets.label import Label

_SOUND = ("valid", "unused")


class GuestsDialog(DialogFrame):
    """Asks what is to be done; what is erased was looked at before, and nothing comes back.

    look_wanted and erase_wanted carry a number as it was typed, months_wanted for how long what is
    known stays from now on. save_wanted asks for the receipt as a file.
    """

    look_wanted = Signal(str)
    erase_wanted = Signal(str)
    months_wanted = Signal(int)
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None, look: Look, restaurant: Restaurant) -> None:
        super().__init__(
            look,
            self.tr("Guests' data"),
            self.tr("The number, name, note and allergy of whoever reserved or waited."),
            parent=parent,
        )
        self.setObjectName("guestsDialog")
        self._looked_at = ""  # the number that was looked for, as it was typed
        self._has_receipt = False
        self.stays = Choice(look, self.tr("How long it stays"))
        self.stays.setObjectName("retentionChoice")
        for months in RETENTIONS:
            self.stays.addItem(guests_words.months(months), months)
        self._help = Label(
            look,
            self.tr(
                "Then it goes by itself, whole months at a time, also from the history. Visits "
                "and missed reservations stay counted. Guests with a reservation ahead, or on the "
                "waitlist, are kept."
            ),
            "secondary",
            "muted",
            wraps=True,
        )
        self.phone = PhoneField(
            look,
            self.tr("Erase one guest: the phone number"),
            region_of(restaurant.phone),
            helper=self.tr("First it is only looked for. Nothing is erased yet."),
        )
        self.found = Label(look, "", "row", wraps=True)
        self.found.setObjectName("found")
        self.found.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._keeping = self._lay_keeping()
        self.body.addWidget(self._keeping)
        self.body.addWidget(self.phone)
        self.body.addWidget(self.found)
        self.acted.connect(self._on_acted)
        self.stays.activated.connect(self._on_chosen)
        self.phone.edit.textChanged.connect(self._on_typed)
        self.show_months(restaurant.retention_months)
        self._on_typed()
        self.phone.edit.setFocus()

    def show_months(self, months: int) -> None:
        """Show for how long what is known stays; one that is no choice is left empty."""
        self._months = months
        self.stays.setCurrentIndex(self.stays.findData(months))

    def say_kept(self, months: int) -> None:
        """Say that it holds from now on."""
        self.show_months(months)
        if months:
            says = self.tr("From now on it stays for {months}.")
            self.message.say("success", says.format(months=guests_words.months(months)))
        else:
            self.message.say("success", self.tr("From now on it stays for ever."))

    def show_found(self, traces: Traces, why_not: str = "") -> None:
        """Show what there is, and offer to erase it where nothing says why not."""
        self.set_ready()
        if why_not:
            self.tell("error", why_not)
            return
        self._show(guests_words.found(traces))
        if not traces.is_empty:
            self.set_act(self.tr("Erase this guest"), destructive=True)
            self.set_hint(self.tr("What is erased does not come back."))
            self._looked_at = self.phone.text()
            self.act_button.setFocus()

    def _ask(self) -> None:
        """Ask once more: by Enter alone, however often it is pressed, nobody is erased."""
        self.tell(
            "warn",
            self.tr(
                "Erase all that is known of this guest, in every restaurant of the book? It does "
                "not come back. Call lists that are kept as PDF go as well, whoever is on them."
            ),
            self.tr("Erase it for good"),
            self._erase,
            is_destructive=True,
        )
        self._show_asked(is_asked=True)
        self.set_hint(self.tr("Enter leaves, and nothing is erased."))
        self.leave_button.setFocus()

    def _show_asked(self, *, is_asked: bool) -> None:
        """While the question stands it is answered there alone, and Enter leaves from anywhere."""
        self.act_button.setEnabled(not is_asked)
        (self.leave_button if is_asked else self.act_button).setDefault(True)

    def _erase(self) -> None:
        self.message.clear()
        self._show_asked(is_asked=False)
        self.leave_button.setFocus()  # the button of the question has gone
        self.set_busy(self.tr("The guest is being erased."))
        self.erase_wanted.emit(self._looked_at)

    def show_receipt(self, lines: list[str]) -> None:
        """Show what was removed, in the place of the questions; the number goes from here, too."""
        self.set_ready()
        self._has_receipt = True
        self._looked_at = ""
        self.phone.edit.clear()
        self._keeping.hide()
        self.phone.hide()
        self.set_head(lines[0])
        self._show("\n".join(lines[1:]).strip())
        self.set_act(self.tr("Save the receipt"))
        self.set_hint(self.tr("Enter saves it, Escape leaves."))
        self.act_button.setFocus()

    def _show(self, text: str) -> None:
        self.found.setText(text)
        self.found.setVisible(bool(text))

    def _on_typed(self) -> None:
        if self._has_receipt:
            return
        self._looked_at = ""
        self._show("")
        self.message.clear()
        self.show_months(self._months)  # another choice that nobody has stood by
        self.set_act(self.tr("Look for it"))
        self._show_asked(is_asked=False)
        self.set_hint(self.tr("Enter looks, Escape leaves."))

    def _on_acted(self) -> None:
        if self._has_receipt:
            self.save_wanted.emit()
        elif self._looked_at and self._looked_at == self.phone.text():
            self._ask()
        elif self.phone.typed.kind in _SOUND:
            self.set_busy(self.tr("The whole book is being looked through."))
            self.look_wanted.emit(self.phone.text())
        else:
            self.tell("error", self.tr("Type the whole phone number of the guest."))
            self.phone.edit.setFocus()

    def _on_chosen(self) -> None:
        months = int(self.stays.currentData())
        self._show_asked(is_asked=False)
        if months == self._months:
            self.message.clear()
        elif months == 0 or 0 < self._months < months:
            self.months_wanted.emit(months)
        else:
            says = self.tr("What is older than {months} goes for good within the hour.")
            self.tell(
                "warn",
                says.format(months=guests_words.months(months)),
                self.tr("Change it"),
                lambda: self.months_wanted.emit(months),
            )

    def _lay_keeping(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_TO_FIELD)
        head = FieldHead(self.look, self.tr("How long it stays"))
        head.label.setBuddy(self.stays)
        column.addWidget(head)
        column.addWidget(self.stays, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._help)
        return part
