"""From when to when: two lists of hours that build "HH:HH"."""

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resv_desktop.domain.hours import USUAL_HOURS, OpeningHours
from resv_desktop.qt import words
from resv_desktop.qt.look import GAP, GRID, LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.field import FieldHead

_MIDNIGHT = 24
_EQUAL = {f"{hour:02d}:{hour:02d}": OpeningHours(hour, hour) for hour in range(1, _MIDNIGHT)}


class HoursRow(QWidget):
    """Opening and closing hour, side by side. Closing at or before opening is the next day.

    The closing hours begin with the one after the opening and go once around the clock.
    Of little room the closing hour gets more, which says the next day in words. name, such as a
    day, goes before what each of them says to a screen reader. changed is emitted whenever another
    hour is picked.
    """

    changed = Signal()

    def __init__(self, look: Look, name: str = "", *, has_heads: bool = False) -> None:
        super().__init__()
        opens, closes = self.tr("Opens at"), self.tr("Closes at")
        said = self.tr("{day}: {what}")
        names = [said.format(day=name, what=what) if name else what for what in (opens, closes)]
        self.opens, self.closes = (Choice(look, each) for each in names)
        self.opens.setObjectName("opensAt")
        self.closes.setObjectName("closesAt")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP if has_heads else GRID)
        for choice, head in ((self.opens, opens), (self.closes, closes)):
            choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            column = QVBoxLayout()
            column.setSpacing(LABEL_TO_FIELD)
            if has_heads:
                label = FieldHead(look, head)
                label.label.setBuddy(choice)
                column.addWidget(label)
            column.addWidget(choice)
            row.addLayout(column)  # without a stretch, each gets what its words need first
        for hour in range(_MIDNIGHT):
            self.opens.addItem(words.hour_of_day(hour))
            self.closes.addItem("", hour + 1)
        latest = range(1, _MIDNIGHT)
        self.closes.keep_room_for(self._closing_words(_MIDNIGHT, hour) for hour in latest)
        self.setFocusProxy(self.opens)
        self.set_text(USUAL_HOURS)
        for choice in (self.opens, self.closes):
            choice.currentIndexChanged.connect(self._on_picked)
            choice.installEventFilter(self)

    def text(self) -> str:
        """Return the hours as "HH:HH", whether or not they make sense."""
        return f"{self.opens.currentIndex():02d}:{self.closes.currentData():02d}"

    def set_text(self, text: str) -> None:
        """Pick the hours of "HH:HH"; raise InvalidOpeningHours where it is none.

        Equal hours make no sense either, but can be picked here, and are then to be put right.
        """
        hours = _EQUAL.get(text) or OpeningHours.parse(text)
        self.opens.setCurrentIndex(hours.opens)
        self._say()
        self.closes.setCurrentIndex(self.closes.findData((hours.closes - 1) % _MIDNIGHT + 1))

    def _on_picked(self, _index: int) -> None:
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        opens, picked = self.opens.currentIndex(), self.closes.currentData()
        for index in range(_MIDNIGHT):
            closes = (opens + index) % _MIDNIGHT + 1
            self.closes.setItemText(index, self._closing_words(opens, closes))
            self.closes.setItemData(index, closes)
        with QSignalBlocker(self.closes):  # the hour stays; only where it stands is another place
            self.closes.setCurrentIndex(self.closes.findData(picked))

    def _closing_words(self, opens: int, closes: int) -> str:
        if closes == _MIDNIGHT:
            return self.tr("24:00, midnight")
        if closes < opens:
            return self.tr("{hour}, the next day").format(hour=words.hour_of_day(closes))
        return words.hour_of_day(closes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The wheel scrolls the page; it never changes the hour that lies under the pointer.
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)
