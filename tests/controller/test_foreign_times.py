"""A time or a clock that another program has spoilt keeps no host from a guest."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import MORNING, FindSlot, Raw

PHONE = "+44 7400 123456"


@pytest.mark.parametrize("zone", ["Europe/London", "Europe/Berlin", "America/New_York"])
@pytest.mark.parametrize(
    "at", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 30, tzinfo=UTC)]
)
def test_a_time_that_is_the_first_or_the_last_there_is_can_be_told_in_every_zone(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, zone: str, at: datetime
) -> None:
    held = controller.reserve(slot("3").slot_id, "3", PHONE, 2)
    raw.restaurants.update_one({}, {"$set": {"timezone": zone}})
    raw.reservations.update_one({}, {"$set": {"time": at}})
    (found,) = controller.reservations_for(PHONE)
    assert found.starts_at.year == at.year
    traces = controller.traces(PHONE, house.id)
    is_ahead = at > MORNING
    assert [each.id for each in traces.expected] == [held.id] * is_ahead
    assert traces.reservations == (not is_ahead)
    if is_ahead:
        assert controller.cancel(held.id).id == held.id
        assert [line.act for line in controller.history(house.id)][:1] == ["cancel"]


def test_a_guest_is_found_in_a_house_beside_one_whose_clock_nobody_knows(
    controller: Controller,
    house: Restaurant,
    make_house: Callable[..., Restaurant],
    slot: FindSlot,
    raw: Raw,
) -> None:
    here = controller.reserve(slot("3").slot_id, "3", PHONE, 2)
    other = make_house((2,), name="Chez Nous", phone="+33142685300", timezone="Europe/Paris")
    evening = controller.slots(other.id, here.starts_at.date())[8]
    there = controller.reserve(evening.slot_id, "1", PHONE, 2)
    late = controller.slots(other.id, here.starts_at.date())[9]
    controller.reserve(late.slot_id, "1", "+44 7400 654321", 2)
    controller.wait(other.id, late.slot_id, 2, PHONE)
    raw.restaurants.update_one({"name": "Chez Nous"}, {"$set": {"timezone": "Paris"}})
    found = controller.reservations_for(PHONE)
    assert {each.id: each.starts_at.hour for each in found} == {here.id: 19, there.id: 20}
    assert len(controller.guest(PHONE).upcoming) == 2
    traces = controller.traces(PHONE, house.id)
    assert [each.starts_at.hour for each in traces.waits] == [21]
    assert controller.cancel(there.id, phone=PHONE).id == there.id
