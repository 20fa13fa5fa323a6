"""Which reservations of an hour may stand in the way of another one, as the book is asked."""

from collections.abc import Sequence

from resv_desktop.store.documents import Document, both_forms

_SHORT = len("+999") + 4


def rivals_of(slot_id: object, table_id: str, phones: Sequence[str]) -> Document:
    """Return what an hour's reservations are found by that hold a table or belong to a guest."""
    return {
        "slotId": {"$in": both_forms([slot_id])},
        "$or": [{"tableId": table_id}, {"reservedBy": {"$in": list(phones)}}],
    }


def maybe_rivals(document: Document, typed: str | None) -> Document:
    """Return what finds the reservations of the same hour that may stand in a new one's way.

    "None of them differs" instead of "one of these is equal": so the server has one index to look
    into, and need not try out several before every reservation.
    """
    differs: Document = {"tableId": {"$ne": document["tableId"]}}
    if typed is not None:
        phone = document["reservedBy"]
        # The country's code has three digits at most, and is not written in every form.
        ending = phone[-4:] if len(phone) > _SHORT else phone[-1:]
        ends_alike = "[^0-9]*".join([*ending, "$"])
        differs["reservedBy"] = {"$not": {"$regex": ends_alike}, "$ne": typed.strip()}
    return {"slotId": {"$in": both_forms([document["slotId"]])}, "$nor": [differs]}
