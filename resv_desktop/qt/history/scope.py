"""Whose history a host may ask for: from the whole day to the party that is picked."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from resv_desktop.qt import words
from resv_desktop.qt.history.history_reader import About
from resv_desktop.qt.history.history_words import Telling
from resv_desktop.qt.hour import TableHour

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Scope:
    """One history: the words of its segment, its head, and what is said where nothing is in it."""

    label: str
    name: str
    title: str
    subtitle: str
    about: About
    empty: tuple[str, str]


def scopes(telling: Telling, table: TableHour | None) -> list[Scope]:
    """Return the histories there are, from the widest to that of what is picked."""
    found = [_of_day(telling)]
    if table is None:
        return found
    found += [_of_table(telling, table), _of_hour(telling, table)]
    if table.reservation is not None:
        found.append(_of_party(telling, table))
    return found


def _of_day(telling: Telling) -> Scope:
    day = words.day(telling.on)
    return Scope(
        label=translate("History", "Day"),
        name=translate("History", "All tables, {day}").format(day=day),
        title=translate("History", "History of {day}").format(day=day),
        subtitle=translate("History", "All tables"),
        about=About(day=telling.on),
        empty=(
            translate("History", "Nothing has been done with this day yet"),
            translate("History", "What hosts do at any station is listed here."),
        ),
    )


def _of_table(telling: Telling, table: TableHour) -> Scope:
    day = words.day(telling.on)
    says = translate("History", "Table {table}, {day}")
    return Scope(
        label=translate("History", "Table"),
        name=says.format(table=words.table(table.table_id), day=day),
        title=translate("History", "History of table {table}").format(
            table=words.table(table.table_id)
        ),
        subtitle=day,
        about=About(day=telling.on, table_id=table.table_id),
        empty=(
            translate("History", "Nothing has been done with this table on this day"),
            translate("History", "Choose Day to see what was done with the others."),
        ),
    )


def _of_hour(telling: Telling, table: TableHour) -> Scope:
    day, hour = words.day(telling.on), words.hour(table.starts_at)
    says = translate("History", "Table {table} at {hour}")
    title = translate("History", "History of table {table} at {hour}")
    return Scope(
        label=translate("History", "Hour"),
        name=says.format(table=words.table(table.table_id), hour=hour),
        title=title.format(table=words.table(table.table_id), hour=hour),
        subtitle=day,
        about=About(slot_id=table.key[0], table_id=table.table_id),
        empty=(
            translate("History", "Nothing has been done with this table in this hour"),
            translate("History", "Choose Table to see its whole day."),
        ),
    )


def _of_party(telling: Telling, table: TableHour) -> Scope:
    held = table.reservation
    assert held is not None
    says = translate("History", "{party}: table {table} at {hour} on {day}")
    return Scope(
        label=translate("History", "Party"),
        name=translate("History", "This reservation"),
        title=translate("History", "History of this reservation"),
        subtitle=says.format(
            party=telling.party(held),
            table=words.table(held.table_id),
            hour=words.hour(held.starts_at),
            day=words.day(held.starts_at.date()),
        ),
        about=About(reservation_id=held.id),
        empty=(
            translate("History", "Nothing is known of this reservation"),
            translate("History", "It was made by another program, which tells no history."),
        ),
    )
