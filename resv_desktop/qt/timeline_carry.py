"""A party on its way to another table or hour: it can only be put where there is room for it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal

from resv_desktop.qt.day_rows import AllRow
from resv_desktop.qt.timeline_grid import Cell, Grid, Place

_STEPS: Final = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
_NOWHERE: Final[Mapping[Place, AllRow]] = MappingProxyType({})


class Carry(QObject):
    """The party that is picked up, if one is; the keys go from one place that can have it to the
    next, and nowhere else.

    aimed carries the place to which it would go now, or None; ended is told when it has been put
    down or dropped. put_down carries where it was and where it is to be, a TableHour each; lost,
    before ended, where a party was that has the table no more.
    """

    aimed = Signal(object)
    ended = Signal()
    put_down = Signal(object, object)
    lost = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.row: AllRow | None = None
        self.aim: Place | None = None
        self.targets = _NOWHERE
        self.origin: Place = (0, 0)

    def begin(self, cell: Cell, grid: Grid) -> bool:
        """Pick up who is in a cell; return whether there is somebody who can be moved."""
        if cell is None or not can_be_moved(cell):
            return False
        self.row, self.aim = cell, None
        self._look(grid)
        self.aimed.emit(None)
        return True

    def follow(self, grid: Grid) -> None:
        """Hear what the book says now: a party that is no longer there is no longer carried."""
        if self.row is None:
            return
        place = grid.places.get(self.row.key)
        cell = None if place is None else grid.cells[place[0]][place[1]]
        before, now = self.row.table.reservation, cell and cell.table.reservation
        if cell is None or before is None or not now or now.id != before.id:
            if cell is not None:  # else only the hour, or the whole day, is shown no more
                self.lost.emit(self.row.table)
            self.drop()
            return
        self.row = cell
        aimed = None if self.aim is None else self.targets[self.aim].key
        self._look(grid)
        # Where an hour has ended, or a table come, the same table and hour stand elsewhere.
        self.point(None if aimed is None else grid.places.get(aimed))

    def point(self, place: Place | None) -> None:
        """Aim at a place; where it cannot be had, at none."""
        aim = place if place in self.targets else None
        if aim != self.aim:
            self.aim = aim
            self.aimed.emit(aim)

    def press(self, key: int, *, is_rtl: bool) -> bool:
        """Take a key that aims elsewhere or lets go; return whether it was one."""
        if key == Qt.Key.Key_Escape:
            self.drop()
        elif key in _STEPS:
            down, across = _STEPS[Qt.Key(key)]
            found = next_target(
                self.targets, self.aim or self.origin, (down, -across if is_rtl else across)
            )
            self.point(found or self.aim)
        else:
            return False
        return True

    def finish(self) -> None:
        """Put the party down where it is aimed; without an aim it is carried on."""
        if self.row is None or self.aim is None:
            return
        was, target = self.row.table, self.targets[self.aim].table
        self.drop()
        self.put_down.emit(was, target)

    def drop(self) -> None:
        """Carry nobody any more; the party stays where it is."""
        if self.row is not None:
            self.row, self.aim, self.targets = None, None, _NOWHERE
            self.ended.emit()

    def _look(self, grid: Grid) -> None:
        assert self.row is not None
        self.origin = grid.places[self.row.key]
        self.targets = targets(grid, self.row)


def can_be_moved(row: AllRow) -> bool:
    """Whether somebody is there who has not left, in an hour that is not over."""
    return row.table.reservation is not None and not row.is_past and row.table.state != "done"


def targets(grid: Grid, row: AllRow) -> Mapping[Place, AllRow]:
    """Return the free cells that seat a party, in hours that are not over."""
    size = (row.table.reservation.party_size if row.table.reservation else None) or 1
    return {
        (down, across): cell
        for down, line in enumerate(grid.cells)
        for across, cell in enumerate(line)
        if cell is not None
        and cell.table.is_free
        and not cell.is_past
        and cell.table.capacity >= size
    }


def next_target(places: Mapping[Place, AllRow], at: Place, step: tuple[int, int]) -> Place | None:
    """Return the next place in a direction: straight on if there is one, else the least aside."""

    def way(place: Place) -> tuple[int, int]:
        down, across = place[0] - at[0], place[1] - at[1]
        return (abs(across), abs(down)) if step[0] else (abs(down), abs(across))

    ahead = [
        place for place in places if (place[0] - at[0]) * step[0] + (place[1] - at[1]) * step[1] > 0
    ]
    return min(ahead, key=way, default=None)
