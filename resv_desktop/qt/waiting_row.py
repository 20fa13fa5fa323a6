"""The row over the day that says: a table is free again, and somebody waits for it."""

from collections.abc import Sequence
from datetime import date, tzinfo
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.domain.waiting import Offer
from resv_desktop.qt import waiting_words
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import BANNER, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import announce


class WaitingRow(QWidget):
    """One offer at a time, until it is taken, passed over or gone.

    It takes the focus from nobody; its two keys hold in the whole window while it is seen.
    reserved and passed carry the Offer that the host pressed about.
    """

    reserved = Signal(object)
    passed = Signal(object)

    def __init__(self, look: Look, keys: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("waitingRow")
        self._look, self._keys = look, keys
        self._text = ""
        self.offer: Offer | None = None
        self._words = Label(look, wraps=True, parent=self)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.reserve_button = Button(look, parent=self)
        self.reserve_button.setObjectName("reserveWaitingButton")
        self.pass_button = Button(look, "", "quiet", parent=self)
        self.pass_button.setObjectName("passOverButton")
        self.reserve_button.clicked.connect(lambda: self.reserved.emit(self.offer))
        self.pass_button.clicked.connect(lambda: self.passed.emit(self.offer))
        for act, button in (
            ("reserve_waiting", self.reserve_button),
            ("pass_over", self.pass_button),
        ):
            shortcut = KeyShortcut(keys, act, self)
            shortcut.setAutoRepeat(False)  # a key that is held down is meant for one party
            shortcut.activated.connect(button.click)
        keys.changed.connect(self._say_keys)
        row = QHBoxLayout(self)
        row.setContentsMargins(WINDOW_SIDE, 6, WINDOW_SIDE, 6)
        row.setSpacing(12)
        row.addWidget(IconMark(look, "clock", "accent", parent=self))
        row.addWidget(self._words, 1)
        row.addWidget(self.reserve_button)
        row.addWidget(self.pass_button)
        self.setMinimumHeight(look.room(BANNER))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Return all that is said, or "" while hidden."""
        return self._text

    def show_offers(
        self, offers: Sequence[Offer], today: date, region: str | None, zone: tzinfo
    ) -> None:
        """Show the first of these, and say how many more there are; a new one is announced."""
        before, self.offer = self.offer, next(iter(offers), None)
        if self.offer is None:
            self._text = ""
            self.hide()
            return
        free = waiting_words.free_again(self.offer, today)
        who = waiting_words.who_waits(self.offer.waiting, region, zone)
        rest = " ".join(filter(None, [who, waiting_words.more(len(offers) - 1)]))
        self._text = f"{free} {rest}"
        bold = f'<span style="font-weight:600">{escape(free)}</span>'
        self._words.setText(f"{bold}&nbsp;&nbsp; {escape(rest)}")
        guest = waiting_words.guest(self.offer.waiting, region)  # may be long
        name = self.tr("Reserve it for {guest}").format(guest=guest)
        self.reserve_button.setAccessibleName(name)
        self.reserve_button.setToolTip(name)
        self._say_keys()
        self.show()
        if before != self.offer:
            announce(self._words)

    def _say_keys(self) -> None:
        """Say on the buttons which keys press them."""
        if self.offer is not None:
            reserve = waiting_words.reserve(self.offer.slot)
            self.reserve_button.setText(self._keys.before(reserve, "reserve_waiting"))
            self.pass_button.setText(self._keys.before(self.tr("Pass over"), "pass_over"))

    def set_grey(self, is_grey: bool) -> None:
        """Take no presses while what is shown may have changed."""
        self.reserve_button.setDisabled(is_grey)
        self.pass_button.setDisabled(is_grey)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("accentSoft"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.colour("line"))
        painter.end()
