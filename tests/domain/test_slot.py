"""A party takes a table that is large enough, free and not over."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain.errors import InvalidPartySize, SlotInPast, SlotTaken, TableTooSmall
from resv_desktop.domain.slot import Slot, check_party_size

STARTS = datetime(2026, 3, 14, 19, tzinfo=ZoneInfo("Europe/London"))


def slot(*, capacity: int = 4, is_available: bool = True) -> Slot:
    return Slot(
        slot_id="1",
        table_id="7",
        capacity=capacity,
        starts_at=STARTS,
        ends_at=STARTS + timedelta(hours=1),
        is_available=is_available,
    )


def test_a_party_that_fits_takes_a_free_table() -> None:
    slot().check_can_take(4, STARTS - timedelta(days=3))


def test_a_running_hour_can_be_taken_until_it_ends() -> None:
    slot().check_can_take(2, STARTS + timedelta(minutes=59, seconds=59))


def test_an_hour_that_has_ended_is_over_for_everybody() -> None:
    with pytest.raises(SlotInPast, match=r"^Table 7 at 19:00 on Sat 14 March is over\.$"):
        slot().check_can_take(2, (STARTS + timedelta(hours=1)).astimezone(UTC))


def test_a_larger_party_needs_a_larger_table() -> None:
    with pytest.raises(TableTooSmall) as refused:
        slot().check_can_take(5, STARTS)
    assert str(refused.value) == ("Table 7 at 19:00 seats 4. A party of 5 needs a larger table.")


def test_a_table_that_is_not_free_is_taken() -> None:
    with pytest.raises(SlotTaken, match=r"^Table 7 at 19:00 on Sat 14 March is already taken\.$"):
        slot(is_available=False).check_can_take(2, STARTS)


@pytest.mark.parametrize("size", range(1, 9))
def test_a_party_is_one_to_eight(size: int) -> None:
    assert check_party_size(size) == size


@pytest.mark.parametrize("size", [0, 9, -1, 10**30, 2.0, "2", None, True, [2]])
def test_any_other_party_is_refused_in_a_sentence(size: object) -> None:
    with pytest.raises(InvalidPartySize, match=r"^A party is 1 to 8 guests; .* is not possible\.$"):
        check_party_size(size)
