"""All keys at a glance, as they are now, and what can be typed into the line."""

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from resv_desktop.domain.phone import example_phone
from resv_desktop.qt.key_acts import ACTS, Group
from resv_desktop.qt.keys import Keys, says
from resv_desktop.qt.look import GAP, GRID, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.key_cap import KeyCap, KeyCaps
from resv_desktop.qt.widgets.label import Label

_WIDTH, _COLUMN_LEAST, _KEYS_LEAST, _KEYS_MOST = 1216, 368, 92, 140
_COLUMNS: Final[tuple[tuple[Group, ...], ...]] = (
    ("line",),
    ("party", "day", "list"),
    ("house", "dialog"),
)
_ROW_GAP, _STEP = 3, 48
_SCROLLS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
}


class HelpDialog(DialogFrame):
    """Lies over the whole window; Escape or the key that opened it leaves it."""

    def __init__(self, parent: QWidget, look: Look, keys: Keys, region: str | None) -> None:
        """Take the country (ISO 3166) whose numbers are typed here, for the examples."""
        super().__init__(look, "", parent=parent)
        self._keys = keys
        self._phone = example_phone(region)
        self.setObjectName("helpDialog")
        self.set_head(
            self.tr("Keys"),
            self.tr("Nothing is final: what was done last stands below with Undo."),
        )
        self.message.hide()
        self.body.setContentsMargins(WINDOW_SIDE, GAP, WINDOW_SIDE, GAP)
        columns = QHBoxLayout()
        columns.setSpacing(WINDOW_SIDE)
        for groups in self._columns():
            column = QVBoxLayout()
            column.setSpacing(GAP)
            for group in groups:
                self._add_group(column, group)
            column.addStretch()
            columns.addLayout(column, 1)
        self.body.addLayout(columns)
        self.set_hint(keys.hint(self.tr("Escape leaves. Other keys: in the settings"), "settings"))
        self.leave_button.installEventFilter(self)  # a button makes arrows go to its neighbours
        self.leave_button.setFocus()

    def _columns(self) -> tuple[tuple[Group, ...], ...]:
        """Return the groups of each column: fewer, longer ones where the text is large."""
        room = self._width() - 2 * WINDOW_SIDE
        most = max(1, room // self.look.px(_COLUMN_LEAST))
        if most >= len(_COLUMNS):
            return _COLUMNS
        whole = tuple(group for column in _COLUMNS for group in column)
        return (whole,) if most == 1 else (whole[:3], whole[3:])

    def _width(self) -> int:
        window = self.parentWidget()
        screen = self.screen().availableGeometry().width() - 2 * GRID
        room = window.width() if window is not None else _WIDTH
        return min(max(self.look.px(_WIDTH), _WIDTH), room - 4 * GRID, screen)

    def _add_group(self, column: QVBoxLayout, group: Group) -> None:
        look = self.look
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(_ROW_GAP)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, look.px(_KEYS_LEAST))
        grid.addWidget(Label(look, title(group), "label"), 0, 0, 1, 2)
        for act in ACTS:
            keys = self._keys.turned(act.name)
            if act.group == group and keys:
                self._add_row(grid, KeyCaps(look, keys), says(act))
        if group == "line":
            for typed, meaning in self._examples():
                self._add_row(grid, KeyCap(look, typed, is_typed=True), meaning)
        column.addLayout(grid)

    def _add_row(self, grid: QGridLayout, keys: QWidget, meaning: str) -> None:
        row = grid.rowCount()
        words = Label(self.look, meaning, "secondary", wraps=True)
        is_wide = keys.sizeHint().width() > self.look.px(_KEYS_MOST)
        leading = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
        grid.addWidget(keys, row, 0, 1, 2 if is_wide else 1, leading)
        grid.addWidget(words, row + is_wide, 1, Qt.AlignmentFlag.AlignVCenter)

    def _examples(self) -> list[tuple[str, str]]:
        """Return what can be typed into the line, and what it means."""
        return [
            ("4", self.tr("What is free for a party of 4")),
            ("4 20", self.tr("What is free for 4 around 20:00")),
            (
                f"4 20 {self._phone} Cohen",
                self.tr("Reserve it, in any order: Enter shows the best table, Enter takes it"),
            ),
            ("4 w", self.tr("Seat 4 who walk in: Enter, no phone needed")),
            (self.tr("4 guests 8 pm"), self.tr("The same in words")),
            (self.tr("fri 4 8pm"), self.tr("The same on another day; also: tomorrow")),
            (self._phone[-4:], self.tr("The reservation whose phone ends so")),
            ("Cohen", self.tr("The reservations with this anywhere in the name")),
        ]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = _SCROLLS.get(Qt.Key(event.key()))
            if steps is not None:
                bar = self.scroll_bar
                bar.setValue(bar.value() + steps * self.look.room(_STEP))
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._keys.matches("help", event):
            self.reject()
        else:
            super().keyPressEvent(event)


def title(group: Group) -> str:
    """Say what the keys of a group are about."""
    translate = QCoreApplication.translate
    titles: dict[Group, str] = {
        "line": translate("Keys", "Type anywhere: the line"),
        "list": translate("Keys", "Lists and timeline"),
        "party": translate("Keys", "The party that is picked or found"),
        "day": translate("Keys", "Day"),
        "house": translate("Keys", "Station"),
        "dialog": translate("Keys", "In a dialog"),
    }
    return titles[group]
