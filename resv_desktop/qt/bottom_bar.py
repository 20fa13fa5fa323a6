"""The bar at the bottom: what has just been done, which station this is, how fresh the book is."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import BOTTOM_BAR, TARGET, WINDOW_SIDE, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.chip import Chip
from resv_desktop.qt.widgets.chip_button import ChipButton
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.notice import Notice

_SPACING = 18
_STATION_TO_HOST = 4
_BETWEEN_ROWS = 4
_NOTICE = 36  # letters in a line, or a notice is not read at a glance
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60
_NEARLY = 0.99  # 59 min 40 s are told as an hour
_CLOCK_MAY_DIFFER: Final = timedelta(seconds=2)


class BottomBar(QWidget):
    """Notice at the leading edge; station, who is at it and freshness at the trailing one."""

    def __init__(self, look: Look, keys: Keys, station: str) -> None:
        super().__init__()
        self.setObjectName("bottomBar")
        self._look, self._keys = look, keys
        self.notice = Notice(look)
        self.freshness = Chip(look, "freshness")
        self.freshness.hide()
        self.clock = Chip(look, "clockOff")
        self.clock.setToolTip(
            self.tr("Reservations follow the clock of the database, so none is at a wrong hour.")
        )
        self.clock.hide()
        self.disk = Chip(look, "diskLow", icon="triangle")
        self.disk.setToolTip(
            self.tr("Free some space on this machine soon, or nothing can be saved any more.")
        )
        self.disk.hide()
        self.attention = ChipButton(look, "attentionChip")
        self.station = Label(look, station, "secondary", "muted")
        self.initials = Button(look, kind="quiet", icon="person")
        self.initials.setObjectName("initialsButton")
        self.show_host("")
        said = QHBoxLayout()
        said.addWidget(self.notice)
        said.addStretch(1)
        row = self._trailing = QHBoxLayout()
        row.setSpacing(_SPACING)
        row.addStretch(1)
        row.addWidget(self.station)
        row.addSpacing(_STATION_TO_HOST - _SPACING)
        row.addWidget(self.initials)
        row.addSpacing(_STATION_TO_HOST - _SPACING)
        row.addWidget(self.attention)
        row.addWidget(self.disk)
        row.addWidget(self.clock)
        row.addWidget(self.freshness)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._rows.setSpacing(_SPACING)
        self._rows.addLayout(said)
        self._rows.addLayout(row, 1)
        self.set_low(is_low=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        look.changed.connect(self.update)
        keys.changed.connect(self._say_keys)
        self._say_keys()

    def set_low(self, *, is_low: bool) -> None:
        """Take no more than a finger needs, where the window is low."""
        edge = 2 if is_low else 6
        self._rows.setContentsMargins(WINDOW_SIDE, edge, WINDOW_SIDE, edge)
        self.setMinimumHeight(self._look.room(TARGET if is_low else BOTTOM_BAR))

    def show_host(self, initials: str) -> None:
        """Say who is at this station, by initials; the button changes them."""
        self.initials.setText(initials or self.tr("No initials"))
        says = self.tr("Initials: {initials}").format(initials=initials)
        self.initials.setAccessibleName(says if initials else self.tr("No initials"))

    def _say_keys(self) -> None:
        says = self.tr("Who is at this station")
        self.initials.setToolTip(self._keys.hint(says, "initials"))

    def show_live(self, delay_ms: int) -> None:
        """Say that every change is shown, and how long one takes from its write to this window."""
        self._say("ok", self.tr("Live, {n} ms").format(n=delay_ms))

    def show_not_live(self, time: str) -> None:
        """Say since when what is shown may have changed."""
        self._say("warn", self.tr("Not live since {time}").format(time=time))

    def show_clock(self, difference: timedelta) -> None:
        """Say that this machine's clock is wrong by so much, if it is; later is positive."""
        is_off = abs(difference) > _CLOCK_MAY_DIFFER
        if is_off:
            by = _span(abs(difference))
            is_fast = difference > timedelta()
            template = (
                self.tr("This machine's clock is {by} fast")
                if is_fast
                else self.tr("This machine's clock is {by} slow")
            )
            text = template.format(by=by)
            if self.clock.text() != text:
                self.clock.say("warn", text)
        if self.clock.isHidden() == is_off:
            self.clock.setVisible(is_off)

    def show_disk(self, left: str) -> None:
        """Say that the disk is nearly full, with what is left of it in words; "" if it is not."""
        text = self.tr("Disk nearly full: {size} left").format(size=left) if left else ""
        if self.disk.text() != text:
            self.disk.say("warn", text)
            self.disk.setVisible(bool(text))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._set_rows()
        return super().event(event)

    def _set_rows(self) -> None:
        """Give the notice a row of its own where it would be squeezed into many short lines."""
        left = self.contentsRect().width() - self._trailing.sizeHint().width() - _SPACING
        left -= 2 * WINDOW_SIDE
        wanted = min(
            self.notice.sizeHint().width(), _NOTICE * self.fontMetrics().averageCharWidth()
        )
        is_squeezed = not self.notice.isHidden() and left < wanted
        direction = QBoxLayout.Direction
        rows = direction.TopToBottom if is_squeezed else direction.LeftToRight
        if self._rows.direction() != rows:
            self._rows.setDirection(rows)
            self._rows.setSpacing(_BETWEEN_ROWS if is_squeezed else _SPACING)

    def _say(self, kind: str, text: str) -> None:
        chip = self.freshness
        if chip.isHidden() or chip.text() != text or chip.kind != kind:
            chip.say("ok" if kind == "ok" else "warn", text)
            chip.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._look.colour("line"))
        painter.end()


def _span(span: timedelta) -> str:
    """Say how long something is in its largest whole unit: "12 s", "3 min", "1 h", "2 days"."""
    translate, seconds = QCoreApplication.translate, span.total_seconds()
    for unit, words, one in (
        (_DAY, translate("BottomBar", "{n} days"), translate("BottomBar", "1 day")),
        (_HOUR, translate("BottomBar", "{n} h"), ""),
        (_MINUTE, translate("BottomBar", "{n} min"), ""),
    ):
        count = round(seconds / unit)
        if count >= 1 and seconds >= unit * _NEARLY:
            return one if one and count == 1 else words.format(n=count)
    return translate("BottomBar", "{n} s").format(n=round(seconds))
