"""An hour as it should be: the tables that its house offers then, and those that are promised."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from resv_desktop.store.documents import Document, entries, whole

Wanted = Mapping[str, int]  # how many each table seats that the house offers in an hour


def lacks_only(hour: Document, wanted: Wanted) -> bool | None:
    """Whether tables are all that an hour lacks; None where it is as it should be."""
    has = set()
    for entry in entries(hour.get("tables")):
        label = str(entry.get("tableId"))
        if entry.get("leaving") is True or whole(entry.get("capacity")) != wanted.get(label):
            return False
        has.add(label)
    if not has and not wanted:
        return False  # nothing is left of it
    return None if wanted.keys() <= has else True


def in_line(
    stored: object, wanted: Wanted, held: Sequence[Document], back: Collection[str] = ()
) -> list[Any] | None:
    """Return the tables of an hour as they should be, or None where nothing is left of it.

    held are its reservations; an hour that has one stays, even without any table. What is promised
    stays, and is marked where it is not offered or too small for its party; what was marked before
    and is offered again is marked no longer. What came back taken a moment ago is free where its
    party has cancelled by then.
    """
    parties: dict[str, int] = {}
    for reservation in held:
        label = str(reservation.get("tableId"))
        party = whole(reservation.get("partySize")) or 0
        parties[label] = max(party, parties.get(label, 0))
    tables: list[Any] = []
    has: set[str] = set()
    for entry in stored if isinstance(stored, list) else []:
        if not isinstance(entry, dict):
            tables.append(entry)
            continue
        label = str(entry.get("tableId"))
        seats = wanted.get(label)
        is_promised = entry.get("isAvailable") is not True or label in parties
        if seats is None and not is_promised:
            continue
        kept = {name: value for name, value in entry.items() if name != "leaving"}
        if seats is not None and whole(entry.get("capacity")) != seats:
            kept["capacity"] = seats
        if seats is None or parties.get(label, 0) > seats:
            kept["leaving"] = True
        if label in back and label not in parties:
            kept["isAvailable"] = True
        tables.append(kept)
        has.add(label)
    tables += [
        {"tableId": label, "capacity": seats, "isAvailable": label not in parties}
        | ({"leaving": True} if parties.get(label, 0) > seats else {})
        for label, seats in wanted.items()
        if label not in has
    ]
    return tables if tables or held else None
