"""How days are written in a file: asked only where the file leaves it open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from resv_desktop.exchange.times_in import Order
from resv_desktop.qt import words
from resv_desktop.qt.look import GRID, Look
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

_ORDERS: tuple[Order, ...] = ("day", "month")


class OrderRow(QWidget):
    """Hidden until it is asked; chosen is told as the host says which comes first."""

    chosen = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._is_asked = False
        self.control = SegmentedControl(look, [self.tr("Day first"), self.tr("Month first")])
        self.control.setObjectName("importOrder")
        self.control.setAccessibleName(self.tr("How days are written in the file"))
        self._says = Label(look, "", "label", wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 0, GRID * 2, 0)
        row.setSpacing(GRID * 2)
        row.addWidget(self._says, 1)
        row.addWidget(self.control)
        self.setFocusProxy(self.control)
        self.control.chosen.connect(lambda _: self.chosen.emit())
        self.hide()

    @property
    def order(self) -> Order | None:
        """What comes first in a day; None where nobody has said it."""
        return None if self.control.index is None else _ORDERS[self.control.index]

    @property
    def is_open(self) -> bool:
        """Whether it has been asked and not been answered."""
        return self._is_asked and self.order is None

    def ask(self, first_day: str) -> None:
        """Ask it of the first day of the file that can be read either way."""
        says = self.tr("Days such as {day}")
        self._says.setText(says.format(day=words.apart(first_day)))
        self._is_asked = True
        self.show()
