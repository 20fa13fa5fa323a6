"""Whose reservation one may be, as the book is asked: of a table, of a guest's number."""

from resv_desktop.domain.phone import digits_of, forms_of, trace_of
from resv_desktop.store.documents import Document, both_forms

_SHORT = len("+999") + 4
_DIGITS = "0123456789"


def maybe_rivals(slot_id: object, table_id: object, phone: str, typed: str | None) -> Document:
    """Return what finds the reservations of an hour that hold a table or may be of a number.

    Which of them are is for the caller to judge; typed is how the number was written, None looks
    for the table alone. "None of them differs" instead of "one of these is equal": so the server
    has one index to look into, and need not try out several before every reservation.
    """
    differs: Document = {"tableId": {"$ne": table_id}}
    if typed is not None:
        digits = [character for character in phone if character in _DIGITS]
        # The country's code has three digits at most, and is not written in every form.
        ending = digits[-4:] if len(phone) > _SHORT else digits[-1:]
        ends_alike = "[^0-9]*".join([*ending, "$"])
        differs["reservedBy"] = {"$not": {"$regex": ends_alike}, "$ne": typed.strip()}
    return {"slotId": {"$in": both_forms([slot_id])}, "$nor": [differs]}


def maybe_of(field: str, e164: str, typed: str) -> Document:
    """Return what finds the documents in which a field may be a number, however it is written.

    A number that is not written in one of the usual forms has a sign somewhere between its digits
    or behind them. All that is used for that comes before the digits in the order of signs, so the
    index is looked into where the first of them may be, and nowhere else.
    """
    wholes = digits_of(e164)
    begun = {whole[:n] for whole in wholes for n in range(1, len(whole) + 1)}
    begun |= {f"({part}" for part in begun}
    # The ending stands with each of the places, or the index may be walked for it from end to end.
    ending = f"{trace_of(e164)}[^0-9]*$" if wholes else ""
    spelled = [
        {field: {"$gte": f"{part} ", "$lt": f"{part}0", "$regex": ending}} for part in sorted(begun)
    ]
    known: Document = {field: {"$in": list(dict.fromkeys([*forms_of(e164, typed=typed), *wholes]))}}
    return {"$or": [known, *spelled]}
