"""A CSV file that a spreadsheet opens and nobody's formula runs in."""

import csv
import io
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.exchange.cells import SEMICOLON, plain, safe, written
from resv_desktop.exchange.csv_file import COLUMNS, csv_of
from tests.exchange.houses import held, house

LONDON = ZoneInfo("Europe/London")


def rows(data: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=delimiter))


def test_a_row_says_all_of_a_reservation() -> None:
    past_midnight = datetime(2026, 3, 15, 1, tzinfo=LONDON)
    data = csv_of(house(hours="18:02"), [held(past_midnight, note='A "big" one, maybe')])
    (row,) = rows(data)
    assert tuple(row) == COLUMNS
    assert row == {
        "id": "65f0000000000000000000a1",
        "business_day": "2026-03-14",
        "date": "2026-03-15",
        "time": "01:00",
        "starts_at": "2026-03-15T01:00+00:00",
        "zone": "Europe/London",
        "table": "2",
        "party_size": "4",
        "name": "Cohen",
        "phone": "'+447400123456",
        "note": 'A "big" one, maybe',
        "allergy": "",
        "status": "booked",
        "station": "",
        "made_at": "2026-03-01T09:30:05+00:00",
    }


def test_the_two_showings_of_a_repeated_hour_differ() -> None:
    first = datetime(2026, 10, 25, 1, tzinfo=LONDON)
    both = rows(
        csv_of(house(hours="18:04"), [held(first), held(first.replace(fold=1))], SEMICOLON), ";"
    )
    assert [row["starts_at"] for row in both] == [
        "2026-10-25T01:00+01:00",
        "2026-10-25T01:00+00:00",
    ]
    assert [row["time"] for row in both] == ["01:00 (1st)", "01:00 (2nd)"]


def test_no_cell_begins_as_a_formula_does() -> None:
    for name in ("=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "'=1", "＝1"):
        (row,) = rows(csv_of(house(), [held(datetime(2026, 3, 14, 19, tzinfo=LONDON), name=name)]))
        assert row["name"].startswith("'")
        assert plain(row["name"]) == name


@given(st.lists(st.text(st.characters(exclude_characters="\0", codec="utf-8")), min_size=1))
def test_what_was_written_is_read_again(cells: list[str]) -> None:
    assert [plain(safe(cell)) for cell in cells] == cells
    if cells != [""]:
        (read,) = csv.reader(io.StringIO(written([cells]), newline=""))
        assert [plain(cell) for cell in read] == cells
