"""One table for one hour: what a host reserves."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from resv_desktop.domain.errors import (
    InvalidPartySize,
    SlotInPast,
    SlotTaken,
    TableTooSmall,
    TooEarly,
)

LASTS = timedelta(minutes=60)
SMALLEST_PARTY, LARGEST_PARTY = 1, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One table for one hour.

    starts_at and ends_at are aware and in the restaurant's zone; starts_at lies on a full hour of
    the restaurant's clock and the slot ends exactly 60 minutes later. is_leaving: it is only there
    for the party it was promised to; nobody else gets it, and once free it is no more.
    """

    slot_id: str
    table_id: str
    capacity: int
    starts_at: datetime
    ends_at: datetime
    is_available: bool
    is_leaving: bool = False

    def named(self) -> dict[str, object]:
        """Return table, hour and day, by which every sentence names a slot."""
        return {"table": self.table_id, "hour": self.starts_at, "day": self.starts_at.date()}

    def check_not_over(self, now: datetime) -> None:
        """Raise SlotInPast once the hour has ended; a running hour can still be taken."""
        if now >= self.ends_at:
            raise SlotInPast(
                "Table {table} at {hour} on {day} is over.",
                **self.named(),
            )

    def check_near(self, now: datetime) -> None:
        """Raise TooEarly more than 60 minutes before the hour begins.

        Who stands at the door wants a table of the running hour, or waits for the next one.
        """
        if self.starts_at - now > LASTS:
            raise TooEarly(
                "Table {table} at {hour} on {day} is for later. A walk-in is seated in the running "
                "hour or the next; reserve it instead.",
                **self.named(),
            )

    def check_begun(self, now: datetime) -> None:
        """Raise TooEarly before the hour begins: until then nobody is missing."""
        if now < self.starts_at:
            raise TooEarly(
                "It is too early for a no-show at table {table} at {hour} on {day}. Cancel the "
                "reservation instead.",
                **self.named(),
            )

    def check_can_take(self, party_size: int, now: datetime) -> None:
        """Raise the Refusal that keeps this party from the slot, if there is one."""
        self.check_not_over(now)
        self.check_seats(party_size)
        if not self.is_available:
            raise SlotTaken(
                "Table {table} at {hour} on {day} is already taken.",
                **self.named(),
            )

    def check_seats(self, party_size: int) -> None:
        """Raise TableTooSmall where the table does not seat this party."""
        if party_size > self.capacity:
            raise TableTooSmall(
                "Table {table} at {hour} seats {seats}. A party of {party} needs a larger table.",
                table=self.table_id,
                hour=self.starts_at,
                seats=self.capacity,
                party=party_size,
            )


def check_party_size(party_size: object) -> int:
    """Return the size of a party; raise InvalidPartySize for anything but 1 to 8."""
    is_number = isinstance(party_size, int) and not isinstance(party_size, bool)
    if not is_number or not SMALLEST_PARTY <= party_size <= LARGEST_PARTY:  # type: ignore[operator]
        raise InvalidPartySize(
            "A party is {least} to {most} guests; {party} is not possible.",
            least=SMALLEST_PARTY,
            most=LARGEST_PARTY,
            party=str(party_size)[:20],
        )
    return party_size  # type: ignore[return-value]
