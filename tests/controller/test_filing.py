"""What files of reservations need to know of the book."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound, RestaurantNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.exchange.saving import FileNotMade, read_reservations
from tests.controller.conftest import MORNING, Raw, write_elsewhere

TODAY = MORNING.date()


def test_the_reservations_of_some_days_are_those_of_each_day_whoever_wrote_them(
    controller: Controller, make_house: Callable[..., Restaurant], raw: Raw
) -> None:
    house = make_house(opening_hours="18:02")
    for days in range(4):
        slots = controller.slots(house.id, TODAY + timedelta(days=days))
        for number, slot in enumerate((slots[0], slots[-1])):  # the last is past midnight
            controller.reserve(slot.slot_id, slot.table_id, f"07400 12340{number}", 2)
        write_elsewhere(raw, slots[7])
    first, last = TODAY + timedelta(days=1), TODAY + timedelta(days=2)
    each = [controller.reservations_on(house.id, day) for day in (first, last)]
    assert controller.reservations_between(house.id, first, last) == each[0] + each[1]
    assert len(each[0]) == 3
    with pytest.raises(RestaurantNotFound):
        controller.reservations_between("65f000000000000000000001", first, last)


def test_how_often_and_when_a_reservation_was_changed_is_told(
    controller: Controller, slot: Callable[..., Slot], raw: Raw
) -> None:
    place = slot("4")
    held = controller.reserve(place.slot_id, "4", "07400 123456", 2)
    assert controller.revisions([held.id]) == {held.id: (1, MORNING)}
    controller.edit_reservation(held.id, name="Cohen")
    controller.set_status(held.id, "arrived")
    foreign = write_elsewhere(raw, slot("5"))
    assert controller.revisions([held.id, foreign]) == {held.id: (3, MORNING)}


def test_of_ids_it_is_told_which_were_used_and_what_became_of_them(
    controller: Controller, house: Restaurant, slot: Callable[..., Slot]
) -> None:
    held, gone, unused = (controller.new_id() for _ in range(3))
    for own_id, table in ((held, "4"), (gone, "5")):
        place = slot(table)
        phone = f"07400 12345{table}"
        controller.reserve(place.slot_id, table, phone, 2, reservation_id=own_id)
    controller.cancel(gone)
    found = controller.used(house.id, [held, gone, unused, "nonsense"])
    assert set(found) == {held, gone}
    kept, refusal = found[held], found[gone]
    assert isinstance(kept, Reservation)
    assert (kept.table_id, kept.rest_id) == ("4", house.id)
    assert isinstance(refusal, ReservationNotFound)
    assert "was cancelled at Stand 1" in str(refusal)


def test_long_times_are_read_month_by_month_told_and_stopped(
    controller: Controller, house: Restaurant, slot: Callable[..., Slot]
) -> None:
    place = slot("4")
    held = controller.reserve(place.slot_id, "4", "07400 123456", 2)
    first, last = TODAY - timedelta(days=60), TODAY + timedelta(days=39)
    told: list[tuple[int, int]] = []
    found = read_reservations(
        controller, house, first, last, progress=lambda done, total: told.append((done, total))
    )
    assert found is not None
    assert [each.id for each in found] == [held.id]
    assert told == [(31, 100), (62, 100), (93, 100), (100, 100)]
    stop = lambda: len(told) > 5  # noqa: E731 - it is asked again and again
    stopped = read_reservations(
        controller,
        house,
        first,
        last,
        progress=lambda done, total: told.append((done, total)),
        stop=stop,
    )
    assert stopped is None
    assert len(told) == 6
    with pytest.raises(FileNotMade, match="comes after the last"):
        read_reservations(controller, house, last, first)
