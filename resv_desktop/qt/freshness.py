"""How the window says how true it is: the chip, the banner, and lists that turn grey."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from resv_desktop.domain.words import Removed
from resv_desktop.qt import words
from resv_desktop.qt.background import Trouble
from resv_desktop.qt.bottom_bar import BottomBar
from resv_desktop.qt.day_view import DayView
from resv_desktop.qt.live_day import LiveDay
from resv_desktop.qt.widgets.banner import Banner


class Freshness(QObject):
    """Tells the host what the LiveDay knows, the same in every place.

    Either the chip says "Live", or it says since when that is not so and all rows are grey. local
    returns an instant as the restaurant's clock shows it. join_wanted is emitted where the station
    has been removed and the host wants to join again.
    """

    join_wanted = Signal()

    def __init__(
        self,
        live: LiveDay,
        view: DayView,
        banner: Banner,
        bottom: BottomBar,
        local: Callable[[datetime], datetime],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(live)
        self._live = live
        self._view = view
        self._banner = banner
        self._bottom = bottom
        self._local = local
        self._now = now
        self._refused = ""
        self._is_silence_told = False
        live.told.connect(self.show)
        live.waited.connect(self._on_waited)
        live.refused.connect(self._on_refused)
        banner.acted.connect(self._on_acted)

    @property
    def _is_removed(self) -> bool:
        return self._live.trust == "silent" and isinstance(self._live.pulse.why_silent, Removed)

    def _on_acted(self) -> None:
        if self._is_removed:
            self.join_wanted.emit()
        else:
            self._live.try_now()

    @property
    def is_shown(self) -> bool:
        """Whether the day that was asked for is on the screen."""
        day = self._view.day
        return day is not None and day.on == self._live.on

    @property
    def is_doubtful(self) -> bool:
        """Whether what is shown may have changed; not yet while the first beat is on its way."""
        is_new = self._live.trust == "unknown" and self._live.is_fresh
        is_nothing = self._live.trust in ("live", "unknown") and not self.is_shown
        return not (self._live.is_live or is_new or is_nothing)

    def show(self) -> None:
        """Say how things stand."""
        if self._live.is_fresh:
            self._refused = ""
        since = self._true_time()
        self._show_banner(since)
        self._bottom.show_clock(self._live.pulse.clock_difference)
        if self._live.is_patient:
            return
        if self._live.is_live and self.is_shown:
            self._bottom.show_live(self._live.pulse.delay_ms)
        elif self.is_doubtful and since:
            self._bottom.show_not_live(since)
        self._view.set_grey(self.is_shown and self.is_doubtful)

    def _true_time(self) -> str:
        """Return until when what is shown is known to be true; without a day the last answer."""
        at = self._live.true_at if self.is_shown else None
        at = at or self._live.pulse.answered_at
        if at is None:
            return ""
        local, now = self._local(at), self._local(self._now())
        told = words.clock_with_seconds(local)
        return told if local.date() == now.date() else f"{words.day(local.date())}, {told}"

    def _on_waited(self) -> None:
        if not self.is_shown and self._live.trust != "silent":
            text = self.tr("Reading {day}").format(day=words.day(self._live.on))
            self._view.show_reading(f"{text} …")

    def _on_refused(self, trouble: Trouble) -> None:
        self._refused = words.sentence(trouble)
        self.show()

    def _show_banner(self, since: str) -> None:
        trust = self._live.trust
        if self._live.is_starting_anew and trust in ("silent", "deaf", "behind"):
            return  # whoever has it started anew says so
        self._is_silence_told &= trust in ("silent", "live", "unknown") and not self._refused
        if trust == "silent":
            self._show_silent(since)
        elif trust == "deaf":
            self._banner.say(
                self.tr("Changes at other stations do not arrive here."),
                self.tr(
                    "The day is read again every two seconds. Each table is checked when you "
                    "reserve it."
                ),
                self.tr("Try now"),
            )
        elif trust == "behind":
            self._banner.say(
                self.tr("The database answers slowly."),
                self.tr(
                    "What you see may have changed. Each table is checked when you reserve it."
                ),
                self.tr("Try now"),
            )
        elif self._refused:
            self._banner.say(self._refused, "", None)
        elif not self._banner.isHidden() and (self._live.is_fresh or not self.is_doubtful):
            with self._view.keys.kept():
                self._banner.clear()
                self._is_silence_told = False
        elif self._is_silence_told and self.is_shown and not self._live.is_patient:
            # It answers again; until the day has been read, chip and banner tell one time.
            self._say_state_of(since)

    def _show_silent(self, since: str) -> None:
        if self.is_shown:
            self._say_state_of(since)
            return
        text = self.tr("{day} cannot be read now.").format(day=words.day(self._live.on))
        self._view.show_reading(text, is_waiting=False)
        if self._live.pulse.answered_at is None:
            self._say_silent(self.tr("Nothing can be shown yet. It is tried again every second."))
        else:
            self._say_silent(self.tr("Nothing new can be saved. It is tried again every second."))

    def _say_state_of(self, since: str) -> None:
        meaning = self.tr(
            "You see the state of {time}. Nothing new can be saved. It is tried again every second."
        )
        self._say_silent(meaning.format(time=since))

    def _say_silent(self, meaning: str) -> None:
        self._is_silence_told = True
        why = words.said(self._live.pulse.why_silent)
        if self._is_removed:
            self._banner.say(why, meaning, self.tr("Join again"))
            return
        silent = self.tr("The database does not answer.")
        self._banner.say(f"{silent} {why}".rstrip(), meaning, self.tr("Try now"))
