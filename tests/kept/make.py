"""A small book of many kinds of entries, saved as each release leaves it.

`python -m tests.kept.make` writes the backups of this version beside this file, once, before it is
released; from then on they stay as they are, and every later version has to open them.
"""

import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pymongo
from bson import ObjectId

from resv_desktop import __version__
from resv_desktop.controller import Controller
from resv_desktop.startup import open_controller
from tests.store.site import Raw, Site

FOLDER = Path(__file__).parent
PASSPHRASE = "an old key opens it"
EVENING = datetime(2026, 3, 14, 19, 30, tzinfo=UTC)  # of a Saturday, in the middle of an hour


def plain(version: str = __version__) -> Path:
    """Return the backup of a version."""
    return FOLDER / f"{version}.resvbackup"


def sealed(version: str = __version__) -> Path:
    """Return the same book, encrypted with PASSPHRASE."""
    return FOLDER / f"{version}-sealed.resvbackup"


def fill(controller: Controller, raw: Raw) -> None:
    """Write a book in which nothing is wrong, by this program and by another one."""
    house = controller.create_restaurant("Harbour House", "020 7946 0123", timezone="Europe/London")
    controller.add_tables(house.id, [2, 4, 6])
    raw.restaurants.update_one(
        {"_id": ObjectId(house.id)},
        {"$set": {"menu": {"soup": ["leek", 4.5], "since": EVENING}, "__v": 3}},
    )
    slots = {
        (slot.starts_at.astimezone(UTC).hour, slot.table_id): slot.slot_id
        for slot in controller.slots(house.id, EVENING.date())
    }
    late = controller.reserve(slots[19, "1"], "1", "07400 123456", 2, name="Okafor")
    controller.set_status(late.id, "seated")
    controller.reserve(slots[20, "2"], "2", "07400 123457", 3, note="window", allergy=True)
    gone = controller.reserve(slots[20, "3"], "3", "07400 123458", 6, name="Dahl")
    controller.cancel(gone.id)
    controller.walk_in(slots[19, "2"], "2", 4)
    moved = controller.reserve(slots[21, "1"], "1", "07400 123459", 1, name="Ørsted כהן")
    controller.move(moved.id, slots[21, "2"], "2")
    for table in "123":
        controller.reserve(slots[22, table], table, f"07400 12346{table}", 2)
    controller.wait(house.id, slots[22, "1"], 2, "07400 123470", name="Heron")
    controller.no_show(late.id)
    site = Site(raw, str)
    other = site.add_restaurant(timezone="Europe/London", openingHours="12:23")
    site.add_tables(other)
    for hour in range(12, 23):
        site.add_hour(other, EVENING.replace(hour=hour, minute=0))
    slot = next(s for s in controller.slots(str(other), EVENING.date()) if s.table_id == "3")
    site.reserve(slot, "020 7946 0999")


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="resv-kept-"))
    try:
        with open_controller(home=home, clock=lambda: EVENING) as controller:
            uri = controller._house.store._uri
            client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(uri, tz_aware=True)
            fill(controller, client["resv"])
            faults = controller.check()
            if faults:
                raise SystemExit("\n".join(fault.sentence for fault in faults))
            controller.back_up(plain())
            controller.back_up(sealed(), passphrase=PASSPHRASE)
            client.close()
    finally:
        shutil.rmtree(home)
    for path in (plain(), sealed()):
        path.chmod(0o644)
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
