"""Keeps the day sheets as PDF on this station's disk, so that paper never dies."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.last_known import LastKnown
from resv_desktop.pace import breathe
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.day_keeper import day_of
from resv_desktop.qt.sheet.paper import remove_old, save_sheet, sheet_path
from resv_desktop.qt.sheet.sheet import SheetNotMade, sheet_of

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

logger = logging.getLogger(__name__)

_FIRST_MS, _EVERY_MS = 20_000, 15 * 60_000
_PATIENCE_S = 6.0
# Today is followed all the time, the days ahead are read every ten minutes: what is older than
# this was not heard of since, and its sheet says so.
_LIVE: Final = timedelta(minutes=1)
_READ_AHEAD: Final = timedelta(minutes=11)


class SheetKeeper(QObject):
    """Writes the sheets of the running day and of the next ones as this station last knew them.

    kept is emitted after each time; failed carries a sentence, once until it goes well again.
    """

    kept = Signal()
    failed = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        folder: Path,
        parent: QObject | None = None,
        *,
        first_ms: int = _FIRST_MS,
        every_ms: int = _EVERY_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._folder = folder
        self._keep: Callable[[], Callable[[], None]] | None = None
        self._is_busy = self._is_told = False
        self._first = QTimer(self, singleShot=True, interval=first_ms)
        self._first.timeout.connect(self.keep)
        self._regularly = QTimer(self, interval=every_ms)
        self._regularly.timeout.connect(self.keep)

    def follow(
        self, last_known: LastKnown, controller: "Controller", house: Callable[[], Restaurant]
    ) -> None:
        """Keep the sheets of this restaurant from now on; house returns it as it is known then."""
        folder = self._folder

        def keep_now() -> Callable[[], None]:
            now, station = controller.now(), controller.station
            return partial(keep_sheets, folder, last_known, house(), now, station)

        self._keep = keep_now
        self._first.start()
        self._regularly.start()

    def keep(self) -> None:
        """Write the sheets on a worker, unless that is under way."""
        if self._keep is None or self._is_busy:
            return
        self._is_busy = True
        self._tasks.run(self, self._keep(), self._on_kept, self._on_failed, until=threading.Event())

    def flush(self, patience_s: float = _PATIENCE_S) -> None:
        """Write the sheets a last time, for the end of the program; a disk that hangs is left."""
        self._first.stop()
        self._regularly.stop()
        if self._keep is not None:
            last = threading.Thread(target=_keep_at_the_end, args=(self._keep(),), daemon=True)
            last.start()
            last.join(patience_s)

    def _on_kept(self, _: None) -> None:
        self._is_busy = self._is_told = False
        self.kept.emit()

    def _on_failed(self, trouble: Trouble) -> None:
        self._is_busy = False
        if not self._is_told:
            self._is_told = True
            self.failed.emit(words.sentence(trouble))


def keep_sheets(
    folder: Path, last_known: LastKnown, restaurant: Restaurant, now: datetime, station: str
) -> None:
    """Write the sheet of every day that is known from today on, and remove old ones.

    Raises SheetNotMade; the sheets that were there are then still there.
    """
    today = restaurant.business_day(now)
    remove_old(folder, today)
    for kept in last_known.days():
        if kept.restaurant.id == restaurant.id and kept.on >= today:
            is_live = now - kept.read_at <= (_LIVE if kept.on == today else _READ_AHEAD)
            breathe()
            day = day_of(kept)
            breathe()
            sheet = sheet_of(day, now, station, is_live=is_live)
            save_sheet(sheet, sheet_path(folder, restaurant, kept.on))


def _keep_at_the_end(keep: Callable[[], None]) -> None:
    try:
        keep()
    except SheetNotMade as trouble:
        logger.warning("the day sheets were not kept at the end: %s", trouble)
