"""The house: its name, phone, clock, opening hours and tables."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from resv_desktop.domain.clock_change import ZoneOffset
from resv_desktop.domain.errors import (
    InvalidCapacity,
    InvalidOpeningHours,
    InvalidRestaurant,
)
from resv_desktop.domain.hours import HOUR, OpeningHours, clock_time, hours_of, opening_instant
from resv_desktop.domain.words import one_line

MORNING = 6  # o'clock, from which on what lies before the opening is of the day that opens
SMALLEST_TABLE, LARGEST_TABLE = 2, 8
MOST_TABLES = 500  # one document holds all tables of an hour; far above any house
LONGEST_NAME = 200
USUAL_DAYS_AHEAD, FEWEST_DAYS_AHEAD, MOST_DAYS_AHEAD = 14, 7, 730
# As far as a day can be picked or closed: no slip leads further, and each has days beside it.
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
USUAL_RETENTION, RETENTIONS = 12, (3, 6, 12, 24, 36, 60, 0)  # months; 0: for ever
_MOST_DAYS = 800  # whose hours are worked out once: as far ahead as a house can be open
_NO_PLACES = ("localtime", "posixrules", "Factory", "right/", "posix/")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as the host knows it: its label and how many it seats (2 to 8).

    It is there for the last time on the business day before retired_from.
    """

    id: str
    capacity: int
    retired_from: date | None = None

    def is_there_on(self, day: date) -> bool:
        """Whether the table can be reserved on a business day."""
        return self.retired_from is None or day < self.retired_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days, from and to included, without slots, with hours of their own, or with fewer of them.

    hours ("HH:HH") are those of such a day; closed_hours, which only stand where hours do not,
    are left out of the hours that it has otherwise.
    """

    from_on: date
    to_on: date
    hours: str | None
    reason: str
    closed_hours: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restaurant:
    """One house, as it is stored.

    timezone is None where another program left it out; it must be asked before slots are made,
    and until then `zone` is that of the phone's country where that has only one, else UTC.
    tables also holds those that are retired. What is known of guests goes after retention_months,
    and never where these are 0.
    """

    id: str
    name: str
    phone: str
    opening_hours: str
    tables: tuple[Table, ...]
    timezone: str | None
    week_hours: dict[str, str | None] = field(default_factory=dict, hash=False)
    closures: tuple[Closure, ...] = ()
    days_ahead: int = USUAL_DAYS_AHEAD
    zone_offsets: tuple[ZoneOffset, ...] = ()
    retention_months: int = USUAL_RETENTION

    @property
    def zone(self) -> ZoneInfo:
        """The clock on the wall of this house; InvalidRestaurant where it is unknown to us."""
        return self._guessed_zone if self.timezone is None else known_zone(self.timezone)

    @property
    def _guessed_zone(self) -> ZoneInfo:
        from resv_desktop.domain.phone import region_of

        return ZoneInfo(only_zone_of(region_of(self.phone)) or "UTC")

    @property
    def has_clock(self) -> bool:
        """Whether its time zone has been said, and is one that is known here."""
        try:
            return self.timezone is not None and bool(known_zone(self.timezone))
        except InvalidRestaurant:
            return False

    @property
    def told_zone(self) -> ZoneInfo:
        """The clock by which it is told what is held here; where it is unknown, as if never said.

        No host of another house of the book is kept from a guest by it.
        """
        return self.zone if self.has_clock else self._guessed_zone

    def hours_on(self, day: date) -> OpeningHours | None:
        """Return the hours of one business day, or None when closed.

        A closure goes before the hours of the weekday, and those before the usual hours.
        """
        text: str | None = self.week_hours.get(WEEKDAYS[day.weekday()], self.opening_hours)
        for closure in self.closures:
            if closure.from_on <= day <= closure.to_on and not closure.closed_hours:
                text = closure.hours
                break
        return None if text is None else OpeningHours.parse(text)

    def slots_on(self, day: date) -> list[datetime]:
        """Return the UTC start of every hour of one business day, in order."""
        hours = self.hours_on(day)
        if hours is None:
            return []
        closed = [
            closure.closed_hours
            for closure in self.closures
            if closure.closed_hours and closure.from_on <= day <= closure.to_on
        ]
        return list(_hours_left(self.zone, day, hours, tuple(closed)))

    def is_closed_on(self, day: date) -> bool:
        """Whether a business day has no hours, also where closed hours leave none of it."""
        return not self.slots_on(day)

    def tables_on(self, day: date) -> tuple[Table, ...]:
        """Return the tables that can be reserved on a business day."""
        return tuple(table for table in self.tables if table.is_there_on(day))

    def begins_at(self, day: date) -> datetime:
        """Return the UTC instant at which business day `day` begins: its opening, or MORNING.

        A house that opens later, or was to open earlier, has the hours from MORNING on in that
        day, whatever is reserved in them; what the night before has left in its small hours
        belongs to it. A closed day, and one whose stored hours make no sense, begins at 00:00, or
        when the evening before is over that goes on past midnight.
        """
        hours, evening = self._hours_read(day), self._hours_read(day - timedelta(days=1))
        night_ends = max(0, evening.closes - 24) if evening else 0
        if hours is None:
            return opening_instant(self.zone, day, night_ends)
        return opening_instant(self.zone, day, min(hours.opens, max(MORNING, night_ends)))

    def _hours_read(self, day: date) -> OpeningHours | None:
        try:
            return self.hours_on(day)
        except InvalidOpeningHours:
            return None

    def bounds(self, day: date) -> tuple[datetime, datetime]:
        """Return the UTC instants between which business day `day` lies; the end is excluded."""
        return self.begins_at(day), self.begins_at(day + timedelta(days=1))

    def hours_beside(self, day: date) -> list[datetime]:
        """Return the UTC starts of the hours of other business days that touch those of this one.

        A house that is open around the clock has two: yesterday's last hour, tomorrow's first.
        """
        begins_at, ends_at = self.bounds(day)
        edges = ((begins_at, begins_at - HOUR), (ends_at - HOUR, ends_at))
        return [at for own, at in edges if self.is_open_at(own) and self.is_open_at(at)]

    def is_open_at(self, at: datetime) -> bool:
        """Whether an hour that can be reserved begins at an instant; not where none can be read."""
        local_day = at.astimezone(self.zone).date()
        try:
            # What begins past midnight belongs to the evening before.
            return any(at in self.slots_on(local_day - timedelta(days=n)) for n in (0, 1))
        except InvalidOpeningHours:
            return False

    def business_day(self, at: datetime) -> date:
        """Return the business day that runs at an instant: before opening it is still yesterday's.

        Between a house's closing and its next opening the coming day is meant, since nothing of
        the evening before can be reserved any more.
        """
        local_day = at.astimezone(self.zone).date()
        if at >= self.begins_at(local_day):
            return local_day
        yesterday = local_day - timedelta(days=1)
        try:
            last = self.slots_on(yesterday)
        except InvalidOpeningHours:
            last = []
        return yesterday if last and at < last[-1] + timedelta(hours=1) else local_day

    def local(self, at: datetime) -> datetime:
        """Return an instant as this house's clock shows it."""
        return clock_time(self.zone, at)


