"""Each line of the journal is one sentence that a host understands."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from resv_desktop.domain.journal import Line
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.history.history_words import Telling
from tests.qt.days import day

FRIDAY, SATURDAY = date(2026, 3, 13), date(2026, 3, 14)
AT = datetime(2026, 3, 14, 20, tzinfo=UTC)
HERON = Reservation(
    id="1",
    slot_id="s20",
    table_id="4",
    starts_at=AT,
    reserved_by="+447400123456",
    party_size=4,
    name="Heron",
    note="by the window",
)
ARRIVED = replace(HERON, status="arrived")
MOVED = replace(HERON, table_id="9")
LATER = replace(HERON, table_id="9", slot_id="s21", starts_at=AT + timedelta(hours=1))
WAITING = replace(HERON, table_id="")


@pytest.fixture
def telling() -> Telling:
    return Telling(day().restaurant, SATURDAY, SATURDAY)


def line(act: str, before: Reservation | None, after: Reservation | None, **more: object) -> Line:
    known = {"id": "a", "at": AT, "station": "Stand 2", "host": "AB"}
    return Line(act=act, before=before, after=after, **(known | more))  # type: ignore[arg-type]  # as a Line has them


@pytest.mark.parametrize(
    ("act", "before", "after", "says"),
    [
        ("reserve", None, HERON, "reserved table 4 at 20:00 for Heron, party of 4"),
        (
            "walk_in",
            None,
            HERON,
            "seated Heron, party of 4, without a reservation: table 4 at 20:00",
        ),
        ("status", HERON, ARRIVED, "marked Heron, party of 4, table 4 at 20:00, as arrived"),
        ("status", ARRIVED, HERON, "marked Heron, party of 4, table 4 at 20:00, as reserved"),
        ("move", HERON, MOVED, "moved Heron, party of 4, from table 4 to table 9 at 20:00"),
        (
            *("move", HERON, LATER),
            "moved Heron, party of 4, from table 4 at 20:00 to table 9 at 21:00",
        ),
        (
            *("edit", HERON, replace(HERON, name="Egret", party_size=3, allergy=True)),
            "changed the name, the party size and the allergy of Egret, party of 3, "
            "table 4 at 20:00",
        ),
        (
            *("cancel", HERON, None),
            "cancelled the reservation of Heron, party of 4, for table 4 at 20:00",
        ),
        ("no_show", HERON, None, "marked Heron, party of 4, table 4 at 20:00, as a no-show"),
        ("release", HERON, None, "released table 4 at 20:00 early: Heron, party of 4, had left"),
        (
            "undo",
            None,
            HERON,
            "brought back the reservation of Heron, party of 4, for table 4 at 20:00",
        ),
        (
            "undo",
            HERON,
            None,
            "undid the reservation of Heron, party of 4, for table 4 at 20:00",
        ),
        ("undo", MOVED, HERON, "moved Heron, party of 4, back from table 9 to table 4 at 20:00"),
        ("undo", ARRIVED, HERON, "marked Heron, party of 4, table 4 at 20:00, as reserved again"),
        (
            *("undo", HERON, replace(HERON, note="")),
            "changed the note of Heron, party of 4, table 4 at 20:00, back",
        ),
        ("wait", None, WAITING, "put Heron, party of 4 on the waitlist of 20:00"),
        ("unwait", WAITING, None, "took Heron, party of 4 off the waitlist of 20:00"),
        ("undo", WAITING, None, "took Heron, party of 4 off the waitlist of 20:00 again"),
        ("undo", None, WAITING, "put Heron, party of 4 on the waitlist of 20:00 again"),
        ("add_tables", None, None, "added tables"),
        (
            *("edit_restaurant", None, None),
            "changed the restaurant: its name, hours, closures or tables",
        ),
        ("set_pin", None, None, "set the manager's PIN, or switched it off"),
        ("repair", None, None, "changed the book"),
    ],
)
def test_each_act_is_said_in_one_sentence(
    telling: Telling, act: str, before: Reservation | None, after: Reservation | None, says: str
) -> None:
    assert telling.sentence(line(act, before, after)) == f"AB at Stand 2 {says}"


def test_what_another_program_left_out_is_said_to_be_unknown(telling: Telling) -> None:
    bare = replace(HERON, name="", party_size=None, reserved_by="")
    told = telling.sentence(line("cancel", bare, None, station="", host=""))
    assert told == (
        "Another program cancelled the reservation of a guest without a name, for table 4 at 20:00"
    )
    told = telling.sentence(line("cancel", replace(bare, reserved_by="+447400123456"), None))
    assert "of 07400 123456, for" in told


def test_a_flag_that_was_put_right_names_its_table(telling: Telling) -> None:
    told = telling.sentence(line("repair", None, None, host="", table_id="4", starts_at=AT))
    assert told == "Stand 2 put the book right for table 4 at 20:00"


def test_another_evening_is_named_and_hours_past_midnight_are_of_this_one(
    telling: Telling,
) -> None:
    assert telling.place(replace(HERON, starts_at=AT - timedelta(days=1))) == (
        "table 4 at 20:00 on Fri 13 March"
    )
    assert telling.when(AT) == "20:00"
    assert telling.when(AT - timedelta(days=1)) == "Fri 13 March, 20:00"
    assert telling.when(AT - timedelta(days=365)) == "Friday 14 March 2025, 20:00"
    assert telling.undone(line("undo", HERON, None)) == "Undone 20:00 by AB at Stand 2"


def test_before_and_after_say_what_differs_or_all_there_is(telling: Telling) -> None:
    changed = replace(HERON, note="", allergy=True)
    assert telling.side(HERON, changed) == "no allergy, note: by the window"
    assert telling.side(changed, HERON) == "allergy, no note"
    assert telling.side(HERON, HERON) == "The same"
    assert telling.side(None, HERON) == "Not in the book"
    assert telling.side(HERON, None) == (
        "Table 4, Sat 14 March, 20:00, Heron, 07400 123456, party of 4, reserved, "
        "note: by the window"
    )
