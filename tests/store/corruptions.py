"""A small book in order, and every way to put it out of order."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Fault, Reservation
from resv_desktop.domain.slot import Slot
from resv_desktop.store.check import find_faults
from resv_desktop.store.store import Store
from tests.made_again import fill, this_hour
from tests.store.site import Raw

HALF_HOUR = timedelta(minutes=30)


@dataclass
class Scene:
    """A book as the program makes it, and the plain database under it.

    Table 1 (seats 2) is reserved tomorrow at 19:00; table 2 (seats 4) is free then.
    """

    store: Store
    controller: Controller
    raw: Raw
    rest_id: ObjectId
    day: date
    taken: Slot
    free: Slot
    reservation: Reservation

    @property
    def slot_id(self) -> ObjectId:
        return ObjectId(self.taken.slot_id)

    @property
    def at(self) -> datetime:
        return self.taken.starts_at.astimezone(UTC)

    def reserved(self, **changes: Any) -> dict[str, Any]:
        """Return a reservation in the shape of another program: table 2 at 19:00."""
        return {
            "_id": ObjectId(),
            "time": self.at,
            "tableId": "2",
            "reservedBy": "020 7946 0999",
            "slotId": self.slot_id,
            "__v": 0,
        } | changes

    def check(self) -> list[Fault]:
        return find_faults(self.store)

    def kinds(self) -> set[str]:
        return {fault.kind for fault in self.check()}


def make_scene(store: Store, raw: Raw) -> Scene:
    """Make the book of these tests."""
    controller = Controller(store, station="Stand 1")

    def make() -> None:
        made = controller.create_restaurant(
            "Harbour House", "020 7946 0123", timezone="Europe/London"
        )
        controller.add_tables(made.id, [2, 4, 6])

    fill(store.database, ("scene", this_hour(controller)), make)
    (house,) = controller.restaurants()
    day = house.business_day(controller.now()) + timedelta(days=1)
    evening = [s for s in controller.slots(house.id, day) if s.starts_at.hour == 19]
    taken = next(slot for slot in evening if slot.table_id == "1")
    free = next(slot for slot in evening if slot.table_id == "2")
    reservation = controller.reserve(taken.slot_id, "1", "07400 123456", 2)
    return Scene(store, controller, raw, ObjectId(house.id), day, taken, free, reservation)


def set_flag(scene: Scene, table: str, *, is_free: bool) -> None:
    scene.raw.slots.update_one(
        {"_id": scene.slot_id, "tables.tableId": table},
        {"$set": {"tables.$.isAvailable": is_free}},
    )


def take_flag(scene: Scene) -> None:
    set_flag(scene, "2", is_free=False)


def free_flag(scene: Scene) -> None:
    set_flag(scene, "1", is_free=True)


def lose_reservation(scene: Scene) -> None:
    scene.raw.reservations.delete_one({"_id": ObjectId(scene.reservation.id)})


def reserve_twice_as_text(scene: Scene) -> None:
    scene.raw.reservations.insert_one(scene.reserved(tableId="1", slotId=str(scene.slot_id)))


def reserve_twice(scene: Scene) -> None:
    scene.raw.reservations.drop_index("slotId_1_tableId_1")
    scene.raw.reservations.insert_one(scene.reserved(tableId="1"))


def store_hour_twice_as_text(scene: Scene) -> None:
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    for table in hour["tables"]:
        table["isAvailable"] = True
    scene.raw.slots.insert_one(hour | {"_id": ObjectId(), "restId": str(scene.rest_id)})


def store_hour_twice(scene: Scene) -> None:
    scene.raw.slots.drop_index("restId_1_time_1")
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    scene.raw.slots.insert_one(hour | {"_id": ObjectId()})


def list_table_twice(scene: Scene) -> None:
    entry = {"tableId": "2", "capacity": 4, "isAvailable": True}
    scene.raw.slots.update_one({"_id": scene.slot_id}, {"$push": {"tables": entry}})


def list_table_twice_in_house(scene: Scene) -> None:
    entry = {"id": "2", "capacity": 4}
    scene.raw.restaurants.update_one({"_id": scene.rest_id}, {"$push": {"tables": entry}})


def forget_table(scene: Scene) -> None:
    scene.raw.slots.update_one({"_id": scene.slot_id}, {"$pull": {"tables": {"tableId": "2"}}})


def shrink_table(scene: Scene) -> None:
    scene.raw.slots.update_one(
        {"_id": scene.slot_id, "tables.tableId": "2"}, {"$set": {"tables.$.capacity": 3}}
    )


def lose_hour(scene: Scene) -> None:
    scene.raw.slots.delete_one({"_id": scene.slot_id})


def lose_free_hour(scene: Scene) -> None:
    scene.raw.slots.delete_one({"time": scene.at + 2 * HALF_HOUR})


def change(scene: Scene, **changes: Any) -> None:
    scene.raw.reservations.update_one(
        {"_id": ObjectId(scene.reservation.id)},
        {"$set": changes},
        bypass_document_validation=True,
    )


def say_another_time(scene: Scene) -> None:
    change(scene, time=scene.at + timedelta(hours=3))


def name_another_restaurant(scene: Scene) -> None:
    change(scene, restId=ObjectId())


def reserve_unknown_table(scene: Scene) -> None:
    scene.raw.reservations.insert_one(scene.reserved(tableId="99"))


def reserve_for_too_many(scene: Scene) -> None:
    change(scene, partySize=5)


def start_at_half_past(scene: Scene) -> None:
    hour = scene.raw.slots.find_one({"_id": scene.slot_id}) or {}
    tables = [{"tableId": str(n), "capacity": 2 * n, "isAvailable": True} for n in (1, 2, 3)]
    scene.raw.slots.insert_one(
        hour | {"_id": ObjectId(), "time": scene.at + HALF_HOUR, "tables": tables}
    )


def keep_from_the_guests(scene: Scene) -> None:
    scene.raw.slots.update_one(
        {"_id": scene.slot_id, "tables.tableId": "3"}, {"$set": {"tables.$.leaving": True}}
    )


def close_house(scene: Scene) -> None:
    days = {"from": scene.day.isoformat(), "to": "2199-12-31", "hours": None, "reason": "Works"}
    scene.raw.restaurants.update_one({}, {"$set": {"closures": [days]}})


def break_status(scene: Scene) -> None:
    change(scene, status="maybe")


def lose_number(scene: Scene) -> None:
    scene.raw.reservations.update_one(
        {"_id": ObjectId(scene.reservation.id)},
        {"$unset": {"reservedBy": ""}},
        bypass_document_validation=True,
    )


def lose_journal(scene: Scene) -> None:
    scene.raw.journal.delete_many({"act": "reserve"})


def drop_index(scene: Scene) -> None:
    scene.raw.slots.drop_index("restId_1_time_1")


def make_index_ordinary(scene: Scene) -> None:
    drop_index(scene)
    scene.raw.slots.create_index([("restId", 1), ("time", 1)])


def make_index_partial(scene: Scene) -> None:
    drop_index(scene)
    scene.raw.slots.create_index(
        [("restId", 1), ("time", 1)],
        unique=True,
        partialFilterExpression={"restId": {"$type": "string"}},
    )


def take_rules_away(scene: Scene) -> None:
    scene.raw.command("collMod", "slots", validator={})


def only_warn(scene: Scene) -> None:
    scene.raw.command("collMod", "slots", validationAction="warn")


def switch_rules_off(scene: Scene) -> None:
    scene.raw.command("collMod", "slots", validationLevel="off")


def age_layout(scene: Scene) -> None:
    scene.raw.schema.update_one({"_id": "version"}, {"$set": {"version": 0}})


def spoil_version(scene: Scene) -> None:
    scene.raw.schema.update_one({"_id": "version"}, {"$set": {"version": "one"}})


def wait_for_hour(scene: Scene, **changes: Any) -> None:
    """Let a party of eight, for whom there is no table, wait for the hour at 19:00."""
    made = scene.controller.wait(str(scene.rest_id), scene.taken.slot_id, 8, "07400 123457")
    if changes:
        scene.raw.waiting.update_one({"_id": ObjectId(made.id)}, {"$set": changes})


def wait_for_lost_hour(scene: Scene) -> None:
    wait_for_hour(scene, slotId=ObjectId())


def wait_at_another_time(scene: Scene) -> None:
    wait_for_hour(scene, time=scene.at + timedelta(hours=1))


def wait_twice(scene: Scene) -> None:
    wait_for_hour(scene)
    wait_for_hour(scene)
