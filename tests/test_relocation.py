"""A book moves into another database whole, or stays where it is."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.credentials import put_away
from resv_desktop.domain.errors import BookMoved, CannotStart, Outage, WriteForbidden
from resv_desktop.pending_move import has_begun
from resv_desktop.relocation import Whereabouts, find, move_book
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from resv_desktop.store import held
from resv_desktop.store.book_copy import Stopped
from resv_desktop.store.documents import new_id
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, Evening, make_evening
from tests.faults.stations import at_work, demand_truth
from tests.own_mongod import OwnMongod, own_mongod
from tests.store.site import Site
from tests.store.two_machines import LoopbackHouse

GUEST = "+447400123456"
YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
MOVING_STATION = Path(__file__).with_name("moving_station.py")
Raw = pymongo.database.Database[dict[str, Any]]


class Removal:
    """A book in a database of the tests' server, and the empty one that it is to move into."""

    def __init__(self, uri: str, database: str, home: Path) -> None:
        self.uri, self.folders = uri, Folders.under(home)
        self.source, self.target = Whereabouts(uri, database), Whereabouts(uri, f"{database}-new")
        self.client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(uri, tz_aware=True)
        self.old: Raw = self.client[self.source.database]
        self.new: Raw = self.client[self.target.database]
        put_away(uri, self.folders.config)
        self.rest_id = self.set_up()

    def set_up(self) -> str:
        with self.opened(self.source) as controller:
            made = controller.create_restaurant("Harbour House", "+442079460123", "00:24")
            self.rest_id = controller.add_tables(made.id, [2, 4, 4]).id
        self.reserve(self.source)
        return self.rest_id

    def begin_anew(self) -> None:
        for raw in (self.new, self.old):
            self.client.drop_database(raw.name)
        self.set_up()

    @contextmanager
    def opened(self, where: Whereabouts) -> Iterator[Controller]:
        with open_controller(
            uri=where.uri, database=where.database, folders=self.folders
        ) as controller:
            yield controller

    def reserve(self, where: Whereabouts) -> str:
        with self.opened(where) as controller:
            house = controller.restaurant(self.rest_id)
            tomorrow = house.business_day(controller.now()) + timedelta(days=1)
            slots = controller.slots(self.rest_id, tomorrow)
            slot = next(slot for slot in reversed(slots) if slot.is_available)
            return controller.reserve(slot.slot_id, slot.table_id, GUEST, 2, second_table=True).id

    def move(self, **how: Any) -> None:
        move_book(self.source, self.target, self.folders, station="Stand 1", **how)

    def contents(self, raw: Raw) -> dict[str, list[dict[str, Any]]]:
        return {name: sorted(raw[name].find(), key=lambda d: str(d["_id"])) for name in VALIDATORS}

    def killed_at(self, step: int) -> subprocess.CompletedProcess[str]:
        places = (self.source.uri, self.source.database, self.target.uri, self.target.database)
        home = self.folders.data.parent
        command = [sys.executable, str(MOVING_STATION), str(home), *map(str, places), str(step)]
        return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def removal(mongod: ManagedServer, database_name: str, tmp_path: Path) -> Iterator[Removal]:
    made = Removal(mongod.uri, database_name, tmp_path)
    yield made
    made.client.drop_database(made.new.name)
    made.client.close()


def test_a_book_moves_whole_and_the_old_one_says_where_it_went(removal: Removal) -> None:
    before = removal.contents(removal.old)
    said: list[str] = []
    seen: list[tuple[int, int]] = []
    removal.move(say=said.append, progress=lambda *how_far: seen.append(how_far))
    assert removal.contents(removal.new) == before
    assert removal.contents(removal.old) == before
    assert said == [
        "Preparing the other database",
        "Closing the book for writing",
        "Copying the book",
        "Comparing both",
        "Checking the copy",
        "Switching over",
        "Opening the book where it is now",
    ]
    assert seen[-1][0] == seen[-1][1] == sum(map(len, before.values()))
    there = f"it is in the database {removal.new.name} at "
    with pytest.raises(CannotStart, match=there), removal.opened(removal.source):
        pass
    with removal.opened(removal.target) as controller:
        assert controller.check() == []
    removal.reserve(removal.target)


