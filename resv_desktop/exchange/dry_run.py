"""What would happen to each row of a file if it were imported now; nothing is written."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from resv_desktop.controller.house import region_of_house
from resv_desktop.domain.best_fit import fits
from resv_desktop.domain.errors import (
    AlreadyReserved,
    InvalidOpeningHours,
    InvalidPhone,
    Refusal,
    SlotInPast,
    SlotNotFound,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
)
from resv_desktop.domain.phone import format_phone, is_number, parse_phone
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import LASTS, Slot
from resv_desktop.domain.words import Sentence
from resv_desktop.exchange.days import BusinessDays
from resv_desktop.exchange.wishes import (
    Unread,
    Wish,
    content_id,
    ids_of,
    sentence_of,
)

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

# would: it is going to be reserved; there: an earlier import has done it; refused: it is not;
# reserved: it was; open: the database did not say whether it was; left: it was not tried.
State = Literal["would", "there", "refused", "reserved", "open", "left"]
_SAME_YEAR = timedelta(days=180)  # so near a day is told by its month

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes, or became, of one row. why is the sentence about it, None where all is said.

    wish is None where the row could not be read. table_id and slot_id are where it goes;
    reservation_id is what tells the row when it is imported again.
    """

    row: int
    state: State
    wish: Wish | None = None
    why: Sentence | None = None
    table_id: str = ""
    slot_id: str = ""
    reservation_id: str = ""


