"""A report in words: its figures, its charts, and each chart once more as a table."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.report import LEAD_DAYS, ClockCount, Count, DayCount, Report
from resv_desktop.qt import words
from resv_desktop.qt.reports.chart import Chart, Pane, Series
from resv_desktop.qt.reports.period import Period

translate = QCoreApplication.translate

_UNKNOWN: Final = "–"
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_PERCENT: Final = 100
_LONGEST_IN_HOURS: Final = 48


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the whole report, what it counts, and what explains it."""

    name: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of numbers; the first column says what a row is about, the last row is the total."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One way to look at a report: a chart, and the table that says the same in numbers."""

    name: str
    chart: Chart
    table: Table


@dataclass(frozen=True, slots=True)
class Told:
    """All that a report says. notes are what has to be known of its numbers, most urgent first."""

    house: str
    period: str
    figures: tuple[Figure, ...]
    parts: tuple[Part, ...]
    notes: tuple[str, ...]
    made: str
    empty: str


def tell(report: Report, period: Period, station: str) -> Told:
    """Put a report into words."""
    parts = [_by_hour(report, period)]
    if len(report.days) > 1:
        parts.append(_by_day(report, period))
    parts.append(_lead(report))
    made = report.restaurant.local(report.made_at)
    says = translate("Sheet", "Made {day}, {time}, at {station}")
    return Told(
        house=words.apart(report.restaurant.name),
        period=period.said(),
        figures=tuple(_figures(report)),
        parts=tuple(parts),
        notes=tuple(_notes(report)),
        made=says.format(
            day=words.day(made.date()), time=words.clock(made), station=words.apart(station)
        ),
        empty=_empty(report) if report.is_empty else "",
    )


def definitions() -> list[str]:
    """Say what each number counts, and what no report can know."""
    return [
        translate(
            "Reports",
            "Covers are the guests of all parties that had a table; who was not marked as a "
            "no-show counts as having come. In hours to come they are those who have reserved so "
            "far.",
        ),
        translate(
            "Reports",
            "Occupancy is the share of tables with a party, of all tables that were open in that "
            "hour. A table counts once in an hour, also where two parties had it one after the "
            "other.",
        ),
        translate(
            "Reports",
            "Walk-ins came without a reservation; they are covers, too. No-shows and cancellations "
            "count in the hour for which they had reserved, with the size they had then; what was "
            "undone does not count.",
        ),
        translate(
            "Reports",
            "Refused are parties for which a host looked for a table and none was free, nor could "
            "be freed: once for each hour, size and station within ten minutes, also where they "
            "then took another hour. Parties that waited and got a table do not count.",
        ),
        translate(
            "Reports",
            "What another program cancels is not known, nor what was cancelled in hours that were "
            "closed later.",
        ),
    ]


# --- the whole of it


def percent(count: Count) -> str:
    """Say how full it was: "74 %"."""
    share = count.occupancy
    if share is None:
        return _UNKNOWN
    return words.apart(translate("Reports", "{n} %").format(n=round(share * _PERCENT)))


def _figures(report: Report) -> Iterable[Figure]:
    total, has_history = report.total, report.has_history
    guests = translate("Reports", "Guests: {n}")
    yield Figure(
        translate("Reports", "Covers"),
        str(total.covers),
        translate("Reports", "Parties: {n}").format(n=total.parties),
    )
    yield Figure(
        translate("Reports", "Occupancy"),
        percent(total),
        translate("Reports", "{taken} of {offered} tables").format(
            taken=total.taken, offered=total.offered
        )
        if total.offered
        else "",
    )
    yield Figure(
        translate("Reports", "Walk-ins"),
        str(total.walk_ins),
        guests.format(n=total.walk_in_covers),
    )
    lost = (
        (translate("Reports", "No-shows"), total.no_shows, total.no_show_covers),
        (translate("Reports", "Cancelled"), total.cancels, total.cancel_covers),
    )
    for name, parties, covers in lost:
        yield Figure(
            name,
            str(parties) if has_history or parties else _UNKNOWN,
            guests.format(n=covers) if has_history or parties else "",
        )
    is_known = _knows_refused(report, report.to_on)
    yield Figure(
        translate("Reports", "Refused"),
        str(total.refused) if is_known else _UNKNOWN,
        guests.format(n=total.refused_covers) if is_known else "",
    )


