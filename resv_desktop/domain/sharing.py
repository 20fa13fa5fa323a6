"""Who may use the book of this machine, and where it is reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStation:
    """Another machine that may use a book of this one, until it is removed.

    database is where that book is, "" where that is not known. seen_at is when its window last
    gave a sign of life, as far as that is kept. has_replaced says, of one that has just joined,
    that its machine was on the list before, in another entry; wished, which name it had, where
    another station has that.
    """

    id: str
    name: str
    joined_at: datetime | None
    is_connected: bool
    database: str = ""
    seen_at: datetime | None = None
    has_replaced: bool = False
    wished: str = ""

    def namesakes(self, among: Iterable["JoinedStation"]) -> list["JoinedStation"]:
        """Return the others that are called the same, the one that joined first before the rest."""
        return sorted(
            (
                each
                for each in among
                if each.id != self.id and each.name.casefold() == self.name.casefold()
            ),
            key=lambda each: each.joined_at.timestamp() if each.joined_at else 0.0,
        )


def distinct(name: str, first: str, others: Iterable[JoinedStation], longest: int) -> str:
    """Return what a station is to be called that joins others at a first machine: "Bar 2".

    It keeps its name unless one has it that is at work: the other one may be the same machine,
    set up anew.
    """
    others = list(others)
    at_work = {first.casefold(), *(each.name.casefold() for each in others if each.is_connected)}
    if name.casefold() not in at_work:
        return name
    known = at_work | {each.name.casefold() for each in others}
    stem = (name.rstrip("0123456789").rstrip() or name)[: longest - 4]
    return next(each for n in count(2) if (each := f"{stem} {n}").casefold() not in known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How this machine is shared: where it is reached, by whom, and what is in the way."""

    is_on: bool
    addresses: tuple[str, ...]
    port: int
    stations: tuple[JoinedStation, ...]
    trouble: str  # a Sentence why it is on and yet cannot be reached, or ""
