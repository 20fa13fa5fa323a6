"""Whatever two stations do, with a web site between them, can be taken back to the byte."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import product
from random import Random
from typing import Any, NamedTuple

from bson import ObjectId, decode, encode
from bson.codec_options import CodecOptions
from pymongo.errors import DuplicateKeyError

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    AlreadyReserved,
    ChangedSince,
    Refusal,
    ReservationNotFound,
    SlotTaken,
)
from tests.controller.conftest import Clock, Raw

EVENING = datetime(2026, 3, 10, 18, 30, tzinfo=UTC)
GUESTS = ["+447400123456", "+447400123457", "+447400123458"]
NATIONAL = ["07400123456", "07400 123457", "07400-123458"]
AWARE: CodecOptions[dict[str, Any]] = CodecOptions(tz_aware=True)
Book = dict[str, dict[object, bytes]]


class Step(NamedTuple):
    """Somebody does something; which and other pick from what is there in that moment."""

    act: str
    at: int
    which: int
    other: int
    is_odd: bool


OURS = (
    "reserve",
    "reshuffle",
    "walk_in",
    "status",
    "move",
    "edit",
    "cancel",
    "no_show",
    "release",
    "undo",
)
_OFTEN = ("reserve", "reserve", *["reshuffle"] * 4, "move", "edit", "undo", "no_show", "walk_in")
THEIRS = ("site reserves", "site cancels", "site edits")


def evening_of(seed: int) -> list[Step]:
    """Return the steps of one evening: the same for a seed, whatever else has been loaded."""
    chance = Random(seed)  # noqa: S311 - the same acts each time
    return [
        Step(
            act=chance.choice([*OURS, *THEIRS, *_OFTEN]),
            at=chance.randrange(2),
            which=chance.randrange(1001),
            other=chance.randrange(1001),
            is_odd=chance.random() < 0.5,
        )
        for _ in range(chance.randint(8, 24))
    ]


class Evening:
    """One evening that is played, taken back, and compared."""

    def __init__(
        self, stations: list[Controller], raw: Raw, clock: Clock, base: list[bytes]
    ) -> None:
        self._stations, self._raw, self._clock, self._base = stations, raw, clock, base
        self.told: Counter[str] = Counter()
        self.begin()

    def begin(self) -> None:
        """Let the book be empty again: no reservation, and every table free."""
        self._clock.now = EVENING
        for name in ("reservations", "journal", "slots"):
            self._raw[name].delete_many({})
        self._raw.slots.insert_many(decode(hour, AWARE) for hour in self._base)
        self.writes: list[str] = []
        self._sites: list[Callable[[], object]] = []

    def book(self) -> Book:
        """Read the reservations and the hours to the byte."""
        return {
            name: {document["_id"]: encode(document) for document in self._raw[name].find()}
            for name in ("reservations", "slots")
        }

    def play(self, step: Step) -> None:
        """Do one step, where it is allowed."""
        self._clock.now += timedelta(seconds=1)
        if step.act in THEIRS:
            self._play_the_site(step)
            return
        station, own_id = self._stations[step.at], Controller.new_id()
        hours = list(self._raw.slots.find())
        slot_id = str(hours[step.which % len(hours)]["_id"])
        table = "443421"[step.other % 6]
        held = [str(r["_id"]) for r in self._raw.reservations.find()] or [Controller.new_id()]
        which = held[step.which % len(held)]
        calls: dict[str, Callable[[], object]] = {
            "reserve": lambda: station.reserve(
                slot_id,
                table,
                (GUESTS, NATIONAL)[step.at][step.other % 3],
                2,
                note="x",
                reservation_id=own_id,
                second_table=step.is_odd,
            ),
            "reshuffle": lambda: self._reshuffle(
                station, [str(hour["_id"]) for hour in hours], GUESTS[step.other % 3], own_id
            ),
            "walk_in": lambda: station.walk_in(slot_id, table, 2, reservation_id=own_id),
            "status": lambda: station.set_status(
                which, ("arrived", "seated", "done")[step.other % 3], request_id=own_id
            ),
            "move": lambda: station.move(which, slot_id, table, request_id=own_id),
            "edit": lambda: station.edit_reservation(
                which,
                name=("Ada", None)[step.other % 2],
                note=("nuts", "", None)[step.other % 3],
                allergy=step.is_odd,
                party_size=(None, 3, 5)[step.which % 3],  # too many for some of the tables
                request_id=own_id,
            ),
            "cancel": lambda: station.cancel(which, request_id=own_id),
            "no_show": lambda: station.no_show(which, request_id=own_id),
            "release": lambda: station.release(which, request_id=own_id),
            "undo": lambda: station.undo(
                [*self.writes, own_id][-1 - step.which % 3 % (1 + len(self.writes))],
                request_id=own_id,
            ),
        }
        try:
            if calls[step.act]() is None:
                return
            self.writes.append(own_id)
            self.told[step.act] += 1
        except Refusal as refusal:
            self.told[type(refusal).__name__] += 1

    def _reshuffle(
        self, station: Controller, slot_ids: list[str], phone: str, own_id: str
    ) -> object:
        """Reserve for the largest party that gets a table only where others move, if any."""
        for slot_id, party in product(slot_ids, (8, 6, 4)):
            moving = station.reshuffle(slot_id, party)
            if moving is not None:
                return station.reserve(
                    slot_id,
                    moving.slot.table_id,
                    phone,
                    party,
                    reservation_id=own_id,
                    second_table=True,
                    moving=moving,
                )
        return None

    def _play_the_site(self, step: Step) -> None:
        hours = list(self._raw.slots.find())
        hour = hours[step.which % len(hours)]
        entry = hour["tables"][step.other % 4]
        held = list(self._raw.reservations.find())
        theirs = [r for r in held if "__v" in r] if step.act == "site cancels" else held
        one = theirs[step.which % len(theirs)] if theirs else {}
        if step.act == "site reserves" and entry["isAvailable"]:
            own_id = ObjectId()
            document = {
                "_id": str(own_id) if step.is_odd else own_id,
                "time": hour["time"],
                "reservedBy": NATIONAL[step.at],
                "extra": {"b": 1, "a": [2.0, None]},
                "tableId": entry["tableId"],
                "slotId": hour["_id"] if step.is_odd else str(hour["_id"]),
                "partySize": 2.0,
                "__v": 0,
            }
            self._sites += [
                lambda: self._raw.reservations.insert_one(dict(document)),
                lambda: self._set_flag(hour["_id"], entry["tableId"], is_free=False),
            ]
        elif step.act == "site cancels" and one:
            slot_id = ObjectId(str(one["slotId"]))
            self._sites += [
                lambda: self._raw.reservations.delete_one({"_id": one["_id"]}),
                lambda: self._set_flag(slot_id, one["tableId"], is_free=True),
            ]
        elif step.act == "site edits" and one and ("__v" in one or step.is_odd):
            edit = {"$set": {"note": f"note {step.other}"}, "$inc": {"__v": 1}}
            self._sites.append(lambda: self._raw.reservations.update_one({"_id": one["_id"]}, edit))
        else:
            return
        self.told[step.act] += 1
        for write in self._sites[-2 if step.act != "site edits" else -1 :]:
            write()

    def _set_flag(self, slot_id: ObjectId, table: str, *, is_free: bool) -> None:
        self._raw.slots.update_one(
            {"_id": slot_id, "tables.tableId": table},
            {"$set": {"tables.$.isAvailable": is_free}},
        )

    def take_all_back(self) -> bool:
        """Undo every write, the latest first; return whether none was refused.

        Each undo does what it says and nothing else, and each refusal is true.
        """
        is_all_undone = True
        for n, write in enumerate(reversed(self.writes)):
            line = self._raw.journal.find_one({"_id": ObjectId(write)})
            assert line is not None
            before = self.book()
            reservations = before["reservations"]
            try:
                self._stations[n % 2].undo(write)
            except Refusal as refusal:
                is_all_undone = False
                self.told[f"{type(refusal).__name__} to an undo"] += 1
                assert self.book() == before
                self._demand_reason(refusal, line, reservations)
            else:
                left = dict(reservations)
                for each in self._lines_of_act(line):
                    own = left.pop(each["reservationId"], None)
                    assert (decode(own, AWARE) if own else None) == each["after"]
                    if each["before"]:
                        left[each["reservationId"]] = encode(each["before"])
                assert self.book()["reservations"] == left
                self.demand_flags()
        return is_all_undone

    def _lines_of_act(self, line: dict[str, Any]) -> list[dict[str, Any]]:
        """Return a line with those of the parties that were moved for it."""
        moves = self._raw.journal.find({"_id": {"$in": line.get("moves", [])}})
        return [line, *moves]

    def _demand_reason(
        self, refusal: Refusal, line: dict[str, Any], reservations: dict[object, bytes]
    ) -> None:
        """Demand that what an undo was refused for is so, for one of those that it is about."""
        failed = []
        for each in self._lines_of_act(line):
            try:
                self._demand_reason_of_one(refusal, each, reservations)
                return
            except AssertionError as error:
                failed.append(error)
        raise failed[0]

    def _demand_reason_of_one(
        self, refusal: Refusal, line: dict[str, Any], reservations: dict[object, bytes]
    ) -> None:
        own = reservations.get(line["reservationId"])
        held = [decode(r, AWARE) for i, r in reservations.items() if i != line["reservationId"]]
        wanted = line["before"] or {}
        of_hour = [r for r in held if str(r["slotId"]) == str(wanted.get("slotId"))]
        if isinstance(refusal, ReservationNotFound):
            assert own is None
        elif isinstance(refusal, ChangedSince):
            assert own is not None
            assert decode(own, AWARE) != line["after"]
        elif isinstance(refusal, SlotTaken):
            assert any(r["tableId"] == wanted["tableId"] for r in of_hour)
        else:
            assert isinstance(refusal, AlreadyReserved), refusal
            ends = wanted["reservedBy"][-4:]
            assert any(r["reservedBy"].endswith(ends) for r in of_hour)

    def demand_flags(self) -> None:
        """Demand that exactly the tables with a reservation are marked as taken."""
        taken = {
            (str(hour["_id"]), entry["tableId"])
            for hour in self._raw.slots.find()
            for entry in hour["tables"]
            if not entry["isAvailable"]
        }
        held = [(str(r["slotId"]), r["tableId"]) for r in self._raw.reservations.find()]
        assert sorted(held) == sorted(taken)

    def book_of_the_site_alone(self) -> Book | None:
        """Play again what the web site did, and nothing else.

        None where it took a table from which one of its own parties had been moved before: alone,
        it could not have done so.
        """
        sites = self._sites
        self.begin()
        try:
            for write in sites:
                write()
        except DuplicateKeyError:
            return None
        return self.book()


def test_any_evening_of_two_stations_and_a_web_site_can_be_taken_back_to_the_byte(
    open_station: Callable[..., Controller],
    raw: Raw,
    clock: Clock,
    record_property: Callable[[str, object], None],
) -> None:
    clock.now = EVENING
    stations = [open_station("Stand 1"), open_station("Bar")]
    made = stations[0].create_restaurant(
        "House", "+442079460123", "18:21", timezone="Europe/London"
    )
    raw.restaurants.update_one({}, {"$set": {"daysAhead": 7}})
    stations[0].add_tables(made.id, [2, 4, 6, 8])
    base = [encode(hour) for hour in raw.slots.find({"time": {"$lt": EVENING.replace(hour=21)}})]
    assert len(base) == 3
    evening = Evening(stations, raw, clock, base)
    outcomes: Counter[str] = Counter()

    for seed in range(50):
        evening.begin()
        for step in evening_of(seed):
            evening.play(step)
        evening.demand_flags()
        is_all_undone = evening.take_all_back()
        outcomes["all undone" if is_all_undone else "some refused"] += 1
        left = evening.book()
        alone = evening.book_of_the_site_alone() if is_all_undone else None
        if alone is not None:
            outcomes["compared"] += 1
            assert left == alone, f"evening {seed}"
    assert outcomes["compared"] >= 15, outcomes
    assert {*OURS, *THEIRS, "TableTooSmall"} <= evening.told.keys(), evening.told
    record_property("measured", f"undo: {dict(outcomes)} of 50 evenings, {dict(evening.told)}")
