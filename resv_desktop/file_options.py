"""The commands that bring the book into files and out of them, and their options."""

import argparse
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

_FIRST, _LAST = date(1970, 1, 1), date(2100, 12, 31)

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_files(commands: "Commands", parents: Sequence[argparse.ArgumentParser]) -> None:
    """Add `export` and `import` to the commands; parents have the options that others have too."""
    export = commands.add_parser(
        "export", parents=parents, help="save the reservations of some days as CSV or iCalendar"
    )
    export.add_argument(
        "--from",
        dest="first",
        type=a_day,
        metavar="YYYY-MM-DD",
        help="the running day if left out",
    )
    export.add_argument(
        "--to",
        dest="last",
        type=a_day,
        metavar="YYYY-MM-DD",
        help="the last day that can be reserved if left out",
    )
    export.add_argument(
        "--delimiter", choices=(",", ";"), default=",", help="between the cells of CSV (default ,)"
    )
    export.add_argument("--overwrite", action="store_true", help="a file that is there already")
    export.add_argument("file", type=Path, metavar="FILE", help="ends in .csv or .ics")
    bring_in = commands.add_parser(
        "import",
        parents=parents,
        help="reserve the rows of a CSV file; what would happen is said first",
        epilog="It ends with 0 where every row is in the book (or would be), else with 1. Stopped "
        "or broken off, the same file can be imported again: no row is reserved twice.",
    )
    bring_in.add_argument("--dry-run", action="store_true", help="write nothing")
    bring_in.add_argument("--yes", action="store_true", help="reserve without being asked")
    order = bring_in.add_mutually_exclusive_group()
    order.add_argument("--day-first", dest="order", action="store_const", const="day")
    order.add_argument(
        "--month-first",
        dest="order",
        action="store_const",
        const="month",
        help="which of the two is first in days such as 3/4/2026 (asked for where the file leaves "
        "it open)",
    )
    bring_in.add_argument(
        "--second-table", action="store_true", help="a number may have several tables in an hour"
    )
    bring_in.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=HEADER",
        help="what a column is whose header is not known, such as phone=Contact (may be given "
        "again)",
    )
    bring_in.add_argument(
        "--result", type=Path, metavar="FILE.csv", help="save what became of each row"
    )
    bring_in.add_argument(
        "--overwrite", action="store_true", help="with --result: a file that is there already"
    )
    bring_in.add_argument("file", type=Path, metavar="FILE.csv", help="the reservations")


def add_report(commands: "Commands", parents: Sequence[argparse.ArgumentParser]) -> None:
    """Add `report` to the commands."""
    report = commands.add_parser(
        "report",
        parents=parents,
        help="save what an evening, a week or a month came to, as a PDF or as CSV",
    )
    report.add_argument(
        "--day", type=a_day, metavar="YYYY-MM-DD", help="the running day if left out"
    )
    span = report.add_mutually_exclusive_group()
    for name in ("week", "month"):
        span.add_argument(
            f"--{name}",
            dest="span",
            action="store_const",
            const=name,
            default="evening",
            help=f"the {name} in which that day lies",
        )
    report.add_argument("--overwrite", action="store_true", help="a file that is there already")
    report.add_argument("file", type=Path, metavar="FILE", help="ends in .pdf or .csv")


def a_day(text: str) -> date:
    """Read a day of an option; far from those that a book can hold nothing can be counted."""
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if _FIRST <= day <= _LAST:
            return day
    raise argparse.ArgumentTypeError(
        f'"{text}" is no day from {_FIRST} to {_LAST}, written as year, month and day.'
    )
