"""Whether this station is live: its heartbeat is written, and heard again through the stream."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.steady import steady_s
from resv_desktop.qt.background import Tasks, Trouble

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

Standing = Literal["unknown", "live", "deaf", "silent"]
LIMIT_S: Final = 2.2  # a beat that is older than this when nothing newer was heard is too old
_EVERY_MS = 1000
_LOOK_EVERY_MS = 200
_GRACE_S = 0.8  # so long may a beat that was saved be on its way back
_GRACE_AFTER_SILENCE_S = 1.5  # the first one may come before the stream is open again
_ANSWERED_LATELY_S = 1.1  # a beat, and a moment: one that was saved just before is no answer now
_SMOOTHED_OVER = 5


@dataclass(frozen=True, slots=True)
class _Beat:
    began_s: float
    at: datetime


class Pulse(QObject):
    """Beats once a second and waits for each beat to come back.

    standing is "live" while a beat of the last 2.2 s has been heard; "deaf" when beats are saved
    and not heard, so that changes of other stations would not be heard either; "silent" when the
    database does not answer; "unknown" for as long as it may take to hear the first.

    changed tells another standing. heard carries the instant (UTC) before which everything that
    was changed has been told; answered, that the database has just answered.
    """

    changed = Signal()
    heard = Signal(object)
    answered = Signal()

    def __init__(
        self,
        tasks: Tasks,
        controller: "Controller",
        parent: QObject | None = None,
        *,
        steady: Callable[[], float] = steady_s,
    ) -> None:
        super().__init__(parent)
        self._steady_s = steady
        self._tasks = tasks
        self._controller = controller
        self.standing: Standing = "unknown"
        self.clock_difference = timedelta()
        self.answered_at: datetime | None = None
        self.why_silent = ""
        self._number = 0
        self._is_beating = False
        self._under_way: dict[int, _Beat] = {}
        self._delays: deque[float] = deque(maxlen=_SMOOTHED_OVER)
        self._began_s = math.inf
        self._heard_s = self._answered_s = -math.inf
        self._unheard_since_s: float | None = None
        self._beats = QTimer(self, interval=_EVERY_MS)
        self._beats.timeout.connect(self.beat)
        self._looks = QTimer(self, interval=_LOOK_EVERY_MS)
        self._looks.timeout.connect(self.look)

    @property
    def delay_ms(self) -> int:
        """How long it takes lately from a write until it is heard on the window's thread."""
        return max(1, round(median(self._delays) * 1000)) if self._delays else 0

    def start(self) -> None:
        """Begin to beat."""
        self._began_s = self._steady_s()
        self._beats.start()
        self._looks.start()
        self.beat()

    def stop(self) -> None:
        """Beat no more."""
        self._beats.stop()
        self._looks.stop()

    def beat(self) -> None:
        """Write a beat now, unless the answer to the last one is still awaited."""
        if self._is_beating:
            return
        self._is_beating = True
        self._number += 1
        number, controller, under_way = self._number, self._controller, self._under_way
        steady_s = self._steady_s

        def work() -> int:
            under_way[number] = _Beat(steady_s(), controller.now())
            controller.beat(number)
            return number

        self._tasks.run(self, work, self._on_saved, self._on_trouble)

    def hear(self, number: int) -> None:
        """Hear a beat of one's own come back."""
        beat = self._under_way.get(number)
        if beat is None:
            return
        # A copy made in one go: a worker may be adding the next beat right now.
        for older in [n for n in list(self._under_way) if n <= number]:
            del self._under_way[older]
        self._heard_s = beat.began_s
        self._unheard_since_s = None
        delay_s = self._steady_s() - beat.began_s
        if delay_s <= LIMIT_S:
            self._delays.append(delay_s)
        self.look()
        self.heard.emit(beat.at)

    def _on_saved(self, number: int) -> None:
        self._is_beating = False
        self._answered_s = self._steady_s()
        self.answered_at = self._controller.now()
        if number in self._under_way and self._unheard_since_s is None:
            self._unheard_since_s = self._answered_s
        self.clock_difference = self._controller.clock_difference()
        self.look()
        self.answered.emit()

    def _on_trouble(self, trouble: Trouble) -> None:
        self._is_beating = False
        self.why_silent = trouble.why if isinstance(trouble, Outage) else ""
        self._began_s = self._heard_s = self._answered_s = -math.inf
        self.look()

    def look(self) -> None:
        """Look at the clock: silence is told by no answer."""
        standing = self._standing()
        if standing == self.standing:
            return
        self.standing = standing
        if standing != "live":
            self._delays.clear()
        if standing == "silent":
            self._unheard_since_s = None  # the stream is opened anew after it
        self.changed.emit()

    def _standing(self) -> Standing:
        now = self._steady_s()
        if now - self._heard_s <= LIMIT_S:
            return "live"
        if self.standing == "unknown" and now - self._began_s <= LIMIT_S:
            return "unknown"  # the first beat may be saved before the stream is open
        since = self._unheard_since_s
        grace_s = _GRACE_AFTER_SILENCE_S if self.standing == "silent" else _GRACE_S
        may_last_s = LIMIT_S if self.standing == "deaf" else _ANSWERED_LATELY_S
        is_answering = now - self._answered_s <= may_last_s
        if is_answering and since is not None and now - since >= grace_s:
            return "deaf"
        return self.standing if is_answering and self.standing == "deaf" else "silent"
