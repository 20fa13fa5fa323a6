"""What the rows of a file ask for, once their cells are read."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final

from resv_desktop.controller.house import region_of_house
from resv_desktop.domain.errors import InvalidPhone, Refusal
from resv_desktop.domain.phone import parse_phone
from resv_desktop.domain.reservation import check_text
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import check_party_size
from resv_desktop.domain.words import Sentence, one_line
from resv_desktop.exchange.columns import Mapped, columns_of, told
from resv_desktop.exchange.table_in import Table
from resv_desktop.exchange.times_in import Order, Unreadable, kind_of, order_of, read_time

_ID: Final = re.compile(r"[0-9a-f]{24}")
_YES: Final = ("yes", "y", "true", "1", "x", "ja", "wahr", "oui", "vrai", "כן")
_NO: Final = (
    *("no", "n", "false", "0", "none", "nein", "keine", "falsch", "non", "aucune", "faux"),
    *("n a", "na", "nil", "none known", "no allergies", "no allergy", "not applicable"),
    *("keine bekannt", "keine allergien", "keine allergie", "entfällt", "k a", "nichts"),
    *("aucune connue", "aucune allergie", "sans", "sans allergie", "rien", "néant"),
    *("לא", "אין", "אין אלרגיה", "אין אלרגיות", "ללא", "ללא אלרגיות"),
)
# Words of a status by which a reservation is none, or none any more; "cancel" stands for all its
# forms.
_GONE: Final = re.compile(
    r"cancel|no ?show|declin|reje[ct]|deleted|expired|wait ?list|waiting list|"
    r"storn|abgesagt|abgelehnt|gelöscht|warteliste|nicht erschienen|nicht gekommen|"
    r"annul|absent|refus|supprim|liste d attente|"
    r"בוטל|מבוטל|לא הגיע|נדח|נמחק|רשימת המתנה"
)
_COUNT: Final = re.compile(r"\s*(\d{1,3})(?:[.,]0+)?(?![\d.,])\D*")
_STEP: Final = 200

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A row that asks for a table. starts_at is aware, in the restaurant's zone.

    table_id is "" where the best table is to be found; remark says what was assumed, or is None.
    """

    row: int
    starts_at: datetime
    party_size: int
    phone: str
    name: str
    note: str
    allergy: bool
    table_id: str
    given_id: str
    remark: Sentence | None


@dataclass(frozen=True, slots=True)
class Unread:
    """A row that cannot be a reservation, and why."""

    row: int
    why: Sentence


def columns_in(table: Table) -> Mapped:
    """Return which column holds which field, by what stands over it and in it.

    What is called a date may hold the hour as well, and what is called a start only that.
    """
    found = dict(columns_of(table.heads))
    for field in ("starts_at", "date"):
        number = found.get(field, (-1,))[0]
        cell = next((cells[number] for _, cells in table.rows if cells[number]), "")
        kind = kind_of(cell) if number >= 0 else None
        is_with_hour = field == "date" and kind == "starts_at" and "time" in found
        if kind is not None and kind not in found and not is_with_hour:
            found[kind] = found.pop(field)
    return MappingProxyType(found)


def order_in(table: Table, columns: Mapped) -> Order | None:
    """Return what comes first in the days of this file; None where only the host can say it."""
    place = columns.get("starts_at") or columns.get("date") or ()
    return order_of(cells[number] for _, cells in table.rows for number in place)


def read_wishes(
    table: Table,
    columns: Mapped,
    restaurant: Restaurant,
    order: Order | None,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> list[Wish | Unread] | None:
    """Read all rows; None where it was stopped."""
    reader = _Reader(columns, restaurant, region_of_house(restaurant), order)
    found: list[Wish | Unread] = []
    for count, (row, cells) in enumerate(table.rows):
        if count % _STEP == 0:
            if stop is not None and stop():
                return None
            if progress is not None:
                progress(count, len(table.rows))
        found.append(reader.read(row, cells))
    return found


class _Reader:
    def __init__(
        self, columns: Mapped, restaurant: Restaurant, region: str | None, order: Order | None
    ) -> None:
        self._columns, self._restaurant = columns, restaurant
        self._region, self._order = region, order

    def read(self, row: int, cells: Sequence[str]) -> Wish | Unread:
        try:
            return self._wish(row, cells)
        except Unreadable as trouble:
            return Unread(row, trouble.sentence)
        except Refusal as refusal:
            return Unread(row, sentence_of(refusal))

    def _wish(self, row: int, cells: Sequence[str]) -> Wish:
        status = self._cell(cells, "status")
        if _GONE.search(told(status)):
            raise Unreadable(
                Sentence('The file says "{status}", so nothing is reserved.', status=status[:40])
            )
        when, day, hour = (self._cell(cells, field) for field in ("starts_at", "date", "time"))
        read = read_time(when, day, hour, self._restaurant.zone, self._order)
        phone = self._cell(cells, "phone")
        if not phone:
            raise InvalidPhone("The row has no phone number.")
        number = parse_phone(phone, self._region).e164
        allergy, which = _allergy(self._cell(cells, "allergy"))
        note = " ".join(filter(None, (self._cell(cells, "note"), which)))
        given = self._cell(cells, "id").casefold()
        return Wish(
            row=row,
            starts_at=self._restaurant.local(read.at),
            party_size=_party(self._cell(cells, "party_size")),
            phone=number,
            name=check_text("name", self._cell(cells, "name")),
            note=check_text("note", note),
            allergy=allergy,
            table_id=self._cell(cells, "table"),
            given_id=given if _ID.fullmatch(given) else "",
            remark=read.remark,
        )

    def _cell(self, cells: Sequence[str], field: str) -> str:
        """Return what a row says of a field; a name may stand in two cells."""
        said = (cells[number] for number in self._columns.get(field, ()))
        return one_line(" ".join(filter(None, said)))


def _party(text: str) -> int:
    match = _COUNT.fullmatch(text)
    if match is None and not text:
        raise Unreadable(Sentence("The row does not say how many guests come."))
    return check_party_size(int(match[1]) if match else text)


def _allergy(text: str) -> tuple[bool, str]:
    """Return whether a cell speaks of an allergy, and of which one."""
    word = told(text)
    if not word or word in _NO:
        return False, ""
    return True, "" if word in _YES else text


def sentence_of(refusal: Refusal) -> Sentence:
    """Return what a refusal says, to be kept."""
    return Sentence(refusal.template, **refusal.arguments)


def ids_of(restaurant: Restaurant, wishes: Iterable[Wish]) -> dict[int, str]:
    """Return for each row the id that its reservation has, made from what the row says.

    The same row of the same restaurant has the same id whenever and wherever it is read, however
    its file is sorted or saved: so no row is ever reserved twice. Rows that say the same are
    counted apart. A file of this program names the ids itself.
    """
    seen: Counter[str] = Counter()
    ids = {}
    for wish in wishes:
        ids[wish.row] = wish.given_id or content_id(restaurant, wish, seen)
    return ids


def content_id(restaurant: Restaurant, wish: Wish, seen: Counter[str]) -> str:
    """Return the id that follows from a row's content and from how often that came before."""
    said = (
        *(restaurant.id, wish.starts_at.astimezone(UTC).isoformat(), wish.phone),
        *(str(wish.party_size), wish.table_id, wish.name, wish.note, str(wish.allergy)),
    )
    key = "\x1f".join(said)
    nth = seen[key]
    seen[key] += 1
    return hashlib.sha256(f"{key}\x1f{nth}".encode()).hexdigest()[:24]
