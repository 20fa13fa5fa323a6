"""What a station keeps of a guest who was erased goes from its own files, wherever it was done.

The journal tells only the guest's code. Each number that is found here is coded the same way, so
that no station has to be told whom it is about.
"""

import json
import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.guests_data import ArchiveBusy
from resv_desktop.domain.phone import number_of, numbers_in
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.waiting import Waiting
from resv_desktop.domain.words import Sentence
from resv_desktop.last_known import LastKnown
from resv_desktop.left_off import forget_typed
from resv_desktop.logs import forget_guests
from resv_desktop.settings import BACKUPS, Folders, read_json, write_private
from resv_desktop.station_memory import StationMemory
from resv_desktop.store.mongod_folder import DataFolder

logger = logging.getLogger(__name__)

JOURNAL, SHEETS, LEFT_OFF, _DONE = "journal", "sheets", "left-off.json", "forgotten.json"
_LOOKED_BACK = timedelta(days=1)  # lines of two stations may come in another order than their times

_NOT_CLEANED = (
    "A guest was erased, but the files of this station could not be cleaned ({why}). It is tried "
    "again by itself."
)

# Writes the sheets that are kept anew, and returns which those are.
RenewSheets = Callable[[], Collection[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaned:
    """How much was removed from the files of this station; backups are those that stay.

    sheets were made anew, papers are call lists and sheets that could not be; unreadable are files
    of the archive in which nobody can look any more.
    """

    rows: int = 0
    lines: int = 0
    sheets: int = 0
    papers: int = 0
    digits: int = 0
    unreadable: int = 0
    backups: int = 0


class Forgetting:
    """Looks into the journal now and then, and forgets here what was erased anywhere."""

    def __init__(
        self,
        controller: Controller,
        folders: Folders,
        *,
        memory: StationMemory,
        last_known: LastKnown,
        region: str | None,
        renew_sheets: RenewSheets = lambda: (),
        is_last: bool = True,
    ) -> None:
        """region is the country in which numbers without a code are at home.

        is_last, that nobody else at this station has to look for the same once more.
        """
        self._controller, self._folders = controller, folders
        self._memory, self._last_known, self._region = memory, last_known, region
        self._renew_sheets, self._is_last = renew_sheets, is_last
        self._state = folders.data / _DONE

    def catch_up(self) -> Cleaned | None:
        """Forget what was erased since the last time; None where nothing was.

        Whatever breaks it off, all of it is done the next time. Raises Outage, and CannotStart
        where the disk does not take it or while old lines are moved into files.
        """
        code_of = self._controller.guest_hash()
        book = code_of("")  # the key is that of one book, and so is what it makes of no number
        now = self._controller.now()
        seen_at, known = self._seen(book)
        if seen_at is not None and seen_at > now:
            seen_at = None  # by a clock that was ahead, and would hide what was erased since
        since = None if seen_at is None else seen_at - _LOOKED_BACK
        erasures = [e for e in self._controller.erased_since(since) if e.id not in known]
        if not erasures:
            return None
        latest = max(erasure.at for erasure in erasures)
        ids = known | {erasure.id for erasure in erasures}
        try:
            cleaned = self._forget({erasure.guest_hash for erasure in erasures}, code_of)
            if self._is_last:
                self._keep(book, min(max(latest, seen_at or latest), now), ids)
        except ArchiveBusy as busy:  # its own words are those of who erases in the book
            at_work = Sentence("old lines of the history are just being worked on")
            raise CannotStart(Sentence(_NOT_CLEANED, why=at_work)) from busy
        except OSError as error:
            why = error.strerror or type(error).__name__
            raise CannotStart(Sentence(_NOT_CLEANED, why=why)) from error
        logger.info("%s guests who were erased are forgotten here", len(erasures))
        return cleaned

    def _forget(self, codes: set[str], code_of: Callable[[str], str]) -> Cleaned:
        still: dict[str, set[str]] = {}

        def is_erased(number: str) -> bool:
            return code_of(number) in codes

        def is_gone(held: Reservation | Waiting) -> bool:
            phone = held.phone if isinstance(held, Waiting) else held.reserved_by
            number = number_of(phone, self._region)
            if not number or not is_erased(number):
                return False
            if number not in still:  # who was erased may have come back since
                still[number] = self._there(number)
            return held.id not in still[number]

        def says_too_much(text: str) -> bool:
            return any(map(is_erased, numbers_in(text, self._region)))

        folders, data = self._folders, self._folders.data
        rows = self._memory.forget_all(is_gone)
        rows += self._last_known.forget(is_gone, says_too_much, self._controller.now())
        rows += forget_typed(data / LEFT_OFF, says_too_much)
        folders.remove_half_written()
        archived = self._controller.forget_in_archive(data / JOURNAL, codes)
        sheets, papers = self._renew()
        return Cleaned(
            rows=rows,
            lines=archived.lines,
            unreadable=archived.unreadable,
            sheets=sheets,
            papers=papers,
            digits=forget_guests(folders.logs),
            backups=sum(1 for _ in (data / BACKUPS).glob("*.resvbackup"))
            + len(DataFolder(data).copies()),
        )

    def _there(self, number: str) -> set[str]:
        found = self._controller.reservations_for(number)
        return {held.id for held in found}

    def _renew(self) -> tuple[int, int]:
        """Replace every sheet that is kept; what nobody can make anew goes. Return both counts.

        What stands on a paper cannot be looked at, so a call list goes whoever is on it.
        """
        before = set((self._folders.data / SHEETS).glob("*.pdf"))
        gone = before - set(self._renew_sheets())
        for path in gone:
            path.unlink(missing_ok=True)
        return len(before - gone), len(gone)

    def _seen(self, book: str) -> tuple[datetime | None, set[str]]:
        try:
            own = self._read()[book]
            return datetime.fromisoformat(own["at"]), {str(each) for each in own["ids"]}
        except (ValueError, TypeError, KeyError):
            return None, set()  # then all of them are looked at once more

    def _keep(self, book: str, at: datetime, ids: set[str]) -> None:
        own = {"at": at.astimezone(UTC).isoformat(), "ids": sorted(ids)}
        write_private(self._state, json.dumps(self._read() | {book: own}))

    def _read(self) -> dict[str, Any]:
        try:
            raw: Any = read_json(self._state)
        except (OSError, ValueError):
            return {}
        return raw if isinstance(raw, dict) else {}
