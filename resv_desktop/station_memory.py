"""The reservations made at this station, so that one that was just made is cancelled at once."""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS
from resv_desktop.settings import read_json, write_private

logger = logging.getLogger(__name__)

_TEXTS = ("id", "slot_id", "table_id", "reserved_by", "name", "rest_id", "station")
_BROKEN = ".broken"
_MUST_SAY = ("id", "slot_id", "table_id")


class StationMemory:
    """What this station reserved and what has not ended yet, kept in one private file.

    No more is kept than a row shows: a note (an allergy, say) stays in the book alone. A file
    that cannot be read or written costs the convenience and never a reservation, so nothing is
    raised. Safe from several threads at once; the file is first touched when it is asked for.
    """

    def __init__(self, path: Path | None) -> None:
        """Without a path nothing is kept beyond this run."""
        self._path = path
        self._lock = threading.Lock()
        self._kept: dict[str, Reservation] | None = None

    def remember(self, reservation: Reservation) -> None:
        """Keep a reservation that was made here."""
        kept = replace(reservation, note="", status="booked", allergy=False, created_at=None)
        self._change(lambda all_: {**all_, kept.id: kept})

    def follow(self, reservation: Reservation) -> None:
        """Keep how a reservation is now, if it was made here."""
        if any(kept.id == reservation.id for kept in self._snapshot()):
            self.remember(reservation)

    def forget(self, reservation_id: str) -> None:
        """Keep it no longer: it was cancelled, or is gone."""
        self._change(lambda all_: {id_: r for id_, r in all_.items() if id_ != reservation_id})

    def forget_all(self, is_gone: Callable[[Reservation], bool]) -> int:
        """Keep none of those any more that are gone; return how many those were.

        What could not be read of an older file is thrown away, whatever stood in it. The one that
        raises OSError: nobody may be told that they are forgotten while the file still has them.
        """
        with self._lock:
            before = self._loaded()
            self._kept = {id_: r for id_, r in before.items() if not is_gone(r)}
            if self._path is not None:
                if self._path.exists():  # also as it is: it may not have taken the last change
                    self._write(self._path, self._kept)
                self._path.with_name(f"{self._path.name}{_BROKEN}").unlink(missing_ok=True)
            return len(before) - len(self._kept)

    def reservations(self, now: datetime) -> list[Reservation]:
        """Return what has not ended at `now`, by time; what has ended is forgotten for good."""
        self._change(lambda all_: {id_: r for id_, r in all_.items() if _ends_at(r) > now})
        return sorted(
            self._snapshot(), key=lambda r: (r.starts_at.astimezone(UTC), r.table_id, r.id)
        )

    def _snapshot(self) -> list[Reservation]:
        with self._lock:
            return list(self._loaded().values())

    def _change(self, how: Callable[[dict[str, Reservation]], dict[str, Reservation]]) -> None:
        with self._lock:
            before = self._loaded()
            self._kept = how(before)
            if self._kept != before:
                self._save(self._kept)

    def _loaded(self) -> dict[str, Reservation]:
        if self._kept is None:
            self._kept = {r.id: r for r in self._read()}
        return self._kept

    def _read(self) -> list[Reservation]:
        if self._path is None:
            return []
        try:
            raw: Any = read_json(self._path)
            return [_from_json(entry) for entry in raw]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            logger.warning("the station's memory makes no sense: %s", type(error).__name__)
        try:
            self._path.replace(self._path.with_name(f"{self._path.name}{_BROKEN}"))
        except OSError:
            logger.warning("the station's memory can neither be read nor moved")
        return []

    def _save(self, kept: dict[str, Reservation]) -> None:
        if self._path is None:
            return
        try:
            self._write(self._path, kept)
        except OSError as error:
            logger.warning("the station's memory was not saved: %s", type(error).__name__)

    @staticmethod
    def _write(path: Path, kept: dict[str, Reservation]) -> None:
        text = json.dumps([_to_json(r) for r in kept.values()], ensure_ascii=False, indent=1)
        write_private(path, text)


def _ends_at(reservation: Reservation) -> datetime:
    return reservation.starts_at.astimezone(UTC) + LASTS


def _to_json(reservation: Reservation) -> dict[str, object]:
    zone = reservation.starts_at.tzinfo
    return {
        **{name: getattr(reservation, name) for name in _TEXTS},
        "party_size": reservation.party_size,
        "starts_at": reservation.starts_at.astimezone(UTC).isoformat(),
        "zone": zone.key if isinstance(zone, ZoneInfo) else "UTC",
    }


def _from_json(entry: dict[str, Any]) -> Reservation:
    """Read one entry; raise ValueError, TypeError or KeyError where it makes no sense."""
    texts = {name: entry.get(name, "") for name in _TEXTS}
    party_size = entry.get("party_size")
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    if not all(texts[name] for name in _MUST_SAY):
        raise ValueError
    if party_size is not None and not isinstance(party_size, int):
        raise TypeError
    starts_at = datetime.fromisoformat(entry["starts_at"])
    if starts_at.tzinfo is None:
        raise ValueError
    return Reservation(
        starts_at=starts_at.astimezone(ZoneInfo(entry["zone"])), party_size=party_size, **texts
    )