def _knows_refused(report: Report, on: date) -> bool:
    return report.refused_from is not None and report.refused_from <= on


def _notes(report: Report) -> Iterable[str]:
    if not report.is_over:
        yield translate(
            "Reports", "Not over yet: of the hours to come, what has been promised so far counts."
        )
    gone = [day for day in report.days if not day.has_history]
    if gone:
        says = translate(
            "Reports",
            "The history up to {day} has left the book: no-shows, cancellations and parties that "
            "left early are not known until then.",
        )
        yield says.format(day=words.day_and_year(gone[-1].on))
    if report.refused_from is None:
        yield translate("Reports", "No refused party has been written down yet.")
    elif report.refused_from > report.from_on:
        says = translate("Reports", "Refused parties have been written down since {day}.")
        yield says.format(day=words.day_and_year(report.refused_from))
    if report.total.unsized:
        says = translate(
            "Reports", "Parties of which another program did not say how many they are: {n}."
        )
        yield says.format(n=report.total.unsized)


def _empty(report: Report) -> str:
    """Say why there is nothing at all to tell."""
    house = report.restaurant
    if report.from_on > house.business_day(report.made_at):
        return translate("Reports", "This period cannot be reserved yet.")
    try:
        is_closed = all(house.is_closed_on(day.on) for day in report.days)
    except InvalidOpeningHours:
        is_closed = False
    if is_closed:
        return translate("Reports", "Closed in this period, and nobody asked for a table.")
    return translate("Reports", "The book has nothing for this period.")


# --- by hour and by day


def _by_hour(report: Report, period: Period) -> Part:
    rows: Sequence[ClockCount] = report.by_clock
    if period.span == "evening":
        hours = report.days[0].hours
        labels = [words.hour(hour.starts_at) for hour in hours]
        counts = [hour.count for hour in hours]
    else:
        labels = [_clock(row) for row in rows]
        counts = [row.count for row in rows]
    heads = (translate("Reports", "Hour"), *_heads())
    knows = [_knows_of_all(report)] * len(counts)
    return Part(
        translate("Reports", "By hour"),
        _chart(labels, counts),
        _table(heads, labels, counts, knows, report),
    )


def _clock(row: ClockCount) -> str:
    """Say an hour of the clock, which a clock change may have repeated on one of the days."""
    if row.is_repeated:
        return words.hour(row.starts_at)
    return words.hour_of_day(row.starts_at.hour)


def _by_day(report: Report, period: Period) -> Part:
    days = report.days
    says: Callable[[DayCount], str] = (
        (lambda day: str(day.on.day)) if period.span == "month" else (lambda d: words.weekday(d.on))
    )
    counts = [day.count for day in days]
    heads = (translate("Reports", "Day"), *_heads())
    knows = [_knows(report, day) for day in days]
    return Part(
        translate("Reports", "By day"),
        _chart([says(day) for day in days], counts),
        _table(heads, [words.day(day.on) for day in days], counts, knows, report),
    )


def _knows(report: Report, day: DayCount) -> tuple[bool, bool]:
    """Return whether a day's history is in the book, and whether its refused were written down."""
    return day.has_history, _knows_refused(report, day.on)


def _knows_of_all(report: Report) -> tuple[bool, bool]:
    """Return the same of all days together, as the figures say it: nothing known is no nought."""
    return report.has_history, _knows_refused(report, report.to_on)


def _heads() -> tuple[str, ...]:
    return (
        translate("Reports", "Covers"),
        translate("Reports", "Parties"),
        translate("Reports", "Walk-ins"),
        translate("Reports", "Occupancy"),
        translate("Reports", "No-shows"),
        translate("Reports", "Cancelled"),
        translate("Reports", "Refused"),
    )


