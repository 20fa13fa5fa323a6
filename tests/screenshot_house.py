"""The house that all pictures show: 24 tables, a Saturday evening, and guests named after birds."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bson import ObjectId
from pymongo.database import Database
from PySide6.QtCore import QCoreApplication

from resv_desktop.controller import Controller
from resv_desktop.domain.rehearsal import BIRDS
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.station_memory import StationMemory

translate = QCoreApplication.translate
TABLES = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3
EVENING = date(2026, 3, 14)
CLOSED_ON = EVENING + timedelta(days=3)
FLOOR = "The kitchen gets a new floor."
LONG_HOUSE = "The Lighthouse Keeper's Table at the Far End of Old Harbour Pier Number Seven"
LONG_GUEST = "Black-browed Albatross and the Whole Colony from the Southern Islands"
LONG_NOTE = (
    "Window table if at all possible, two high chairs, one guest cannot eat nuts or shellfish, "
    "and the cake that the kitchen knows of comes after the main course"
)
LONG_LINE = ", ".join(["1 × 2", "1 × 4"] * 8)
LONG_STATION = "The till by the harbour door"
LONG_WISH = f"4 20 07400 123456 {LONG_GUEST}"
LONG_WISH_OF_ANOTHER_DAY = "2 tomorrow 8pm 07400 123456 Cohen"


def really_long() -> list[str]:
    """Return the texts that may be shortened, as they are said in the language in force."""
    reserve = translate("Command", "Reserve table {table} at {hour} for {party}, {guest}")
    taking = translate("Day", "being taken at {stations}")
    return [
        *(LONG_WISH, LONG_WISH_OF_ANOTHER_DAY),
        *(
            reserve.format(table=table, hour=f"{hour}:00", party=4, guest=LONG_GUEST)
            for table in range(1, len(TABLES) + 1)
            for hour in range(12, 23)
        ),
        *(LONG_HOUSE, LONG_GUEST, LONG_NOTE, LONG_LINE),
        taking.format(stations=LONG_STATION),
    ]


_SEATED, _ARRIVED, _DONE = "seated", "arrived", "done"
_NOW_AT_19 = {
    **dict.fromkeys((1, 2, 6, 7, 8, 11, 13, 16, 17, 19, 20, 22, 24), _SEATED),
    **dict.fromkeys((4, 14), _ARRIVED),
    **dict.fromkeys((12, 21), _DONE),
}
_FREE = {
    12: set(range(1, 25)) - {2, 5, 8, 9},
    13: set(range(1, 25)) - {1, 3, 7, 8, 17},
    17: set(range(1, 25)) - {2, 4, 9, 10, 18, 22},
    18: {3, 5, 9, 15, 18, 21, 23},
    19: {5, 9, 18, 23},
    20: {4, 8, 14, 20, 24},
    21: {2, 11, 13, 15, 16, 19, 21, 23},
    22: {1, 3, 6, 8, 9, 10, 12, 14, 17, 20, 22, 24},
}
_NOTES = ("Window table, please", "One guest cannot eat nuts", "A high chair", "With a dog")


# What no translator has: names, and what was typed or pasted.
NAMES = (
    *BIRDS,
    *_NOTES,
    *(LONG_HOUSE, LONG_GUEST, LONG_NOTE, LONG_STATION, LONG_WISH, LONG_WISH_OF_ANOTHER_DAY),
    "Harbour House, Albatross Inn, Stand 1, Stand 2, Bar, Office, Kitchen, Sandpiper, Cohen, Zzyzx",
    "The kitchen gets a new floor. Window table nuts sesame resv-desktop clear-pin nairobqqq",
    "Authentication failed.",  # in the words of MongoDB
    "name@host mongodb db1.house.example db2 resv MongoDB Mill carts users insert update remove",
    "resvbackup MB",
    "theirs.csv Date Time Guests Contact Phone Table",
    "4B0AGQ 08M185 0001V9 A04S32 23S40A 6D1N6D RVKGER 9T7CYP 3TFG0M 00000G 00000E 00J Terrace",
    "report 2026-03-01 2026-03-31 Harbour House.csv",
)
# What the scenes themselves let a window say.
QUOTED = (
    "Reserved: table 5, Sat 14 March, 20:00, Black-browed Albatross and the Whole Colony from the "
    "Southern Islands, party of 8.",
    "Reserved: table 8, Sat 14 March, 20:00, Great Crested Grebe, party of 4.",
    "Every day the program saves one by itself; the last on Saturday 14 March 2026 at 05:01.",
    "The database does not answer.",
    "Starting the database",
    "The disk is full, so the database cannot start. Free some space and try again.",
    "The address of the database cannot be understood. It looks like mongodb://",
    "It begins with neither mongodb:// nor mongodb+srv://.",
    '{"s":"F", "c":"STORAGE", "msg":"Fatal assertion", "attr":{"msgid":28558}}',
    '{"s":"E", "c":"STORAGE", "msg":"WiredTiger error message", "attr":{"error":28,',
    '"message":"No space left on device"}}',
)


class Clock:
    """The clock on the wall of the pictures; it stands still until it is set."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 14, 19, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def set(self, hour: int, minute: int = 0) -> None:
        """Set it to a time of the evening; London keeps UTC in March."""
        self.at = datetime(2026, 3, 14, hour, minute, tzinfo=UTC)


