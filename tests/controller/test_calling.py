"""A guest whose place is not offered any more has been called: when and by whom, for everybody."""

from datetime import UTC

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ChangedSince
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Called
from resv_desktop.domain.restaurant import Restaurant, Table
from tests.controller.conftest import MORNING, FindSlot, Raw, stored

PHONE = "+447400123456"


def test_a_call_is_noted_once_told_by_attention_taken_back_and_gone_with_a_move(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    at = slot("3")
    held = controller.reserve(at.slot_id, "3", PHONE, 2).id
    day = at.starts_at.date()
    change = HouseChange(tables=(Table(id="3", capacity=4, retired_from=day),))
    seen = controller.preview(house.id, change)
    controller.edit_restaurant(house.id, change, preview=seen, homes={}, stop=lambda: True)
    before = stored(raw, held)
    controller.host = "AB"
    act = controller.new_id()
    for _ in range(2):  # an answer that never came is asked for again
        made = controller.mark_called(held, request_id=act)
    assert made.called == Called(at=MORNING, station=controller.station, host="AB")
    assert made.called.at.astimezone(UTC) == MORNING
    (needs,) = controller.attention(house.id)
    assert needs.reservation.called == made.called
    (line,) = [
        line for line in controller.history(house.id, reservation_id=held) if line.act == "call"
    ]
    assert (line.id, line.host, line.before and line.before.called) == (act, "AB", None)
    assert controller.mark_called(held, is_called=False).called is None
    with pytest.raises(ChangedSince, match="was called since"):
        controller.undo(act)
    again = controller.new_id()
    controller.mark_called(held, request_id=again)
    controller.undo(again)
    assert stored(raw, held) == before
    controller.mark_called(held)
    moved = controller.move(held, at.slot_id, needs.homes[0].table_id)
    assert moved.called is None
    assert "called" not in stored(raw, held)


@pytest.mark.parametrize("call", ["yes", 7, {}, {"at": "noon"}, {"at": MORNING, "host": 5}])
def test_a_call_that_another_program_wrote_stops_no_reading(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, call: object
) -> None:
    at = slot("3")
    held = controller.reserve(at.slot_id, "3", PHONE, 2)
    raw.reservations.update_one({}, {"$set": {"called": call}})
    (read,) = controller.reservations_for(PHONE, rest_id=house.id)
    assert read.id == held.id
    assert read.called is None or read.called.host == ""
