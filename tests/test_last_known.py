"""What was last known survives a restart, for its own book and for nobody else's eyes."""

import re
import stat
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.last_known import LastKnown, Snapshot

LONDON = ZoneInfo("Europe/London")
URI = "mongodb://name:secret@host1,host2/?replicaSet=rs0"
TODAY = date(2026, 10, 24)
READ_AT = datetime(2026, 10, 24, 18, 0, 12, 345000, tzinfo=UTC)


def _snapshot() -> Snapshot:
    """An evening whose night has two hours from 01:00 on, with a guest from far away."""
    restaurant = Restaurant(
        id="6a0000000000000000000001",
        name="Café „Hafen“",
        phone="+442079460123",
        opening_hours="18:04",
        tables=(Table(id="1", capacity=2), Table(id="Bar", capacity=8)),
        timezone="Europe/London",
        week_hours={"mon": None, "fri": "12:02"},
        closures=(
            Closure(
                from_on=date(2026, 12, 24), to_on=date(2026, 12, 26), hours=None, reason="Holidays"
            ),
        ),
        days_ahead=20,
    )
    hours = restaurant.slots_on(TODAY)
    slots = tuple(
        Slot(
            slot_id=f"6b{number:022d}",
            table_id=table.id,
            capacity=table.capacity,
            starts_at=at.astimezone(LONDON),
            ends_at=(at + LASTS).astimezone(LONDON),
            is_available=number % 2 == 0,
        )
        for number, at in enumerate(hours)
        for table in restaurant.tables
    )
    held = Reservation(
        id="6c0000000000000000000001",
        slot_id=slots[-1].slot_id,
        table_id="Bar",
        starts_at=slots[-1].starts_at,
        reserved_by="+81312345678",
        party_size=None,
        name="渡辺",
        note="nut allergy",
        status="seated",
        rest_id=restaurant.id,
        station="Stand 2",
        created_at=READ_AT - timedelta(hours=3),
    )
    return Snapshot(
        restaurant=restaurant,
        on=TODAY,
        slots=slots,
        reservations=(held,),
        read_at=READ_AT,
    )