def _table(
    heads: tuple[str, ...],
    labels: Sequence[str],
    counts: Sequence[Count],
    knows: Sequence[tuple[bool, bool]],
    report: Report,
) -> Table:
    rows = [
        (label, *_cells(count, *known))
        for label, count, known in zip(labels, counts, knows, strict=True)
    ]
    if rows:
        rows.append((translate("Reports", "Total"), *_cells(report.total, *_knows_of_all(report))))
    return Table(heads, tuple(rows))


def _cells(count: Count, has_history: bool, knows_refused: bool) -> tuple[str, ...]:
    return (
        str(count.covers),
        str(count.parties),
        str(count.walk_ins),
        percent(count),
        str(count.no_shows) if has_history or count.no_shows else _UNKNOWN,
        str(count.cancels) if has_history or count.cancels else _UNKNOWN,
        str(count.refused) if knows_refused or count.refused else _UNKNOWN,
    )


def _chart(labels: Sequence[str], counts: Sequence[Count]) -> Chart:
    covers = translate("Reports", "Covers")
    occupancy = translate("Reports", "Occupancy in %")
    lost = translate("Reports", "Did not come")
    shares = [round((count.occupancy or 0) * _PERCENT) for count in counts]
    return Chart(
        tuple(labels),
        (
            Pane(
                covers,
                (
                    Series(
                        translate("Reports", "reserved"),
                        tuple(count.covers - count.walk_in_covers for count in counts),
                    ),
                    Series(
                        translate("Reports", "walked in"),
                        tuple(count.walk_in_covers for count in counts),
                        "hatched",
                    ),
                ),
                top=10,
                share=1.6,
            ),
            Pane(occupancy, (Series(occupancy, tuple(shares)),), top=_PERCENT),
            Pane(
                lost,
                (
                    Series(
                        translate("Reports", "no-shows"), tuple(count.no_shows for count in counts)
                    ),
                    Series(
                        translate("Reports", "cancelled"),
                        tuple(count.cancels for count in counts),
                        "hatched",
                    ),
                    Series(
                        translate("Reports", "refused"),
                        tuple(count.refused for count in counts),
                        "hollow",
                    ),
                ),
                top=4,
            ),
        ),
    )


# --- how long before


def _lead(report: Report) -> Part:
    lead = report.lead
    labels = [_step(n) for n in range(len(LEAD_DAYS))]
    name = translate("Reports", "Reservations by the days before the visit")
    rows = [(label, str(count)) for label, count in zip(labels, lead.steps, strict=True)]
    rows.append((translate("Reports", "Not known"), str(lead.unknown)))
    rows.append((translate("Reports", "Total"), str(sum(lead.steps) + lead.unknown)))
    rows.append((translate("Reports", "Half of them less than"), _long(lead.median)))
    heads = (translate("Reports", "Made before the visit"), translate("Reports", "Reservations"))
    return Part(
        translate("Reports", "Made before"),
        Chart(tuple(labels), (Pane(name, (Series(name, lead.steps),), top=4),)),
        Table(heads, tuple(rows)),
    )


def _step(number: int) -> str:
    least = LEAD_DAYS[number]
    if number == 0:
        return translate("Reports", "That day")
    if number == 1:
        return translate("Reports", "1 day")
    if number + 1 == len(LEAD_DAYS):
        return translate("Reports", "{n} days or more").format(n=least)
    return translate("Reports", "{first} to {last} days").format(
        first=least, last=LEAD_DAYS[number + 1] - 1
    )


def _long(wait: timedelta | None) -> str:
    if wait is None:
        return _UNKNOWN
    hours = -(-wait // _HOUR)
    if hours <= _LONGEST_IN_HOURS:
        return translate("Reports", "{n} h").format(n=max(1, hours))
    return translate("Reports", "{n} days").format(n=-(-wait // _DAY))
