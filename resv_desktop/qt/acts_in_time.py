"""A window is painted before what the host does in it is made, and no hand comes too early."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from resv_desktop.domain.phone import region_of
from resv_desktop.later import load_the_rest
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day_window import DayWindow
from resv_desktop.qt.first_hand import FirstHand
from resv_desktop.qt.language import spoken

if TYPE_CHECKING:
    from resv_desktop.qt.window_acts import WindowActs

_AFTER_THE_DAY_MS, _AT_THE_LATEST_MS = 60, 1000


class ActsInTime(QObject):
    """Has what the host does in a window made once its first day is painted.

    Or before: by the first key, press or touch, and by whatever asks for a part of it. made is
    None until then.
    """

    def __init__(self, window: DayWindow, tasks: Tasks, make: Callable[[], "WindowActs"]) -> None:
        super().__init__(window)
        self._window, self._tasks, self._make = window, tasks, make
        self.made: WindowActs | None = None
        self._once_made: list[Callable[[], object]] = []
        self._hand = FirstHand(self.make, self)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._load)
        window.live.shown.connect(self._make_soon)

    def make(self) -> "WindowActs":
        """Return what the host does in the window, made now unless it has been."""
        if self.made is None:
            self._soon.stop()
            self._hand.stop()
            self.made = self._make()
            for then in self._once_made:
                then()
            self._once_made.clear()
        return self.made

    def once_made(self, then: Callable[[], object]) -> None:
        """Call something once it is made."""
        if self.made is None:
            self._once_made.append(then)
        else:
            then()

    def begin(self) -> None:
        """From now on the window is seen: make all, if only once it is painted."""
        if self.made is not None:
            self.made.begin()
        else:
            self._soon.start(_AT_THE_LATEST_MS)
            self._hand.wait_for(self._window.windowHandle())

    def end(self) -> None:
        """Take what other stations are told of this one back, and make nothing any more."""
        self._soon.stop()
        if self.made is not None:
            self.made.signs.take(None)

    def _make_soon(self) -> None:
        """Make it, since the first day is just being painted."""
        is_soon = self._soon.interval() == _AFTER_THE_DAY_MS
        if self.made is None and self._window.isVisible() and not is_soon:
            self._soon.start(_AFTER_THE_DAY_MS)

    def _load(self) -> None:
        phone = self._window.restaurant.phone
        self._tasks.run(self, partial(_load, phone), self._on_loaded, lambda _: None)

    def _on_loaded(self, _: None) -> None:
        self.make()


def _load(phone: str) -> None:
    """Load on a worker what is made then, and all else that the first day is shown without."""
    from resv_desktop.domain.typed_line import read_line
    from resv_desktop.qt import window_acts

    del window_acts
    load_the_rest()
    # The first number takes as long as a thousand later ones, and so does the first typed line.
    region = region_of(phone)
    read_line("4", today=date.min, region=region, language=spoken())
