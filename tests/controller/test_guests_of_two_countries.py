"""A national number is that of the country of its house, also where only the hour tells which."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.guests_data import GuestExpected
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import MORNING, Clock, Raw, stored, write_elsewhere

LONDONER, NEW_YORKER = "+442079460188", "207-946-0188"


@pytest.fixture(autouse=True)
def _forgotten_by_nobody(raw: Raw) -> None:
    raw.schema.delete_many({"_id": {"$ne": "version"}})


@pytest.fixture
def overseas(make_house: Callable[..., Restaurant]) -> Restaurant:
    """Return a house in New York."""
    return make_house(name="Pier House", phone="+12125550123", timezone="America/New_York")


def evening(controller: Controller, house: Restaurant, days: int = 1) -> Slot:
    day = house.business_day(MORNING) + timedelta(days=days)
    return next(s for s in controller.slots(house.id, day) if s.starts_at.hour == 18)


def reserved_by_the_site(controller: Controller, raw: Raw, house: Restaurant, phone: str) -> str:
    """Reserve as a web site does that names the hour but no restaurant; return the id."""
    place = evening(controller, house)
    taken = {"$set": {"tables.$.isAvailable": False}}
    raw.slots.update_one({"_id": ObjectId(place.slot_id), "tables.tableId": place.table_id}, taken)
    return write_elsewhere(raw, place, reservedBy=phone, name="Maine")


@pytest.mark.parametrize("is_over", [False, True])
def test_who_is_erased_takes_no_guest_of_another_country_along(
    controller: Controller,
    house: Restaurant,
    overseas: Restaurant,
    clock: Clock,
    raw: Raw,
    is_over: bool,
) -> None:
    place = evening(controller, house)
    held = controller.reserve(place.slot_id, place.table_id, LONDONER, 2)
    controller.cancel(held.id)
    theirs = reserved_by_the_site(controller, raw, overseas, NEW_YORKER)
    clock.now = MORNING + timedelta(days=3 if is_over else 0)
    before = stored(raw, theirs)
    assert controller.erase_guest(LONDONER, house.id).reservations == 0
    assert stored(raw, theirs) == before
    if is_over:
        assert controller.erase_guest(NEW_YORKER, overseas.id).reservations == 1
        assert stored(raw, theirs)["reservedBy"] == ""


def test_who_is_expected_is_told_by_the_clock_of_their_hour(
    controller: Controller, overseas: Restaurant, raw: Raw
) -> None:
    reserved_by_the_site(controller, raw, overseas, NEW_YORKER)
    with pytest.raises(GuestExpected, match="at 18:00"):
        controller.erase_guest(NEW_YORKER, overseas.id)


def test_who_is_expected_in_another_country_is_not_forgotten_here(
    controller: Controller, house: Restaurant, overseas: Restaurant, clock: Clock, raw: Raw
) -> None:
    place = evening(controller, house)
    visit = controller.reserve(place.slot_id, place.table_id, "+12079460188", 2, name="Maine")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=MORNING.tzinfo)
    controller.extend_slots(overseas.id)
    day = overseas.business_day(clock.now) + timedelta(days=1)
    ahead = write_elsewhere(raw, controller.slots(overseas.id, day)[0], reservedBy=NEW_YORKER)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert stored(raw, visit.id)["name"] == "Maine"
    raw.reservations.delete_one({"_id": ObjectId(ahead)})
    raw.schema.delete_one({"_id": "retention"})  # the next month
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2
