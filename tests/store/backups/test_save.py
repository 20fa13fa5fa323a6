"""A backup is the book at one instant, every byte of it, and comes back as it was."""

import datetime
import os
import stat
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pymongo
import pytest
from bson import Binary, Decimal128, Int64, MaxKey, MinKey, ObjectId, Regex, Timestamp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pymongo.client_session import ClientSession
from pymongo.errors import OperationFailure

from resv_desktop.domain.errors import BackupNotMade, Outage
from resv_desktop.store.backups.file_format import COLLECTIONS
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.restore import restore_book
from resv_desktop.store.backups.save import TOO_OLD, save_book
from resv_desktop.store.backups.seal import Seal
from resv_desktop.store.backups.write_file import UNFINISHED
from resv_desktop.store.check import find_faults
from resv_desktop.store.documents import SCHEMA, SCHEMA_VERSION
from resv_desktop.store.layout import missing_indexes, prepare, weak_validators
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.store import Store
from tests.own_mongod import own_mongod
from tests.store.backups.conftest import Restore
from tests.store.corruptions import Scene
from tests.store.site import Raw

PASSPHRASE = "a table by the window"


def _bytes(answer: Any) -> bytes:
    return bytes(answer)  # what is said to be a document


def stored(raw: Raw) -> dict[str, list[bytes]]:
    """Return every document of the book, byte by byte; that of its layout apart."""
    answers = {name: raw[name].find_raw_batches({}, sort=[("_id", 1)]) for name in VALIDATORS}
    return {name: [_bytes(answer) for answer in found] for name, found in answers.items()}


def test_what_the_file_has_may_be_the_contract_and_nothing_else() -> None:
    assert set(COLLECTIONS) == {*VALIDATORS, SCHEMA}


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_book_comes_back_as_it_was(
    scene: Scene, raw: Raw, path: Path, restore: Restore, passphrase: str
) -> None:
    scene.controller.beat(1)  # a sign of life is no part of the book
    raw.reservations.insert_one(scene.reserved(menu={"soup": ["leek", 4.5]}, reservedBy="020x"))
    raw.slots.update_one({"_id": scene.slot_id}, {"$set": {"tables.1.isAvailable": False}})
    facts = save_book(scene.store, path, passphrase=passphrase)
    assert facts.counts["reservations"] == 2
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (b"07400" in path.read_bytes()) is False
    before = stored(raw)
    back = restore(path, passphrase)
    assert stored(back) == before == stored(raw)
    assert missing_indexes(back) == weak_validators(back) == []
    assert set(back.list_collection_names()) == {*VALIDATORS, SCHEMA}
    store = Store(scene.store._uri, back.name)
    prepare(store)
    assert (store.repaired, store.unbuilt_indexes) == ((), ())
    assert find_faults(store) == []
    store.close()


_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(2**31), 2**31 - 1)
    | st.integers(-(2**63), 2**63 - 1).map(Int64)
    | st.floats()
    | st.text(max_size=20)
    | st.binary(max_size=20)
    | st.binary(min_size=16, max_size=16).map(lambda b: Binary(b, 4))
    | st.binary(min_size=12, max_size=12).map(ObjectId)
    | st.datetimes(timezones=st.just(datetime.UTC))
    | st.just(Decimal128("19.90"))
    | st.builds(Timestamp, st.integers(1, 2**31), st.integers(1, 100))
    | st.sampled_from([MinKey(), MaxKey(), Regex("^x", "i")])
)
_NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
_DOCUMENTS = st.recursive(
    st.dictionaries(_NAMES, _LEAVES, max_size=5),
    lambda inner: st.dictionaries(_NAMES, inner | st.lists(inner, max_size=3), max_size=4),
    max_leaves=20,
)


@given(st.lists(_DOCUMENTS, min_size=1, max_size=40), st.sampled_from(list(VALIDATORS)))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_another_program_wrote_comes_back_byte_for_byte(
    mongod: ManagedServer, tmp_path: Path, documents: list[dict[str, Any]], name: str
) -> None:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri)
    names = [f"test_{uuid4().hex}" for _ in range(2)]
    path = tmp_path / names[0]
    stores = [Store(mongod.uri, each) for each in names]
    try:
        client[names[0]].schema.insert_one({"_id": "version", "version": SCHEMA_VERSION})
        client[names[0]][name].insert_many(
            {"_id": n, "slotId": n, "restId": n, "foreign": document}
            for n, document in enumerate(documents)
        )
        save_book(stores[0], path)
        with BackupFile(path) as file:
            restore_book(stores[1], file)
        assert stored(client[names[1]]) == stored(client[names[0]])
    finally:
        for store in stores:
            store.close()
        for each in names:
            client.drop_database(each)
        client.close()


def test_all_of_it_is_of_one_instant_although_stations_go_on(
    scene: Scene, raw: Raw, path: Path, restore: Restore
) -> None:
    before = stored(raw)
    told: list[tuple[int, int]] = []

    def reserve_meanwhile(done: int, total: int) -> None:
        if not told:  # the restaurants are read, everything else is not
            scene.controller.reserve(scene.free.slot_id, "2", "07400 123457", 4)
            scene.controller.cancel(scene.reservation.id)
        told.append((done, total))

    facts = save_book(scene.store, path, progress=reserve_meanwhile)
    assert told[-1] == (facts.documents, facts.documents)
    assert stored(raw) != before
    assert stored(restore(path)) == before


