"""The users of the managed server that other stations log in as: let in, listed and removed."""

import logging
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pymongo
from bson.codec_options import CodecOptions
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.join_code import SECRET_BYTES, password_of
from resv_desktop.domain.sharing import JoinedStation, distinct
from resv_desktop.domain.words import one_line
from resv_desktop.settings import LONGEST_STATION
from resv_desktop.store import mongod_setup
from resv_desktop.store.documents import HEARTBEATS
from resv_desktop.store.platforms import Address
from resv_desktop.store.rights import (
    CODE_ROLE,
    JOINING_DATABASE,
    REQUESTS,
    code_rights,
    station_rights,
    station_role,
)

logger = logging.getLogger(__name__)

CODE_USER = "joining"
STATION_USER = re.compile(r"station-[0-9a-f]{16}")
MACHINE = re.compile(r"[0-9a-f]{32}")
THE_ONE_REQUEST = "request"  # the _id of what a code may be used for once
_PASSWORD_LENGTHS = range(32, 129)
_PATIENCE_S = 5.0
_NO_USER, _NO_ROLE = 11, 31

Admin = Database[dict[str, Any]]


class Stations:
    """Speaks with the server's own key, as the set-up does; a station never has that."""

    def __init__(self, address: Address, key: str, database: str) -> None:
        self._uri = mongod_setup.system_uri(address, key)
        self._database = database

    def invite(self) -> bytes:
        """Return the secret of a new code; the one before is worth nothing from then on."""
        secret = secrets.token_bytes(SECRET_BYTES)
        with self._admin() as admin:
            _end_invitation(admin)
            _put_role(admin, CODE_ROLE, code_rights())
            admin.command("createUser", CODE_USER, pwd=password_of(secret), roles=[CODE_ROLE])
        return secret

    def withdraw(self) -> None:
        """Let nobody join any more with the code that was made last."""
        with self._admin() as admin:
            _end_invitation(admin)

    def admit(self, own_name: str) -> JoinedStation | None:
        """Make the user that a station with the code has asked for, and end the code.

        One that is called as the first machine (own_name) or a station that is connected now gets
        a name of its own, by which the history tells them apart.
        A machine that was on the list before has its old entries taken away: it uses one only.
        Return the station, None while nobody has asked. What makes no sense ends the code, too.
        """
        with self._admin() as admin:
            requests = admin.client[JOINING_DATABASE][REQUESTS]
            request = requests.find_one({"_id": THE_ONE_REQUEST})
            if request is None:
                return None
            # While the code still holds: what a slow machine does not answer costs no code.
            listed = self._listed(admin)
            # Before the user is made: whoever else has the code gets nothing more for it.
            _end_invitation(admin)
            user, name, password = (str(request.get(part)) for part in ("user", "name", "password"))
            if not (STATION_USER.fullmatch(user) and len(password) in _PASSWORD_LENGTHS):
                logger.warning("a request to join made no sense")
                return None
            _put_station_roles(admin, self._database)
            machine = str(request.get("machine"))
            before = _of_machine(admin, machine)
            wished = one_line(name)[:LONGEST_STATION] or user
            others = [s for s in listed if s.id not in before and s.database == self._database]
            name = distinct(wished, own_name, others, LONGEST_STATION)
            joined = JoinedStation(
                id=user,
                name=name,
                wished="" if name == wished else wished,
                joined_at=datetime.now(UTC),
                is_connected=True,
                database=self._database,
                has_replaced=bool(before),
            )
            admin.command(
                "createUser",
                joined.id,
                pwd=password,
                roles=[station_role(self._database)],
                mechanisms=["SCRAM-SHA-256"],
                customData={
                    "station": joined.name,
                    "joinedAt": joined.joined_at,
                    "database": self._database,
                    "machine": machine,
                },
            )
            for older in before:
                _cut_off(admin, older)
            return joined

    def all(self) -> list[JoinedStation]:
        """Return every station that may use the book, by the name that it has now."""
        with self._admin() as admin:
            found = self._listed(admin)
        return sorted(found, key=lambda station: (station.name.casefold(), station.id))

    def _listed(self, admin: Admin) -> list[JoinedStation]:
        users = admin.command("usersInfo", 1)["users"]
        here = _connected(admin)
        beats = _last_beats(admin.client[self._database])
        return [
            JoinedStation(
                id=user["user"],
                name=str(beat.get("station") or told.get("station") or user["user"]),
                joined_at=_time(told.get("joinedAt")),
                is_connected=user["user"] in here,
                database=str(told.get("database") or ""),
                seen_at=beat.get("at"),
            )
            for user in users
            if STATION_USER.fullmatch(user["user"])
            for told in [user.get("customData") or {}]
            for beat in [beats.get(user["user"], {})]
        ]

    def remove(self, station_id: str) -> None:
        """Cut a station off, at once and for good; one that is gone already is fine.

        Without rights the next word on every connection is refused, and what is waited for there,
        or under way, is ended; without a user nothing begins anew.
        """
        if not STATION_USER.fullmatch(station_id):
            raise ValueError(station_id)
        with self._admin() as admin:
            _cut_off(admin, station_id)

    @contextmanager
    def _admin(self) -> Iterator[Admin]:
        """Yield the server's own database; a silent server is an Outage."""
        client = mongod_setup.connect(self._uri)
        try:
            with pymongo.timeout(_PATIENCE_S):
                yield client.get_database("admin", CodecOptions(tz_aware=True))
        except PyMongoError as error:
            logger.warning("the stations could not be looked after: %s", type(error).__name__)
            raise Outage("The database does not answer.") from error
        finally:
            mongod_setup.close(client)


