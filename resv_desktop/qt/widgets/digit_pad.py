"""Ten digits to press, where there is no keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.button import Button, icon_button

_IN_A_ROW = 3


class DigitPad(QWidget):
    """pressed carries a digit; taken_back asks for the last one to go.

    A press leaves the keys where they are: who types needs no pad. Digits stand in one order in
    every language.
    """

    pressed = Signal(str)
    taken_back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("digitPad")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GRID)
        self.buttons: dict[str, Button] = {}
        for place, digit in enumerate("1234567890"):
            made = Button(look, digit)
            made.setObjectName(f"digit{digit}")
            made.clicked.connect(lambda _=False, digit=digit: self.pressed.emit(digit))
            self.buttons[digit] = made
            row, column = divmod(place, _IN_A_ROW)
            grid.addWidget(made, row, column if digit != "0" else 1)
        self.back_button = icon_button(look, "close", self.tr("Take the last digit back"))
        self.back_button.setObjectName("digitBack")
        self.back_button.clicked.connect(self.taken_back)
        grid.addWidget(self.back_button, 3, 2)
        for button in (*self.buttons.values(), self.back_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
