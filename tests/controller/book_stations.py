"""Stations that ask for what the model predicts, all at one instant, and what they are told."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from tests.controller.book_model import (
    Command,
    Edit,
    GiveBack,
    Model,
    Move,
    Place,
    Reserve,
    SetStatus,
    Undo,
)
from tests.controller.conftest import Raw

GUESTS = ["+447400123456", "+447400123457", "+447400123458"]
NATIONAL = ["07400123456", "07400 123457", "07400123458"]
NOBODY = "12"


class Stations:
    """Several stations on one book; an answer is "done" or the name of the refusal."""

    def __init__(self, controllers: Sequence[Controller], raw: Raw) -> None:
        self._controllers, self._raw = controllers, raw
        self._threads = ThreadPoolExecutor(len(controllers))

    def __getitem__(self, at: int) -> Controller:
        return self._controllers[at]

    def ask_at_once(self, wanted: Sequence[tuple[int, Command]]) -> list[str]:
        """Let each station ask for its command at the same instant; return their answers."""
        calls = [self._threads.submit(self._ask, at, command) for at, command in wanted]
        return [call.result() for call in calls]

    def flags(self) -> dict[Place, tuple[bool, int]]:
        """Return whether each table of each hour is free, and what it seats."""
        return {
            (hour["time"], entry["tableId"]): (entry["isAvailable"], entry["capacity"])
            for hour in self._raw.slots.find()
            for entry in hour["tables"]
        }

    def held(self) -> dict[str, tuple[Any, ...]]:
        """Return the reservations by their ids, each as `Model.held_as_stored` tells it."""
        return {
            str(r["_id"]): (
                *((r["time"], r["tableId"]), r["reservedBy"], r.get("partySize")),
                *(r.get("status"), "restId" in r, r.get("note"), r.get("allergy") is True),
            )
            for r in self._raw.reservations.find()
        }

    def lines(self) -> dict[str, tuple[str, str]]:
        """Return act and reservation of each line of the journal that is about one."""
        found = self._raw.journal.find({"reservationId": {"$ne": None}})
        return {str(line["_id"]): (line["act"], str(line["reservationId"])) for line in found}

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown()

    def is_written(self, model: Model, own_ids: Sequence[str]) -> bool:
        """Whether the journal tells the same moves; two orders may have the same answers."""
        found = self._raw.journal.find({"_id": {"$in": [ObjectId(own_id) for own_id in own_ids]}})
        lines = {str(line["_id"]): (line["before"], line["after"]) for line in found}
        places = {
            own_id: tuple(held and (held["time"], held["tableId"]) for held in line)
            for own_id, line in lines.items()
        }
        return places == {
            own_id: (line.before and line.before.place, line.after and line.after.place)
            for own_id in own_ids
            if (line := model.journal.get(own_id))
        }

    def _ask(self, at: int, wanted: Command) -> str:
        controller = self._controllers[at]
        try:
            if isinstance(wanted, Reserve):
                self._ask_for_a_table(controller, at, wanted)
            elif isinstance(wanted, Undo):
                undone = controller.undo(wanted.undone, request_id=wanted.own_id)
                assert undone.id == wanted.own_id
            else:
                changed = self._ask_for_a_change(controller, wanted)
                assert changed.id == wanted.reservation_id
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    def _ask_for_a_table(self, controller: Controller, at: int, wanted: Reserve) -> None:
        when, table = wanted.place
        slot_id = str(self.slot_id(when))
        if wanted.is_walk_in:
            made = controller.walk_in(slot_id, table, wanted.party, reservation_id=wanted.own_id)
        else:
            made = controller.reserve(
                slot_id,
                table,
                NOBODY if wanted.guest is None else (GUESTS, NATIONAL)[at % 2][wanted.guest],
                wanted.party,
                reservation_id=wanted.own_id,
                second_table=wanted.second_table,
            )
        # It may have been brought to another table since it was asked for at first.
        assert made.id == wanted.own_id

    def _ask_for_a_change(
        self, controller: Controller, wanted: GiveBack | SetStatus | Move | Edit
    ) -> Reservation:
        own_id, request = wanted.reservation_id, wanted.own_id
        if isinstance(wanted, Edit):
            return controller.edit_reservation(
                own_id,
                party_size=wanted.party,
                note=wanted.note,
                allergy=wanted.allergy,
                request_id=request,
            )
        if isinstance(wanted, SetStatus):
            return controller.set_status(own_id, wanted.status, request_id=request)
        if isinstance(wanted, Move):
            when, table = wanted.place
            return controller.move(own_id, str(self.slot_id(when)), table, request_id=request)
        if wanted.act == "cancel":
            phone = None if wanted.guest is None else GUESTS[wanted.guest]
            return controller.cancel(own_id, phone=phone, request_id=request)
        if wanted.act == "release":
            return controller.release(own_id, request_id=request)
        return controller.no_show(own_id, request_id=request)

    def slot_id(self, at: datetime) -> ObjectId:
        """Return the id of the document of an hour."""
        found = self._raw.slots.find_one({"time": at}, {"_id": 1})
        assert found is not None
        own_id: ObjectId = found["_id"]
        return own_id
