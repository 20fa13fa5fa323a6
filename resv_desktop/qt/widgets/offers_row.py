"""A few ways on, side by side, each with the one key that takes it."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import DIALOG_PADDING, GRID, LABEL_TO_FIELD, PADDING, Look
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label

OFFERS: Final = ("offer_1", "offer_2", "offer_3")


class OffersRow(QWidget):
    """A line that says what is offered and at most three buttons; hidden while there is nothing.

    chosen carries the number of the offer that was pressed, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self.setObjectName("offers")
        self._keys = keys
        self._heading = Label(look, use="secondary", ink="muted", wraps=True)
        self.buttons = [_Offer(look, parent=self) for _ in OFFERS]
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID)
        for number, (act, button) in enumerate(zip(OFFERS, self.buttons, strict=True)):
            button.setObjectName(act.replace("_", ""))
            shortcut = KeyShortcut(keys, act, self)
            shortcut.setAutoRepeat(False)
            for pressed in (button.clicked, shortcut.activated):
                pressed.connect(lambda *_, number=number: self._on_pressed(number))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_TO_FIELD)
        column.addWidget(self._heading)
        column.addLayout(self._grid)
        self.hide()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of what is offered, as they are said."""
        both = zip(OFFERS, self.buttons, strict=True)
        return tuple(self._keys.text(act) for act, button in both if not button.isHidden())

    def text(self) -> str:
        """Return all that is said."""
        shown = [button.text() for button in self.buttons if not button.isHidden()]
        return "\n".join([self._heading.text(), *shown])

    def offer(self, heading: str, offers: Sequence[tuple[str, str]]) -> None:
        """Offer ways on: for each the words on its button and the whole sentence behind them."""
        is_news = heading != self._heading.text() or self.isHidden()
        self._heading.setText(heading)
        for number, (act, button) in enumerate(zip(OFFERS, self.buttons, strict=True)):
            is_used, key = number < len(offers), self._keys.text(act)
            button.setVisible(is_used)
            if is_used:
                shown, whole = offers[number]
                button.setText(f"{key}  {shown}".replace("&", "&&"))
                button.setToolTip(whole)
                button.setAccessibleName(f"{whole}, {key}")
        self._arrange(len(offers))
        self.show()
        if is_news:
            announce(self._heading)

    def _arrange(self, count: int) -> None:
        """Stand side by side, or below each other where the words are too long for that."""
        wanted = sum(button.sizeHint().width() + GRID for button in self.buttons[:count]) - GRID
        is_narrow = wanted > self.window().width() - 2 * DIALOG_PADDING
        for number, button in enumerate(self.buttons):
            self._grid.removeWidget(button)
            self._grid.addWidget(button, *((number, 0) if is_narrow else (0, number)))
            self._grid.setColumnStretch(number, 1)

    def _on_pressed(self, number: int) -> None:
        if self.isVisible() and self.isEnabled() and not self.buttons[number].isHidden():
            self.chosen.emit(number)


class _Offer(Button):
    """A button with less room beside its words, so that three of them stand side by side."""

    def sizeHint(self) -> QSize:
        return super().sizeHint() - QSize(2 * (PADDING - GRID), 0)
