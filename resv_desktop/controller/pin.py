"""The manager's PIN: who may change the house, and what happens to who guesses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from resv_desktop.controller.house import no_restaurant, write_id
from resv_desktop.controller.transition import written_once
from resv_desktop.domain.errors import WriteForbidden
from resv_desktop.later import later
from resv_desktop.store.book import AlreadyDone
from resv_desktop.store.documents import MANAGERS, object_id

if TYPE_CHECKING:
    from resv_desktop.controller.house import House
    from resv_desktop.domain import pin as rules
    from resv_desktop.domain.pin import PinState
    from resv_desktop.store import pin as pins
    from resv_desktop.store.book import Book
    from resv_desktop.store.documents import Document, WriteId
else:
    (rules,) = later("resv_desktop.domain", "pin")
    (pins,) = later("resv_desktop.store", "pin")

_NO_WAIT: Final = {"wrong": 0, "waitUntil": None}
_OF_THE_PIN: Final = ("pin", *_NO_WAIT)


class Pins:
    """The part of the Controller that knows the manager; its rules are those of the whole."""

    _house: House

    def pin_state(self, rest_id: str) -> PinState:
        """Return whether a restaurant's PIN is asked for, not wanted, or was never set."""
        return pins.state_of(self._house.store.read(lambda book: pins.stored_pin(book, rest_id)))

    def prove_pin(self, rest_id: str, pin: str) -> None:
        """Return when this is the manager's PIN, or none is asked for.

        Each try is counted before the PIN is looked at, so that many tries at one instant, at
        however many stations, gain nothing. After the third wrong one in a row nobody can try for
        5 seconds, then 15, up to 15 minutes; the right one ends that. Raises WrongPin,
        InvalidPin (which is no try), and PinChanged where what is stored cannot be read, or none
        was ever set, or it was cleared since: then it is to be set.
        """
        self._prove(rest_id, pin)

    def set_pin(
        self, rest_id: str, new: str | None, *, old: str = "", request_id: str | None = None
    ) -> PinState:
        """Let this be the manager's PIN from now on; None, that none is asked for.

        Where one is asked for it has to be given as `old`. With the same request_id the call may
        be repeated. Raises InvalidPin, WrongPin as `prove_pin` does, PinChanged where another
        station set one meanwhile, RestaurantNotFound.
        """
        own_id, house = write_id(request_id), self._house
        wanted = None if new is None else rules.check_pin(new)

        def attempt() -> PinState:
            seen = pins.hash_in(house.store.read(lambda book: pins.stored_pin(book, rest_id)))
            if seen:
                self._prove(rest_id, old, own_id)
            self._write(own_id, rest_id, None if wanted is None else pins.hash_of(wanted), seen)
            return "off" if new is None else "on"

        with house.settling(own_id):
            return written_once(
                house,
                own_id,
                "set_pin",
                attempt,
                lambda _line: self.pin_state(rest_id),
                restId=rest_id,
            )

    def clear_pin(self, rest_id: str) -> None:
        """Forget the PIN that nobody knows any more: who comes next is asked to set one.

        Raises WriteForbidden where this station is not the owner of the database.
        """
        house, own_id = self._house, write_id(None)
        if not pins.may_clear(house.store):
            raise WriteForbidden(
                "This station has no right to clear the manager's PIN. It is cleared on the "
                "machine that runs the database, or with the rights of the database's owner."
            )

        def clear(book: Book) -> None:
            found = pins.stored_pin(book, rest_id)
            if found is not None and pins.state_of(found) != "unset":
                kept = {field: value for field, value in found.items() if field not in _OF_THE_PIN}
                book.put(MANAGERS, kept)
                book.write_line(self._line(own_id, found["_id"], "clear_pin"))

        house.store.write(clear)

    def _prove(self, rest_id: str, pin: str, own_id: WriteId | None = None) -> None:
        """Do as `prove_pin` says, for a write that is not done yet; raise AlreadyDone where it is.

        Then the old PIN is no longer the right one, and that it is typed again no guess.
        """
        typed, store = rules.check_pin(pin), self._house.store
        with store.in_all():
            stored, wait = store.write(lambda book: self._count_try(book, rest_id, own_id))
            if not stored:
                return
            if not pins.is_pin(typed, stored):
                raise rules.wrong_pin(wait)
            store.write(lambda book: _end_wait(book, rest_id, stored))

    def _count_try(self, book: Book, rest_id: str, own_id: WriteId | None) -> tuple[str, timedelta]:
        """Count a try; return the hash to compare with, and the wait if it is a wrong one."""
        if own_id is not None and book.line(own_id) is not None:
            raise AlreadyDone(own_id)
        found, now = pins.stored_pin(book, rest_id), self._house.now()
        if pins.state_of(found) == "unset":  # who was asked for one goes by one that was cleared
            raise rules.changed_meanwhile()
        stored = pins.hash_in(found)
        if found is None or not stored:
            return "", timedelta()
        still = pins.wait_in(found, now)
        if still:
            raise rules.too_soon(still)
        wrong = pins.wrong_in(found) + 1
        wait = rules.wait_after(wrong)
        book.put(MANAGERS, found | {"wrong": wrong, "waitUntil": now + wait})
        return stored, wait

    def _write(self, own_id: WriteId, rest_id: str, hashed: str | None, seen: str) -> None:
        """Store a hash where the one that was seen still stands; raise AlreadyDone."""

        def write(book: Book) -> None:
            restaurant = book.restaurant_document(rest_id)
            if restaurant is None:
                raise no_restaurant(rest_id)
            found = pins.stored_pin(book, rest_id)
            if pins.hash_in(found) != seen:
                raise rules.changed_meanwhile()
            document = found or {"_id": restaurant["_id"]}
            book.put(MANAGERS, document | {"pin": hashed, **_NO_WAIT})
            book.write_line(self._line(own_id, document["_id"], "set_pin"))

        try:
            self._house.store.write(write)
        except AlreadyDone as done:
            if done.write_id == own_id:
                raise
            raise rules.changed_meanwhile() from None

    def _line(self, own_id: object, rest_id: object, act: str) -> Document:
        """Return the line of the journal; neither PIN nor hash stands in it."""
        return self._house.line(own_id, act, restId=object_id(rest_id) or rest_id)


def _end_wait(book: Book, rest_id: str, stored: str) -> None:
    found = pins.stored_pin(book, rest_id)
    if found is not None and pins.hash_in(found) == stored:
        book.put(MANAGERS, found | _NO_WAIT)