def _end_invitation(admin: Admin) -> None:
    _drop_user(admin, CODE_USER)
    admin.client.drop_database(JOINING_DATABASE)


def _cut_off(admin: Admin, station_id: str) -> None:
    try:
        admin.command("updateUser", station_id, roles=[])
        admin.command("killAllSessions", [{"user": station_id, "db": "admin"}])
    except OperationFailure as error:
        if error.code != _NO_USER:
            raise
    _drop_user(admin, station_id)


def _of_machine(admin: Admin, machine: str) -> list[str]:
    """Return the users that this machine has joined with so far."""
    if not MACHINE.fullmatch(machine):
        return []  # an older version of the program does not say
    users = admin.command("usersInfo", 1)["users"]
    return [
        user["user"]
        for user in users
        if STATION_USER.fullmatch(user["user"])
        and (user.get("customData") or {}).get("machine") == machine
    ]


def _drop_user(admin: Admin, user: str) -> None:
    try:
        admin.command("dropUser", user)
    except OperationFailure as error:
        if error.code != _NO_USER:
            raise


def _put_station_roles(admin: Admin, database: str) -> None:
    """Give the stations of this book and of all others the rights that this version needs.

    Each in its own book alone: versions before had one role for all, in the book that had let a
    station in last. A station of which it is not known whose it is keeps what it has.
    """
    known: dict[str, list[str]] = {database: []}
    for user in admin.command("usersInfo", 1)["users"]:
        book = (user.get("customData") or {}).get("database")
        if STATION_USER.fullmatch(user["user"]) and isinstance(book, str) and book:
            has = [role.get("role") for role in user.get("roles", [])]
            known.setdefault(book, []).extend([user["user"]] * (has != [station_role(book)]))
    for book, users in known.items():
        _put_role(admin, station_role(book), station_rights(book))
        for name in users:
            admin.command("updateUser", name, roles=[station_role(book)])


def _put_role(admin: Admin, role: str, privileges: list[dict[str, Any]]) -> None:
    """Make a role, or give it the rights that this version of the program needs."""
    try:
        admin.command("updateRole", role, privileges=privileges, roles=[])
    except OperationFailure as error:
        if error.code != _NO_ROLE:
            raise
        admin.command("createRole", role, privileges=privileges, roles=[])


def _connected(admin: Admin) -> set[str]:
    """Return the users that have a connection open now."""
    now = {"$currentOp": {"allUsers": True, "idleConnections": True}}
    fields = {"$project": {"effectiveUsers.user": 1}}
    with suppress(OperationFailure):  # it is nice to know, and no more
        lines = admin.aggregate([now, fields])
        return {user["user"] for line in lines for user in line.get("effectiveUsers", [])}
    return set()


def _last_beats(book: Database[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return when each user last gave a sign of life, and what its station is called (signs.py)."""
    beats = book.get_collection(HEARTBEATS, CodecOptions(tz_aware=True))
    last: list[dict[str, Any]] = [
        {"$match": {"user": {"$type": "string"}, "at": {"$type": "date"}}},
        {"$sort": {"at": 1}},
        {"$group": {"_id": "$user", "at": {"$last": "$at"}, "station": {"$last": "$station"}}},
    ]
    return {beat["_id"]: beat for beat in beats.aggregate(last)}


def _time(told: object) -> datetime | None:
    """Return a moment that a command answered, which the driver gives without its zone."""
    return told.replace(tzinfo=UTC) if isinstance(told, datetime) else None
