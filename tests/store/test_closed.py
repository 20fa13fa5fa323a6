"""A book that cannot be opened answers at once, with a reason and never with a promise."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.startup import closed_book

ID = "6a0000000000000000000001"
DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.restaurants(),
        lambda c: c.slots(ID, DAY),
        lambda c: c.reserve(ID, "3", "07400 123456", 2),
        lambda c: c.cancel(ID),
        lambda c: c.extend_slots(ID),
        lambda c: c.beat(1),
        lambda c: c.announce(ID, ID, "3", lease_id=ID),
        lambda c: c.presences(ID),
        lambda c: c.check(),
        lambda c: list(c.changes(ID, lambda: False)),
    ],
)
def test_whatever_is_asked_is_an_outage_with_its_reason(
    ask: Callable[[Controller], object],
) -> None:
    with pytest.raises(Outage, match="The disk is full") as told:
        ask(closed_book("Stand 1", "The disk is full."))
    assert not told.value.may_be_saved


def test_the_time_is_the_machines() -> None:
    now = closed_book("Stand 1", "").now()
    assert abs((now - datetime.now(UTC)).total_seconds()) < 30
