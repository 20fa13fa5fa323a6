"""A move that is cut short, by a kill, by silence or for good, leaves the book in one place."""

import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pymongo
import pytest
from bson import ObjectId

from resv_desktop.domain.errors import BookMoved, CannotStart, Outage
from resv_desktop.relocation import Whereabouts
from resv_desktop.store import held
from resv_desktop.store.documents import new_id
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.removal import Removal, removal
from tests.store.guest import guest_of

YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
_ = (removal,)


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


def test_an_abandoned_move_waits_for_a_station_that_may_end_it(
    removal: Removal, mongod: ManagedServer
) -> None:
    store = Store(removal.uri, removal.source.database)
    held.close(store.database, new_id(), "Stand 2", held.Place("h", "d"))
    store.close()
    removal.old.schema.update_one(
        {"_id": "version"}, [{"$set": {"held.until": {"$subtract": ["$$NOW", 1]}}}]
    )
    with guest_of(mongod, removal.source.database) as uri:
        mine = Whereabouts(uri, removal.source.database)
        with pytest.raises(CannotStart, match=r"Stand 2 began to move .* database's owner"):
            removal.reserve(mine)
        removal.reserve(removal.source)
        removal.reserve(mine)


def test_a_move_that_was_abandoned_before_anything_was_shut_is_ended_by_any_station(
    removal: Removal, mongod: ManagedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(removal.uri, removal.source.database)
    with monkeypatch.context() as killed:
        killed.setattr(held, "_rule", _without_answer(lambda *_: None))
        with pytest.raises(pymongo.errors.AutoReconnect):
            held.close(store.database, new_id(), "Stand 2", held.Place("h", "d"))
    store.close()
    removal.old.schema.update_one(
        {"_id": "version"}, [{"$set": {"held.until": {"$subtract": ["$$NOW", 1]}}}]
    )
    with guest_of(mongod, removal.source.database) as uri:
        removal.reserve(Whereabouts(uri, removal.source.database))


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


def test_a_switch_that_arrives_late_is_not_told_to_be_a_book_that_stayed(
    removal: Removal, monkeypatch: pytest.MonkeyPatch
) -> None:
    switch, reopen = held.switch, held.reopen

    def be_lost(*_: object) -> bool:
        raise pymongo.errors.AutoReconnect("the line is cut")

    def arrive_first(database: Any, move: Any) -> bool:
        assert switch(database, move)
        return reopen(database, move)

    with monkeypatch.context() as slow:
        slow.setattr(held, "switch", be_lost)
        slow.setattr(held, "reopen", arrive_first)
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


def test_a_station_that_can_remember_nothing_begins_no_move(removal: Removal) -> None:
    config = removal.folders.config
    (config / "move.json").mkdir()
    with pytest.raises(CannotStart, match=f"can keep nothing in {config} .*was not moved"):
        removal.move()
    (config / "move.json").rmdir()
    assert held.read(removal.old) is held.read(removal.new) is None
    removal.reserve(removal.source)


def test_a_book_that_has_moved_is_said_to_have_also_where_that_cannot_be_remembered(
    removal: Removal,
) -> None:
    def fill(words: str) -> None:
        if words == "Switching over":
            (removal.folders.config / "move.json").unlink()
            (removal.folders.config / "move.json").mkdir()

    removal.move(say=fill)
    removal.reserve(removal.target)


def _without_answer(act: Callable[..., object]) -> Callable[..., object]:
    def done(*args: object, **how: object) -> object:
        act(*args, **how)
        raise pymongo.errors.AutoReconnect("the line is cut")

    return done
