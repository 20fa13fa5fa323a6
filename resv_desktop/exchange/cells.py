"""A line of a CSV file that no spreadsheet takes for something to calculate."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"  # without it Excel takes UTF-8 for the code page of the machine
COMMA, SEMICOLON = ",", ";"
# What begins so is a formula for a spreadsheet, and may send what stands beside it anywhere.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_ESCAPED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")


def safe(text: str) -> str:
    """Return a cell as plain text for every spreadsheet; `plain` gives back what it was."""
    return f"'{text}" if _FORMULA.match(text) else text


def plain(cell: str) -> str:
    """Return what was kept in a cell that `safe` made; any other one as it is."""
    return cell[1:] if _ESCAPED.match(cell) else cell


def written(rows: Iterable[Sequence[str]], delimiter: str = COMMA) -> str:
    """Return lines of a CSV file (RFC 4180), without a mark at its beginning."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    for row in rows:  # one by one: in one go nothing else would have its turn until the last
        writer.writerow([safe(cell) for cell in row])
    return text.getvalue()
