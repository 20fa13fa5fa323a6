"""A book moves into another database whole, or stays where it is."""

import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.domain.errors import CannotStart, Outage, WriteForbidden
from resv_desktop.pending_move import has_begun
from resv_desktop.relocation import Whereabouts, find, move_book
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from resv_desktop.store import book_copy, held
from resv_desktop.store.archive import archive, archived_before
from resv_desktop.store.book_copy import Stopped
from resv_desktop.store.documents import new_id
from resv_desktop.store.layout import build_indexes
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, Evening, make_evening
from tests.faults.stations import at_work, demand_truth
from tests.own_mongod import OwnMongod, own_mongod
from tests.removal import GUEST, Removal, removal
from tests.store.guest import guest_of
from tests.store.site import Site
from tests.store.two_machines import LoopbackHouse

_ = (removal,)


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


def test_a_name_that_differs_in_capitals_only_is_not_taken_for_a_silent_database(
    removal: Removal,
) -> None:
    there = Whereabouts(removal.uri, removal.source.database.upper())
    with pytest.raises(CannotStart, match="A database cannot be called"):
        move_book(removal.source, there, removal.folders, station="Stand 1")
    removal.reserve(removal.source)


def test_a_station_that_may_not_shut_the_book_leaves_it_open_for_all(
    removal: Removal, mongod: ManagedServer
) -> None:
    with guest_of(mongod, removal.source.database) as uri:
        mine = Whereabouts(uri, removal.source.database)
        with pytest.raises(CannotStart, match="more rights are needed"):
            move_book(mine, removal.target, removal.folders, station="Stand 2")
        assert held.read(removal.old) is held.read(removal.new) is None
        removal.reserve(mine)


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


@pytest.fixture
def old_lines_left(removal: Removal, tmp_path: Path) -> datetime:
    """Let the lines of the book, whose reservations are still in it, leave for files."""
    left = datetime(2100, 1, 1, tzinfo=UTC)
    with closing(Store(removal.uri, removal.source.database)) as store:
        assert archive(store, tmp_path / "journal", left, new_id(), most_files=9) > 0
    return left


def test_a_book_whose_old_history_is_in_files_moves_and_still_says_so(
    removal: Removal, old_lines_left: datetime
) -> None:
    progress = {"before": old_lines_left, "through": old_lines_left}
    removal.old.schema.insert_one(
        {"_id": "retention", "by": new_id(), "until": None, "houses": {removal.rest_id: progress}}
    )
    removal.move()
    assert archived_before(removal.new) == old_lines_left
    kept = removal.new.schema.find_one({"_id": "retention"})
    assert kept == {"_id": "retention", "houses": {removal.rest_id: progress}}
    with removal.opened(removal.target) as controller:
        assert controller.check() == []


@pytest.mark.usefixtures("old_lines_left")
def test_a_move_that_is_stopped_after_its_check_leaves_nothing_beside_a_copy(
    removal: Removal,
) -> None:
    steps: list[object] = []
    with pytest.raises(Stopped, match="Nothing was moved"):
        removal.move(say=steps.append, stop=lambda: "Switching over" in steps)
    assert removal.new.schema.count_documents({}) == 0
    removal.reserve(removal.source)
    removal.move()


def test_what_another_program_keeps_beside_a_copy_stays(removal: Removal) -> None:
    theirs = {"_id": "users", "fields": 3}
    removal.new.schema.insert_one(theirs)
    steps: list[object] = []
    with pytest.raises(Stopped, match="Nothing was moved"):
        removal.move(say=steps.append, stop=lambda: "Switching over" in steps)
    assert list(removal.new.schema.find()) == [theirs]
    removal.move()
    assert removal.new.schema.find_one({"_id": "users"}) == theirs
    removal.reserve(removal.target)


def test_a_copy_that_was_finished_elsewhere_while_its_indexes_were_built_stays_as_it_is(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = {"_id": "archive", "before": datetime(2100, 1, 1, tzinfo=UTC)}

    def build_slowly(database: Any) -> None:
        build_indexes(database)
        removal.new.schema.replace_one({"_id": "version"}, {"version": 1})
        removal.new.schema.insert_one(mark)

    monkeypatch.setattr(book_copy, "build_indexes", build_slowly)
    with pytest.raises(CannotStart, match="Another station has ended the move"):
        removal.move()
    assert list(removal.new.schema.find()) == [{"_id": "version", "version": 1}, mark]
    removal.reserve(removal.source)


def test_no_line_leaves_a_book_that_has_moved_on(removal: Removal, tmp_path: Path) -> None:
    removal.move()
    before = removal.contents(removal.old)
    left, folder = datetime(2100, 1, 1, tzinfo=UTC), tmp_path / "journal"
    with closing(Store(removal.uri, removal.source.database)) as store:
        assert archive(store, folder, left, new_id(), most_files=9) == 0
    assert removal.contents(removal.old) == before
    assert not folder.exists()


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
