"""Every way in which a book can be wrong is found and named; a right one is left in peace."""

import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson import ObjectId, encode
from bson.raw_bson import RawBSONDocument

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.words import day_label
from resv_desktop.store import check_hours, faults
from resv_desktop.store.check import find_faults
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.store import corruptions
from tests.store.corruptions import Scene, make_scene
from tests.store.site import Raw


@pytest.fixture
def scene(open_store: Callable[[], Store], raw: Raw) -> Scene:
    return make_scene(open_store(), raw)


@pytest.mark.parametrize(
    ("corrupt", "named", "others", "table", "hour"),
    [
        (corruptions.take_flag, "flag", set(), "table 2", "19:00"),
        (corruptions.free_flag, "flag", set(), "table 1", "19:00"),
        (corruptions.lose_reservation, "flag", set(), "table 1", "19:00"),
        (corruptions.reserve_twice_as_text, "double", set(), "table 1", "19:00"),
        (corruptions.reserve_twice, "double", {"index"}, "table 1", "19:00"),
        (corruptions.store_hour_twice_as_text, "slot_twice", set(), "", "19:00"),
        (corruptions.store_hour_twice, "slot_twice", {"index"}, "", "19:00"),
        (corruptions.list_table_twice, "table_twice", set(), "table 2", "19:00"),
        (corruptions.forget_table, "table_missing", set(), "table 2", "19:00"),
        (corruptions.shrink_table, "capacity", set(), "table 2", "19:00"),
        (corruptions.lose_hour, "no_slot", {"hour_missing"}, "table 1", "19:00"),
        (corruptions.lose_free_hour, "hour_missing", set(), "", "20:00"),
        (corruptions.say_another_time, "time", set(), "table 1", "19:00"),
        (corruptions.name_another_restaurant, "restaurant", set(), "table 1", "19:00"),
        (corruptions.reserve_unknown_table, "no_table", set(), "table 99", "19:00"),
        (corruptions.reserve_for_too_many, "party", set(), "table 1", "19:00"),
        (corruptions.start_at_half_past, "off_hour", set(), "", "19:30"),
        (corruptions.keep_from_the_guests, "leaving", set(), "table 3", "19:00"),
        (corruptions.break_status, "document", set(), "table 1", "19:00"),
        (corruptions.lose_number, "document", set(), "table 1", "19:00"),
        (corruptions.lose_journal, "journal", set(), "table 1", "19:00"),
        (corruptions.wait_for_lost_hour, "waiting_hour", set(), "", "19:00"),
        (corruptions.wait_at_another_time, "waiting_hour", set(), "", "20:00"),
        (corruptions.wait_twice, "waiting_twice", set(), "", "19:00"),
    ],
)
def test_a_corruption_is_found_and_named_by_table_day_and_hour(
    scene: Scene,
    corrupt: Callable[[Scene], None],
    named: str,
    others: set[str],
    table: str,
    hour: str,
) -> None:
    assert scene.check() == []
    corrupt(scene)
    found = scene.check()
    assert {fault.kind for fault in found} == {named, *others}
    (fault,) = [fault for fault in found if fault.kind == named]
    assert table in fault.sentence.lower()
    assert f"at {hour} on {day_label(scene.day)} {scene.day.year}" in fault.sentence
    assert "Harbour House" in fault.sentence
    assert fault.sentence[0].isupper()
    assert fault.sentence.endswith(".")
    assert fault.details["day"] == scene.day.isoformat()
    assert fault.details["hour"] == hour
    assert fault.details["restaurant"] == "Harbour House"
    assert fault.details.get("table", "") == table.removeprefix("table ")


