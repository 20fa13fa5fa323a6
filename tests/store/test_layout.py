"""The layout of the book is made once, kept by every station, and never quietly lost."""

import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
from pymongo.errors import DuplicateKeyError, WriteError

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.store.check import find_faults
from resv_desktop.store.documents import SCHEMA_REVISION, SCHEMA_VERSION
from resv_desktop.store.layout import has_book, missing_indexes, prepare, weak_validators
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rules import INDEXES, VALIDATORS
from resv_desktop.store.store import Store
from resv_desktop.store.upgrade import stored_version
from tests.store.site import Raw

OpenStore = Callable[[], Store]


def test_an_empty_database_becomes_a_book(open_store: OpenStore, raw: Raw) -> None:
    store = open_store()
    assert stored_version(raw) == SCHEMA_VERSION
    assert missing_indexes(raw) == weak_validators(raw) == []
    assert (store.unbuilt_indexes, store.repaired) == ((), ())


def test_indexes_have_the_names_that_any_other_program_would_give_them(
    open_store: OpenStore, raw: Raw
) -> None:
    open_store()
    for index in INDEXES:
        # Declaring the same index again, as Mongoose does at its start, must not be refused.
        options: dict[str, Any] = {"sparse": True} if index.sparse else {}
        name = raw[index.collection].create_index(
            [(key, 1) for key in index.keys], unique=index.unique, **options
        )
        assert name == index.name
        assert index.unique == bool(raw[index.collection].index_information()[name].get("unique"))


def test_a_name_that_differs_from_another_in_capitals_only_is_no_silent_database(
    open_store: OpenStore, mongod: ManagedServer, raw: Raw
) -> None:
    open_store()
    name = raw.name.upper()
    with (
        closing(Store(mongod.uri, name)) as store,
        pytest.raises(CannotStart, match="cannot be called") as told,
    ):
        prepare(store)
    assert name in str(told.value)
    assert raw.name in told.value.details


def test_preparing_again_changes_nothing(open_store: OpenStore, raw: Raw) -> None:
    open_store()
    before = _layout(raw)
    assert open_store().repaired == ()
    assert _layout(raw) == before


def test_a_whole_book_is_opened_with_no_more_than_looks_at_it(
    open_store: OpenStore, raw: Raw
) -> None:
    open_store()
    before = _made(raw)
    assert open_store().unbuilt_indexes == ()
    assert _made(raw) == before


def _made(raw: Raw) -> list[int]:
    """Count how often the server was asked to make something so far."""
    counts = raw.client.admin.command("serverStatus")["metrics"]["commands"]
    return [counts[name]["total"] for name in ("createIndexes", "create", "collMod", "update")]


def _layout(raw: Raw) -> list[Any]:
    options = {info["name"]: info["options"] for info in raw.list_collections()}
    indexes = {name: raw[name].index_information() for name in VALIDATORS}
    return [options, indexes, list(raw.schema.find())]


def test_several_stations_may_prepare_one_empty_database_at_once(
    mongod: ManagedServer, database_name: str, raw: Raw
) -> None:
    start = threading.Barrier(4)
    failures: list[BaseException] = []

    def begin() -> None:
        store = Store(mongod.uri, database_name)
        try:
            start.wait(60)
            prepare(store)
            if store.repaired or store.unbuilt_indexes:
                failures.append(AssertionError(store.repaired + store.unbuilt_indexes))
        except (CannotStart, Outage) as error:
            failures.append(error)
        finally:
            store.close()

    stations = [threading.Thread(target=begin) for _ in range(4)]
    for station in stations:
        station.start()
    for station in stations:
        station.join(60)
    assert failures == []
    assert missing_indexes(raw) == weak_validators(raw) == []


@pytest.mark.parametrize("left_out", list(VALIDATORS))
def test_a_half_made_layout_is_finished(open_store: OpenStore, raw: Raw, left_out: str) -> None:
    open_store()
    raw.drop_collection(left_out)
    raw.schema.delete_many({})
    store = open_store()
    assert missing_indexes(raw) == weak_validators(raw) == []
    assert store.repaired == ()  # it was never finished, so nothing of it was lost


def test_collections_of_another_program_get_the_rules_and_keep_their_documents(
    open_store: OpenStore, raw: Raw
) -> None:
    raw.restaurants.insert_one({"name": "Blue Bottle", "__v": 0})
    raw.reservations.insert_one({"tableId": 4})
    open_store()
    assert weak_validators(raw) == []
    with pytest.raises(WriteError):
        raw.reservations.insert_one({"tableId": 5})
    # What broke the rules before may still be changed and taken away.
    assert raw.reservations.update_one({"tableId": 4}, {"$set": {"note": "x"}}).modified_count == 1
    assert raw.reservations.delete_one({"tableId": 4}).deleted_count == 1


def test_an_index_that_another_program_named_otherwise_serves(
    open_store: OpenStore, raw: Raw
) -> None:
    raw.slots.create_index([("restId", 1), ("time", 1)], unique=True, name="hour_of_restaurant")
    assert open_store().unbuilt_indexes == ()


def test_an_ordinary_index_in_the_place_of_a_unique_one_is_named(
    open_store: OpenStore, raw: Raw
) -> None:
    raw.slots.create_index([("restId", 1), ("time", 1)])
    assert open_store().unbuilt_indexes == ("slots.restId_1_time_1",)


