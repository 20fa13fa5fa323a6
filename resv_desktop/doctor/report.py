"""One text that says how everything is, to be sent to whoever looks after the program.

It needs no display and no database, changes nothing, and holds no guest and no password.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote

from resv_desktop import __version__
from resv_desktop.doctor import machine
from resv_desktop.domain.database_uri import (
    SCHEMES,
    hide_secrets,
    hosts_of,
    is_joined,
    split_secrets,
)
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.health import NO_RESTAURANT, Health
from resv_desktop.logs import discreet, last_lines
from resv_desktop.settings import BACKUPS, Folders, Settings
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.mongod_log import last_words

logger = logging.getLogger(__name__)

_SHOWN_SETTINGS = (
    *("station", "restaurant_id", "language", "clock", "theme", "tables_form", "text_size"),
    *("sheet_to", "touch_keys", "single_keys"),
)
_MISSED = (
    "There is no restaurant in the database, though there was one. If its book is lost, set up "
    'nothing and bring back the newest file of the folder "backups" in the data folder, with: '
    "resv-desktop restore FILE"
)
_SHORTEST_SECRET = 4


@dataclass(frozen=True, slots=True)
class Report:
    """The text, and whether nothing in it needs a look."""

    text: str
    is_fine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """What a report is about: where its things are, what was chosen, and how to ask its book.

    settings is None where they cannot be understood; then complaint says so. uri is None for the
    server of the program's own. ask_health returns how the database is; it may raise Outage or
    CannotStart, and is None where it is not known which database that would be.
    """

    folders: Folders
    settings: Settings | None
    uri: str | None
    database: str
    ask_health: Callable[[], Health] | None
    complaint: str = ""


def report(station: Station) -> Report:
    """Ask everything that can be asked and return it; what cannot be asked is said in its place.

    Takes a few seconds where the database is silent.
    """
    return _Writer(station).report()


class _Writer:
    def __init__(self, station: Station) -> None:
        self._station = station
        self._concerns: list[str] = [station.complaint] if station.complaint else []
        self._sections: list[tuple[str, list[str]]] = []

    def report(self) -> Report:
        station = self._station
        self._add("Program", lambda: _lines(machine.program()))
        self._add("This machine", lambda: self._with_concerns(machine.machine()))
        folders = station.folders
        self._add("Folders", lambda: self._with_concerns(machine.folders_and_disk(folders)))
        self._add("Settings", self._settings)
        self._add("Backups on this machine", self._backups)
        if station.uri is None:
            self._add("MongoDB of this program", lambda: _lines(machine.managed_server(folders)))
        self._add("Other stations", self._stations)
        self._add("Database", self._database)
        if station.uri is None:
            self._add("Last errors of MongoDB", self._server_log)
        self._add("Last lines of the log", lambda: last_lines(folders.logs).splitlines())
        now = datetime.now(UTC)
        head = [f"resv-desktop {__version__}, report of {now:%Y-%m-%d %H:%M:%S} UTC", ""]
        if self._concerns:
            head += ["What needs a look:", *(f"  - {concern}" for concern in self._concerns)]
        else:
            head.append("Nothing needs a look.")
        body = [
            line
            for title, lines in self._sections
            for line in ("", title, *(f"  {line}" for line in lines or ["nothing"]))
        ]
        return Report(self._without_secrets("\n".join([*head, *body])), not self._concerns)

    def _add(self, title: str, ask: Callable[[], Iterable[str]]) -> None:
        try:
            lines = list(ask())
        except (CannotStart, Outage) as trouble:
            self._concerns.append(str(trouble))
            lines = [f"cannot be told: {trouble}"]
        except Exception as bug:  # noqa: BLE001 - half a report helps more than none
            logger.warning("the report lacks %s: %s", title, type(bug).__name__)
            why = discreet(str(bug))
            self._concerns.append(f"{title}: could not be looked at ({type(bug).__name__}).")
            lines = [f"cannot be told: {type(bug).__name__}: {why}"]
        self._sections.append((title, lines))

    def _with_concerns(self, found: tuple[Mapping[str, str], list[str]]) -> list[str]:
        facts, concerns = found
        self._concerns += concerns
        return _lines(facts)

    def _settings(self) -> list[str]:
        settings = self._station.settings
        start = _lines(machine.start_by_itself(self._station.folders))
        if settings is None:
            return ["cannot be understood", *start]
        return [*_lines({name: str(getattr(settings, name)) for name in _SHOWN_SETTINGS}), *start]

    def _backups(self) -> list[str]:
        facts, concerns = machine.last_backup(self._station.folders, datetime.now(UTC))
        # Whoever runs a MongoDB of their own makes backups of it in their own way.
        is_ours = self._station.uri is None
        return self._with_concerns((facts, concerns if is_ours else []))

    def _stations(self) -> list[str]:
        station = self._station
        if station.uri is None:
            return self._with_concerns(machine.sharing(station.folders, station.database))
        if is_joined(station.uri):
            return _lines({"joined": f"yes, the book is that of {hosts_of(station.uri)}"})
        return _lines({"joined": "no, the database is one of your own"})

    def _database(self) -> list[str]:
        station = self._station
        if station.ask_health is None:
            return ["not asked: it is not known which one it is"]
        where = "the program's own server" if station.uri is None else _shown(station.uri)
        place = _lines({"where": where, "name": station.database})
        try:
            health = station.ask_health()
        except (CannotStart, Outage) as trouble:
            self._concerns.append(str(trouble))
            details = trouble.details if isinstance(trouble, CannotStart) else ""
            return [*place, f"cannot be asked: {trouble}", *discreet(details).splitlines()]
        concerns = list(health.concerns)
        if health.facts.get("opening hours") == NO_RESTAURANT and self._had_restaurant():
            concerns.append(_MISSED)
        return [*place, *self._with_concerns((health.facts, concerns))]

    def _had_restaurant(self) -> bool:
        station = self._station
        backups = (station.folders.data / BACKUPS).glob("*.resvbackup")
        is_chosen = station.settings is not None and bool(station.settings.restaurant_id)
        return is_chosen or (station.uri is None and any(backups))

    def _server_log(self) -> list[str]:
        # Only what the errors say: the rest of a line may hold a guest's data.
        return discreet(last_words(self._station.folders.logs / "mongod.log")).splitlines()

    def _without_secrets(self, text: str) -> str:
        station = self._station
        secrets = [*split_secrets(station.uri or "")[1].values()]
        own = DataFolder(station.folders.data).read_credentials()
        secrets += [own.password] if own else []
        for secret in {form for found in secrets for form in (found, unquote(found))}:
            if len(secret) >= _SHORTEST_SECRET:
                text = text.replace(secret, "…")
        return hide_secrets(text).replace(str(Path.home()), "~")


def _shown(uri: str) -> str:
    """Return an address without name and password, which may stand in what is none as well."""
    if uri.startswith(SCHEMES):
        return hide_secrets(uri)
    _, at, rest = uri.rpartition("@")
    return f"…{at}{rest}" if at else uri


def _lines(facts: Mapping[str, str]) -> list[str]:
    return [f"{name}: {fact}" for name, fact in facts.items()]
