"""Another clock hangs on the wall: every promised hour keeps what it shows, all or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn

from resv_desktop.controller.applying import Apply, check_seen, preview_changed
from resv_desktop.controller.clock_keeping import rules_ahead
from resv_desktop.controller.homes import with_homes
from resv_desktop.controller.house import House, need_zone, no_restaurant
from resv_desktop.controller.house_hits import Hit, Loss, is_at_table, waiting_in
from resv_desktop.domain.clock_change import Shift, offsets_between, shifts
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import Affected, HouseChange, Preview, TooMuchAtOnce
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.book import Book
from resv_desktop.store.clock_shift import shift_hours, shifted
from resv_desktop.store.documents import Document, new_id, object_id, restaurant_from
from resv_desktop.store.restaurant_fields import changed_fields

_MOST_PARTIES = 2_000  # in one transaction, each with its line in the journal
_BEFORE = timedelta(days=2)


class _Seen(Exception):  # noqa: N818 - good news: it has been tried, and nothing of it is kept
    """What a change came to in a transaction that is given up."""

    def __init__(self, preview: Preview) -> None:
        super().__init__()
        self.preview = preview


def preview(house: House, rest_id: str, change: HouseChange) -> Preview:
    """Say whom another clock would hit, by doing all of it and giving it up again."""

    def look(book: Book) -> NoReturn:
        raise _Seen(Rezone(house, book, new_id(), change, {}).look(rest_id))

    try:
        house.store.write(look)
    except _Seen as seen:
        return seen.preview
    raise AssertionError("the look has ended one way or the other")


class Rezone(Apply):
    """One change of the clock inside its transaction."""

    def run(self, rest_id: str, preview: Preview | None) -> Restaurant:
        """Write the change, all hours and parties at their new instants; return the house."""
        document = self._read(rest_id)
        before = restaurant_from(document)
        if preview is not None and before != preview.restaurant:
            raise preview_changed()
        changed, after = self._shift(document, before)
        check_seen(preview, self._hits)
        # Who has the hour that is shown twice now stays in the first of them.
        hits = [hit for hit in self._hits if hit.why == "skipped"]
        self._settle(
            document, changed, after, Offered(after), self._lost, [h.document for h in hits], hits
        )
        return after

    def look(self, rest_id: str) -> Preview:
        """Do the same and say what it came to, for a transaction that is given up."""
        document = self._read(rest_id)
        before = restaurant_from(document)
        _, after = self._shift(document, before)
        book, now, offered = self._book, self._now, Offered(after, unread_is_open=True)
        times = book.times_ahead(after.id, now - HOUR)
        affected = with_homes(book, Affected, self._hits, offered, offered, times, now)
        return Preview(
            restaurant=before,
            after=after,
            affected=tuple(
                replace(each, homes=(), home_day=None) if each.why == "repeated" else each
                for each in affected
            ),
            waiting=tuple(waiting_in(book, after, self._lost, now)),
        )

    def _read(self, rest_id: str) -> Document:
        document = self._book.restaurant_document(rest_id)
        if document is None:
            raise no_restaurant(rest_id)
        return document

    def _shift(self, document: Document, before: Restaurant) -> tuple[Document, Restaurant]:
        """Bring everything ahead to its new instant; return the house as stored and as read."""
        need_zone(before)
        book, now = self._book, self._now
        after = self._change.on(before, before.business_day(now))
        # The running day keeps together; what is over keeps the instant at which it was.
        start = before.begins_at(before.business_day(now))
        hours = book.times_ahead(before.id, start - _BEFORE)
        moving = [(slot_id, at) for slot_id, at in hours if at >= start]
        last = max((at for _, at in hours), default=now)
        old = before.zone_offsets or offsets_between(before.zone, start, last)
        over = {at for _, at in hours if at < start}
        plan = shifts(moving, old, after.zone, taken=over)
        after = replace(after, zone_offsets=rules_ahead(after, now, last))
        changed = document
        fields = changed_fields(document, before, after)
        if fields:
            changed = book.change_restaurant(document["_id"], fields) or document
        self._write(before, [each for each in plan if each.before != each.after])
        odd = [each for each in plan if each.oddity]
        self._slot_ids = {str(each.slot_id): each.slot_id for each in plan}
        self._lost = [
            Loss(each.slot_id, each.after, True, frozenset(), ())
            for each in odd
            if each.oddity == "skipped"
        ]
        self._hits = self._hit(odd, now)
        return changed, after

    def _hit(self, odd: Sequence[Shift], now: datetime) -> list[Hit]:
        """Return the parties of hours that the clock shows no longer, or twice."""
        by_slot = {str(each.slot_id): each for each in odd}
        hits = []
        for document in self._book.promised_at([each.slot_id for each in odd]):
            shift = by_slot[str(document["slotId"])]
            at, why = shift.after, shift.oddity
            if why and at + HOUR > now and not is_at_table(document, at, now):
                hits.append(Hit(document, at, why))
        return hits

    def _write(self, house: Restaurant, moved: Sequence[Shift]) -> None:
        book = self._book
        if not moved:
            return
        step = {str(each.slot_id): each.after - each.before for each in moved}
        parties = book.promised_at([each.slot_id for each in moved])
        if len(parties) > _MOST_PARTIES:
            raise TooMuchAtOnce(
                "This moves the hours of {parties} parties, more than can be moved at once.",
                parties=len(parties),
            )
        shift_hours(book, moved)
        lines = []
        for party in parties:
            after = shifted(party, step[str(party["slotId"])])
            lines.append(
                self._house.line(
                    new_id(),
                    "clock",
                    restId=object_id(house.id) or house.id,
                    reservationId=party["_id"],
                    slotId=object_id(party["slotId"]) or party["slotId"],
                    tableId=party.get("tableId"),
                    time=after.get("time"),
                    before=party,
                    after=after,
                    change=self._own_id,
                )
            )
        if lines:
            book.write_lines(lines)
