"""What changes in the book while this station looks at it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from resv_desktop.controller.house import House, Stop
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.later import later
from resv_desktop.store.documents import (
    HEARTBEATS,
    JOURNAL,
    PRESENCE,
    RESERVATIONS,
    RESTAURANTS,
    SLOTS,
    WAITING,
)
from resv_desktop.store.watch import RESUMED, watch

if TYPE_CHECKING:
    from resv_desktop.controller import waitlist
else:
    (waitlist,) = later("resv_desktop.controller", "waitlist")


def changes(house: House, rest_id: str, stop: Stop, *, resume: Position | None) -> Iterator[Change]:
    """Yield the changes of one restaurant; the rules are told at Controller.changes."""
    asked: dict[str, str] = {}
    for event in watch(house.store, stop, resume, run=house.run):
        _note(house, event)
        change = _change(event)
        if change.kind == "slot" and event.get("operationType") == "update":
            change = replace(change, rest_id=_restaurant_of(house, change.slot_id, asked))
        if change.rest_id in ("", rest_id):
            yield change


def _restaurant_of(house: House, slot_id: str, asked: dict[str, str]) -> str:
    """Return whose hour it is, asking once about an hour that this station has not read."""
    known = house.known.restaurant_of(slot_id) or asked.get(slot_id)
    if known is None:
        hour = house.store.read(lambda book: book.hour(slot_id))
        known = asked[slot_id] = hour.rest_id if hour else ""
    return known


def _told(event: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what an event tells of its document: all of a new one, else what was changed."""
    told = event.get("fullDocument") or event.get("updateDescription", {}).get("updatedFields")
    return told or {}


def _note(house: House, event: Mapping[str, Any]) -> None:
    """Let the station forget what is no longer so, and know of ids that are spelled as text."""
    collection = event.get("ns", {}).get("coll", "")
    if collection == RESTAURANTS:
        house.known.forget_restaurant(str(event.get("documentKey", {}).get("_id", "")))
    elif isinstance(_told(event).get(_TEXT.get(collection, "")), str):
        house.known.found_text()


def _change(event: Mapping[str, Any]) -> Change:
    """Read one event of the change stream; what it does not tell stays empty."""
    collection = event.get("ns", {}).get("coll", "")
    if collection == HEARTBEATS:
        beat = _told(event).get("beat")
        return Change(kind="heartbeat", beat=beat if isinstance(beat, int) else 0)
    document = _told(event)
    # What this program writes together ends with its line in the journal.
    has_more = "txnNumber" in event
    key = str(event.get("documentKey", {}).get("_id", ""))
    if collection == JOURNAL:
        return Change(
            kind=_kind(document),
            rest_id=str(document.get("restId") or ""),
            slot_id=str(document.get("slotId") or ""),
            reservation_id=str(document.get("reservationId") or ""),
            station=str(document.get("station") or ""),
        )
    if collection == SLOTS:
        rest = str(document.get("restId") or "")
        return Change(kind="slot", rest_id=rest, slot_id=key, has_more=has_more)
    if collection == RESTAURANTS:
        return Change(kind="restaurant", rest_id=key)
    if not collection:
        return Change(kind="resumed" if event.get("operationType") == RESUMED else "all")
    beside = {PRESENCE: "presence", WAITING: "waiting"}.get(collection)
    return Change(
        kind=beside or "reservation",
        rest_id=str(document.get("restId") or ""),
        slot_id=str(document.get("slotId") or ""),
        reservation_id="" if beside else key,
        station=str(document.get("station") or ""),
        has_more=has_more and beside is None,
    )


def _kind(line: Mapping[str, Any]) -> str:
    """Return what a line of the journal is to who shows the day."""
    if waitlist.is_of_waitlist(line):
        return "waiting"
    if line.get("act") == "undo" and not (line.get("before") and line.get("after")):
        return "reserved" if line.get("after") else "cancelled"
    return _KINDS.get(line.get("act", ""), "reservation")


_TEXT = {SLOTS: "restId", RESERVATIONS: "slotId"}
_KINDS = {
    "reserve": "reserved",
    "walk_in": "reserved",
    "cancel": "cancelled",
    "no_show": "cancelled",
    "release": "cancelled",
    "create_restaurant": "restaurant",
    "add_tables": "restaurant",
    "edit_restaurant": "restaurant",
    "set_timezone": "restaurant",
    "repair": "slot",
    "set_retention": "restaurant",
    "erase": "erased",
}
