"""The call list: who is to be called, under which number, and what they are to be told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from PySide6.QtCore import QSizeF

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant, natural
from resv_desktop.domain.words import one_line
from resv_desktop.qt import words
from resv_desktop.qt.house.affected_words import called_words
from resv_desktop.qt.sheet.page_writer import (
    BLANK,
    GAP,
    HAIR,
    MM,
    PAD,
    Page,
    PageWriter,
    Words,
    height_of,
)
from resv_desktop.qt.sheet.sheet import translate
from resv_desktop.qt.widgets.label import LINE_END

_WHO = 3
_LONGEST_NOTE = 120  # what is to be said comes first; the whole note stands in the book


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A party to be called, and what it is to be told."""

    reservation: Reservation
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One call in words. Of all paper this alone carries a number in full: it is to be dialled."""

    hour: str
    table: str
    party: str
    name: str
    phone: str
    says: str
    answer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDay:
    """The calls about one day."""

    title: str
    count: str
    rows: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallList:
    """All calls, by day and hour."""

    house: str
    count: str
    foot: str
    days: tuple[CallDay, ...]

    @property
    def title(self) -> str:
        """Say whose list this is."""
        says = translate("CallList", "Calls to make, {house}")
        return says.format(house=self.house)


def call_list_of(
    restaurant: Restaurant, calls: Sequence[Call], now: datetime, station: str
) -> CallList:
    """Put calls into the words of their list."""
    made = restaurant.local(now)
    foot = translate("Sheet", "Made {day}, {time}, at {station}")
    return CallList(
        house=one_line(restaurant.name),
        count=_count(len(calls)),
        foot=foot.format(
            day=words.day(made.date()), time=words.clock(made), station=words.apart(station)
        ),
        days=tuple(_days(restaurant, calls)),
    )


def _days(restaurant: Restaurant, calls: Sequence[Call]) -> Iterator[CallDay]:
    region = region_of(restaurant.phone)

    def when(call: Call) -> tuple[datetime, object]:
        held = call.reservation
        return held.starts_at.astimezone(UTC), natural(held.table_id)

    in_order = sorted(calls, key=when)
    for on, of_day in groupby(in_order, key=lambda call: call.reservation.starts_at.date()):
        rows = tuple(_row(call, region) for call in of_day)
        yield CallDay(title=words.day_and_year(on), count=_count(len(rows)), rows=rows)


def _row(call: Call, region: str | None) -> CallRow:
    held = call.reservation
    allergy = translate("CallList", "Allergy.") if held.allergy else ""
    parts = (call.says, allergy, _note(one_line(held.note)))
    phone = words.phone(held.reserved_by, region) if held.reserved_by else ""
    return CallRow(
        hour=words.hour(held.starts_at),
        table=words.table(one_line(held.table_id)),
        party="" if held.party_size is None else str(held.party_size),
        name=one_line(held.name) or ("" if phone else translate("Sheet", "Walk-in")),
        phone=phone or translate("CallList", "no number"),
        says=" ".join(filter(None, parts)),
        answer=called_words(held.called),
    )


def _note(note: str) -> str:
    if not note:
        return ""
    short = note if len(note) <= _LONGEST_NOTE else f"{note[:_LONGEST_NOTE].rstrip()} …"
    return translate("CallList", "Note: {note}").format(note=words.apart(short))


def _count(calls: int) -> str:
    if calls == 1:
        return translate("CallList", "1 party to call")
    return translate("CallList", "{n} parties to call").format(n=calls)


def lay_out_calls(calls: CallList, paper_mm: QSizeF, *, is_rtl: bool = False) -> list[Page]:
    """Return the pages of a call list, in the application's font."""
    return _CallPages(calls, paper_mm * MM, is_rtl=is_rtl).made()


class _CallPages(PageWriter):
    """Puts the calls one under the other; the last column is there to be written in."""

    widths = (16 * MM, 16 * MM, 21 * MM, 0.42, 0.58, 30 * MM)
    note = _WHO

    def __init__(self, calls: CallList, paper: QSizeF, *, is_rtl: bool) -> None:
        super().__init__(paper, calls.foot, is_rtl=is_rtl)
        self._calls = calls

    def _add_head(self) -> None:
        title = translate("CallList", "Calls to make")
        self._put(*self._pair(self._calls.house, 16, title, 16, is_end_bold=True))
        self._put(*self._pair(self._calls.count, 11, "", 11))

    def _heads(self) -> Sequence[str]:
        return (
            translate("CallList", "Hour"),
            translate("Sheet", "Table"),
            translate("Sheet", "Party"),
            translate("CallList", "Name and phone"),
            translate("CallList", "What to say"),
            translate("CallList", "Answer"),
        )

    def _add_all(self) -> None:
        for day in self._calls.days:
            heading = self._pair(day.title, 14, day.count, 11)
            self._make_room(GAP + height_of(heading) + 2 * PAD + 2 * BLANK)
            self._add_heading(heading)
            for row in day.rows:
                who = f"{row.name}{LINE_END}{row.phone}" if row.name else row.phone
                texts = (row.hour, row.table, row.party, who, row.says, row.answer)
                cells = self._row(texts, bold=(), mark=row.name)
                self._make_room(max(height_of(cells) + 2 * PAD, BLANK), day.title)
                top = self._y
                self._add_line(cells, least=BLANK)
                left = list(self._columns())[-1][0]
                self._box(left - PAD, top, 0.0, self._y - top, HAIR)

    def _note(self, text: str, left: float, width: float, size: float, mark: str) -> Words:
        """Return who is called, whole: the name bold, and the number on its own line."""
        return self._cell(text, left, width, size, bold_start=len(mark))