def test_no_program_writes_into_the_old_book_and_none_takes_it_for_live(removal: Removal) -> None:
    with removal.opened(removal.source) as running:
        house = running.restaurant(removal.rest_id)
        slots = running.slots(removal.rest_id, house.business_day(running.now()))
        free = [slot for slot in slots if slot.is_available]
        running.beat(1)
        removal.move()
        with pytest.raises(WriteForbidden, match="The book has moved on"):
            running.reserve(free[-1].slot_id, free[-1].table_id, GUEST, 2, second_table=True)
        with pytest.raises(Outage) as silent:
            running.beat(2)
        assert "The book has moved on" in silent.value.why
    site = Site(removal.old)
    with pytest.raises(pymongo.errors.OperationFailure):
        site.reserve(free[-1], GUEST)
    with pytest.raises(pymongo.errors.OperationFailure):
        site.add_restaurant()


def test_a_book_moves_on_and_back_and_what_it_left_behind_stays_readable(removal: Removal) -> None:
    removal.move()
    removal.reserve(removal.target)
    back = Whereabouts(removal.uri, f"{removal.old.name}-back")
    move_book(removal.target, back, removal.folders, station="Stand 1")
    try:
        assert removal.contents(removal.client[back.database]) == removal.contents(removal.new)
        assert len(list(removal.new.reservations.find())) == 2
        assert len(list(removal.old.reservations.find())) == 1
    finally:
        removal.client.drop_database(back.database)


def test_a_book_moves_from_the_managed_server_to_an_own_one_and_back(home: Path) -> None:
    folders = Folders.under(home)
    with own_mongod(home / "own") as own:
        managed, theirs = Whereabouts(None, "resv"), Whereabouts(own.uri, "house")
        with open_controller(folders=folders) as controller:
            made = controller.create_restaurant("Harbour House", "+442079460123")
            assert find(theirs, folders)[1].has_book is False
            move_book(managed, theirs, folders, station="Stand 1")
        with open_controller(uri=own.uri, database="house", folders=folders) as controller:
            assert controller.restaurants() == [made]
            controller.add_tables(made.id, [2])
        where, found = find(managed, folders)
        assert (where.uri, where.database, found.has_book) == (None, "resv-2", False)
        move_book(theirs, where, folders, station="Stand 1")
        with (
            pytest.raises(CannotStart, match="in the MongoDB that Stand 1 brought along"),
            open_controller(uri=own.uri, database="house", folders=folders),
        ):
            pass
    with open_controller(folders=folders, database="resv-2") as controller:
        assert [len(house.tables) for house in controller.restaurants()] == [1]


def test_a_book_that_other_stations_use_on_this_machine_is_not_moved_away(
    home: Path, monkeypatch: pytest.MonkeyPatch, mongod: ManagedServer, database_name: str
) -> None:
    house = LoopbackHouse(home, monkeypatch)
    folders = Folders.under(house.first)
    managed, theirs = Whereabouts(None, "resv"), Whereabouts(mongod.uri, database_name)
    with house.open_first() as first:
        first.share()
        made = first.create_restaurant("Harbour House", "+442079460123")
        with pytest.raises(CannotStart, match="Other stations use the book on this machine"):
            move_book(managed, theirs, folders, station="Stand 1")
        assert not has_begun(folders.config)
        assert find(theirs, folders)[1].has_book is False
        first.add_tables(made.id, [2])
        first.stop_sharing()
        move_book(managed, theirs, folders, station="Stand 1")
    assert find(theirs, folders)[1].has_book


def test_a_book_that_is_there_already_stays_as_it_is(removal: Removal) -> None:
    with removal.opened(removal.target) as controller:
        controller.create_restaurant("Mill House", "+442079460199")
    before = removal.contents(removal.new)
    with pytest.raises(CannotStart, match="There is a book in that database already"):
        removal.move()
    assert removal.contents(removal.new) == before
    removal.reserve(removal.source)


