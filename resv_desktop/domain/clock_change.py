"""Another clock on the wall: promised hours keep what it shows, and so lie at other instants."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Literal
from zoneinfo import ZoneInfo

from resv_desktop.domain.hours import showings

# Why an hour cannot simply keep what the clock shows: the clock shows it no longer on that day,
# or once where it was twice; or it shows it twice now, and which of the two was meant is not known.
Oddity = Literal["skipped", "repeated"]

_STEP = timedelta(days=1)  # no zone changes its clock twice within it
_EXACT = timedelta(seconds=1)
_ASIDE = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class ZoneOffset:
    """How many minutes the clock is ahead of UTC from an instant on."""

    from_at: datetime
    minutes: int


def offsets_between(zone: ZoneInfo, start: datetime, end: datetime) -> tuple[ZoneOffset, ...]:
    """Return by which offsets the clock goes between two instants (UTC); the first one is start's.

    Offsets of less than a minute are those of times long gone and are cut.
    """
    found = [ZoneOffset(start, _minutes(zone, start))]
    at = start
    while at < end:
        later = min(at + _STEP, end)
        if _minutes(zone, later) != found[-1].minutes:
            first, last = at, later
            while last - first > _EXACT:
                middle = first + (last - first) // 2
                is_before = _minutes(zone, middle) == found[-1].minutes
                first, last = (middle, last) if is_before else (first, middle)
            change = last.replace(microsecond=0)
            found.append(ZoneOffset(change, _minutes(zone, later)))
        at = later
    return tuple(found)


def _minutes(zone: ZoneInfo, at: datetime) -> int:
    offset = at.astimezone(zone).utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


def offset_at(offsets: Sequence[ZoneOffset], at: datetime) -> timedelta:
    """Return by which offset the clock goes at an instant; the first one holds from the beginning.

    offsets is not empty.
    """
    place = bisect_right(offsets, at, key=lambda each: each.from_at)
    return timedelta(minutes=offsets[max(0, place - 1)].minutes)


def agree(one: Sequence[ZoneOffset], other: Sequence[ZoneOffset], at: Iterable[datetime]) -> bool:
    """Tell whether two clocks show the same at all of these instants."""
    return all(offset_at(one, each) == offset_at(other, each) for each in at)


@dataclass(frozen=True, slots=True)
class Shift:
    """An hour, by its id as it is stored: the instant at which it lay, and where it lies then."""

    slot_id: object
    before: datetime
    after: datetime
    oddity: Oddity | None = None


def shifts(
    hours: Iterable[tuple[object, datetime]],
    old: Sequence[ZoneOffset],
    zone: ZoneInfo,
    *,
    taken: Collection[datetime] = (),
) -> list[Shift]:
    """Return where hours lie (id and UTC instant each) once another clock hangs on the wall.

    Each is shown by it as it was by the old one. What it shows no longer lies a thousandth of a
    second behind the instant at which it would have, so that it is nobody's hour and yet is found;
    so does what would come upon an instant that is taken by hours that stay.
    """
    by_instant: dict[datetime, list[object]] = defaultdict(list)
    for slot_id, at in hours:
        by_instant[at].append(slot_id)
    shown: dict[datetime, list[datetime]] = defaultdict(list)
    for at in sorted(by_instant):
        shown[at + offset_at(old, at)].append(at)
    used = set(taken)
    found: list[Shift] = []
    for face, instants in sorted(shown.items()):
        new = showings(zone, face)
        for place, before in enumerate(instants):
            oddity: Oddity | None = None
            if place < len(new) and new[place] not in used:
                after = new[place]
                if len(new) > len(instants):
                    oddity = "repeated"
            else:
                oddity = "skipped"
                meant = new[0] if new else _as_if_shown(zone, face)
                after = next(a for n in count(1) if (a := meant + n * _ASIDE) not in used)
            used.add(after)
            found += [Shift(slot_id, before, after, oddity) for slot_id in by_instant[before]]
    return found


def _as_if_shown(zone: ZoneInfo, face: datetime) -> datetime:
    """Return the instant of a time that the clock skips, as if it had not gone forward yet."""
    offset = zone.utcoffset(face.replace(tzinfo=zone))
    assert offset is not None
    return (face - offset).astimezone(UTC)
