"""Put right in the book what has only one right answer, and lead the host to all the rest."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from functools import partial
from time import sleep

from resv_desktop.controller import set_up
from resv_desktop.controller.house import House, gone, local_reservation, region_of_house
from resv_desktop.controller.lining_up import bring_waiting, tidy
from resv_desktop.domain.errors import Refusal, SlotBusy, WriteForbidden
from resv_desktop.domain.repair import Clash, Left, Mended, Repair, advice_on
from resv_desktop.domain.reservation import Fault, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import faults as named
from resv_desktop.store.book import Book
from resv_desktop.store.check import find_faults
from resv_desktop.store.check_hours import SETTLE_S
from resv_desktop.store.documents import Document, new_id, object_id
from resv_desktop.store.layout import complete
from resv_desktop.store.whole_hour import WholeHour, Wrong

_MOST_ROUNDS = 10  # a check names so many faults of a kind; the next round names the others
_OUT_OF_LINE = ("table_missing", "capacity", "not_offered", "leaving")
_OF_AN_HOUR = ("flag", "slot_twice", "table_twice")


def repair(house: House) -> Repair:
    """Mend what can be mended; the rules are told at Controller.repair."""
    mended: list[Mended] = []
    faults = _still_wrong(house, mended)
    for _ in range(_MOST_ROUNDS):
        done = list(_mend(house, faults))
        mended += done
        if not done and not any(fault.kind in _OF_AN_HOUR for fault in faults):
            break
        faults = _still_wrong(house, mended)
        if not done:
            break
    return Repair(
        mended=tuple(mended),
        clashes=house.store.read(lambda book: tuple(_clashes(book, faults))),
        left=tuple(
            Left(fault=fault, advice=advice_on(fault)) for fault in faults if fault.kind != "double"
        ),
    )


def _still_wrong(house: House, mended: list[Mended]) -> list[Fault]:
    """Build what can be built by now, then check; what that mended is added to `mended`."""
    mended += [
        Mended(kind="index", sentence=f"The index {name} is built now.")
        for name in complete(house.store)
    ]
    faults = find_faults(house.store)
    # What the opening of the book has made again is told once, and is no fault any more.
    remade = [fault for fault in faults if fault.details.get("repaired")]
    mended += [Mended(kind=fault.kind, sentence=fault.sentence) for fault in remade]
    return [fault for fault in faults if fault not in remade]


def _mend(house: House, faults: Sequence[Fault]) -> Iterator[Mended]:
    slot_ids = (str(f.details.get("slot", "")) for f in faults if f.kind in _OF_AN_HOUR)
    wrong = {
        slot_id: house.store.read(partial(_wrong, slot_id=slot_id))
        for slot_id in dict.fromkeys(slot_ids)
        if slot_id
    }
    if wrong:
        # What is still wrong a moment later is no other program between its two steps.
        sleep(SETTLE_S)
    forbidden, is_any_mended = None, False
    for slot_id, seen in wrong.items():
        try:
            done = _mend_hour(house, slot_id, seen)
        except SlotBusy:
            continue  # left, said, and mended by the next repair
        except WriteForbidden as trouble:
            forbidden = trouble
            continue
        is_any_mended |= bool(done)
        yield from done
    if forbidden and not is_any_mended:
        raise forbidden
    astray = (str(f.details["rest_id"]) for f in faults if f.kind == "waiting_hour")
    for rest_id in dict.fromkeys(astray):
        brought = bring_waiting(house, rest_id)
        if brought:
            name = house.restaurant(rest_id).name
            sentence = f"Entries of the waitlist of {name} tied to their hours again: {brought}."
            yield Mended(kind="waiting_hour", sentence=sentence)
    lacking = (str(f.details["rest_id"]) for f in faults if f.kind in _OUT_OF_LINE)
    for rest_id in dict.fromkeys(lacking):
        with suppress(Refusal):  # its zone or hours cannot be read, which is a fault by itself
            hours = set_up.extend_slots(house, rest_id, progress=None, stop=None)
            if hours:
                name = house.restaurant(rest_id).name
                have = "1 hour of {} has" if hours == 1 else f"{hours} hours of {{}} have"
                sentence = f"{have.format(name)} the tables now that the house offers then."
                yield Mended(kind="table_missing", sentence=sentence)


def _wrong(book: Book, slot_id: str) -> frozenset[Wrong]:
    return _look(book, slot_id).wrong()


def _look(book: Book, slot_id: str) -> WholeHour:
    documents = book.hour_documents(slot_id)
    return WholeHour(documents, book.reservations_at(str(d["_id"]) for d in documents))


def _mend_hour(house: House, slot_id: str, seen: frozenset[Wrong]) -> list[Mended]:
    """Mend one hour in one transaction that relies on nothing but what it reads itself."""

    def mend(book: Book) -> list[Mended]:
        hour = _look(book, slot_id)
        if not hour.documents:
            return []
        work = _Work(house, book, hour)
        wrong = hour.wrong()
        for document in hour.documents:
            work.put_right(document, wrong & seen)
        if len(hour.documents) > 1 and wrong <= seen and hour.can_be_one():
            work.make_one()
        if work.lines:
            book.write_lines(work.lines)
        return work.done

    return house.store.write(mend)


class _Work:
    """The repair of one hour inside its transaction, each step with its line in the journal."""

    def __init__(self, house: House, book: Book, hour: WholeHour) -> None:
        self._house, self._book, self._hour = house, book, hour
        self._at, rest_id = hour.documents[0].get("time"), hour.documents[0].get("restId")
        self._facts = {"restId": object_id(rest_id) or rest_id, "time": self._at}
        document = book.restaurant_document(str(rest_id))
        self._named = named.House.of(document) if document else named.House.unknown(rest_id)
        self.lines: list[Document] = []
        self.done: list[Mended] = []

    def put_right(self, document: Document, wrong: frozenset[Wrong]) -> None:
        """Set the flags of one document that are wrong, and list each of its tables once."""
        tables, changes = self._hour.put_right(document, wrong)
        for kind, before, after in changes:
            label = str(after["tableId"])
            self._add_line(slotId=document["_id"], tableId=label, before=before, after=after)
            self._tell(kind, label, _WORDS[kind, after["isAvailable"]])
        if changes:
            document["tables"] = tables
            self._book.write_tables(document["_id"], tables)

    def make_one(self) -> None:
        """Let one document stand for the hour, with all tables and reservations of the others."""
        keeper, *others = self._hour.documents
        own_id = keeper["_id"]
        for before in (r for other in others for r in self._hour.held_in(other)):
            after = before | {
                "slotId": str(own_id) if isinstance(before["slotId"], str) else own_id
            }
            self._book.bring_to(before["_id"], after["slotId"])
            self._add_line(
                reservationId=before["_id"],
                slotId=own_id,
                tableId=before.get("tableId"),
                before=before,
                after=after,
            )
        for other in others:
            self._book.remove_hour(other["_id"])
            self._add_line(slotId=other["_id"], before=other)
        self._book.write_tables(own_id, self._hour.tables_of_all())
        self._tell("slot_twice", None, "is stored once now, with all its reservations")

    def _add_line(self, **facts: object) -> None:
        self.lines.append(self._house.line(new_id(), "repair", **(self._facts | facts)))

    def _tell(self, kind: str, label: str | None, words: str) -> None:
        place = f"{'The hour ' if label is None else ''}{named.Place(self._named, self._at, label)}"
        self.done.append(Mended(kind=kind, sentence=f"{place[:1].upper()}{place[1:]} {words}."))


_WORDS = {
    ("flag", True): "is marked as free now: nobody has reserved it",
    ("flag", False): "is marked as taken now: it is reserved",
    ("table_twice", True): "is listed once now",
    ("table_twice", False): "is listed once now",
}


def _clashes(book: Book, faults: Sequence[Fault]) -> Iterator[Clash]:
    """Read the parties of each table that is reserved more than once, as they are by now."""
    for fault in faults:
        ids = fault.details.get("reservations")
        if fault.kind != "double" or not isinstance(ids, list):
            continue
        held = [found for found in map(book.reservation, ids) if found]
        restaurant = book.restaurant(str(fault.details.get("rest_id")))
        if not held[1:] or restaurant is None:  # settled meanwhile
            continue
        hour = book.hour(str(fault.details.get("slot")))
        parties = tuple(local_reservation(document, restaurant) for document in held)
        yield Clash(
            restaurant=restaurant.name,
            table_id=parties[0].table_id,
            starts_at=restaurant.local(hour.starts_at) if hour else parties[0].starts_at,
            region=region_of_house(restaurant),
            reservations=parties,
        )


def settle(house: House, keep_id: str, cancel_ids: Collection[str]) -> Reservation:
    """Let one of several reservations keep the table; the rules are told at Controller.settle."""

    untidy: list[str] = []

    def decide(book: Book) -> tuple[Document, Restaurant | None]:
        nonlocal untidy
        untidy = book.untidy
        kept = book.reservation(keep_id)
        if kept is None:
            raise gone(book, keep_id)
        slot_id, table_id = str(kept.get("slotId")), str(kept.get("tableId"))
        documents = book.hour_documents(slot_id)
        rest_id = documents[0].get("restId") if documents else kept.get("restId")
        held = book.reservations_at({slot_id, *(str(d["_id"]) for d in documents)})
        holders = [r for r in held if str(r.get("tableId")) == table_id]
        others = [r for r in holders if r["_id"] != kept["_id"] and str(r["_id"]) in cancel_ids]
        for hour_id in dict.fromkeys(str(r["slotId"]) for r in (kept, *others)):
            # Free and taken again: whoever cancels the kept one at this instant meets this write.
            book.free(hour_id, table_id)
            if any(str(r["slotId"]) == hour_id for r in holders if r not in others):
                book.take(hour_id, table_id)
        for other in others:
            book.remove_reservation(other["_id"])
            book.write_line(
                house.line(
                    new_id(),
                    "cancel",
                    restId=object_id(rest_id) or rest_id,
                    reservationId=other["_id"],
                    slotId=object_id(other["slotId"]) or other["slotId"],
                    tableId=table_id,
                    time=other.get("time"),
                    before=other,
                )
            )
        return kept, book.restaurant(str(rest_id))

    kept, restaurant = house.store.write(decide)
    tidy(house, untidy)
    complete(house.store)
    return local_reservation(kept, restaurant)
