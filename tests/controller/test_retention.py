"""What is old goes by itself: a year later nothing in the book names a guest."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import Clock, Raw
from tests.controller.forgotten import FORMS, OTHER, PHONE, dump, forgotten_by_nobody

_ = (dump, forgotten_by_nobody)


def test_a_year_later_names_and_numbers_are_gone_and_nothing_younger_is_touched(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    clock: Clock,
    contents: Callable[[], dict[str, list[dict[str, Any]]]],
    dump: Callable[[], bytes],
) -> None:
    house = make_house(days_ahead=60)

    def reserve(day: date, phone: str, name: str) -> str:
        place = controller.slots(house.id, day)[0]
        return controller.reserve(place.slot_id, place.table_id, phone, 2, name=name).id

    old = reserve(date(2026, 3, 12), PHONE, "Cohen")
    gone = reserve(date(2026, 3, 13), PHONE, "Cohen")
    controller.cancel(gone)
    young = reserve(date(2026, 4, 2), OTHER, "Heron")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    before = contents()
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 4
    left = dump()
    assert not FORMS.search(left)
    assert b"Cohen" not in left
    changed = [
        (name, document["_id"])
        for name, documents in contents().items()
        for document in documents
        if document not in before[name]
    ]
    assert {own for name, own in changed if name == "reservations"} == {ObjectId(old)}
    assert {own for name, own in changed if name == "journal"} > {ObjectId(old), ObjectId(gone)}
    assert ObjectId(young) not in {own for _, own in changed}
    assert len(changed) == 4
    guest = controller.guest(PHONE)
    assert (guest.visits, guest.cancellations, guest.name) == (1, 1, "")
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert controller.check() == []
    clock.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2
    assert b"Heron" not in dump()


def test_a_book_that_is_older_says_so_a_week_before_the_first_of_it_goes_unless_that_was_chosen(
    controller: Controller,
    open_station: Callable[..., Controller],
    make_house: Callable[..., Restaurant],
    clock: Clock,
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    assert controller.forgetting_ahead(house.id) is None  # nothing is old enough
    clock.now = told = datetime(2027, 4, 1, 9, tzinfo=UTC)
    ahead = controller.forgetting_ahead(house.id)
    assert ahead is not None
    assert (ahead.entries, ahead.before) == (2, datetime(2026, 4, 1, tzinfo=UTC))
    clock.now += timedelta(days=6, hours=23)
    again = open_station("Bar").forgetting_ahead(house.id)
    assert again is not None
    assert ahead.goes_at == again.goes_at == told + timedelta(days=7)
    controller.set_retention(house.id, 24)  # a choice is asked about no more
    assert controller.forgetting_ahead(house.id) is None


def test_once_it_was_read_for_a_week_old_guests_go_month_by_month_without_a_word(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    assert controller.forgetting_ahead(house.id) is not None
    clock.now += timedelta(days=7)
    assert controller.forgetting_ahead(house.id) is None
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) > 0
    clock.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    assert controller.forgetting_ahead(house.id) is None


def test_what_is_known_of_a_guest_who_is_expected_stays(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    clock: Clock,
    raw: Raw,
) -> None:
    house = make_house(days_ahead=7)
    place = controller.slots(house.id, date(2026, 3, 12))[0]
    controller.reserve(place.slot_id, place.table_id, PHONE, 2, name="Cohen")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    controller.extend_slots(house.id)
    ahead = controller.slots(house.id, date(2027, 4, 3))[0]
    held = controller.reserve(ahead.slot_id, ahead.table_id, PHONE, 2)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert controller.guest(PHONE).name == "Cohen"
    controller.cancel(held.id)
    raw.schema.delete_one({"_id": "retention"})  # the next month
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2


def test_who_was_reserved_by_another_program_for_no_restaurant_by_name_is_work_too(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock, raw: Raw
) -> None:
    make_house()
    clock.now += timedelta(days=400)
    assert not controller.is_at_work()
    reserved = {"time": clock.now - timedelta(days=2), "tableId": "1", "slotId": ObjectId()}
    made = ObjectId.from_datetime(clock.now - timedelta(days=3))
    raw.reservations.insert_one(reserved | {"_id": made, "reservedBy": PHONE})
    assert controller.is_at_work()


def test_what_was_reserved_for_a_year_ahead_is_no_work_by_a_clock_that_is_a_year_ahead(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock, raw: Raw
) -> None:
    make_house()
    made = ObjectId.from_datetime(clock.now)
    clock.now += timedelta(days=400)
    ahead = {"time": clock.now - timedelta(days=2), "tableId": "1", "slotId": ObjectId()}
    raw.reservations.insert_one(ahead | {"_id": made, "reservedBy": PHONE})
    assert not controller.is_at_work()


def test_it_stops_when_told_to_goes_on_there_and_is_done_by_one_station_at_a_time(
    controller: Controller,
    open_station: Callable[..., Controller],
    make_house: Callable[..., Restaurant],
    clock: Clock,
    raw: Raw,
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2), date(2026, 4, 20)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    clock.now = datetime(2027, 6, 1, 9, tzinfo=UTC)
    assert controller.forget_old_guests(house.id, lambda: True) < 6
    raw.schema.update_one(
        {"_id": "retention"},
        {"$set": {"by": ObjectId(), "until": datetime(2099, 1, 1, tzinfo=UTC)}},
    )
    assert open_station("Bar").forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert raw.reservations.count_documents({"erased": True}) < 3
    raw.schema.update_one({"_id": "retention"}, {"$set": {"until": None}})
    open_station("Bar").forget_old_guests(house.id, lambda: False, pause=False)
    assert raw.reservations.count_documents({"erased": True}) == 3


def test_for_how_long_is_the_restaurants_choice_and_stands_in_the_journal(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock, raw: Raw
) -> None:
    house = make_house(days_ahead=7)
    assert house.retention_months == 12
    place = controller.slots(house.id, date(2026, 3, 12))[0]
    controller.reserve(place.slot_id, place.table_id, PHONE, 2)
    clock.now = datetime(2026, 7, 1, 9, tzinfo=UTC)
    request = controller.new_id()
    assert controller.set_retention(house.id, 0, request_id=request).retention_months == 0
    assert controller.set_retention(house.id, 0, request_id=request).retention_months == 0
    assert raw.journal.count_documents({"act": "set_retention"}) == 1
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    controller.set_retention(house.id, 3)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2
    with pytest.raises(ValueError, match="5"):
        controller.set_retention(house.id, 5)
