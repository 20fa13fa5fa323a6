"""What changes in the book while this station looks at it."""

from collections.abc import Iterator, Mapping
from typing import Any

from resv_desktop.controller.house import House, Stop
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.store.documents import (
    HEARTBEATS,
    JOURNAL,
    PRESENCE,
    RESERVATIONS,
    RESTAURANTS,
    SLOTS,
)
from resv_desktop.store.watch import RESUMED, watch


def changes(house: House, rest_id: str, stop: Stop, *, resume: Position | None) -> Iterator[Change]:
    """Yield the changes of one restaurant; the rules are told at Controller.changes."""
    for event in watch(house.store, stop, resume, run=house.run):
        _note(house, event)
        change = _change(event)
        if change.rest_id in ("", rest_id):
            yield change


def _note(house: House, event: Mapping[str, Any]) -> None:
    """Let the station forget what is no longer so, and know of ids that are spelled as text."""
    collection = event.get("ns", {}).get("coll", "")
    document = event.get("fullDocument") or {}
    if collection == RESTAURANTS:
        house.known.forget_restaurant(str(event.get("documentKey", {}).get("_id", "")))
    elif isinstance(document.get(_TEXT.get(collection, "")), str):
        house.known.found_text()


def _change(event: Mapping[str, Any]) -> Change:
    """Read one event of the change stream; what it does not tell stays empty."""
    collection = event.get("ns", {}).get("coll", "")
    if collection == HEARTBEATS:
        return Change(kind="heartbeat", beat=_beat(event))
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
        return Change(kind="resumed" if event.get("operationType") == RESUMED else "all")
    is_presence = collection == PRESENCE
    return Change(
        kind="presence" if is_presence else "reservation",
        rest_id=str(document.get("restId") or ""),
        slot_id=str(document.get("slotId") or ""),
        reservation_id="" if is_presence else key,
        station=str(document.get("station") or ""),
    )


def _beat(event: Mapping[str, Any]) -> int:
    """Return which beat this was; the document that goes with it may be a later one."""
    changed = (event.get("updateDescription") or {}).get("updatedFields")
    number = (changed or event.get("fullDocument") or {}).get("beat")
    return number if isinstance(number, int) else 0


_TEXT = {SLOTS: "restId", RESERVATIONS: "slotId"}
_KINDS = {
    "reserve": "reserved",
    "cancel": "cancelled",
    "create_restaurant": "restaurant",
    "add_tables": "restaurant",
    "set_timezone": "restaurant",
    "repair": "slot",
}
