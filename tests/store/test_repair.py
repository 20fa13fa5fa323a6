"""The repair mends what has one right answer, with a line for each, and leaves the rest said."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller, repairing
from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.store.store import Store
from tests.store import corruptions
from tests.store.corruptions import Scene, make_scene
from tests.store.site import Raw

CHECK_WAITS = "resv_desktop.store.check_hours.sleep"
REPAIR_WAITS = "resv_desktop.controller.repairing.sleep"


@pytest.fixture
def scene(open_store: Callable[[], Store], raw: Raw, monkeypatch: pytest.MonkeyPatch) -> Scene:
    """The book of the corruptions; nobody waits, since nobody else writes."""
    monkeypatch.setattr(CHECK_WAITS, lambda _seconds: None)
    monkeypatch.setattr(REPAIR_WAITS, lambda _seconds: None)
    return make_scene(open_store(), raw)


def lines(scene: Scene, act: str = "repair") -> list[dict[str, Any]]:
    return list(scene.raw.journal.find({"act": act}).sort("_id", 1))


def unbuilt(store: Store) -> tuple[str, ...]:
    return store.unbuilt_indexes


def flag(scene: Scene, table: str) -> bool:
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    (entry,) = (t for t in hour["tables"] if t["tableId"] == table)
    return bool(entry["isAvailable"])


def test_flags_are_set_from_the_reservations_each_with_its_line(scene: Scene) -> None:
    corruptions.take_flag(scene)
    corruptions.free_flag(scene)
    reservations = list(scene.raw.reservations.find())
    repair = scene.controller.repair()
    assert repair.is_all_right
    assert (flag(scene, "1"), flag(scene, "2")) == (False, True)
    assert [one.sentence.partition(" at ")[0] for one in repair.mended] == ["Table 1", "Table 2"]
    assert "marked as taken now: it is reserved." in repair.mended[0].sentence
    assert "marked as free now: nobody has reserved it." in repair.mended[1].sentence
    assert list(scene.raw.reservations.find()) == reservations
    for line, table, seats, is_free in zip(lines(scene), "12", (2, 4), (False, True), strict=True):
        assert line["station"] == "Stand 1"
        assert line["restId"] == scene.rest_id
        assert line["slotId"] == scene.slot_id
        assert line["tableId"] == table
        assert line["time"] == scene.at
        slot = {"tableId": table, "capacity": seats}
        assert line["before"] == slot | {"isAvailable": not is_free}
        assert line["after"] == slot | {"isAvailable": is_free}
    assert scene.controller.repair().mended == ()
    assert len(lines(scene)) == 2


def test_a_flag_is_not_freed_while_another_program_is_between_its_two_steps(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    corruptions.take_flag(scene)
    monkeypatch.setattr(
        REPAIR_WAITS, lambda _seconds: scene.raw.reservations.insert_one(scene.reserved())
    )
    repair = scene.controller.repair()
    assert repair.is_all_right
    assert repair.mended == ()
    assert flag(scene, "2") is False
    assert lines(scene) == []


def test_a_flag_that_is_wrong_in_another_way_by_then_is_not_touched(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    def begin_to_reserve(_seconds: float) -> None:
        monkeypatch.setattr(REPAIR_WAITS, lambda _seconds: None)
        corruptions.take_flag(scene)

    corruptions.free_flag(scene)
    monkeypatch.setattr(REPAIR_WAITS, begin_to_reserve)
    monkeypatch.setattr(repairing, "_MOST_ROUNDS", 1)
    scene.controller.repair()
    assert flag(scene, "1") is False
    assert flag(scene, "2") is False  # the first step of another program, not to be undone


def test_what_only_a_person_can_decide_is_left_with_advice(scene: Scene) -> None:
    for corrupt in (
        corruptions.say_another_time,
        corruptions.name_another_restaurant,
        corruptions.reserve_unknown_table,
        corruptions.break_status,
        corruptions.lose_journal,
        corruptions.list_table_twice_in_house,
    ):
        corrupt(scene)
    scene.raw.reservations.insert_one(scene.reserved(slotId=ObjectId()))
    before = [list(scene.raw[name].find()) for name in ("slots", "reservations")]
    named = scene.kinds()
    repair = scene.controller.repair()
    assert not repair.is_all_right
    assert {left.fault.kind for left in repair.left} == named
    assert {"time", "restaurant", "no_table", "no_slot", "document"} <= named
    for left in repair.left:
        assert left.advice.endswith(".")
        assert "who keeps the database" not in left.advice
    assert [list(scene.raw[name].find()) for name in ("slots", "reservations")] == before


def test_tables_that_are_missing_or_listed_twice_alike_are_put_right(scene: Scene) -> None:
    scene.raw.slots.update_one({"_id": scene.slot_id}, {"$pull": {"tables": {"tableId": "3"}}})
    corruptions.list_table_twice(scene)
    repair = scene.controller.repair()
    assert repair.is_all_right
    assert {one.kind for one in repair.mended} == {"table_missing", "table_twice"}
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    assert [t["tableId"] for t in hour["tables"]] == ["1", "2", "3"]
    (line,) = lines(scene)
    assert (line["before"]["times"], line["tableId"]) == (2, "2")


def test_hours_that_are_out_of_line_with_the_house_are_brought_in_line(scene: Scene) -> None:
    corruptions.shrink_table(scene)
    corruptions.start_at_half_past(scene)
    corruptions.keep_from_the_guests(scene)
    assert scene.kinds() == {"capacity", "off_hour", "leaving"}
    assert scene.controller.repair().is_all_right
    corruptions.close_house(scene)
    assert scene.kinds() == {"leaving", "not_offered"}
    assert scene.controller.repair().is_all_right
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    promised = {"tableId": "1", "capacity": 2, "isAvailable": False, "leaving": True}
    assert hour["tables"] == [promised]
    assert scene.raw.slots.count_documents({"time": {"$gt": scene.at}}) == 0


def test_a_table_listed_twice_with_other_seats_is_left(scene: Scene) -> None:
    entry = {"tableId": "2", "capacity": 6, "isAvailable": True}
    scene.raw.slots.update_one({"_id": scene.slot_id}, {"$push": {"tables": entry}})
    (left,) = scene.controller.repair().left
    assert left.fault.kind == "table_twice"
    assert "entries differ" in left.advice


@pytest.mark.parametrize(
    "store_twice", [corruptions.store_hour_twice, corruptions.store_hour_twice_as_text]
)
def test_an_hour_that_is_stored_twice_becomes_one_with_all_its_reservations(
    scene: Scene, store_twice: Callable[[Scene], None]
) -> None:
    store_twice(scene)
    twin = twin_of(scene)
    for table, is_free in (("1", True), ("2", False)):
        scene.raw.slots.update_one(
            {"_id": twin, "tables.tableId": table}, {"$set": {"tables.$.isAvailable": is_free}}
        )
    foreign = scene.reserved(slotId=str(twin))
    scene.raw.reservations.insert_one(foreign)
    repair = scene.controller.repair()
    assert repair.is_all_right
    assert "slot_twice" in {one.kind for one in repair.mended}
    assert not unbuilt(scene.store)
    (hour,) = scene.raw.slots.find({"time": scene.at})
    assert [t["isAvailable"] for t in hour["tables"]] == [False, False, True]
    held = {str(r["slotId"]) for r in scene.raw.reservations.find()}
    assert held == {str(hour["_id"])}
    assert scene.raw.reservations.count_documents({}) == 2
    moved, removed = lines(scene)
    assert moved["before"]["slotId"] != moved["after"]["slotId"]
    assert removed["before"]["tables"]
    scene.controller.reserve(str(hour["_id"]), "3", "07400 123457", 2)


def twin_of(scene: Scene) -> ObjectId:
    twin = scene.raw.slots.find_one({"time": scene.at, "_id": {"$ne": scene.slot_id}}) or {}
    return ObjectId(str(twin["_id"]))


def test_a_document_in_which_somebody_is_just_reserving_is_not_taken_away(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    corruptions.store_hour_twice_as_text(scene)
    twin = twin_of(scene)

    def begin_to_reserve(_seconds: float) -> None:
        scene.raw.slots.update_one({"_id": twin}, {"$set": {"tables.2.isAvailable": False}})

    monkeypatch.setattr(REPAIR_WAITS, begin_to_reserve)
    repair = scene.controller.repair()
    assert scene.raw.slots.find_one({"_id": twin})
    assert "slot_twice" in {left.fault.kind for left in repair.left}


def test_two_parties_with_one_table_are_shown_and_one_is_settled_by_the_host(
    scene: Scene, open_store: Callable[[], Store]
) -> None:
    corruptions.reserve_twice(scene)
    other_station = open_store()
    assert unbuilt(other_station) == ("reservations.slotId_1_tableId_1",)
    repair = scene.controller.repair()
    assert not repair.is_all_right
    assert {left.fault.kind for left in repair.left} == {"index"}
    (clash,) = repair.clashes
    assert (clash.restaurant, clash.table_id, clash.starts_at.hour) == ("Harbour House", "1", 19)
    assert clash.starts_at.date() == scene.day
    ours, theirs = sorted(clash.reservations, key=lambda r: r.station, reverse=True)
    assert (ours.reserved_by, ours.party_size, ours.station) == ("+447400123456", 2, "Stand 1")
    assert (theirs.reserved_by, theirs.party_size, theirs.station) == ("020 7946 0999", None, "")
    assert scene.raw.reservations.count_documents({}) == 2

    for _again in range(2):
        kept = scene.controller.settle(theirs.id, [ours.id])
        assert kept.reserved_by == "020 7946 0999"
    (cancelled,) = lines(scene, "cancel")
    assert str(cancelled["reservationId"]) == ours.id
    assert cancelled["before"]["reservedBy"] == "+447400123456"
    assert flag(scene, "1") is False
    assert [str(r["_id"]) for r in scene.raw.reservations.find()] == [theirs.id]
    assert not unbuilt(scene.store)
    assert scene.controller.repair().is_all_right
    bar = Controller(other_station, station="Bar")
    assert unbuilt(other_station)
    bar.upkeep(str(scene.rest_id))
    assert not unbuilt(other_station)
    with pytest.raises(ReservationNotFound, match="was cancelled at Stand 1"):
        scene.controller.settle(ours.id, [theirs.id])
    assert scene.raw.reservations.count_documents({}) == 1


def test_only_whom_the_host_was_shown_is_cancelled(scene: Scene) -> None:
    corruptions.reserve_twice(scene)
    (clash,) = scene.controller.repair().clashes
    third = scene.reserved(tableId="1")
    elsewhere = scene.controller.reserve(scene.taken.slot_id, "2", "07400 123457", 2)
    scene.raw.reservations.insert_one(third)
    first, second = clash.reservations
    scene.controller.settle(first.id, [second.id, elsewhere.id])
    left = {str(r["_id"]) for r in scene.raw.reservations.find()}
    assert left == {first.id, str(third["_id"]), elsewhere.id}
    assert scene.controller.repair().clashes


def test_what_is_over_is_settled_as_well_or_the_index_could_never_be_built(scene: Scene) -> None:
    scene.raw.reservations.drop_index("slotId_1_tableId_1")
    at = datetime(2019, 7, 14, 18, tzinfo=UTC)
    tables = [{"tableId": "1", "capacity": 2, "isAvailable": False}]
    slot = {"_id": ObjectId(), "restId": scene.rest_id, "time": at, "tables": tables}
    scene.raw.slots.insert_one(slot)
    two = [scene.reserved(tableId="1", slotId=slot["_id"], time=at) for _ in range(2)]
    scene.raw.reservations.insert_many(two)
    (clash,) = scene.controller.repair().clashes
    first, second = clash.reservations
    assert unbuilt(scene.store)
    scene.controller.settle(first.id, [second.id])
    assert not unbuilt(scene.store)
    assert scene.controller.repair().is_all_right


def test_one_table_promised_in_both_documents_of_an_hour_is_settled_then_they_become_one(
    scene: Scene,
) -> None:
    corruptions.store_hour_twice_as_text(scene)
    twin = twin_of(scene)
    scene.raw.slots.update_one({"_id": twin}, {"$set": {"tables.0.isAvailable": False}})
    scene.raw.reservations.insert_one(scene.reserved(tableId="1", slotId=twin))
    repair = scene.controller.repair()
    assert {left.fault.kind for left in repair.left} == {"slot_twice"}
    ((first, second),) = (clash.reservations for clash in repair.clashes)
    scene.controller.settle(first.id, [second.id])
    assert scene.controller.repair().is_all_right
    assert scene.raw.slots.count_documents({"time": scene.at}) == 1
    assert [str(r["_id"]) for r in scene.raw.reservations.find()] == [first.id]


def test_a_table_that_is_held_in_the_other_document_of_the_hour_is_not_freed(scene: Scene) -> None:
    corruptions.store_hour_twice_as_text(scene)
    twin = twin_of(scene)
    for table in (0, 1):  # as another program has it, which takes tables in its own document
        scene.raw.slots.update_one({"_id": twin}, {"$set": {f"tables.{table}.isAvailable": False}})
    corruptions.take_flag(scene)
    scene.raw.reservations.insert_many(
        [scene.reserved(), scene.reserved(slotId=str(twin)), scene.reserved(tableId="3")]
    )
    scene.raw.slots.update_one({"_id": twin}, {"$set": {"tables.2.isAvailable": True}})
    scene.controller.repair()
    left = scene.raw.slots.find_one({"_id": twin}) or {}
    assert [table["isAvailable"] for table in left["tables"]] == [False, False, True]
    assert lines(scene)[0]["tableId"] == "3"


def test_who_waits_is_tied_to_the_hour_again_and_nobody_is_taken_off_the_waitlist(
    scene: Scene,
) -> None:
    corruptions.wait_for_lost_hour(scene)
    repair = scene.controller.repair()
    assert repair.is_all_right
    assert [one.sentence for one in repair.mended] == [
        "Entries of the waitlist of Harbour House tied to their hours again: 1."
    ]
    assert [entry["slotId"] for entry in scene.raw.waiting.find()] == [scene.slot_id]
    corruptions.wait_for_hour(scene)
    repair = scene.controller.repair()
    (left,) = repair.left
    assert (left.fault.kind, repair.is_all_right) == ("waiting_twice", True)
    assert left.advice.startswith("Leave it so if they want that many tables;")
    assert scene.raw.waiting.count_documents({}) == 2
