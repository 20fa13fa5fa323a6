"""What is picked is shown in a list without being told as the host's choice, or moving anything."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QAbstractItemView

_Select = QItemSelectionModel.SelectionFlag


def show_picked(view: QAbstractItemView, index: QModelIndex) -> None:
    """Select only what stands at an index; nothing where that is none.

    Where the view has the keys they go on from there, and what is in sight stays in sight.
    """
    selection = view.selectionModel()
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
