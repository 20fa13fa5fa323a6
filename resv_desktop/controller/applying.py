"""One change of a house, all of it or nothing, with every party that it hits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from resv_desktop.controller.calling import CALLED, MOVED_FROM, to_call_anew
from resv_desktop.controller.house import (
    House,
    as_kept,
    need_zone,
    no_restaurant,
    region_of_house,
)
from resv_desktop.controller.house_hits import (
    Hit,
    Loss,
    hits_among,
    is_only_named,
    losses,
    promised_in,
)
from resv_desktop.controller.moving import moved_to
from resv_desktop.controller.place import (
    already_reserved,
    no_hour,
    no_such_hour,
    no_table,
    slot_of,
    taken,
)
from resv_desktop.domain.errors import InvalidPhone
from resv_desktop.domain.hours import HOUR
from resv_desktop.domain.house_change import (
    HouseChange,
    NewHomes,
    Preview,
    PreviewChanged,
    TooMuchAtOnce,
)
from resv_desktop.domain.offered import Offered
from resv_desktop.domain.phone import is_number, parse_phone
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.store.book import Book
from resv_desktop.store.documents import (
    Document,
    WriteId,
    new_id,
    object_id,
    restaurant_from,
    whole,
)
from resv_desktop.store.hour import Hour
from resv_desktop.store.house_hours import Seat
from resv_desktop.store.restaurant_fields import changed_fields

# What a transaction holds that may not live longer than two seconds, on a slow machine.
_MOST_MOVES, _MOST_PARTIES, _MOST_HOURS = 500, 5_000, 20_000


@dataclass(frozen=True, slots=True)
class _Move:
    """A party that goes to its new home: as it is stored, and the slot."""

    hit: Hit
    slot: Slot
    hour: Hour

    def after(self, now: datetime) -> Document:
        kept = to_call_anew(self.hit.document)
        if not isinstance(kept.get(MOVED_FROM), datetime):  # else they know of an earlier one
            kept = kept | {MOVED_FROM: self.hit.starts_at}
        return moved_to(kept, self.hour, self.slot.table_id, now)


class Apply:
    """One change inside its transaction; it relies on nothing but what it reads there."""

    def __init__(
        self, house: House, book: Book, own_id: WriteId, change: HouseChange, homes: NewHomes
    ) -> None:
        self._house, self._book, self._own_id = house, book, own_id
        self._change, self._homes = change, homes
        self._now = house.now()
        self._slot_ids: dict[str, object] = {}  # as they are stored

    def run(self, rest_id: str, preview: Preview | None) -> Restaurant:
        """Write the change and all that it does to hours and parties; return the house."""
        book = self._book
        document = book.restaurant_document(rest_id)
        if document is None:
            raise no_restaurant(rest_id)
        before = restaurant_from(document)
        if preview is not None and before != preview.restaurant:
            raise preview_changed()
        named = book.labels_ahead(rest_id, self._now - HOUR) if self._change.new_tables else ()
        after = self._change.on(before, before.business_day(self._now), named)
        fields = changed_fields(document, before, after)
        if not fields:
            return before
        changed = book.change_restaurant(document["_id"], fields) or document
        if after.timezone is None and is_only_named(before, after):
            self._write_line(document, changed, [])
            return after
        need_zone(after)
        was, will = Offered(before, unread_is_open=True), Offered(after)
        times = book.times_ahead(after.id, self._now - HOUR)
        self._slot_ids = {str(slot_id): slot_id for slot_id, _ in times}
        lost = losses(times, was, will, self._now)
        promised = promised_in(book, lost)
        hits = hits_among(promised, lost, was, will, self._now)
        check_seen(preview, hits)
        self._settle(document, changed, after, will, lost, promised, hits)
        return after

    def _settle(
        self,
        document: Document,
        changed: Document,
        after: Restaurant,
        will: Offered,
        lost: Sequence[Loss],
        promised: Sequence[Document],
        hits: Sequence[Hit],
    ) -> None:
        """Bring the hit to their homes, write what hours lose, and the line about all of it."""
        stays = [hit for hit in hits if not self._homes.get(str(hit.document["_id"]))]
        # Whoever was called knows of an earlier change, and not of this one.
        anew = [hit.document for hit in stays if CALLED in hit.document]
        _check_size(len(hits) - len(stays), len(anew), len(hits), len(lost))
        moves = self._moves(hits, after, will)
        left = {move.hit.document["_id"] for move in moves}
        kept = [reservation for reservation in promised if reservation["_id"] not in left]
        self._write_hours(lost, moves, kept, will)
        now = as_kept(self._now)
        moved = [(move.hit.document, move.after(now)) for move in moves]
        self._write_parties("move", moved, after)
        self._write_parties("call", [(held, to_call_anew(held)) for held in anew], after)
        self._write_line(document, changed, stays)

    def _write_line(self, before: Document, after: Document, stays: Sequence[Hit]) -> None:
        self._book.write_line(
            self._house.line(
                self._own_id,
                "edit_restaurant",
                restId=before["_id"],
                before=before,
                after=after,
                toCall=[hit.document["_id"] for hit in stays],
            )
        )

    def _moves(self, hits: Sequence[Hit], house: Restaurant, offered: Offered) -> list[_Move]:
        """Return who goes where; raise the refusal for a home that cannot be had."""
        wanted = {
            str(hit.document["_id"]): home
            for hit in hits
            if (home := self._homes.get(str(hit.document["_id"])))
        }
        hours = self._book.hours_by_id({slot_id for slot_id, _ in wanted.values()})
        moves = []
        given: set[tuple[str, str]] = set()
        for hit in hits:
            home = wanted.get(str(hit.document["_id"]))
            if home is None:
                continue
            hour = hours.get(home[0])
            if hour is None or hour.slot_id not in self._slot_ids:
                raise no_such_hour(home[0])
            slot = self._free_slot(hit, hour, home[1], house, offered)
            if home in given:
                raise taken(slot, None, self._house)
            given.add(home)
            moves.append(_Move(hit, slot, hour))
        self._check_others(moves, house)
        return moves

    def _free_slot(
        self, hit: Hit, hour: Hour, table_id: str, house: Restaurant, offered: Offered
    ) -> Slot:
        """Return the slot of a home; raise the refusal that keeps the party from it."""
        if offered.day_of(hour.starts_at) is None:
            raise no_hour(house.local(hour.starts_at))
        slot = slot_of(hour, table_id, house)
        party = whole(hit.document.get("partySize")) or 1
        slot.check_can_take(party, self._now)
        if offered.why_not(hour.starts_at, table_id, party):
            raise no_table(table_id, slot.starts_at)
        return slot

    def _check_others(self, moves: Sequence[_Move], house: Restaurant) -> None:
        """Raise SlotTaken for a home that somebody has whatever its flag says, and AlreadyReserved
        where a guest would get a second table of another hour.
        """
        region = region_of_house(house)
        there: dict[str, list[Document]] = defaultdict(list)
        slot_ids = {move.hour.slot_id for move in moves}
        for reservation in self._book.reservations_at(slot_ids) if slot_ids else ():
            there[str(reservation["slotId"])].append(reservation)
        for move in moves:
            of_hour = there[move.hour.slot_id]
            holder = next((r for r in of_hour if r.get("tableId") == move.slot.table_id), None)
            if holder is not None:
                raise taken(move.slot, holder, self._house)
            phone = str(move.hit.document.get("reservedBy") or "")
            is_other_hour = str(move.hit.document["slotId"]) != move.hour.slot_id
            for other in of_hour if phone and is_other_hour else ():
                if _is_same_guest(phone, str(other.get("reservedBy") or ""), region):
                    raise already_reserved(phone, region, other, move.slot)
            of_hour.append(move.after(self._now))

    def _write_hours(
        self,
        lost: Sequence[Loss],
        moves: Sequence[_Move],
        kept: Sequence[Document],
        offered: Offered,
    ) -> None:
        """Write every hour that loses something, so that whoever is at work there meets this.

        kept are the reservations of these hours that stay where they are.
        """
        book = self._book
        homes = [(move.hour.slot_id, move.slot.table_id, move.hit.document) for move in moves]
        if not book.hold_all([self._seat(*home) for home in homes]):
            raise preview_changed()
        left = [move.hit.document for move in moves]
        # What another program promised twice stays promised to whom is left.
        promised = {_place(r) for r in kept}
        book.free_all([self._seat(*_place(r), {}) for r in left if _place(r) not in promised])
        starts_at = {str(loss.slot_id): loss.starts_at for loss in lost}
        book.keep_all(
            [
                self._seat(slot_id, table_id, {})
                for r in kept
                for slot_id, table_id in [_place(r)]
                if offered.why_not(starts_at[slot_id], table_id, whole(r.get("partySize")))
            ]
        )
        held = {self._slot_ids[str(r["slotId"])] for r in kept}
        book.close_hours([loss.slot_id for loss in lost if loss.is_closed], held)
        alike: dict[tuple[frozenset[str], tuple[tuple[str, int], ...]], list[object]]
        alike = defaultdict(list)
        for loss in lost:
            if not loss.is_closed:
                alike[loss.gone, loss.smaller].append(loss.slot_id)
        for (gone, smaller), slot_ids in alike.items():
            book.take_tables(slot_ids, gone, dict(smaller))

    def _seat(self, slot_id: object, table_id: str, party: Document) -> Seat:
        """Return a table for a party, in an hour whose id is spelled as it is stored."""
        stored_id = self._slot_ids[str(slot_id)]
        return Seat(stored_id, table_id, whole(party.get("partySize")) or 1)

    def _write_parties(
        self, act: str, parties: Sequence[tuple[Document, Document]], house: Restaurant
    ) -> None:
        """Write what reservations become, each with its line in the journal."""
        if not parties:
            return
        self._book.replace_reservations([after for _, after in parties])
        self._book.write_lines(
            [
                self._house.line(
                    new_id(),
                    act,
                    restId=object_id(house.id) or house.id,
                    reservationId=after["_id"],
                    slotId=object_id(after["slotId"]) or after["slotId"],
                    tableId=after.get("tableId"),
                    time=after.get("time"),
                    before=before,
                    after=after,
                    change=self._own_id,
                )
                for before, after in parties
            ]
        )


def _check_size(moves: int, anew: int, parties: int, hours: int) -> None:
    """Raise TooMuchAtOnce for what one transaction would not hold; anew are to be called again."""
    if moves + anew > _MOST_MOVES or parties > _MOST_PARTIES or hours > _MOST_HOURS:
        raise TooMuchAtOnce(
            "This changes {hours} hours and moves {moves} of the {parties} parties in them, more "
            "than can be done at once. Do it in parts, a few days at a time.",
            hours=hours,
            moves=moves,
            parties=parties,
        )


def check_seen(preview: Preview | None, hits: Sequence[Hit]) -> None:
    """Raise PreviewChanged where the change hits somebody else than the host has seen."""
    seen = {each.what for each in preview.affected} if preview else set()
    if seen != {_what(hit) for hit in hits}:
        raise preview_changed()


def _what(hit: Hit) -> tuple[object, ...]:
    held = hit.document
    party = whole(held.get("partySize"))
    return str(held["_id"]), str(held["slotId"]), str(held.get("tableId")), party, hit.why


def preview_changed() -> PreviewChanged:
    return PreviewChanged(
        "Meanwhile something has changed at another station, so this hits other reservations than "
        "were shown. Nothing was saved; look at the list again."
    )


def _place(reservation: Document) -> tuple[str, str]:
    # What was stored before the rules of the book may lack a table; `check` names it.
    return str(reservation["slotId"]), str(reservation.get("tableId"))


def _is_same_guest(phone: str, other: str, region: str | None) -> bool:
    if phone == other:
        return True
    try:
        number = parse_phone(phone, region).e164
    except InvalidPhone:
        return False
    return is_number(other, number, region)
