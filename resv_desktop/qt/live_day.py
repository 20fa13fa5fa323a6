"""The day on the screen: read once, followed from then on, and how true it is."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.reservation import Change
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_reader import DayReader
from resv_desktop.qt.days_known import DaysKnown
from resv_desktop.qt.follow import Follower
from resv_desktop.qt.other_day import OtherDay
from resv_desktop.qt.pulse import LIMIT_S, Pulse, Standing

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_AGAIN_EVERY_MS = 1000
_STARTS_ANEW_WITHIN_MS: Final = 10_000  # two seconds as a rule; a busy machine takes longer
_DEAF_EVERY: Final = 2  # of those, while only reading again tells what changed

Trust = Standing | Literal["behind"]


class LiveDay(QObject):
    """Keeps one day true to the book, and knows until when it is.

    shown carries a Day to put on the screen, whether it has just been read or was known from
    before; day_known each Day that was read, or is known to be true at a later instant. told
    says that trust or true_at may be different. waited and refused are the reader's.
    """

    shown = Signal(object)
    day_known = Signal(object)
    told = Signal()
    waited = Signal()
    refused = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", rest_id: str, on: date, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rest_id = rest_id
        self._way = timedelta()  # how far the host has just gone
        self.known = DaysKnown()
        self.pulse = Pulse(tasks, controller, self)
        self.follower = Follower(tasks, controller, rest_id, self)
        self._reader = DayReader(tasks, controller, rest_id, on, self)
        self._is_fresh = False  # whether the day has been read since the host came to it, and
        # since the last time at which changes may have been missed
        self._is_patient = False
        self._is_missing = False  # whether changes may have been missed
        self._seconds = 0
        self._again = QTimer(self, interval=_AGAIN_EVERY_MS)
        self._again.timeout.connect(self._try_again)
        self._anew = QTimer(self, singleShot=True, interval=_STARTS_ANEW_WITHIN_MS)
        self._anew.timeout.connect(self.told)
        self._ahead = QTimer(self, singleShot=True, interval=0)  # what was read goes first
        self._ahead.timeout.connect(self._look_ahead)
        self._next = OtherDay(tasks, controller, self)
        self._next.read.connect(lambda day: self.learn([day]))
        self._reader.day_read.connect(self._on_day)
        self._reader.waited.connect(self._on_waited)
        self._reader.silent.connect(self.pulse.beat)
        self._reader.refused.connect(self.refused)
        self.follower.changed.connect(self._on_changed)
        self.follower.beat_heard.connect(self.pulse.hear)
        self.pulse.heard.connect(self._on_heard)
        self.pulse.answered.connect(self._on_answered)
        self.pulse.changed.connect(self._on_standing)

    @property
    def on(self) -> date:
        """The day that is asked for."""
        return self._reader.on

    @property
    def is_settled(self) -> bool:
        """Whether the day asked for has been read and nothing of it is to be read again."""
        return self._is_fresh and self._reader.is_settled

    @property
    def trust(self) -> Trust:
        """How far what is shown can be relied upon.

        "live": every change has been shown, wherever it was made. "behind": changes are told and
        the answer to what they changed is long in coming. The others are those of the Pulse.
        """
        standing = self.pulse.standing
        is_late = self._reader.behind_s > LIMIT_S
        return "behind" if standing in ("live", "unknown") and is_late else standing

    @property
    def is_live(self) -> bool:
        """Whether what is shown is known to be as the book is now."""
        return self.trust == "live" and self._is_fresh

    @property
    def is_patient(self) -> bool:
        """Whether the host has just come to the day, so that its answer is not late yet."""
        return self._is_patient and self.trust in ("live", "unknown")

    @property
    def is_fresh(self) -> bool:
        """Whether the day has been read since the host came to it and nothing has been missed."""
        return self._is_fresh

    @property
    def is_starting_anew(self) -> bool:
        """Whether a silence is the program's own doing, for as long as that may usually take."""
        return self._anew.isActive()

    def expect_silence(self) -> None:
        """Know that the database is about to be started anew; once it is live that is over."""
        self._anew.start()

    @property
    def true_at(self) -> datetime | None:
        """Until when (UTC) the day asked for is known to be as shown; None where it is not shown.

        A day that was never read has been shown true at no instant.
        """
        known = self.known.find(self.on)
        return None if known is None else known.read_at

    def start(self) -> None:
        """Read the day and follow it; what is known of it is shown until then."""
        self.show(self.on)
        self.follower.start()
        self.pulse.start()
        self._again.start()

    def stop(self) -> None:
        """Follow no more."""
        self._again.stop()
        self._ahead.stop()
        self.pulse.stop()
        self.follower.stop()

    def show(self, on: date) -> None:
        """Show another day: what is known of it at once, and as soon as it has been read.

        Who turns the pages one by one finds the next one known.
        """
        self._way = on - self.on
        self._ahead.stop()
        self._is_fresh = False
        self._is_patient = True
        known = self.known.find(on)
        self._reader.read(on, is_shown=known is not None)
        if known is not None:
            self.shown.emit(known)
        self.told.emit()

    def show_known(self, days: Sequence[Day]) -> None:
        """Show what was known of days before this program began; nothing is asked for it."""
        for day in days:
            self.known.keep(day)
        known = self.known.find(self.on)
        if known is not None:
            self.shown.emit(known)
            self.told.emit()

    def learn(self, days: Sequence[Day]) -> None:
        """Take over other days than the one asked for, which were read behind the window.

        So the day that begins is on the screen at once, whether or not the database answers then.
        """
        for day in days:
            known = self.known.find(day.on)
            is_new = known is None or known.read_at < day.read_at
            if day.restaurant.id == self._rest_id and day.on != self.on and is_new:
                self.known.keep(day)

    def read_again(self) -> None:
        """Read the day as a whole, whatever is known of it."""
        self._reader.read_again()

    def try_now(self) -> None:
        """Ask the database again, because the host wants to."""
        self.pulse.beat()
        self._reader.read_again()

    def _on_day(self, day: Day) -> None:
        self.known.keep(day)
        self.day_known.emit(day)
        self._is_fresh = True
        self._is_patient = False
        self.shown.emit(day)
        self.told.emit()
        if abs(self._way.days) == 1:
            self._ahead.start()

    def _on_waited(self) -> None:
        self._is_patient = False
        self.waited.emit()
        self.told.emit()

    def _on_changed(self, changes: list[Change]) -> None:
        if self.pulse.standing != "live":
            self.pulse.beat()  # the stream has just been opened: the last beat may be before that
        self._reader.hear(changes)

    def _on_heard(self, at: datetime) -> None:
        if self._reader.hear_all_before(at):
            self.known.confirm(self.on, at)
            self.day_known.emit(self.known.find(self.on))
        self.told.emit()

    def _on_answered(self) -> None:
        if self.pulse.standing == "silent" or self._reader.is_in_vain:
            self._reader.read_again()  # it answers again: at once, before anything is heard
        self.told.emit()

    def _on_standing(self) -> None:
        if self.pulse.standing in ("deaf", "silent"):
            self._is_missing = True
        if self._is_missing and self.pulse.standing in ("deaf", "live"):
            self._is_fresh = False
            self._reader.read_again()
        if self.pulse.standing == "live":
            self._is_missing = False
            self._anew.stop()
        self.told.emit()

    def _look_ahead(self) -> None:
        """Read the day that the host comes to next, unless it is known."""
        here, way, self._way = self.known.find(self.on), self._way, timedelta()
        if here is not None and self.known.find(self.on + way) is None:
            self._next.ask(here.restaurant, self.on + way)

    def _try_again(self) -> None:
        """Read the day although nothing was told, where nothing can be told; every second."""
        self._seconds += 1
        if self.pulse.standing == "deaf" and self._seconds % _DEAF_EVERY == 0:
            self._reader.read_again()
        self.told.emit()