def test_a_move_that_is_stopped_leaves_the_book_open_and_no_copy(removal: Removal) -> None:
    steps: list[object] = []
    with pytest.raises(Stopped, match="Nothing was moved"):
        removal.move(say=steps.append, stop=lambda: "Comparing both" in steps)
    assert held.read(removal.old) is None
    assert removal.new.list_collection_names() in ([], ["schema"])
    assert removal.new.schema.count_documents({}) == 0
    removal.reserve(removal.source)
    removal.move()


def test_a_document_that_breaks_the_rules_moves_too(removal: Removal) -> None:
    odd = {"_id": new_id(), "act": 7}
    removal.old.command("collMod", "journal", validationLevel="off")
    removal.old.journal.insert_one(odd)
    with removal.opened(removal.source):
        pass
    removal.move()
    assert removal.new.journal.find_one({"_id": odd["_id"]}) == odd


def test_what_is_deleted_in_the_old_book_meanwhile_is_not_brought_back(removal: Removal) -> None:
    """A web site deletes without a line in the journal, and no rule of a collection forbids it."""
    gone = removal.old.reservations.find_one()
    assert gone is not None

    def say(words: str) -> None:
        if words == "Comparing both":
            removal.old.reservations.delete_one({"_id": gone["_id"]})

    removal.move(say=say)
    assert removal.new.reservations.find_one() is None


def test_a_copy_that_is_not_the_same_is_found_out(removal: Removal) -> None:
    def say(words: str) -> None:
        if words == "Comparing both":
            removal.new.reservations.update_one({}, {"$set": {"partySize": 1}})

    with pytest.raises(CannotStart, match=r"not the same as the book \(reservations\)"):
        removal.move(say=say)
    removal.reserve(removal.source)


def test_while_a_book_is_being_moved_no_station_opens_either(removal: Removal) -> None:
    refused: list[str] = []

    def say(words: str) -> None:
        if words == "Checking the copy":
            for where in (removal.source, removal.target):
                with pytest.raises(CannotStart) as why, removal.opened(where):
                    pass
                refused.append(str(why.value))

    removal.move(say=say)
    assert "just being moved to another MongoDB by Stand 1" in refused[0]
    assert f"In {removal.new.name} lies an unfinished copy" in refused[1]


def test_a_move_that_nobody_goes_on_with_is_ended_by_the_next_station(removal: Removal) -> None:
    store = Store(removal.uri, removal.source.database)
    store.connect()
    move = new_id()
    held.close(store.database, move, "Stand 2", held.Place("h", "d"))
    with pytest.raises(CannotStart, match="just being moved"):
        removal.reserve(removal.source)
    removal.old.schema.update_one(
        {"_id": "version"}, [{"$set": {"held.until": {"$subtract": ["$$NOW", 1]}}}]
    )
    removal.reserve(removal.source)
    assert not held.switch(store.database, move), "a move that was ended goes on"
    assert not held.renew(store.database, move)
    store.close()
    with removal.opened(removal.source) as controller:
        assert controller.check() == []


def test_a_running_station_ends_an_abandoned_move_by_itself(removal: Removal) -> None:
    with removal.opened(removal.source) as running:
        store = Store(removal.uri, removal.source.database)
        held.close(store.database, new_id(), "Stand 2", held.Place("h", "d"))
        store.close()
        with pytest.raises(Outage):
            running.beat(1)
        removal.old.schema.update_one(
            {"_id": "version"}, [{"$set": {"held.until": {"$subtract": ["$$NOW", 1]}}}]
        )
        with pytest.raises(Outage):
            running.beat(2)  # it hears why, and ends it
        running.beat(3)


