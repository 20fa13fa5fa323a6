"""The figures of a run: each a ratio to its floor, with the goal that it has to meet."""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

ROUNDS = 5
OPERATIONS = 200


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; ratio is None where seconds or memory are only told."""

    what: str
    measured: str
    floor: str
    ratio: float | None = None
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_missed(self) -> bool:
        """Whether the goal is not met."""
        if self.ratio is None:
            return False
        return (self.at_least is not None and self.ratio < self.at_least) or (
            self.at_most is not None and self.ratio > self.at_most
        )

    def cells(self) -> tuple[str, str, str, str, str, str]:
        """Return the line as the table shows it."""
        goal = ""
        if self.at_least is not None:
            goal = f"≥ {self.at_least:g}"
        elif self.at_most is not None:
            goal = f"≤ {self.at_most:g}"
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}"
        verdict = "" if not goal else ("MISSED" if self.is_missed else "met")
        return self.what, self.measured, self.floor, ratio, goal, verdict


Seconds = dict[str, float]


class Rounds:
    """Seconds of several sides, interleaved: each works once a round, in an order that turns."""

    def __init__(self, sides: dict[str, Callable[[], Seconds]], rounds: int = ROUNDS) -> None:
        """Measure; one more round before the others is thrown away."""
        self._taken: dict[tuple[str, str], list[float]] = {}
        names = list(sides)
        for number in range(-1, rounds):
            turn = number % len(names)
            for side in names[turn:] + names[:turn]:
                for act, took in sides[side]().items():
                    if number >= 0:
                        self._taken.setdefault((side, act), []).append(took)

    def median(self, side: str, act: str = "") -> float:
        """Return the median of the seconds that an act took at a side."""
        return median(self._taken[side, act])

    def ratio(self, side: str, floor: str, act: str = "") -> float:
        """Return the median over the rounds of a side's seconds to the floor's of that round."""
        pairs = zip(self._taken[side, act], self._taken[floor, act], strict=True)
        return median(ours / theirs for ours, theirs in pairs)


HEAD = ("what", "measured", "floor", "ratio", "goal", "")


def table(figures: list[Figure]) -> list[str]:
    """Return the figures as the lines of a Markdown table, in columns."""
    rows = [HEAD, *(figure.cells() for figure in figures)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]
