"""The use cases of how long what is known of guests stays."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from resv_desktop.controller.guests_data import GuestsData, regions_of
from resv_desktop.controller.house import no_restaurant
from resv_desktop.domain.restaurant import RETENTIONS, USUAL_RETENTION
from resv_desktop.domain.steady import steady_s
from resv_desktop.later import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from resv_desktop.controller import set_up
    from resv_desktop.controller.house import Stop
    from resv_desktop.domain import guests_data as rules
    from resv_desktop.domain import journal
    from resv_desktop.domain.guests_data import ForgettingAhead
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.store import archive_forgetting, first_forgetting, nameless, retention
    from resv_desktop.store.archive_forgetting import Forgotten
    from resv_desktop.store.documents import Document
else:
    (set_up,) = later("resv_desktop.controller", "set_up")
    rules, journal = later("resv_desktop.domain", "guests_data", "journal")
    archive_forgetting, first_forgetting, nameless, retention = later(
        "resv_desktop.store", "archive_forgetting", "first_forgetting", "nameless", "retention"
    )

_WORKS_FOR = 1 / 5  # of the time: the evening comes first
_LONGEST_STEP_S = 0.2  # a program that ends waits no longer
_A_FILE_S = 0.1
_NEVER = datetime(1, 1, 2, tzinfo=UTC)


class Retaining(GuestsData):
    """The part of the Controller that forgets what is old; its rules are those of the whole."""

    def set_retention(
        self, rest_id: str, months: int, *, request_id: str | None = None
    ) -> Restaurant:
        """Say for how many months what is known of a restaurant's guests stays; 0: for ever.

        With the same request_id the call may be repeated. Raises RestaurantNotFound, and
        ValueError for what is no choice, which is a bug of the caller.
        """
        if months not in RETENTIONS:
            raise ValueError(months)
        fact = {"retentionMonths": months}
        return set_up.set_fact(self._house, rest_id, "set_retention", fact, request_id=request_id)

    def forgetting_ahead(self, rest_id: str) -> ForgettingAhead | None:
        """Return what goes for the first time, and when; None where nothing has to be said of it.

        A book that was there before may be older than its guests' data stays, without anybody
        having chosen that. Whoever asks says it to the hosts: a week after the first time that
        this was called, at whichever station may forget, it is time for `forget_old_guests`, which
        itself asks nobody. Raises RestaurantNotFound, Outage.
        """
        house, now, first = self._house, self._house.now(), first_forgetting
        stored = house.store.read(lambda book: book.restaurant_document(rest_id))
        if stored is None:
            raise no_restaurant(rest_id)
        if first.is_chosen(stored):
            return None
        before = journal.months_before(now, USUAL_RETENTION)
        found = house.store.read(lambda book: first.ahead(book, rest_id, before))
        if found is None:
            return None
        told_at = found.told_at
        if told_at is None:
            if not self.may_erase():
                return None  # who may forget says it first
            first.tell(house.store, rest_id, now)
            told_at = now
        goes_at = told_at + rules.FIRST_NOTICE
        if now >= goes_at:
            return None
        return rules.ForgettingAhead(entries=found.entries, before=before, goes_at=goes_at)

    def forget_old_guests(self, rest_id: str, stop: Stop, *, pause: bool = True) -> int:
        """Make nameless what is older than the restaurant's retention; return how much was.

        Only whole months go, never what is younger, and nothing of a guest who is still expected.
        One station does it at a time, with long pauses; stopped or killed, it goes on where it
        was. Does nothing at a station that may only add to the journal. Raises Outage.
        """
        house = self._house
        restaurant = house.restaurant(rest_id)
        if not restaurant.retention_months or not self.may_erase():
            return 0
        now = house.now()
        going = retention.Retention(
            house.store,
            rest_id,
            before=journal.months_before(now, restaurant.retention_months),
            now=now,
            run=house.run,
            region=regions_of(self._houses()),
        )
        return going.go_on(self._resting(stop, pause=pause))

    def forget_old_in_archive(self, folder: Path, stop: Stop, *, pause: bool = True) -> Forgotten:
        """Make nameless what is older than each restaurant's retention in the files of a folder.

        With long pauses; stopped, it goes on there the next time. Raises Outage, OSError.
        """
        store, now, houses = self._house.store, self._house.now(), self._houses()
        limits = {
            rest_id: journal.months_before(now, house.retention_months)
            for rest_id, house in houses.items()
            if house.retention_months
        }
        paths = list(
            archive_forgetting.files_in(folder, before=max(limits.values(), default=_NEVER))
        )
        if not paths or not self.may_erase():
            return archive_forgetting.Forgotten()
        key, region = nameless.make_key(store), regions_of(houses)

        def is_old(line: Document) -> bool:
            before = limits.get(str(line.get("restId")), _NEVER)
            return bool(line["at"] < before) and not retention.is_about_later(line, before)

        def change(line: Document) -> Document:
            is_to_go = archive_forgetting.is_told(line) and is_old(line)
            return (
                nameless.nameless_line(line, key, region(line.get("restId"))) if is_to_go else line
            )

        try:
            with self._no_archiving():
                rest = self._resting(stop, pause=pause)
                return archive_forgetting.forget_in(paths, change, rest=lambda: rest(_A_FILE_S))
        except rules.ArchiveBusy:
            return archive_forgetting.Forgotten()  # the next time

    @staticmethod
    def _resting(stop: Stop, *, pause: bool) -> Callable[[float], bool]:
        """Return what pauses after so many seconds of work, and says whether to stop."""

        def rest(took_s: float) -> bool:
            until = steady_s() + (took_s / _WORKS_FOR if pause else 0)
            while not stop() and (left := until - steady_s()) > 0:
                time.sleep(min(left, _LONGEST_STEP_S))
            return stop()

        return rest
