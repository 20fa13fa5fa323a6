"""A business day as it stood at an earlier instant, put together from the journal."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.journal import Line
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.slot import LASTS, Slot


@dataclass(frozen=True, slots=True, kw_only=True)
class PastDay:
    """A business day as it stood at an instant.

    doubtful are the reservations of which another program, which writes no journal, made or
    changed something: how they stood then is not known for certain. is_filed says that lines of
    that time have left the book for files, so that the day cannot be put together.
    """

    restaurant: Restaurant
    on: date
    slots: tuple[Slot, ...]
    reservations: tuple[Reservation, ...]
    doubtful: frozenset[str] = frozenset()
    is_filed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """All that is known of how a business day came to be as it was at read_at (UTC).

    slots and held are those of the day at read_at. lines are about its reservations, the oldest
    first; a reservation that has gone to another day is followed until it went. made_at says when
    each one that was held came to be, as its id tells it. houses are the instants at which the
    house was changed and how it was before, the oldest first. Lines from before filed_before may
    be missing.
    """

    restaurant: Restaurant
    on: date
    read_at: datetime
    slots: tuple[Slot, ...]
    held: tuple[Reservation, ...]
    lines: tuple[Line, ...]
    made_at: Mapping[str, datetime]
    houses: tuple[tuple[datetime, Restaurant], ...] = ()
    filed_before: datetime
    _by_id: dict[str, list[Line]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        for line in self.lines:
            reservation = line.before or line.after
            if reservation is not None:
                self._by_id.setdefault(reservation.id, []).append(line)

    @property
    def moments(self) -> tuple[datetime, ...]:
        """The instants (UTC) at which something was done, the first one first."""
        return tuple(sorted({line.at.astimezone(UTC) for line in self.lines}))

    def at(self, at: datetime) -> PastDay:
        """Return the day as it stood right after all that was done until an instant (UTC)."""
        house = next((before for when, before in self.houses if when > at), self.restaurant)
        start, end = self.restaurant.bounds(self.on)
        present = {reservation.id: reservation for reservation in self.held}
        found: dict[str, Reservation] = {}
        doubtful = set()
        for id_ in {**present, **self._by_id}:
            stood, is_sure = self._stood(id_, present.get(id_), at)
            if stood is not None and start <= stood.starts_at.astimezone(UTC) < end:
                found[id_] = stood
                if not is_sure:
                    doubtful.add(id_)
        return PastDay(
            restaurant=replace(house, timezone=self.restaurant.timezone),
            on=self.on,
            slots=tuple(self._slots_at(at, house, list(found.values()))),
            reservations=tuple(sorted(found.values(), key=_by_hour_and_table)),
            doubtful=frozenset(doubtful),
            is_filed=at < self.filed_before,
        )

    def _stood(
        self, id_: str, present: Reservation | None, at: datetime
    ) -> tuple[Reservation | None, bool]:
        """Return a reservation as it stood, and whether that is known for certain."""
        lines = self._by_id.get(id_, [])
        done = [line for line in lines if line.at <= at]
        to_come = lines[len(done) :]
        then = to_come[0].before if to_come else present
        if not done:
            # Without a line it was made long ago, or by another program, and its id tells when.
            is_ours = then is not None and bool(then.station)
            is_made = is_ours or self.made_at.get(id_, at) <= at
            return then if is_made else None, is_ours
        if not to_come and at >= self.read_at:
            return present, True
        # While it is on this day every line about it is known, and the next one tells whether
        # another program came in between.
        stood = done[-1].after
        return stood, stood is not None and _is_same(stood, then)

    def _slots_at(
        self, at: datetime, house: Restaurant, then: Sequence[Reservation]
    ) -> Iterable[Slot]:
        """Yield the tables of the day as they stood, by time, capacity and table."""
        held_then = {_place(reservation) for reservation in then}
        held_now = {_place(reservation) for reservation in self.held}
        slots = []
        for slot in self._offered_at(at, house, held_then):
            place = slot.starts_at.astimezone(UTC), slot.table_id
            # What nobody is known to hold and is taken all the same was so by another program.
            is_free = place not in held_then and (slot.is_available or place in held_now)
            slots.append(replace(slot, is_available=is_free))
        return sorted(slots, key=_by_hour_and_size)

    def _offered_at(
        self, at: datetime, house: Restaurant, held: set[tuple[datetime, str]]
    ) -> Iterable[Slot]:
        """Yield the tables that could be had then: those of today, but for what has changed."""
        if house == self.restaurant:
            yield from self.slots
            return
        hours_now, hours_then = _hours(self.restaurant, self.on), _hours(house, self.on)
        seats_now = {t.id: t.capacity for t in self.restaurant.tables_on(self.on)}
        seats_then = {t.id: t.capacity for t in house.tables_on(self.on)}
        there: dict[datetime, str] = {}
        has = set()
        for slot in self.slots:
            start = slot.starts_at.astimezone(UTC)
            place = start, slot.table_id
            there[start] = slot.slot_id
            has.add(place)
            is_new_hour = start in hours_now and start not in hours_then
            is_new_table = slot.table_id in seats_now and slot.table_id not in seats_then
            if (is_new_hour or is_new_table) and place not in held:
                continue
            yield replace(slot, capacity=seats_then.get(slot.table_id, slot.capacity))
        if self.on > house.business_day(at) + timedelta(days=house.days_ahead):
            return  # its hours were still to be made
        zone = self.restaurant.zone
        for start in hours_then:
            for table_id, seats in seats_then.items():
                if (start, table_id) not in has:
                    yield Slot(
                        slot_id=there.get(start, start.isoformat()),
                        table_id=table_id,
                        capacity=seats,
                        starts_at=start.astimezone(zone),
                        ends_at=(start + LASTS).astimezone(zone),
                        is_available=True,
                    )


def _hours(house: Restaurant, on: date) -> list[datetime]:
    try:
        return house.slots_on(on)
    except InvalidOpeningHours:
        return []


def _is_same(stood: Reservation, then: Reservation | None) -> bool:
    """Tell whether nothing but what is written of the party has changed."""
    return then is not None and _facts(stood) == _facts(then)


def _facts(reservation: Reservation) -> tuple[object, ...]:
    return _place(reservation), reservation.status, reservation.party_size


def _place(reservation: Reservation) -> tuple[datetime, str]:
    return reservation.starts_at.astimezone(UTC), reservation.table_id


def _by_hour_and_table(reservation: Reservation) -> tuple[object, ...]:
    return reservation.starts_at.astimezone(UTC), natural(reservation.table_id)


def _by_hour_and_size(slot: Slot) -> tuple[object, ...]:
    return slot.starts_at.astimezone(UTC), slot.capacity, natural(slot.table_id)
