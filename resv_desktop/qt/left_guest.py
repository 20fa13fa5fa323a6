"""What was typed in a dialog that was left without saving it, kept for a few minutes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from PySide6.QtCore import QElapsedTimer

if TYPE_CHECKING:
    from resv_desktop.domain.reservation import Reservation
    from resv_desktop.left_off import HalfTyped

T = TypeVar("T")

_KEPT_MS: Final = 10 * 60_000  # after that it is no slip and no second thought any more
_FEW_DIGITS: Final = 5  # of a number: they are typed again sooner than an offer is read


class _Left(Generic[T]):
    """Keeps what the last dialog was left with; it never leaves the memory of the program."""

    def __init__(self) -> None:
        self._left: T | None = None
        self._since = QElapsedTimer()

    def keep(self, left: T) -> None:
        """Keep what stood in a dialog."""
        self._left = left
        self._since.start()

    def found(self) -> T | None:
        """Return it; None where there is none, or it is too long ago."""
        if self._left is not None and self._since.elapsed() > _KEPT_MS:
            self._left = None
        return self._left

    def forget(self) -> None:
        """Forget it."""
        self._left = None


class LeftGuest(_Left["HalfTyped"]):
    """The guest who was typed for a table that was not reserved."""

    def keep(self, left: "HalfTyped") -> None:
        """Keep what stood in a dialog; what is asked for already is no guest without a table.

        The beginning of a number alone is nobody yet: who was kept before is kept still.
        """
        digits = sum(sign.isdigit() for sign in left.phone)
        if digits <= _FEW_DIGITS and not (left.name or left.note or left.allergy):
            return
        super().keep(left)
        if left.attempt_id:
            self.forget()

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
            self.forget()


@dataclass(frozen=True, slots=True)
class Changes:
    """What was typed over what was written of a reservation then, by field."""

    reservation_id: str
    was: dict[str, Any]
    typed: dict[str, Any]


class LeftChanges(_Left[Changes]):
    """The changes of a reservation that were typed and not saved."""

    def take(self, reservation_id: str) -> Changes | None:
        """Hand out those of a reservation, which are kept no longer."""
        left = self.found()
        if left is None or left.reservation_id != reservation_id:
            return None
        self.forget()
        return left
