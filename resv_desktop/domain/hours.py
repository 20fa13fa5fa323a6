"""When a restaurant is open, and which hours of a day can be reserved."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from resv_desktop.domain.errors import InvalidOpeningHours

HOUR = timedelta(hours=1)
USUAL_HOURS = "12:23"
_FIRST, _LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 1, tzinfo=UTC)
_SHAPE = re.compile(r"(\d\d):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """From the first hour to closing, counted from midnight of the business day.

    opens is 0 to 23; closes is later than opens and may pass 24, which is the next day: "18:02"
    opens at 18 and closes at 26, so its last hour starts at 25, that is 01:00.
    """

    opens: int
    closes: int

    @classmethod
    def parse(cls, text: str) -> "OpeningHours":
        """Read "HH:HH"; raise InvalidOpeningHours for anything else and for equal hours."""
        match = _SHAPE.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            raise InvalidOpeningHours(
                'Opening hours are two whole hours such as "12:23"; "{hours}" is not.',
                hours=str(text)[:40],
            )
        opens, closes = int(match[1]), int(match[2])
        if opens > 23 or closes > 24:  # noqa: PLR2004 - the hours of a day
            raise InvalidOpeningHours(
                'Opening hours go from 00 to 23 and close at 24 at the latest; "{hours}" does not.',
                hours=text,
            )
        if opens == closes:
            raise InvalidOpeningHours(
                '"{hours}" opens and closes at the same hour. Around the clock is "00:24".',
                hours=text,
            )
        return cls(opens, closes if closes > opens else closes + 24)

    def __str__(self) -> str:
        return f"{self.opens:02d}:{self.closes if self.closes <= 24 else self.closes - 24:02d}"  # noqa: PLR2004


def instants(zone: ZoneInfo, day: date, hour: int) -> list[datetime]:
    """Return the UTC instants at which the clock shows `hour` o'clock, counted from `day`.

    One as a rule; none where a clock change skips the hour, two where it repeats it.
    """
    return showings(zone, datetime.combine(day, time(), UTC) + hour * HOUR)


def showings(zone: ZoneInfo, shown: datetime) -> list[datetime]:
    """Return the UTC instants at which the clock shows a time, which is given as if it were UTC."""
    local = shown.replace(tzinfo=zone)
    before, after = zone.utcoffset(local), zone.utcoffset(local.replace(fold=1))
    assert before is not None
    assert after is not None
    # The two readings of a time differ where the clock changes: forward, and the time is skipped;
    # back, and it is shown twice (PEP 495).
    if before < after:
        return []
    return [shown - before] if before == after else [shown - before, shown - after]


def clock_time(zone: tzinfo, at: datetime) -> datetime:
    """Return an instant as a clock shows it.

    Other programs write the first or the last there is for no time at all; what is shown for it
    leaves room for an hour more, and for every zone.
    """
    return min(max(at, _FIRST), _LAST).astimezone(zone)


def hours_of(zone: ZoneInfo, day: date, hours: OpeningHours) -> Iterator[datetime]:
    """Yield the UTC start of each hour that can be reserved on this business day, in order.

    Every one is a full hour of the local clock. An hour that would begin before the one before
    it has lasted 60 minutes is left out, which only a change by less than an hour could cause.
    """
    previous: datetime | None = None
    # Sorted, since a clock that goes back by two hours (Antarctica/Troll) shows 1, 2, 1, 2.
    for instant in sorted(
        instant
        for hour in range(hours.opens, hours.closes)
        for instant in instants(zone, day, hour)
    ):
        if previous is None or instant - previous >= HOUR:
            yield instant
            previous = instant


def opening_instant(zone: ZoneInfo, day: date, hour: int) -> datetime:
    """Return the UTC instant at which a business day begins: the first showing of its hour.

    Where that hour is skipped, the day begins at the next full hour that exists.
    """
    for later in range(hour, hour + 48):
        found = instants(zone, day, later)
        if found:
            return found[0]
    raise AssertionError(f"{zone.key} skips two days from {day}")