def test_killed_at_any_step_the_book_is_in_one_place_and_a_second_try_succeeds(
    removal: Removal, record_property: Any
) -> None:
    before = removal.contents(removal.old)
    ends: list[str] = []
    for step in range(1, 60):
        ended = removal.killed_at(step)
        if ended.returncode != -signal.SIGKILL:
            assert ended.returncode == 0, ended.stderr
            break
        old, copy = held.read(removal.old), held.read(removal.new)
        if copy is not None and (old is None or old.state == "moving"):
            with (
                pytest.raises(CannotStart, match="an unfinished copy"),
                removal.opened(removal.target),
            ):
                pass
        try:
            removal.reserve(removal.source)
        except BookMoved as moved:
            ends.append("moved")
            removal.reserve(Whereabouts(moved.uri, moved.database))
            assert len(removal.contents(removal.new)["slots"]) == len(before["slots"])
            removal.begin_anew()
        else:
            ends.append("stayed")
    assert ends.count("stayed") >= 6
    assert ends.count("moved") >= 1
    assert ends == sorted(ends, key=["stayed", "moved"].index)
    record_property("measured", f"a move was killed at {len(ends)} steps: {', '.join(ends)}")


def test_a_switch_whose_answer_was_lost_is_a_move_all_the_same(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(held, "switch", _without_answer(held.switch))
    removal.move()
    removal.reserve(removal.target)


def test_a_database_that_is_silent_at_the_switch_and_after_it_costs_nothing(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as silent:

        def be_silent(database: Any, move: Any) -> bool:
            held_switch(database, move)
            for name in ("read", "reopen"):
                silent.setattr(held, name, _without_answer(lambda *_: None))
            raise pymongo.errors.AutoReconnect("the line is cut")

        held_switch = held.switch
        silent.setattr(held, "switch", be_silent)
        with pytest.raises(Outage, match="start the program again"):
            removal.move()
    with pytest.raises(BookMoved):
        removal.reserve(removal.source)
    removal.reserve(removal.target)


def test_whom_a_killed_station_had_begun_to_erase_is_erased_where_the_book_is_now(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, own_id = "+447400123458", new_id()
    visit = {"time": YESTERDAY, "tableId": "1", "slotId": ObjectId(), "reservedBy": number}
    removal.old.reservations.insert_one(visit | {"name": "Cohen"})
    line = {"_id": own_id, "at": YESTERDAY, "act": "erase", "station": "Stand 2"}
    line["restId"] = ObjectId(removal.rest_id)
    removal.old.schema.insert_one({"_id": f"erasing-{own_id}", "number": number, "line": line})
    with monkeypatch.context() as silent:
        silent.setattr(held, "finish_copy", _without_answer(lambda *_: None))
        removal.move()
    with removal.opened(removal.target) as controller:  # which ends the move first
        (receipt,) = controller.finish_erasing()
        assert receipt.reservations == 1
        assert controller.finish_erasing() == []
    assert removal.new.reservations.count_documents({"name": "Cohen"}) == 0
    assert removal.new.schema.count_documents({"_id": {"$regex": "^erasing-"}}) == 0


def test_a_copy_that_could_not_be_finished_is_finished_by_who_opens_it(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as silent:
        silent.setattr(held, "finish_copy", _without_answer(lambda *_: None))
        removal.move()
    removal.reserve(removal.target)


def _without_answer(act: Callable[..., object]) -> Callable[..., object]:
    def done(*args: object, **how: object) -> object:
        act(*args, **how)
        raise pymongo.errors.AutoReconnect("the line is cut")

    return done


def test_nothing_that_other_stations_write_during_a_move_is_lost(
    home: Path, record_property: Any
) -> None:
    with own_mongod(home / "own") as own:
        evening = make_evening(own.uri)
        told = _moved_while_at_work(own, evening, home)
        record_property("measured", f"moved while 3 stations worked: {told}")


def _moved_while_at_work(own: OwnMongod, evening: Evening, home: Path) -> str:
    pause = threading.Event()
    with at_work(own.uri, evening, 3) as stations:
        while not stations.is_each_told(3, "done"):
            pause.wait(0.02)
        move_book(
            Whereabouts(own.uri, DATABASE),
            Whereabouts(own.uri, "elsewhere"),
            Folders.under(home),
            station="Stand 4",
        )
        since = len(stations.calls)
        while not stations.is_each_told(1, "WriteForbidden", "Outage", since=since):
            pause.wait(0.02)
    return demand_truth(own.client["elsewhere"], stations)
