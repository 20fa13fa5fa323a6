"""How the windows say who waits for a table."""

from datetime import date, tzinfo

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Offer, Waiting
from resv_desktop.qt import words
from resv_desktop.qt.day_words import party

translate = QCoreApplication.translate


def guest(entry: Waiting, region: str | None) -> str:
    """Say who waits: the name, else the number."""
    return entry.name or words.phone(entry.phone, region)


def facts(entry: Waiting, region: str | None) -> str:
    """Say an entry: "Sat 14 March, 20:00, Heron, party of 4"."""
    parts = [
        words.day(entry.starts_at.date()),
        words.hour(entry.starts_at),
        guest(entry, region),
        party(entry.party_size),
    ]
    return ", ".join(parts)


def free_again(offer: Offer, today: date) -> str:
    """Say that a table can be given: "Table 9 at 20:00 is free."."""
    at = offer.slot.starts_at
    says = translate("Waiting", "Table {table} at {hour} is free.")
    if at.date() != today:
        says = translate("Waiting", "Table {table} on {day} at {hour} is free.")
    return says.format(
        table=words.table(offer.slot.table_id), day=words.day(at.date()), hour=words.hour(at)
    )


def reserve(slot: Slot) -> str:
    """Say on a button that a table is reserved."""
    says = translate("DetailsPanel", "Reserve table {table}")
    return says.format(table=words.apart(words.table(slot.table_id)))


def who_waits(entry: Waiting, region: str | None, zone: tzinfo) -> str:
    """Say who waits since when: "Heron, party of 4, waits since 18:40, 07400 123456."; with the
    date where that is another one than of the hour that they wait for.
    """
    since = entry.since_at.astimezone(zone)
    time = words.hour(since)
    if since.date() != entry.starts_at.date():
        time = f"{words.short_day(since.date())}, {time}"
    says = translate("Waiting", "{guest}, {party}, waits since {time}, {phone}.")
    if not entry.name:
        says = translate("Waiting", "{phone}, {party}, waits since {time}.")
    return says.format(
        guest=entry.name,
        party=party(entry.party_size),
        time=time,
        phone=words.phone(entry.phone, region),
    )


def more(count: int) -> str:
    """Say that others can be given a table as well; "" for none."""
    if count == 0:
        return ""
    if count == 1:
        return translate("Waiting", "1 more party can have a table.")
    return translate("Waiting", "{n} more parties can have a table.").format(n=count)
