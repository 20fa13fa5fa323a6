"""A party arrives, is seated and done, comes without a reservation, or never comes at all."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import Clock, Raw

FindSlot = Callable[..., Slot]
GUEST, OTHER = "07400 123456", "07400 123457"


def stored(raw: Raw, reservation_id: str) -> dict[str, Any]:
    found = raw.reservations.find_one({"_id": ObjectId(reservation_id)})
    assert found is not None
    return found


def test_a_party_arrives_is_seated_and_done_and_keeps_its_table(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4, name="Ada")
    for status in ("arrived", "seated", "done", "booked"):
        before, request = stored(raw, made.id), controller.new_id()
        changed = controller.set_status(made.id, status, request_id=request)
        assert (changed.status, changed.id, changed.starts_at) == (status, made.id, made.starts_at)
        after = stored(raw, made.id)
        assert after == before | {"status": status}
        line = raw.journal.find_one({"_id": ObjectId(request)})
        assert line is not None
        assert (line["act"], line["before"], line["after"]) == ("status", before, after)
        assert (line["reservationId"], line["slotId"]) == (ObjectId(made.id), after["slotId"])
        assert (line["restId"], line["tableId"], line["time"]) == (
            *(after["restId"], "3", after["time"]),
        )
    assert slot("3").is_available is False


def test_the_same_status_with_the_same_id_is_set_once(
    controller: Controller, slot: FindSlot, contents: Callable[[], Any]
) -> None:
    made, request = controller.reserve(slot("3").slot_id, "3", GUEST, 4), controller.new_id()
    arrived = controller.set_status(made.id, "arrived", request_id=request)
    controller.set_status(made.id, "seated")
    before = contents()
    assert controller.set_status(made.id, "arrived", request_id=request) == arrived
    assert contents() == before


def test_a_status_can_be_set_when_the_hour_is_over(
    controller: Controller, slot: FindSlot, clock: Clock
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    clock.now = datetime(2026, 3, 15, 9, tzinfo=UTC)
    assert controller.set_status(made.id, "done").status == "done"


def test_what_is_gone_has_no_status_and_what_is_no_status_is_a_bug(
    controller: Controller, slot: FindSlot, nothing_written: Callable[[], Any]
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    with nothing_written(), pytest.raises(ValueError, match="'late' is no status"):
        controller.set_status(made.id, "late")
    controller.cancel(made.id)
    with nothing_written():
        with pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
            controller.set_status(made.id, "arrived")
        with pytest.raises(ReservationNotFound, match="does not exist"):
            controller.set_status("nonsense", "arrived")


def test_the_fields_of_another_program_survive_a_status_and_its_undo(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    theirs: dict[str, Any] = {
        "time": s.starts_at.astimezone(UTC),
        "extra": {"b": 1, "a": [1.0, None]},
        "tableId": "3",
        "reservedBy": "07400 123456",
        "slotId": s.slot_id,
        "__v": 0,
    }
    own_id = str(raw.reservations.insert_one(theirs).inserted_id)
    before = [*stored(raw, own_id).items()]
    request = controller.new_id()
    assert controller.set_status(own_id, "seated", request_id=request).rest_id == house.id
    assert [*stored(raw, own_id).items()] == [*before, ("status", "seated")]
    controller.undo(request)
    assert [*stored(raw, own_id).items()] == before
