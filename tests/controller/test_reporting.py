"""What is counted, from a real book that hosts have worked in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import InvalidPartySize, Refusal, RestaurantNotFound
from resv_desktop.domain.report import Count, Report
from resv_desktop.domain.restaurant import Restaurant
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, write_elsewhere

EVENING = MORNING.date()
SEVEN = datetime(2026, 3, 10, 19, 30, tzinfo=UTC)


def _phone(n: int) -> str:
    return f"+447400123{n:03d}"


@pytest.fixture
def tonight(slot: FindSlot) -> FindSlot:
    """Find a slot of this evening."""
    return lambda table, hour=19: slot(table, hour=hour, days=0)


@pytest.fixture
def report(controller: Controller, house: Restaurant) -> Callable[..., Report]:
    return lambda to_on=EVENING: controller.report(house.id, EVENING, to_on)


def _at(report: Report, hour: int) -> Count:
    return next(h.count for h in report.days[0].hours if h.starts_at.hour == hour)


def test_an_evening_is_counted_as_it_went(
    controller: Controller, clock: Clock, tonight: FindSlot, report: Callable[..., Report], raw: Raw
) -> None:
    def reserve(table: str, party: int, n: int, hour: int = 19) -> str:
        place = tonight(table, hour=hour)
        return controller.reserve(place.slot_id, table, _phone(n), party).id

    kept = reserve("3", 4, 1)
    early, missing, cancelled, undone = (
        reserve("1", 2, 2),
        reserve("2", 2, 3),
        reserve("4", 3, 4),
        reserve("5", 6, 5),
    )
    moved = reserve("6", 7, 6, hour=20)
    controller.cancel(cancelled)
    line = controller.new_id()
    controller.cancel(undone, request_id=line)
    controller.undo(line)
    write_elsewhere(raw, tonight("4", hour=20))  # by a web site, which says no size
    clock.now = SEVEN
    at_door = controller.walk_in(tonight("4").slot_id, "4", 4)
    with_number = controller.walk_in(tonight("6").slot_id, "6", 5, phone=_phone(7))
    controller.move(with_number.id, tonight("5", hour=20).slot_id, "5")
    controller.set_status(early, "seated")
    controller.release(early)
    again = controller.walk_in(tonight("1").slot_id, "1", 1)
    controller.no_show(missing)

    found = report()
    assert _at(found, 19) == Count(
        parties=5, covers=4 + 2 + 6 + 4 + 1, walk_ins=2, walk_in_covers=4 + 1, no_shows=1,
        no_show_covers=2, cancels=1, cancel_covers=3, taken=4, offered=6,
    )  # fmt: skip
    assert _at(found, 20) == Count(
        parties=3, covers=7 + 5, unsized=1, walk_ins=1, walk_in_covers=5, taken=3, offered=6
    )
    assert found.total.offered == 11 * 6
    assert found.total.occupancy == 7 / 66
    assert {kept, moved, at_door.id, again.id} <= {str(d["_id"]) for d in raw.reservations.find()}
    assert found.lead.steps[0] == sum(found.lead.steps) == 4  # made this morning for this evening
    assert found.lead.unknown == 1
    assert found.has_history
    assert not found.is_over


def test_a_walk_in_without_its_line_is_told_by_having_no_number(
    controller: Controller, clock: Clock, tonight: FindSlot, report: Callable[..., Report], raw: Raw
) -> None:
    clock.now = SEVEN
    controller.walk_in(tonight("1").slot_id, "1", 2)
    controller.walk_in(tonight("3").slot_id, "3", 4, phone=_phone(1))
    raw.journal.delete_many({})
    assert report().total.walk_ins == 1


def test_what_has_left_the_book_is_said_to_be_unknown(
    controller: Controller, clock: Clock, tonight: FindSlot, report: Callable[..., Report],
    raw: Raw, tmp_path: Any,
) -> None:  # fmt: skip
    mine = controller.reserve(tonight("1").slot_id, "1", _phone(1), 2)
    controller.cancel(mine.id)
    assert report().total.cancels == 1
    clock.now = MORNING + timedelta(days=120)
    try:
        assert controller.archive_journal(tmp_path / "journal", months=3) > 0
        found = report()
        assert found.total.cancels == 0
        assert not found.days[0].has_history
        assert not found.has_history
    finally:
        raw.schema.delete_one({"_id": "archive"})


def test_a_table_that_leaves_is_on_offer_for_the_party_that_has_it_alone(
    controller: Controller, tonight: FindSlot, report: Callable[..., Report], raw: Raw
) -> None:
    controller.reserve(tonight("5").slot_id, "5", _phone(1), 6)
    raw.slots.update_many({}, {"$set": {"tables.$[t].leaving": True}},
                          array_filters=[{"t.tableId": {"$in": ["5", "6"]}}])  # fmt: skip
    found = report()
    assert (_at(found, 19).taken, _at(found, 19).offered) == (1, 5)
    assert _at(found, 20).offered == 4


def test_a_refused_party_is_written_down_once_in_ten_minutes(
    open_station: Callable[..., Controller], house: Restaurant, clock: Clock,
    report: Callable[..., Report],
) -> None:  # fmt: skip
    here, bar = open_station("Stand 1"), open_station("Bar")
    seven = datetime(2026, 3, 10, 19, tzinfo=UTC)
    asked: tuple[Any, ...] = (house.id, 4, EVENING, seven)
    assert here.refuse(*asked)
    clock.now += timedelta(minutes=9)
    assert not here.refuse(*asked)
    assert bar.refuse(*asked)
    assert here.refuse(house.id, 5, EVENING, seven)
    assert here.refuse(house.id, 4, EVENING)
    assert here.refuse(house.id, 4, EVENING + timedelta(days=1), seven + timedelta(days=1))
    clock.now += timedelta(minutes=2)
    assert here.refuse(*asked)
    found = report()
    assert _at(found, 19).refused == 4
    assert _at(found, 19).refused_covers == 4 * 3 + 5
    assert found.total.refused == 5
    assert found.refused_from == EVENING
    assert report(EVENING + timedelta(days=1)).total.refused == 6
    with pytest.raises(InvalidPartySize):
        here.refuse(house.id, 9, EVENING)


def test_refused_parties_are_known_from_the_day_on_which_the_first_was_written_down(
    controller: Controller, house: Restaurant, clock: Clock, report: Callable[..., Report]
) -> None:
    today = house.business_day(clock.now)
    assert controller.refuse(house.id, 4, EVENING + timedelta(days=2))
    clock.now += timedelta(days=1)
    assert controller.refuse(house.id, 4, today + timedelta(days=1))
    assert report().refused_from == today


def test_who_waited_and_was_given_a_table_was_not_refused(
    controller: Controller, house: Restaurant, clock: Clock, tonight: FindSlot,
    report: Callable[..., Report],
) -> None:  # fmt: skip
    hour = tonight("6")
    held = controller.reserve(hour.slot_id, "6", _phone(1), 8)
    for size in (8, 7):  # each asked for and put on the waitlist
        controller.refuse(house.id, size, EVENING, hour.starts_at.astimezone(UTC))
        clock.now += timedelta(minutes=9)
        waits = controller.wait(house.id, hour.slot_id, size, _phone(size))
        clock.now += timedelta(minutes=20)
    assert (_at(report(), 19).refused, _at(report(), 19).refused_covers) == (2, 15)
    controller.cancel(held.id)
    line = controller.new_id()
    given = controller.reserve_waiting(waits.id, "6", reservation_id=line)
    assert (_at(report(), 19).refused, _at(report(), 19).refused_covers) == (1, 8)
    back = controller.new_id()
    controller.undo(line, request_id=back)  # and waits again
    assert _at(report(), 19).refused == 2
    controller.undo(back)
    controller.cancel(given.id)  # it had one
    assert (_at(report(), 19).refused, _at(report(), 19).refused_covers) == (1, 8)


def test_of_whom_another_program_put_on_the_waitlist_it_need_not_say_since_when(
    controller: Controller, house: Restaurant, tonight: FindSlot, report: Callable[..., Report],
    raw: Raw,
) -> None:  # fmt: skip
    hour = tonight("6")
    held = controller.reserve(hour.slot_id, "6", _phone(1), 8)
    waits = controller.wait(house.id, hour.slot_id, 7, _phone(2))
    raw.waiting.update_one({"_id": ObjectId(waits.id)}, {"$unset": {"createdAt": 1}})
    controller.cancel(held.id)
    controller.reserve_waiting(waits.id, "6")
    assert (_at(report(), 19).parties, _at(report(), 19).refused) == (1, 0)


def test_a_month_is_what_its_days_are_and_reads_nothing_of_other_houses(
    controller: Controller, house: Restaurant, make_house: Callable[..., Restaurant],
    slot: FindSlot, raw: Raw,
) -> None:  # fmt: skip
    other = make_house(name="Other House", phone="+442079460124")
    theirs = controller.slots(other.id, EVENING)[-1]
    controller.reserve(theirs.slot_id, theirs.table_id, _phone(9), 2)
    for days in range(6):
        place = slot("3", hour=20, days=days)
        controller.reserve(place.slot_id, "3", _phone(days), 2 + days % 3)
    last = EVENING + timedelta(days=6)
    whole = controller.report(house.id, EVENING, last)
    parts = [controller.report(house.id, day.on, day.on).days[0] for day in whole.days]
    assert list(whole.days) == parts
    assert whole.total.covers == sum(d["partySize"] for d in raw.reservations.find(
        {"restId": ObjectId(house.id)}))  # fmt: skip
    assert [row.starts_at.hour for row in whole.by_clock] == list(range(12, 23))


def test_nonsense_is_refused(controller: Controller, house: Restaurant) -> None:
    with pytest.raises(RestaurantNotFound):
        controller.report(str(ObjectId()), EVENING, EVENING)
    with pytest.raises(ValueError, match="is before"):
        controller.report(house.id, EVENING, date(2026, 3, 9))
    with pytest.raises(Refusal):
        controller.report("nonsense", EVENING, EVENING)
