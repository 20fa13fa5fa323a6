"""What an import asks of a worker: the file read, its rows looked at, and then reserved."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.exchange.columns import Mapped
from resv_desktop.exchange.dry_run import Outcome, Stop, dry_run
from resv_desktop.exchange.importing import Imported, import_rows, result_csv
from resv_desktop.exchange.saving import write_file
from resv_desktop.exchange.table_in import Table, read_table
from resv_desktop.exchange.times_in import Order
from resv_desktop.exchange.wishes import columns_in, order_in, read_wishes
from resv_desktop.qt import words
from resv_desktop.qt.exchange.outcome_words import state_words

_STEPS = 200
Progress = Callable[[int, int], None]
# All rows, those that are or would be reserved, and the others.
Shown = tuple[list[Outcome], list[Outcome], list[Outcome]]


@dataclass(frozen=True, slots=True)
class Read:
    """A file that has been read, and which field each column is thought to be."""

    table: Table
    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """A dry run; ambiguous is a day of which it is not known what comes first, else ""."""

    outcomes: list[Outcome]
    rows: Shown
    ambiguous: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """An import that has ended, and its rows."""

    imported: Imported
    rows: Shown


class Seldom:
    """Lets a few hundred steps of many thousands be told, so that the window has its turn."""

    def __init__(self) -> None:
        self._last = -1

    def is_due(self, count: int, total: int) -> bool:
        """Whether this step is to be told."""
        step = count * _STEPS // max(1, total)
        is_due = step != self._last
        self._last = step
        return is_due


def read_file(file: Path) -> Read:
    """Read a file. Raises CannotImport."""
    table = read_table(file)
    fields: list[str | None] = [None] * table.width
    for field, numbers in columns_in(table).items():
        for number in numbers:
            fields[number] = field
    return Read(table, tuple(fields))


def look_at(
    controller: Controller,
    restaurant: Restaurant,
    table: Table,
    columns: Mapped,
    order: Order | None,
    progress: Progress,
    *,
    second_table: bool,
    stop: Stop,
) -> Looked | None:
    """Return what would happen to each row; None where it was stopped."""
    order = order or order_in(table, columns)
    if order is None:
        return Looked([], ([], [], []), _example(table, columns))
    first, second = partial(_half_of, progress, 0), partial(_half_of, progress, 1)
    house = controller.restaurant(restaurant.id)
    wishes = read_wishes(table, columns, house, order, progress=first, stop=stop)
    if wishes is None:
        return None
    outcomes = dry_run(
        controller, house, wishes, second_table=second_table, progress=second, stop=stop
    )
    return None if outcomes is None else Looked(outcomes, _shown(outcomes))


def bring_in(
    controller: Controller,
    restaurant: Restaurant,
    outcomes: Sequence[Outcome],
    progress: Progress,
    *,
    second_table: bool,
    stop: Stop,
) -> Done:
    """Reserve the rows that a dry run let pass."""
    done = import_rows(
        controller, restaurant, outcomes, second_table=second_table, progress=progress, stop=stop
    )
    return Done(done, _shown(done.outcomes))


def _half_of(progress: Progress, half: int, done: int, total: int) -> None:
    """Tell the progress of one of two halves."""
    progress(half * total + done, 2 * total)


def _shown(outcomes: list[Outcome]) -> Shown:
    good = [outcome for outcome in outcomes if outcome.state in ("would", "reserved")]
    bad = [outcome for outcome in outcomes if outcome.state not in ("would", "reserved")]
    return outcomes, good, bad


def _example(table: Table, columns: Mapped) -> str:
    """Return a day of the file, to be shown with the question for its order."""
    place = columns.get("starts_at") or columns.get("date") or (0,)
    return next((cells[place[0]] for _, cells in table.rows if cells[place[0]]), "")[:20]


def save_list(path: Path, table: Table, outcomes: list[Outcome]) -> Path:
    """Save what became of each row, in the host's language. Raises FileNotMade."""
    said = {outcome.state: state_words(outcome.state) for outcome in outcomes}
    rows = result_csv(
        table,
        outcomes,
        say=words.said,
        state=said.__getitem__,
        delimiter=words.between_cells(),
    )
    write_file(path, rows)
    return path
