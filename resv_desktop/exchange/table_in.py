"""Somebody's CSV file, whatever wrote it: its letters, its separators, its rows."""

import codecs
import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from resv_desktop.domain.errors import Refusal
from resv_desktop.exchange.cells import plain
from resv_desktop.exchange.columns import columns_of

MOST_BYTES = 64 * 2**20
MOST_ROWS = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEBREW_WORDS = re.compile(rb"[\xe0-\xfa]{3,}")  # as Windows writes them outside of Unicode
_SEPARATOR = re.compile(r'"?sep=(.)"?', re.IGNORECASE)  # Excel's own first line
_SEPARATORS = ",;\t|"
_BEGINNING = 65_536  # letters, in which the first row is


class CannotImport(Refusal):
    """A file holds no rows that could be read as reservations."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a file; each has its number as a spreadsheet counts and as many cells as heads.

    heads is empty where the first row holds a reservation already.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    width: int


def read_table(path: Path) -> Table:
    """Read a CSV file. Raises CannotImport."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)  # a device has no size that could be asked for
    except OSError as error:
        raise CannotImport(
            "{file} cannot be read: {why}.", file=path.name, why=error.strerror or str(error)
        ) from error
    if len(data) > MOST_BYTES:
        raise CannotImport(
            "{file} is larger than {most} MB. Cut it into several files.",
            file=path.name,
            most=MOST_BYTES // 2**20,
        )
    return table_of(data, path.name)


def table_of(data: bytes, name: str) -> Table:
    """Read the bytes of a CSV file. Raises CannotImport."""
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise CannotImport(
            "{file} is a spreadsheet. Save it there as CSV, and import that file.", file=name
        )
    text = _decoded(data)
    first, _, rest = text.partition("\n")
    said = _SEPARATOR.fullmatch(first.strip())
    delimiter = said[1] if said else _delimiter(text)
    rows = _rows(rest if said else text, delimiter, name, 1 if said else 0)
    if not rows:
        raise CannotImport("{file} is empty.", file=name)
    width = max(len(cells) for _, cells in rows)
    whole = [(number, (*cells, *[""] * (width - len(cells)))) for number, cells in rows]
    heads = whole[0][1]
    if not columns_of(heads) and any(re.search(r"\d{3}", cell) for cell in heads):
        return Table((), tuple(whole), width)
    if len(whole) == 1:
        raise CannotImport("{file} holds the names of columns and no row.", file=name)
    return Table(heads, tuple(whole[1:]), width)


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = "cp1255" if _HEBREW_WORDS.search(data) else "cp1252"
        return data.decode(encoding, "replace")


def _delimiter(text: str) -> str:
    """Return what stands between the cells: the sign that is most often in the first row."""
    first = next((line for line in text[:_BEGINNING].splitlines() if line.strip()), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(_SEPARATORS, key=bare.count)


def _rows(text: str, delimiter: str, name: str, before: int) -> list[tuple[int, tuple[str, ...]]]:
    """Return the rows that are not empty, each with its number."""
    found = []
    lines = _Lines(text)
    number = before
    try:
        for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), before + 1):
            _check_quotes(lines.taken(), delimiter, name, number, is_last=lines.is_over)
            if any(cell.strip() for cell in cells):
                found.append((number, tuple([plain(cell).strip() for cell in cells])))
            if len(found) > MOST_ROWS + 1:
                raise CannotImport(
                    "{file} has more than {most} rows. Cut it into several files.",
                    file=name,
                    most=MOST_ROWS,
                )
    except csv.Error as error:
        raise CannotImport(
            "{file} is no CSV file: row {row} cannot be read.", file=name, row=number + 1
        ) from error
    return found


class _Lines:
    """The lines of a file, which are told apart by the rows that take them.

    is_over where the last row asked for a line behind the last one: its quotation is open.
    """

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self._taken: list[str] = []
        self.is_over = False

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = self._lines.readline()
        if not line:
            self.is_over = True
            raise StopIteration
        self._taken.append(line)
        return line

    def taken(self) -> list[str]:
        """Return the lines of the row that was read last."""
        taken, self._taken = self._taken, []
        return taken


def _check_quotes(lines: list[str], delimiter: str, name: str, row: int, *, is_last: bool) -> None:
    """Raise CannotImport where a stray quotation mark has made one row of several.

    In a row of one line it does no harm, and is taken for a letter.
    """
    if len(lines) == 1 and not is_last:
        return
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise CannotImport(
            "A quotation mark in row {row} of {file} is not closed, so it is not clear where that "
            "row ends. Correct it, and import the file again.",
            row=row,
            file=name,
        ) from error
