"""How the command line says what it has understood, and what it offers and finds."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.slot import Slot
from resv_desktop.domain.typed_line import TypedLine
from resv_desktop.qt import words
from resv_desktop.qt.command_rows import (
    HOUR,
    Answer,
    FoundRow,
    MoveRow,
    Row,
    SeatRow,
    TakeRow,
    WaitRow,
)
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_words import being_taken, party
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.reshuffle import offer
from resv_desktop.qt.seat_now import Seat
from resv_desktop.qt.widgets.state_pill import State, state_word

translate = QCoreApplication.translate

_MINUTE = timedelta(minutes=1)
_STATES: dict[str, State] = {"arrived": "arrived", "seated": "seated", "done": "done"}


def understood(line: TypedLine, day: Day | None, answered: Answer, region: str | None) -> str:
    """Say what a line means: "For 4, Sat 14 March, 20:00, 07400 123456, Cohen"."""
    if line.is_search:
        who = words.apart(line.name or line.phone)
        return translate("Command", "Reservations with {text}").format(text=who)
    parts = []
    if line.party is not None:
        parts.append(translate("Command", "For {party}").format(party=line.party))
    if day is not None:
        parts.append(words.day(_day_meant(day, answered)))
    if answered.hour is not None:
        parts.append(words.hour(answered.hour))
    if line.phone:
        parts.append(words.phone(line.e164, region) if line.e164 else words.apart(line.phone))
    if line.name:
        parts.append(words.apart(line.name))
    return ", ".join(parts)


def news(
    line: TypedLine, day: Day, answered: Answer, party_size: int, *, is_ahead: bool = False
) -> str:
    """Say why there is not what was asked for, or ""; is_ahead: the days ahead were searched."""
    size = line.party or party_size
    is_other = bool(answered.rows)
    hour = "" if answered.hour is None else words.hour(answered.hour)
    says = _news(answered, is_other=is_other, is_ahead=is_ahead)
    if answered.news in ("over", "no such hour") and hour and is_other:
        nearest = translate("Command", "The nearest free hours:")
        says = f"{says} {nearest}"
    typed = words.apart(line.name or line.phone)
    on = _day_meant(day, answered)
    table = next((r.fit.slot.table_id for r in answered.rows if isinstance(r, TakeRow)), "")
    return says.format(
        party=size, hour=hour, day=words.day(on), text=typed, table=words.table(table)
    )


def _day_meant(day: Day, answered: Answer) -> date:
    """Return the day of the hour that is meant; what comes past midnight is of the next one."""
    near = [hour.starts_at for hour in day.hours_near]
    return answered.hour.date() if answered.hour in near and answered.hour else day.on


def _news(answered: Answer, *, is_other: bool, is_ahead: bool) -> str:
    match answered.news:
        case "nothing open":
            says = translate("Command", "No hour can be reserved on {day}.")
        case "over" if answered.hour is None:
            says = translate("Command", "The last hour of {day} is over.")
        case "over":
            says = translate("Command", "{hour} on {day} is over.")
        case "no such hour":
            says = translate("Command", "The house has no hour at {hour} on {day}.")
        case "night":
            says = translate(
                "Command", "{hour} in the night before {day}. Enter opens the table's form."
            )
        case "nobody" if is_ahead:
            says = translate("Command", "No reservation with {text}, on {day} or ahead.")
        case "nobody":
            says = translate("Command", "No reservation with {text} on {day}.")
        case _:
            says = _full(answered, is_other=is_other)
    return says


def _full(answered: Answer, *, is_other: bool) -> str:
    moves = [row for row in answered.rows if isinstance(row, MoveRow)]
    if moves and moves[0].is_walk_in:
        return translate("Command", "No table is free for {party} now, but one can be freed.")
    if moves:
        return translate("Command", "No table is free for {party} at {hour}, but one can be freed.")
    match answered.news:
        case "not full":
            says = translate("Command", "{hour} is not full: table {table} is free.")
        case "full":
            says = translate("Command", "Full for {party} at {hour}. The nearest free hours:")
        case "full day":
            says = translate("Command", "Full for {party} on {day}.")
        case "full now" if is_other:
            says = translate("Command", "No table is free for {party} now. The nearest free hours:")
        case "full now":
            says = translate("Command", "No table is free for {party} now, nor later on {day}.")
        case "not now" if is_other:
            says = translate("Command", "It is too early to seat walk-ins. The nearest free hours:")
        case "not now":
            says = translate(
                "Command", "Walk-ins cannot be seated now, and {day} is full for {party}."
            )
        case _:
            says = ""
    return says


def warnings(line: TypedLine, region: str | None) -> list[str]:
    """Say what of a line is not clear, cannot be, or may have been misheard."""
    says = [words.said(each) for each in line.unclear]
    if line.refusal is not None:
        says.append(words.said(line.refusal))
    if line.phone_kind == "unused":
        unusual = translate("Command", "Unusual number, read it to the guest: {number}.")
        says.append(unusual.format(number=words.phone(line.e164, region)))
    return says


def title(row: Row, on: date, region: str | None) -> str:
    """Say a row in short; `on` is the day that needs no naming."""
    if isinstance(row, FoundRow):
        return _found(row, on, region)
    if isinstance(row, SeatRow):
        return seat(row.seat)
    if isinstance(row, WaitRow):
        return _wait(row, region)
    if isinstance(row, MoveRow):
        return offer.title(row.moving)
    slot = row.fit.slot
    is_elsewhere = slot.starts_at.date() != on
    if not row.phone:
        says = translate("Command", "{hour}, table {table}")
        if is_elsewhere:
            says = translate("Command", "{day}, {hour}, table {table}")
    elif row.is_second:
        says = translate(
            "Command", "Reserve a second table: {table} at {hour} for {party}, {guest}"
        )
    elif is_elsewhere:
        says = translate("Command", "Reserve table {table} on {day} at {hour} for {party}, {guest}")
    else:
        says = translate("Command", "Reserve table {table} at {hour} for {party}, {guest}")
    return says.format(
        table=words.table(slot.table_id),
        hour=words.hour(slot.starts_at),
        day=words.day(slot.starts_at.date()),
        party=row.party,
        guest=words.apart(row.name) or words.phone(row.phone, region),
    )


def seat(where: Seat) -> str:
    """Say where a party sits at once, and for how long: "Seat now: table 9, 52 minutes left"."""
    slot = where.fit.slot
    hour = words.hour(slot.starts_at)
    if where.is_running and where.minutes == 1:
        says = translate("Command", "Seat now: table {table}, 1 minute left")
    elif where.is_running:
        says = translate("Command", "Seat now: table {table}, {n} minutes left")
    elif where.is_at_once:
        says = translate("Command", "Seat now: table {table}, until {hour}")
        hour = words.hour(slot.ends_at)
    elif where.minutes == 1:
        says = translate("Command", "Seat for {hour}: table {table}, in 1 minute")
    else:
        says = translate("Command", "Seat for {hour}: table {table}, in {n} minutes")
    return says.format(table=words.table(slot.table_id), hour=hour, n=where.minutes)


def _wait(row: WaitRow, region: str | None) -> str:
    says = translate("Command", "Waitlist of {hour}: party of {party}")
    if row.phone:
        says = translate("Command", "Put on the waitlist of {hour}: party of {party}, {guest}")
    guest = row.name or words.phone(row.phone, region)
    return says.format(hour=words.hour(row.slot.starts_at), party=row.party, guest=guest)


def _found(row: FoundRow, on: date, region: str | None) -> str:
    reservation = row.reservation
    at = reservation.starts_at
    guest = words.apart(reservation.name)
    if not guest:
        guest = words.phone(reservation.reserved_by, region) if reservation.reserved_by else ""
    parts = [
        words.day(at.date()) if at.date() != on else "",
        words.hour(at),
        translate("Command", "table {table}").format(table=words.table(reservation.table_id)),
        guest or translate("Day", "Walk-in"),
    ]
    return ", ".join(part for part in parts if part)


def detail(row: Row, region: str | None) -> str:
    """Say the second line of a row."""
    if isinstance(row, TakeRow):
        taken = being_taken(row.taken_at)
        return taken[:1].upper() + taken[1:] if taken else words.said(row.fit.why)
    if isinstance(row, SeatRow):
        return words.said(row.fit.why)
    if isinstance(row, WaitRow):
        return translate("Command", "A table that is given back is offered to them first.")
    if isinstance(row, MoveRow):
        return offer.all_moves(row.moving, region)
    reservation = row.reservation
    number = reservation.reserved_by and words.phone(reservation.reserved_by, region)
    parts = [
        party(reservation.party_size),
        translate("Day", "allergy") if reservation.allergy else "",
        number if reservation.name else "",
        reservation.note,
    ]
    text = ", ".join(part for part in parts if part)
    return text[:1].upper() + text[1:]


def enter(row: Row) -> str:
    """Say what Enter does with a reservation: "Enter: arrived"; "" of all else."""
    if not isinstance(row, FoundRow):
        return ""
    steps = {
        "arrived": translate("Command", "Enter: arrived"),
        "seated": translate("Command", "Enter: seated"),
        "done": translate("Command", "Enter: done"),
    }
    return steps.get(row.step or "", translate("Command", "Enter: show"))


def mark(row: Row) -> str:
    """Say the word at the end of a row."""
    if isinstance(row, FoundRow):
        return state_word(state(row))
    if isinstance(row, SeatRow):
        return translate("Day", "Walk-in")
    if isinstance(row, WaitRow):
        return translate("Command", "Full")
    if isinstance(row, MoveRow):
        return words.hour(row.moving.slot.starts_at)
    return _fit(row)


def _fit(row: TakeRow) -> str:
    if row.place == "nearest":
        return apart(row.apart)
    if row.place == "best":
        return translate("Day", "Best fit")
    if row.fit.spare == 0:
        return translate("Day", "Fits")
    return translate("Day", "{n} spare").format(n=row.fit.spare)


def state(row: FoundRow) -> State:
    """Return how the table of a found reservation stands."""
    return _STATES.get(row.reservation.status, "reserved")


def apart(time: timedelta) -> str:
    """Say how far an hour lies from the one that was asked for: "1 hour earlier"."""
    hours = round(abs(time) / HOUR)
    if abs(time) < HOUR:
        minutes = round(abs(time) / _MINUTE)
        says = translate("Command", "{n} minutes later")
        if time < timedelta():
            says = translate("Command", "{n} minutes earlier")
        return says.format(n=minutes)
    if hours == 1:
        if time < timedelta():
            return translate("Command", "1 hour earlier")
        return translate("Command", "1 hour later")
    if time < timedelta():
        return translate("Command", "{n} hours earlier").format(n=hours)
    return translate("Command", "{n} hours later").format(n=hours)


def spoken(row: Row, on: date, region: str | None) -> str:
    """Say a whole row in one sentence, for those who hear it."""
    parts = [title(row, on, region), mark(row).lower(), detail(row, region), enter(row)]
    text = ", ".join(part.rstrip(".") for part in parts if part)
    return f"{text}."


def act(row: Row | None) -> str:
    """Name what Enter does with a row."""
    if row is None:
        return ""
    if isinstance(row, FoundRow):
        steps = {
            "arrived": translate("Command", "Has arrived"),
            "seated": translate("Command", "Is seated"),
            "done": translate("Command", "Is done"),
        }
        return steps.get(row.step or "", translate("Command", "Show reservation"))
    if isinstance(row, SeatRow):
        return words.named(translate("Command", "Seat at table {table}"), row.fit.slot)
    if isinstance(row, (WaitRow, MoveRow)):
        waits = translate("Command", "Put on the waitlist")
        return waits if isinstance(row, WaitRow) else translate("Command", "Show who moves")
    if row.place == "nearest":
        return words.named(translate("Command", "Reserve table {table} at {hour}"), row.fit.slot)
    return words.named(translate("Command", "Reserve table {table}"), row.fit.slot)


def hint(row: Row | None, rows: int, keys: Keys) -> str:
    """Say what the keys do now."""
    if rows == 0:
        return translate("Command", "Escape leaves.")
    if row is None:
        return translate("Command", "Enter picks the first, arrows another, Escape leaves.")
    if isinstance(row, SeatRow):
        sign = keys.text("sign")
        alone = translate("Command", "Enter seats them, Escape leaves.")
        both = translate("Command", "Enter or {sign} seats them, Escape leaves.")
        return both.format(sign=sign) if sign else alone
    if isinstance(row, (WaitRow, MoveRow)):
        return _hint_of_full(row)
    if isinstance(row, TakeRow):
        says = translate("Command", "Enter opens it, Escape leaves.")
        return translate("Command", "Enter reserves it, Escape leaves.") if row.phone else says
    return _hint_of_found(row).format(show=keys.text("show"), cancel=keys.text("cancel"))


def _hint_of_found(row: FoundRow) -> str:
    if not row.can_cancel:
        shows = translate("Command", "Enter shows it, Escape leaves.")
        goes_on = translate("Command", "Enter goes on, {show} shows it, Escape leaves.")
        return goes_on if row.step else shows
    says = translate("Command", "Enter shows it, {cancel} cancels, Escape leaves.")
    step = translate("Command", "Enter goes on, {show} shows it, {cancel} cancels, Escape leaves.")
    return step if row.step else says


def _hint_of_full(row: WaitRow | MoveRow) -> str:
    if isinstance(row, MoveRow):
        return translate("Command", "Enter shows who moves, Escape leaves.")
    if row.phone:
        return translate("Command", "Enter puts them there, Escape leaves.")
    return translate("Command", "Type the phone number, or Enter for the form. Escape leaves.")


def reading(on: date) -> str:
    """Say that a day is awaited."""
    return translate("Command", "{day} is being read.").format(day=words.day(on))


def taken(slot: Slot, now: datetime) -> str:
    """Say that the table that was chosen can be had no more."""
    if now >= slot.ends_at:
        return words.named(translate("Command", "{hour} is over."), slot)
    return words.named(translate("Command", "Table {table} at {hour} has just been taken."), slot)


def unknown(slot: Slot) -> str:
    """Say that nobody knows yet whether a table was reserved."""
    says = translate(
        "Command",
        "It is not known whether table {table} at {hour} was reserved. "
        "The lists show it once the database answers.",
    )
    return words.named(says, slot)


def still_unknown(slot: Slot) -> str:
    """Say that trying again has not settled it."""
    says = translate(
        "Command", "It is still not known whether table {table} at {hour} was reserved."
    )
    return words.named(says, slot)
