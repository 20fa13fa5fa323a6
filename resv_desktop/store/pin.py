"""The manager's PIN as it is stored: only its hash, and how often a wrong one was typed."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from resv_desktop.domain.errors import PinChanged
from resv_desktop.domain.pin import PinState
from resv_desktop.store.book import Book
from resv_desktop.store.documents import MANAGERS, Document, both_forms, text, whole
from resv_desktop.store.store import Store
from resv_desktop.store.upgrade import may_change_layout


def stored_pin(book: Book, rest_id: str) -> Document | None:
    """Return what is stored of a restaurant's PIN, or None where nobody was asked for one yet."""
    return next(iter(book.find(MANAGERS, {"_id": {"$in": both_forms([rest_id])}}).limit(1)), None)


def state_of(document: Mapping[str, Any] | None) -> PinState:
    """Return whether a PIN is asked for."""
    if document is None or "pin" not in document:
        return "unset"
    return "on" if hash_in(document) else "off"


def hash_in(document: Mapping[str, Any] | None) -> str:
    """Return the hash of the PIN, "" where there is none."""
    return text((document or {}).get("pin"))


def wrong_in(document: Mapping[str, Any]) -> int:
    """Return how many wrong PINs were typed in a row."""
    return max(0, whole(document.get("wrong")) or 0)


def wait_in(document: Mapping[str, Any], now: datetime) -> timedelta:
    """Return for how long nobody may try."""
    until = document.get("waitUntil")
    if not isinstance(until, datetime):
        return timedelta()
    return max(timedelta(), (until if until.tzinfo else until.replace(tzinfo=UTC)) - now)


def hash_of(pin: str) -> str:
    """Return a PIN as it is stored, with a salt of its own."""
    import argon2  # takes a while, and most stations never need it

    return argon2.PasswordHasher().hash(pin)


def is_pin(pin: str, stored: str) -> bool:
    """Return whether a PIN is the stored one; raise PinChanged where no PIN can be read there."""
    import argon2

    try:
        return argon2.PasswordHasher().verify(stored, pin)
    except argon2.exceptions.VerifyMismatchError:
        return False
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        raise PinChanged(
            "What the book holds as the manager's PIN cannot be read. `resv-desktop clear-pin`, on "
            "the machine that runs the database, lets a new one be set."
        ) from None


def may_clear(store: Store) -> bool:
    """Return whether this station may do with the database what its owner may; raise Outage."""
    with store.answering():
        return may_change_layout(store.database)
