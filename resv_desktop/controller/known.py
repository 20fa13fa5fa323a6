"""What this station has read and what hardly ever changes, so that a write need not ask again."""

import threading
from collections.abc import Iterable
from dataclasses import replace

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.steady import steady_s
from resv_desktop.store.hour import Hour
from resv_desktop.store.store import Store

_MOST_HOURS = 50_000  # about ten years of one house; beyond that all is read anew
_MIXED_FOR_S = 10.0


class Known:
    """The restaurants and the times of the hours that this station has seen.

    It saves questions, it never answers one: whatever a write relies on stands in the filters of
    its transaction, and what was refused is forgotten, so that the next try looks again.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._restaurants: dict[str, Restaurant] = {}
        self._hours: dict[str, Hour] = {}
        self._mixed_at: float | None = None
        self._is_mixed = False

    def see(self, restaurant: Restaurant, hours: Iterable[Hour] = ()) -> None:
        """Remember what was read just now."""
        with self._lock:
            self._restaurants[restaurant.id] = replace(restaurant, tables=())
            if len(self._hours) > _MOST_HOURS:
                self._hours.clear()
            for hour in hours:
                self._hours[hour.slot_id] = Hour(hour.slot_id, restaurant.id, hour.starts_at, ())

    def forget(self, slot_id: str) -> None:
        """Look again before the next write in this hour."""
        with self._lock:
            hour = self._hours.pop(slot_id, None)
            if hour is not None:
                self._restaurants.pop(hour.rest_id, None)

    def forget_restaurant(self, rest_id: str) -> None:
        """Look again: it has changed, and with its clock its hours may lie elsewhere."""
        with self._lock:
            self._restaurants.pop(rest_id, None)
            self._hours = {
                id_: hour for id_, hour in self._hours.items() if hour.rest_id != rest_id
            }

    def restaurant(self, rest_id: str) -> Restaurant | None:
        """Return a restaurant as it was seen last, without its tables."""
        return self._restaurants.get(rest_id)

    def hour(self, slot_id: str) -> tuple[Hour, Restaurant] | None:
        """Return time and restaurant of an hour, without its tables; None if either is unknown."""
        hour = self._hours.get(slot_id)
        restaurant = self._restaurants.get(hour.rest_id) if hour else None
        return (hour, restaurant) if hour and restaurant else None

    def restaurant_of(self, slot_id: str) -> str | None:
        """Return the id of the restaurant whose hour it is, or None."""
        hour = self._hours.get(slot_id)
        return hour.rest_id if hour else None

    def is_mixed(self) -> bool:
        """Tell whether the unique indexes may let a table be promised twice.

        That is where one could not be built, or where another program spells ids as text. Asked
        every ten seconds; whoever follows the changes tells it at once by `found_text`.
        """
        if self._store.unbuilt_indexes:
            return True
        now = steady_s()
        if self._mixed_at is None or now - self._mixed_at > _MIXED_FOR_S:
            self._is_mixed = self._store.read(lambda book: book.has_text_ids())
            self._mixed_at = now
        return self._is_mixed

    def found_text(self) -> None:
        """Take note that another program has just spelled an id as text."""
        self._is_mixed = True
        self._mixed_at = steady_s()
