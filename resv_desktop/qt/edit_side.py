"""The side of a slot's dialog that changes what is written of the party that holds the table."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidPhone,
    Outage,
    ReservationNotFound,
    SlotBusy,
)
from resv_desktop.domain.phone import format_phone
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.party_form import Party
from resv_desktop.qt.reserve_form import FormPieces, ReserveForm
from resv_desktop.qt.slot_words import Standing
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.party_size_picker import LARGEST_PARTY, SMALLEST_PARTY
from resv_desktop.station_memory import StationMemory


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What was asked for last, and the id under which; the same again has the same id."""

    id: str
    changes: dict[str, Any]


class EditSide(QObject):
    """Sends only what the host has changed, so that nothing which others write meanwhile is lost.

    changed carries the Reservation as it is now, the id of the write, and the Reservation as it
    was; left is emitted where nothing was changed, answered once a failure has been told.
    """

    changed = Signal(Reservation, str, Reservation)
    left = Signal()
    answered = Signal()

    def __init__(
        self,
        frame: DialogFrame,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        region: str | None,
        pieces: FormPieces,
    ) -> None:
        super().__init__(frame)
        self._frame, self._tasks, self._controller = frame, tasks, controller
        self._memory, self._region = memory, region
        self._attempt: _Attempt | None = None
        self._is_refused = self._is_gone = False
        self.form = ReserveForm(pieces, SMALLEST_PARTY)
        self.form.hide()
        self.form.edited.connect(self._on_edited)

    def show(self, standing: Standing) -> None:
        """Show what is written now, to be changed."""
        held, frame = standing.reservation, self._frame
        assert held is not None
        self._standing, self._held = standing, held
        self._attempt, self._is_refused = None, False
        form, slot = self.form, standing.slot
        form.wanted = held.party_size or SMALLEST_PARTY
        form.party.set_limit(LARGEST_PARTY)
        form.phone.set_text(self._number())
        form.write(_party_of(held))
        if slot.capacity:
            form.set_slot(slot)
            form.party.set_value(held.party_size)
        form.show()
        frame.act_button.setObjectName("saveButton")
        frame.act_button.setDefault(True)
        frame.act_button.setEnabled(True)
        frame.set_hint(self.tr("Enter saves, Escape leaves."))
        self._offer_to_save()
        form.name.edit.setFocus()
        form.name.edit.selectAll()

    def hide(self) -> None:
        """Give way to who holds the table."""
        self.form.hide()

    def follow(self, standing: Standing) -> None:
        """Take over what the book says now; what was typed stays."""
        held = standing.reservation
        self._standing = standing
        if held is None or held.id != self._held.id:
            self._take_back_offer()
            says = self.tr("This reservation no longer holds table {table}. Nothing can be saved.")
            self._frame.tell("warn", words.named(says, self._standing.slot))
        elif self._is_gone:
            self._offer_to_save()

    def act(self) -> None:
        """Save what was changed; where nothing was, go back."""
        changes = self._changes()
        if changes:
            self._save(changes)
        else:
            self.left.emit()

    def _offer_to_save(self) -> None:
        self._is_gone = False
        self._frame.set_act(self.tr("Save the changes"))
        self._frame.tell("quiet", "")

    def _take_back_offer(self) -> None:
        self._is_gone = True
        self._frame.set_act("")

    def _again(self) -> None:
        assert self._attempt is not None
        self._save(self._attempt.changes)

    def _save_second(self) -> None:
        self._save(self._changes() | {"second_table": True})

    def _save(self, changes: dict[str, Any]) -> None:
        if self._attempt is None or self._attempt.changes != changes:
            self._attempt = _Attempt(self._controller.new_id(), changes)
        attempt = self._attempt
        edit, memory, own_id = self._controller.edit_reservation, self._memory, self._held.id

        def work() -> Reservation:
            after = edit(own_id, request_id=attempt.id, **changes)
            memory.follow(after)
            return after

        self._frame.set_busy(self.tr("Saving the changes."))
        self._tasks.run(self, work, self._on_saved, self._on_failed)

    def _changes(self) -> dict[str, Any]:
        before, after = _party_of(self._held), self.form.written()
        changes: dict[str, Any] = {}
        if self.form.phone.text().strip() != self._number():
            changes["phone"] = self.form.phone.text()
        if after.size is not None and after.size != before.size:
            changes["party_size"] = after.size
        for field in ("name", "note", "allergy"):
            if getattr(after, field) != getattr(before, field):
                changes[field] = getattr(after, field)
        return changes

    def _number(self) -> str:
        """Return the number that is written now, as it is dialled here."""
        return format_phone(self._held.reserved_by, self._region)

    def _on_edited(self) -> None:
        if self._is_refused:  # what was refused is no longer what stands there
            self._is_refused = False
            self._frame.tell("quiet", "")

    def _on_saved(self, reservation: Reservation) -> None:
        assert self._attempt is not None
        self._frame.set_ready()
        self.changed.emit(reservation, self._attempt.id, self._held)

    def _on_failed(self, trouble: Trouble) -> None:
        frame, is_open = self._frame, isinstance(trouble, (Outage, SlotBusy))
        frame.set_ready()
        if isinstance(trouble, ReservationNotFound):
            self._take_back_offer()
        if not is_open:
            self._attempt = None  # nothing was written
        self._is_refused = True
        says = words.sentence(trouble)
        if isinstance(trouble, AlreadyReserved):
            frame.tell("error", says, self.tr("Save it all the same"), self._save_second)
        else:
            frame.tell("error", says, self.tr("Try again") if is_open else None, self._again)
        if isinstance(trouble, InvalidPhone):
            self.form.phone.edit.setFocus()
        self.answered.emit()


def _party_of(held: Reservation) -> Party:
    return Party(held.party_size, held.name, held.note, held.allergy)
