"""On a real server: what happens elsewhere is seen, and what cannot be seen is said."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.store.store import Store
from tests.own_mongod import OwnMongod, own_mongod
from tests.qt.stand import Stand, answered, fill, open_stand
from tests.qt.station import OpenWindow, Station, dialog_of, is_live, shown

Record = Callable[[str, object], None]
_LONG_MS = 30_000  # how long it takes is measured; a machine that is busy takes its time


class Deaf(Controller):
    """A station whose stream can hang, while all that is written and read works."""

    def __init__(self, store: Store) -> None:
        super().__init__(store, station="Stand 1")
        self.may_hear = threading.Event()
        self.may_hear.set()
        self.whole_readings = 0

    def changes(
        self, rest_id: str, stop: Callable[[], bool], *, resume: Position | None = None
    ) -> Iterator[Change]:
        for change in super().changes(rest_id, stop, resume=resume):
            while not self.may_hear.wait(0.05) and not stop():
                pass
            yield change

    def slots(self, rest_id: str, day: date) -> list[Slot]:
        self.whole_readings += 1
        return super().slots(rest_id, day)


@pytest.fixture
def server(home: Path) -> Iterator[OwnMongod]:
    with own_mongod(home / "m") as made:
        yield made


@pytest.fixture
def own_stand(server: OwnMongod, qapp: QApplication, tmp_path: Path) -> Iterator[Stand]:
    """A stand on a server of its own, which may be frozen without harm to other tests."""
    del qapp
    made = open_stand(server.uri, "resv", tmp_path)
    yield made
    made.close()


@contextmanager
def window_on(qtbot: QtBot, look: Look, stand: Stand, station: Controller) -> Iterator[MainWindow]:
    """Show the main window of tomorrow and wait until it is live."""
    house = [stand.restaurant]
    window = MainWindow(
        look, Keys(), stand.tasks, station, stand.memory, house[0], house, "Stand 1"
    )
    window.show()
    window.go_to(stand.day)
    try:
        qtbot.waitUntil(lambda: window.is_settled and is_live(window), timeout=_LONG_MS)
        yield window
    finally:
        qtbot.waitUntil(window.close)
        assert window.follower.wait(60)
        window.deleteLater()


def took_ms(qtbot: QtBot, is_so: Callable[[], bool]) -> float:
    """Let the window run until something is so; return how long that took."""
    start = time.monotonic()
    qtbot.waitUntil(is_so, timeout=_LONG_MS)
    return (time.monotonic() - start) * 1000


def is_grey(window: MainWindow) -> bool:
    chip, view = window.bottom.freshness, window.view
    return (
        window.banner.isVisible()
        and chip.kind == "warn"
        and chip.text().startswith("Not live since ")
        and view.available.list.is_grey
        and view.all.list.is_grey
    )


def test_a_frozen_server_is_told_and_nothing_is_promised_and_once_back_all_is_fresh_by_itself(
    qtbot: QtBot, look: Look, server: OwnMongod, own_stand: Stand, record_property: Record
) -> None:
    stand = own_stand
    with window_on(qtbot, look, stand, stand.controller) as window:
        window.view.all.list.verticalScrollBar().setValue(60)
        window.view.pick(shown(window, "4", 20).key)
        before = (window.view.picked, window.view.all.list.verticalScrollBar().value())
        texts = [window.view.all.list.rows.data(window.view.all.list.rows.index(n)) for n in (0, 9)]
        with server.frozen():
            told = took_ms(qtbot, lambda: is_grey(window))
            assert window.banner.text().startswith("The database does not answer. You see the")
            window.view.opened.emit(shown(window, "2", 20))
            dialog = dialog_of(window, SlotDialog)
            qtbot.waitUntil(dialog.isActiveWindow)
            fill(dialog)
            start = time.monotonic()
            QTest.keyClick(dialog, Qt.Key.Key_Return)
            answered(qtbot, dialog)
            refused = (time.monotonic() - start) * 1000
            assert dialog.message.text().startswith("The database d")
            dialog.reject()
            assert is_grey(window)
            at = (window.view.picked, window.view.all.list.verticalScrollBar().value())
            rows = window.view.all.list.rows
            assert (at, [rows.data(rows.index(n)) for n in (0, 9)]) == (before, texts)
        fresh = took_ms(qtbot, lambda: is_live(window) and window.is_settled)
        assert window.view.picked == before[0]
    record_property(
        "measured",
        f"Frozen server: told after {told:.0f} ms, refused after {refused:.0f} ms, "
        f"live again {fresh:.0f} ms after it went on",
    )


def test_a_stream_that_hangs_while_all_else_works_is_told_and_the_day_stays_true(
    qtbot: QtBot, look: Look, stand: Stand, record_property: Record
) -> None:
    station = Deaf(stand.store)
    with window_on(qtbot, look, stand, station) as window:
        station.may_hear.clear()
        told = took_ms(qtbot, lambda: is_grey(window))
        assert window.banner.text().startswith("Changes at other stations do not arrive here.")
        stand.reserve(stand.slot("2", 20), by=stand.rival)
        seen = took_ms(qtbot, lambda: not shown(window, "2", 20).is_free)
        assert is_grey(window)
        station.may_hear.set()
        back = took_ms(qtbot, lambda: is_live(window))
    record_property(
        "measured",
        f"Stream that hangs: told after {told:.0f} ms, another station's table seen after "
        f"{seen:.0f} ms without it, live {back:.0f} ms after it went on",
    )


def test_eight_stations_that_change_twenty_hours_a_second_cost_the_window_little(
    qtbot: QtBot, look: Look, stand: Stand, record_property: Record
) -> None:
    station, seconds, stop = Deaf(stand.store), 3.0, threading.Event()
    slots = [stand.slot(table, hour) for table in "1234" for hour in (18, 20)]

    def change(number: int) -> int:
        rival, slot, done = Controller(stand.rival_store, station=f"Bar {number}"), slots[number], 0
        while not stop.wait(0.4):
            made = stand.reserve(slot, f"07400 12346{number}", by=rival)
            rival.cancel(made.id)
            done += 2
        stand.reserve(slot, f"07400 12346{number}", by=rival)
        return done + 1

    with window_on(qtbot, look, stand, station) as window, ThreadPoolExecutor(8) as rivals:
        window.view.pick(shown(window, "4", 22).key)
        readings, day, moves = station.whole_readings, window.view.day, 0
        late: list[str] = []  # on a machine that is busy a heartbeat now and then comes late
        window.live.pulse.changed.connect(lambda: late.append(window.live.pulse.standing))
        answers = [rivals.submit(change, number) for number in range(8)]
        used, start = time.thread_time(), time.monotonic()
        while time.monotonic() - start < seconds:
            qtbot.wait(20)
            moves, day = moves + (window.view.day is not day), window.view.day
        share = (time.thread_time() - used) / (time.monotonic() - start)
        # While all that goes on.
        qtbot.waitUntil(lambda: is_live(window), timeout=_LONG_MS)
        stop.set()
        changes = sum(answer.result() for answer in answers)
        qtbot.waitUntil(
            lambda: all(not shown(window, s.table_id, s.starts_at.hour).is_free for s in slots),
            timeout=_LONG_MS,
        )
        whole = station.whole_readings - readings
        assert window.view.picked == shown(window, "4", 22)
    record_property(
        "measured",
        f"8 stations, {changes / seconds:.0f} changes a second: {100 * share:.0f} % of a core in "
        f"the window's thread, {moves} times brought in line, {whole} readings of the whole day",
    )
    assert whole <= len(late)
    assert share < 0.6


def test_an_hour_that_is_new_and_one_that_is_gone_are_seen(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    from bson import ObjectId

    slots = stand.rival_store.database["slots"]
    # The window makes sure of the days ahead once: it would make an hour again that is missing.
    qtbot.waitUntil(lambda: station.upkeeps > 0)
    qtbot.waitUntil(lambda: stand.tasks.is_idle and is_live(window))
    at = shown(window, "2", 20).key[0]
    document = slots.find_one_and_delete({"_id": ObjectId(at)})
    assert document is not None

    def hours() -> list[int]:
        day = window.view.day
        return [] if day is None else [hour.starts_at.hour for hour in day.hours]

    qtbot.waitUntil(lambda: 20 not in hours(), timeout=_LONG_MS)
    slots.insert_one(document)
    qtbot.waitUntil(lambda: 20 in hours(), timeout=_LONG_MS)


def test_a_foreign_program_deletes_a_reservation_and_its_hour_is_read_again(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand
) -> None:
    from bson import ObjectId

    held = stand.reserve(stand.slot("2", 20))
    window = open_window()
    assert shown(window, "2", 20).reservation is not None
    # Its delete tells nothing but its own id.
    stand.rival_store.database["reservations"].delete_one({"_id": ObjectId(held.id)})
    qtbot.waitUntil(lambda: shown(window, "2", 20).reservation is None, timeout=_LONG_MS)


def test_a_table_and_an_hour_that_another_program_takes_away_are_offered_no_more(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    from bson import ObjectId

    restaurants = stand.rival_store.database["restaurants"]
    its_id = {"_id": ObjectId(stand.restaurant.id)}
    qtbot.waitUntil(lambda: station.upkeeps > 0)

    def offered() -> set[tuple[int, str]]:
        day = window.view.day
        assert day is not None
        return {
            (hour.starts_at.hour, each.table_id) for hour in day.hours for each in hour.by_table
        }

    assert {(20, "4"), (22, "2")} <= offered()
    restaurants.update_one(its_id, {"$pull": {"tables": {"id": "4"}}})
    qtbot.waitUntil(lambda: (20, "4") not in offered(), timeout=_LONG_MS)
    restaurants.update_one(its_id, {"$set": {"openingHours": "12:22"}})
    qtbot.waitUntil(lambda: 22 not in {hour for hour, _ in offered()}, timeout=_LONG_MS)
    assert (21, "2") in offered()


def test_what_this_program_changes_of_a_house_is_brought_in_line_there_and_only_once(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    qtbot.waitUntil(lambda: station.upkeeps > 0 and stand.tasks.is_idle)
    stand.rival.add_tables(stand.restaurant.id, [6])
    tables = len(stand.restaurant.tables) + 1
    qtbot.waitUntil(
        lambda: window.view.day is not None and len(window.view.day.hours[-1].by_table) == tables,
        timeout=_LONG_MS,
    )
    QTest.qWait(2 * 1000)  # longer than what another program changes has to wait for
    assert station.upkeeps == 1
