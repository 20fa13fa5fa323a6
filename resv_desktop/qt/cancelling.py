"""What every window does to cancel a reservation: what there is to cancel, and how."""

from collections.abc import Callable, Sequence

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Refusal, ReservationNotFound
from resv_desktop.domain.presence import Place
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.due import can_be_cancelled
from resv_desktop.station_memory import StationMemory


def cancelling(
    controller: Controller,
    memory: StationMemory,
    reservation_id: str,
    request_id: str,
    seen_at: Place | None = None,
) -> Callable[[], Reservation]:
    """Return the work that cancels a reservation and forgets it; also when it is gone already.

    With seen_at only where it is still there.
    """

    def work() -> Reservation:
        try:
            gone = controller.cancel(reservation_id, seen_at=seen_at, request_id=request_id)
        except ReservationNotFound:
            memory.forget(reservation_id)
            raise
        memory.forget(reservation_id)
        return gone

    return work


def upcoming(controller: Controller, number: str) -> list[Reservation]:
    """Return the reservations of a number that can be cancelled."""
    now = controller.now()
    return [r for r in controller.reservations_for(number) if can_be_cancelled(r, now)]


def still_there(
    controller: Controller, memory: StationMemory, mine: Sequence[Reservation]
) -> list[Reservation]:
    """Return those of the station's reservations that can be cancelled.

    Those that are no longer in the book are forgotten.
    """
    left: list[Reservation] = []
    answers: dict[tuple[str, str], dict[str, Reservation] | None] = {}
    for reservation in mine:
        key = (reservation.reserved_by, reservation.rest_id)
        if key not in answers:
            try:
                found = controller.reservations_for(key[0], rest_id=key[1])
            except Refusal:
                answers[key] = None  # this cannot be asked, so nothing is known to be gone
            else:
                answers[key] = {r.id: r for r in found}
        known = answers[key]
        if known is None:
            left.append(reservation)
        elif reservation.id in known:
            if can_be_cancelled(known[reservation.id], controller.now()):
                left.append(known[reservation.id])
        else:
            memory.forget(reservation.id)
    return left
