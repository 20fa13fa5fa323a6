"""What a proof is to do, read from the words of the command line."""

import re
from dataclasses import dataclass

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.restaurant import MOST_TABLES

MOST_STATIONS, MOST_BOOKINGS = 64, 1_000_000
SHORTEST_KILL_S, LONGEST_KILL_S = 0.2, 3600.0
USUAL_KILL_S = 10.0
_NEVER = ("0", "never")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(s|m)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How many stations ask how often for how many tables, and what is broken meanwhile.

    bookings counts the asking, of all stations together; kill_every_s is None where nothing is
    killed; uri is None where the proof brings a server of its own.
    """

    stations: int
    bookings: int
    tables: int
    kill_every_s: float | None
    uri: str | None = None
    database: str | None = None

    @classmethod
    def of(
        cls,
        *,
        stations: str,
        bookings: str,
        tables: str,
        kill_every: str | None,
        uri: str | None,
        database: str | None,
    ) -> "Plan":
        """Read a plan; raise CannotStart with a sentence about what makes no sense."""
        kill_every_s = USUAL_KILL_S if kill_every is None else _seconds(kill_every)
        if uri and kill_every is not None and kill_every_s is not None:
            raise CannotStart(
                "A database at an address is never killed, so --kill-every is not taken together "
                "with --uri. Leave one of them out."
            )
        return cls(
            stations=_count("stations", stations, MOST_STATIONS),
            bookings=_count("bookings", bookings, MOST_BOOKINGS),
            tables=_count("tables", tables, MOST_TABLES),
            kill_every_s=None if uri else kill_every_s,
            uri=uri,
            database=database,
        )

    def share_of(self, number: int) -> int:
        """Return how often station `number` (from 0) asks."""
        return (self.bookings + self.stations - 1 - number) // self.stations


def _count(what: str, text: str, most: int) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text) <= most:
        raise CannotStart(f'"{text}" is no number of {what}: it is 1 to {most:,}.')
    return int(text)


def _seconds(text: str) -> float | None:
    if text in _NEVER:
        return None
    found = _TIME.fullmatch(text)
    seconds = float(found[1]) * (60 if found[2] == "m" else 1) if found else 0.0
    if not SHORTEST_KILL_S <= seconds <= LONGEST_KILL_S:
        raise CannotStart(
            f'"{text}" is no time between two kills: it is one such as "10s" or "2m", or "never".'
        )
    return seconds
