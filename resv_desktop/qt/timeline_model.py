"""The cells of the timeline, brought in line with the newest reading cell by cell."""

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from resv_desktop.qt import words
from resv_desktop.qt.day_words import hint, seats, spoken
from resv_desktop.qt.hour import Key
from resv_desktop.qt.timeline_grid import Cell, Grid, HourHead, TableHead

_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_NO_INDEX: Final = QModelIndex()
_OF_CELL: Final = (
    Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
)
_MOST_STEPS: Final = 60  # beyond that, telling that all changed is cheaper

Index = QModelIndex | QPersistentModelIndex


class TimelineModel(QAbstractTableModel):
    """Shows the grid it is given; only cells that differ tell that they changed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid()

    def show_grid(self, grid: Grid) -> bool:
        """Show another grid; return whether its tables and hours are the same as before."""
        old = self.grid
        if (old.rows, old.columns) != (grid.rows, grid.columns):
            self.beginResetModel()
            self.grid = grid
            self.endResetModel()
            return False
        self.grid = grid
        self._tell_cells(old)
        if old.hours != grid.hours:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(grid.hours) - 1)
        if old.tables != grid.tables:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(grid.tables) - 1)
        return True

    def _tell_cells(self, old: Grid) -> None:
        changed = [
            (down, across)
            for down, (before, after) in enumerate(zip(old.cells, self.grid.cells, strict=True))
            if before is not after
            for across, (one, other) in enumerate(zip(before, after, strict=True))
            if one is not other and one != other
        ]
        if len(changed) > _MOST_STEPS:
            last = self.index(len(self.grid.tables) - 1, len(self.grid.hours) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        for down, across in changed:
            index = self.index(down, across)
            self.dataChanged.emit(index, index)

    def cell(self, index: Index) -> Cell:
        """Return what stands at an index, or None."""
        row, column = index.row(), index.column()
        is_there = 0 <= row < len(self.grid.tables) and 0 <= column < len(self.grid.hours)
        return self.grid.cells[row][column] if is_there else None

    def index_of(self, key: Key | None) -> QModelIndex:
        """Return where a key is shown; an invalid index where it is not."""
        place = None if key is None else self.grid.places.get(key)
        return QModelIndex() if place is None else self.index(*place)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.tables)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.grid.hours)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in (_DISPLAY, _SPOKEN, _TOOLTIP):
            return None
        cell = self.cell(index)
        if cell is None:
            return None
        return spoken(cell) if role != _TOOLTIP else hint(cell) or None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY
    ) -> str | None:
        is_hour = orientation == Qt.Orientation.Horizontal
        count = len(self.grid.hours if is_hour else self.grid.tables)
        # Heads ask for those of before while the model is being reset.
        if role not in (_DISPLAY, _SPOKEN, _TOOLTIP) or section >= count:
            return None
        if is_hour:
            return self._hour_words(self.grid.hours[section])
        return self._table_words(self.grid.tables[section])

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.cell(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return _OF_CELL

    def _hour_words(self, hour: HourHead) -> str:
        return self.tr("{hour}, {taken} of {tables} tables taken").format(
            hour=words.hour(hour.starts_at), taken=hour.taken, tables=hour.tables
        )

    def _table_words(self, table: TableHead) -> str:
        label = self.tr("Table {table}").format(table=words.table(table.table_id))
        size = seats(table.capacity)
        return f"{label}, {size}" if size else label
