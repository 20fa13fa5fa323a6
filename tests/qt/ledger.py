"""What each act of a shift costs at this stand, and at the best of those who publish theirs."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One act: keys beyond what is typed, presses of a finger beyond it, and others' steps.

    Counted from the freshly opened window with the keys in the list; a table or a party that the
    act begins with is picked already.
    """

    act: int
    what: str
    how: str
    keys: int
    taps: int | None = None
    others: str

    def line(self) -> str:
        """Return its line in the readme."""
        taps = "" if self.taps is None else self.taps
        return f"| {self.what} | {self.how} | {self.keys} | {taps} | {self.others} |"


LEDGER: Final = (
    Entry(
        act=1,
        what="reserve a free table that is picked",
        how="Enter, phone, Enter",
        keys=2,
        taps=2,
        others="7 (OpenTable), 9 (Tock)",
    ),
    Entry(
        act=2,
        what="reserve from anywhere",
        how="`4 20 07400123456 Cohen`, Enter, Enter",
        keys=2,
        taps=2,
        others="7 (OpenTable), 9 (Tock)",
    ),
    Entry(
        act=3,
        what="what is free for four around 20:00",
        how="`4 20`",
        keys=0,
        taps=1,
        others="4 (OpenTable)",
    ),
    Entry(
        act=4,
        what="find a reservation",
        how="last four digits, or a piece of the name",
        keys=0,
        taps=1,
        others="none published",
    ),
    Entry(
        act=5,
        what="has arrived (then is seated, is done: the same again)",
        how="last four digits, Enter",
        keys=1,
        taps=1,
        others="1 (ResDiary)",
    ),
    Entry(act=6, what="seat a walk-in", how="`4`, W", keys=1, taps=2, others="2 (Eat App)"),
    Entry(
        act=7,
        what="cancel on the phone",
        how="last four digits, Del",
        keys=1,
        taps=2,
        others="4 (OpenTable)",
    ),
    Entry(
        act=8,
        what="move to the next hour",
        how="Ctrl+M, Right, Enter",
        keys=3,
        taps=3,
        others="7 (Resy)",
    ),
    Entry(
        act=9,
        what="no-show, or left early",
        how="Ctrl+N or Ctrl+R",
        keys=1,
        taps=2,
        others="none published",
    ),
    Entry(act=10, what="take it back", how="Ctrl+Z", keys=1, taps=1, others="5 (SeatNinja)"),
    Entry(
        act=11,
        what="waitlist of a full hour",
        how="`8 20`, W, phone, Enter",
        keys=2,
        taps=2,
        others="5 (Resy)",
    ),
    Entry(
        act=12,
        what="print or save the day sheet",
        how="Ctrl+P",
        keys=1,
        others="none published",
    ),
)
