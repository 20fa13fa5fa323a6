"""What changes in the book while this station looks at it."""

from collections.abc import Iterator, Mapping
from typing import Any

from resv_desktop.controller.house import House, Stop
from resv_desktop.domain.reservation import Change
from resv_desktop.store.documents import JOURNAL, RESTAURANTS, SLOTS
from resv_desktop.store.watch import watch


def changes(house: House, rest_id: str, stop: Stop) -> Iterator[Change]:
    """Yield the changes of one restaurant until stop() is true."""
    for event in watch(house.store, stop):
        change = _change(event)
        if change.rest_id in ("", rest_id):
            yield change


def _change(event: Mapping[str, Any]) -> Change:
    """Read one event of the change stream; what it does not tell stays empty."""
    collection = event.get("ns", {}).get("coll", "")
    document = event.get("fullDocument") or {}
    key = str(event.get("documentKey", {}).get("_id", ""))
    if collection == JOURNAL:
        return Change(
            kind=_KINDS.get(document.get("act", ""), "reservation"),
            rest_id=str(document.get("restId") or ""),
            slot_id=str(document.get("slotId") or ""),
            reservation_id=str(document.get("reservationId") or ""),
            station=str(document.get("station") or ""),
        )
    if collection == SLOTS:
        return Change(kind="slot", rest_id=str(document.get("restId") or ""), slot_id=key)
    if collection == RESTAURANTS:
        return Change(kind="restaurant", rest_id=key)
    if not collection:
        return Change(kind="all")
    return Change(
        kind="reservation",
        rest_id=str(document.get("restId") or ""),
        slot_id=str(document.get("slotId") or ""),
        reservation_id=key,
        station=str(document.get("station") or ""),
    )


_KINDS = {
    "reserve": "reserved",
    "cancel": "cancelled",
    "create_restaurant": "restaurant",
    "add_tables": "restaurant",
    "set_timezone": "restaurant",
}
