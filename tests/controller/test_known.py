"""What a station remembers saves it questions, and never makes it tell what is no longer so."""

from datetime import date, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import SlotTaken
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import FindSlot, questions

Raw = Database[dict[str, Any]]
GUEST, OTHER = "07400 123456", "07400 123457"
SATURDAY = date(2026, 3, 14)


def test_a_day_is_cut_as_the_house_opens_now(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    assert {s.starts_at.day for s in controller.slots(house.id, SATURDAY)} == {14}
    raw.restaurants.update_one({}, {"$set": {"openingHours": "14:13"}})  # all night, until 13:00
    for _ in range(2):
        slots = controller.slots(house.id, SATURDAY)
        assert {s.starts_at.day for s in slots if s.starts_at.hour < 13} == {15}
        assert {s.starts_at.day for s in slots if s.starts_at.hour >= 18} == {14}


def test_an_hour_that_was_moved_after_the_list_is_refused_once_and_then_read_anew(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    later = s.starts_at + timedelta(minutes=30)
    raw.slots.update_one({"_id": ObjectId(s.slot_id)}, {"$set": {"time": later}})
    with pytest.raises(SlotTaken):
        controller.reserve(s.slot_id, "3", GUEST, 4)
    assert controller.reserve(s.slot_id, "3", GUEST, 4).starts_at == later


def test_a_clock_that_was_corrected_is_seen_with_the_next_list(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    raw.restaurants.update_one({}, {"$set": {"timezone": "Europe/Paris"}})
    controller.slots(house.id, SATURDAY)
    made = controller.reserve(s.slot_id, "3", GUEST, 4)
    assert (made.starts_at, made.starts_at.hour) == (s.starts_at, 20)


def test_an_id_spelled_as_text_is_known_at_once_to_whoever_follows(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3").slot_id, "3", GUEST, 4)
    told: list[str] = []
    for change in controller.changes(house.id, lambda: "reservation" in told):
        told.append(change.kind)
        if len(told) == 1:  # the stream is open
            raw.reservations.insert_one(
                {
                    "time": made.starts_at,
                    "tableId": "3",
                    "reservedBy": OTHER,
                    "slotId": made.slot_id,
                }
            )
    controller.cancel(made.id)
    assert slot("3").is_available is False


def test_a_listed_hour_is_reserved_and_cancelled_in_four_questions_each(
    controller: Controller, slot: FindSlot, raw: Raw
) -> None:
    first, second = slot("3"), slot("4")
    controller.cancel(controller.reserve(first.slot_id, "3", GUEST, 4).id)
    before = questions(raw)
    made = controller.reserve(second.slot_id, "4", GUEST, 4)
    reserved = questions(raw)
    controller.cancel(made.id)
    assert (reserved - before, questions(raw) - reserved) == (4, 4)
