"""What is known of the day that a typed line means, and the answer to the line from it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.presence import Takers
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.typed_line import TypedLine, read_line
from resv_desktop.qt import command_words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.command_rows import Answer, answer, can_find, matching, with_others
from resv_desktop.qt.day import Day
from resv_desktop.qt.day_hours import touched_by
from resv_desktop.qt.day_rows import NOBODY
from resv_desktop.qt.guest_asking import GuestAsking
from resv_desktop.qt.guest_words import known
from resv_desktop.qt.language import spoken
from resv_desktop.qt.line_finding import LineFinding
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.other_day import OtherDay

if TYPE_CHECKING:
    from resv_desktop.controller import Controller


class LineAnswering(QObject):
    """Answers a line from the day on the screen or the one that was typed, and from the book.

    changed is emitted when the answer may be another one, read when a day that was typed has
    come, failed when it cannot be had.
    """

    changed = Signal()
    read = Signal(object)
    failed = Signal(object)

    def __init__(
        self, tasks: Tasks, controller: "Controller", live: LiveDay, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._controller, self._live = controller, live
        self._shown: Day | None = None  # as the window shows it
        self._other = OtherDay(tasks, controller, self)  # that was typed
        self._finding = LineFinding(tasks, controller, self)
        self._guests = GuestAsking(tasks, controller, self)
        self._stepped: tuple[Reservation, datetime] | None = None  # until a later day tells it
        self.takers: Takers = NOBODY
        self.party = 0
        self.typed = TypedLine()
        live.follower.changed.connect(self._hear)
        self._finding.found.connect(self.changed)
        self._guests.told.connect(self.changed)
        self._other.read.connect(self.read)
        self._other.failed.connect(self.failed)

    @property
    def on(self) -> date:
        """The day on the screen."""
        return self._live.on

    @property
    def region(self) -> str | None:
        """To which country a number as it is dialled here belongs."""
        return None if self._shown is None else region_of(self._shown.restaurant.phone)

    @property
    def can_find(self) -> bool:
        """Whether enough was typed to look for somebody."""
        return can_find(self.typed)

    @property
    def is_answered(self) -> bool:
        """Whether the whole book has been looked through for somebody."""
        return self._finding.is_answered

    @property
    def is_guest_known(self) -> bool:
        """Whether the number that stands here is known as that of a guest."""
        return self._guests.guest is not None and self._guests.guest.is_known

    @property
    def day(self) -> Day | None:
        """The day that the line means, as far as it is known."""
        on = self._day_typed or self.on
        for day in (self._shown, self._other.day):
            if day is not None and day.on == on:
                return day
        return self._live.known.find(on)

    @property
    def _today(self) -> date:
        now = self._controller.now()
        return self.on if self._shown is None else self._shown.restaurant.business_day(now)

    @property
    def _day_typed(self) -> date | None:
        return self._today if self.typed.is_walk_in else self.typed.day

    def show_day(self, day: Day) -> None:
        """Take over the day that the window shows now."""
        self._shown = day
        self._finding.try_again()
        if self._stepped is not None and day.read_at >= self._stepped[1]:
            self._stepped = None

    def hear_step(self, reservation: Reservation) -> None:
        """Hear how far a party is now, before the day that tells it has been read."""
        self._stepped = reservation, self._controller.now()
        self._finding.hear(reservation)

    def read_line(self, text: str) -> TypedLine:
        """Take over what is typed now; what the book has for it is to be asked again."""
        self._finding.forget()
        before = self.typed.e164
        self.typed = read_line(text, today=self._today, region=self.region, language=spoken())
        if self.typed.e164 != before:
            self._guests.forget()
        return self.typed

    def forget(self) -> None:
        """Let go of what was asked for."""
        self.typed = TypedLine()
        self._other.forget()
        self._finding.forget()
        self._guests.forget()

    def ask(self) -> None:
        """Ask the book for what the day on the screen does not tell."""
        on, day = self._day_typed, self._shown
        if day is None:
            return
        if on is not None and day.on != on:
            self._other.ask(day.restaurant, on)
        self._finding.ask(day.restaurant.id, self.typed, on or self.on, self._today)
        if self.typed.e164:
            self._guests.ask(self.typed.e164, day.restaurant.id)

    def read_again(self) -> None:
        """Read what was found and the day that was typed again: they are not as they are known."""
        self._other.read_again()
        self._finding.look_again()

    def _hear(self, changes: list[Change]) -> None:
        self._other.hear(changes)
        if touched_by(changes):
            self._finding.look_again()
        if any(change.kind == "erased" for change in changes) and self._guests.guest is not None:
            self._guests.forget()
            self.changed.emit()
            self.ask()

    def answer(self) -> Answer:
        """Answer the line from what is known now."""
        day, now = self.day, self._controller.now()
        if day is None:
            return Answer()
        here = matching(self.typed, day.reservations)
        if self._stepped is not None:
            newest = self._stepped[0]
            here = [newest if held.id == newest.id else held for held in here]
        found = with_others(here, day, self._finding.reservations)
        return answer(self.typed, day, now, self.party, self.takers, found)

    def head(self, answered: Answer) -> str:
        """Say what is understood."""
        return command_words.understood(self.typed, self.day, answered, self.region)

    def news(self, answered: Answer) -> str:
        """Say why there is not what was asked for, or that its day is awaited."""
        day = self.day
        if day is None:
            return command_words.reading(self._day_typed or self.on)
        is_sure = self._finding.is_answered
        news = command_words.news(self.typed, day, answered, self.party, is_ahead=is_sure)
        gone = self._finding.given_back(self.typed) if answered.news == "nobody" else None
        if gone is not None:
            from resv_desktop.qt.history.history_words import Telling

            told = Telling(day.restaurant, self._today, self._today)
            news = f"{news} {told.when(gone.at)}: {told.sentence(gone)}."
        guest = self._guests.guest
        if guest is None or not guest.is_known:
            return news
        return " ".join(filter(None, (known(guest, self._today), news)))