def test_duplicates_leave_an_index_out_until_they_are_gone(open_store: OpenStore, raw: Raw) -> None:
    twins = [{"slotId": "s", "tableId": "4", "n": n} for n in (1, 2)]
    raw.reservations.insert_many(twins)
    store = open_store()
    assert store.unbuilt_indexes == ("reservations.slotId_1_tableId_1",)
    raw.reservations.delete_one({"n": 2})
    store = open_store()
    assert (store.unbuilt_indexes, store.repaired) == ((), ())
    raw.command("collMod", "reservations", validator={})
    with pytest.raises(DuplicateKeyError):
        raw.reservations.insert_one({"slotId": "s", "tableId": "4"})


def test_what_was_lost_since_is_made_again_and_told(open_store: OpenStore, raw: Raw) -> None:
    open_store()
    raw.journal.drop_indexes()
    raw.command("collMod", "slots", validationAction="warn")
    store = open_store()
    assert set(store.repaired) == {
        "journal.restId_1_at_1",
        "journal.reservationId_1_at_1",
        "journal.after.reservedBy_1_at_1",
        "journal.before.reservedBy_1_at_1",
        "journal.slotId_1_at_1",
        "journal.before.guestHash_1",
        "journal.guestHash_1",
        "slots",
    }
    assert missing_indexes(raw) == weak_validators(raw) == []


def test_what_came_with_a_newer_release_was_not_lost_by_an_older_book(
    open_store: OpenStore, raw: Raw
) -> None:
    open_store()
    # As the release before left it: no waitlist, two indexes fewer, and it named no revision.
    raw.drop_collection("waiting")
    for name in ("before.reservedBy_1_at_1", "slotId_1_at_1"):
        raw.journal.drop_index(name)
    raw.schema.update_one({}, {"$unset": {"revision": ""}})
    assert open_store().repaired == ()
    assert missing_indexes(raw) == weak_validators(raw) == []
    raw.drop_collection("waiting")
    assert set(open_store().repaired) == {"waiting", "waiting.restId_1_time_1"}


def test_the_rules_that_a_newer_release_has_put_in_force_stay(
    open_store: OpenStore, raw: Raw
) -> None:
    open_store()
    newer = {"$jsonSchema": {"bsonType": "object", "required": ["time"]}}
    raw.command("collMod", "reservations", validator=newer)
    raw.schema.update_one({}, {"$set": {"revision": SCHEMA_REVISION + 1}})
    raw.journal.drop_index("slotId_1_at_1")
    store = open_store()
    (info,) = raw.list_collections(filter={"name": "reservations"})
    assert info["options"]["validator"] == newer
    assert store.repaired == ("journal.slotId_1_at_1",)
    raw.reservations.insert_one({"time": datetime.now(UTC), "status": "a newer one"})
    kinds = {fault.kind for fault in find_faults(store)}
    assert kinds == {"index", "no_slot"}, "nor is what these rules let in a broken document"
    raw.reservations.delete_many({})
    raw.command("collMod", "reservations", validator={})
    assert open_store().repaired == ()
    assert weak_validators(raw) == ["reservations"], "that none are in force is still told"


def test_a_book_of_a_newer_version_is_left_alone(open_store: OpenStore, raw: Raw) -> None:
    open_store()
    raw.schema.update_one({}, {"$set": {"version": SCHEMA_VERSION + 1}})
    raw.drop_collection("journal")
    with pytest.raises(CannotStart, match="newer version"):
        open_store()
    assert "journal" not in raw.list_collection_names()


def test_a_station_with_fewer_rights_works_in_a_book_that_is_prepared(
    open_store: OpenStore, raw: Raw, uri_of_guest: str
) -> None:
    open_store()
    raw.command("collMod", "slots", validator={})  # only the owner may mend this
    store = Store(uri_of_guest, raw.name)
    try:
        store.connect()
        prepare(store)
        assert store.repaired == ()
        controller = Controller(store)
        house = controller.create_restaurant(
            "Harbour House", "020 7946 0123", timezone="Europe/London"
        )
        controller.add_tables(house.id, [2])
        assert [fault.kind for fault in controller.check()] == ["validator"]
    finally:
        store.close()


def test_a_station_with_fewer_rights_cannot_prepare_a_book(raw: Raw, uri_of_guest: str) -> None:
    raw.create_collection("slots")
    store = Store(uri_of_guest, raw.name)
    try:
        with pytest.raises(CannotStart, match="database's owner"):
            prepare(store)
    finally:
        store.close()


@pytest.mark.parametrize("ask", [has_book, prepare])
def test_a_database_that_a_station_has_no_right_to_is_not_taken_for_a_silent_one(
    uri_of_guest: str, ask: Callable[[Store], object]
) -> None:
    with (
        closing(Store(uri_of_guest, "of_somebody_else")) as store,
        pytest.raises(CannotStart, match="lacks the rights"),
    ):
        ask(store)


def test_a_silent_database_is_an_outage(database_name: str) -> None:
    store = Store("mongodb://127.0.0.1:9/", database_name, patience_s=0.2)
    try:
        with pytest.raises(Outage):
            prepare(store)
    finally:
        store.close()


def test_other_collections_of_the_database_are_left_alone(open_store: OpenStore, raw: Raw) -> None:
    raw.menu.insert_one({"dish": "soup"})
    open_store()
    assert raw.menu.count_documents({}) == 1
    assert raw.menu.options() == {}
