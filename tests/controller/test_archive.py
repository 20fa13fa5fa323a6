"""After old lines of the journal have left the book, everything a host does goes on as before."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.journal import months_before
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.archive import read
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw

PHONE = "07400 123456"


@pytest.fixture(autouse=True)
def _no_archive_elsewhere(raw: Raw) -> Iterator[None]:
    """Leave the other tests' journal unarchived."""
    raw.schema.delete_one({"_id": "archive"})
    yield
    raw.schema.delete_one({"_id": "archive"})


@pytest.mark.parametrize(
    ("now", "months", "before"),
    [
        (datetime(2026, 3, 31, 23, tzinfo=UTC), 1, datetime(2026, 2, 1, tzinfo=UTC)),
        (datetime(2026, 1, 1, tzinfo=UTC), 12, datetime(2025, 1, 1, tzinfo=UTC)),
        (datetime(2026, 5, 9, tzinfo=UTC), 60, datetime(2021, 5, 1, tzinfo=UTC)),
        (datetime(2026, 1, 9, tzinfo=UTC), 1, datetime(2025, 12, 1, tzinfo=UTC)),
    ],
)
def test_months_are_counted_by_the_calendar(now: datetime, months: int, before: datetime) -> None:
    assert months_before(now, months) == before


def test_check_takes_no_archived_line_for_a_lost_one_but_still_finds_those(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock, raw: Raw, home: Path
) -> None:
    first = slot("3")
    old = controller.reserve(first.slot_id, first.table_id, PHONE, 2)
    clock.now = MORNING + timedelta(days=400)
    assert controller.archive_journal(home / "journal", months=12) == 3
    acts = [line["act"] for file in (home / "journal").iterdir() for line in read(file)]
    assert sorted(acts) == ["add_tables", "create_restaurant", "reserve"]
    assert "journal" not in [fault.kind for fault in controller.check()]
    assert [held.id for held in controller.reservations_for(PHONE)] == [old.id]
    # One of today without a line is a fault as ever.
    raw.reservations.update_one({}, {"$set": {"createdAt": clock.now}})
    assert "journal" in [fault.kind for fault in controller.check()]
    assert house.id


def test_what_was_done_for_a_later_hour_can_still_be_taken_back(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    clock: Clock,
    raw: Raw,
    home: Path,
) -> None:
    house = make_house(days_ahead=30)
    later = controller.slots(house.id, date(2026, 4, 5))[0]
    held = controller.reserve(later.slot_id, later.table_id, PHONE, 2)
    request = controller.new_id()
    controller.cancel(held.id, request_id=request)
    clock.now = datetime(2026, 5, 2, tzinfo=UTC)
    assert controller.archive_journal(home / "journal", months=1) == 2  # those of the set-up
    assert sorted(line["act"] for line in raw.journal.find()) == ["cancel", "reserve"]
    clock.now = MORNING
    assert controller.undo(request).after is not None


def test_no_station_is_told_of_lines_that_leave(
    open_station: Callable[..., Controller],
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    home: Path,
) -> None:
    first = slot("3")
    with closing(open_station("Bar").changes(house.id, Event().is_set)) as changes:  # type: ignore[type-var]  # it is a generator
        assert next(changes).kind == "all"
        clock.now = MORNING + timedelta(days=400)
        assert controller.archive_journal(home / "journal", months=12) > 0
        clock.now = MORNING
        controller.reserve(first.slot_id, first.table_id, PHONE, 2)
        told = [next(changes) for _ in range(3)]
    assert {change.kind for change in told} == {"slot", "reservation", "reserved"}
    assert all(change.slot_id or change.reservation_id for change in told)
