"""What each column of a file holds, as it was understood and as the host says it is."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from resv_desktop.exchange.columns import FIELDS
from resv_desktop.qt import words
from resv_desktop.qt.exchange.outcome_words import field_words
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.keys_in_sight import KeysInSight
from resv_desktop.qt.widgets.label import Label

_LONGEST = 60


class ColumnsForm(QScrollArea):
    """One line for each column: its head, what stands in the first row, what it is.

    changed is emitted when the host says that a column is something else.
    """

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._choices: list[Choice] = []
        self.setObjectName("importColumns")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        KeysInSight(self)

    def show_columns(
        self, heads: Sequence[str], first: Sequence[str], fields: Sequence[str | None]
    ) -> None:
        """Show the columns of a file, and which field each is thought to be (None: none)."""
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(2, 2, GRID * 2, 2)
        grid.setHorizontalSpacing(GRID * 2)
        grid.setVerticalSpacing(GRID)
        for column in (0, 1, 2):
            grid.setColumnStretch(column, 1)
        names = field_words()
        self._choices = []
        for number, field in enumerate(fields):
            head = heads[number] if number < len(heads) else ""
            shown = head or self.tr("Column {n}").format(n=number + 1)
            label = Label(self._look, words.apart(shown[:_LONGEST]), "label", wraps=True)
            sample = Label(
                self._look, words.apart(first[number][:_LONGEST]), "secondary", "muted", wraps=True
            )
            choice = Choice(self._look, self.tr("What {column} is").format(column=shown[:_LONGEST]))
            choice.addItem(self.tr("Not used"), None)
            for each in FIELDS:
                choice.addItem(names[each], each)
            choice.setCurrentIndex(max(0, choice.findData(field)))
            choice.activated.connect(self.changed)
            label.setBuddy(choice)
            grid.addWidget(label, number, 0)
            grid.addWidget(sample, number, 1)
            grid.addWidget(choice, number, 2)
            self._choices.append(choice)
        grid.setRowStretch(len(fields), 1)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def fields(self) -> list[str | None]:
        """Return which field each column is."""
        return [choice.currentData() for choice in self._choices]

    def focus_first(self) -> None:
        """Give the keys to the first column that is not known."""
        unknown = (choice for choice in self._choices if choice.currentData() is None)
        target = next(unknown, self._choices[0] if self._choices else None)
        if target is not None:
            target.setFocus()
