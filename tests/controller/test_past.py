"""A day as it stood: equal to what was recorded then, whatever has been done since."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import STATUSES, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, stored

TODAY = MORNING.date()
DAYS = (TODAY, TODAY + timedelta(days=1))
Recorded = tuple[datetime, date, list[Slot], list[Reservation]]


def _record(controller: Controller, house: Restaurant, now: datetime) -> list[Recorded]:
    return [
        (now, day, controller.slots(house.id, day), controller.reservations_on(house.id, day))
        for day in DAYS
    ]


class _Hosts:
    """Two stations at which hosts do one thing after the other, as a seed decides."""

    def __init__(self, stations: list[Controller], house: Restaurant, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same acts each time
        self.stations, self.house = stations, house
        self.done: list[str] = []

    def act(self) -> None:
        """Do something; what is refused has not been done."""
        controller = self.random.choice(self.stations)
        day = self.random.choice(DAYS)
        slots = controller.slots(self.house.id, day)
        held = controller.reservations_on(self.house.id, day)
        slot = self.random.choice(slots)
        acts: list[Callable[[str], object]] = [
            lambda own: controller.reserve(
                slot.slot_id,
                slot.table_id,
                f"0740012{self.random.randint(1000, 9999)}",
                2,
                reservation_id=own,
                second_table=True,
            ),
        ] * 3
        if held:
            one = self.random.choice(held)
            acts += [
                lambda own: controller.move(one.id, slot.slot_id, slot.table_id, request_id=own),
                lambda own: controller.cancel(one.id, request_id=own),
                lambda own: controller.set_status(
                    one.id, self.random.choice(STATUSES), request_id=own
                ),
                lambda own: controller.edit_reservation(
                    one.id, name="Wren", party_size=self.random.randint(1, 2), request_id=own
                ),
            ]
        if self.done:
            acts.append(lambda own: controller.undo(self.random.choice(self.done), request_id=own))
        own = controller.new_id()
        try:
            self.random.choice(acts)(own)
        except Refusal:
            return
        self.done.append(own)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_minute_is_put_together_as_it_was_recorded(
    open_station: Callable[..., Controller],
    controller: Controller,
    house: Restaurant,
    clock: Clock,
    seed: int,
) -> None:
    hosts = _Hosts([controller, open_station("Bar")], house, seed)
    recorded = _record(controller, house, clock.now)
    for _ in range(40):
        clock.now += timedelta(minutes=1)
        hosts.act()
        recorded += _record(controller, house, clock.now)
    assert len(hosts.done) > 20
    clock.now += timedelta(minutes=1)
    pasts = {day: controller.past(house.id, day) for day in DAYS}
    for at, day, slots, reservations in recorded:
        for seconds in (0, 59):
            stood = pasts[day].at(at + timedelta(seconds=seconds))
            assert list(stood.reservations) == reservations
            assert list(stood.slots) == slots
            assert not stood.doubtful
            assert not stood.is_filed


def test_tables_that_came_later_were_not_there_then(
    controller: Controller, house: Restaurant, clock: Clock
) -> None:
    before = controller.slots(house.id, TODAY)
    then, clock.now = clock.now, clock.now + timedelta(minutes=5)
    controller.add_tables(house.id, [8])
    past = controller.past(house.id, TODAY)
    assert list(past.at(then).slots) == before
    assert list(past.at(clock.now).slots) == controller.slots(house.id, TODAY)
    assert len(past.at(clock.now).slots) > len(before)


def test_who_went_to_another_day_was_here_even_where_nobody_wrote_how_they_came(
    controller: Controller, house: Restaurant, clock: Clock, slot: FindSlot, raw: Raw
) -> None:
    here, there = slot("3", days=0), slot("3", days=1)
    made = clock.now - timedelta(hours=1)
    theirs = _foreign(raw, here, made)
    clock.now += timedelta(minutes=10)
    controller.move(theirs, there.slot_id, "3")
    past = controller.past(house.id, TODAY)
    gone = past.at(clock.now)
    assert gone.reservations == ()
    stood = past.at(clock.now - timedelta(minutes=1))
    assert [r.id for r in stood.reservations] == [theirs]
    assert stood.doubtful == {theirs}
    assert past.at(made - timedelta(minutes=1)).reservations == ()


def _foreign(raw: Raw, at: Slot, made: datetime, **more: object) -> str:
    """Reserve as a web site does at an instant, which its id tells."""
    seconds = int(made.timestamp()).to_bytes(4, "big")
    theirs: dict[str, Any] = {
        "_id": ObjectId(seconds + ObjectId().binary[4:]),
        "time": at.starts_at.astimezone(UTC),
        "tableId": at.table_id,
        "reservedBy": "07400 123456",
        "slotId": ObjectId(at.slot_id),
        **more,
    }
    return str(raw.reservations.insert_one(theirs).inserted_id)


def test_what_another_program_did_is_said_to_be_uncertain(
    controller: Controller, house: Restaurant, clock: Clock, slot: FindSlot, raw: Raw
) -> None:
    theirs = _foreign(raw, slot("4", days=0), clock.now)
    ours = controller.reserve(slot("3", days=0).slot_id, "3", "07400 123457", 2)
    sure = controller.reserve(slot("5", days=0).slot_id, "5", "07400 123458", 2)
    made, clock.now = clock.now, clock.now + timedelta(minutes=10)
    raw.reservations.update_one({"_id": stored(raw, ours.id)["_id"]}, {"$set": {"partySize": 4}})
    stood = controller.past(house.id, TODAY).at(made)
    assert {r.id for r in stood.reservations} == {theirs, ours.id, sure.id}
    assert stood.doubtful == {theirs, ours.id}
    raw.reservations.delete_one({"_id": stored(raw, ours.id)["_id"]})
    past = controller.past(house.id, TODAY)
    assert ours.id in past.at(made).doubtful
    assert ours.id not in {r.id for r in past.at(clock.now).reservations}


def test_what_has_been_filed_away_is_said_to_be_missing(
    controller: Controller,
    house: Restaurant,
    clock: Clock,
    slot: FindSlot,
    raw: Raw,
    tmp_path: Path,
) -> None:
    held = slot("3", days=0)
    made = controller.reserve(held.slot_id, "3", "07400 123457", 2)
    clock.now += timedelta(days=200)
    try:
        assert controller.archive_journal(tmp_path, months=3) > 0
        past = controller.past(house.id, TODAY)
    finally:
        raw.schema.delete_one({"_id": "archive"})  # the database is another test's afterwards
    assert past.at(MORNING).is_filed
    today = past.at(clock.now)
    assert not today.is_filed
    assert [r.id for r in today.reservations] == [made.id]


def test_the_questions_are_answered_from_an_index(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    made = controller.reserve(slot("3", days=0).slot_id, "3", "07400 123457", 2)
    elsewhere = [
        {
            "at": MORNING - timedelta(days=n),
            "act": "status",
            "station": "Bar",
            "restId": ObjectId(house.id),
            "slotId": ObjectId(),
            "reservationId": ObjectId(),
        }
        for n in range(30, 500)
    ]
    raw.journal.insert_many(elsewhere)
    raw.command("profile", 2)
    try:
        assert controller.past(house.id, TODAY).moments == (MORNING,)
    finally:
        raw.command("profile", 0)
    asked = list(raw["system.profile"].find({"ns": f"{raw.name}.journal"}))
    raw["system.profile"].drop()
    assert len(asked) == 3
    assert all("COLLSCAN" not in each["planSummary"] for each in asked)
    assert all(each["docsExamined"] < 20 for each in asked), made.id
