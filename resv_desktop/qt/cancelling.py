"""What every window does on the worker to cancel a reservation."""

from collections.abc import Callable

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.station_memory import StationMemory


def cancelling(
    controller: Controller, memory: StationMemory, reservation_id: str, request_id: str
) -> Callable[[], Reservation]:
    """Return the work that cancels a reservation and forgets it; also when it is gone already."""

    def work() -> Reservation:
        try:
            gone = controller.cancel(reservation_id, request_id=request_id)
        except ReservationNotFound:
            memory.forget(reservation_id)
            raise
        memory.forget(reservation_id)
        return gone

    return work
