"""Compare everything in the book with its rules."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import PyMongoError

from resv_desktop.domain.errors import InvalidOpeningHours, InvalidRestaurant, Outage
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.domain.reservation import Fault
from resv_desktop.domain.restaurant import WEEKDAYS, known_zone
from resv_desktop.store.check_days import check_days
from resv_desktop.store.check_hours import check_hours
from resv_desktop.store.check_waiting import check_waiting
from resv_desktop.store.documents import (
    JOURNAL,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA_VERSION,
    SLOTS,
    Document,
    both_forms,
    entries,
    restaurant_from,
)
from resv_desktop.store.faults import MOST_OF_A_KIND, House, Place, Report, shown
from resv_desktop.store.layout import is_of_newer_release, missing_indexes, weak_validators
from resv_desktop.store.rules import VALIDATORS
from resv_desktop.store.store import Store
from resv_desktop.store.upgrade import stored_version

logger = logging.getLogger(__name__)

_PATIENCE_S = 60.0  # for one question, which may have to read a whole collection
_IDS_AT_ONCE = 1000
_LOOKED_UP = ("before", "before.reservedBy", "after", "after.reservedBy")


def find_faults(store: Store) -> list[Fault]:
    """Return each fault by name, those of the layout first, then restaurant by restaurant by time.

    A span of time is read at one instant, so what is reserved meanwhile is no fault, and only one
    span is in memory, however many years the book has. Repairs that the opening of the book made
    are told once. Raises Outage.
    """
    database, report = store.database, Report()
    with _answers(store):
        _check_layout(store, report)
        houses = _check_restaurants(database, report)
    with _answers(store):
        is_newer = is_of_newer_release(database)
    for name in () if is_newer else VALIDATORS:  # what a newer release lets in is not broken
        with _answers(store):
            _check_documents(database, report, houses, name)
    with _answers(store):
        _check_journal(database, report)
    with _answers(store):
        _check_homeless_hours(database, report, houses)
        _check_homeless_reservations(database, report, houses)
        for fault in check_waiting(database, houses, store.now()):
            report.take(fault)
    for house in houses.values():
        with _answers(store):
            for fault in check_days(database, house, store.now()):
                report.take(fault)
        spans = check_hours(database, house, store.now())
        while True:
            with _answers(store):
                found = next(spans, None)
            if found is None:
                break
            for fault in found:
                report.take(fault)
    return report.faults()


@contextmanager
def _answers(store: Store) -> Iterator[None]:
    """Bound what is asked inside; raise Outage when the database is silent."""
    store.measure_clock()  # a silent database is found out within the usual patience
    try:
        with pymongo.timeout(_PATIENCE_S):
            yield
    except PyMongoError as error:
        logger.warning("the check was broken off: %s", type(error).__name__)
        raise Outage("The database does not answer, so the check is not finished.") from error


def _check_layout(store: Store, report: Report) -> None:
    database = store.database
    version = stored_version(database)
    if version != SCHEMA_VERSION:
        report.add(
            "schema",
            f"The book says it has layout {version}; this program keeps layout {SCHEMA_VERSION}.",
            version=version,
        )
    for name in store.repaired:
        collection, _, index = name.partition(".")
        report.add(
            "index" if index else "validator",
            f"The index {name} was missing when the book was opened and has been built again."
            if index
            else f"The rules for {name} were not in force when the book was opened and are again.",
            collection=collection,
            repaired=True,
        )
    store.repaired = ()
    for name in missing_indexes(database):
        report.add(
            "index",
            f"The index {name} is missing or not unique. It is built at the next start, unless "
            "something stored twice stands in its way.",
            collection=name.partition(".")[0],
            index=name,
        )
    for name in weak_validators(database):
        report.add(
            "validator",
            f"The rules for {name} are not in force, so a broken document can be stored.",
            collection=name,
        )


def _check_restaurants(database: Database[Document], report: Report) -> dict[str, House]:
    houses: dict[str, House] = {}
    for document in database[RESTAURANTS].find():
        house = House.of(document)
        houses[house.rest_id] = house
        place = Place(house)
        restaurant = restaurant_from(document)
        if restaurant.timezone is not None:
            try:
                known_zone(restaurant.timezone)
            except InvalidRestaurant:
                report.add(
                    "zone",
                    f'The time zone "{shown(restaurant.timezone)}" of {house.name} is not known, '
                    "so its hours cannot be shown.",
                    place,
                )
        for label, hours in _hours_of(document):
            if not _can_be_read(hours):
                report.add(
                    "opening_hours",
                    f'The opening hours "{shown(hours)}" of {house.name} ({label}) are not two '
                    'different whole hours such as "12:23".',
                    place,
                )
        for name in _names_of_no_day(document):
            report.add(
                "opening_hours",
                f'{house.name} has hours of a weekday under the name "{shown(name)}", which is '
                f"none of {', '.join(WEEKDAYS)}, so they hold on no day.",
                place,
            )
        if len(restaurant.closures) != len(entries(document.get("closures"))):
            report.add(
                "opening_hours",
                f"A closure of {house.name} does not say from and to which day.",
                place,
            )
        labels = [str(entry.get("id")) for entry in entries(document.get("tables"))]
        for label in sorted({label for label in labels if labels.count(label) > 1}):
            report.add(
                "table_twice",
                f"Table {shown(label)} is listed twice among the tables of {house.name}.",
                Place(house, table=label),
            )
    return houses


def _hours_of(document: Document) -> Iterator[tuple[str, object]]:
    """Yield every opening hours of a restaurant that are not left out."""
    if document.get("openingHours") is not None:
        yield "usual", document["openingHours"]
    for day, hours in _week_of(document).items():
        if day in WEEKDAYS and hours is not None:
            yield day, hours
    for closure in entries(document.get("closures")):
        for field in ("hours", "closedHours"):
            if closure.get(field) is not None:
                yield f"closure from {shown(closure.get('from'))}", closure[field]


def _week_of(document: Document) -> Document:
    weeks = document.get("weekHours")
    return weeks if isinstance(weeks, dict) else {}


def _names_of_no_day(document: Document) -> list[str]:
    """Return under which other names the hours of weekdays, or that it is closed, are stored.

    An _id, a version or the times at which another program wrote are none of these.
    """
    own = _week_of(document).items()
    return [day for day, hours in own if day not in WEEKDAYS and isinstance(hours, str | None)]


def _can_be_read(hours: object) -> bool:
    try:
        OpeningHours.parse(hours)  # type: ignore[arg-type]  # stored by anyone, so of any type
    except InvalidOpeningHours:
        return False
    return True


def _check_documents(
    database: Database[Document], report: Report, houses: dict[str, House], name: str
) -> None:
    """Name the documents that were stored while the rules were not in force."""
    found = database[name].find({"$nor": [VALIDATORS[name]]})
    for number, document in enumerate(found):
        broken = _broken_fields(database, name, document) if number < MOST_OF_A_KIND else []
        report.add(
            "document",
            f"A document in {name} breaks the rules ({', '.join(broken)}): {{place}}.",
            _place_of(database, name, document, houses),
            collection=name,
            id=str(document["_id"]),
            fields=broken,
        )


def _broken_fields(database: Database[Document], name: str, document: Document) -> list[str]:
    rules = VALIDATORS[name]["$jsonSchema"]
    singles: list[tuple[str, Document]] = [
        (key, {"properties": {key: rule}}) for key, rule in rules["properties"].items()
    ] + [(key, {"required": [key]}) for key in rules["required"]]
    broken = [
        key
        for key, rule in singles
        if database[name].find_one(
            {"_id": document["_id"], "$nor": [{"$jsonSchema": rule}]}, {"_id": 1}
        )
    ]
    return list(dict.fromkeys(broken))


def _place_of(
    database: Database[Document], collection: str, document: Document, houses: dict[str, House]
) -> Place:
    """Return where a document belongs, by way of its slot if it does not say so itself."""
    if collection == RESTAURANTS:
        return Place(houses.get(str(document["_id"])) or House.of(document))
    table = document.get("tableId")
    rest_id, at = document.get("restId"), document.get("time")
    slot_id = document["_id"] if collection == SLOTS else document.get("slotId")
    if slot_id is not None and (rest_id is None or not hasattr(at, "astimezone")):
        slot = database[SLOTS].find_one({"_id": {"$in": both_forms([slot_id])}}) or {}
        rest_id = slot.get("restId") if rest_id is None else rest_id
        at = at if hasattr(at, "astimezone") else slot.get("time")
    ids: dict[str, Any] = {"slot": slot_id}
    if collection == RESERVATIONS:
        ids["reservation"] = document["_id"]
    house = houses.get(str(rest_id)) or House.unknown(rest_id)
    if rest_id is None and len(houses) == 1:
        house = next(iter(houses.values()))
    return Place(house, at, table, ids)


def _check_journal(database: Database[Document], report: Report) -> None:
    """Count the lines with a list where one number belongs: one is enough to make look-ups slow.

    In an index with a list in it the server knows only one end of where a number may be, and walks
    on to the end of the index.
    """
    lines = database[JOURNAL].count_documents(
        {"$or": [{field: {"$type": "array"}} for field in _LOOKED_UP]}
    )
    if lines:
        report.add(
            "journal_list",
            "The journal has a list where the number of one guest belongs, written by another "
            f"program, in so many lines: {lines}. All guests are found more slowly for it.",
            lines=lines,
        )


def _check_homeless_hours(
    database: Database[Document], report: Report, houses: dict[str, House]
) -> None:
    groups: Iterable[Document] = database[SLOTS].aggregate(
        [{"$group": {"_id": "$restId", "hours": {"$sum": 1}, "first": {"$min": "$time"}}}],
        allowDiskUse=True,
    )
    for group in list(groups):
        rest_id = group["_id"]
        is_known = str(rest_id) in houses or database[RESTAURANTS].find_one(
            {"_id": {"$in": both_forms([rest_id])}}, {"_id": 1}
        )
        if not is_known:
            report.add(
                "no_restaurant",
                f"{group['hours']} hours, the first {{place}}, belong to no restaurant.",
                Place(House.unknown(rest_id), group["first"]),
                hours=group["hours"],
            )


def _check_homeless_reservations(
    database: Database[Document], report: Report, houses: dict[str, House]
) -> None:
    """Name the reservations whose hour does not exist, which no list of a day shows."""
    groups = database[RESERVATIONS].aggregate([{"$group": {"_id": "$slotId"}}], allowDiskUse=True)
    while part := [group["_id"] for group in islice(groups, _IDS_AT_ONCE)]:
        found = database[SLOTS].find({"_id": {"$in": both_forms(part)}}, {"_id": 1})
        known = {str(slot["_id"]) for slot in found}
        missing = [slot_id for slot_id in part if str(slot_id) not in known]
        if not missing:
            continue
        for document in database[RESERVATIONS].find({"slotId": {"$in": missing}}):
            report.add(
                "no_slot",
                "The reservation of {place} belongs to an hour that does not exist.",
                _place_of(database, RESERVATIONS, document, houses),
            )