@lru_cache(maxsize=_MOST_DAYS)
def _hours_left(
    zone: ZoneInfo, day: date, hours: OpeningHours, closed: tuple[str, ...]
) -> tuple[datetime, ...]:
    """Return the UTC start of every hour of a day, without those that are closed ("HH:HH")."""
    left_out: set[datetime] = set()
    for text in closed:
        without = OpeningHours.parse(text)
        left_out.update(hours_of(zone, day, without))
        # "00:02" of an evening that goes on past midnight are the hours of its night.
        late = OpeningHours(without.opens + 24, without.closes + 24)
        left_out.update(hours_of(zone, day, late))
    return tuple(at for at in hours_of(zone, day, hours) if at not in left_out)


def known_zone(name: str) -> ZoneInfo:
    """Return an IANA zone; raise InvalidRestaurant for one that is not known.

    Names that stand for the machine's own zone, or count leap seconds, are none.
    """
    try:
        if not name.startswith(_NO_PLACES):
            return ZoneInfo(name)
    except (AttributeError, LookupError, OSError, ValueError):
        pass
    raise InvalidRestaurant(
        'The time zone "{zone}" is not known. Pick one such as "Europe/London".',
        zone=str(name)[:60],
    )


def only_zone_of(region: str | None) -> str | None:
    """Return the zone of a country (ISO 3166 code) where all its clocks agree, else None."""
    names = zones_of(region) if region else []
    if not names:
        return None
    clocks = {tuple(at.astimezone(ZoneInfo(name)).utcoffset() for at in _PROBES) for name in names}
    return names[0] if len(clocks) == 1 else None


