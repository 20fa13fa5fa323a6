"""Keeps the calendar file up to date that other programs subscribe to, behind the window."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.in_turn import tell_in_turn

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.exchange.calendar_file import EventWords
    from resv_desktop.qt.main_window import MainWindow

translate = QCoreApplication.translate

_AFTER_MS: Final = 5_000  # what a host does in one go is one change of the file
_AGAIN_MS: Final = 30_000
_HEARD: Final = ("reserved", "cancelled", "reservation", "restaurant", "all")


def event_words() -> "EventWords":
    """Return how an event of a calendar is said in the host's language."""
    from resv_desktop.exchange.calendar_file import EventWords

    return EventWords(
        summary=translate("Exchange", "{name}, {party}, table {table}"),
        unknown=translate("Exchange", "No name"),
        phone=translate("Exchange", "Phone: {phone}"),
        ends_in=translate("Exchange", "Phone ends in {digits}"),
        note=translate("Exchange", "Note: {note}"),
        allergy=translate("Exchange", "Allergy"),
    )


class FeedKeeper(QObject):
    """Writes the file soon after something changed at any station, and at the full hour.

    It is of the restaurant for which it was chosen, whichever one this station has open. Nothing is
    written while no file is chosen, nor where the file would stay as it is. kept is
    emitted after each look, failed carries why it could not be brought in line: the file that is
    chosen by then, not one that was chosen before.
    """

    kept = Signal()
    failed = Signal(str)

    def __init__(
        self,
        tasks: Tasks,
        choices: Choices,
        parent: QObject | None = None,
        *,
        after_ms: int = _AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._choices = tasks, choices
        self._window: MainWindow | None = None
        self._controller: Controller | None = None
        self._is_busy = self._is_wanted = self._is_told = False
        self.looked_at: datetime | None = None  # (UTC) when the file was last as the book is
        self._soon = QTimer(self, singleShot=True, interval=after_ms)
        self._soon.timeout.connect(self.keep)

    def attach(self, window: "MainWindow", controller: "Controller") -> None:
        """Keep the file from now on, if it is of this window's restaurant."""
        self._window, self._controller = window, controller
        window.follower.changed.connect(self._hear)
        window.clock.hour_began.connect(self._want)
        self._want()

    def detach(self) -> None:
        """Keep no file until there is a book again."""
        self._window = self._controller = None
        self._soon.stop()

    def keep(self) -> None:
        """Look now whether the file is as the book is, on a worker."""
        window, controller, settings = self._window, self._controller, self._choices.settings
        if not settings.feed_file or (window is not None and self.is_of_another(window.restaurant)):
            return
        if controller is None or window is None or not shiboken6.isValid(window):
            says = self.tr("The database does not answer. The file is written as soon as it does.")
            self.failed.emit(says)
            return
        if self._is_busy:
            self._is_wanted = True  # what is being read may be older than what is wanted
            return
        self._is_busy, self._is_wanted = True, False
        path, rest_id, said = Path(settings.feed_file), window.restaurant.id, event_words()
        self._choices.change(feed_restaurant=rest_id)
        chosen = self._chosen

        def work() -> datetime:
            from resv_desktop.exchange.feed import write_feed

            now = controller.now()
            write_feed(controller, rest_id, path, words=said, with_details=settings.feed_details)
            return now

        self._tasks.run(
            self, work, partial(self._on_kept, chosen), partial(self._on_failed, chosen)
        )

    def is_of_another(self, house: Restaurant) -> bool:
        """Whether the file that is chosen is of another restaurant."""
        settings = self._choices.settings
        return bool(settings.feed_file) and settings.feed_restaurant not in ("", house.id)

    @property
    def _chosen(self) -> tuple[str, bool]:
        """Which file is to be kept, and whether details are in it."""
        settings = self._choices.settings
        return settings.feed_file, settings.feed_details

    def _hear(self, changes: list[Change]) -> None:
        if any(change.kind in _HEARD for change in changes):
            self._want()

    def _want(self) -> None:
        """Look in a moment; what comes until then is in it."""
        if self._choices.settings.feed_file and not self._soon.isActive():
            self._soon.start()

    def _on_kept(self, chosen: tuple[str, bool], at: datetime) -> None:
        self._is_busy = False
        if chosen == self._chosen:
            self.looked_at, self._is_told = at, False
            self.kept.emit()
        self._go_on()

    def _on_failed(self, chosen: tuple[str, bool], trouble: Trouble) -> None:
        self._is_busy = False
        if chosen == self._chosen:
            self._tell(trouble)
        self._go_on()

    def _go_on(self) -> None:
        if self._is_wanted:
            self.keep()

    def _tell(self, trouble: Trouble) -> None:
        sentence = words.sentence(trouble)
        self.failed.emit(sentence)
        if isinstance(trouble, Outage):  # the banner speaks of it
            QTimer.singleShot(_AGAIN_MS, self, self._want)
        elif not self._is_told:
            self._is_told = True
            says = self.tr("The calendar file is not up to date. {why}")
            tell_in_turn(self, lambda: self._window, says.format(why=sentence))