@pytest.mark.parametrize(
    ("corrupt", "kind", "words"),
    [
        (corruptions.drop_index, "index", "slots.restId_1_time_1"),
        (corruptions.make_index_ordinary, "index", "slots.restId_1_time_1"),
        (corruptions.make_index_partial, "index", "slots.restId_1_time_1"),
        (corruptions.take_rules_away, "validator", "slots"),
        (corruptions.only_warn, "validator", "slots"),
        (corruptions.switch_rules_off, "validator", "slots"),
        (corruptions.age_layout, "schema", "layout 0"),
        (corruptions.spoil_version, "schema", "layout 0"),
    ],
)
def test_a_book_without_its_guards_is_named(
    scene: Scene, corrupt: Callable[[Scene], None], kind: str, words: str
) -> None:
    corrupt(scene)
    (fault,) = scene.check()
    assert fault.kind == kind
    assert words in fault.sentence


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        ({"timezone": "Mars/Base"}, "zone", "Mars/Base"),
        ({"openingHours": "25:03"}, "opening_hours", "25:03"),
        ({"openingHours": ""}, "opening_hours", '""'),
        ({"weekHours": {"mon": "9-17", "tue": None}}, "opening_hours", "9-17"),
        ({"weekHours": {"mon": 9}}, "opening_hours", "mon"),
        (
            {"closures": [{"from": "2030-01-01", "to": "2030-01-02", "hours": "12:12"}]},
            "opening_hours",
            "12:12",
        ),
        (
            {"closures": [{"from": "2030-01-01", "to": "2030-01-02", "hours": ""}]},
            "opening_hours",
            '""',
        ),
        ({"closures": [{"from": "soon", "to": 4}]}, "opening_hours", "closure"),
        ({"weekHours": {"monday": "09:17"}}, "opening_hours", '"monday"'),
        ({"weekHours": {"Mon": None}}, "opening_hours", '"Mon"'),
        ({"tables.3": {"id": "2", "capacity": 4}}, "table_twice", "Table 2"),
    ],
)
def test_a_restaurant_that_cannot_be_kept_is_named(
    scene: Scene, changes: dict[str, Any], kind: str, words: str
) -> None:
    scene.raw.restaurants.update_one({"_id": scene.rest_id}, {"$set": changes})
    (fault,) = scene.check()
    assert fault.kind == kind
    assert words in fault.sentence
    assert "Harbour House" in fault.sentence


def test_where_the_zone_is_misspelt_an_hour_is_told_by_the_clock_of_the_country(
    scene: Scene,
) -> None:
    french = {"phone": "+33142685300", "timezone": "Europe/Pariss"}
    scene.raw.restaurants.update_one({"_id": scene.rest_id}, {"$set": french})
    corruptions.take_flag(scene)
    (fault,) = [fault for fault in scene.check() if fault.kind == "flag"]
    local = scene.at.astimezone(ZoneInfo("Europe/Paris"))
    assert f"Table 2 at {local:%H:%M} on {day_label(local.date())}" in fault.sentence


def test_what_else_another_program_keeps_beside_the_weekdays_is_left_in_peace(
    scene: Scene,
) -> None:
    kept = {"_id": ObjectId(), "updatedAt": datetime(2030, 1, 1, tzinfo=UTC), "__v": 0}
    weeks = kept | {"mon": "12:23", "tue": None}
    scene.raw.restaurants.update_one({"_id": scene.rest_id}, {"$set": {"weekHours": weeks}})
    assert "opening_hours" not in scene.kinds()


@pytest.mark.parametrize("side", ["before", "after"])
def test_lines_with_a_list_where_one_number_belongs_are_counted(scene: Scene, side: str) -> None:
    line = {"at": scene.at, "act": "cancel", "station": "web"}
    numbers = ["+447400123456", "+447400123457"]
    for _ in range(2):
        scene.raw.journal.insert_one(line | {side: {"reservedBy": numbers}})
    scene.raw.journal.insert_one(line | {side: [{"reservedBy": numbers[0]}]})
    scene.raw.journal.insert_one(line | {side: {"reservedBy": numbers[0], "tags": numbers}})
    (fault,) = scene.check()
    assert (fault.kind, fault.details["lines"]) == ("journal_list", 3)
    assert fault.sentence.startswith("The journal has a list where the number of one guest belongs")


