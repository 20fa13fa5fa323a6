"""How the database of the book is: looked at only, with whatever rights this station has."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pymongo
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.disk_space import size
from resv_desktop.domain.errors import InvalidOpeningHours, InvalidRestaurant
from resv_desktop.domain.health import CLOCK_MAY_DIFFER, NO_RESTAURANT, Health
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.domain.restaurant import WEEKDAYS, Restaurant
from resv_desktop.domain.steady import steady_s
from resv_desktop.store import held
from resv_desktop.store.connecting import UNAUTHORIZED
from resv_desktop.store.documents import (
    JOURNAL,
    MANAGERS,
    REFUSED,
    RESERVATIONS,
    RESTAURANTS,
    SCHEMA_VERSION,
    SLOTS,
    WAITING,
    restaurant_from,
    whole,
)
from resv_desktop.store.layout import missing_indexes, weak_validators
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

_ANSWER_S = 3.0  # for one question; a report is no reason to wait long
_HOUSES = 20  # of a chain; support looks at one or two
_AT_WORK = (1, 2, 7)  # states of a member: primary, secondary, arbiter


def look_at(store: Store) -> Health:
    """Ask the database how it is and change nothing in it; raise Outage where nobody answers.

    What this station has no right to ask, or what gets no answer, is said in its place.
    """
    return _Look(store).health()


class _Look:
    """One round of questions, which ends with the first that gets no answer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._database = store.database
        self._admin = self._database.client.admin
        self._facts: dict[str, str] = {}
        self._concerns: list[str] = []
        self._is_silent = False

    def health(self) -> Health:
        began_s = steady_s()
        self._store.measure_clock()
        self._facts["answers within"] = f"{(steady_s() - began_s) * 1000:.1f} ms"
        self._look_at_clock()
        for name, ask in (
            ("server", self._server),
            ("replica set", self._replica_set),
            ("members", self._members),
            ("oplog", self._oplog),
            ("connections", self._connections),
            ("open transactions end after", self._transactions),
            ("database", self._size),
            ("documents", self._documents),
            ("opening hours", self._opening_hours),
            ("layout", self._layout),
            ("indexes", self._indexes),
            ("rules of the collections", self._rules),
        ):
            self._facts[name] = self._asked(ask)
        return Health(facts=self._facts, concerns=tuple(self._concerns))

    def _asked(self, ask: Callable[[], str]) -> str:
        if self._is_silent:
            return "not asked"
        try:
            with pymongo.timeout(_ANSWER_S):
                return ask()
        except PyMongoError as error:
            if isinstance(error, OperationFailure) and error.code == UNAUTHORIZED:
                return "this station has no right to ask"
            logger.warning("a question of the report: %s", type(error).__name__)
            if error.timeout or not isinstance(error, OperationFailure):
                self._is_silent = True
                self._concerns.append("The database stopped answering while it was asked.")
            return f"no answer ({type(error).__name__})"

    def _look_at_clock(self) -> None:
        difference = datetime.now(UTC) - self._store.now()
        seconds = difference.total_seconds()
        self._facts["clock of this machine"] = f"{seconds:+.2f} s beside that of the database"
        if abs(difference) > CLOCK_MAY_DIFFER:
            self._concerns.append(
                f"This machine's clock is {abs(seconds):.0f} s "
                f"{'fast' if difference > timedelta() else 'slow'}."
            )

    def _server(self) -> str:
        built = self._admin.command("buildInfo")
        return f"MongoDB {built['version']}"

    def _replica_set(self) -> str:
        hello = self._admin.command("hello")
        if hello.get("msg") == "isdbgrid":
            return "a sharded cluster, through mongos"
        hosts = ", ".join([*hello.get("hosts", []), *hello.get("passives", [])])
        return f"{hello.get('setName')}, primary {hello.get('primary')}, of {hosts}"

    def _members(self) -> str:
        members = self._admin.command("replSetGetStatus")["members"]
        for member in members:
            if member["state"] not in _AT_WORK:
                self._concerns.append(
                    f"The member {member['name']} of the replica set is {member['stateStr']}."
                )
        return ", ".join(f"{member['name']} {member['stateStr']}" for member in members)

    def _oplog(self) -> str:
        oplog = self._admin.command("serverStatus", oplog=1).get("oplog") or {}
        first, last = oplog.get("earliestOptime"), oplog.get("latestOptime")
        if first is None or last is None:
            return "not told"
        hours = (last.time - first.time) / 3600
        stats = self._database.client["local"].command("collStats", "oplog.rs")
        return f"{size(stats['size'])} of {size(stats['maxSize'])}, the last {hours:.1f} h"

    def _connections(self) -> str:
        found = self._admin.command("serverStatus")["connections"]
        return f"{found['current']} open, {found['available']} more possible"

    def _transactions(self) -> str:
        name = "transactionLifetimeLimitSeconds"
        return f"{self._admin.command({'getParameter': 1, name: 1})[name]} s"

    def _size(self) -> str:
        stats: dict[str, Any] = self._database.command("dbStats")
        on_disk = size(int(stats["storageSize"])), size(int(stats["indexSize"]))
        return f"{self._database.name}, {on_disk[0]} of documents and {on_disk[1]} of indexes"

    def _documents(self) -> str:
        names = (RESTAURANTS, SLOTS, RESERVATIONS, WAITING, JOURNAL, REFUSED, MANAGERS)
        counts = [(name, self._database[name].estimated_document_count()) for name in names]
        return ", ".join(f"{name} {count}" for name, count in counts)

    def _opening_hours(self) -> str:
        """Say when each house is open; of what is typed freely (names, reasons) nothing is told."""
        found = [
            restaurant_from(document)
            for document in self._database[RESTAURANTS].find().sort("_id").limit(_HOUSES + 1)
        ]
        told = [_hours_of(restaurant, self._store.now().date()) for restaurant in found[:_HOUSES]]
        more = ["and more"] if len(found) > _HOUSES else []
        return "; ".join([*told, *more]) or NO_RESTAURANT

    def _layout(self) -> str:
        mark = held.read(self._database)
        version = whole(held.version_document(self._database).get("version")) or 0
        if mark is not None:
            self._concerns.append(held.why(mark, self._database.name))
        elif version != SCHEMA_VERSION:
            self._concerns.append(
                f"The book says it has layout {version}; this program keeps {SCHEMA_VERSION}."
            )
        return f"version {version}"

    def _indexes(self) -> str:
        missing = missing_indexes(self._database)
        if missing:
            self._concerns.append(f"Indexes are missing or not unique: {', '.join(missing)}.")
        return f"missing: {', '.join(missing)}" if missing else "all there"

    def _rules(self) -> str:
        if held.read(self._database) is not None:
            return "nothing can be entered into this book"
        weak = weak_validators(self._database)
        if weak:
            self._concerns.append(f"Documents are not held to the rules in: {', '.join(weak)}.")
        return f"not in force for: {', '.join(weak)}" if weak else "in force"


def _hours_of(restaurant: Restaurant, today: date) -> str:
    weekdays = [
        f"{name} {_hours(restaurant.week_hours[name])}"
        for name in WEEKDAYS
        if name in restaurant.week_hours
    ]
    ahead = sum(closure.to_on >= today for closure in restaurant.closures)
    closures = [f"{ahead} of {len(restaurant.closures)} closures are now or ahead"]
    return ", ".join(
        [
            f"{restaurant.id}: {_hours(restaurant.opening_hours)} in {_zone(restaurant)}",
            *weekdays,
            *(closures if restaurant.closures else []),
            f"{restaurant.days_ahead} days ahead",
        ]
    )


def _hours(stored: object) -> str:
    """Say hours of a day, whoever wrote them."""
    if stored is None:
        return "closed"
    try:
        OpeningHours.parse(str(stored))
    except InvalidOpeningHours:
        return "not understood"
    return str(stored)


def _zone(restaurant: Restaurant) -> str:
    try:
        return restaurant.zone.key
    except InvalidRestaurant:
        return "a zone that this program does not know"
