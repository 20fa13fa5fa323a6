"""The last known days of a book, kept on this machine to be read while the database is silent."""

import hashlib
import logging
import re
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import msgspec

from resv_desktop.domain.errors import InvalidRestaurant
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting
from resv_desktop.settings import write_private

logger = logging.getLogger(__name__)

MOST_DAYS = 3  # the running day and the next two
_MEANWHILE = timedelta(minutes=1)  # what another worker reads at this instant is no wrong clock's
_CREDENTIALS = re.compile(r"//[^/@]*@")


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One business day of a restaurant as the book was at read_at (UTC).

    waiting is None where it is not known who waits; what older programs kept does not say it.
    """

    restaurant: Restaurant
    on: date
    slots: tuple[Slot, ...]
    reservations: tuple[Reservation, ...]
    read_at: datetime
    waiting: tuple[Waiting, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What stands in the file: a few days, and of which book they are."""

    book: str
    days: tuple[Snapshot, ...]


class LastKnown:
    """One private file with what this station last knew of a restaurant's running and next days.

    It is read without a database and never written back to one. A file that makes no sense, or is
    of another book, tells nothing; one that cannot be written costs the convenience and never a
    reservation, so nothing is raised. Safe from several threads at once.
    """

    def __init__(self, path: Path, *, uri: str, database: str) -> None:
        """Touch nothing yet. The address tells the book; credentials in it play no part."""
        self._book = _name(uri, database)
        self._path = path
        self._lock = threading.Lock()
        self._days: dict[date, Snapshot] | None = None
        self._followed: str | None = None

    def turn_to(self, *, uri: str, database: str) -> None:
        """Keep another book from now on; what was known of this one is forgotten."""
        with self._lock:
            self._book = _name(uri, database)
            self._days = None

    def follow(self, rest_id: str) -> None:
        """Keep days of this restaurant only; what a worker still brings of another is too late."""
        self._followed = rest_id

    def keep(self, days: Iterable[Snapshot], today: date, *, now: datetime | None = None) -> None:
        """Keep these days, each in the place of an older state of it.

        What lies before `today` (the restaurant's business day) is forgotten, and so are days of
        another restaurant. A state from long after `now` was read while the clock was wrong, and
        is the older one.
        """
        with self._lock:
            before = self._loaded()
            known = dict(before)
            for day in days:
                if self._followed not in (None, day.restaurant.id):
                    continue
                if any(other.restaurant.id != day.restaurant.id for other in known.values()):
                    known = {}
                older = known.get(day.on)
                if older is None:
                    known[day.on] = day
                elif older.read_at <= day.read_at or _is_ahead(older, now):
                    # Where nobody could be asked who waits, who waited before is still on paper.
                    waiting = older.waiting if day.waiting is None else day.waiting
                    known[day.on] = replace(day, waiting=waiting)
            kept = [on for on in sorted(known) if on >= today][:MOST_DAYS]
            self._days = {on: known[on] for on in kept}
            if self._days != before:
                self._save()

    def forget(
        self,
        is_gone: Callable[[Reservation | Waiting], bool],
        says_too_much: Callable[[str], bool],
        now: datetime,
    ) -> int:
        """Leave the guests of these reservations out of every day; return how many those were.

        Who waits is taken off, a note that says too much goes. What was read before `now` and is
        still to be kept comes too late. The one that raises OSError: nobody may be told that they
        are forgotten while the file still has them.
        """
        with self._lock:
            before, gone = self._loaded(), 0
            known = {}
            for on, day in before.items():
                held = [(r, is_gone(r) or says_too_much(r.note)) for r in day.reservations]
                waiting = None
                if day.waiting is not None:
                    waiting = tuple(
                        w for w in day.waiting if not (is_gone(w) or says_too_much(w.note))
                    )
                    gone += len(day.waiting) - len(waiting)
                gone += sum(is_one for _, is_one in held)
                known[on] = replace(
                    day,
                    reservations=tuple(_without_guest(r) if is_one else r for r, is_one in held),
                    waiting=waiting,
                    read_at=now,
                )
            if gone:
                self._days = known
            if known:  # also as it is: the file may not have taken the last change
                self._write()
            return gone

    def days(self) -> list[Snapshot]:
        """Return the days that were kept, by date, with their times in the restaurant's zone."""
        with self._lock:
            return [self._loaded()[on] for on in sorted(self._loaded())]

    def _loaded(self) -> dict[date, Snapshot]:
        if self._days is None:
            self._days = {day.on: day for day in self._read()}
        return self._days

    def _read(self) -> list[Snapshot]:
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
            return [_in_zone(day) for day in kept.days] if kept.book == self._book else []
        except FileNotFoundError:
            return []
        except (OSError, ValueError, InvalidRestaurant) as error:
            logger.warning("the last known days make no sense: %s", type(error).__name__)
            return []

    def _write(self) -> None:
        kept = _Kept(book=self._book, days=tuple((self._days or {}).values()))
        write_private(self._path, msgspec.json.encode(kept).decode())

    def _save(self) -> None:
        try:
            self._write()
        except OSError as error:
            logger.warning("the last known days were not saved: %s", type(error).__name__)


def _without_guest(held: Reservation) -> Reservation:
    return replace(held, reserved_by="", name="", note="", allergy=False, is_erased=True)


def _is_ahead(day: Snapshot, now: datetime | None) -> bool:
    return now is not None and day.read_at > now + _MEANWHILE


def _name(uri: str, database: str) -> str:
    address = f"{_CREDENTIALS.sub('//', uri)}\n{database}"
    return hashlib.sha256(address.encode()).hexdigest()


def _in_zone(day: Snapshot) -> Snapshot:
    """Return a day whose times know their zone again, not only its offset."""
    zone = day.restaurant.zone
    return replace(
        day,
        slots=tuple(
            replace(
                slot,
                starts_at=slot.starts_at.astimezone(zone),
                ends_at=slot.ends_at.astimezone(zone),
            )
            for slot in day.slots
        ),
        reservations=tuple(
            replace(
                held,
                starts_at=held.starts_at.astimezone(zone),
                created_at=held.created_at and held.created_at.astimezone(UTC),
            )
            for held in day.reservations
        ),
        waiting=None
        if day.waiting is None
        else tuple(
            replace(
                entry,
                starts_at=entry.starts_at.astimezone(zone),
                since_at=entry.since_at.astimezone(UTC),
            )
            for entry in day.waiting
        ),
    )
