"""The station keeps what it reserved: privately, no longer than needed, and never at any cost."""

import stat
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.station_memory import StationMemory

LONDON = ZoneInfo("Europe/London")
NOW = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)


def reservation(number: int = 1, *, hours: int = 2, **facts: object) -> Reservation:
    starts_at = (NOW.replace(minute=0) + timedelta(hours=hours)).astimezone(LONDON)
    usual: dict[str, object] = {
        "id": f"{number:024d}",
        "slot_id": "5" * 24,
        "table_id": "9",
        "starts_at": starts_at,
        "reserved_by": "+447400123456",
        "party_size": 4,
        "name": "Okafor",
        "rest_id": "7" * 24,
        "station": "Stand 1",
    }
    return Reservation(**{**usual, **facts})  # type: ignore[arg-type]  # facts of a test


def test_a_reservation_is_there_again_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state" / "made.json"
    made = reservation()
    StationMemory(path).remember(made)
    again = StationMemory(path).reservations(NOW)
    assert again == [made]
    assert str(again[0].starts_at.tzinfo) == str(LONDON)


def test_when_it_was_made_is_left_to_the_book(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    memory.remember(reservation(created_at=NOW))
    assert memory.reservations(NOW) == [reservation()]


def test_the_second_of_two_equal_hours_stays_the_second(tmp_path: Path) -> None:
    second = datetime(2026, 10, 25, 1, 0, tzinfo=UTC).astimezone(LONDON)
    StationMemory(tmp_path / "m").remember(reservation(starts_at=second))
    (kept,) = StationMemory(tmp_path / "m").reservations(NOW)
    assert kept.starts_at.fold == 1
    assert kept.starts_at.astimezone(UTC) == second.astimezone(UTC)


def test_what_is_forgotten_stays_forgotten(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    memory.remember(reservation(1))
    memory.remember(reservation(2))
    memory.forget(reservation(1).id)
    memory.forget("never heard of")
    assert memory.reservations(NOW) == [reservation(2)]
    assert StationMemory(tmp_path / "m").reservations(NOW) == [reservation(2)]


def test_a_running_hour_is_kept_and_an_ended_one_leaves_the_file(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    memory.remember(reservation(1, hours=0, table_id="running"))
    memory.remember(reservation(2, hours=-1, table_id="ended"))
    assert [r.table_id for r in memory.reservations(NOW)] == ["running"]
    assert "ended" not in (tmp_path / "m").read_text(encoding="utf-8")


def test_they_come_by_time(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    for number, hours in ((1, 5), (2, 3), (3, 4)):
        memory.remember(reservation(number, hours=hours))
    assert [int(r.id) for r in memory.reservations(NOW)] == [2, 3, 1]


def test_no_more_is_kept_than_a_row_shows(tmp_path: Path) -> None:
    StationMemory(tmp_path / "m").remember(reservation(note="Severe nut allergy"))
    assert "allergy" not in (tmp_path / "m").read_text(encoding="utf-8")


@pytest.mark.parametrize("platform", [sys.platform])
def test_only_this_user_can_read_the_file(tmp_path: Path, platform: str) -> None:
    StationMemory(tmp_path / "m").remember(reservation())
    mode = stat.S_IMODE((tmp_path / "m").stat().st_mode)
    assert mode == 0o600 or platform == "win32"


@pytest.mark.parametrize(
    "rubbish",
    [
        b"\xff\xfe",
        b"{",
        b"7",
        b"[7]",
        b'[{"id": 3}]',
        b'[{"id": "1", "slot_id": "2", "table_id": "3", "party_size": "x"}]',
        b'[{"id": "1", "slot_id": "2", "table_id": "", "starts_at": "2026-03-14T20:00:00+00:00"}]',
        b'[{"id":"1","slot_id":"2","table_id":"3","starts_at":"2026-03-14T20:00:00","zone":"UTC"}]',
        b'[{"id":"1","slot_id":"2","table_id":"3","starts_at":"2026-03-14T20:00:00Z","zone":"Q"}]',
    ],
)
def test_a_file_of_rubbish_is_set_aside(tmp_path: Path, rubbish: bytes) -> None:
    (tmp_path / "m").write_bytes(rubbish)
    memory = StationMemory(tmp_path / "m")
    assert memory.reservations(NOW) == []
    assert (tmp_path / "m.broken").read_bytes() == rubbish
    memory.remember(reservation())
    assert StationMemory(tmp_path / "m").reservations(NOW) == [reservation()]


def test_a_folder_that_cannot_be_written_costs_no_reservation(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    memory = StationMemory(tmp_path / "file" / "m")
    memory.remember(reservation())
    assert memory.reservations(NOW) == [reservation()]


def test_a_file_that_cannot_be_read_or_moved_is_let_be(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m.broken").write_text("a folder cannot replace a file", encoding="utf-8")
    assert StationMemory(tmp_path / "m").reservations(NOW) == []


def test_nothing_is_read_before_it_is_asked_for(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    StationMemory(tmp_path / "m").remember(reservation())
    assert memory.reservations(NOW) == [reservation()]


def test_many_threads_at_once_lose_nothing(tmp_path: Path) -> None:
    memory = StationMemory(tmp_path / "m")
    start = threading.Barrier(8)

    def work(first: int) -> None:
        start.wait()
        for number in range(first, first + 5):
            memory.remember(reservation(number))
            memory.reservations(NOW)

    threads = [threading.Thread(target=work, args=(100 * n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(memory.reservations(NOW)) == 40
    assert len(StationMemory(tmp_path / "m").reservations(NOW)) == 40
