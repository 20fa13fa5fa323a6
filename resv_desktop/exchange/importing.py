"""Rows of a file become reservations, one transaction each, and never twice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from resv_desktop.domain.best_fit import best_fit
from resv_desktop.domain.errors import (
    Outage,
    Refusal,
    SlotBusy,
    SlotTaken,
    TableNotFound,
    TableTooSmall,
    WriteForbidden,
)
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.exchange.cells import BOM, COMMA, written
from resv_desktop.exchange.columns import columns_of
from resv_desktop.exchange.dry_run import Outcome, Progress, State, Stop
from resv_desktop.exchange.table_in import Table
from resv_desktop.exchange.wishes import Wish, sentence_of

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.words import Sentence

_TRIES = 5  # of a row whose best table was taken meanwhile, or whose hour is held


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of all rows; trouble is what ended it before the last one, or None."""

    outcomes: list[Outcome]
    trouble: Outage | WriteForbidden | None = None


def import_rows(
    controller: "Controller",
    restaurant: Restaurant,
    outcomes: Sequence[Outcome],
    *,
    second_table: bool = False,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Imported:
    """Reserve every row that a dry run let pass; return what became of each.

    Each has its id from the dry run, so that whatever ends it (stop, an outage, a crash), the
    same file can be imported again: what is in the book already is not reserved once more.
    """
    became = list(outcomes)
    todo = [n for n, outcome in enumerate(became) if outcome.state in ("would", "left", "open")]
    todo.sort(key=lambda n: (not became[n].wish.table_id, n))  # type: ignore[union-attr]  # it was read
    trouble: Outage | WriteForbidden | None = None
    for done, number in enumerate(todo):
        if progress is not None:
            progress(done, len(todo))
        is_stopped = stop is not None and stop()
        if is_stopped or trouble is not None:
            became[number] = replace(became[number], state="left")
            continue
        try:
            became[number] = _reserve(controller, restaurant, became[number], second_table)
        except Outage as silence:
            # What it says of saving is said of this one row, and others are in the book.
            trouble = Outage(
                "The database does not answer.", may_be_saved=silence.may_be_saved, why=silence.why
            )
            state = "open" if silence.may_be_saved else "left"
            became[number] = replace(became[number], state=state)  # type: ignore[arg-type]  # one of them
        except WriteForbidden as refusal:
            trouble = refusal
            became[number] = replace(became[number], state="left")
    if progress is not None:
        progress(len(todo), len(todo))
    return Imported(became, trouble)


def _reserve(
    controller: "Controller", restaurant: Restaurant, outcome: Outcome, second_table: bool
) -> Outcome:
    """Reserve one row. Where it names no table, the next best fit is tried if one was taken."""
    wish = outcome.wish
    assert wish is not None
    table_id, tries = outcome.table_id, 0
    while True:
        tries += 1
        try:
            held = controller.reserve(
                outcome.slot_id,
                table_id,
                wish.phone,
                wish.party_size,
                reservation_id=outcome.reservation_id,
                name=wish.name,
                note=wish.note,
                allergy=wish.allergy,
                second_table=second_table,
            )
        except WriteForbidden:
            raise
        except (SlotTaken, TableNotFound, TableTooSmall) as refusal:
            another = None if wish.table_id else _another(controller, restaurant, outcome, wish)
            if another is None or tries >= _TRIES:
                return _refused(outcome, refusal)
            table_id = another
        except SlotBusy as busy:
            if tries >= _TRIES:
                return _refused(outcome, busy)
        except Refusal as refusal:
            return _refused(outcome, refusal)
        else:
            return replace(outcome, state="reserved", table_id=held.table_id)


def _another(
    controller: "Controller", restaurant: Restaurant, outcome: Outcome, wish: Wish
) -> str | None:
    """Return the best table that is free in the hour of a row now."""
    slots, _ = controller.hours(restaurant.id, [outcome.slot_id])
    best = best_fit(slots, wish.party_size)
    return best.slot.table_id if best else None


def _refused(outcome: Outcome, why: Refusal) -> Outcome:
    return replace(outcome, state="refused", why=sentence_of(why), table_id="", slot_id="")


def result_csv(
    table: Table,
    outcomes: Sequence[Outcome],
    *,
    say: "Callable[[Sentence], str]" = str,
    state: Callable[[State], str] = str,
    delimiter: str = COMMA,
) -> bytes:
    """Return what became of each row, beside what the row says, as a CSV file.

    It may be mended and imported itself: a row keeps its id, and the table that it was given is
    no wish for one.
    """
    cells = dict(table.rows)
    given = columns_of(table.heads).get("id")
    heads = table.heads or tuple(str(number + 1) for number in range(table.width))
    rows = [("row", "result", "given_table", "why", "id", *heads)]
    rows += [
        (
            str(each.row),
            state(each.state),
            each.table_id,
            say(each.why) if each.why else "",
            each.reservation_id or (cells[each.row][given[0]] if given else ""),
            *cells[each.row],
        )
        for each in outcomes
    ]
    return (BOM + written(rows, delimiter)).encode()
