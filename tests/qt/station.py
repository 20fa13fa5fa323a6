"""A station for tests of the main window: its clock stands still, its database can go silent."""

import threading
from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.house_change import Attention, HouseChange, Preview
from resv_desktop.domain.past import Past
from resv_desktop.domain.reservation import Change, Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.store.store import Store

D = TypeVar("D", bound=QDialog)
T = TypeVar("T")
P = ParamSpec("P")
OpenWindow = Callable[..., MainWindow]


class Clock:
    """Stands still until a test moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def held_up(act: Callable[Concatenate[Any, P], T]) -> Callable[Concatenate[Any, P], T]:
    """Let a station do something only once its gate is open."""

    def wait(station: "Station", /, *asked: P.args, **more: P.kwargs) -> T:
        assert station.gate.wait(60)
        return act(station, *asked, **more)

    return wait


class Station(Controller):
    """A station whose database can fall silent and whose writes can be held up."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, station="Stand 1", clock=clock)
        self.is_silent = False
        self.difference = timedelta()
        self.upkeeps = 0
        self.whole_readings = 0
        self.gate = threading.Event()
        self.gate.set()
        self.reads = threading.Event()
        self.reads.set()
        self.streams = threading.Event()
        self.streams.set()

    def changes(self, *asked: Any, **more: Any) -> Iterator[Change]:
        assert self.streams.wait(60)
        yield from super().changes(*asked, **more)

    def beat(self, number: int) -> None:
        self._check()
        super().beat(number)

    def clock_difference(self) -> timedelta:
        return self.difference

    def slots(self, rest_id: str, day: date) -> list[Slot]:
        self._check()
        self.whole_readings += 1
        assert self.reads.wait(60)
        return super().slots(rest_id, day)

    def hours(
        self, rest_id: str, slot_ids: Collection[str]
    ) -> tuple[list[Slot], list[Reservation]]:
        self._check()
        return super().hours(rest_id, slot_ids)

    def past(self, rest_id: str, day: date) -> Past:
        self._check()
        return super().past(rest_id, day)

    reserve = held_up(Controller.reserve)
    move = held_up(Controller.move)
    cancel = held_up(Controller.cancel)
    set_status = held_up(Controller.set_status)
    no_show = held_up(Controller.no_show)
    release = held_up(Controller.release)

    def preview(self, rest_id: str, change: HouseChange) -> Preview:
        self._check()
        return super().preview(rest_id, change)

    def edit_restaurant(self, *asked: Any, **more: Any) -> Restaurant:
        self._check()
        assert self.gate.wait(60)
        return super().edit_restaurant(*asked, **more)

    def attention(self, rest_id: str) -> list[Attention]:
        self._check()
        return super().attention(rest_id)

    def upkeep(self, rest_id: str) -> int:
        self.upkeeps += 1
        return super().upkeep(rest_id)

    def _check(self) -> None:
        if self.is_silent:
            raise Outage("The database does not answer.")


def shown(window: MainWindow, table: str, hour: int) -> TableHour:
    """Return a table in an hour as the window shows it."""
    day = window.view.day
    assert day is not None
    found = (
        t for h in day.hours if h.starts_at.hour == hour for t in h.by_table if t.table_id == table
    )
    return next(found)


def is_live(window: MainWindow) -> bool:
    """Whether the window says that it is live, everywhere."""
    chip = window.bottom.freshness
    is_grey = window.view.available.list.is_grey or window.view.all.list.is_grey
    return (
        chip.isVisible()
        and chip.kind == "ok"
        and chip.text().startswith("Live, ")
        and not window.banner.isVisible()
        and not is_grey
    )


def is_told_silent(window: MainWindow) -> bool:
    """Whether the window says that the database is silent, not only slow."""
    return window.live.trust == "silent" and window.banner.isVisible()


def dialog_of(window: MainWindow, kind: type[D]) -> D:
    """Return the one open dialog."""
    found = [d for d in window.findChildren(kind) if d.isVisible()]
    assert len(found) == 1
    return found[0]


def press(
    window: MainWindow,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press a key where the keys go in this window."""
    target: QWidget = window.focusWidget() or window
    QTest.keyClick(target, key, modifiers)
