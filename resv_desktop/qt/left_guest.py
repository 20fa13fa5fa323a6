"""The guest who was typed in a dialog that was left without reserving, kept for a few minutes."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer

if TYPE_CHECKING:
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.left_off import HalfTyped

_KEPT_MS: Final = 10 * 60_000  # after that it is no slip and no second thought any more


class LeftGuest:
    """Keeps what the last dialog was left with; it never leaves the memory of the program."""

    def __init__(self) -> None:
        self._left: HalfTyped | None = None
        self._since = QElapsedTimer()

    def keep(self, left: "HalfTyped") -> None:
        """Keep what stood in a dialog; what is asked for already is no guest without a table."""
        self._left = None if left.attempt_id else left
        self._since.start()

    def found(self) -> "HalfTyped | None":
        """Return it; None where there is none, or it is too long ago."""
        if self._left is not None and self._since.elapsed() > _KEPT_MS:
            self._left = None
        return self._left

    def hear_reserved(self, made: "Reservation", region: str | None) -> None:
        """Forget the guest once somebody is reserved for with that number, or by that name.

        A national number belongs to region.
        """
        from resv_desktop.domain.phone import number_of  # takes a while: after the first painting

        left = self._left
        if left is not None and (
            (left.phone and number_of(left.phone, region) == made.reserved_by)
            or (left.name and left.name == made.name)
        ):
            self._left = None

    def forget(self) -> None:
        """Forget the guest."""
        self._left = None
