"""Name who waits and is offered no table, and who may stand on the waitlist twice by mistake.

Who waits for an hour that the house has closed stays on the list to be called, and what is over
goes by itself: neither is a fault.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from pymongo.client_session import ClientSession
from pymongo.database import Database

from resv_desktop.domain.reservation import Fault
from resv_desktop.domain.slot import LASTS
from resv_desktop.store.check_hours import at_one_instant
from resv_desktop.store.documents import SLOTS, WAITING, Document, both_forms
from resv_desktop.store.faults import House, Place, Report

_HOUR_FIELDS = {"restId": 1, "time": 1}


def check_waiting(
    database: Database[Document], houses: Mapping[str, House], now: datetime
) -> list[Fault]:
    """Return a fault for each entry ahead that is tied to no hour, a hint where it is twice."""

    def look(session: ClientSession) -> tuple[list[Document], list[Document]]:
        ahead = {"time": {"$gt": now - LASTS}}
        found = database[WAITING].find(ahead, session=session)
        entries = [entry for entry in found if _has_time(entry)]
        if not entries:
            return [], []
        ids = both_forms(entry.get("slotId") for entry in entries)
        same = {
            "restId": {"$in": both_forms(entry.get("restId") for entry in entries)},
            "time": {"$in": [entry["time"] for entry in entries]},
        }
        wanted = {"$or": [{"_id": {"$in": ids}}, same]}
        return entries, list(database[SLOTS].find(wanted, _HOUR_FIELDS, session=session))

    entries, hours = at_one_instant(database, look)
    by_id = {str(hour["_id"]): hour for hour in hours}
    there = {_hour_of(hour) for hour in hours if _has_time(hour)}
    report = Report(most=None)
    for entry in entries:
        _check_entry(report, entry, houses, by_id.get(str(entry.get("slotId"))), there)
    _check_twice(report, entries, houses)
    return report.faults()


def _check_entry(
    report: Report,
    entry: Document,
    houses: Mapping[str, House],
    tied_to: Document | None,
    there: set[tuple[str, object]],
) -> None:
    place, party = _place_of(entry, houses), entry.get("partySize")
    if str(entry.get("restId")) not in houses:
        report.add(
            "waiting_restaurant",
            f"A party of {party} waits {{place}}, so no window shows it.",
            place,
        )
    elif tied_to is not None and str(tied_to.get("restId")) != str(entry.get("restId")):
        report.add(
            "waiting_restaurant",
            f"A party of {party} waits {{place}}, but for an hour of another restaurant.",
            place,
        )
    elif tied_to is None and _hour_of(entry) not in there:
        return  # it is closed then, or named as missing
    elif tied_to is None or tied_to.get("time") != entry["time"]:
        report.add(
            "waiting_hour",
            f"A party of {party} waits {{place}}, but is not tied to that hour as it is in the "
            "book, so it is offered no table. The next start of the window puts that right.",
            place,
        )


def _check_twice(report: Report, entries: list[Document], houses: Mapping[str, House]) -> None:
    alike = Counter(map(_wish_of, entries))
    for entry in entries:
        times = alike.pop(_wish_of(entry), 0)
        if times > 1:
            report.add(
                "waiting_twice",
                f"One number waits {times} times {{place}}, each time for a party of "
                f"{entry.get('partySize')}. That is no fault if they want so many tables.",
                _place_of(entry, houses),
            )


def _wish_of(entry: Document) -> tuple[object, ...]:
    return *_hour_of(entry), str(entry.get("reservedBy")), str(entry.get("partySize"))


def _has_time(document: Document) -> bool:
    """Whether a document says when it is; what does not is named as broken."""
    return isinstance(document.get("time"), datetime)


def _hour_of(document: Document) -> tuple[str, object]:
    return str(document.get("restId")), document["time"]


def _place_of(entry: Document, houses: Mapping[str, House]) -> Place:
    house = houses.get(str(entry.get("restId"))) or House.unknown(entry.get("restId"))
    return Place(house, entry["time"], ids={"slot": entry.get("slotId"), "waiting": entry["_id"]})
