"""What a PIN may look like, and how long who typed wrong ones waits."""

from datetime import timedelta

import pytest

from resv_desktop.domain.errors import InvalidPin
from resv_desktop.domain.pin import check_pin, too_soon, wait_after, wrong_pin


@pytest.mark.parametrize("pin", ["0000", "1234", "123456789012"])
def test_four_to_twelve_digits_are_a_pin(pin: str) -> None:
    assert check_pin(pin) == pin


@pytest.mark.parametrize(
    "typed", ["", "123", "1234567890123", "12 34", "12a4", "-123", "1234\n", "٠١٢٣"]
)
def test_anything_else_is_none(typed: str) -> None:
    with pytest.raises(InvalidPin, match="4 to 12 digits"):
        check_pin(typed)


def test_two_slips_cost_nothing_and_then_every_wrong_one_costs_more_up_to_a_quarter_hour() -> None:
    waits = [wait_after(wrong).total_seconds() for wrong in range(11)]
    assert waits == [0, 0, 0, 5, 15, 45, 120, 300, 900, 900, 900]


def test_the_wait_is_said_in_seconds_and_from_two_minutes_on_in_minutes() -> None:
    assert str(wrong_pin(timedelta())) == "That is not the manager's PIN."
    assert str(wrong_pin(timedelta(seconds=4.2))).endswith("again in 5 seconds.")
    assert str(wrong_pin(timedelta(seconds=120))).endswith("again in 2 minutes.")
    assert "another 2 seconds" in str(too_soon(timedelta(milliseconds=3)))
    assert "another 15 minutes" in str(too_soon(timedelta(seconds=899)))
