"""The side of a slot's dialog that changes what is written of the party that holds the table."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    InvalidPhone,
    ReservationNotFound,
    is_unanswered,
    may_be_saved,
)
from resv_desktop.domain.phone import format_phone, number_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.left_guest import Changes, LeftChanges
from resv_desktop.qt.party_form import Party
from resv_desktop.qt.reserve_form import FormPieces, ReserveForm
from resv_desktop.qt.slot_words import Standing, offer_keys
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.party_size_picker import LARGEST_PARTY, SMALLEST_PARTY
from resv_desktop.station_memory import StationMemory


@dataclass(frozen=True, slots=True)
class _Attempt:
    """What was asked for last, and the id under which; the same again has the same id."""

    id: str
    changes: dict[str, Any]


class EditSide(QObject):
    """Sends only what the host has changed, so that nothing which others write meanwhile is lost;
    where they have written in the same place, that is told first.

    What was typed for the same party when the last dialog was left stands here again. changed
    carries the Reservation as it is now, the id of the write, and the Reservation as it was; left
    is emitted where nothing was changed, answered once a failure has been told, unclear carries the
    id of a write that may be saved.
    """

    changed = Signal(Reservation, str, Reservation)
    left = Signal()
    answered = Signal()
    unclear = Signal(str)

    def __init__(
        self,
        frame: DialogFrame,
        tasks: Tasks,
        controller: Controller,
        memory: StationMemory,
        region: str | None,
        pieces: FormPieces,
        left_changes: LeftChanges,
    ) -> None:
        super().__init__(frame)
        self._frame, self._tasks, self._controller = frame, tasks, controller
        self._memory, self._region = memory, region
        self._left_changes = left_changes
        self._attempt: _Attempt | None = None
        self._is_refused = self._is_gone = False
        self.form = ReserveForm(pieces, SMALLEST_PARTY, frame.form)
        self.form.hide()
        self.form.edited.connect(self._on_edited)

    def show(self, standing: Standing) -> None:
        """Show what is written now, to be changed."""
        held, frame = standing.reservation, self._frame
        assert held is not None
        self._standing, self._held = standing, held
        self._attempt, self._is_refused = None, False
        form, slot, now = self.form, standing.slot, self._written()
        left = self._left_changes.take(held.id) or Changes(held.id, now, {})
        # What has been written since, at whichever station, is not typed over.
        back = {field: to for field, to in left.typed.items() if now[field] == left.was[field]}
        shown = now | back
        form.wanted = shown["party_size"] or SMALLEST_PARTY
        form.party.set_limit(LARGEST_PARTY)
        form.phone.set_text(shown["phone"])
        form.write(Party(shown["party_size"], shown["name"], shown["note"], shown["allergy"]))
        if slot.capacity:
            form.set_slot(slot)
            form.party.set_value(shown["party_size"])
        form.show()
        frame.act_button.setObjectName("saveButton")
        frame.act_button.setDefault(True)
        frame.act_button.setEnabled(True)
        self._offer_to_save()
        form.name.edit.setFocus()
        form.name.edit.selectAll()
        for field, line in (("phone", form.phone), ("name", form.name), ("note", form.note)):
            if field in back:
                line.edit.setFocus()
                line.edit.end(False)
        passed = [f for f, to in left.typed.items() if now[f] not in (left.was[f], to)]
        self._say_left(is_back=bool(back), is_passed=bool(passed))

    def keep(self) -> None:
        """Keep what was typed and is not saved, for whoever opens the same reservation next."""
        typed = self._changes()
        if "phone" in typed:
            number = number_of(typed["phone"], self._region)
            typed["phone"] = format_phone(number, self._region)
        if typed:
            self._left_changes.keep(Changes(self._held.id, self._written(), typed))

    def hide(self) -> None:
        """Give way to who holds the table."""
        self.form.hide()

    def follow(self, standing: Standing) -> None:
        """Take over what the book says now; what was typed stays."""
        held = standing.reservation
        self._standing = standing
        if held is None or held.id != self._held.id:
            self._take_back_offer()
            says = self.tr("This reservation is no longer at table {table}. Nothing can be saved.")
            self._frame.tell("warn", words.named(says, self._standing.slot))
        elif self._is_gone:
            self._offer_to_save()

    def act(self) -> None:
        """Save what was changed; where nothing was, go back."""
        changes = self._changes()
        if "phone" in changes and self.form.phone.is_unread():
            return
        if changes:
            self._save(changes)
        else:
            self.left.emit()

    def _offer_to_save(self) -> None:
        self._is_gone = False
        self._frame.set_act(self.tr("Save the changes"))
        self._frame.set_hint(self.tr("Enter saves, Escape leaves."))
        self._frame.tell("quiet", "")

    def _say_left(self, *, is_back: bool, is_passed: bool) -> None:
        """Say of what was typed before whether it is back, and whether others wrote there since."""
        if is_passed and is_back:
            says = self.tr(
                "What was typed here before is back, except where something else has been saved "
                "since. It is not saved yet."
            )
        elif is_passed:
            says = self.tr(
                "What was typed here before is not shown: something else has been saved since."
            )
        else:
            says = self.tr("What was typed here before is back. It is not saved yet.")
        if is_back or is_passed:
            self._frame.tell("quiet", says, icon="pencil")

    def _take_back_offer(self) -> None:
        self._is_gone = True
        self._frame.set_act("")
        self._frame.set_hint(offer_keys(()))

    def _again(self) -> None:
        assert self._attempt is not None
        self._save(self._attempt.changes)

    def _save_all_the_same(self, known: dict[str, Any]) -> None:
        """Save although the host has read what speaks against it."""
        self._save(self._changes() | known)

    def _save(self, changes: dict[str, Any]) -> None:
        if self._attempt is None or self._attempt.changes != changes:
            self._attempt = _Attempt(self._controller.new_id(), changes)
        attempt = self._attempt
        edit, memory, held = self._controller.edit_reservation, self._memory, self._held

        def work() -> Reservation:
            after = edit(held.id, request_id=attempt.id, **{"seen": held} | changes)
            memory.follow(after)
            return after

        self._frame.set_busy(self.tr("Saving the changes."))
        self._tasks.run(self, work, self._on_saved, self._on_failed)

    def _changes(self) -> dict[str, Any]:
        before, after = self._written(), self.form.written()
        typed = {
            "phone": self.form.phone.text().strip(),
            "party_size": before["party_size"] if after.size is None else after.size,
            "name": after.name,
            "note": after.note,
            "allergy": after.allergy,
        }
        return {field: to for field, to in typed.items() if to != before[field]}

    def _written(self) -> dict[str, Any]:
        """Return what is written now, by field; the number as it is dialled here."""
        held = self._held
        return {
            "phone": format_phone(held.reserved_by, self._region),
            "party_size": held.party_size,
            "name": held.name,
            "note": held.note,
            "allergy": held.allergy,
        }

    def _on_edited(self) -> None:
        if self._is_refused:  # what was refused is no longer what stands there
            self._is_refused = False
            self._frame.tell("quiet", "")

    def _on_saved(self, reservation: Reservation) -> None:
        assert self._attempt is not None
        self._frame.set_ready()
        self.changed.emit(reservation, self._attempt.id, self._held)

    def _on_failed(self, trouble: Trouble) -> None:
        frame, is_open = self._frame, is_unanswered(trouble)
        frame.set_ready()
        asked = self._attempt.changes if self._attempt else {}
        known = {name: to for name, to in asked.items() if name in ("second_table", "seen")}
        if isinstance(trouble, ReservationNotFound):
            self._take_back_offer()
        if not is_open:
            self._attempt = None  # nothing was written
        elif self._attempt and may_be_saved(trouble):
            self.unclear.emit(self._attempt.id)
        self._is_refused = True
        says = words.sentence(trouble)
        if isinstance(trouble, (AlreadyReserved, ChangedSince)):
            known |= {"seen": None} if isinstance(trouble, ChangedSince) else {"second_table": True}
            way = partial(self._save_all_the_same, known)
            frame.tell("error", says, self.tr("Save it all the same"), way)
        else:
            frame.tell("error", says, self.tr("Try again") if is_open else None, self._again)
        if isinstance(trouble, InvalidPhone):
            self.form.phone.edit.setFocus()
        self.answered.emit()
