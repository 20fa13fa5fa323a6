"""What `check` has found so far, each thing named so that a person can go and look."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from resv_desktop.domain.offered import Offered
from resv_desktop.domain.reservation import Fault
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.words import day_label, hour_label
from resv_desktop.store.documents import restaurant_from

MOST_OF_A_KIND = 5000  # a book that lost a whole collection would otherwise fill the memory
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class House:
    """A restaurant as a fault names it; is_zone_said is False where its clock is only guessed."""

    rest_id: str
    name: str
    zone: ZoneInfo
    is_zone_said: bool
    restaurant: Restaurant | None = None
    offered: Offered | None = None  # where its clock is said

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> "House":
        """Read a restaurant, however odd its document is."""
        restaurant = restaurant_from(document)
        zone, is_said = restaurant.told_zone, restaurant.has_clock
        name = shown(restaurant.name) or f"restaurant {restaurant.id}"
        offered = Offered(restaurant) if is_said else None
        return cls(restaurant.id, name, zone, is_said, restaurant, offered)

    @classmethod
    def unknown(cls, rest_id: object) -> "House":
        """Stand in for a restaurant that does not exist."""
        name = f"the unknown restaurant {shown(rest_id)}" if rest_id else "an unknown restaurant"
        return cls(str(rest_id or ""), name, ZoneInfo("UTC"), False)

    def local(self, at: object) -> datetime | None:
        """Return an instant as this house's clock shows it; None for what is no instant."""
        try:
            return at.astimezone(self.zone) if isinstance(at, datetime) else None
        except OverflowError:
            return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a fault is: a restaurant, as a rule an hour, often a table."""

    house: House
    at: object = None
    table: object = None
    ids: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        local = self.house.local(self.at)
        table = "" if self.table is None else f"table {shown(self.table)} "
        if self.at is None and not table:
            return self.house.name
        if local is None:
            return f"{table}at an unknown hour in {self.house.name}"
        zone = "" if self.house.zone.key != "UTC" else " UTC"
        return (
            f"{table}at {hour_label(local)}{zone} on {day_label(local.date())} {local.year} "
            f"in {self.house.name}"
        )

    def facts(self) -> dict[str, object]:
        """Return the same for programs, all of it text."""
        local = self.house.local(self.at)
        facts: dict[str, object] = {"restaurant": self.house.name, "rest_id": self.house.rest_id}
        if self.table is not None:
            facts["table"] = shown(self.table)
        if local is not None:
            facts |= {
                "day": local.date().isoformat(),
                "hour": hour_label(local),
                "time": local.isoformat(),
            }
        return facts | {name: shown(value) for name, value in self.ids.items()}


class Report:
    """The faults in the order they were found; of one kind at most so many are kept."""

    def __init__(self, most: int | None = MOST_OF_A_KIND) -> None:
        self._most = most
        self._faults: list[Fault] = []
        self._counts: Counter[str] = Counter()

    def add(self, kind: str, sentence: str, place: Place | None = None, **facts: object) -> None:
        """Name a fault; `{place}` in the sentence becomes the place's words."""
        named = sentence.replace("{place}", str(place)) if place else sentence
        details = (place.facts() if place else {}) | facts
        self.take(Fault(kind=kind, sentence=named[:1].upper() + named[1:], details=details))

    def take(self, fault: Fault) -> None:
        """Keep a fault that is named already, or only count it."""
        self._counts[fault.kind] += 1
        if self._most is None or self._counts[fault.kind] <= self._most:
            self._faults.append(fault)

    def faults(self) -> list[Fault]:
        """Return what was found; where more was found than kept, a last fault says how much."""
        most = self._most
        rest = [
            Fault(
                kind=kind,
                sentence=f"{count - most} more faults of the kind {kind} are not listed.",
                details={"count": count},
            )
            for kind, count in self._counts.items()
            if most is not None and count > most
        ]
        return self._faults + rest


def shown(value: object) -> str:
    """Return a stored value as a short text on one line."""
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST_LABEL else f"{text[:_LONGEST_LABEL]}…"
