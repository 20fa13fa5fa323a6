"""What a station does by itself, over all the days ahead, leaves the window its turns."""

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import house_hours
from tests.controller.conftest import FindSlot
from tests.pauses import counted_pauses


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


def test_the_days_ahead_are_looked_through_hour_by_hour(
    controller: Controller, house: Restaurant
) -> None:
    with counted_pauses() as pauses:
        assert controller.upkeep(house.id) == 0
    assert pauses.count >= 7 * 11  # hours of a week
