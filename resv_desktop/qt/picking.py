"""What is picked in a list or on the timeline: the host's choice, kept while rows come and go."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject
from PySide6.QtWidgets import QAbstractItemView

from resv_desktop.qt.hour import Key

_Select = QItemSelectionModel.SelectionFlag


class Picking(QObject):
    """A key, not a place: where nothing in the view has it, nothing else is picked in its stead.

    told is called with each key that the host picks, never for what is only shown as picked.
    """

    def __init__(
        self,
        view: QAbstractItemView,
        index_of: Callable[[Key | None], QModelIndex],
        key_at: Callable[[QModelIndex], Key | None],
        told: Callable[[Key], object],
    ) -> None:
        super().__init__(view)
        self.key: Key | None = None
        self._view, self._index_of, self._key_at, self._told = view, index_of, key_at, told
        self._is_untold = False
        view.selectionModel().selectionChanged.connect(self._on_selected)

    @property
    def index(self) -> QModelIndex:
        """Where in the view it is; an invalid index where it is nowhere."""
        return self._index_of(self.key)

    def mark(self, key: Key | None) -> None:
        """Show a key as picked, without telling and without scrolling."""
        self.key = key
        self.show()

    def show(self) -> None:
        """Select what is picked and nothing else.

        Where the view has the keys they go on from there, and what is in sight stays in sight.
        """
        with self.untold():
            self._select(self.index)

    @contextmanager
    def untold(self) -> Iterator[None]:
        """Let what is selected change meanwhile without that being the host's choice."""
        self._is_untold = True
        try:
            yield
        finally:
            self._is_untold = False

    def _select(self, index: QModelIndex) -> None:
        view, selection = self._view, self._view.selectionModel()
        if not index.isValid():
            selection.clearSelection()
        elif view.hasFocus():
            bars = view.verticalScrollBar(), view.horizontalScrollBar()
            places = [bar.value() for bar in bars]
            selection.setCurrentIndex(index, _Select.ClearAndSelect)
            for bar, place in zip(bars, places, strict=True):
                bar.setValue(place)
        else:
            selection.select(index, _Select.ClearAndSelect)

    def _on_selected(self) -> None:
        if self._is_untold:
            return
        chosen = self._view.selectionModel().selectedIndexes()
        key = self._key_at(chosen[0]) if chosen else None
        if key is None:
            self.show()  # a click beside what can be picked lets go of nothing
        elif key != self.key:
            self.key = key
            self._told(key)
