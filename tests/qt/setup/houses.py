"""A book without restaurants on a real MongoDB, and a station whose line can be disturbed."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.machine import Machine
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

T = TypeVar("T")
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
LONDON = Machine("GB", "Europe/London")
LINE = "6 x 2, 10 x 4, 5 x 6, 3 x 8"
PATIENCE_MS = 15_000


class DisturbedController(Controller):
    """The real controller, with answers that are lost on the way and days that can be held up.

    lost names methods whose next answer never comes although the work is done, silent those that
    do not even reach the database; at hold_at days the work waits for `let_go`.
    """

    def __init__(self, store: Store, **options: Any) -> None:
        super().__init__(store, **options)
        self.lost: list[str] = []
        self.silent: list[str] = []
        self.hold_at: int | None = None
        self.let_go = threading.Event()

    def create_restaurant(self, *args: Any, **options: Any) -> Restaurant:
        return self._disturbed("create_restaurant", super().create_restaurant, *args, **options)

    def add_tables(self, rest_id: str, capacities: Sequence[int], **options: Any) -> Restaurant:
        options["progress"] = self._held(options["progress"])
        return self._disturbed("add_tables", super().add_tables, rest_id, capacities, **options)

    def extend_slots(self, rest_id: str, **options: Any) -> int:
        options["progress"] = self._held(options["progress"])
        return self._disturbed("extend_slots", super().extend_slots, rest_id, **options)

    def set_timezone(self, *args: Any, **options: Any) -> Restaurant:
        return self._disturbed("set_timezone", super().set_timezone, *args, **options)

    def _disturbed(self, name: str, work: Callable[..., T], *args: Any, **options: Any) -> T:
        if name in self.silent:
            self.silent.remove(name)
            raise Outage("The database does not answer. Nothing was saved.")
        answer = work(*args, **options)
        if name in self.lost:
            self.lost.remove(name)
            raise Outage("The database does not answer.", may_be_saved=True)
        return answer

    def _held(self, progress: Callable[[int, int], None]) -> Callable[[int, int], None]:
        def told(done: int, total: int) -> None:
            progress(done, total)
            if done == self.hold_at:
                self.hold_at = None
                assert self.let_go.wait(PATIENCE_MS / 1000)

        return told


@dataclass
class EmptyBook:
    """A database with nothing in it, a station and its workers."""

    store: Store
    tasks: Tasks = field(default_factory=Tasks)
    controller: DisturbedController = field(init=False)

    def __post_init__(self) -> None:
        self.controller = DisturbedController(self.store, clock=lambda: NOON)

    def close(self) -> None:
        """End what runs and let go of the database."""
        self.controller.let_go.set()
        self.tasks.close()
        self.store.close()


def open_book(uri: str, database: str) -> EmptyBook:
    """Open an empty database."""
    store = Store(uri, database)
    store.connect()
    prepare(store)
    return EmptyBook(store)


def press(window: QWidget, *keys: Qt.Key) -> None:
    """Press keys wherever the focus of a window is."""
    for key in keys:
        QTest.keyClick(_focused(window), key)
        QApplication.processEvents()


def type_text(window: QWidget, text: str) -> None:
    """Type wherever the focus of a window is."""
    QTest.keyClicks(_focused(window), text)
    QApplication.processEvents()


def _focused(window: QWidget) -> QWidget:
    return window.focusWidget() or window
