"""Which table a party is given: the smallest that is free and fits, and why that one."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from resv_desktop.domain.presence import Place
from resv_desktop.domain.restaurant import natural
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A free table that seats a party, with so many seats to spare; why says how well it fits."""

    slot: Slot
    spare: int
    why: Sentence


def fits(slots: Iterable[Slot], party_size: int, being_taken: Collection[Place] = ()) -> list[Fit]:
    """Return the free tables of one hour that seat a party: the smallest that fits first.

    Of equal tables one that nobody is about to take comes first, then the order of the labels.
    """
    return list(_fits(slots, party_size, being_taken))


def _fits(slots: Iterable[Slot], party_size: int, being_taken: Collection[Place]) -> Iterator[Fit]:
    large = [slot for slot in slots if slot.capacity >= party_size]
    smallest = min((slot.capacity for slot in large), default=0)
    free = sorted(
        (slot for slot in large if slot.is_available),
        key=lambda s: (s.capacity, (s.slot_id, s.table_id) in being_taken, natural(s.table_id)),
    )
    best = free[0].capacity if free else 0
    for slot in free:
        yield Fit(
            slot=slot,
            spare=slot.capacity - party_size,
            why=_why(slot.capacity, party_size, best=best, smallest=smallest),
        )


def _why(capacity: int, party_size: int, *, best: int, smallest: int) -> Sentence:
    spare = capacity - party_size
    if spare == 0:
        return Sentence("Seats exactly {seats}.", seats=capacity)
    if capacity > best:
        return Sentence("Seats {seats}, {spare} spare.", seats=capacity, spare=spare)
    if capacity > smallest:
        return Sentence(
            "Seats {seats}, {spare} spare: every smaller table is taken.",
            seats=capacity,
            spare=spare,
        )
    return Sentence(
        "Seats {seats}, {spare} spare: no table fits more closely.", seats=capacity, spare=spare
    )


def best_fit(
    slots: Iterable[Slot], party_size: int, being_taken: Collection[Place] = ()
) -> Fit | None:
    """Return the table of one hour that a party is given, or None where none is free for it."""
    return next(_fits(slots, party_size, being_taken), None)


def nearest_fit(slots: Sequence[Slot], party_size: int, at: datetime, now: datetime) -> Fit | None:
    """Return the best fit of the hour at an instant or, where it has none, of the nearest other."""
    own = (slot for slot in slots if _start(slot) == at.astimezone(UTC) and slot.ends_at > now)
    others = nearest_hours(slots, party_size, at, now)
    return best_fit(own, party_size) or next(iter(others), None)


def nearest_hours(
    slots: Iterable[Slot],
    party_size: int,
    at: datetime,
    now: datetime,
    being_taken: Collection[Place] = (),
) -> list[Fit]:
    """Return the best fit of every other hour that has one, the nearest to an instant first.

    Of two that are equally near the earlier comes first; hours that have ended are left out.
    """
    wanted = at.astimezone(UTC)
    hours: dict[datetime, list[Slot]] = {}
    starts: dict[str, datetime] = {}  # of a document: to convert each of its tables' takes longer
    for slot in slots:
        start = starts.get(slot.slot_id) or starts.setdefault(slot.slot_id, _start(slot))
        hours.setdefault(start, []).append(slot)
    found: list[Fit] = []
    for start, hour in hours.items():
        is_other = start != wanted and hour[0].ends_at > now
        best = best_fit(hour, party_size, being_taken) if is_other else None
        if best is not None:
            found.append(best)
    return sorted(found, key=lambda fit: (abs(_start(fit.slot) - wanted), _start(fit.slot)))


def _start(slot: Slot) -> datetime:
    return slot.starts_at.astimezone(UTC)
