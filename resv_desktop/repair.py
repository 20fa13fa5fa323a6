"""Check and repair at a terminal: what is wrong, what was mended, who keeps a table given twice."""

import sys
from collections.abc import Collection

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.phone import format_phone
from resv_desktop.domain.repair import Clash, Mended
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.words import day_label, hour_label
from resv_desktop.terminal import is_terminal


def tell_faults(controller: Controller, *, command: str) -> bool:
    """Compare the book with its rules and name each fault; return whether nothing is wrong.

    command is how the program is called for this book.
    """
    found = controller.check()
    for fault in found:
        print(f"{fault.kind}: {fault.sentence}")
    count = sum(not fault.is_hint for fault in found)
    print("Nothing is wrong." if not count else f"{count} fault{'s' * (count > 1)} found.")
    if count:
        print(f"What has one right answer is mended by: {command} check --repair")
    return not count


def repair_book(controller: Controller, keep: Collection[str], *, command: str) -> bool:
    """Repair the book; return whether nothing is wrong any more.

    keep holds the reservations that keep their tables. Where it names none of a table, the host
    is asked, if there is a terminal to ask at. command is how the program is called for this book.
    """
    result = controller.repair()
    _tell(result.mended)
    is_any_settled = False
    for clash in result.clashes:
        print(f"Promised {len(clash.reservations)} times: {_place(clash)}.")
        for number, reservation in enumerate(clash.reservations, start=1):
            print(f"  {number}. {_party(reservation, clash)}")
        kept = _chosen(clash, keep) or _asked(clash)
        if kept is None:
            print(f"  Left as it is. Call both, then: {command} check --repair --keep ID")
        else:
            is_any_settled |= _settle(controller, clash, kept)
    known = {r.id for clash in result.clashes for r in clash.reservations}
    for own_id in keep:
        if own_id not in known:
            print(_why_nothing_to_settle(controller, own_id))
    if is_any_settled:
        result = controller.repair()
        _tell(result.mended)
    for left in result.left:
        print(f"{left.fault.kind}: {left.fault.sentence}\n  {left.advice}")
    count = sum(not left.fault.is_hint for left in result.left) + len(result.clashes)
    if not count:
        print("Nothing is wrong any more.")
    else:
        print(f"{count} fault{'s are' if count > 1 else ' is'} left.")
    return result.is_all_right


def _tell(mended: Collection[Mended]) -> None:
    for one in mended:
        print(f"Mended ({one.kind}): {one.sentence}")


def _why_nothing_to_settle(controller: Controller, own_id: str) -> str:
    houses = controller.restaurants()
    found = controller.used(houses[0].id, [own_id]).values() if houses else ()
    if any(isinstance(each, Reservation) for each in found):
        return f"Reservation {own_id} shares its table with nobody."
    return f"There is no reservation {own_id}; look whether the id is right."


def _chosen(clash: Clash, keep: Collection[str]) -> Reservation | None:
    named = [reservation for reservation in clash.reservations if reservation.id in keep]
    if len(named) > 1:
        print("  Only one can keep the table, but --keep names more.")
    return named[0] if len(named) == 1 else None


def _asked(clash: Clash) -> Reservation | None:
    if not is_terminal(sys.stdin, sys.stdout):
        return None
    numbers = {str(number): r for number, r in enumerate(clash.reservations, start=1)}
    while True:
        try:
            typed = input(f"  Who keeps it? 1 to {len(numbers)}, or Enter to leave it: ").strip()
        except EOFError:
            return None
        if typed in numbers or not typed:
            return numbers.get(typed)


def _settle(controller: Controller, clash: Clash, kept: Reservation) -> bool:
    others = [reservation for reservation in clash.reservations if reservation != kept]
    try:
        controller.settle(kept.id, [other.id for other in others])
    except Refusal as refusal:  # somebody else was faster
        print(f"  {refusal}")
        return False
    print(f"  {_who(kept, clash)} keeps it.")
    for other in others:
        print(f"  Cancelled, please call: {_who(other, clash)}.")
    return True


def _place(clash: Clash) -> str:
    at = clash.starts_at
    day = f"{day_label(at.date())} {at.year}"
    return f"table {clash.table_id} at {hour_label(at)} on {day} in {clash.restaurant}"


def _party(reservation: Reservation, clash: Clash) -> str:
    size = reservation.party_size
    party = f"party of {size}" if size else "party of unknown size"
    by = f"reserved at {reservation.station}" if reservation.station else "by another program"
    return f"{_who(reservation, clash)}, {party}, {by} (reservation {reservation.id})"


def _who(reservation: Reservation, clash: Clash) -> str:
    # In full, and nowhere but on this screen: the host has to call them.
    phone = format_phone(reservation.reserved_by, clash.region) or "no number"
    return f"{reservation.name or 'no name'}, {phone}"
