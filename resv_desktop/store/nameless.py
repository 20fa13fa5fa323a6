"""What stays of a reservation once its guest is forgotten, and the code that still counts visits.

The code is an HMAC of the number under a key of this book, kept beside the version of its layout.
Without the book nobody can work it out; whoever has the book can try numbers, as SECURITY.md says.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

from bson import Binary

from resv_desktop.domain.phone import number_of
from resv_desktop.store.book import Book
from resv_desktop.store.documents import SCHEMA, VERSION_ID, Document
from resv_desktop.store.store import Store

SIDES = ("before", "after", "waited", "waits")  # of a line of the journal
ERASED, HASH = "erased", "guestHash"
_KEY, _KEY_BYTES, _HASH_DIGITS = "guestKey", 32, 32
_TEXTS = ("name", "note")
# All else goes: nobody here can say what another program's fields tell of a guest.
_STAYS = (
    *("_id", "time", "tableId", "slotId", "restId", "partySize", "status", "createdAt", "movedAt"),
    *("called", "station", "passed", "__v", ERASED, HASH),
)

Region = Callable[[object], str | None]  # of the restaurant with this id


def stored_key(book: Book) -> bytes | None:
    """Return the key of this book; None as long as nobody was ever forgotten in it."""
    found = next(iter(book.find(SCHEMA, {"_id": VERSION_ID}, (_KEY,)).limit(1)), None) or {}
    key = found.get(_KEY)
    return bytes(key) if isinstance(key, bytes) else None


def make_key(store: Store) -> bytes:
    """Return the key of this book, which is made the first time. Raises Outage."""
    key = store.read(stored_key)
    while key is None:
        new = {"$set": {_KEY: Binary(secrets.token_bytes(_KEY_BYTES))}}
        with store.answering():
            store.database[SCHEMA].update_one({"_id": VERSION_ID, _KEY: None}, new, upsert=False)
        key = store.read(stored_key)
    return key


def hash_of(key: bytes, number: str) -> str:
    """Return the code under which the visits of a number (E.164) are counted."""
    return hmac.new(key, number.encode(), hashlib.sha256).hexdigest()[:_HASH_DIGITS]


def is_personal(document: object) -> bool:
    """Whether a document is that of a party, and its guest is not forgotten yet."""
    return isinstance(document, Mapping) and "reservedBy" in document and not document.get(ERASED)


def numbers_named(line: Mapping[str, Any], region: str | None) -> set[str]:
    """Return the numbers (E.164 where they are any) that a line of the journal names."""
    sides = [line[side] for side in SIDES if is_personal(line.get(side))]
    return {number_of(str(side.get("reservedBy") or ""), region) for side in sides} - {""}


def nameless(document: Mapping[str, Any], key: bytes, region: str | None) -> Document:
    """Return what stays of a reservation, or of an entry of the waitlist."""
    number = number_of(str(document.get("reservedBy") or ""), region)
    stays = {name: value for name, value in document.items() if name in _STAYS}
    stays |= {"reservedBy": "", "name": "", "note": "", ERASED: True}
    return stays | {HASH: hash_of(key, number)} if number else stays


def nameless_line(line: Mapping[str, Any], key: bytes, region: str | None) -> Document:
    """Return what stays of a line of the journal: who did what, when and where, but not for whom.

    The only change that is ever made to a line.
    """
    sides = {
        side: nameless(line[side], key, region) for side in SIDES if is_personal(line.get(side))
    }
    return {**line, **sides, ERASED: True}


def without_texts(line: Document, says_too_much: Callable[[str], bool]) -> Document:
    """Return a line without the names and notes that say too much; itself where none does."""
    sides = {
        side: line[side] | dict.fromkeys(gone, "")
        for side in SIDES
        if is_personal(line.get(side))
        and (gone := [t for t in _TEXTS if says_too_much(str(line[side].get(t) or ""))])
    }
    return {**line, **sides} if sides else line


def blotted(value: Any, trace: "re.Pattern[str]") -> Any:
    """Return a document without a number in any of its texts, but for whose number it is."""
    if isinstance(value, str):
        return trace.sub("…", value)
    if isinstance(value, Mapping):
        return {
            name: inner if name == "reservedBy" else blotted(inner, trace)
            for name, inner in value.items()
        }
    return [blotted(inner, trace) for inner in value] if isinstance(value, list) else value
