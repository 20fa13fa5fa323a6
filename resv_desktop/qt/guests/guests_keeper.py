"""Behind the window: what was erased elsewhere goes here, too, and what is old goes by itself."""

import threading
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.reservation import Change
from resv_desktop.domain.steady import steady_s
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.settings import Folders

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.guests_data import ForgettingAhead
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.forgetting import Cleaned, RenewSheets
    from resv_desktop.last_known import LastKnown
    from resv_desktop.qt.main_window import MainWindow

_AFTER_THE_START_MS: Final = 45_000  # the evening comes first
_SOON_MS: Final = 300
_NEXT_PART_MS: Final = 8_000
_WORKS_FOR_S: Final = 1.5  # of a worker's time; then hosts have it again for a while
_CONCERNING: Final = ("erased",)  # what is missed meanwhile is looked for at every full hour


class GuestsKeeper(QObject):
    """Ends what was begun to be erased, looks into this station's files, forgets what is old.

    kept is emitted after each time. What does not succeed is done the next time. warned carries
    what of the window's restaurant goes for the first time, and None once nothing does: until the
    hosts have been able to read that, nothing goes.
    """

    kept = Signal()
    warned = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        folders: Folders,
        opening: BookOpening,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._folders, self._opening = tasks, folders, opening
        self._controller: Controller | None = None
        self._rest_id = ""
        self._catch_up: Callable[[], Cleaned | None] = lambda: None
        self._ended = threading.Event()
        self._is_busy = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.keep)

    def attach(self, window: "MainWindow", controller: "Controller") -> None:
        """Keep the book of this window, and the files of this station, from now on."""
        self._controller, self._rest_id = controller, window.restaurant.id
        folders, last_known, house = self._folders, self._opening.last_known, window.restaurant
        memory = window.memory
        one_at_a_time = threading.Lock()

        def catch_up() -> "Cleaned | None":
            from resv_desktop.domain.phone import region_of
            from resv_desktop.forgetting import SHEETS, Forgetting

            sheets = folders.data / SHEETS
            with one_at_a_time:
                return Forgetting(
                    controller,
                    folders,
                    memory=memory,
                    last_known=last_known,
                    region=region_of(house.phone),
                    renew_sheets=_renewing(sheets, last_known, house, controller),
                ).catch_up()

        self._catch_up = catch_up
        window.follower.changed.connect(self._on_changed)
        window.clock.hour_began.connect(self.soon)
        self._timer.start(_AFTER_THE_START_MS)

    def detach(self) -> None:
        """Keep nothing until a book is open again."""
        self._controller = None
        self._timer.stop()

    def end(self) -> None:
        """Let what is under way be left; it goes on there the next time."""
        self._ended.set()
        self._timer.stop()

    def soon(self) -> None:
        """Do it in a moment."""
        self._timer.start(_SOON_MS)

    def catch_up(self) -> "Cleaned | None":
        """Forget here what was erased since the last time; called on a worker."""
        return self._catch_up()

    def keep(self) -> None:
        """Do it now on a worker, unless that is under way."""
        controller, catch_up = self._controller, self._catch_up
        folder, is_ended = self._folders.data / "journal", self._ended.is_set
        if controller is None or self._is_busy:
            return
        self._is_busy = True

        def work() -> _Kept:
            controller.finish_erasing()
            catch_up()
            return _forget_a_part(controller, folder, is_ended)

        self._tasks.run(self, work, self._on_kept, self._on_failed)

    def _on_changed(self, changes: list[Change]) -> None:
        if any(change.kind in _CONCERNING for change in changes):
            self.soon()

    def _on_kept(self, done: "_Kept") -> None:
        self._is_busy = False
        self.warned.emit(done.ahead.get(self._rest_id))
        if not done.is_all and not self._ended.is_set():
            self._timer.start(_NEXT_PART_MS)
        self.kept.emit()

    def _on_failed(self, _: Trouble) -> None:
        self._is_busy = False
        self.kept.emit()


class _Kept(NamedTuple):
    """Whether nothing is left to be done, and what waits, by restaurant, until it was read."""

    is_all: bool
    ahead: "dict[str, ForgettingAhead]"


def _forget_a_part(controller: "Controller", folder: Path, is_ended: Callable[[], bool]) -> _Kept:
    """Forget old guests for a moment, but nobody of whom that is still to be read.

    By a clock that may be far ahead nobody is old.
    """
    until, is_broken_off = steady_s() + _WORKS_FOR_S, False

    def stop() -> bool:
        nonlocal is_broken_off
        is_broken_off = is_broken_off or is_ended() or steady_s() > until
        return is_broken_off

    if not controller.is_at_work():
        return _Kept(is_all=True, ahead={})
    ids = [house.id for house in controller.restaurants()]
    ahead = {rest_id: found for rest_id in ids if (found := controller.forgetting_ahead(rest_id))}
    for rest_id in ids:
        if rest_id not in ahead and not stop():
            controller.forget_old_guests(rest_id, stop, pause=False)
    if not ahead and not stop():
        controller.forget_old_in_archive(folder, stop, pause=False)
    return _Kept(not is_broken_off, ahead)


def _renewing(
    folder: Path, last_known: "LastKnown", house: "Restaurant", controller: "Controller"
) -> "RenewSheets":
    """Return what writes this station's day sheets anew."""

    def renew() -> Collection[Path]:
        from resv_desktop.qt.sheet.paper import sheet_path
        from resv_desktop.qt.sheet.sheet_keeper import keep_sheets

        now = controller.now()
        keep_sheets(folder, last_known, house, now, controller.station)
        today = house.business_day(now)
        days = [d.on for d in last_known.days() if d.restaurant.id == house.id and d.on >= today]
        return [sheet_path(folder, house, on) for on in days]

    return renew
