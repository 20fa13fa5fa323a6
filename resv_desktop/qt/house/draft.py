"""What the manager wants to be different about the house, while it is still being said."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from resv_desktop.domain.errors import InvalidPhone, InvalidRestaurant, Refusal
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.phone import parse_phone, region_of
from resv_desktop.domain.restaurant import MOST_DAYS_AHEAD, Closure, Restaurant, Table, natural
from resv_desktop.domain.words import one_line

FACTS = ("name", "phone", "days_ahead", "opening_hours", "week_hours", "closures")


class HouseDraft:
    """The house as it was seen, and every fact as it is wished now.

    Nothing of it is stored before `change` has gone through the controller. promised are the labels
    of tables that no new one gets.
    """

    def __init__(
        self, restaurant: Restaurant, today: date, promised: frozenset[str] = frozenset()
    ) -> None:
        self.seen, self.today, self.promised = restaurant, today, promised
        self.name = restaurant.name
        self.phone = restaurant.phone
        self.days_ahead = restaurant.days_ahead
        self.opening_hours = restaurant.opening_hours
        self.week_hours = dict(restaurant.week_hours)
        self.closures = restaurant.closures
        self.tables: dict[str, Table] = {}  # those that differ
        self.new_tables: tuple[int, ...] = ()
        self.unread_tables: Refusal | None = None  # why what is typed of more tables is none

    @property
    def changed(self) -> list[str]:
        """The facts that are wished to be different, in the order in which they are said."""
        return [fact for fact in (*FACTS, "tables") if self._differs(fact)]

    def all_tables(self) -> list[Table]:
        """Return the tables that are there, as they are wished, in their natural order."""
        wished = (self.tables.get(table.id, table) for table in self.seen.tables)
        return sorted(wished, key=lambda table: natural(table.id))

    def wish(self, table: Table) -> None:
        """Let a table be different, or again as it is."""
        self.tables.pop(table.id, None)
        if table not in self.seen.tables:
            self.tables[table.id] = table

    def change(self) -> HouseChange:
        """Return what is to be done; what is as it was stays out of it."""
        facts = {fact: getattr(self, fact) for fact in self.changed if fact != "tables"}
        tables = tuple(self.tables.values())
        return HouseChange(**facts, tables=tables, new_tables=self.new_tables, seen=self.seen)

    def trouble(self) -> Refusal | None:
        """Return why it cannot be so, as far as the house alone can tell."""
        if self.unread_tables is not None:
            return self.unread_tables
        try:
            self.change().on(self.seen, self.today)
            if "closures" in self.changed:
                _check_apart([each for each in self.closures if each.to_on >= self.today])
        except Refusal as refusal:
            return refusal
        return None

    def take_over(self, restaurant: Restaurant) -> list[str]:
        """Go on from the house as another station has made it; return which facts that changed.

        Those are now as they are there; what is wished otherwise stays.
        """
        theirs = [fact for fact in FACTS if getattr(restaurant, fact) != getattr(self.seen, fact)]
        for fact in theirs:
            value = getattr(restaurant, fact)
            setattr(self, fact, dict(value) if fact == "week_hours" else value)
        before = {table.id: table for table in self.seen.tables}
        now = {table.id: table for table in restaurant.tables}
        if before != now:
            theirs.append("tables")
            kept = [t for t in self.tables.values() if now.get(t.id) == before.get(t.id)]
            self.tables = {table.id: table for table in kept}
        self.seen = restaurant
        return theirs

    def settle(self, asked: HouseChange, restaurant: Restaurant) -> tuple[list[str], list[str]]:
        """Go on from a house in which asked, whose answer was lost, may have been saved.

        Returns which facts that save has changed, whose wishes stay as they are by now, and which
        ones another station has. More tables that were saved are no longer wished.
        """
        promised = _left_out(self.seen, restaurant)
        made, tables = asked.on(self.seen, self.today, promised), self.tables
        own = [
            fact
            for fact in (*FACTS, "tables")
            if getattr(self.seen, fact) != getattr(made, fact) == getattr(restaurant, fact)
        ]
        wishes = {fact: getattr(self, fact) for fact in own if fact != "tables"}
        theirs = [fact for fact in self.take_over(restaurant) if fact not in own]
        for fact, wish in wishes.items():
            setattr(self, fact, wish)
        if "tables" in own:
            self.new_tables = () if asked.new_tables else self.new_tables
            for table in tables.values():
                self.wish(table)
        return own, theirs

    def _differs(self, fact: str) -> bool:
        if fact == "tables":
            return bool(self.tables or self.new_tables)
        if fact == "name":
            return one_line(self.name) != self.seen.name
        if fact == "phone":
            return self._number() != self.seen.phone
        return bool(getattr(self, fact) != getattr(self.seen, fact))

    def _number(self) -> str:
        if self.phone == self.seen.phone:
            return self.phone
        try:
            return parse_phone(self.phone, region_of(self.seen.phone)).e164
        except InvalidPhone:
            return ""


def _left_out(before: Restaurant, now: Restaurant) -> list[str]:
    """Return the label before the first new one: none is called like what is still promised."""
    known = {table.id for table in before.tables}
    new = [int(t.id) for t in now.tables if t.id not in known and t.id.isdecimal()]
    return [str(min(new) - 1)] if new else []


def _check_apart(closures: list[Closure]) -> None:
    """Raise InvalidRestaurant where two closures say different things of one day."""
    whole = sorted((c for c in closures if not c.closed_hours), key=lambda c: c.from_on)
    for one, other in pairwise(whole):
        if other.from_on <= one.to_on:
            raise InvalidRestaurant(
                "Two entries of closures and other hours cover {day}. Change the dates of one of "
                "them.",
                day=other.from_on,
            )


def next_free_day(closures: tuple[Closure, ...], today: date) -> date:
    """Return the first day after today of which no closure speaks; tomorrow, if all do."""
    days = [today + timedelta(days=n) for n in range(1, MOST_DAYS_AHEAD + 1)]
    free = (d for d in days if not any(each.from_on <= d <= each.to_on for each in closures))
    return next(free, days[0])


def ended(closure: Closure, today: date) -> Closure | None:
    """Return a closure as it is once it holds no longer from today on; None: never at all."""
    if closure.from_on >= today:
        return None
    return replace(closure, to_on=today - timedelta(days=1))
