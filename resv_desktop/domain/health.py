"""How the book's database is, as told to whoever looks after the program."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

NO_RESTAURANT = "no restaurant yet"  # what is told of opening hours then
CLOCK_MAY_DIFFER = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """Facts by name, in the order they are read, and a sentence for each that needs a look.

    Nothing in it is a guest's.
    """

    facts: Mapping[str, str]
    concerns: tuple[str, ...] = ()
