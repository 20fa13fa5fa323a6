"""The book defends itself: by the guard in its filter, by its indexes, and in every spelling."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import phonenumbers
import pytest
from bson import ObjectId
from pymongo.errors import BulkWriteError

from resv_desktop.domain.phone import forms_of
from resv_desktop.store.book import AlreadyDone, Book
from resv_desktop.store.hour import Hour, hour_from
from resv_desktop.store.house_hours import TableHeld
from resv_desktop.store.layout import missing_indexes, prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rivals import maybe_of
from resv_desktop.store.store import Store

AT = datetime(2026, 3, 14, 19, tzinfo=UTC)
HOUR = timedelta(hours=1)
REST = ObjectId()


@pytest.fixture
def store(mongod: ManagedServer, database_name: str) -> Iterator[Store]:
    store = Store(mongod.uri, database_name)
    prepare(store)
    yield store
    store.close()


@pytest.fixture
def book(store: Store) -> Book:
    return Book(store._collections, None)


def tables(*flags: bool, capacity: int = 4) -> list[dict[str, Any]]:
    return [
        {"tableId": str(n), "capacity": capacity, "isAvailable": is_free}
        for n, is_free in enumerate(flags, start=1)
    ]


def add_hour(store: Store, **facts: Any) -> Hour:
    document = {
        "_id": ObjectId(),
        "restId": REST,
        "time": AT,
        "tables": tables(True, False),
        **facts,
    }
    store.database["slots"].insert_one(document)
    return hour_from(document)


def reservation(hour: Hour, table: str = "1", **facts: Any) -> dict[str, Any]:
    return {
        "_id": ObjectId(),
        "time": hour.starts_at,
        "tableId": table,
        "reservedBy": "+447400123456",
        "slotId": ObjectId(hour.slot_id),
        **facts,
    }


def flags(store: Store) -> list[bool]:
    hour = store.database["slots"].find_one()
    assert hour is not None
    return [table["isAvailable"] for table in hour["tables"]]


def test_a_table_is_held_once_and_can_be_freed_and_held_again(store: Store, book: Book) -> None:
    hour = add_hour(store)
    assert book.hold(hour, "1", 4) is True
    assert flags(store) == [False, False]
    assert book.hold(hour, "1", 4) is False
    assert book.free(hour.slot_id, "1")
    assert flags(store) == [True, False]
    assert book.hold(hour, "1", 4) is True


def test_what_does_not_fit_the_filter_is_not_held(store: Store, book: Book) -> None:
    hour = add_hour(store)
    moved = Hour(hour.slot_id, hour.rest_id, AT + HOUR, hour.tables)
    gone = Hour(str(ObjectId()), hour.rest_id, AT, hour.tables)
    assert not book.hold(hour, "2", 4)
    assert not book.hold(hour, "1", 5)
    assert not book.hold(hour, "9", 1)
    assert not book.hold(moved, "1", 4)
    assert not book.hold(gone, "1", 4)
    assert not book.free(gone.slot_id, "1")
    assert flags(store) == [True, False]


def test_a_table_that_is_offered_no_longer_is_not_held_though_it_is_free(
    store: Store, book: Book
) -> None:
    (leaving,) = tables(True)
    hour = add_hour(store, tables=[leaving | {"leaving": True}])
    assert hour.tables == ()
    assert not book.hold(hour, "1", 4)
    assert flags(store) == [True]


@pytest.mark.parametrize("twin", [tables(False), tables(True, capacity=2)])
def test_a_table_that_stands_twice_is_held_only_if_both_entries_allow_it(
    store: Store, book: Book, twin: list[dict[str, Any]]
) -> None:
    hour = add_hour(store, tables=[*tables(True), *twin])
    assert not book.hold(hour, "1", 4)
    assert flags(store) == [True, twin[0]["isAvailable"]]


def test_an_hour_whose_id_is_text_is_found_and_held(store: Store, book: Book) -> None:
    hour = add_hour(store, _id="hour-of-a-web-site", restId=str(REST))
    assert book.hour("hour-of-a-web-site") == hour
    assert book.hours(str(REST), AT, AT + HOUR) == [hour]
    assert book.hours_by_id([hour.slot_id, str(ObjectId())]) == {hour.slot_id: hour}
    assert book.hold(hour, "1", 4)


def test_ids_of_documents_that_another_program_stored_as_text_are_found_too(
    store: Store, book: Book
) -> None:
    hour = add_hour(store, _id=str(ObjectId()))
    assert book.hold(hour, "1", 4)
    assert flags(store) == [False, False]
    assert book.free(hour.slot_id, "1")
    assert flags(store) == [True, False]
    document = reservation(hour, _id=str(ObjectId()))
    book.insert_reservation(document)
    assert book.remove_reservation(document["_id"]) == document
    assert book.remove_reservation(document["_id"]) is None


def test_a_twin_of_an_hour_is_seen_in_either_spelling(store: Store, book: Book) -> None:
    hour = add_hour(store)
    assert not book.has_twin(hour)
    add_hour(store, restId=str(REST))
    assert book.has_twin(hour)


def test_the_index_of_hours_and_tables_is_the_second_line_of_defence(
    store: Store, book: Book
) -> None:
    hour = add_hour(store)
    book.insert_reservation(reservation(hour))
    with pytest.raises(TableHeld):
        book.insert_reservation(reservation(hour))
    book.insert_reservation(reservation(hour, "2"))
    assert store.database["reservations"].count_documents({}) == 2
    assert missing_indexes(store.database) == []


def test_the_second_line_holds_when_the_flag_was_not_looked_at(store: Store) -> None:
    hour = add_hour(store)
    store.write(lambda book: book.insert_reservation(reservation(hour)))
    with pytest.raises(TableHeld):
        store.write(lambda book: book.insert_reservation(reservation(hour)))
    assert store.database["reservations"].count_documents({}) == 1


def test_ones_own_id_is_told_from_a_table_that_is_held(store: Store, book: Book) -> None:
    hour = add_hour(store)
    own = reservation(hour)
    book.insert_reservation(dict(own))
    with pytest.raises(AlreadyDone) as done:
        book.insert_reservation(reservation(hour, "2", _id=own["_id"]))
    assert done.value.write_id == own["_id"]


def test_a_line_of_the_journal_is_written_once(book: Book) -> None:
    line = {"_id": ObjectId(), "at": AT, "act": "try", "station": "Bar"}
    book.write_line(dict(line))
    with pytest.raises(AlreadyDone):
        book.write_line(dict(line))
    assert book.line(line["_id"]) == line  # type: ignore[arg-type]  # an ObjectId among texts
    assert book.line(ObjectId()) is None


def test_the_last_line_of_an_act_about_a_reservation_is_found(book: Book) -> None:
    about = ObjectId()
    for n, act in enumerate(["cancel", "reserve", "cancel", "move"]):
        at = AT + n * HOUR
        line = {"_id": ObjectId(), "at": at, "act": act, "station": str(n), "reservationId": about}
        book.write_line(line)
    found = book.last_line_about(str(about), ["cancel", "release"])
    assert found is not None
    assert found["station"] == "2"
    assert book.last_line_about(str(about), ["no_show"]) is None
    assert book.last_line_about("nonsense", ["cancel"]) is None


def test_rivals_are_those_of_the_table_and_those_of_the_phone(store: Store, book: Book) -> None:
    hour, other = add_hour(store), add_hour(store, time=AT + HOUR)
    same_phone = reservation(hour, "2", reservedBy="07400 123456", slotId=hour.slot_id)
    same_table = reservation(hour, "1", reservedBy="x")
    for document in (same_phone, same_table, reservation(other, "1"), reservation(other, "2")):
        book.insert_reservation(document)
    book.insert_reservation(reservation(hour, "3", reservedBy="y"))
    rivals = book.rivals(hour.slot_id, "1", "+447400123456", "07400 123456")
    assert {rival["_id"] for rival in rivals} == {same_phone["_id"], same_table["_id"]}


def test_a_guest_of_the_hour_is_found_in_every_form_of_any_country_s_number(
    store: Store, book: Book
) -> None:
    hour = add_hour(store)
    for region in ("GB", "US", "DE", "FR", "IT", "IL", "JP", "AR", "MX", "BR", "ZA"):
        number = phonenumbers.example_number(region)
        assert number is not None
        e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
        arabic = e164.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        for stored in (*forms_of(e164), arabic):
            book.insert_reservation(reservation(hour, "1", reservedBy=stored))
            assert not book.insert_without_rival(reservation(hour, "2", reservedBy=e164), arabic)
            assert book.insert_without_rival(reservation(hour, "2", reservedBy=e164), None)
            store.database["reservations"].delete_many({})


def test_only_its_table_and_its_guest_stand_in_a_reservation_s_way(
    store: Store, book: Book
) -> None:
    hour, other = add_hour(store), add_hour(store, time=AT + HOUR)
    book.insert_reservation(reservation(hour, "1", reservedBy="+447400123457"))
    book.insert_reservation(reservation(hour, "2", reservedBy=""))
    book.insert_reservation(reservation(other, "3"))
    mine = reservation(hour, "3")
    assert book.insert_without_rival(mine, "07400 123456")
    assert not book.insert_without_rival(reservation(hour, "2", reservedBy="+4474"), "074")
    assert store.database["reservations"].find_one({"_id": mine["_id"]}) == {
        **mine,
        "time": hour.starts_at,
    }


def test_a_guest_is_found_among_many_without_a_look_at_the_others(store: Store, book: Book) -> None:
    hour, reservations = add_hour(store), store.database["reservations"]
    ways = ("+4474{:08}", "074{:02} {:03} {:03}", "074{:02}{:06}", "(074{:02}) {:06}", "ask {}")
    parts = ((n, n // 10**6, n % 10**6 // 1000, n % 1000) for n in range(20_000))
    others = [
        ways[n % 5].format(*(p for p in ((n,), (a, b, c), (a, n), (a, n), (n,))[n % 5]))
        for n, a, b, c in parts
    ]
    reservations.insert_many(
        [{**reservation(hour, str(n)), "reservedBy": by} for n, by in enumerate(others)]
    )
    own = ["07999 123 456", "(07999)123456", "+44 (0)7999 123456 ", "7999123456", "+447999123456"]
    reservations.insert_many([{**reservation(hour, by), "reservedBy": by} for by in own])
    found = maybe_of("reservedBy", "+447999123456", "07999-123456")
    assert sorted(r["reservedBy"] for r in book.reservations_by("+447999123456")) == sorted(own)
    told = store.database.command(
        {"explain": {"find": "reservations", "filter": found}, "verbosity": "executionStats"}
    )["executionStats"]
    assert told["totalDocsExamined"] == len(own)
    assert told["totalKeysExamined"] < 500


def test_hours_that_another_station_has_made_meanwhile_are_told(store: Store, book: Book) -> None:
    add_hour(store)
    times = [AT + n * HOUR for n in range(3)]
    assert book.add_hours(REST, times, tables(True)) == [AT]
    assert store.database["slots"].count_documents({}) == 3
    assert flags(store) == [True, False]


def test_an_hour_that_breaks_the_rules_of_the_book_is_an_error(book: Book) -> None:
    with pytest.raises(BulkWriteError):
        book.add_hours(REST, [AT], tables(True, capacity=9))


def test_missing_tables_are_added_without_touching_the_others(store: Store, book: Book) -> None:
    add_hour(store)
    add_hour(store, time=AT + HOUR, tables=tables(False, False, False))
    add_hour(store, time=AT + 2 * HOUR)
    wanted = tables(True, True, True)
    assert book.add_tables_to_hours(str(REST), [AT, AT + HOUR], wanted) == 1
    assert book.add_tables_to_hours(str(REST), [AT, AT + HOUR], wanted) == 0
    hours = book.known_hours(str(REST), AT, AT + 9 * HOUR)
    known = {hour["time"]: {table["tableId"] for table in hour["tables"]} for hour in hours}
    assert known == {AT: {"1", "2", "3"}, AT + HOUR: {"1", "2", "3"}, AT + 2 * HOUR: {"1", "2"}}
    assert flags(store) == [True, False, True]


def test_restaurants_are_found_by_either_spelling_of_their_id(store: Store, book: Book) -> None:
    book.insert_restaurant({"_id": REST, "name": "B"})
    store.database["restaurants"].insert_one({"_id": "text", "name": "a"})
    assert [restaurant.name for restaurant in book.restaurants()] == ["a", "B"]
    found = book.restaurant(str(REST))
    assert found is not None
    assert found.name == "B"
    assert book.restaurant("text") is not None
    assert book.restaurant(str(ObjectId())) is None
    changed = book.change_restaurant(REST, {"name": "C"})
    assert changed is not None
    assert changed["name"] == "C"
    assert book.change_restaurant(ObjectId(), {"name": "C"}) is None


def test_a_reservation_that_is_taken_out_is_returned_as_it_was(store: Store, book: Book) -> None:
    hour = add_hour(store)
    own = reservation(hour)
    book.insert_reservation(dict(own))
    assert book.reservations_at([hour.slot_id]) == [own]
    assert book.reservations_by("+447400123456") == [own]
    assert book.remove_reservation(own["_id"]) == own
    assert book.remove_reservation(own["_id"]) is None