class House:
    """Harbour House in a database of its own, and what other stations do in it."""

    def __init__(
        self,
        controller: Controller,
        rival: Controller,
        database: Database[Any],
        clock: Clock,
        memory: StationMemory,
    ) -> None:
        self.controller, self.rival, self.clock = controller, rival, clock
        self._database, self._memory = database, memory
        self._guests = 0
        clock.set(12)
        made = controller.create_restaurant(
            "Harbour House", "020 7946 0123", "12:23", timezone="Europe/London"
        )
        self.restaurant = made
        self.close()
        self.restaurant = controller.add_tables(made.id, TABLES)
        self._fill_evening()
        self._fresh = {
            name: list(database[name].find()) for name in database.list_collection_names()
        }
        self._first_guests = self._guests
        clock.set(19, 8)

    def put_back(self, controller: Controller, rival: Controller, memory: StationMemory) -> None:
        """Let the book be as it was built, with stations that know of nothing else."""
        self.controller, self.rival, self._memory = controller, rival, memory
        self._guests = self._first_guests
        for name in self._database.list_collection_names():
            self._database[name].delete_many({})
            if self._fresh.get(name):
                self._database[name].insert_many(self._fresh[name])
        self.restaurant = controller.restaurant(self.restaurant.id)
        self._remember()
        self.clock.set(19, 8)

    def long_house(self) -> Restaurant:
        """Return a restaurant whose name, guests and notes are as long as they come."""
        made = self.controller.create_restaurant(
            LONG_HOUSE, "020 7946 0188", "17:02", timezone="Europe/London"
        )
        long = self.controller.add_tables(made.id, [2, 4, 4, 6, 8, 8])
        slots = self.controller.slots(long.id, EVENING)
        for number, slot in enumerate(s for s in slots if s.starts_at.hour in (19, 20)):
            if number % 6 != 4:
                self._reserve(slot, name=LONG_GUEST, note=LONG_NOTE if number % 2 else "")
        return long

    def close(
        self, first: date = CLOSED_ON, last: date = CLOSED_ON, *, closed_hours: str = ""
    ) -> None:
        """Let the house be closed on some days, as a whole or for hours, beside the usual one."""
        closures = [_closure(first, last, closed_hours), _closure(CLOSED_ON, CLOSED_ON)]
        self._database["restaurants"].update_one(
            {"_id": ObjectId(self.restaurant.id)}, {"$set": {"closures": closures}}
        )

    def slot(self, table: int, hour: int) -> Slot:
        """Return a table in an hour of the evening as the book has it now."""
        slots = self.controller.slots(self.restaurant.id, EVENING)
        return next(s for s in slots if s.table_id == str(table) and s.starts_at.hour == hour)

    def reservation(self, table: int, hour: int) -> Reservation:
        """Return who holds a table in an hour of the evening."""
        held = self.controller.reservations_on(self.restaurant.id, EVENING)
        return next(r for r in held if r.table_id == str(table) and r.starts_at.hour == hour)

    def reserve_here(self, table: int, hour: int, *, name: str = "", note: str = "") -> Reservation:
        """Reserve at this station, which remembers it."""
        made = self._reserve(self.slot(table, hour), name=name, note=note)
        self._memory.remember(made)
        return made

    def reserve_elsewhere(self, table: int, hour: int) -> Reservation:
        """Reserve at another station."""
        return self._reserve(self.slot(table, hour), by=self.rival)

    def cancel_elsewhere(self, reservation: Reservation) -> None:
        """Cancel at another station."""
        self.rival.cancel(reservation.id)

    def forget_zone(self, restaurant: Restaurant) -> Restaurant:
        """Leave a restaurant as a program without time zones would."""
        self._database["restaurants"].update_one(
            {"_id": ObjectId(restaurant.id)}, {"$unset": {"timezone": ""}}
        )
        return self.controller.restaurant(restaurant.id)

    def _fill_evening(self) -> None:
        numbers: Sequence[int] = range(1, 25)
        for slot in self.controller.slots(self.restaurant.id, EVENING):
            hour, table = slot.starts_at.hour, int(slot.table_id)
            if table not in numbers or table in _FREE.get(hour, set(numbers)):
                continue
            made = self._reserve(slot, note=_NOTES[table % 4] if (hour + table) % 9 == 0 else "")
            status = _DONE if hour < 19 else _NOW_AT_19.get(table, "") if hour == 19 else ""
            if status:
                self._database["reservations"].update_one(
                    {"_id": ObjectId(made.id)}, {"$set": {"status": status}}
                )
        self._remember()

    def _remember(self) -> None:
        for table in (2, 10, 11):
            self._memory.remember(self.reservation(table, 20))

    def _reserve(
        self, slot: Slot, *, name: str = "", note: str = "", by: Controller | None = None
    ) -> Reservation:
        """Reserve for the next bird; the numbers are those that Ofcom keeps for drama."""
        self._guests += 1
        return (by or self.controller).reserve(
            slot.slot_id,
            slot.table_id,
            f"+447700900{self._guests % 1000:03d}",
            max(1, slot.capacity - self._guests % 2),
            name=name or BIRDS[self._guests % len(BIRDS)],
            note=note,
        )


def _closure(first: date, last: date, closed_hours: str = "") -> dict[str, Any]:
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "hours": None,
        "reason": FLOOR,
        **({"closedHours": closed_hours} if closed_hours else {}),
    }