def dry_run(
    controller: "Controller",
    restaurant: Restaurant,
    rows: Sequence[Wish | Unread],
    *,
    second_table: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[Outcome] | None:
    """Return for each row what would happen, in their order; None where it was stopped.

    A row that names its table comes before those of its hour that name none; those get the best
    fit, one after the other. second_table: a number may have several tables in one hour. Raises
    Outage, RestaurantNotFound.
    """
    wishes = [row for row in rows if isinstance(row, Wish)]
    known = _Known(controller, restaurant, wishes)
    outcomes = {row.row: _unread(row) for row in rows if isinstance(row, Unread)}
    days = BusinessDays(restaurant)
    by_day: dict[date, list[Wish]] = defaultdict(list)
    now = controller.now()
    for wish in wishes:
        settled = known.settled(wish) or _over(wish, now, known.ids[wish.row])
        if settled is None:
            by_day[days.of(wish.starts_at)].append(wish)
        else:
            outcomes[wish.row] = settled
    for done, day in enumerate(sorted(by_day)):
        if stop is not None and stop():
            return None
        if progress is not None:
            progress(done, len(by_day))
        state = _Day(controller, restaurant, day, second_table=second_table)
        for wish in sorted(by_day[day], key=_named_first):
            outcomes[wish.row] = state.look(wish, known.ids[wish.row])
    return [outcomes[row.row] for row in rows]


def _unread(row: Unread) -> Outcome:
    return Outcome(row=row.row, state="refused", why=row.why)


def _named_first(wish: Wish) -> tuple[bool, int]:
    return not wish.table_id, wish.row


def _over(wish: Wish, now: datetime, own_id: str) -> Outcome | None:
    if now < wish.starts_at.astimezone(UTC) + LASTS:
        return None
    day = _told(wish.starts_at.date(), now.date())
    why = SlotInPast("{hour} on {day} is over.", hour=wish.starts_at, day=day)
    return _refused(wish, own_id, sentence_of(why))


def _told(day: date, near: date) -> date | str:
    """Return a day as it is said: with its year where that may be what is wrong."""
    return day if abs(day - near) < _SAME_YEAR else day.isoformat()


def _refused(wish: Wish, own_id: str, why: Sentence) -> Outcome:
    return Outcome(row=wish.row, state="refused", wish=wish, why=why, reservation_id=own_id)


def _there(wish: Wish, held: Reservation) -> Outcome:
    why = Sentence(
        "It is in the book already: table {table} at {hour} on {day}.",
        table=held.table_id,
        hour=held.starts_at,
        day=held.starts_at.date(),
    )
    return Outcome(
        row=wish.row,
        state="there",
        wish=wish,
        why=why,
        table_id=held.table_id,
        slot_id=held.slot_id,
        reservation_id=held.id,
    )


class _Known:
    """The ids of the rows, and what the book knows of them already."""

    def __init__(
        self, controller: "Controller", restaurant: Restaurant, wishes: Sequence[Wish]
    ) -> None:
        self.ids = ids_of(restaurant, wishes)
        self._used = controller.used(restaurant.id, list(self.ids.values()))
        seen: Counter[str] = Counter()
        foreign = [wish for wish in wishes if self._is_elsewhere(self.ids[wish.row], restaurant)]
        for wish in foreign:
            self.ids[wish.row] = content_id(restaurant, wish, seen)
        if foreign:
            more = [self.ids[wish.row] for wish in foreign]
            self._used |= controller.used(restaurant.id, more)
        self._first: dict[str, int] = {}

    def _is_elsewhere(self, own_id: str, restaurant: Restaurant) -> bool:
        held = self._used.get(own_id)
        return isinstance(held, Reservation) and held.rest_id != restaurant.id

    def settled(self, wish: Wish) -> Outcome | None:
        """Return what became of a row that was imported before, or stands twice; else None."""
        own_id = self.ids[wish.row]
        first = self._first.setdefault(own_id, wish.row)
        if first != wish.row:
            why = Sentence("The row is the same reservation as row {row}.", row=first)
            return _refused(wish, own_id, why)
        used = self._used.get(own_id)
        if used is None:
            return None
        if isinstance(used, Refusal):
            return _refused(wish, own_id, sentence_of(used))
        return _there(wish, used)


class _Day:
    """The hours of a business day as they are, and would be after the rows looked at so far."""

    def __init__(
        self, controller: "Controller", restaurant: Restaurant, day: date, *, second_table: bool
    ) -> None:
        self._restaurant, self._day, self._second_table = restaurant, day, second_table
        self._now = controller.now()
        self._region = region_of_house(restaurant)
        self._hours: dict[datetime, dict[str, Slot]] = defaultdict(dict)
        for slot in controller.slots(restaurant.id, day):
            self._hours[slot.starts_at.astimezone(UTC)][slot.table_id] = slot
        self._rows: dict[tuple[datetime, str], int] = {}  # which row takes a table
        self._of_row: dict[tuple[datetime, str], int] = {}  # which row has a number
        self._held: dict[tuple[datetime, str], str] = {}  # which table a number has
        # What is no number by itself, but may be one with something around it.
        self._odd: list[tuple[datetime, str, str]] = []
        self._here = {held.id: held for held in controller.reservations_on(restaurant.id, day)}
        for held in self._here.values():
            if held.reserved_by:
                self._hold(held)

    def look(self, wish: Wish, own_id: str) -> Outcome:
        if own_id in self._here:  # another station has imported the same row in the meantime
            return _there(wish, self._here[own_id])
        try:
            slot = self._find(wish)
        except Refusal as refusal:
            return _refused(wish, own_id, sentence_of(refusal))
        at = slot.starts_at.astimezone(UTC)
        self._hours[at][slot.table_id] = replace(slot, is_available=False)
        self._rows[at, slot.table_id] = self._of_row[at, wish.phone] = wish.row
        return Outcome(
            row=wish.row,
            state="would",
            wish=wish,
            why=wish.remark,
            table_id=slot.table_id,
            slot_id=slot.slot_id,
            reservation_id=own_id,
        )

    def _find(self, wish: Wish) -> Slot:
        """Return the table that a row gets; raise the Refusal that keeps it from one."""
        at = wish.starts_at.astimezone(UTC)
        tables = self._hours.get(at)
        if not tables:
            raise self._no_hour(wish)
        slot = self._table(wish, tables) if wish.table_id else None
        if not self._second_table:
            self._check_guest(wish, at)
        if slot is not None:
            return slot
        best = next(iter(fits(tables.values(), wish.party_size)), None)
        if best is None and not self._seats(wish.party_size, tables):
            raise TableTooSmall(
                "No table of {restaurant} seats a party of {party}.",
                restaurant=self._restaurant.name,
                party=wish.party_size,
            )
        if best is None:
            raise SlotTaken(
                "No table is free for a party of {party} at {hour} on {day}.",
                party=wish.party_size,
                hour=wish.starts_at,
                day=wish.starts_at.date(),
            )
        return best.slot

    def _table(self, wish: Wish, tables: Mapping[str, Slot]) -> Slot:
        slot = tables.get(wish.table_id)
        if slot is None:
            raise TableNotFound(
                "There is no table {table} at {hour} on {day}.",
                table=wish.table_id[:40],
                hour=wish.starts_at,
                day=wish.starts_at.date(),
            )
        row = self._rows.get((slot.starts_at.astimezone(UTC), slot.table_id))
        if row is not None:
            raise SlotTaken(
                "Row {row} takes table {table} at {hour} on {day}.", row=row, **slot.named()
            )
        slot.check_can_take(wish.party_size, self._now)
        return slot

    def _seats(self, party_size: int, tables: Mapping[str, Slot]) -> bool:
        """Whether the house has a table that is large enough, in this hour or at all."""
        seats = [slot.capacity for slot in tables.values()]
        seats += [table.capacity for table in self._restaurant.tables]
        return any(capacity >= party_size for capacity in seats)

    def _check_guest(self, wish: Wish, at: datetime) -> None:
        row = self._of_row.get((at, wish.phone))
        if row is not None:
            raise AlreadyReserved(
                "Row {row} is for the same number at {hour} on {day}. A second table is reserved "
                "only on purpose.",
                row=row,
                hour=wish.starts_at,
                day=wish.starts_at.date(),
            )
        table = self._held.get((at, wish.phone)) or self._held_oddly(at, wish.phone)
        if table is not None:
            raise AlreadyReserved(
                "{phone} already holds table {table} at {hour} on {day}.",
                phone=format_phone(wish.phone, self._region),
                table=table,
                hour=wish.starts_at,
                day=wish.starts_at.date(),
            )

    def _no_hour(self, wish: Wish) -> Refusal:
        house, at = self._restaurant, wish.starts_at
        last = house.business_day(self._now) + timedelta(days=house.days_ahead)
        try:
            is_open = at.astimezone(UTC) in house.slots_on(self._day)
        except InvalidOpeningHours:
            is_open = False
        if is_open and self._day > last:
            return SlotNotFound(
                "{day} is too far ahead: {last} is the last day that can be reserved.",
                day=_told(self._day, last),
                last=last,
            )
        if is_open:
            return SlotNotFound("There is no {hour} on {day} in the book.", hour=at, day=at.date())
        return SlotNotFound(
            "{restaurant} is not open at {hour} on {day}.",
            restaurant=house.name,
            hour=at,
            day=at.date(),
        )

    def _hold(self, held: Reservation) -> None:
        at = held.starts_at.astimezone(UTC)
        try:
            number = parse_phone(held.reserved_by, self._region).e164
        except InvalidPhone:
            self._odd.append((at, held.reserved_by, held.table_id))
        else:
            self._held[at, number] = held.table_id

    def _held_oddly(self, at: datetime, phone: str) -> str | None:
        """Return the table that a number has which another program wrote in its own way."""
        return next(
            (
                table
                for when, stored, table in self._odd
                if when == at and is_number(stored, phone, self._region)
            ),
            None,
        )


def counted(outcomes: Iterable[Outcome]) -> Counter[State]:
    """Return how many rows have each state."""
    return Counter(outcome.state for outcome in outcomes)
