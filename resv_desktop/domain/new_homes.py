"""Where parties could go that lose their table: free tables that stay, the best first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from resv_desktop.domain.slot import Slot

_MOST_HOMES = 8  # that a host chooses among
MOST_DAYS_OFF = 7  # how far from a closed day another one is looked for


@dataclass(frozen=True, slots=True)
class Seeker:
    """A party that needs another table: how many, where it is, and under which number."""

    id: str
    size: int
    slot_id: str
    starts_at: datetime
    day: date
    phone: str


@dataclass(frozen=True, slots=True)
class FreeHour:
    """An hour that stays open: its free tables, and the numbers that hold a table in it.

    The smallest tables come first. Once it has begun, nobody is proposed it who has another hour.
    """

    slot_id: str
    starts_at: datetime
    day: date
    free: tuple[Slot, ...]
    phones: Collection[str] = ()
    has_begun: bool = False


def find_homes(seekers: Sequence[Seeker], hours: Iterable[FreeHour]) -> dict[str, tuple[Slot, ...]]:
    """Return the homes of each party by its id, the best first; the first ones never clash.

    The largest parties choose first. No guest is proposed an hour in which they hold a table.
    """
    by_day: dict[date, list[FreeHour]] = defaultdict(list)
    for hour in hours:
        by_day[hour.day].append(hour)
    first: dict[str, Slot] = {}
    given: set[tuple[str, str]] = set()
    guests: set[tuple[str, str]] = set()  # who was given a table in which other hour
    for seeker in sorted(seekers, key=lambda s: (-s.size, s.starts_at, s.id)):
        for slot in (slot for slots in _by_hour(seeker, by_day) for slot in slots):
            guest = (slot.slot_id, seeker.phone)
            is_own_hour = slot.slot_id == seeker.slot_id
            if _place(slot) in given or (guest in guests and not is_own_hour):
                continue
            first[seeker.id] = slot
            given.add(_place(slot))
            if seeker.phone and not is_own_hour:
                guests.add(guest)
            break
    return {
        seeker.id: (first[seeker.id], *_others(_by_hour(seeker, by_day), given))
        for seeker in seekers
        if seeker.id in first
    }


def _others(by_hour: list[list[Slot]], given: set[tuple[str, str]]) -> Iterator[Slot]:
    """Yield some more tables, hour by hour as a host calls them out, none that anybody is given."""
    left = (slot for slot in _candidates(by_hour) if _place(slot) not in given)
    some = {_place(slot) for slot, _ in zip(left, range(_MOST_HOMES - 1), strict=False)}
    yield from (slot for slots in by_hour for slot in slots if _place(slot) in some)


def _candidates(by_hour: list[list[Slot]]) -> Iterator[Slot]:
    """Yield tables in the order in which they are worth a place among the few that are shown:
    every one of the party's own hour, of other hours the smallest that fits, then their other ones.
    """
    own, *others = by_hour
    yield from own
    yield from (slots[0] for slots in others if slots)
    for slots in others:
        yield from slots[1:]


def _by_hour(seeker: Seeker, by_day: dict[date, list[FreeHour]]) -> list[list[Slot]]:
    """Return the tables of each hour that a party could have: its own hour, then the nearest."""
    wanted = seeker.starts_at.astimezone(UTC)
    of_day = by_day.get(seeker.day, [])
    own = [hour for hour in of_day if hour.slot_id == seeker.slot_id]
    if of_day:
        others = [hour for hour in of_day if hour.slot_id != seeker.slot_id]
        others.sort(key=lambda hour: (abs(hour.starts_at - wanted), hour.starts_at))
    else:
        others = list(_same_hour_of_other_days(seeker, by_day))
    fitting = [
        _fitting(hour, seeker)
        for hour in others
        if not hour.has_begun and not (seeker.phone and seeker.phone in hour.phones)
    ]
    return [[slot for hour in own for slot in _fitting(hour, seeker)], *fitting]


def _same_hour_of_other_days(
    seeker: Seeker, by_day: dict[date, list[FreeHour]]
) -> Iterator[FreeHour]:
    """Yield the hours of other days at which the clock shows the same, the nearest day first."""
    shown = seeker.starts_at.hour
    for distance in range(1, MOST_DAYS_OFF + 1):
        for ordinal in (seeker.day.toordinal() + distance, seeker.day.toordinal() - distance):
            for hour in by_day.get(date.fromordinal(ordinal), ()):
                if hour.free and hour.free[0].starts_at.hour == shown:
                    yield hour


def _fitting(hour: FreeHour, seeker: Seeker) -> list[Slot]:
    return [slot for slot in hour.free if slot.capacity >= seeker.size]


def _place(slot: Slot) -> tuple[str, str]:
    return slot.slot_id, slot.table_id