def zones_of(region: str) -> list[str]:
    """Return the zones of a country, the most populous first (the order of tzdata's zone.tab)."""
    table = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return [row[2] for row in rows if row[0] == region]


def region_of_zone(zone: str) -> str | None:
    """Return the country (ISO 3166) in which a zone lies, or None ("UTC" lies nowhere)."""
    table = (files("tzdata.zoneinfo") / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if not line.startswith("#"))
    return next((row[0] for row in rows if row[2] == zone), None)


_PROBES = tuple(
    datetime(year, month, 15, tzinfo=UTC) for year in (2026, 2027) for month in range(1, 13)
)


def check_name(name: str) -> str:
    """Return a restaurant's name without outer spaces; raise InvalidRestaurant if it is none."""
    name = one_line(name)
    if not name:
        raise InvalidRestaurant("A restaurant needs a name.")
    if len(name) > LONGEST_NAME:
        raise InvalidRestaurant(
            "A restaurant's name has at most {most} letters; this one has {count}.",
            most=LONGEST_NAME,
            count=len(name),
        )
    return name


def check_capacity(capacity: object) -> int:
    """Return a capacity that a table can have; raise InvalidCapacity for any other."""
    is_number = isinstance(capacity, int) and not isinstance(capacity, bool)
    if not is_number or not SMALLEST_TABLE <= capacity <= LARGEST_TABLE:  # type: ignore[operator]
        raise InvalidCapacity(
            "A table seats {least} to {most}; {capacity} is not possible.",
            least=SMALLEST_TABLE,
            most=LARGEST_TABLE,
            capacity=str(capacity)[:20],
        )
    return capacity  # type: ignore[return-value]


def number_tables(
    existing: tuple[Table, ...], capacities: list[int], promised: Iterable[str] = ()
) -> list[Table]:
    """Return new tables, numbered on from the highest number in use.

    Also one that is promised is in use, where another program has taken the table out.

    Raises InvalidCapacity for a capacity outside 2 to 8 and for more tables than fit.
    """
    checked = [check_capacity(capacity) for capacity in capacities]
    if len(existing) + len(checked) > MOST_TABLES:
        raise InvalidCapacity(
            "A restaurant has at most {most} tables; this would make {count}.",
            most=MOST_TABLES,
            count=len(existing) + len(checked),
        )
    # No new one could be called like another promise: who wrote it may have written anything.
    plain = [label for label in promised if re.fullmatch(r"\d{1,9}", label)]
    labels = [*(table.id for table in existing), *plain]
    numbers = (int(number) for label in labels for number in re.findall(r"\d{1,9}", label))
    first = max(numbers, default=0) + 1
    return [Table(id=str(first + i), capacity=capacity) for i, capacity in enumerate(checked)]


@lru_cache(maxsize=2 * MOST_TABLES)
def natural(label: str) -> tuple[tuple[int, int, str], ...]:
    """Return the sort key under which table 2 stands before table 10."""
    parts = re.findall(r"[0-9]+|[^0-9]+", label)
    return tuple(
        _in_order_of_numbers(p) if p[0] in "0123456789" else (1, 0, p.casefold()) for p in parts
    )


def _in_order_of_numbers(digits: str) -> tuple[int, int, str]:
    # Without making it a number: Python refuses one of more than 4,300 digits.
    digits = digits.lstrip("0")
    return 0, len(digits), digits