def test_hours_of_a_restaurant_that_is_gone_are_named_once(scene: Scene) -> None:
    scene.raw.restaurants.delete_one({"_id": scene.rest_id})
    (fault,) = scene.check()
    assert fault.kind == "no_restaurant"
    assert str(scene.rest_id) in fault.sentence
    assert fault.details["hours"] == scene.raw.slots.count_documents({})


def test_who_waits_where_nobody_looks_is_named_and_who_is_over_or_closed_out_is_not(
    scene: Scene,
) -> None:
    corruptions.wait_for_hour(scene)
    corruptions.wait_for_hour(scene, time=scene.at - timedelta(days=9), slotId=ObjectId())
    closed = scene.at.replace(hour=4)
    corruptions.wait_for_hour(scene, time=closed, slotId=ObjectId())
    assert scene.check() == []
    corruptions.wait_for_hour(scene, restId=ObjectId(), slotId=ObjectId())
    (fault,) = scene.check()
    assert fault.kind == "waiting_restaurant"
    assert fault.sentence.startswith(
        f"A party of 8 waits at {scene.at.astimezone(UTC):%H:%M} UTC on "
    )
    assert "in the unknown restaurant" in fault.sentence


def test_what_is_over_may_have_begun_off_the_full_hour_of_the_clock_of_today(scene: Scene) -> None:
    over = scene.at - timedelta(days=3, minutes=30)
    tables = [{"tableId": "1", "capacity": 2, "isAvailable": True}]
    scene.raw.slots.insert_one({"restId": scene.rest_id, "time": over, "tables": tables})
    assert scene.kinds() == set()


@pytest.mark.parametrize("time", [None, "19:00", [datetime(2031, 3, 10, tzinfo=UTC)], 5])
def test_who_waits_for_an_hour_without_a_time_is_named_and_the_check_goes_on(
    scene: Scene, time: object
) -> None:
    odd = {"_id": ObjectId(), "restId": scene.rest_id, "tables": [], "time": time}
    scene.raw.slots.insert_one(odd, bypass_document_validation=True)
    corruptions.wait_for_hour(scene, slotId=odd["_id"])
    corruptions.wait_for_hour(scene)
    lost = {"$set": {"time": [scene.at]}}
    scene.raw.waiting.update_one({"slotId": scene.slot_id}, lost, bypass_document_validation=True)
    assert scene.kinds() == {"document", "waiting_hour"}


def test_the_flags_of_hours_long_past_are_compared_as_well(scene: Scene) -> None:
    tables = [{"tableId": "1", "capacity": 2, "isAvailable": False}]
    at = datetime(2019, 7, 14, 18, tzinfo=UTC)
    scene.raw.slots.insert_one({"restId": scene.rest_id, "time": at, "tables": tables})
    (fault,) = scene.check()
    assert fault.kind == "flag"
    assert "Table 1 at 19:00 on Sun 14 July 2019 in Harbour House" in fault.sentence


def test_an_hour_that_is_over_need_not_have_the_tables_of_today(scene: Scene) -> None:
    tables = [{"tableId": "1", "capacity": 3, "isAvailable": True}]
    at = datetime(2019, 7, 14, 18, tzinfo=UTC)
    scene.raw.slots.insert_one({"restId": scene.rest_id, "time": at, "tables": tables})
    assert scene.check() == []


def test_hours_are_only_missing_between_those_that_exist(scene: Scene) -> None:
    hours = [hour["_id"] for hour in scene.raw.slots.find().sort("time", 1)]
    free = [own_id for own_id in hours if own_id != scene.slot_id]
    scene.raw.slots.delete_many({"_id": {"$in": [free[0], *free[-5:]]}})
    assert scene.check() == []
    whole_days = [own_id for own_id in free[40:70] if own_id != scene.slot_id]
    scene.raw.slots.delete_many({"_id": {"$in": whole_days}})
    assert [fault.kind for fault in scene.check()] == ["hour_missing"] * len(whole_days)
    scene.controller.extend_slots(str(scene.rest_id))
    assert scene.check() == []


