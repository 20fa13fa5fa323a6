"""A web site writes to the same book in its own way, and is understood without harm."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import AlreadyReserved, SlotTaken
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import retention
from resv_desktop.store.nameless import nameless
from tests.controller.conftest import Clock, FindSlot, stored

Raw = Database[dict[str, Any]]
NOW = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
STAMPS = {"__v": 0, "createdAt": NOW, "updatedAt": NOW}
SATURDAY = date(2026, 3, 14)


def mongoose_restaurant(**facts: Any) -> dict[str, Any]:
    tables = [{"_id": ObjectId(), "id": str(n), "capacity": 4.0} for n in (1, 2)]
    return {
        "_id": ObjectId(),
        "name": "Chez Web",
        "phone": "020 7946 0555",
        "tables": tables,
        **STAMPS,
        **facts,
    }


def mongoose_slot(rest_id: Any, time: datetime, **facts: Any) -> dict[str, Any]:
    tables = [
        {"_id": ObjectId(), "tableId": str(n), "capacity": 4, "isAvailable": True} for n in (1, 2)
    ]
    return {"_id": ObjectId(), "restId": rest_id, "time": time, "tables": tables, **STAMPS, **facts}


def mongoose_reservation(slot: dict[str, Any], table: str, phone: str) -> dict[str, Any]:
    return {
        "_id": ObjectId(),
        "time": slot["time"],
        "tableId": table,
        "reservedBy": phone,
        "slotId": str(slot["_id"]),
        **STAMPS,
    }


@pytest.mark.parametrize("spelling", [ObjectId, str])
def test_the_hours_of_a_web_site_can_be_reserved_and_cancelled(
    controller: Controller, raw: Raw, spelling: Callable[[ObjectId], Any]
) -> None:
    restaurant = mongoose_restaurant(timezone="Europe/London")
    hour = mongoose_slot(spelling(restaurant["_id"]), datetime(2026, 3, 14, 19, tzinfo=UTC))
    theirs = mongoose_reservation(hour, "1", "07400 123456")
    hour["tables"][0]["isAvailable"] = False
    raw.restaurants.insert_one(restaurant)
    raw.slots.insert_one(hour)
    raw.reservations.insert_one(theirs)
    rest_id = str(restaurant["_id"])

    assert controller.restaurant(rest_id).opening_hours == "12:23"
    assert [(s.table_id, s.is_available) for s in controller.slots(rest_id, SATURDAY)] == [
        *(("1", False), ("2", True)),
    ]
    (listed,) = controller.reservations_on(rest_id, SATURDAY)
    assert (listed.id, listed.table_id, listed.party_size) == (str(theirs["_id"]), "1", None)
    assert listed.starts_at.hour == 19
    for typed in ("07400 123456", "+44 7400 123456"):
        assert [r.id for r in controller.reservations_for(typed)] == [listed.id]

    with pytest.raises(SlotTaken):
        controller.reserve(str(hour["_id"]), "1", "07400 123457", 2)
    with pytest.raises(AlreadyReserved, match="already holds table 1"):
        controller.reserve(str(hour["_id"]), "2", "+447400123456", 2)
    ours = controller.reserve(str(hour["_id"]), "2", "07400 123457", 2)
    assert controller.cancel(ours.id) == ours
    assert controller.cancel(listed.id, phone="+44 7400 123456").id == listed.id
    assert raw.reservations.count_documents({}) == 0
    assert raw.slots.find_one() == {
        **hour,
        "tables": [{**table, "isAvailable": True} for table in hour["tables"]],
    }
    line = raw.journal.find_one({"act": "cancel", "reservationId": theirs["_id"]})
    assert line is not None
    assert line["before"] == theirs
    assert line["restId"] == restaurant["_id"]


def test_tables_are_added_to_the_hours_of_a_web_site_without_a_twin(
    controller: Controller, raw: Raw
) -> None:
    restaurant = mongoose_restaurant(timezone="Europe/London", extra={"theme": "blue"})
    hours = [
        mongoose_slot(restaurant["_id"], datetime(2026, 3, 14, hour, tzinfo=UTC))
        for hour in range(12, 16)
    ]
    raw.restaurants.insert_one(restaurant)
    raw.slots.insert_many(hours)
    made = controller.add_tables(str(restaurant["_id"]), [6])
    assert [table.id for table in made.tables] == ["1", "2", "3"]
    stored = raw.restaurants.find_one()
    assert stored is not None
    assert stored["extra"] == {"theme": "blue"}
    assert stored["tables"][:2] == restaurant["tables"]
    for hour in hours:
        found = raw.slots.find_one({"_id": hour["_id"]})
        assert found is not None
        assert found["tables"][:2] == hour["tables"]
        assert [table["tableId"] for table in found["tables"]] == ["1", "2", "3"]
    times = [hour["time"] for hour in raw.slots.find()]
    assert len(times) == len(set(times)) == 15 * 11


def test_what_a_web_site_writes_meanwhile_is_seen_at_the_next_look(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    s = slot("3")
    hour = raw.slots.find_one({"_id": ObjectId(s.slot_id)})
    assert hour is not None
    raw.slots.update_one(
        {"_id": hour["_id"], "tables.tableId": "3"}, {"$set": {"tables.$.isAvailable": False}}
    )
    theirs = mongoose_reservation(hour, "3", "07400 123456")
    raw.reservations.insert_one(theirs)
    with pytest.raises(SlotTaken):
        controller.reserve(s.slot_id, "3", "07400 123457", 4)
    assert [r.id for r in controller.reservations_on(house.id, SATURDAY)] == [str(theirs["_id"])]
    controller.cancel(str(theirs["_id"]))
    assert controller.reserve(s.slot_id, "3", "07400 123457", 4).table_id == "3"


def test_a_house_without_zone_tables_or_phone_can_be_looked_at(
    controller: Controller, raw: Raw
) -> None:
    rest_id = str(raw.restaurants.insert_one({"name": "Bare"}).inserted_id)
    bare = controller.restaurant(rest_id)
    assert (bare.phone, bare.tables, bare.timezone) == ("", (), None)
    assert controller.slots(rest_id, SATURDAY) == []
    assert controller.reservations_on(rest_id, SATURDAY) == []
    assert controller.restaurants() == [bare]


def test_a_table_that_stands_twice_is_one_table(controller: Controller, raw: Raw) -> None:
    twice = [{"id": "1", "capacity": 4}, {"id": "1", "capacity": 4}, {"id": "2", "capacity": 2}]
    restaurant = mongoose_restaurant(timezone="Europe/London", tables=twice)
    raw.restaurants.insert_one(restaurant)
    rest_id = str(restaurant["_id"])
    assert [table.id for table in controller.restaurant(rest_id).tables] == ["1", "2"]
    assert controller.extend_slots(rest_id) == 15 * 11
    assert len(controller.slots(rest_id, SATURDAY)) == 22


def test_a_table_of_ten_keeps_no_hour_from_being_made(controller: Controller, raw: Raw) -> None:
    tables = [{"id": "1", "capacity": 4}, {"id": "2", "capacity": 10}, {"id": "3", "capacity": 1}]
    tables += [{"id": "", "capacity": 4}]
    restaurant = mongoose_restaurant(timezone="Europe/London", tables=tables)
    hour = mongoose_slot(restaurant["_id"], datetime(2026, 3, 14, 19, tzinfo=UTC))
    hour["tables"][1]["capacity"] = 10
    raw.restaurants.insert_one(restaurant, bypass_document_validation=True)
    raw.slots.insert_one(hour, bypass_document_validation=True)
    rest_id = str(restaurant["_id"])
    assert controller.extend_slots(rest_id) == 15 * 11
    seats = {"1": 4, "2": 8, "3": 2}
    for hour in raw.slots.find():
        assert {table["tableId"]: table["capacity"] for table in hour["tables"]} == seats
    assert [table.capacity for table in controller.restaurant(rest_id).tables] == [4, 10, 1, 4]
    (fault,) = controller.check()
    assert fault.sentence == "A document in restaurants breaks the rules (tables): Chez Web."
    assert controller.add_tables(rest_id, [6]).tables[-1].id == "4"
    assert raw.slots.count_documents({"tables.tableId": "4"}) == 15 * 11


@pytest.mark.parametrize("tables", [{}, {"tableId": "1"}, "none", 5, None, [7, {"tableId": "9"}]])
def test_an_hour_whose_tables_make_no_sense_gets_those_of_the_house_with_the_others(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, tables: Any
) -> None:
    odd = {"_id": ObjectId(slot("1").slot_id)}
    nonsense = {"$set": {"tables": tables}}
    raw.slots.update_one(odd, nonsense, bypass_document_validation=True)
    controller.add_tables(house.id, [6])
    assert raw.slots.count_documents({"tables.tableId": "7"}) == raw.slots.count_documents({})
    assert {"1", "7"} <= {s.table_id for s in controller.slots(house.id, SATURDAY)}


def test_an_hour_with_several_times_keeps_no_other_from_being_made(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    raw.slots.delete_many({"time": {"$gte": datetime(2026, 3, 14, tzinfo=UTC)}})
    odd = mongoose_slot(ObjectId(house.id), datetime(2026, 3, 14, 12, tzinfo=UTC))
    odd["time"] = [odd["time"], NOW + timedelta(days=365)]
    raw.slots.insert_one(odd, bypass_document_validation=True)
    controller.extend_slots(house.id)
    assert raw.slots.count_documents({"time": {"$type": "date"}}) == 8 * 11


def test_an_hour_that_is_the_last_there_is_keeps_no_other_from_being_made(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    raw.slots.delete_many({"time": {"$gte": datetime(2026, 3, 14, tzinfo=UTC)}})
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    raw.slots.insert_one(mongoose_slot(ObjectId(house.id), last))
    controller.extend_slots(house.id)
    assert raw.slots.count_documents({"time": {"$lt": last}}) == 8 * 11


SPELLED = [
    ("+447400123456", "Europe/London", "07400 123 456"),
    ("+447400123456", "Europe/London", "(07400) 123456"),
    ("+447400123456", "Europe/London", "+44 (0)7400 123456"),
    ("+447400123456", "Europe/London", "0044 7400 123456"),
    ("+447400123456", "Europe/London", "447400 123456"),
    ("+447400123456", "Europe/London", "7400123456"),
    ("+447400123456", "Europe/London", "+447400123456 "),
    ("+12125550123", "America/New_York", "212-555-0123"),
    ("+12125550123", "America/New_York", "212.555.0123"),
    ("+12125550123", "America/New_York", "1-212-555-0123"),
    ("+12125550123", "America/New_York", "(212)555-0123"),
    ("+972501234567", "Asia/Jerusalem", "050 1234567"),
    ("+972501234567", "Asia/Jerusalem", "+972-50-1234567"),
    ("+972501234567", "Asia/Jerusalem", "(050) 1234567"),
]


@pytest.mark.parametrize(("number", "zone", "stored"), SPELLED)
def test_a_guest_is_known_in_whichever_everyday_form_a_web_site_wrote_the_number(
    controller: Controller, raw: Raw, number: str, zone: str, stored: str
) -> None:
    restaurant = mongoose_restaurant(timezone=zone, phone="")
    ours = mongoose_slot(restaurant["_id"], datetime(2026, 3, 14, 19, tzinfo=UTC))
    earlier = mongoose_slot(restaurant["_id"], datetime(2026, 3, 14, 18, tzinfo=UTC))
    theirs = mongoose_reservation(ours, "1", stored)
    ours["tables"][0]["isAvailable"] = False
    raw.restaurants.insert_one(restaurant)
    raw.slots.insert_many([ours, earlier])
    raw.reservations.insert_one(theirs)
    (found,) = controller.reservations_for(number)
    assert (found.id, found.reserved_by) == (str(theirs["_id"]), stored)
    assert [r.id for r in controller.guest(number).upcoming] == [found.id]
    with pytest.raises(AlreadyReserved, match="already holds table 1"):
        controller.reserve(str(ours["_id"]), "2", number, 2)
    other = controller.reserve(str(earlier["_id"]), "2", number, 2)
    with pytest.raises(AlreadyReserved, match="already holds table 1"):
        controller.move(other.id, str(ours["_id"]), "2")
    assert controller.edit_reservation(found.id, phone=number).reserved_by == stored
    assert controller.cancel(found.id, phone=number).id == found.id
    assert controller.guest(number).cancellations == 1


def test_a_reservation_whose_hour_is_gone_can_be_found_and_cancelled(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    lost = mongoose_slot(house.id, NOW + timedelta(days=4))
    theirs = mongoose_reservation(lost, "1", "07400123456")
    raw.reservations.insert_one(theirs)
    (found,) = controller.reservations_for("07400 123456")
    assert controller.cancel(found.id, phone="+447400123456").id == found.id
    assert raw.reservations.count_documents({}) == 0


def test_a_reservation_that_names_no_hour_needs_attention_and_can_be_cancelled(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = controller.reserve(slot("3").slot_id, "3", "07400 123456", 2)
    take_out(raw, "slotId")
    (lost,) = controller.attention(house.id)
    assert (lost.reservation.id, lost.why) == (held.id, "lost")
    assert controller.cancel(held.id).id == held.id
    assert controller.attention(house.id) == []


def spoil(raw: Raw, collection: str, **fields: Any) -> None:
    raw[collection].update_one({}, {"$set": fields}, bypass_document_validation=True)


def take_out(raw: Raw, field: str) -> None:
    raw["reservations"].update_one({}, {"$unset": {field: ""}}, bypass_document_validation=True)


def test_a_reservation_that_names_no_table_can_be_looked_at_and_written_to(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    held = controller.reserve(slot("3").slot_id, "3", "07400 123456", 2)
    take_out(raw, "tableId")
    assert [each.reservation.id for each in controller.attention(house.id)] == [held.id]
    assert controller.edit_reservation(held.id, phone="07400 123457").table_id == ""
    assert controller.cancel(held.id).id == held.id


def test_a_number_that_is_a_list_and_a_time_that_is_the_last_there_is_end_no_search(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    assert house
    held = controller.reserve(slot("3").slot_id, "3", "07400 123456", 2)
    spoil(raw, "reservations", time=datetime(9999, 12, 31, 23, 30, tzinfo=UTC))
    assert [r.id for r in controller.reservations_for("07400 123456")] == [held.id]
    assert [r.id for r in controller.guest("07400 123456").upcoming] == [held.id]
    spoil(raw, "reservations", reservedBy=["+447400123456"])
    assert controller.reservations_for("07400 123456") == []
    assert not controller.guest("07400 123456").is_known


def test_a_restaurant_that_names_another_one_is_no_hour(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    spoil(raw, "restaurants", restId="chain")
    assert len(controller.slots(house.id, SATURDAY)) == 66
    assert controller.reservations_on(house.id, SATURDAY) == []


@pytest.mark.parametrize("hours", [[], {}, 5, float("nan"), "99"])
@pytest.mark.parametrize("field", ["hours", "closedHours"])
def test_a_closure_with_odd_hours_is_named_and_can_be_taken_out(
    controller: Controller, house: Restaurant, raw: Raw, field: str, hours: Any
) -> None:
    odd = {"from": "2026-03-14", "to": "2026-03-14", "reason": "", field: hours}
    spoil(raw, "restaurants", closures=[odd])
    assert [fault.kind for fault in controller.check()] == ["opening_hours"]
    controller.edit_restaurant(house.id, HouseChange(closures=()))
    assert controller.restaurant(house.id).closures == ()


def test_a_house_with_other_hours_for_ever_is_changed_as_any(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    for_ever = {"from": "0001-01-01", "to": "9999-12-31", "hours": "12:22", "reason": ""}
    spoil(raw, "restaurants", closures=[for_ever])
    change = HouseChange(name="Harbour", opening_hours="13:23")
    after = controller.edit_restaurant(house.id, change)
    assert (after.name, after.opening_hours) == ("Harbour", "13:23")
    assert raw.restaurants.distinct("closures") == [for_ever]


def test_hours_of_what_is_no_weekday_hold_on_no_day_and_stay_as_they_are(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    spoil(raw, "restaurants", weekHours={"monday": "12:22", "tue": None})
    seen = controller.restaurant(house.id)
    wished = seen.week_hours | {"wed": "13:21"}
    controller.edit_restaurant(house.id, HouseChange(week_hours=wished))
    stored = {"monday": "12:22", "tue": None, "wed": "13:21"}
    assert raw.restaurants.distinct("weekHours") == [stored]


def test_hours_that_are_no_number_do_not_keep_the_program_busy_for_ever(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    spoil(raw, "restaurants", weekHours={"xyz": float("nan")})
    assert controller.extend_slots(house.id) == 0


def test_what_a_site_adds_while_a_guest_is_forgotten_is_kept_and_goes_the_next_time(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw.schema.delete_many({"_id": "retention"})
    held = controller.reserve(slot("1").slot_id, "1", "07400 123456", 2, name="Cohen")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    real = nameless

    def meanwhile(document: dict[str, Any], *rest: Any) -> dict[str, Any]:
        raw.reservations.update_one({}, {"$set": {"invoice": "R-17"}})
        return real(document, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(retention, "nameless", meanwhile)
        controller.forget_old_guests(house.id, lambda: False, pause=False)
    assert (stored(raw, held.id)["invoice"], stored(raw, held.id)["name"]) == ("R-17", "Cohen")
    clock.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 1
    assert stored(raw, held.id)["name"] == ""


@pytest.mark.parametrize("time", ["20:00", NOW, None])
def test_a_restaurant_that_has_a_time_like_an_hour_is_opened_all_the_same(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw, time: object
) -> None:
    held = controller.reserve(slot("1").slot_id, "1", "07400 123456", 2)
    raw.restaurants.update_one({}, {"$set": {"time": time}})
    assert not slot("1").is_available
    day = slot("1").starts_at.date()
    assert [r.id for r in controller.reservations_on(house.id, day)] == [held.id]
