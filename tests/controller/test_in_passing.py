"""What a station does by itself, over all the days ahead, leaves the window its turns."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import house_hours
from resv_desktop.store.book import Book
from resv_desktop.store.store import Store
from tests.controller.conftest import MORNING, FindSlot, Raw
from tests.pauses import counted_pauses

TODAY, DAY = MORNING.date(), timedelta(days=1)


def test_who_needs_attention_is_looked_for_a_few_at_a_time(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(house_hours, "_A_FEW", 2)
    for table in range(1, 6):
        controller.reserve(slot(str(table)).slot_id, str(table), f"0740012345{table}", 2)
    with counted_pauses() as pauses:
        assert controller.attention(house.id) == []
    assert pauses.count == 3


def test_who_needs_attention_is_looked_for_week_by_week_and_none_is_left_out(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    raw: Raw,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = make_house((2,), days_ahead=60)
    held = [hour for day in range(61) for hour in controller.slots(house.id, TODAY + day * DAY)]
    for number, slot in enumerate(held[::7]):
        controller.reserve(slot.slot_id, slot.table_id, f"07400{number:06}", 2)
    raw.restaurants.update_one({}, {"$set": {"tables": []}})
    reads: list[object] = []
    read = Store.read

    def counted(store: Store, work: Callable[[Book], object]) -> object:
        reads.append(work)
        return read(store, work)

    monkeypatch.setattr(Store, "read", counted)
    found = controller.attention(house.id)
    assert [each.reservation.slot_id for each in found] == [slot.slot_id for slot in held[::7]]
    assert len(reads) >= 60 // 7


def test_the_days_ahead_are_looked_through_hour_by_hour(
    controller: Controller, house: Restaurant
) -> None:
    with counted_pauses() as pauses:
        assert controller.upkeep(house.id) == 0
    assert pauses.count >= 7 * 11  # hours of a week
