"""Before anything is written each row is told what would become of it, and why."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import AlreadyReserved, ReservationNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.exchange.columns import columns_of
from resv_desktop.exchange.dry_run import Outcome, dry_run
from resv_desktop.exchange.importing import import_rows
from resv_desktop.exchange.table_in import table_of
from resv_desktop.exchange.wishes import columns_in, order_in, read_wishes
from tests.controller.conftest import Clock, Raw, write_elsewhere

Look = Callable[..., list[Outcome]]
HEADS = "Date,Time,Guests,Phone,Name,Table,Notes,Allergies,Status\n"


@pytest.fixture
def look(controller: Controller, house: Restaurant) -> Look:
    """Look at rows of a file: look("14.3.2026,19:00,4,07400 123456", ...)."""

    def look_at(
        *rows: str, heads: str = HEADS, at: Restaurant = house, **more: Any
    ) -> list[Outcome]:
        table = table_of((heads + "\n".join(rows)).encode(), "a.csv")
        columns = columns_in(table)
        wishes = read_wishes(table, columns, at, order_in(table, columns))
        assert wishes is not None
        found = dry_run(controller, at, wishes, **more)
        assert found is not None
        return found

    return look_at


def test_a_row_without_a_table_gets_the_best_fit_after_those_that_name_theirs(look: Look) -> None:
    found = look(
        "14.3.2026,19:00,2,07400 123401,Okafor",
        "14.3.2026,19:00,2,07400 123402,Dahl",
        "14.3.2026,19:00,2,07400 123403,Cohen,1",
        "14.3.2026,20:00,5,07400 123404,Wren",
    )
    assert [outcome.state for outcome in found] == ["would"] * 4
    assert [outcome.table_id for outcome in found] == ["2", "3", "1", "5"]


def test_nothing_is_written(look: Look, raw: Raw) -> None:
    before = [list(raw[name].find()) for name in ("slots", "reservations", "journal")]
    look("14.3.2026,19:00,2,07400 123401")
    assert [list(raw[name].find()) for name in ("slots", "reservations", "journal")] == before


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("14.3.2026,19:00,2,", "The row has no phone number."),
        ("14.3.2026,19:00,2,07400 12345x", '"07400 12345x" has a letter in it.'),
        ("14.3.2026,19:00,9,07400 123456", "A party is 1 to 8 guests; 9 is not possible."),
        ("14.3.2026,19:00,many,07400 123456", "A party is 1 to 8 guests; many is not possible."),
        ("14.3.2026,19:00,,07400 123456", "The row does not say how many guests come."),
        ("14.3.2026,19:00,2,07400 123456," + "x" * 501, "The name has at most 500 letters"),
        ("14.3.2026,,2,07400 123456", "The row says no hour."),
        (",19:00,2,07400 123456", "The row says no day."),
        ("soon,19:00,2,07400 123456", '"soon" is no day that can be read.'),
        ("31.12.9999,19:00,2,07400 123456", '"31.12.9999" is no day that can be read.'),
        ("14.3.2026,19:30,2,07400 123456", '"19:30" is no full hour.'),
        ("9.3.2026,19:00,2,07400 123456", "19:00 on Mon 9 March is over."),
        ("14.3.2025,19:00,2,07400 123456", "19:00 on 2025-03-14 is over."),
        ("9.3.2027,19:00,2,07400 123456", "2027-03-09 is too far ahead: Tue 17 March is the last"),
        ("14.3.2026,03:00,2,07400 123456", "Harbour House is not open at 03:00 on Sat 14 March."),
        ("1.4.2026,19:00,2,07400 123456", "Wed 1 April is too far ahead: Tue 17 March is the last"),
        ("14.3.2026,19:00,2,07400 123456,,99", "There is no table 99 at 19:00 on Sat 14 March."),
        ("14.3.2026,19:00,3,07400 123456,,1", "Table 1 at 19:00 seats 2. A party of 3 needs"),
        ("14.3.2026,19:00,2,07400 999999,,4", "Table 4 at 19:00 on Sat 14 March is already taken."),
        ("14.3.2026,19:00,2,07400 123450", "07400 123450 already holds table 4 at 19:00"),
        ("14.3.2026,19:00,2,07400 123456,,,,,No-show", 'The file says "No-show"'),
        ("14.3.2026,19:00,2,07400 123456,,,,,Storniert", 'The file says "Storniert"'),
    ],
)
def test_every_reason_for_which_a_row_is_refused_is_said(
    look: Look, controller: Controller, slot: Callable[..., Slot], row: str, why: str
) -> None:
    taken = slot("4")
    controller.reserve(taken.slot_id, "4", "07400 123450", 2)
    (outcome,) = look(row)
    assert outcome.state == "refused"
    assert str(outcome.why).startswith(why)


@pytest.mark.parametrize(
    "status",
    [
        *("Rejected", "Wait list", "Deleted", "Abgelehnt", "Warteliste", "Nicht gekommen"),
        *("Refusée", "Rejetée", "Liste d'attente", "נדחתה", "רשימת המתנה"),
    ],
)
def test_who_was_turned_down_or_only_waits_is_not_given_a_table(look: Look, status: str) -> None:
    (outcome,) = look(f"14.3.2026,19:00,2,07400 123456,,,,,{status}")
    assert str(outcome.why) == f'The file says "{status}", so nothing is reserved.'


@pytest.mark.parametrize("status", ["Confirmed", "Pending", "Seated", "Bestätigt", "בהמתנה לאישור"])
def test_who_is_expected_is_given_a_table_whatever_the_status_is_called(
    look: Look, status: str
) -> None:
    (outcome,) = look(f"14.3.2026,19:00,2,07400 123456,,,,,{status}")
    assert outcome.state == "would"


def test_rows_that_stand_in_each_others_way_name_each_other(look: Look) -> None:
    found = look(
        "14.3.2026,19:00,2,07400 123401,Okafor,1",
        "14.3.2026,19:00,2,07400 123402,Dahl,1",
        "14.3.2026,19:00,2,+44 7400 123401,Okafor",
        "14.3.2026,19:00,8,07400 123403",
        "14.3.2026,19:00,8,07400 123404",
    )
    assert [outcome.state for outcome in found] == [
        "would",
        "refused",
        "refused",
        "would",
        "refused",
    ]
    assert [str(outcome.why) for outcome in found if outcome.why] == [
        "Row 2 takes table 1 at 19:00 on Sat 14 March.",
        "Row 2 is for the same number at 19:00 on Sat 14 March. A second table is reserved only on "
        "purpose.",
        "No table is free for a party of 8 at 19:00 on Sat 14 March.",
    ]


def test_a_second_table_is_let_through_on_purpose(look: Look) -> None:
    rows = ("14.3.2026,19:00,2,07400 123401", "14.3.2026,19:00,2,07400 123401")
    found = look(*rows, second_table=True)
    assert [(outcome.state, outcome.table_id) for outcome in found] == [
        ("would", "1"),
        ("would", "2"),
    ]
    assert found[0].reservation_id != found[1].reservation_id


@pytest.mark.parametrize("stored", ["tel 07400 123456", "07400 123456 x", "+44 (0)7400 123456"])
def test_a_number_that_another_program_wrote_its_own_way_is_seen_as_by_the_import(
    look: Look, controller: Controller, slot: Callable[..., Slot], raw: Raw, stored: str
) -> None:
    write_elsewhere(raw, slot("4"), reservedBy=stored)
    (row, later) = look("14.3.2026,19:00,2,07400 123456", "14.3.2026,20:00,2,07400 123456")
    assert (row.state, later.state) == ("refused", "would")
    assert "07400 123456 already holds table 4 at 19:00" in str(row.why)
    with pytest.raises(AlreadyReserved):
        controller.reserve(slot("1").slot_id, "1", "07400 123456", 2)


def test_what_was_assumed_of_a_repeated_hour_is_said(
    look: Look, make_house: Callable[..., Restaurant], clock: Clock
) -> None:
    clock.now = datetime.fromisoformat("2026-10-20T09:00+00:00")
    late = make_house(name="Late House", opening_hours="18:04")
    (outcome,) = look("25.10.2026,01:00,2,07400 123456", at=late)
    assert outcome.state == "would"
    assert "01:00 comes twice on Sun 25 October" in str(outcome.why)


def test_an_allergy_that_is_named_is_marked_and_noted(look: Look) -> None:
    found = look(
        "14.3.2026,19:00,2,07400 123401,,,Window,Nuts",
        "14.3.2026,19:00,2,07400 123402,,,Window,Nein",
        "14.3.2026,19:00,2,07400 123403,,,,yes",
        "14.3.2026,20:00,2,07400 123404,,,Window,N/A",
        "14.3.2026,20:00,2,07400 123405,,,,No allergies.",
    )
    wishes = [outcome.wish for outcome in found]
    assert [(wish.allergy, wish.note) for wish in wishes if wish] == [
        (True, "Window Nuts"),
        (False, "Window"),
        (True, ""),
        (False, "Window"),
        (False, ""),
    ]


def test_a_row_has_the_same_id_however_its_file_is_sorted_and_saved(look: Look) -> None:
    first = look("14.3.2026,19:00,2,07400 123401,Okafor", "14.3.2026,20:00,4,07400 123402,Dahl")
    again = look(
        "2026-03-14;8 pm;4;+44 7400 123402;Dahl",
        "14/03/2026;19.00;2;07400-123401;Okafor",
        heads=HEADS.replace(",", ";"),
    )
    assert [each.reservation_id for each in first] == [each.reservation_id for each in again[::-1]]


def test_what_an_earlier_import_did_is_not_done_again_and_what_was_cancelled_stays_so(
    look: Look, controller: Controller, house: Restaurant
) -> None:
    rows = ("14.3.2026,19:00,2,07400 123401", "14.3.2026,20:00,2,07400 123402")
    done = import_rows(controller, house, look(*rows)).outcomes
    controller.cancel(done[1].reservation_id)
    again = look(*rows)
    assert [outcome.state for outcome in again] == ["there", "refused"]
    assert str(again[0].why) == "It is in the book already: table 1 at 19:00 on Sat 14 March."
    assert "was cancelled at Stand 1" in str(again[1].why)


class Slow(Controller):
    """A station that has asked what is in the book when another one imports the same file."""

    meanwhile: Callable[[], object]

    def used(
        self, rest_id: str, ids: Collection[str]
    ) -> dict[str, Reservation | ReservationNotFound]:
        found = super().used(rest_id, ids)
        self.meanwhile()
        return found


@pytest.mark.parametrize("table", ["", "1"])
def test_what_another_station_imports_meanwhile_is_in_the_book_already(
    look: Look,
    controller: Controller,
    house: Restaurant,
    open_station: Callable[..., Controller],
    clock: Clock,
    table: str,
) -> None:
    row = f"14.3.2026,19:00,2,07400 123401,Heron,{table}"
    slow = Slow(open_station("Bar")._house.store, station="Bar", clock=clock)
    slow.meanwhile = lambda: import_rows(controller, house, look(row))
    read = table_of((HEADS + row).encode(), "a.csv")
    wishes = read_wishes(read, columns_in(read), house, "day")
    assert wishes is not None
    (outcome,) = dry_run(slow, house, wishes) or []
    assert outcome.state == "there"
    assert str(outcome.why) == "It is in the book already: table 1 at 19:00 on Sat 14 March."


def test_a_party_that_no_table_of_the_house_seats_is_told_so_at_any_hour(
    look: Look, make_house: Callable[..., Restaurant]
) -> None:
    small = make_house((2, 4), name="Small House")
    (outcome,) = look("14.3.2026,19:00,5,07400 123401", at=small)
    assert str(outcome.why) == "No table of Small House seats a party of 5."


def test_the_ids_of_another_house_are_not_taken_for_this_one(
    look: Look, controller: Controller, house: Restaurant, make_house: Callable[..., Restaurant]
) -> None:
    done = import_rows(controller, house, look("14.3.2026,19:00,2,07400 123401")).outcomes
    row = f"{done[0].reservation_id},14.3.2026,19:00,2,07400 123401"
    other = make_house(name="Mill House")
    (outcome,) = look(row, heads="id,Date,Time,Guests,Phone\n", at=other)
    assert outcome.state == "would"
    assert outcome.reservation_id != done[0].reservation_id
    (here,) = look(row, heads="id,Date,Time,Guests,Phone\n")
    assert here.state == "there"


def test_it_can_be_stopped_and_says_how_far_it_is(
    controller: Controller, house: Restaurant, look: Look
) -> None:
    days = [f"{10 + n}.3.2026,19:00,2,07400 12340{n}" for n in range(5)]
    told: list[tuple[int, int]] = []
    look(*days, progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(5)]
    wishes = read_wishes(
        table_of((HEADS + days[0]).encode(), "a"),
        columns_of(HEADS.strip().split(",")),
        house,
        "day",
    )
    assert wishes is not None
    assert dry_run(controller, house, wishes, stop=lambda: True) is None
