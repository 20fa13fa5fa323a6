"""Reservations into files and out of them at the terminal."""

import os
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from resv_desktop.controller.house import need_zone
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.words import day_label, hour_label, how_many
from resv_desktop.exchange.columns import FIELDS, Mapped, mapped, missing, told
from resv_desktop.exchange.dry_run import Outcome, State, counted, dry_run
from resv_desktop.exchange.importing import import_rows, result_csv
from resv_desktop.exchange.saving import FORMS, FileNotMade, save_reservations, write_file
from resv_desktop.exchange.table_in import CannotImport, Table, read_table
from resv_desktop.exchange.times_in import Order
from resv_desktop.exchange.wishes import columns_in, order_in, read_wishes
from resv_desktop.settings import meant_by
from resv_desktop.terminal import is_terminal

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


def export(
    controller: "Controller",
    restaurant: Restaurant,
    file: Path,
    *,
    first: date | None,
    last: date | None,
    delimiter: str,
    overwrite: bool,
) -> None:
    """Save reservations as CSV or iCalendar, by the end of the file's name; say how many.

    From the running day to the last day that can be reserved, where nothing else is asked for.
    Raises InvalidRestaurant where its time zone was never said, FileNotMade, Outage.
    """
    form = file.suffix.lower().removeprefix(".")
    if form not in FORMS:
        raise FileNotMade('"{file}" ends neither in .csv nor in .ics.', file=file.name)
    check_free(file, overwrite=overwrite)
    need_zone(restaurant)
    first = first or restaurant.business_day(controller.now())
    last = last or max(first, restaurant.business_day(controller.now())) + timedelta(
        days=restaurant.days_ahead
    )
    count = save_reservations(
        controller, restaurant, first, last, file, form=form, delimiter=delimiter, progress=_told
    )
    said = how_many(count or 0, "reservation")
    print(f"{restaurant.name}, {first} to {last}: {said} in {file}")


def check_free(file: Path, *, overwrite: bool) -> None:
    """Raise FileNotMade where something is there that is not to be replaced, or cannot be."""
    if os.path.lexists(file) and not overwrite:
        raise FileNotMade("{file} is there already; --overwrite replaces it.", file=str(file))
    try:
        meant_by(file)
    except OSError:
        raise FileNotMade(
            "{file} is no regular file, so nothing is saved there.", file=str(file)
        ) from None


def _is_one(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)
    except OSError:  # one of them is not there, or cannot be reached
        return False


def check_pdf(file: Path) -> None:
    """Raise FileNotMade where a file is not called what it is to be."""
    if file.suffix.lower() != ".pdf":
        raise FileNotMade('"{file}" does not end in .pdf.', file=file.name)


def _told(done: int, total: int) -> None:
    if is_terminal(sys.stderr) and done < total:
        print(f"{done} of {total}", end="\r", file=sys.stderr)


_SAID: Final[dict[State, str]] = {
    "would": "would be reserved",
    "reserved": "reserved",
    "there": "in the book already",
    "open": "not known whether saved",
    "left": "not tried",
    "refused": "refused",
}


def bring_in(
    controller: "Controller",
    restaurant: Restaurant,
    file: Path,
    *,
    columns: Sequence[str],
    order: Order | None,
    second_table: bool,
    only_look: bool,
    is_agreed: bool,
    result: Path | None,
    overwrite: bool,
) -> bool:
    """Say for each row of a CSV file what would happen; reserve them once that is agreed to.

    columns are "field=what stands over the column". Returns whether every row is in the book, or
    would be. Raises InvalidRestaurant where its time zone was never said, CannotImport,
    FileNotMade, Outage.
    """
    if result is not None:
        check_free(result, overwrite=overwrite)
        if _is_one(result, file):
            raise FileNotMade(
                "{file} is what is imported, so the result is not saved there.", file=str(result)
            )
    need_zone(restaurant)
    table = read_table(file)
    found = _columns(table, columns)
    order = order or order_in(table, found)
    if order is None:
        raise CannotImport(
            "The days in {file} may begin with the day or with the month: say --day-first or "
            "--month-first.",
            file=file.name,
        )
    wishes = read_wishes(table, found, restaurant, order, progress=_told) or []
    outcomes = dry_run(controller, restaurant, wishes, second_table=second_table) or []
    for outcome in outcomes:
        print(_line(outcome))
    print(_summary(outcomes))
    _keep(result, table, outcomes)  # where it cannot be saved nothing is reserved
    wanted = counted(outcomes)["would"]
    if only_look or not wanted or not (is_agreed or _agreed(restaurant, wanted)):
        return not set(counted(outcomes)) - {"would", "there"}
    done = import_rows(controller, restaurant, outcomes, second_table=second_table, progress=_told)
    for before, after in zip(outcomes, done.outcomes, strict=True):
        if before.state == "would" and after.state != "reserved":
            print(_line(after))
    print(_summary(done.outcomes))
    _keep(result, table, done.outcomes)
    if done.trouble is not None:
        print("Import the same file again: no row is reserved twice.", file=sys.stderr)
        raise done.trouble
    return not set(counted(done.outcomes)) - {"reserved", "there"}


def _columns(table: Table, chosen: Sequence[str]) -> Mapped:
    fields: list[str | None] = [None] * table.width
    for field, numbers in columns_in(table).items():
        for number in numbers:
            fields[number] = field
    heads = [told(head) for head in table.heads] or [str(n + 1) for n in range(table.width)]
    for choice in chosen:
        field, _, head = choice.partition("=")
        if field not in FIELDS or told(head) not in heads:
            raise CannotImport(
                '"{choice}" names no field ({fields}) or no column of the file.',
                choice=choice,
                fields=", ".join(FIELDS),
            )
        fields = [None if each == field else each for each in fields]
        fields[heads.index(told(head))] = field
    found = mapped(fields)
    lacking = missing(found)
    if lacking:
        raise CannotImport(
            "No column of the file is known as {fields}: name it with --column FIELD=HEADER.",
            fields=", ".join(lacking),
        )
    return found


def _line(outcome: Outcome) -> str:
    wish = outcome.wish
    begin = f"Row {outcome.row}: {_SAID[outcome.state]}"
    if outcome.state == "there":
        return f"Row {outcome.row}: {outcome.why}"
    if wish is None or outcome.state == "refused":
        return f"{begin}. {outcome.why}"
    when = f"{hour_label(wish.starts_at)} on {day_label(wish.starts_at.date())}"
    place = f"table {outcome.table_id} at {when}" if outcome.table_id else when
    facts = [f"{begin}, {place}", wish.name, f"party of {wish.party_size}"]
    remark = f" {outcome.why}" if outcome.why else ""
    return f"{', '.join(filter(None, facts))}.{remark}"


def _summary(outcomes: Sequence[Outcome]) -> str:
    counts = counted(outcomes)
    said = [f"{counts[state]} {words}" for state, words in _SAID.items() if counts[state]]
    rows = "1 row" if len(outcomes) == 1 else f"{len(outcomes)} rows"
    return f"{rows}: {', '.join(said)}."


def _agreed(restaurant: Restaurant, count: int) -> bool:
    if not is_terminal(sys.stdin):
        print("Nothing was written: say --yes to reserve them.", file=sys.stderr)
        return False
    try:
        answer = input(f"Reserve these {count} at {restaurant.name}? (y/n) ")
    except EOFError:  # Ctrl+D
        return False
    return answer.strip().casefold() in ("y", "yes")


def _keep(result: Path | None, table: Table, outcomes: Sequence[Outcome]) -> None:
    if result is not None:
        write_file(result, result_csv(table, outcomes, state=_SAID.__getitem__))
