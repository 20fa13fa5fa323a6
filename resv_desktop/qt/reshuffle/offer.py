"""How it is said what can be freed in an hour by moving others."""

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.reshuffle import PartyMove, Reshuffle
from resv_desktop.qt import words
from resv_desktop.qt.day_words import party

translate = QCoreApplication.translate


def title(moving: Reshuffle) -> str:
    """Say what can be done: "Free table 7 by moving 2 parties"."""
    count, table = len(moving.moves), words.apart(words.table(moving.slot.table_id))
    if count == 1:
        return translate("Reshuffle", "Free table {table} by moving 1 party").format(table=table)
    says = translate("Reshuffle", "Free table {table} by moving {count} parties")
    return says.format(table=table, count=count)


def in_short(moving: Reshuffle) -> str:
    """Say it where there is little room: "Free table 7"."""
    says = translate("Reshuffle", "Free table {table}")
    return says.format(table=words.apart(words.table(moving.slot.table_id)))


def act(moving: Reshuffle, *, is_walk_in: bool) -> str:
    """Name the act: "Move 2 parties, reserve table 7"."""
    count, table = len(moving.moves), words.apart(words.table(moving.slot.table_id))
    if is_walk_in and count == 1:
        says = translate("Reshuffle", "Move 1 party, seat at table {table}")
    elif is_walk_in:
        says = translate("Reshuffle", "Move {count} parties, seat at table {table}")
    elif count == 1:
        says = translate("Reshuffle", "Move 1 party, reserve table {table}")
    else:
        says = translate("Reshuffle", "Move {count} parties, reserve table {table}")
    return says.format(count=count, table=table)


def done(moving: Reshuffle, *, is_walk_in: bool) -> str:
    """Say what was done, with a place for the facts of the reservation."""
    count = len(moving.moves)
    if is_walk_in and count == 1:
        says = translate("Reshuffle", "1 party moved and seated: {facts}.")
    elif is_walk_in:
        says = translate("Reshuffle", "{count} parties moved and seated: {facts}.")
    elif count == 1:
        says = translate("Reshuffle", "1 party moved and reserved: {facts}.")
    else:
        says = translate("Reshuffle", "{count} parties moved and reserved: {facts}.")
    return says.replace("{count}", str(count))


def guest(reservation: Reservation, region: str | None) -> str:
    """Say who a party is."""
    if reservation.name:
        return words.apart(reservation.name)
    if reservation.reserved_by:
        return words.phone(reservation.reserved_by, region)
    return translate("Day", "Walk-in")


def who(reservation: Reservation, region: str | None) -> str:
    """Say who a party is and how many: "Dahl, party of 4"."""
    return f"{guest(reservation, region)}, {party(reservation.party_size)}"


def way(move: PartyMove) -> str:
    """Say where a party goes: "From table 7 to table 9, 4 seats"."""
    says = translate("Reshuffle", "From table {table} to table {other}, {seats} seats")
    return says.format(
        table=words.apart(words.table(move.reservation.table_id)),
        other=words.apart(words.table(move.slot.table_id)),
        seats=move.slot.capacity,
    )


def stays(reservation: Reservation) -> str:
    """Say that a party is kept where it is."""
    says = translate("Reshuffle", "Stays at table {table}")
    return says.format(table=words.apart(words.table(reservation.table_id)))


def all_moves(moving: Reshuffle, region: str | None) -> str:
    """Say in one line who goes where."""
    says = translate("Reshuffle", "{guest} to table {table}")
    return words.listed(
        [
            says.format(
                guest=guest(move.reservation, region),
                table=words.apart(words.table(move.slot.table_id)),
            )
            for move in moving.moves
        ]
    )
