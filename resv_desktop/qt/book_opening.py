"""How the book comes to be open behind the painted window, and is closed again."""

import threading
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.settings import Folders

if TYPE_CHECKING:
    from collections.abc import Callable

    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.last_known import LastKnown
    from resv_desktop.station_memory import StationMemory

# Between two attempts to open the book behind what was last known. A server of one's own that
# does not start writes a page of log each time.
_AGAIN_AFTER_MS, _START_AGAIN_AFTER_MS = 2_000, 30_000


@dataclass(frozen=True, slots=True)
class OpenBook:
    """The book of this station, opened, and whose it is."""

    controller: "Controller"
    memory: "StationMemory"
    restaurants: "list[Restaurant]"


class BookOpening(QObject):
    """Opens MongoDB and the book on a worker; at most one attempt at a time.

    began is emitted with each attempt, said carries what is being done meanwhile, opened the
    OpenBook, failed why there is none.
    """

    began = Signal()
    said = Signal(str)
    opened = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        choices: Choices,
        folders: Folders,
        uri: str | None,
        database: str,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._choices, self._folders = tasks, choices, folders
        self._uri, self._database = uri, database
        self._open = ExitStack()
        self._one_at_a_time = threading.Lock()  # of two databases, the later is opened last
        self._one_known = threading.Lock()
        self._last_known: LastKnown | None = None
        self._turn = 0
        self._is_opening = False
        self._again = QTimer(self, singleShot=True)
        self._again.timeout.connect(self.begin)
        self.is_open = False

    @property
    def last_known(self) -> "LastKnown":
        """What this station knew of the book; its first reader loads it, safe on any thread."""
        from resv_desktop.last_known import LastKnown

        with self._one_known:
            if self._last_known is None:
                path = self._folders.data / "last-days.json"
                self._last_known = LastKnown(path, uri=self._uri or "", database=self._database)
            return self._last_known

    def begin(self) -> None:
        """Open it, unless that is being done or is done."""
        if self._is_opening or self.is_open:
            return
        self._again.stop()
        self._is_opening = True
        self.began.emit()
        turn = self._turn

        def only_now(answer: "Callable[[Any], None]") -> "Callable[[Any], None]":
            # What is told of a database that is not wanted any more is told to nobody.
            return lambda told: answer(told) if turn == self._turn else None

        self._tasks.run(self, self._work, only_now(self._on_open), only_now(self.fail))

    def use(self, uri: str | None, database: str) -> None:
        """Open another database from now on; `begin` closes this one first."""
        with self._one_known:
            self._uri, self._database = uri, database
            if self._last_known is not None:
                self._last_known.turn_to(uri=uri or "", database=database)
        self._turn += 1
        self._is_opening = self.is_open = False
        self._again.stop()

    @property
    def place(self) -> tuple[str | None, str]:
        """The address of the book, None for the managed MongoDB, and its database."""
        return self._uri, self._database

    def fail(self, trouble: Trouble) -> None:
        """Say why the book is not open, or no longer."""
        self._is_opening = self.is_open = False
        is_start = isinstance(trouble, CannotStart)
        self._again.setInterval(_START_AGAIN_AFTER_MS if is_start else _AGAIN_AFTER_MS)
        self.failed.emit(trouble)

    def begin_within(self, ms: int) -> None:
        """Open it by then, if nothing has begun to before."""
        self._again.start(ms)

    def begin_again_later(self) -> None:
        """Open it after a while; what does not start at all is asked less often."""
        self._again.start()

    def hold(self) -> None:
        """Do not open it again by itself."""
        self._again.stop()

    def close(self) -> None:
        """Close the book and the database."""
        self._open.close()

    def _work(self) -> OpenBook:
        with self._one_at_a_time:
            return self._open_book()

    def _open_book(self) -> OpenBook:
        # Imported here, behind the painted window: PyMongo alone takes as long as Qt.
        from resv_desktop.startup import open_controller
        from resv_desktop.station_memory import StationMemory

        self._tasks.call_soon(self._load_windows)
        self._open.close()
        controller = self._open.enter_context(
            open_controller(
                uri=self._uri,
                database=self._database,
                station=self._choices.settings.station,
                folders=self._folders,
                say=lambda what: self._tasks.call_soon(partial(self._say, what)),
            )
        )
        memory = StationMemory(self._folders.data / "station.json")
        restaurants = controller.restaurants()
        return OpenBook(controller, memory, restaurants)

    def _load_windows(self) -> None:
        """Load the main window's modules on another worker, while the database is waited for."""

        def work() -> None:
            from resv_desktop.qt import main_window

            del main_window

        self._tasks.run(self, work, lambda _: None, lambda _: None)

    def _say(self, what: str) -> None:
        self.said.emit(words.said(what))

    def _on_open(self, book: OpenBook) -> None:
        self.is_open = True
        self.opened.emit(book)
