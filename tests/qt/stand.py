"""A host stand for tests of windows: a house with four tables on a real MongoDB, and a rival."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.day import Day
from resv_desktop.qt.follow import Follower
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.station_memory import StationMemory
from resv_desktop.store.documents import RESTAURANTS
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store
from tests.made_again import fill as fill_book
from tests.made_again import this_hour

OpenSlotDialog = Callable[..., SlotDialog]
PHONE, OTHER_PHONE = "07400 123456", "07400 123457"


@dataclass
class Stand:
    """Everything a window is given, and ways to do what another station or the host would do."""

    store: Store
    rival_store: Store
    memory: StationMemory
    tasks: Tasks
    controller: Controller = field(init=False)
    rival: Controller = field(init=False)
    restaurant: Restaurant = field(init=False)
    day: date = field(init=False)

    def __post_init__(self) -> None:
        self.controller = Controller(self.store, station="Stand 1")
        self.rival = Controller(self.rival_store, station="Stand 2")
        fill_book(self.store.database, ("stand", this_hour(self.controller)), self._make)
        (self.restaurant,) = self.controller.restaurants()
        self.day = self.restaurant.business_day(self.controller.now()) + timedelta(days=1)

    def _make(self) -> None:
        made = self.controller.create_restaurant(
            "Harbour House", "020 7946 0123", "17:23", timezone="Europe/London"
        )
        self.controller.add_tables(made.id, [2, 4, 4, 8])

    def slot(self, table: str, hour: int, *, later: int = 0) -> Slot:
        """Return a slot of tomorrow, or so many days later, as the book has it now."""
        on = self.day + timedelta(days=later)
        slots = self.controller.slots(self.restaurant.id, on)
        return next(s for s in slots if s.table_id == table and s.starts_at.hour == hour)

    def reserve(
        self, slot: Slot, phone: str = PHONE, *, party: int = 2, by: Controller | None = None
    ) -> Reservation:
        """Reserve without a window; what this station makes it remembers."""
        made = (by or self.controller).reserve(slot.slot_id, slot.table_id, phone, party)
        if by is None:
            self.memory.remember(made)
        return made

    def miss(self, gone: Reservation) -> None:
        """Say at Stand 2, in the hour itself, that a party never came."""
        late = Controller(self.rival_store, station="Stand 2", clock=lambda: gone.starts_at)
        late.no_show(gone.id)

    def booked(self) -> list[Reservation]:
        """Return tomorrow's reservations."""
        return self.rival.reservations_on(self.restaurant.id, self.day)

    def read_day(self) -> Day:
        """Return tomorrow as the window reads it."""
        slots = self.controller.slots(self.restaurant.id, self.day)
        held = self.controller.reservations_on(self.restaurant.id, self.day)
        return Day.of(self.restaurant, self.day, slots, held, self.controller.now())

    def remembered(self) -> list[str]:
        """Return the ids of what this station remembers."""
        return [r.id for r in self.memory.reservations(self.controller.now())]

    def close(self) -> None:
        """End what runs and let go of the database."""
        end_tasks(self.tasks)
        self.store.close()
        self.rival_store.close()


def open_stand(uri: str, database: str, folder: Path, *, is_prepared: bool = False) -> Stand:
    """Set up the house in a database of its own, which is in the layout of the book or bare."""
    store, rival_store = (Store(uri, database) for _ in range(2))
    store.connect()
    rival_store.connect()
    if not is_prepared:
        prepare(store)
    return Stand(store, rival_store, StationMemory(folder / "made-here.json"), Tasks())


def end_tasks(tasks: Tasks) -> None:
    """End what runs, and whatever belongs to it.

    A parent that is garbage together with its children is more than the collector survives.
    """
    tasks.close()
    shiboken6.delete(tasks)


def let_end(followers: Iterable[Follower], stand: Stand) -> None:
    """Wait for threads that were told to stop: what is written ends their wait for a change."""
    houses = stand.rival_store.database[RESTAURANTS]
    houses.update_one({}, {"$set": {"end": uuid4().hex}}, bypass_document_validation=True)
    for follower in followers:
        assert follower.wait(60)


def bury(is_gone: Callable[[], bool]) -> bool:
    """Delete what asked to be deleted; return whether the widget in question is gone."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return is_gone()


def focused() -> QWidget:
    """Return the widget that the keys go to."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press_enter() -> None:
    """Press Enter where the focus is."""
    QTest.keyClick(focused(), Qt.Key.Key_Return)


def answered(qtbot: QtBot, dialog: SlotDialog) -> None:
    """Wait for the answer to what was asked."""
    qtbot.waitUntil(lambda: not dialog.is_busy, timeout=15_000)


def fill(dialog: SlotDialog, phone: str = PHONE) -> None:
    """Type the guest's number."""
    QTest.keyClicks(dialog.reserve_form.phone.edit, phone)
