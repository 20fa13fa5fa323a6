"""How many guests: one to eight, one press."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.segmented_control import SegmentedControl

SMALLEST_PARTY = 1
LARGEST_PARTY = 8


class PartySizePicker(QWidget):
    """The party's size, or none yet; sizes above the limit are sunken and cannot be chosen.

    chosen is emitted when the host chooses, by click, arrow key or digit, never by set_value;
    without takes_digits the digits are left to the window around it.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        value: int | None = None,
        *,
        takes_digits: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._digits = "12345678" if takes_digits else ""
        sizes = range(SMALLEST_PARTY, LARGEST_PARTY + 1)
        self._limit = LARGEST_PARTY
        self._control = SegmentedControl(
            look,
            [str(size) for size in sizes],
            names=[self.tr("Party of {size}").format(size=size) for size in sizes],
            use="number",
            parent=self,
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._control)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._control)
        self.setAccessibleName(self.tr("Party size"))
        self._control.chosen.connect(self._on_chosen)
        self.set_value(value)

    @property
    def value(self) -> int | None:
        """The size that is chosen, or None."""
        index = self._control.index
        return None if index is None else index + SMALLEST_PARTY

    @property
    def limit(self) -> int:
        """The largest size that can be chosen."""
        return self._limit

    def set_value(self, value: int | None) -> None:
        """Choose a size; one above the limit leaves the choice as it is."""
        self._control.set_index(None if value is None else value - SMALLEST_PARTY)

    def set_limit(self, limit: int) -> None:
        """Sink all sizes above the limit; a choice above it is given up."""
        self._limit = max(0, min(limit, LARGEST_PARTY))
        self._control.set_available(self._limit)

    def press(self, size: int) -> None:
        """Choose as if the host had pressed the segment; chosen is emitted."""
        if SMALLEST_PARTY <= size <= self._limit:
            self._control.segment(size - SMALLEST_PARTY).click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if len(digit) == 1 and digit in self._digits and int(digit) <= self._limit:
            self.press(int(digit))
            self._control.segment(int(digit) - SMALLEST_PARTY).setFocus()
            return
        super().keyPressEvent(event)

    def _on_chosen(self, index: int) -> None:
        self.chosen.emit(index + SMALLEST_PARTY)