def test_what_is_over_or_on_a_closed_day_is_not_missing(scene: Scene) -> None:
    long_ago = {"restId": scene.rest_id, "time": datetime(2019, 7, 14, 18, tzinfo=UTC)}
    scene.raw.slots.insert_one(long_ago | {"tables": []})
    day = scene.day + timedelta(days=3)
    start, end = (
        datetime.combine(day + timedelta(days=n), time(), ZoneInfo("Europe/London")) for n in (0, 1)
    )
    scene.raw.slots.delete_many({"time": {"$gte": start, "$lt": end}})
    assert scene.kinds() == {"hour_missing"}
    closed = {"from": day.isoformat(), "to": day.isoformat(), "hours": None, "reason": "Holiday"}
    scene.raw.restaurants.update_one({"_id": scene.rest_id}, {"$set": {"closures": [closed]}})
    assert scene.check() == []


def test_hours_that_are_being_made_are_not_missing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make_the_rest(_seconds: float) -> None:
        scene.controller.extend_slots(str(scene.rest_id))

    monkeypatch.setattr("resv_desktop.store.check_hours.sleep", make_the_rest)
    corruptions.lose_free_hour(scene)
    assert scene.check() == []


def test_a_repeated_hour_is_told_apart(scene: Scene) -> None:
    for hour in (0, 1):
        at = datetime(2019, 10, 27, hour, tzinfo=UTC)
        tables = [{"tableId": "1", "capacity": 2, "isAvailable": hour == 0}]
        scene.raw.slots.insert_one({"restId": scene.rest_id, "time": at, "tables": tables})
    (fault,) = scene.check()
    assert "01:00 (2nd)" in fault.sentence


def test_two_documents_for_one_hour_may_share_its_flags(scene: Scene) -> None:
    corruptions.store_hour_twice_as_text(scene)
    scene.raw.reservations.insert_one(scene.reserved(tableId="1", slotId=_twin_of(scene)))
    double = [fault for fault in scene.check() if fault.kind == "double"]
    assert "Table 1 at 19:00" in double[0].sentence


def _twin_of(scene: Scene) -> ObjectId:
    twin = scene.raw.slots.find_one({"time": scene.at, "_id": {"$ne": scene.slot_id}}) or {}
    return ObjectId(str(twin["_id"]))


