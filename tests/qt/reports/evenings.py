"""Reports for tests: counted from made-up facts, always the same."""

from datetime import UTC, date, datetime, timedelta

from resv_desktop.domain.report import Facts, OfferedHour, Party, Refused, Report, report_of
from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.qt.reports.period import Period

TABLES = tuple(Table(id=str(n + 1), capacity=4) for n in range(24))
EVENING = date(2026, 3, 14)
NOW = datetime(2026, 3, 14, 19, 8, tzinfo=UTC)
_SIZES = (2, 2, 3, 4, 4, 5)
_FULL = (1, 2, 2, 1, 0, 1, 4, 8, 9, 8, 4)  # of ten tables, hour by hour


def restaurant(hours: str = "12:23", name: str = "Harbour House") -> Restaurant:
    """Return a house with 24 tables."""
    return Restaurant(
        id="64b000000000000000000001",
        name=name,
        phone="+442079460123",
        opening_hours=hours,
        tables=TABLES,
        timezone="Europe/London",
    )


def facts_of(house: Restaurant, period: Period) -> Facts:
    """Return what a book of these days could hold, with something of everything."""
    hours, parties, refused = [], [], []
    on = period.first
    while on <= period.last:
        for at in house.slots_on(on):
            slot_id = at.isoformat()
            labels = frozenset(table.id for table in house.tables)
            hours.append(OfferedHour(slot_id=slot_id, starts_at=at, tables=labels))
            wanted = _FULL[(house.local(at).hour - 12) % len(_FULL)]
            for n, table in enumerate(house.tables):
                number = n * 7 + at.hour + on.toordinal()
                ends = {3: "no_show", 5: "cancel", 8: "release"}
                if number % 10 < wanted or number % 31 == 0:
                    parties.append(
                        Party(
                            slot_id=slot_id,
                            table_id=table.id,
                            party_size=_SIZES[number % len(_SIZES)],
                            made_at=at - timedelta(hours=number % 13 * number % 97),
                            is_walk_in=number % 9 == 0,
                            end=ends.get(number % 23, ""),
                        )
                    )
            if wanted > 7:
                refused.append(Refused(day=on, at=at, party_size=8, asked_at=at))
        on += timedelta(days=1)
    return Facts(
        hours=tuple(hours),
        parties=tuple(parties),
        refused=tuple(refused),
        refused_from=period.first,
    )


def report(period: Period, hours: str = "12:23", now: datetime = NOW) -> Report:
    """Return the report of a house that is always the same."""
    house = restaurant(hours)
    return report_of(house, period.first, period.last, facts_of(house, period), now)
