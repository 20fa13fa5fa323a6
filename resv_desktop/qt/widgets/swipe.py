"""A swipe scrolls what lies under it, and what was pushed glides on until it has come to rest."""

from collections.abc import Sequence
from time import monotonic
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QScrollBar

_FRAME_MS: Final = 16
_KEPT: Final = 0.94  # of its speed in each frame
_FASTEST, _SLOWEST = 4.0, 0.05  # px in a millisecond
_LEAST_PUSH: Final = 0.3
_LEAST_LINE: Final = 4.0  # px
_RECENT_MS: Final = 100  # a finger that rested before it went up has pushed nothing


class Swipe(QObject):
    """Moves one bar with a finger, down or across and never both, and never past its ends."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._bar: QScrollBar | None = None
        self._is_down = self._is_turned = False
        self._unit = 1.0  # px: some bars count lines of a text or rows
        self._from = self._value = self._speed = 0.0
        self._seen: list[tuple[float, float]] = []  # where the finger was lately, and when
        self._frames = QTimer(self, interval=_FRAME_MS)
        self._frames.timeout.connect(self._glide)
        self._framed_at_s = 0.0

    @property
    def is_gliding(self) -> bool:
        """Whether something still moves by itself."""
        return self._frames.isActive()

    def is_gliding_in(self, areas: Sequence[QAbstractScrollArea]) -> bool:
        """Whether one of these areas still moves by itself."""
        bars = (
            bar for area in areas for bar in (area.verticalScrollBar(), area.horizontalScrollBar())
        )
        return self.is_gliding and any(bar is self._bar for bar in bars)

    def begin(
        self, areas: Sequence[QAbstractScrollArea], way: QPointF, at: QPointF, at_ms: int
    ) -> None:
        """Take the innermost area that can go where the finger goes; else nothing moves."""
        self.stop()
        self._is_down = abs(way.y()) >= abs(way.x())
        for area in filter(shiboken6.isValid, areas):  # one may have gone under the finger
            bar = area.verticalScrollBar() if self._is_down else area.horizontalScrollBar()
            is_rtl = area.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self._is_turned = is_rtl and not self._is_down
            on = self._along(way) < 0
            if bar.value() < bar.maximum() if on else bar.value() > bar.minimum():
                room = area.viewport().size()
                step = (room.height() if self._is_down else room.width()) / max(1, bar.pageStep())
                self._unit = step if step >= _LEAST_LINE else 1.0
                self._bar, self._value = bar, bar.value()
                break
        self._from = self._along(at)
        self._seen = [(self._from, at_ms)]

    def follow(self, at: QPointF, at_ms: int) -> None:
        """Go where the finger is now."""
        place = self._along(at)
        since = at_ms - _RECENT_MS
        self._seen = [*(seen for seen in self._seen if seen[1] >= since), (place, at_ms)]
        if self._bar is not None and shiboken6.isValid(self._bar):
            # Not setValue: whoever waits for the host to scroll hears of it, as from a wheel.
            self._bar.setSliderPosition(round(self._value - (place - self._from) / self._unit))

    def let_go(self, at_ms: int) -> None:
        """Let what the finger has pushed glide on."""
        recent = [seen for seen in self._seen if seen[1] >= at_ms - _RECENT_MS]
        if self._bar is None or not shiboken6.isValid(self._bar) or not recent:
            return
        (first, began_ms), (last, _) = recent[0], recent[-1]
        speed = (first - last) / max(_FRAME_MS, at_ms - began_ms)
        if abs(speed) >= _LEAST_PUSH:
            self._speed = max(-_FASTEST, min(_FASTEST, speed))
            self._value = self._bar.value()
            self._framed_at_s = monotonic()
            self._frames.start()

    def stop(self) -> None:
        """Let all come to rest where it is."""
        self._frames.stop()
        self._bar = None

    def _along(self, at: QPointF) -> float:
        """Return how far a place is along the bar's own way."""
        if self._is_down:
            return at.y()
        return -at.x() if self._is_turned else at.x()

    def _glide(self) -> None:
        bar, before_s = self._bar, self._framed_at_s
        self._framed_at_s = monotonic()
        passed_ms = (self._framed_at_s - before_s) * 1000
        # What has been scrolled by anything else meanwhile stays there.
        if bar is None or not shiboken6.isValid(bar) or bar.value() != round(self._value):
            self.stop()
            return
        self._value += self._speed * passed_ms / self._unit
        self._speed *= _KEPT ** (passed_ms / _FRAME_MS)
        is_inside = bar.minimum() < self._value < bar.maximum()
        bar.setValue(round(self._value))
        if not is_inside or abs(self._speed) < _SLOWEST:
            self.stop()
