"""The person behind a phone number, as the book remembers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """What is known of a guest.

    A visit is an hour that is over and was kept, or that was given back early by a party that had
    come. What was undone does not count. last_note and name are those of the latest hour that has
    one, upcoming included; has_allergy is true once any reservation was marked so. last_visit is
    when the latest visit started (the restaurant's clock). upcoming are the reservations whose
    hour is not over, by time.
    """

    phone: str
    visits: int = 0
    no_shows: int = 0
    cancellations: int = 0
    last_note: str = ""
    has_allergy: bool = False
    last_visit: datetime | None = None
    upcoming: tuple[Reservation, ...] = ()
    name: str = ""

    @property
    def is_known(self) -> bool:
        """Whether anything at all is remembered of this number."""
        return bool(self.visits or self.no_shows or self.cancellations or self.upcoming)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenBack:
    """A reservation that left the book, as it was; act is "cancel", "no_show" or "release"."""

    act: str
    reservation: Reservation


def guest_from(
    phone: str, held: Iterable[Reservation], given_back: Iterable[GivenBack], now: datetime
) -> Guest:
    """Put together what is known of a guest from their reservations and from those given back."""
    held, given_back = list(held), list(given_back)
    over = now - LASTS
    came = [r for r in held if _starts_at(r) <= over]
    came += [gone.reservation for gone in given_back if gone.act == "release"]
    # Two tables of one hour are one visit.
    visits = {(r.rest_id, r.starts_at.astimezone(UTC)): r for r in came}
    latest_first = sorted(
        [*held, *(gone.reservation for gone in given_back)], key=_starts_at, reverse=True
    )
    acts = [gone.act for gone in given_back]
    return Guest(
        phone=phone,
        visits=len(visits),
        no_shows=acts.count("no_show"),
        cancellations=acts.count("cancel"),
        last_note=next((r.note for r in latest_first if r.note), ""),
        has_allergy=any(r.allergy for r in latest_first),
        last_visit=max((r.starts_at for r in visits.values()), key=_instant, default=None),
        upcoming=tuple(sorted((r for r in held if _starts_at(r) > over), key=_starts_at)),
        name=next((r.name for r in latest_first if r.name), ""),
    )


def _starts_at(reservation: Reservation) -> datetime:
    return reservation.starts_at.astimezone(UTC)


def _instant(at: datetime) -> datetime:
    return at.astimezone(UTC)
