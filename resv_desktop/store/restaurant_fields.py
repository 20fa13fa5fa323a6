"""A change of a restaurant as its stored fields, whoever wrote the rest of them."""

from collections.abc import Iterable
from typing import Any

from resv_desktop.domain.restaurant import WEEKDAYS, Closure, Restaurant, Table
from resv_desktop.store.documents import (
    Document,
    entries,
    offset_documents,
    restaurant_from,
)


def changed_fields(document: Document, before: Restaurant, after: Restaurant) -> Document:
    """Return what is to be stored anew so that a restaurant is `after` and no longer `before`.

    What another program added to a table or a closure stays with it.
    """
    fields: Document = {}
    for name, field in (
        ("name", "name"),
        ("phone", "phone"),
        ("opening_hours", "openingHours"),
        ("week_hours", "weekHours"),
        ("days_ahead", "daysAhead"),
        ("timezone", "timezone"),
    ):
        if getattr(before, name) != getattr(after, name):
            fields[field] = getattr(after, name)
    if "weekHours" in fields:
        fields["weekHours"] = _of_no_weekday(document.get("weekHours")) | after.week_hours
    if before.closures != after.closures:
        fields["closures"] = _closures(entries(document.get("closures")), after.closures)
    if before.tables != after.tables:
        fields["tables"] = _tables(entries(document.get("tables")), before, after)
    if before.zone_offsets != after.zone_offsets:
        fields["zoneOffsets"] = offset_documents(after.zone_offsets)
    return fields


def _of_no_weekday(stored: object) -> Document:
    """Return what another program has called otherwise, which holds on no day."""
    known = stored if isinstance(stored, dict) else {}
    return {day: own for day, own in known.items() if day not in WEEKDAYS}


def _closures(stored: Iterable[Document], wanted: tuple[Closure, ...]) -> list[Document]:
    """Return closures in their order, then those that nobody can read, which `check` names."""
    known: dict[Closure, Document] = {}
    unread: list[Document] = []
    for entry in stored:
        read = restaurant_from({"_id": "", "closures": [entry]}).closures
        if read:
            known[read[0]] = entry
        else:
            unread.append(entry)
    return [*(known.get(closure) or _closure(closure) for closure in wanted), *unread]


def _closure(closure: Closure) -> Document:
    stored: dict[str, Any] = {
        "from": closure.from_on.isoformat(),
        "to": closure.to_on.isoformat(),
        "hours": closure.hours,
        "reason": closure.reason,
    }
    return stored | ({"closedHours": closure.closed_hours} if closure.closed_hours else {})


def _tables(stored: Iterable[Document], before: Restaurant, after: Restaurant) -> list[Document]:
    was = {table.id: table for table in before.tables}
    wanted = {table.id: table for table in after.tables}
    kept = []
    for entry in stored:
        label = str(entry.get("id"))
        table = wanted.get(label)
        is_other = table is not None and table != was.get(label)
        kept.append(_table(entry, table) if table is not None and is_other else entry)
    new = [_table({"id": label}, wanted[label]) for label in wanted if label not in was]
    return [*kept, *new]


def _table(entry: Document, table: Table) -> Document:
    stored = entry | {"capacity": table.capacity}
    stored.pop("retiredFrom", None)
    if table.retired_from is not None:
        stored["retiredFrom"] = table.retired_from.isoformat()
    return stored
