"""One hour as all of its documents and reservations tell it, and how it would be right."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bson import ObjectId

from resv_desktop.store.documents import Document, entries, whole

# The document's id, the table, and what its flag says wrongly.
Wrong = tuple[str, str, str]


class WholeHour:
    """The documents that stand for one hour (as a rule one), and the reservations of each."""

    def __init__(self, documents: Sequence[Document], reservations: Sequence[Document]) -> None:
        """Take what was read at one instant."""
        self._held = {
            str(document["_id"]): [
                r for r in reservations if str(r.get("slotId")) == str(document["_id"])
            ]
            for document in documents
        }
        # The one that may stay comes first: it holds the most, or is stored as the contract says.
        self.documents = sorted(
            documents,
            key=lambda d: (
                -len(self.held_in(d)),
                not isinstance(d.get("restId"), ObjectId),
                str(d["_id"]),
            ),
        )

    def held_in(self, document: Document) -> list[Document]:
        """Return the reservations of one of the documents."""
        return self._held[str(document["_id"])]

    def wrong(self) -> frozenset[Wrong]:
        """Return every flag that the reservations do not bear out.

        A table is reserved in one of the documents, and may be marked as taken in all of them.
        """
        return frozenset(
            (str(document["_id"]), label, "free" if is_free else "taken")
            for document in self.documents
            for label, is_free in self._flags(document).items()
            if self._is_held(label, (document,) if is_free else self.documents) == is_free
        )

    def put_right(
        self, document: Document, wrong: frozenset[Wrong]
    ) -> tuple[list[Any], list[tuple[str, Document, Document]]]:
        """Return the tables of a document as they would be right, and each change of a slot.

        Only the flags in `wrong` are set. A table that is listed more than once stays once, where
        all its entries seat as many. A change is a fault's kind, the slot before and after.
        """
        tables = [dict(t) if isinstance(t, dict) else t for t in document.get("tables") or []]
        changes: list[tuple[str, Document, Document]] = []
        for label, was_free in self._flags(document).items():
            listed = [t for t in tables if isinstance(t, dict) and _label(t) == label]
            before = _slot(listed[0], is_free=was_free)
            is_free = was_free
            if (str(document["_id"]), label, "free" if was_free else "taken") in wrong:
                is_free = not was_free
                changes.append(("flag", before, before | {"isAvailable": is_free}))
            if len({whole(t.get("capacity")) for t in listed}) == 1 < len(listed):
                tables = [t for t in tables if not any(t is twin for twin in listed[1:])]
                after = before | {"isAvailable": is_free}
                changes.append(("table_twice", after | {"times": len(listed)}, after))
                listed[0]["isAvailable"] = is_free
            elif is_free != was_free:
                for entry in listed:
                    entry["isAvailable"] = is_free
        return tables, changes

    def can_be_one(self) -> bool:
        """Tell whether one document could stand for all: no table is promised or described twice.

        A table may be listed in each of them, as long as it seats as many everywhere.
        """
        held = [str(r.get("tableId")) for d in self.documents for r in self.held_in(d)]
        seats: dict[str, set[int | None]] = {}
        for document in self.documents:
            for entry in entries(document.get("tables")):
                seats.setdefault(_label(entry), set()).add(whole(entry.get("capacity")))
        return len(set(held)) == len(held) and all(len(each) == 1 for each in seats.values())

    def tables_of_all(self) -> list[Any]:
        """Return the tables of the document that stays, with all that the others list and hold."""
        keeper, *others = self.documents
        tables = [dict(t) if isinstance(t, dict) else t for t in keeper.get("tables") or []]
        for other in others:
            known = {_label(entry) for entry in entries(tables)}
            tables += [dict(t) for t in entries(other.get("tables")) if _label(t) not in known]
        held = {str(r.get("tableId")) for d in others for r in self.held_in(d)}
        for entry in entries(tables):
            if _label(entry) in held:
                entry["isAvailable"] = False
        return tables

    def _flags(self, document: Document) -> dict[str, bool]:
        """Return whether each table is free; one that is listed twice is if both entries are."""
        flags: dict[str, bool] = {}
        for entry in entries(document.get("tables")):
            is_free = entry.get("isAvailable") is True
            flags[_label(entry)] = is_free and flags.get(_label(entry), True)
        return flags

    def _is_held(self, label: str, documents: Iterable[Document]) -> bool:
        held = (reservation for document in documents for reservation in self.held_in(document))
        return any(str(reservation.get("tableId")) == label for reservation in held)


def _label(entry: Mapping[str, Any]) -> str:
    return str(entry.get("tableId", ""))


def _slot(entry: Mapping[str, Any], *, is_free: bool) -> Document:
    return {"tableId": _label(entry), "capacity": entry.get("capacity"), "isAvailable": is_free}