def test_a_backup_that_is_stopped_leaves_nothing(scene: Scene, path: Path) -> None:
    with pytest.raises(BackupNotMade, match="stopped"):
        save_book(scene.store, path, stop=lambda: True)
    assert list(path.parent.iterdir()) == []


def test_a_file_is_only_overwritten_when_told_so(scene: Scene, path: Path) -> None:
    path.write_text("a shopping list")
    with pytest.raises(BackupNotMade, match="already"):
        save_book(scene.store, path)
    assert path.read_text() == "a shopping list"
    save_book(scene.store, path, overwrite=True)
    with BackupFile(path) as file:
        file.verify()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_link_stays_one_and_what_is_no_file_is_not_overwritten(
    scene: Scene, path: Path, tmp_path: Path
) -> None:
    target, pipe = tmp_path / "disk" / "book", tmp_path / "pipe"
    path.symlink_to(target)
    save_book(scene.store, path, overwrite=True)
    assert path.readlink() == target
    with BackupFile(target) as file:
        file.verify()
    os.mkfifo(pipe)
    with pytest.raises(BackupNotMade, match=f"{pipe} is no regular file"):
        save_book(scene.store, pipe, overwrite=True)
    assert pipe.is_fifo()


def test_a_file_that_came_meanwhile_is_not_overwritten(scene: Scene, path: Path) -> None:
    with pytest.raises(BackupNotMade, match="already"):
        save_book(scene.store, path, progress=lambda *_: path.touch())
    assert path.read_bytes() == b""
    assert list(path.parent.glob(f".*{UNFINISHED}")) == []


def test_what_a_killed_backup_left_beside_goes_with_the_next_one(scene: Scene, path: Path) -> None:
    left = [path.with_name(f".{name}.0a1_b2c3{UNFINISHED}") for name in ("other", "empty")]
    left[0].write_bytes(b"resv-desktop backup 1\n{")
    left[1].touch()
    new, foreign = (path.with_name(f".{name}.abcdefgh{UNFINISHED}") for name in ("new", "foreign"))
    new.write_bytes(b"resv-desktop backup 1\n{")
    foreign.write_bytes(b"of another program")
    for each in (*left, foreign):
        os.utime(each, (0, 0))
    save_book(scene.store, path)
    assert [each.exists() for each in (*left, new, foreign)] == [False, False, True, True]


def test_a_passphrase_whose_letters_a_keyboard_took_apart_is_put_together(
    scene: Scene, path: Path
) -> None:
    save_book(scene.store, path, passphrase="Zoe\u0308")
    with BackupFile(path) as file:
        file._seal = Seal("Zo\u00eb", file.facts.sealed or {}).bound_to(file._lines)
        file.verify()


def test_a_folder_that_cannot_be_written_to_is_said(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BackupNotMade, match="could not be saved in"):
        save_book(scene.store, tmp_path / "file" / "book")


def test_a_silent_database_is_an_outage_and_leaves_no_file(tmp_path: Path) -> None:
    store = Store("mongodb://127.0.0.1:9/", "resv", patience_s=0.2)
    with pytest.raises(Outage):
        save_book(store, tmp_path / "book")
    store.close()
    assert list(tmp_path.iterdir()) == []


def test_a_book_whose_instant_is_forgotten_is_said_and_leaves_no_file(home: Path) -> None:
    with own_mongod(home) as server:
        store = Store(server.uri, "resv")
        prepare(store)
        raw = server.client["resv"]
        raw.restaurants.insert_one({"name": "Harbour House"})
        with server.client.start_session(snapshot=True) as session:
            raw.restaurants.find_one({}, session=session)

            def forget(*_: int) -> None:
                name = "minSnapshotHistoryWindowInSeconds"
                server.client.admin.command({"setParameter": 1, name: 0})
                with pytest.raises(OperationFailure) as told:
                    _write_until_it_fails(raw, session)
                assert told.value.code == TOO_OLD

            with pytest.raises(BackupNotMade, match="minSnapshotHistoryWindowInSeconds"):
                save_book(store, home / "saved" / "book", progress=forget)
        store.close()
    assert list((home / "saved").iterdir()) == []


def _write_until_it_fails(raw: Raw, session: ClientSession) -> None:
    while True:
        raw.menu.insert_one({})
        raw.slots.find_one({}, session=session)


def test_a_long_book_takes_no_more_memory_than_a_short_one(
    scene: Scene,
    raw: Raw,
    empty: Raw,
    tmp_path: Path,
    restore: Restore,
    record_property: Callable[[str, object], None],
) -> None:
    line = {"act": "reserve", "station": "Bar", "at": scene.at, "after": {"note": "x" * 800}}

    def peak(work: Callable[[], object]) -> int:
        tracemalloc.start()
        try:
            work()
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def peaks(name: str) -> tuple[int, int]:
        path = tmp_path / name
        saving, restoring = peak(lambda: save_book(scene.store, path)), peak(lambda: restore(path))
        raw.client.drop_database(empty.name)
        return saving, restoring

    raw.journal.insert_many([{"_id": ObjectId()} | line for _ in range(2_000)])
    peaks("first")  # what is loaded by the first of all is counted no further
    short = peaks("short")
    raw.journal.insert_many([{"_id": ObjectId()} | line for _ in range(8_000)])
    long = peaks("long")
    record_property(
        "measured", f"backup and restore, 2,000 and 10,000 lines: {short}, {long} bytes"
    )
    assert all(later < earlier * 1.3 for later, earlier in zip(long, short, strict=True))
