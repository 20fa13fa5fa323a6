"""Old lines of the journal go into files: none is ever lost, whatever ends a station meanwhile."""

import gzip
import signal
import stat
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from bson import Decimal128, Int64, ObjectId

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import archive as archiving
from resv_desktop.store.archive import archive, archived_before, read
from resv_desktop.store.documents import new_id, same
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.store.site import Raw

KILLED = Path(__file__).with_name("killed_archiving.py")
CUT = datetime(2025, 3, 1, tzinfo=UTC)
OLD, NEW = CUT - timedelta(days=40), CUT + timedelta(days=3)
Line = dict[str, Any]
_HEAD = 10  # bytes of gzip's own, before what is packed
DAMAGES: list[Callable[[bytes], bytes]] = [
    lambda data: data[:-20],
    lambda data: data[:_HEAD] + b"\xff" + data[_HEAD + 1 :],
    lambda _: gzip.compress(b'{"_id": {"$oid": "x"}}\n'),
]


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def _line(at: datetime, rest_id: object, **more: object) -> Line:
    line = {"_id": ObjectId(), "at": at, "restId": rest_id, "act": "reserve", "station": "Bar"}
    return line | {"before": None, "after": None} | more


def _fill(raw: Raw, count: int = 11) -> list[Line]:
    """Write old lines of two restaurants, with a few of which more in between."""
    one, other = ObjectId(), str(ObjectId())
    lines = [_line(OLD + timedelta(hours=n), one if n % 3 else other) for n in range(count)]
    raw.journal.insert_many([*lines, _line(NEW, one), _line(NEW, other)])
    return lines


def _move(store: Store, folder: Path, *, most_files: int = 100) -> int:
    return archive(store, folder, CUT, new_id(), most_files=most_files)


def _kept(*folders: Path) -> list[Line]:
    return [line for folder in folders for file in sorted(folder.iterdir()) for line in read(file)]


def _ids(lines: list[Line]) -> Counter[object]:
    return Counter(line["_id"] for line in lines)


def _let_go(raw: Raw) -> None:
    """Let the turn of a station that was killed be over, as it is two minutes later."""
    raw.schema.update_one({"_id": "archive"}, {"$set": {"until": OLD}})


def test_old_lines_leave_the_book_for_files_and_stand_there_as_they_were(
    store: Store, raw: Raw, folder: Path
) -> None:
    odd = {"n": Int64(7), "d": Decimal128("1.10"), "e": 2.0, "at": OLD, "שם": "é", "x": [None]}
    old = [*_fill(raw), _line(OLD, None, after=odd)]
    raw.journal.insert_one(old[-1])
    assert _move(store, folder) == len(old)
    kept = {line["_id"]: line for line in _kept(folder)}
    assert len(kept) == len(old)
    assert all(same(kept[line["_id"]], line) for line in old)
    assert [line["at"] for line in raw.journal.find()] == [NEW, NEW]
    assert archived_before(raw) == CUT
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
    assert all(file.name.endswith(".jsonl.gz") for file in folder.iterdir())
    assert _move(store, folder) == 0


@pytest.mark.parametrize("where", ["time", "before", "after"])
def test_what_was_done_with_an_hour_that_began_later_stays(
    store: Store, raw: Raw, folder: Path, where: str
) -> None:
    fact = {where: NEW if where == "time" else {"time": NEW}}
    raw.journal.insert_one(_line(OLD, ObjectId(), **fact))
    assert _move(store, folder) == 0
    assert raw.journal.count_documents({}) == 1


def test_so_many_files_at_a_time_and_the_next_time_goes_on(
    store: Store, raw: Raw, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "LINES_IN_A_FILE", 2)
    lines = _fill(raw)
    assert _move(store, folder, most_files=2) == 4
    _let_go(raw)
    assert _move(store, folder) == len(lines) - 4
    assert _ids(_kept(folder)) == _ids(lines)


def test_a_station_that_is_killed_at_whatever_step_loses_no_line_and_doubles_none(
    mongod: ManagedServer, store: Store, raw: Raw, tmp_path: Path
) -> None:
    lines = _fill(raw)
    step, codes = 0, []
    while 0 not in codes:
        raw.journal.delete_many({})
        raw.journal.insert_many(lines)
        _let_go(raw)
        folder = tmp_path / str(step)
        command = [KILLED, mongod.uri, raw.name, folder, CUT.isoformat(), str(step)]
        codes.append(subprocess.run([sys.executable, *map(str, command)], check=False).returncode)
        whole = [file for file in folder.iterdir() if not file.name.endswith(".part")]
        safe = [line for file in whole for line in read(file)] + list(raw.journal.find())
        assert set(_ids(safe)) == set(_ids(lines)), step
        _let_go(raw)
        _move(store, folder)
        assert _ids(_kept(folder)) == _ids(lines), step
        assert list(raw.journal.find()) == [], step
        step += 5  # of nine for each file: each is met in another one
    assert codes.count(-signal.SIGKILL) == len(codes) - 1 > 3


def test_only_one_station_does_it_at_a_time(
    open_store: Callable[[], Store], raw: Raw, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archiving, "LINES_IN_A_FILE", 2)
    stations = [(open_store(), tmp_path / str(n)) for n in range(4)]
    lines = _fill(raw)
    together = Barrier(len(stations))

    def move(station: tuple[Store, Path]) -> int:
        together.wait()
        return _move(*station)

    with ThreadPoolExecutor(len(stations)) as threads:
        moved = sorted(threads.map(move, stations))
    assert moved == [0, 0, 0, len(lines)]
    assert _ids(_kept(*(folder for _, folder in stations if folder.exists()))) == _ids(lines)


@pytest.mark.parametrize("damage", DAMAGES, ids=["cut off", "altered", "of another kind"])
def test_a_file_that_is_damaged_before_its_lines_have_left_costs_none_of_them(
    store: Store,
    raw: Raw,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    damage: Callable[[bytes], bytes],
) -> None:
    lines = _fill(raw)
    with monkeypatch.context() as patch:
        patch.setattr(archiving, "_leave", lambda *_: 0)
        _move(store, folder, most_files=1)
    (leaving,) = folder.iterdir()
    leaving.write_bytes(damage(leaving.read_bytes()))
    _let_go(raw)
    assert _move(store, folder) == len(lines)
    (damaged,) = folder.glob("*.damaged")
    damaged.unlink()
    assert _ids(_kept(folder)) == _ids(lines)


def test_what_cannot_be_written_stays_in_the_book(store: Store, raw: Raw, folder: Path) -> None:
    lines = _fill(raw)
    folder.write_text("in the way")
    with pytest.raises(CannotStart, match="they stay in the book"):
        _move(store, folder)
    assert raw.journal.count_documents({}) == len(lines) + 2


def test_a_file_is_never_written_over(store: Store, raw: Raw, folder: Path) -> None:
    lines = _fill(raw)
    _move(store, folder)
    raw.journal.insert_many(lines[:4])  # a backup was restored
    _let_go(raw)
    assert _move(store, folder) == 4
    assert set(_ids(_kept(folder))) == set(_ids(lines))
    assert len(_kept(folder)) == len(lines) + 4
