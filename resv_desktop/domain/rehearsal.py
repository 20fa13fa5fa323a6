"""An evening to practise with: who comes, who calls and who never comes, made up from a seed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from random import Random
from typing import Literal

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import LASTS

CueKind = Literal["arrives", "no_show", "walk_in", "calls", "cancels"]

# Guests that are made up are birds: no people are invented.
BIRDS = (  # noqa: SIM905 - fifty words read better in lines
    "Avocet Bunting Crane Dunlin Egret Finch Grebe Heron Ibis Jackdaw Kestrel Lapwing Martin "
    "Nuthatch Osprey Plover Quail Robin Starling Thrush Wagtail Wren Swift Swallow Siskin Ruff "
    "Redwing Rook Petrel Pipit Oriole Merlin Magpie Linnet Knot Kite Jay Hobby Harrier Gull "
    "Goshawk Gannet Fulmar Eider Dove Curlew Coot Chough Buzzard Brambling"
).split()
_MOST_WALK_INS, _MOST_CALLS = 3, 2
_NEVER_COMES, _CALLS_OFF = 0.1, 0.5  # of the parties of an hour, of the hours
_PARTIES = (1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 6, 8)  # as often as they come


class CannotRehearse(Refusal):
    """There is no evening to practise with, or no place for a copy of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """What happens at the stand in one hour of a rehearsal.

    at is the UTC start of that hour. name and phone are those of the party, "" where nobody says
    them; table_id is that of a reservation as the evening began. wanted is the UTC start of the
    hour that a call is about. party_size is None where another program did not say it.
    """

    kind: CueKind
    at: datetime
    party_size: int | None
    name: str = ""
    phone: str = ""
    table_id: str = ""
    wanted: datetime | None = None


def made_up_number(i: int) -> str:
    """Return the i-th of the mobile numbers that Ofcom keeps for drama, whom nobody calls."""
    return f"+447700900{i % 1000:03d}"


def cues_of(
    hours: Collection[datetime], reservations: Iterable[Reservation], seed: int
) -> tuple[Cue, ...]:
    """Return what happens in these hours (UTC starts), hour by hour; the same seed, the same.

    Each party that is reserved for one of them and has not come yet comes, or never does.
    """
    random = Random(seed)  # noqa: S311 - an evening is to be practised again, not kept secret
    held = sorted(reservations, key=lambda r: (r.starts_at.timestamp(), r.table_id, r.id))
    guests = cycle(enumerate(random.sample(BIRDS, len(BIRDS)), start=100))
    gone: set[str] = set()
    found: list[Cue] = []
    in_order = sorted(hours)
    for number, at in enumerate(in_order):
        here = [r for r in held if r.starts_at.astimezone(UTC) == at and r.id not in gone]
        cues = [
            _about(r, "no_show" if random.random() < _NEVER_COMES else "arrives", at)
            for r in here
            if r.status == "booked"
        ]
        for _ in range(random.randint(1, _MOST_WALK_INS)):
            cues.append(Cue(kind="walk_in", at=at, party_size=random.choice(_PARTIES)))
        later = in_order[number + 1 :]
        for _ in range(random.randint(1, _MOST_CALLS) if later else 0):
            i, name = next(guests)
            cues.append(
                Cue(
                    kind="calls",
                    at=at,
                    party_size=random.choice(_PARTIES),
                    name=name,
                    phone=made_up_number(i),
                    wanted=random.choice(later),
                )
            )
        ahead = [
            r
            for r in held
            if r.starts_at.astimezone(UTC) >= at + LASTS and r.status == "booked" and r.reserved_by
        ]
        ahead = [r for r in ahead if r.id not in gone]
        if ahead and random.random() < _CALLS_OFF:
            caller = random.choice(ahead)
            gone.add(caller.id)
            cues.append(_about(caller, "cancels", at))
        random.shuffle(cues)
        # Who never comes is missed last: until then they are late.
        found += sorted(cues, key=lambda cue: cue.kind == "no_show")
    return tuple(found)


def _about(reservation: Reservation, kind: CueKind, at: datetime) -> Cue:
    return Cue(
        kind=kind,
        at=at,
        party_size=reservation.party_size,
        name=reservation.name,
        phone=reservation.reserved_by,
        table_id=reservation.table_id,
        wanted=reservation.starts_at.astimezone(UTC),
    )
