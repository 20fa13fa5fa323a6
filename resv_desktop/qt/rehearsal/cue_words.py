"""How it is said what happens at the stand in a rehearsal."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.rehearsal import Cue
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.day_words import party

translate = QCoreApplication.translate


def cue(what: Cue, restaurant: Restaurant, region: str | None) -> str:
    """Say what happens: "At the door: Heron, party of 4, reserved for 20:00."."""
    hour = words.hour(restaurant.local(what.wanted or what.at))
    if what.kind == "walk_in":
        if what.party_size == 1:
            return translate("Rehearsal", "At the door: one guest without a reservation.")
        says = translate("Rehearsal", "At the door: a party of {n} without a reservation.")
        return says.format(n=what.party_size)
    guest = _guest(what, region)
    if what.kind == "calls":
        says = translate(
            "Rehearsal",
            "The phone rings: {guest} would like a table at {hour}, {party}, {phone}.",
        )
        number = words.phone(what.phone, region)
        return says.format(guest=guest, hour=hour, party=party(what.party_size), phone=number)
    if what.kind == "cancels":
        says = translate("Rehearsal", "The phone rings: {guest} cannot come at {hour} and cancels.")
        return says.format(guest=guest, hour=hour)
    says = translate("Rehearsal", "At the door: {who}, reserved for {hour}.")
    if what.kind == "no_show":
        says = translate("Rehearsal", "Nobody has come: {who}, reserved for {hour}.")
    who = ", ".join(filter(None, [guest, party(what.party_size)]))
    return says.format(who=who, hour=hour)


def hour_is_done(at: datetime) -> str:
    """Say that nothing more happens in an hour."""
    says = translate("Rehearsal", "That was all at {hour}.")
    return says.format(hour=words.hour(at))


def evening_is_done() -> str:
    """Say that nothing more happens at all."""
    return translate("Rehearsal", "That was the evening.")


def _guest(what: Cue, region: str | None) -> str:
    if what.name or what.phone:
        return what.name or words.phone(what.phone, region)
    says = translate("Rehearsal", "the party of table {table}")
    return says.format(table=words.apart(words.table(what.table_id)))
