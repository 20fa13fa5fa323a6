"""Files of other programs, in their letters and with their separators."""

from pathlib import Path

import pytest

from resv_desktop.exchange.columns import columns_of, missing
from resv_desktop.exchange.table_in import CannotImport, read_table, table_of
from resv_desktop.exchange.wishes import columns_in


def test_heads_are_known_in_four_languages() -> None:
    for heads in (
        "Date,Time,Party Size,Phone Number,First Name,Last Name,Table,Special Requests",
        "Datum,Uhrzeit,Personen,Telefon,Vorname,Nachname,Tisch-Nr.,Bemerkung",
        "Date,Heure,Nombre de personnes,Téléphone,Prénom,Nom,N° de table,Remarques",
        "תאריך,שעה,סועדים,טלפון,שם פרטי,שם משפחה,שולחן,הערות",
    ):
        found = columns_of(heads.split(","))
        assert dict(found) == {
            "date": (0,),
            "time": (1,),
            "party_size": (2,),
            "phone": (3,),
            "name": (4, 5),
            "table": (6,),
            "note": (7,),
        }
        assert missing(found) == []


@pytest.mark.parametrize(
    ("heads", "row", "fields"),
    [
        ("Date,Covers", "14/03/2026 19:00,4", {"starts_at": (0,), "party_size": (1,)}),
        ("Date,Covers", "3/14/2026 7 pm,4", {"starts_at": (0,), "party_size": (1,)}),
        ("Date,Covers", "14 March 2026,4", {"date": (0,), "party_size": (1,)}),
        ("Start Date,Start Time", "14.3.2026,19:00", {"date": (0,), "time": (1,)}),
        ("Date,Time", "2026-03-14 00:00:00,19:00", {"date": (0,), "time": (1,)}),
        ("Starts at,Date", "2026-03-14T19:00+00:00,x", {"starts_at": (0,), "date": (1,)}),
        ("When,Time", "tonight,19:00", {"starts_at": (0,), "time": (1,)}),
    ],
)
def test_what_is_called_a_date_may_hold_the_hour_as_well_and_a_start_only_that(
    heads: str, row: str, fields: dict[str, tuple[int, ...]]
) -> None:
    assert dict(columns_in(table_of(f"{heads}\n{row}\n".encode(), "a.csv"))) == fields


def test_what_is_missing_is_named() -> None:
    assert missing(columns_of(["Starts at", "Guests"])) == ["phone"]
    assert missing(columns_of(["Date", "Phone"])) == ["time", "party_size"]


@pytest.mark.parametrize(
    "data",
    [
        "Name;Telefon\nJürgen;1\n".encode(),
        b"\xef\xbb\xbf" + "Name,Telefon\r\nJürgen,1\r\n".encode(),
        "Name\tTelefon\nJürgen\t1".encode("utf-16"),
        "Name;Telefon\nJürgen;1".encode("cp1252"),
        "sep=;\r\nName;Telefon\r\nJürgen;1\r\n".encode(),
        b"\n\n" + '"Name","Telefon"\n"Jürgen","1"\n'.encode(),
    ],
)
def test_letters_and_separators_are_found_out(data: bytes) -> None:
    table = table_of(data, "a.csv")
    assert table.heads == ("Name", "Telefon")
    assert [cells for _, cells in table.rows] == [("Jürgen", "1")]


def test_hebrew_of_an_old_windows_is_read() -> None:
    table = table_of("שם,טלפון\nכהן,1".encode("cp1255"), "a.csv")
    assert table.heads == ("שם", "טלפון")
    assert table.rows[0][1] == ("כהן", "1")


def test_rows_are_numbered_as_a_spreadsheet_does_and_filled_up() -> None:
    table = table_of(b'Name,Phone,Note\n"two\nlines",1\n\n,,\nLast,2,Window\n', "a.csv")
    assert table.rows == ((2, ("two\nlines", "1", "")), (5, ("Last", "2", "Window")))


def test_a_file_without_heads_is_all_rows() -> None:
    table = table_of(b"2026-03-14,19:00,4,07400 123456\n", "a.csv")
    assert table.heads == ()
    assert len(table.rows) == 1


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\n\n", "is empty"),
        (b"Name,Phone\n", "no row"),
        (b"PK\x03\x04...", "is a spreadsheet"),
        (b'Name,Phone\n"' + b"x" * 200_000 + b'",1', "cannot be read"),
    ],
)
def test_a_file_that_holds_no_rows_is_told(data: bytes, why: str) -> None:
    with pytest.raises(CannotImport, match=why):
        table_of(data, "a.csv")


@pytest.mark.parametrize(
    "rows",
    [
        'A,1\n"Big Tony,2\nB,3\nC,4\n',
        'A,1\n"Big Tony,2',
        'A,1\n"Big Tony,2\nB,3\n"Little Tony,4\nC,5\n',
        'A,1\n"Big Tony,2\n' + "B,3\n" * 50_000,
    ],
)
def test_a_stray_quotation_mark_swallows_no_rows_and_its_row_is_named(rows: str) -> None:
    with pytest.raises(CannotImport, match=r"row 3\b"):
        table_of(f"Name,Phone\n{rows}".encode(), "a.csv")


def test_a_quotation_mark_within_a_line_is_a_letter() -> None:
    table = table_of(b'Name,Phone\n"Big" Tony,1\nThe 6" one,2\n"two\nlines",3', "a.csv")
    assert [cells for _, cells in table.rows] == [
        ("Big Tony", "1"),
        ('The 6" one', "2"),
        ("two\nlines", "3"),
    ]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotImport, match="No such file"):
        read_table(tmp_path / "none.csv")
