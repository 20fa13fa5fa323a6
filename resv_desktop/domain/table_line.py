"""All tables of a house in one line, as a host says them: six of two, ten of four."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resv_desktop.domain.errors import InvalidCapacity
from resv_desktop.domain.restaurant import (
    LARGEST_TABLE,
    MOST_TABLES,
    SMALLEST_TABLE,
    check_capacity,
)

_TIMES = "xX×*✕✖⨯хХ"  # the last two are Cyrillic: they look the same on the keyboard's cap
_BETWEEN = r"\s,;،、，；"
_GROUP = re.compile(rf"(\d+)\s*[{_TIMES}]\s*(\d+)(?=[{_BETWEEN}]|$)")
_GAP = re.compile(rf"[{_BETWEEN}]+")
_UNFINISHED = re.compile(rf"\d+\s*[{_TIMES}]?\s*")
_MOST_DIGITS = 6
_LONGEST_SHOWN = 30


@dataclass(frozen=True, slots=True)
class TableGroup:
    """So many tables of one size; they are numbered one after the other."""

    count: int
    capacity: int


def parse_tables(text: str) -> list[TableGroup]:
    """Read "6 x 2, 10 x 4" as 6 tables of 2 and 10 tables of 4, in that order.

    Raises InvalidCapacity for a part that is not understood, a size that no table has, and more
    tables than a restaurant can have. Nothing typed is no tables.
    """
    groups: list[TableGroup] = []
    at = 0
    while at < len(text):
        gap = _GAP.match(text, at)
        if gap:
            at = gap.end()
            continue
        match = _GROUP.match(text, at)
        if match is None or max(map(len, match.groups())) > _MOST_DIGITS:
            raise _not_understood(text[at:])
        group = TableGroup(int(match[1]), int(match[2]))
        _check_size(group)
        if group.count:
            groups.append(group)
        at = match.end()
    total = table_count(groups)
    if total > MOST_TABLES:
        raise InvalidCapacity(
            "A restaurant has at most {most} tables; this would make {count}.",
            most=MOST_TABLES,
            count=total,
        )
    return groups


def finished_part(text: str) -> str:
    """Return what is typed so far without a last group that still lacks its size."""
    at = 0
    while match := _GAP.match(text, at) or _GROUP.match(text, at):
        at = match.end()
    return text[:at] if _UNFINISHED.fullmatch(text, at) else text


def write_tables(groups: Sequence[TableGroup]) -> str:
    """Return the line that says these tables: "6 × 2, 10 × 4"."""
    return ", ".join(f"{group.count} × {group.capacity}" for group in groups if group.count)


def capacities_of(groups: Sequence[TableGroup]) -> list[int]:
    """Return the size of each table, in the order in which they are numbered."""
    return [group.capacity for group in groups for _ in range(group.count)]


def table_count(groups: Sequence[TableGroup]) -> int:
    """Return how many tables there are."""
    return sum(group.count for group in groups)


def seat_count(groups: Sequence[TableGroup]) -> int:
    """Return how many guests can sit at once."""
    return sum(group.count * group.capacity for group in groups)


def count_of(groups: Sequence[TableGroup], capacity: int) -> int:
    """Return how many tables of one size there are."""
    return sum(group.count for group in groups if group.capacity == capacity)


def with_count(groups: Sequence[TableGroup], capacity: int, count: int) -> list[TableGroup]:
    """Return the tables with so many of one size, the other sizes and their order as they were.

    A size that was not there comes before the first larger one.
    """
    changed: list[TableGroup] = []
    wanted = count
    last = max((i for i, group in enumerate(groups) if group.capacity == capacity), default=None)
    for i, group in enumerate(groups):
        if group.capacity != capacity:
            changed.append(group)
            continue
        kept = wanted if i == last else min(group.count, wanted)
        wanted -= kept
        if kept:
            changed.append(TableGroup(kept, capacity))
    if last is None and count:
        larger = (i for i, group in enumerate(changed) if group.capacity > capacity)
        changed.insert(next(larger, len(changed)), TableGroup(count, capacity))
    return changed


def numbers_of(groups: Sequence[TableGroup], capacity: int) -> list[tuple[int, int]]:
    """Return the numbers that tables of one size get, as first and last of each run."""
    runs: list[tuple[int, int]] = []
    first = 1
    for group in groups:
        last = first + group.count - 1
        if group.capacity == capacity and group.count:
            if runs and runs[-1][1] == first - 1:
                runs[-1] = (runs[-1][0], last)
            else:
                runs.append((first, last))
        first = last + 1
    return runs


def _check_size(group: TableGroup) -> None:
    if group.capacity > LARGEST_TABLE and SMALLEST_TABLE <= group.count <= LARGEST_TABLE:
        raise InvalidCapacity(
            '"{count} × {capacity}" is {count} tables of {capacity}, but a table seats {least} to '
            '{most}. For {capacity} tables of {count} write "{capacity} × {count}".',
            count=group.count,
            capacity=group.capacity,
            least=SMALLEST_TABLE,
            most=LARGEST_TABLE,
        )
    check_capacity(group.capacity)


def _not_understood(rest: str) -> InvalidCapacity:
    part = re.split(r"[,;،、，；\n]", rest, maxsplit=1)[0].strip()
    return InvalidCapacity(
        '"{part}" is not understood. Write how many tables, then their seats, such as "6 x 2".',
        part=part[:_LONGEST_SHOWN],
    )
