"""What this program is, which version of it, and what others made that is inside of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QPlainTextEdit, QWidget

from resv_desktop import __version__
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import PADDING, TWO_LINE_ROW, Look
from resv_desktop.qt.resources import resource
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import Panel
from resv_desktop.qt.widgets.two_line_rows import SECOND_LINE, TwoLineRows

if TYPE_CHECKING:
    from resv_desktop.parts import Part

_ROWS, _TEXT_HEIGHT = 4, 168


class AboutDialog(DialogFrame):
    """Name, version, and every part with its licence; the one that is picked is told in full."""

    def __init__(self, parent: QWidget | None, look: Look, tasks: Tasks) -> None:
        super().__init__(look, "resv-desktop", parent=parent)
        self.setObjectName("aboutDialog")
        version = self.tr("Version {version}").format(version=words.apart(__version__))
        self.set_head("resv-desktop", version)
        says = self.tr("The host stand of a restaurant: take, find and cancel reservations.")
        self._parts: list[Part] = []
        self._model = QStandardItemModel(self)
        self.list = QListView()
        self.list.setObjectName("partList")
        self.list.setAccessibleName(self.tr("What is inside, with its licences"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(TwoLineRows(look, self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setFixedHeight(_ROWS * look.room(TWO_LINE_ROW, 2))
        panel = Panel()
        panel.body.setContentsMargins(1, 5, 1, 5)
        panel.body.addWidget(self.list)
        self._licence = QPlainTextEdit()
        self._licence.setObjectName("licence")
        self._licence.setAccessibleName(self.tr("Source and licence"))
        self._licence.setReadOnly(True)
        self._licence.setTabChangesFocus(True)
        self._licence.setFixedHeight(look.px(_TEXT_HEIGHT))
        self.body.setSpacing(PADDING)
        self.body.addWidget(Label(look, says, wraps=True))
        self.body.addWidget(panel)
        self.body.addWidget(self._licence)
        self.message.hide()
        self.set_hint(self.tr("Escape leaves."))
        self.list.selectionModel().currentChanged.connect(self._on_picked)
        self.list.setFocus()
        tasks.run(self, _read, self._show, lambda _: None)

    def _show(self, parts: "list[Part]") -> None:
        self._parts = parts
        for part in parts:
            row = QStandardItem(words.apart(f"{part.name} {part.version}"))
            row.setData(words.apart(part.licence), SECOND_LINE)
            spoken = f"{part.name} {part.version}, {part.licence}"
            row.setAccessibleText(spoken)
            row.setToolTip(spoken)
            self._model.appendRow(row)
        self.list.setCurrentIndex(self._model.index(0, 0))

    def _on_picked(self, picked: QModelIndex) -> None:
        part = self._parts[picked.row()]
        source = self.tr("Source: {address}").format(address=words.apart(part.source))
        self._licence.setPlainText("\n\n".join(filter(None, [part.source and source, part.text])))


def _read() -> "list[Part]":
    from resv_desktop.parts import parts  # it is needed here alone, and takes a moment

    return parts(resource())
