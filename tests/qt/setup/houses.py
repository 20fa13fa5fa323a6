"""A book without restaurants on a real MongoDB, a station whose line can be disturbed, a wizard."""

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.setup.days_page import DaysPage
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store

T = TypeVar("T")
Open = Callable[..., SetupWizard]
ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)
TODAY = date(2026, 3, 14)
CAPACITIES = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3
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


def line(wizard: SetupWizard, name: str) -> QLineEdit:
    """Return the line of the wizard that has this name."""
    found = wizard.findChild(QLineEdit, name)
    assert found is not None
    return found


def days(wizard: SetupWizard) -> DaysPage:
    """Return the last page."""
    page = wizard.pages[-1]
    assert isinstance(page, DaysPage)
    return page


def wait_for(qtbot: QtBot, wizard: SetupWizard, state: str) -> None:
    """Wait until the last page has come so far."""
    qtbot.waitUntil(lambda: days(wizard).state == state, timeout=PATIENCE_MS)


def check_every_hour_has_every_table_once(book: EmptyBook, restaurant: Restaurant) -> None:
    """Demand that two weeks have every hour, and every hour each table once."""
    labels = sorted(table.id for table in restaurant.tables)
    for number in range(15):
        slots = book.controller.slots(restaurant.id, TODAY + timedelta(days=number))
        hours = Counter(slot.starts_at for slot in slots)
        assert len(hours) == 11
        for hour in hours:
            assert sorted(slot.table_id for slot in slots if slot.starts_at == hour) == labels
