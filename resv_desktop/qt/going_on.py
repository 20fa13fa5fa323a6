"""The host is where they were after a crash, with what was half typed after any end."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QObject, Qt, QTimer

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.logs import last_lines, take_crash
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.hour import Key
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.left_off import HalfTyped, Left, LeftOff, Work
    from resv_desktop.qt.main_window import MainWindow

_Where = Literal["back", "offered", "later", "nowhere"]

_NOTED_EVERY_MS: Final = 400
# What notes takes a while to load.
_AFTER_THE_DAY_MS: Final = 100
_AT_THE_LATEST_MS: Final = 1_000


class GoingOn(QObject):
    """Notes what the host does in the window that is shown, and begins where the last run broke.

    What the last run left stays until a window has taken it over, so that a second crash, or a
    database that does not start, costs nothing of it.
    """

    def __init__(self, look: Look, tasks: Tasks, path: Path, logs: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._tasks, self._path, self._logs = look, tasks, path, logs
        self._left_off: LeftOff | None = None  # it is loaded on a worker
        self._window: MainWindow | None = None
        self._restaurant: Restaurant | None = None
        self._left: Left | None = None
        self._report = ""  # of the crash that ended the last run
        self._to_pick: Key | None = None
        self._is_asked = self._is_loaded = self._is_noting = False
        self._noted: Work | None = None
        self._waits: HalfTyped | None = None  # until a dialog that is open has been left
        self._kept: Work | None = None  # what is still half typed as the program ends
        self._clock = QTimer(self, interval=_NOTED_EVERY_MS)
        self._clock.timeout.connect(self._note)
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._load)

    def load(self) -> None:
        """Find out on a worker how the last run ended, where it has left something.

        Where it has not, as nearly always, the first window shows its day before.
        """
        if self._path.exists():
            self._load()

    def _on_day(self, _day: object) -> None:
        self._soon.start(_AFTER_THE_DAY_MS)

    def _load(self) -> None:
        """From now on this run is under way."""
        if not self._is_asked:
            self._is_asked = True
            self._tasks.run(self, self._look_back, self._on_looked_back, lambda _: None)

    def follow(self, window: "MainWindow", restaurant: Restaurant) -> None:
        """Note from now on what the host does in this window; the first one goes on."""
        self._window, self._restaurant = window, restaurant
        self._begin()
        if not self._is_asked:
            is_shown = window.view.day is not None
            self._soon.start(_AFTER_THE_DAY_MS if is_shown else _AT_THE_LATEST_MS)
            once = Qt.ConnectionType.SingleShotConnection
            window.day_known.connect(self._on_day, once)

    def expect_end(self) -> None:
        """See what is half typed, as the session may be about to end: then dialogs are closed
        before the window is. Whatever the host does afterwards counts instead.
        """
        self._note()
        self._see(is_asked=False)

    def leave(self, *, is_asked: bool) -> None:
        """See what is half typed while the window is still there, as the program ends now.

        A form is kept in any case, a line only where nobody at the stand asked for the end.
        """
        self._clock.stop()
        self._see(is_asked=is_asked)

    def _see(self, *, is_asked: bool) -> None:
        work = self._work()
        if work is not None and (work.form is not None or (work.line and not is_asked)):
            self._kept = replace(work, has_ended=True)

    def end(self) -> None:
        """Forget all that is not half typed, since the program ends as it should; no worker is at
        it any more.
        """
        self._clock.stop()
        self._soon.stop()
        self._window = None  # an answer that is still on its way begins nothing any more
        if self._left_off is None:
            return
        if self._kept is not None:
            self._left_off.keep(self._kept)
        else:
            self._left_off.end()

    def _look_back(self) -> "tuple[Left | None, str]":
        from resv_desktop.left_off import LeftOff

        self._left_off = LeftOff(self._path)
        left, crash = self._left_off.begin(), take_crash(self._logs)
        if left is None or ((left.is_switched_off or left.work.has_ended) and not crash):
            return left, ""
        from resv_desktop.qt.crash_dialog import report_of_the_end

        return left, report_of_the_end(crash, last_lines(self._logs))

    def _on_looked_back(self, found: "tuple[Left | None, str]") -> None:
        self._left, self._report = found
        self._is_loaded = True
        self._begin()

    def _begin(self) -> None:
        if self._window is None or not self._is_loaded:
            return
        left, self._left = self._left, None
        if left is not None:
            if left.work.lease_id:
                self._window.signs.take_back(left.work.lease_id)
            self._go_on(self._window, left.work)
        self._clock.start()

    # --- back where the host was

    def _go_on(self, window: "MainWindow", work: "Work") -> None:
        house = self._restaurant
        is_here = house is not None and work.rest_id == house.id
        where = self._show(window, work) if is_here else "nowhere"
        if self._report:
            self._offer_report(window)
        elif where == "back":
            says = (
                self.tr("The program was ended. What was half typed is back.")
                if work.has_ended
                else self.tr("This computer was switched off. What was half typed is back.")
            )
            window.bottom.notice.say(says, kind="warn")
        elif where == "offered":
            says = self.tr(
                "The program was ended while a guest was half typed. Their hour is over; the next "
                "table you open offers to fill them in."
            )
            window.bottom.notice.say(says, kind="warn")

    def _show(self, window: "MainWindow", work: "Work") -> _Where:
        """Lead the host back; return where what was typed is now."""
        if work.party_size:
            window.set_party_size(work.party_size)
        on = work.on
        if on is not None and on >= window.clock.today:
            if on != window.live.on:
                window.go_to(on)
            if work.picked is not None:
                self._to_pick = work.picked
                window.live.shown.connect(self._pick)
                self._pick()
        if work.line and not work.is_line_in_form:  # before the form is there and has the keys
            window.desk.begin(work.line)
        where = "nowhere" if work.form is None else self._reopen(window, work.form)
        if work.is_line_in_form and where in ("nowhere", "offered"):  # it is in no form any more
            window.desk.begin(work.line)
        return "back" if work.line and where == "nowhere" else where

    def _reopen(self, window: "MainWindow", form: "HalfTyped") -> _Where:
        house = self._restaurant
        assert house is not None
        slot, self._waits = form.slot, None
        if window.now() >= slot.ends_at:
            return "offered" if window.acts.offer_next(form) else "nowhere"
        if window.acts.is_open:
            self._waits = form
            window.acts.left.connect(self._on_left, Qt.ConnectionType.SingleShotConnection)
            return "later"
        slot = replace(
            slot, starts_at=house.local(slot.starts_at), ends_at=house.local(slot.ends_at)
        )
        window.acts.go_on(house, replace(form, slot=slot))
        return "back"

    def _on_left(self) -> None:
        """Go on with the form once the dialog that was open before has been left for good."""
        QTimer.singleShot(0, self, self._reopen_waiting)

    def _reopen_waiting(self) -> None:
        if self._window is not None and self._waits is not None:
            self._reopen(self._window, self._waits)

    def _pick(self) -> None:
        """Pick what was picked, once its day is shown and unless the host has picked something."""
        window, key = self._window, self._to_pick
        if window is None or key is None or window.view.day is None:
            return
        if not window.view.is_whole:
            QTimer.singleShot(0, self, self._pick)
            return
        if window.view.day.find(key) is None and not window.is_settled:
            return  # the day before, until the other one has been read
        self._to_pick = None
        if window.view.picked is None and window.view.day.find(key) is not None:
            window.view.pick(key)

    def _offer_report(self, window: "MainWindow") -> None:
        window.bottom.notice.say(
            self.tr(
                "The program ended unexpectedly. You are back where you were. Tab leads to the "
                "report, Escape puts this away."
            ),
            self.tr("Show the report"),
            kind="warn",
            act=self._show_report,
            stays=True,
        )

    def _show_report(self) -> None:
        from resv_desktop.qt.crash_dialog import CrashDialog

        window = self._window
        if window is not None and not window.acts.is_open:
            window.bottom.notice.clear()
            window.acts.open_other(CrashDialog(self._look, self._report, window, has_ended=True))

    # --- what is noted

    def _note(self) -> None:
        left_off, work = self._left_off, self._work()
        if left_off is None or work is None or self._is_noting:
            return
        if work != self._noted:
            self._noted, self._kept, self._is_noting = work, None, True
            self._tasks.run(self, partial(left_off.keep, work), self._on_kept, self._on_kept)

    def _work(self) -> "Work | None":
        """Return what the host is doing in the window now."""
        from resv_desktop.left_off import Work

        window, house = self._window, self._restaurant
        if window is None or house is None:
            return None
        picked, form = window.view.picked, window.acts.half_typed or self._waits
        return Work(
            rest_id=house.id,
            on=window.live.on,
            party_size=window.view.party_size,
            picked=self._to_pick if picked is None else picked.key,
            line=window.desk.line.text(),
            form=form,
            is_line_in_form=form is not None and window.desk.acting.has_handed_on,
            lease_id=window.signs.lease_id,
        )

    def _on_kept(self, _answer: object) -> None:
        self._is_noting = False
