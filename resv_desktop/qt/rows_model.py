"""The rows of a list, brought in line with the newest reading row by row."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Generic, Protocol, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from resv_desktop.qt.day_rows import Heading

ROW: Final = int(Qt.ItemDataRole.UserRole) + 1
_DISPLAY: Final = int(Qt.ItemDataRole.DisplayRole)
_SPOKEN: Final = int(Qt.ItemDataRole.AccessibleTextRole)
_TOOLTIP: Final = int(Qt.ItemDataRole.ToolTipRole)
_NO_INDEX: Final = QModelIndex()
_OF_HEADING: Final = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_OF_ROW: Final = _OF_HEADING | Qt.ItemFlag.ItemIsSelectable
_MOST_RUNS: Final = 60  # beyond that, one reset is cheaper than many small steps

Index = QModelIndex | QPersistentModelIndex


class Keyed(Protocol):
    """A row that is known by its key, whatever else of it changes."""

    @property
    def key(self) -> Hashable:
        """What stays the same."""


R = TypeVar("R", bound=Keyed)


class RowsModel(QAbstractListModel, Generic[R]):
    """Shows the rows it is given; a row keeps its place in the view as long as its key stays.

    `say` makes the one sentence by which a row is spoken, `hint` what its tooltip says.
    """

    def __init__(
        self,
        say: Callable[[R], str],
        hint: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._hint = hint
        self._rows: list[R] = []
        self._keys: list[Hashable] = []
        self._places: dict[Hashable, int] = {}

    @property
    def rows(self) -> Sequence[R]:
        """The rows as they are shown."""
        return self._rows

    def row(self, index: Index) -> R | None:
        """Return the row of an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, key: Hashable) -> QModelIndex:
        """Return where a key is shown; an invalid index where it is not."""
        place = self._places.get(key)
        return QModelIndex() if place is None else self.index(place)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows with as few steps as there are differences.

        Rows that stay tell only that they changed, so selection and scroll stay where they are.
        """
        keys: list[Hashable] = [row.key for row in rows]
        if keys != self._keys:
            places: dict[Hashable, int] = {key: place for place, key in enumerate(keys)}
            self._move(rows, keys, places)
            self._keys, self._places = keys, places
        changed = [old is not new and old != new for old, new in zip(self._rows, rows, strict=True)]
        self._rows = list(rows)
        for first, last in _runs(changed):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _move(self, rows: Sequence[R], keys: list[Hashable], places: dict[Hashable, int]) -> None:
        """Take out the rows that are gone and put in those that have come."""
        gone = _runs([key not in places for key in self._keys])
        come = _runs([key not in self._places for key in keys])
        stay_old = [key for key in self._keys if key in places]
        stay_new = [key for key in keys if key in self._places]
        if not stay_old or stay_old != stay_new or len(gone) + len(come) > _MOST_RUNS:
            self.beginResetModel()
            self._rows, self._keys, self._places = list(rows), keys, places
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(_NO_INDEX, first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(_NO_INDEX, first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (_DISPLAY, _SPOKEN):
            return self._say(row)
        if role == _TOOLTIP:
            return self._hint(row) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _OF_HEADING if isinstance(self._rows[index.row()], Heading) else _OF_ROW


def _runs(marks: Sequence[bool]) -> list[tuple[int, int]]:
    """Return first and last of every run of marked places."""
    runs: list[tuple[int, int]] = []
    start: int | None = None
    for place, is_marked in enumerate(marks):
        if is_marked and start is None:
            start = place
        elif not is_marked and start is not None:
            runs.append((start, place - 1))
            start = None
    if start is not None:
        runs.append((start, len(marks) - 1))
    return runs