def _waiting(snapshot: Snapshot) -> Waiting:
    """A party that waits for the last hour of the evening."""
    last = snapshot.slots[-1]
    return Waiting(
        id="6d0000000000000000000001",
        rest_id=snapshot.restaurant.id,
        slot_id=last.slot_id,
        starts_at=last.starts_at,
        party_size=8,
        phone="+81312345678",
        name="Heron",
        since_at=READ_AT - timedelta(hours=1),
        passed=("Bar",),
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "last-days.json"


@pytest.fixture
def kept(path: Path) -> LastKnown:
    return LastKnown(path, uri=URI, database="resv")


def _reopened(path: Path, uri: str = URI, database: str = "resv") -> list[Snapshot]:
    return LastKnown(path, uri=uri, database=database).days()


def test_a_day_is_the_same_after_a_restart_down_to_the_repeated_hour(
    kept: LastKnown, path: Path
) -> None:
    snapshot = _snapshot()
    kept.keep([snapshot], TODAY)
    (again,) = _reopened(path)
    assert again == snapshot
    assert [s.starts_at.fold for s in again.slots] == [s.starts_at.fold for s in snapshot.slots]
    assert again.slots[0].starts_at.tzinfo is LONDON
    assert len({slot.starts_at.astimezone(UTC) for slot in again.slots}) == 11


def test_a_file_that_does_not_say_when_a_reservation_was_made_is_read(
    kept: LastKnown, path: Path
) -> None:
    snapshot = _snapshot()
    kept.keep([snapshot], TODAY)
    text = path.read_text(encoding="utf-8")
    older = re.sub(',"created_at":"[^"]*"', "", text)
    assert older != text
    path.write_text(older, encoding="utf-8")
    (again,) = _reopened(path)
    (held,) = snapshot.reservations
    assert again == replace(snapshot, reservations=(replace(held, created_at=None),))


def test_who_waits_is_the_same_after_a_restart(kept: LastKnown, path: Path) -> None:
    snapshot = _snapshot()
    for waiting in ((), (_waiting(snapshot),)):
        kept.keep([replace(snapshot, waiting=waiting)], TODAY)
        (again,) = _reopened(path)
        assert again.waiting == waiting
        assert all(entry.starts_at.tzinfo is LONDON for entry in again.waiting or ())


def test_a_file_that_does_not_say_who_waits_is_read(kept: LastKnown, path: Path) -> None:
    kept.keep([replace(_snapshot(), waiting=())], TODAY)
    text = path.read_text(encoding="utf-8")
    older = text.replace(',"waiting":[]', "")
    assert older != text
    path.write_text(older, encoding="utf-8")
    assert _reopened(path) == [_snapshot()]


def test_who_waited_stays_known_where_a_later_state_does_not_say_it(
    kept: LastKnown, path: Path
) -> None:
    snapshot = _snapshot()
    waiting = (_waiting(snapshot),)
    kept.keep([replace(snapshot, waiting=waiting)], TODAY)
    later = replace(snapshot, read_at=READ_AT + timedelta(minutes=1), reservations=())
    kept.keep([later], TODAY)
    assert _reopened(path) == [replace(later, waiting=waiting)]
    kept.keep([replace(later, waiting=())], TODAY)
    assert _reopened(path) == [replace(later, waiting=())]


def test_without_a_file_no_day_is_known(kept: LastKnown) -> None:
    assert kept.days() == []


def test_only_this_user_may_read_it(kept: LastKnown, path: Path) -> None:
    kept.keep([_snapshot()], TODAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("uri", "database", "is_same"),
    [
        ("mongodb://other:word@host1,host2/?replicaSet=rs0", "resv", True),
        ("mongodb://host1,host2/?replicaSet=rs0", "resv", True),
        ("mongodb://name:secret@host3/?replicaSet=rs0", "resv", False),
        (URI, "other", False),
        ("", "resv", False),
    ],
)
def test_days_are_shown_for_their_own_book_only(
    kept: LastKnown, path: Path, uri: str, database: str, is_same: bool
) -> None:
    kept.keep([_snapshot()], TODAY)
    assert bool(_reopened(path, uri, database)) is is_same


def test_the_file_holds_no_credentials(kept: LastKnown, path: Path) -> None:
    kept.keep([_snapshot()], TODAY)
    text = path.read_text(encoding="utf-8")
    assert "secret" not in text
    assert "host1" not in text


def test_an_older_state_never_replaces_a_newer_one(kept: LastKnown, path: Path) -> None:
    newer = _snapshot()
    kept.keep([newer], TODAY)
    kept.keep([replace(newer, read_at=READ_AT - timedelta(seconds=1), reservations=())], TODAY)
    assert _reopened(path) == [newer]


def test_a_state_that_was_read_while_the_clock_was_ahead_is_the_older_one(
    kept: LastKnown, path: Path
) -> None:
    newer = _snapshot()
    ahead = replace(newer, read_at=READ_AT + timedelta(hours=2), reservations=())
    kept.keep([ahead], TODAY, now=ahead.read_at)
    kept.keep([newer], TODAY, now=READ_AT + timedelta(seconds=3))
    assert _reopened(path) == [newer]
    meanwhile = replace(newer, read_at=READ_AT + timedelta(seconds=9))
    kept.keep([meanwhile], TODAY, now=READ_AT + timedelta(seconds=10))
    kept.keep([newer], TODAY, now=READ_AT + timedelta(seconds=3))
    assert _reopened(path) == [meanwhile]


def test_the_running_day_and_the_next_two_are_kept_and_past_ones_are_not(
    kept: LastKnown, path: Path
) -> None:
    days = [replace(_snapshot(), on=TODAY + timedelta(days=n)) for n in (3, 1, -1, 0, 2)]
    kept.keep(days, TODAY)
    assert [day.on for day in _reopened(path)] == [TODAY + timedelta(days=n) for n in (0, 1, 2)]
    kept.keep([], TODAY + timedelta(days=2))
    assert [day.on for day in _reopened(path)] == [TODAY + timedelta(days=2)]


def test_one_restaurant_is_kept_at_a_time(kept: LastKnown, path: Path) -> None:
    kept.keep([_snapshot()], TODAY)
    other = replace(_snapshot().restaurant, id="6a0000000000000000000002")
    theirs = replace(_snapshot(), restaurant=other, on=TODAY + timedelta(days=1))
    kept.keep([theirs], TODAY)
    assert _reopened(path) == [theirs]


@pytest.mark.parametrize("rubbish", ["", "{", "[]", "{}", '{"book": 1}', "\0\xff", "null"])
def test_rubbish_tells_nothing_and_is_replaced(kept: LastKnown, path: Path, rubbish: str) -> None:
    path.parent.mkdir()
    path.write_text(rubbish, encoding="latin-1")
    assert kept.days() == []
    kept.keep([_snapshot()], TODAY)
    assert _reopened(path) == [_snapshot()]


def test_a_zone_that_is_no_longer_known_tells_nothing(kept: LastKnown, path: Path) -> None:
    house = replace(_snapshot().restaurant, timezone="Mars/Olympus")
    kept.keep([replace(_snapshot(), restaurant=house)], TODAY)
    assert _reopened(path) == []


def test_a_folder_that_cannot_be_written_costs_no_more_than_the_file(
    kept: LastKnown, path: Path
) -> None:
    path.parent.write_text("a file where the folder should be")
    kept.keep([_snapshot()], TODAY)
    assert kept.days() == [_snapshot()]
    assert _reopened(path) == []
