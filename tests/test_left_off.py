"""What the host was in the middle of is there after a crash, and gone after a good end."""

import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from resv_desktop.domain.slot import Slot
from resv_desktop.left_off import HalfTyped, LeftOff, Work

AT = datetime(2026, 3, 14, 20, tzinfo=UTC)
SLOT = Slot(
    slot_id="s",
    table_id="9",
    capacity=4,
    starts_at=AT,
    ends_at=AT + timedelta(hours=1),
    is_available=True,
)
FORM = HalfTyped(slot=SLOT, wanted=4, size=4, phone="07400 12", name="Wren", note="Nuts")
WORK = Work(
    rest_id="r", on=date(2026, 3, 14), party_size=4, picked=("s", "9", 0), line="4 20", form=FORM
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "left-off.json"


def test_after_a_crash_all_of_it_is_there(path: Path) -> None:
    first = LeftOff(path)
    assert first.begin() is None
    first.keep(WORK)
    left = LeftOff(path).begin()
    assert left is not None
    assert (left.work, left.is_switched_off) == (WORK, False)


def test_after_a_good_end_nothing_is(path: Path) -> None:
    first = LeftOff(path)
    first.begin()
    first.keep(WORK)
    first.end()
    assert list(path.parent.iterdir()) == []
    assert LeftOff(path).begin() is None


def test_only_this_user_can_read_it(path: Path) -> None:
    LeftOff(path).keep(WORK)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_second_crash_before_a_window_was_there_costs_nothing(path: Path) -> None:
    LeftOff(path).keep(WORK)
    LeftOff(path).begin()
    second = LeftOff(path)
    second.begin()
    second.end()  # as well as an end before it
    left = LeftOff(path).begin()
    assert left is not None
    assert left.work == WORK


def test_a_crash_right_after_the_start_is_one(path: Path) -> None:
    LeftOff(path).begin()
    left = LeftOff(path).begin()
    assert left is not None
    assert left.work == Work()


def test_a_computer_that_was_switched_off_is_told_from_a_crash(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    LeftOff(path).keep(WORK)
    later = path.stat().st_mtime + 60
    monkeypatch.setattr(psutil, "boot_time", lambda: later)
    left = LeftOff(path).begin()
    assert left is not None
    assert left.is_switched_off


@pytest.mark.parametrize("rubbish", [b"", b"{", b"[]", b'{"line": 4}', b"\xff\xfe"])
def test_rubbish_is_a_crash_of_which_nothing_is_known(path: Path, rubbish: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(rubbish)
    left = LeftOff(path).begin()
    assert left is not None
    assert left.work == Work()


def test_a_disk_that_takes_nothing_costs_only_the_convenience(path: Path) -> None:
    path.mkdir(parents=True)  # nothing can take its place
    left_off = LeftOff(path)
    assert left_off.begin() is not None
    left_off.keep(WORK)
    left_off.end()