def test_what_is_being_reserved_without_a_transaction_is_no_fault(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_the_rest(_seconds: float) -> None:
        scene.raw.reservations.insert_one(scene.reserved())

    monkeypatch.setattr("resv_desktop.store.check_hours.sleep", write_the_rest)
    corruptions.take_flag(scene)
    assert scene.check() == []


def test_a_stopped_run_over_the_days_ahead_is_named_until_it_is_finished(scene: Scene) -> None:
    scene.controller.add_tables(str(scene.rest_id), [8], stop=lambda: True)
    assert scene.kinds() == {"table_missing"}
    scene.controller.extend_slots(str(scene.rest_id))
    assert scene.check() == []


def test_what_the_opening_had_to_repair_is_told_once(scene: Scene, mongod: ManagedServer) -> None:
    corruptions.drop_index(scene)
    corruptions.take_rules_away(scene)
    again = Store(mongod.uri, scene.raw.name)
    try:
        prepare(again)
        assert {fault.kind for fault in find_faults(again)} == {"index", "validator"}
        assert find_faults(again) == []
    finally:
        again.close()


def test_rubbish_of_every_type_is_named_and_nothing_falls_over_it(scene: Scene) -> None:
    for name in ("restaurants", "slots", "reservations", "journal"):
        scene.raw.command("collMod", name, validator={})
    rubbish = [None, 5, float("nan"), "x", True, [], [1], {"a": 1}, datetime(1, 1, 1)]  # noqa: DTZ001 - rubbish
    for number, value in enumerate(rubbish):
        key = "rubbish" if isinstance(value, list) else value  # no index takes two arrays
        scene.raw.restaurants.insert_one(
            dict.fromkeys(
                ("name", "phone", "openingHours", "tables", "timezone", "weekHours", "closures"),
                value,
            )
            | {"daysAhead": value}
        )
        scene.raw.slots.insert_one({"restId": scene.rest_id, "time": value, "tables": value})
        scene.raw.slots.insert_one({"restId": value, "time": key, "tables": value})
        scene.raw.slots.insert_one(
            {
                "restId": scene.rest_id,
                "time": scene.at - timedelta(days=900 + number),
                "tables": [value, {"tableId": value, "capacity": value, "isAvailable": value}],
            }
        )
        scene.raw.reservations.insert_one(
            scene.reserved(tableId=value, time=value, reservedBy=key, restId=key)
            | {"partySize": value, "station": value, "status": value}
        )
        scene.raw.reservations.insert_one({"slotId": value, "tableId": "1"})
    found = scene.kinds()
    assert {"document", "validator", "no_slot", "no_restaurant"} <= found
    scene.controller.restaurants()
    scene.controller.slots(str(scene.rest_id), scene.day)
    scene.controller.reservations_on(str(scene.rest_id), scene.day)
    scene.controller.reservations_for("+447400123456")


def test_a_date_beyond_the_calendar_is_read(scene: Scene) -> None:
    beyond = RawBSONDocument(
        encode(scene.reserved()).replace(
            _bytes_of(scene.at), (10**15).to_bytes(8, "little", signed=True)
        )
    )
    scene.raw.reservations.insert_one(beyond)
    corruptions.take_flag(scene)
    (fault,) = scene.check()
    assert fault.kind == "time"
    assert scene.controller.reservations_on(str(scene.rest_id), scene.day)
    assert scene.controller.reservations_for("020 7946 0999", rest_id=str(scene.rest_id))


def _bytes_of(at: datetime) -> bytes:
    return round(at.timestamp() * 1000).to_bytes(8, "little", signed=True)


def test_of_one_kind_so_many_are_listed_and_the_rest_is_counted(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(faults.Report.__init__, "__defaults__", (2,))
    hours = scene.raw.slots.count_documents({})
    scene.raw.slots.update_many({}, {"$pull": {"tables": {"tableId": "2"}}})
    found = scene.check()
    assert len(found) == 3
    assert f"{hours - 2} more" in found[-1].sentence


def test_memory_does_not_grow_with_the_years(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_hours, "_SLOTS_AT_ONCE", 24 * 3 * 5)  # five days of three tables
    scene.raw.slots.delete_many({})
    scene.raw.reservations.delete_many({})
    few = _peak_of_a_check(scene, first_day=0, days=30)
    many = _peak_of_a_check(scene, first_day=30, days=270)
    assert many < 1.3 * few


def _peak_of_a_check(scene: Scene, first_day: int, days: int) -> int:
    tables = [{"tableId": str(n), "capacity": 4, "isAvailable": True} for n in range(1, 4)]
    start = datetime(2019, 1, 1, 0, tzinfo=UTC)
    scene.raw.slots.insert_many(
        {"restId": scene.rest_id, "time": start + timedelta(hours=hour), "tables": tables}
        for hour in range(24 * first_day, 24 * (first_day + days))
    )
    assert scene.check() == []  # once unmeasured: what is loaded at the first use stays
    tracemalloc.start()
    try:
        assert scene.check() == []
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_silent_database_is_an_outage(database_name: str, mongod: ManagedServer) -> None:
    assert mongod.uri
    store = Store("mongodb://127.0.0.1:9/", database_name, patience_s=0.2)
    try:
        with pytest.raises(Outage):
            find_faults(store)
    finally:
        store.close()
