"""A report for a spreadsheet: one row for each hour, or one for each step of lead times."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.report import Count, Report
from resv_desktop.exchange.cells import BOM, written
from resv_desktop.qt import words
from resv_desktop.qt.reports.report_words import Part

translate = QCoreApplication.translate


def hours_as_csv(report: Report) -> bytes:
    """Return every hour of every day as a row of numbers; what nobody knows is empty."""
    return _bytes([_heads(), *_rows(report)])


def part_as_csv(part: Part) -> bytes:
    """Return the table of one part as it is shown."""
    return _bytes([part.table.heads, *part.table.rows])


def _bytes(rows: Iterable[Sequence[str]]) -> bytes:
    return f"{BOM}{written(rows, words.between_cells())}".encode()


def _heads() -> tuple[str, ...]:
    return (
        translate("Reports", "Day"),
        translate("Reports", "Hour"),
        translate("Reports", "Covers"),
        translate("Reports", "Parties"),
        translate("Reports", "Walk-ins"),
        translate("Reports", "Guests of walk-ins"),
        translate("Reports", "No-shows"),
        translate("Reports", "Guests of no-shows"),
        translate("Reports", "Cancelled"),
        translate("Reports", "Guests cancelled"),
        translate("Reports", "Refused"),
        translate("Reports", "Guests refused"),
        translate("Reports", "Tables taken"),
        translate("Reports", "Tables open"),
        translate("Reports", "Parties of unknown size"),
    )


def _rows(report: Report) -> Iterable[Sequence[str]]:
    for day in report.days:
        is_known = report.refused_from is not None and report.refused_from <= day.on
        rest = day.count.refused, day.count.refused_covers
        for hour in day.hours:
            count = hour.count
            rest = rest[0] - count.refused, rest[1] - count.refused_covers
            yield (
                day.on.isoformat(),
                words.hour(hour.starts_at),
                *_cells(count, has_history=day.has_history, knows_refused=is_known),
            )
        if rest[0]:  # who asked for no hour in particular
            asked = Count(refused=rest[0], refused_covers=rest[1])
            cells = _cells(asked, has_history=True, knows_refused=True)
            yield (day.on.isoformat(), "", *cells)


def _cells(count: Count, *, has_history: bool, knows_refused: bool) -> tuple[str, ...]:
    lost = (count.no_shows, count.no_show_covers, count.cancels, count.cancel_covers)
    refused = (count.refused, count.refused_covers)
    return (
        *map(str, (count.covers, count.parties, count.walk_ins, count.walk_in_covers)),
        *(str(n) if has_history or n else "" for n in lost),
        *(str(n) if knows_refused or n else "" for n in refused),
        *map(str, (count.taken, count.offered, count.unsized)),
    )
