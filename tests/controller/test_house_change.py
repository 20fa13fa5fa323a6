"""The house changes and no party is stranded: it is seen whom it hits, then all or nothing."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller, applying
from resv_desktop.domain.errors import (
    AlreadyReserved,
    CannotUndo,
    ChangedSince,
    InvalidRestaurant,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.house_change import HouseChange, PreviewChanged, TooMuchAtOnce
from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from resv_desktop.domain.slot import Slot
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, write_elsewhere

Nothing = Callable[[], AbstractContextManager[None]]
DAY = MORNING.date() + timedelta(days=4)  # of the slots that `slot` finds
GUESTS = [f"+4474001234{n:02d}" for n in range(20)]


def closing(day: date = DAY, **facts: Any) -> HouseChange:
    closure = {"from_on": day, "to_on": day, "hours": None, "reason": "Wedding"} | facts
    return HouseChange(closures=(Closure(**closure),))


def retiring(table: str, day: date = DAY, capacity: int = 4) -> HouseChange:
    return HouseChange(tables=(Table(id=table, capacity=capacity, retired_from=day),))


def reserve(controller: Controller, slot: Slot, guest: int, party: int = 2) -> str:
    return controller.reserve(slot.slot_id, slot.table_id, GUESTS[guest], party).id


def labels(raw: Raw, at: datetime) -> dict[str, dict[str, Any]] | None:
    hour = raw.slots.find_one({"time": at})
    return hour and {table["tableId"]: table for table in hour["tables"]}


def test_a_closed_day_is_seen_first_and_then_closes_with_everybody_called(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = reserve(controller, slot("3"), 0, 4)
    change = closing()
    preview = controller.preview(house.id, change)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.why, hit.home) == (held, "closed", None)
    assert {home.starts_at.hour for home in hit.homes} == {19}
    assert hit.homes[0].starts_at.date() == DAY + timedelta(days=1)
    controller.edit_restaurant(
        *(house.id, change), preview=preview, homes=preview.homes(), stop=lambda: True
    )
    hours = [s.starts_at.hour for s in controller.slots(house.id, DAY)]
    assert hours == [19]  # at once, without what is brought in line afterwards
    entry = (labels(raw, slot("3").starts_at) or {})["3"]
    assert entry == {"tableId": "3", "capacity": 4, "isAvailable": False, "leaving": True}
    assert [r.id for r in controller.reservations_on(house.id, DAY)] == [held]
    (needs,) = controller.attention(house.id)
    assert (needs.reservation.id, needs.why) == (held, "closed")
    controller.cancel(held)
    assert controller.slots(house.id, DAY) == []
    assert controller.attention(house.id) == []
    assert raw.slots.count_documents({}) == 7 * 11


def test_a_retired_table_gives_its_parties_to_the_smallest_others_of_the_same_hour(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    before, at, later = (
        controller.reserve(slot("3", days=days).slot_id, "3", GUESTS[days], 3).id
        for days in (3, 4, 5)
    )
    change = retiring("3")
    preview = controller.preview(house.id, change)
    hits = preview.affected
    assert [(hit.reservation.id, hit.why) for hit in hits] == [(at, "retired"), (later, "retired")]
    assert [home.table_id for home in hits[0].homes[:3]] == ["4", "5", "6"]
    request = controller.new_id()
    told = [
        controller.retire_table(
            *(house.id, "3", DAY), preview=preview, homes=preview.homes(), request_id=request
        )
        for _ in range(2)
    ]
    assert told[0] == told[1] == controller.restaurant(house.id)
    assert [table.retired_from for table in told[0].tables] == [None, None, DAY, None, None, None]
    assert raw.reservations.count_documents({}) == 3
    assert raw.journal.count_documents({"act": "move"}) == 2
    assert raw.journal.count_documents({"act": "edit_restaurant"}) == 1
    tables = {r.id: r.table_id for n in (3, 4, 5) for r in day(controller, house, n)}
    assert tables == {before: "3", at: "4", later: "4"}
    assert raw.slots.count_documents({"tables.tableId": "3"}) == 4 * 11
    assert controller.attention(house.id) == []
    assert controller.check() == []
    with pytest.raises(TableNotFound):
        controller.reserve(slot("4", days=5).slot_id, "3", GUESTS[9], 2)


def day(controller: Controller, house: Restaurant, days: int) -> list[Any]:
    return controller.reservations_on(house.id, MORNING.date() + timedelta(days=days))


def test_fewer_hours_send_a_party_to_the_nearest_hour_where_its_guest_has_no_table(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    late = controller.reserve(slot("3", hour=22).slot_id, "3", GUESTS[0], 4).id
    controller.reserve(slot("4", hour=21).slot_id, "4", GUESTS[0], 4)
    other = controller.reserve(slot("1", hour=22).slot_id, "1", GUESTS[1], 2).id
    change = HouseChange(opening_hours="12:22")
    preview = controller.preview(house.id, change)
    assert [hit.why for hit in preview.affected] == ["closed", "closed"]
    assert preview.homes() == {
        late: (slot("3", hour=20).slot_id, "3"),
        other: (slot("1", hour=21).slot_id, "1"),
    }
    taken = slot("5", hour=21)
    with pytest.raises(AlreadyReserved):
        controller.edit_restaurant(
            *(house.id, change),
            preview=preview,
            homes=preview.homes() | {late: (taken.slot_id, taken.table_id)},
        )
    controller.edit_restaurant(house.id, change, preview=preview, homes=preview.homes())
    placed = {r.id: (r.starts_at.hour, r.table_id) for r in day(controller, house, 4)}
    assert placed[late] == (20, "3")
    assert placed[other] == (21, "1")
    assert controller.check() == []


def test_of_several_parties_the_largest_chooses_first_and_no_two_get_one_table(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    held = {
        table: reserve(controller, slot(table), n, party)
        for n, (table, party) in enumerate([("1", 2), ("3", 2), ("5", 6)])
    }
    change = HouseChange(
        tables=tuple(Table(id=t, capacity=c, retired_from=DAY) for t, c in (("1", 2), ("5", 6)))
    )
    preview = controller.preview(house.id, change)
    homes = preview.homes()
    assert homes[held["1"]] == (slot("2").slot_id, "2")
    assert homes[held["5"]] == (slot("6").slot_id, "6")
    every = [(home.slot_id, home.table_id) for hit in preview.affected for home in (hit.homes[:1])]
    assert len(set(every)) == len(every)
    both = dict.fromkeys(homes, homes[held["5"]])
    with pytest.raises(SlotTaken):
        controller.edit_restaurant(house.id, change, preview=preview, homes=both)


def test_a_table_that_seats_fewer_keeps_who_still_fits_and_a_larger_one_only_gains(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    fits, too_many = reserve(controller, slot("3"), 0, 2), reserve(controller, slot("4"), 1, 4)
    change = HouseChange(
        tables=(
            Table(id="1", capacity=4),
            Table(id="3", capacity=2),
            Table(id="4", capacity=3),
        )
    )
    preview = controller.preview(house.id, change)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.why, hit.homes[0].table_id) == (too_many, "too_small", "5")
    controller.edit_restaurant(house.id, change, preview=preview, homes={})
    (needs,) = controller.attention(house.id)
    assert (needs.reservation.id, needs.why) == (too_many, "too_small")
    tables = labels(raw, slot("3").starts_at) or {}
    assert [tables[t]["capacity"] for t in "123456"] == [4, 2, 2, 3, 6, 8]
    assert [t for t in tables if tables[t].get("leaving")] == ["4"]
    assert controller.check() == []
    controller.move(too_many, slot("5").slot_id, "5")
    assert "leaving" not in (labels(raw, slot("3").starts_at) or {})["4"]
    assert slot("4").is_available
    assert controller.attention(house.id) == []
    with pytest.raises(TableTooSmall):
        controller.edit_reservation(fits, party_size=3)


def test_a_reservation_made_after_the_preview_makes_the_host_look_again(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    nothing_written: Nothing,
) -> None:
    other, change = open_station("Bar"), closing()
    preview = controller.preview(house.id, change)
    late = reserve(other, slot("3"), 0)
    with nothing_written(), pytest.raises(PreviewChanged):
        controller.edit_restaurant(house.id, change, preview=preview)
    with nothing_written(), pytest.raises(PreviewChanged):
        controller.edit_restaurant(house.id, change)
    preview = controller.preview(house.id, change)
    assert [hit.reservation.id for hit in preview.affected] == [late]
    other.cancel(late)
    with nothing_written(), pytest.raises(PreviewChanged):
        controller.edit_restaurant(house.id, change, preview=preview)


def test_what_another_station_changed_meanwhile_is_not_overwritten(
    controller: Controller, open_station: Callable[..., Controller], house: Restaurant
) -> None:
    mine = replace(closing(), seen=house)
    preview = controller.preview(house.id, mine)
    open_station("Bar").edit_restaurant(house.id, closing(DAY + timedelta(days=1)))
    with pytest.raises(PreviewChanged):
        controller.edit_restaurant(house.id, mine, preview=preview)
    with pytest.raises(ChangedSince, match="changed at another station"):
        controller.preview(house.id, mine)
    named = HouseChange(name="Harbour", seen=house)
    assert controller.preview(house.id, named).after.name == "Harbour"


def test_hours_that_open_again_keep_who_was_never_called_and_can_be_reserved(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held, before = reserve(controller, slot("3"), 0, 4), raw.slots.count_documents({})
    change = closing()
    preview = controller.preview(house.id, change)
    controller.edit_restaurant(house.id, change, preview=preview)
    assert raw.slots.count_documents({}) == before - 10
    controller.edit_restaurant(house.id, HouseChange(closures=()))
    assert raw.slots.count_documents({}) == before
    assert controller.attention(house.id) == []
    assert controller.check() == []
    tables = labels(raw, slot("3").starts_at) or {}
    assert [t for t in tables if not tables[t]["isAvailable"]] == ["3"]
    assert controller.reservations_on(house.id, DAY)[0].id == held


def test_nobody_gets_into_what_is_offered_no_longer(
    controller: Controller, house: Restaurant, slot: FindSlot, nothing_written: Nothing
) -> None:
    moved, called = reserve(controller, slot("3"), 0), reserve(controller, slot("4"), 1)
    stays = reserve(controller, slot("1", days=5), 2)
    gone, retired, free = slot("5"), slot("4", days=5), slot("2", days=5)
    preview = controller.preview(house.id, closing())
    homes = {moved: (free.slot_id, free.table_id)}
    controller.edit_restaurant(house.id, closing(), preview=preview, homes=homes)
    controller.retire_table(house.id, "4", DAY + timedelta(days=1))
    (move,) = [line for line in controller.history(house.id) if line.act == "move"]
    with nothing_written():
        with pytest.raises(SlotTaken):
            controller.move(stays, gone.slot_id, "4")
        with pytest.raises(TableNotFound):
            controller.move(stays, gone.slot_id, "3")
        with pytest.raises(TableNotFound):
            controller.undo(move.id)
        with pytest.raises(TableNotFound):
            controller.reserve(gone.slot_id, "5", GUESTS[3], 2)
        with pytest.raises(TableNotFound):
            controller.move(stays, retired.slot_id, "4")
    cancel = controller.new_id()
    controller.cancel(called, request_id=cancel)
    with nothing_written():
        with pytest.raises(SlotNotFound, match="The hour of 19:00 on Sat 14 March is not offered"):
            controller.undo(cancel)
        with pytest.raises(SlotNotFound):
            controller.undo(move.id)
        with pytest.raises(SlotNotFound, match="not offered any more"):
            controller.reserve(gone.slot_id, "5", GUESTS[3], 2)


def test_who_sits_at_a_table_is_left_in_peace_and_who_waits_for_a_closed_hour_is_told(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock
) -> None:
    first, second = slot("1", hour=19), slot("1", hour=20)
    for n, table in enumerate("123456"):
        reserve(controller, slot(table, hour=20), 10 + n)
    waits = controller.wait(house.id, second.slot_id, 2, GUESTS[5])
    clock.now = first.starts_at.astimezone(UTC) + timedelta(minutes=10)
    seated = controller.walk_in(first.slot_id, "1", 2)
    closes = closing(hours=None, closed_hours="19:21")
    preview = controller.preview(house.id, closes)
    assert seated.id not in {hit.reservation.id for hit in preview.affected}
    assert len(preview.affected) == 6
    assert preview.waiting == (waits,)
    controller.edit_restaurant(house.id, closes, preview=preview, homes=preview.homes())
    assert controller.waiting(house.id, DAY) == [waits]
    assert controller.unwait(waits.id) == waits
    assert seated.id in {r.id for r in controller.reservations_on(house.id, DAY)}
    assert controller.release(seated.id).id == seated.id
    assert controller.check() == []


def test_a_web_site_that_takes_an_hour_out_leaves_its_parties_under_needs_attention(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held, lost = slot("3"), reserve(controller, slot("4"), 0)
    raw.slots.delete_one({"time": held.starts_at})
    (needs,) = controller.attention(house.id)
    assert (needs.reservation.id, needs.why) == (lost, "lost")
    home = needs.homes[0]
    controller.move(lost, home.slot_id, home.table_id)
    assert controller.attention(house.id) == []
    assert controller.check() == []


def test_a_table_that_a_web_site_gave_away_without_its_flag_is_nobodys_home(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, nothing_written: Nothing
) -> None:
    held = reserve(controller, slot("3"), 0, 4)
    write_elsewhere(raw, slot("4"))
    change = retiring("3")
    preview = controller.preview(house.id, change)
    assert [home.table_id for home in preview.affected[0].homes[:2]] == ["5", "6"]
    homes = {held: (slot("4").slot_id, "4")}
    with nothing_written(), pytest.raises(SlotTaken):
        controller.edit_restaurant(house.id, change, preview=preview, homes=homes)


def test_a_house_whose_zone_was_never_said_can_be_called_something_else(
    controller: Controller, raw: Raw
) -> None:
    raw.restaurants.insert_one({"name": "Blue Bottle", "phone": "+12125550123", "tables": []})
    (house,) = controller.restaurants()
    change = HouseChange(name="Red Bottle")
    preview = controller.preview(house.id, change)
    assert controller.edit_restaurant(house.id, change, preview=preview).name == "Red Bottle"
    with pytest.raises(InvalidRestaurant):
        controller.preview(house.id, HouseChange(opening_hours="12:22"))


def test_whom_a_change_of_the_house_has_hit_is_not_gone_by_an_undo_before_anybody_has_called(
    controller: Controller, house: Restaurant, slot: FindSlot, nothing_written: Nothing
) -> None:
    made = controller.new_id()
    place = slot("3")
    controller.reserve(
        place.slot_id, place.table_id, GUESTS[0], 4, name="Novak", reservation_id=made
    )
    cancelled, back = controller.new_id(), controller.new_id()
    controller.cancel(made, request_id=cancelled)
    controller.undo(cancelled, request_id=back)
    change = closing()
    controller.edit_restaurant(house.id, change, preview=controller.preview(house.id, change))
    for undone in (made, back):
        with nothing_written(), pytest.raises(CannotUndo, match='"Needs attention"') as refusal:
            controller.undo(undone)
        assert {"guest": "Novak", "table": "3"}.items() <= refusal.value.arguments.items()
    assert [each.reservation.id for each in controller.attention(house.id)] == [made]
    controller.edit_restaurant(house.id, HouseChange(closures=()))
    assert controller.undo(back).after is None  # with the hour back it is a cancelling as any
    assert controller.check() == []


def test_a_change_of_the_house_is_not_undone_but_changed_again(
    controller: Controller, house: Restaurant, nothing_written: Nothing
) -> None:
    controller.edit_restaurant(house.id, HouseChange(name="Harbour Inn"))
    (line,) = [line for line in controller.history(house.id) if line.act == "edit_restaurant"]
    assert not line.can_undo
    with nothing_written(), pytest.raises(CannotUndo, match="Change it once more"):
        controller.undo(line.id)


def test_what_one_transaction_would_not_hold_is_to_be_done_in_parts(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    nothing_written: Nothing,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n, table in enumerate("34"):
        reserve(controller, slot(table), n)
    change = closing(closed_hours="19:20")
    preview = controller.preview(house.id, change)
    monkeypatch.setattr(applying, "_MOST_MOVES", 1)
    with nothing_written(), pytest.raises(TooMuchAtOnce, match="1 hours and moves 2 of the 2"):
        controller.edit_restaurant(house.id, change, preview=preview, homes=preview.homes())
    homes = dict(list(preview.homes().items())[:1])
    (left,) = preview.homes().keys() - homes.keys()
    controller.mark_called(left)  # who is to be called anew is written as well
    with nothing_written(), pytest.raises(TooMuchAtOnce):
        controller.edit_restaurant(house.id, change, preview=preview, homes=homes)
    controller.mark_called(left, is_called=False)
    controller.edit_restaurant(house.id, change, preview=preview, homes=homes)
    assert sorted(each.why for each in controller.attention(house.id)) == ["closed", "moved"]


def test_a_change_that_changes_nothing_writes_nothing(
    controller: Controller, house: Restaurant, nothing_written: Nothing
) -> None:
    with nothing_written():
        same = controller.edit_restaurant(house.id, HouseChange(name=house.name, days_ahead=7))
    assert same == controller.restaurant(house.id)


def test_a_day_that_was_closed_by_mistake_and_opens_again_keeps_who_waits_and_what_can_be_undone(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = [reserve(controller, slot(table), n) for n, table in enumerate("123456")]
    waits = controller.wait(house.id, slot("1").slot_id, 2, "07400 123499")
    for reservation_id in held:
        controller.cancel(reservation_id)
    closes = closing()
    controller.edit_restaurant(house.id, closes, preview=controller.preview(house.id, closes))
    assert controller.slots(house.id, DAY) == []
    controller.edit_restaurant(house.id, HouseChange(closures=()))
    (offer,) = controller.waitlist(house.id).offers
    assert (offer.waiting.id, offer.slot) == (waits.id, slot("1"))
    line = raw.journal.find_one({"act": "cancel", "reservationId": ObjectId(held[1])})
    assert line is not None
    back = controller.undo(str(line["_id"])).after
    assert back is not None
    assert (back.id, back.slot_id, back.table_id) == (held[1], slot("2").slot_id, "2")
    made = controller.reserve_waiting(waits.id, "1")
    assert made.slot_id == slot("1").slot_id
    assert controller.check() == []
