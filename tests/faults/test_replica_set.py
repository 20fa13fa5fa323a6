"""Members of a replica set are lost while stations work: nothing acknowledged goes with them."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest
from bson import ObjectId
from pymongo.read_concern import ReadConcern

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Position, Reservation
from resv_desktop.store.store import Store
from tests.faults.evening import (
    DATABASE,
    EVENING,
    HOURS,
    NOW,
    TABLES,
    Evening,
    make_evening,
)
from tests.faults.stations import ACTS, Stations, at_work, demand_truth
from tests.faults.three_mongods import ThreeMongods, three_mongods
from tests.own_mongod import OwnMongod

STATIONS, CALLS_BETWEEN = 3, 25
GUEST = "+447400123456"
DAYS_AHEAD = 60
Eventually = Callable[[Callable[[], bool]], None]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeMongods]:
    with three_mongods(tmp_path_factory.mktemp("m")) as running:
        yield running


@pytest.fixture
def evening(three: ThreeMongods) -> Evening:
    three.wait_until(three.is_whole)
    return make_evening(three.uri)


@contextmanager
def station(three: ThreeMongods, name: str, patience_s: float) -> Iterator[Controller]:
    store = Store(three.uri, DATABASE, patience_s=patience_s)
    try:
        store.connect()
        yield Controller(store, station=name, clock=lambda: NOW)
    finally:
        store.close()


class Follower:
    """A station that only looks: it believes what it hears and reads anew when it is told to."""

    def __init__(self, controller: Controller, rest_id: str) -> None:
        self._controller, self._rest_id = controller, rest_id
        self.believed: set[str] = set()
        self.heard: set[str] = set()
        self.shown: set[str] = set()
        self.told_to_read = self.outages = 0
        self._stop = Event()
        self._thread = Thread(target=self._follow)
        self._thread.start()

    def _follow(self) -> None:
        position = Position()
        while not self._stop.is_set():
            try:
                self._hear(position)
            except Outage:
                self.outages += 1

    def _hear(self, position: Position) -> None:
        for change in self._controller.changes(self._rest_id, self._stop.is_set, resume=position):
            if change.kind == "all":
                found = self._controller.reservations_on(self._rest_id, EVENING)
                self.believed = {reservation.id for reservation in found}
                self.shown |= self.believed
                self.told_to_read += 1
            elif change.kind == "reserved":
                self.believed.add(change.reservation_id)
                self.heard.add(change.reservation_id)
            elif change.kind == "cancelled":
                self.believed.discard(change.reservation_id)

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(30)
        assert not self._thread.is_alive()


@contextmanager
def following(controller: Controller, rest_id: str) -> Iterator[Follower]:
    follower = Follower(controller, rest_id)
    try:
        yield follower
    finally:
        follower.stop()


def killed_primary(three: ThreeMongods, go_on: Callable[[], None]) -> None:
    lost = three.primary()
    lost.kill()
    go_on()
    lost.start()


def stepped_down_primary(three: ThreeMongods, go_on: Callable[[], None]) -> None:
    three.step_down()
    go_on()


def lost_member(three: ThreeMongods, go_on: Callable[[], None]) -> None:
    lost = three.secondaries()[0]
    lost.kill()
    go_on()
    lost.start()


@pytest.mark.parametrize("lose", [killed_primary, stepped_down_primary, lost_member])
def test_what_stations_were_told_holds_whichever_member_goes_and_comes_back(
    three: ThreeMongods,
    evening: Evening,
    lose: Callable[[ThreeMongods, Callable[[], None]], None],
    eventually: Eventually,
    record_property: Callable[[str, object], None],
) -> None:
    with (
        station(three, "Office", 5.0) as office,
        following(office, evening.rest_id) as follower,
    ):
        eventually(lambda: follower.told_to_read == 1)
        with at_work(three.uri, evening, STATIONS) as stations:
            eventually(lambda: stations.is_each_told(1, "done"))

            def go_on() -> None:
                since = len(stations.calls)
                eventually(lambda: stations.is_each_told(1, "done", since=since))
                done = stations.done()
                eventually(lambda: stations.done() > done + CALLS_BETWEEN)

            lose(three, go_on)
            three.wait_until(three.is_whole)
            go_on()
        counts = demand_truth(three.client[DATABASE], stations)
        demand_heard(follower, stations, three, eventually)
    record_property(
        "measured",
        f"{lose.__name__.replace('_', ' ')}, {STATIONS} stations: {counts}; {len(follower.heard)} "
        f"reservations heard, {follower.told_to_read} full reads, {follower.outages} outages",
    )


def demand_heard(
    follower: Follower, stations: Stations, three: ThreeMongods, eventually: Eventually
) -> None:
    """Demand that the follower ends up with what there is, and has missed nothing on the way."""
    done = [call for call in stations.calls if call.answer == "done"]
    made = {call.reservation for call in done if call.act == "reserve"}
    there = {str(r["_id"]) for r in three.client[DATABASE].reservations.find()}
    eventually(lambda: follower.believed == there)
    unheard = made - follower.heard - follower.shown
    if follower.told_to_read == 1:
        assert not unheard
    assert not unheard & there


def test_what_only_a_cut_off_primary_knows_is_confirmed_to_nobody(
    three: ThreeMongods, evening: Evening, record_property: Callable[[str, object], None]
) -> None:
    """Its commits wait for a majority that never comes, and are undone once another leads."""
    first, second = evening.places[:: len(evening.places) - 1]
    with station(three, "Stand 1", 0.8) as stand, ThreadPoolExecutor(2) as threads:
        own_id, request = stand.new_id(), stand.new_id()
        held = stand.reserve(*first, GUEST, 4)
        deeds: list[Callable[[], Reservation]] = [
            lambda: stand.reserve(*second, GUEST, 4, reservation_id=own_id),
            lambda: stand.cancel(held.id, request_id=request),
        ]
        primary, unclear = three.primary(), 0
        others = [member for member in three.members if member is not primary]
        for member in others:
            member.freeze()
        try:
            for _ in range(2):  # the second time each finds its own line, here and only here
                for answer in [threads.submit(deed) for deed in deeds]:
                    silence = answer.exception()
                    assert isinstance(silence, Outage), silence or "it was told as done"
                    assert silence.may_be_saved
                    unclear += 1
            primary.kill()
        finally:
            for member in others:
                member.thaw()
        end = time.monotonic() + 60
        while not all(is_done(deed) for deed in deeds):
            assert time.monotonic() < end
            unclear += 1
        primary.start()
        three.wait_until(three.is_whole)
        assert all(is_done(deed) for deed in deeds)
    book = three.client[DATABASE]
    assert [str(r["_id"]) for r in book.reservations.find()] == [own_id]
    lines = [str(line["_id"]) for line in book.journal.find({"act": {"$in": ACTS}})]
    assert sorted(lines) == sorted([held.id, own_id, request])
    record_property("measured", f"primary cut off: {unclear} unclear answers, then done once")


def is_done(deed: Callable[[], object]) -> bool:
    with suppress(Outage):
        deed()
        return True
    return False


def test_hours_that_went_with_a_dead_primary_are_made_again_before_they_are_told(
    three: ThreeMongods, evening: Evening, record_property: Callable[[str, object], None]
) -> None:
    three.client[DATABASE].restaurants.update_one({}, {"$set": {"daysAhead": DAYS_AHEAD}})
    primary = three.primary()
    others = [member for member in three.members if member is not primary]
    only_there: list[ObjectId] = []

    def progress(done: int, _: int) -> None:
        if done == DAYS_AHEAD // 3 and not only_there:
            for member in others:
                member.kill()  # one that is only frozen still gets what was sent to it
        if done == DAYS_AHEAD // 2 and not only_there:
            hours = primary.client[DATABASE].slots.find({}, {"_id": 1}).sort("time", -1)
            only_there.extend(hour["_id"] for hour in hours.limit(len(HOURS)))
            primary.kill()
            for member in others:
                member.start()

    with station(three, "Office", 30.0) as office:
        written = office.extend_slots(evening.rest_id, progress=progress)
        assert office.extend_slots(evening.rest_id) == 0
    primary.start()
    hours = list(three.client[DATABASE].slots.find())
    assert len({hour["time"] for hour in hours}) == len(hours) == (DAYS_AHEAD + 1) * len(HOURS)
    assert all(len(hour["tables"]) == TABLES for hour in hours)
    assert not {hour["_id"] for hour in hours} & set(only_there), "the primary was not alone"
    three.wait_until(three.is_whole)
    record_property("measured", f"{len(hours)} hours whole, {written} of them made after the loss")


def test_hours_that_no_majority_has_are_told_as_made_to_nobody(
    three: ThreeMongods, evening: Evening
) -> None:
    three.client[DATABASE].restaurants.update_one({}, {"$set": {"daysAhead": 14}})
    primary, told = three.primary(), []
    others = [member for member in three.members if member is not primary]

    def progress(done: int, total: int) -> None:
        told.append(done == total)
        if done == total - 1:
            for member in others:
                member.freeze()

    try:
        with station(three, "Office", 1.0) as office, pytest.raises(Outage):
            office.extend_slots(evening.rest_id, progress=progress)
    finally:
        for member in others:
            member.thaw()
    assert told.count(True) == 0
    three.wait_until(three.is_whole)


def test_a_report_is_not_asked_of_the_primary_while_another_can_tell_it(
    three: ThreeMongods, evening: Evening
) -> None:
    three.wait_until(three.is_whole)
    with station(three, "Office", 30.0) as office:
        slot_id, table_id = evening.places[0]
        office.reserve(slot_id, table_id, GUEST, 4)
        last = three.client[DATABASE].reservations.find_one({}, {"_id": 1})
        assert last is not None
        for member in three.secondaries():
            # A report sees what this member knows a majority to have, which it hears a bit later.
            theirs = member.client[DATABASE].reservations
            there = theirs.with_options(read_concern=ReadConcern("majority"))
            three.wait_until(lambda there=there: there.find_one(last) is not None)  # type: ignore[misc]
        primary = three.primary()
        others = [member for member in three.members if member is not primary]
        for member in three.members:
            member.client[DATABASE].command("profile", 2)
        try:
            report = office.report(evening.rest_id, EVENING, EVENING)
        finally:
            for member in three.members:
                member.client[DATABASE].command("profile", 0)
        asked = [set(asked_of(member)) for member in (primary, *others)]
        assert asked[0] == set()
        of_a_report = {"restaurants", "slots", "reservations", "journal", "refused", "schema"}
        assert set.union(*asked[1:]) == of_a_report
        assert report.total.covers == 4
    three.client[DATABASE].drop_collection("system.profile")


def asked_of(member: OwnMongod) -> Iterator[str]:
    """Yield which collections of the book somebody asked a member for while it kept a profile."""
    for each in member.client[DATABASE]["system.profile"].find():
        collection = each["ns"].rpartition(".")[2]
        if {"find", "aggregate"} & set(each.get("command", {})) and collection != "profile":
            yield collection
