"""One click leads into a rehearsal and one back, and the real evening knows nothing of it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pymongo
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.controller import Controller
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.rehearsal.rehearsal_window import RehearsalWindow
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.rules import VALIDATORS
from tests.qt.conftest import Speak
from tests.qt.program import Run, hooks, main_window, start

_ = (hooks, start)

Client = pymongo.MongoClient[dict[str, Any]]

_STAYS = {
    "Undo the last act",
    "Find and cancel a reservation…",
    "Waitlist",
    "Read the book again",
    "History",
    "Help",
    "All keys",
    "About",
    "Back to the real evening",
}


@pytest.fixture
def client(mongod: ManagedServer) -> Iterator[Client]:
    made: Client = pymongo.MongoClient(mongod.uri)
    yield made
    made.close()


def _just_opened(uri: str, database: str) -> str:
    """Set up a house whose long evening has begun within this hour, whenever that is."""
    with open_controller(uri=uri, database=database) as controller:
        opens = controller.now().astimezone(ZoneInfo("Europe/London")).hour
        hours = f"{opens:02d}:{(opens + 23) % 24:02d}"
        made = controller.create_restaurant("Harbour House", "+442079460123", hours)
        return controller.add_tables(made.id, [2, 4, 6]).id


def _book(client: Client, database: str) -> dict[str, list[Any]]:
    return {name: list(client[database][name].find().sort("_id", 1)) for name in VALIDATORS}


def _scratch(client: Client) -> list[str]:
    return [n for n in client.list_database_names() if n.startswith("resv_rehearsal_")]


def _rehearsal(qtbot: QtBot) -> RehearsalWindow:
    def shown() -> list[RehearsalWindow]:
        windows = QApplication.topLevelWidgets()
        return [w for w in windows if isinstance(w, RehearsalWindow) and w.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (window,) = shown()
    qtbot.waitUntil(lambda: window.is_settled)
    return window


def _visible(window: RehearsalWindow) -> set[str]:
    menus: list[QMenu] = [window.menu, *window.menu.findChildren(QMenu)]
    actions: list[QAction] = [action for menu in menus for action in menu.actions()]
    return {a.text() for a in actions if a.isVisible() and not a.isSeparator()}


def _free_now(window: MainWindow) -> TableHour:
    """Return a free table of the running hour."""
    hours = window.view.day.hours  # type: ignore[union-attr]
    return next(h for h in hours if h.is_running(window.now())).free_for(2)[0]


def _with_a_party(qtbot: QtBot, run: Run) -> MainWindow:
    """Open the real evening and seat a party in it, which could be taken back by a key."""
    run.app.begin()
    real = main_window(qtbot, run)
    qtbot.waitUntil(lambda: real.is_settled and run.app.tasks.is_idle)
    real.seat.walk_in(_free_now(real).as_slot(), 2)
    qtbot.waitUntil(lambda: real.notice.startswith("Seated: "))
    qtbot.waitUntil(lambda: real.is_settled and run.app.tasks.is_idle)
    return real


def _seat(window: RehearsalWindow, controller: Controller) -> str:
    """Seat a party that only the rehearsal knows, as its host does by the line."""
    free = _free_now(window)
    return controller.walk_in(free.key[0], free.table_id, 2, name="Brambling").id


def test_a_rehearsal_is_marked_practised_and_left_with_one_click_and_the_book_is_as_it_was(
    qtbot: QtBot,
    start: Callable[[], Run],
    mongod: ManagedServer,
    client: Client,
    database_name: str,
    tmp_path: Path,
) -> None:
    _just_opened(mongod.uri, database_name)
    run = start()
    real = _with_a_party(qtbot, run)
    before = _book(client, database_name)
    real.menu.rehearsal_wanted.emit()
    window = _rehearsal(qtbot)
    assert not real.isVisible()
    assert len(_scratch(client)) == 1

    # It is plainly marked, and only what stays inside of it is offered.
    assert window.windowTitle() == "Rehearsal: Harbour House"
    mark = window.bar.findChild(QLabel, "rehearsalMark")
    assert mark is not None
    assert "Nothing you do here is in the real book." in mark.text()
    assert _visible(window) == _STAYS

    # What happens is told, and the clock goes on to the next hour only on the host's word.
    assert window.bar.cue.text()
    began = window.now()
    while not window.bar.next_button.text().startswith("On to"):
        window.bar.next_button.click()
    assert window.bar.cue.text().startswith("That was all at ")
    window.bar.next_button.click()
    assert window.now().replace(minute=0, second=0, microsecond=0) > began.replace(
        minute=0, second=0, microsecond=0
    )

    # An act and its undo reach the window of the rehearsal, and nobody else.
    controller = window._controller
    made = _seat(window, controller)
    qtbot.waitUntil(lambda: any(r.id == made for r in window.view.day.reservations))  # type: ignore[union-attr]
    controller.undo(made)
    qtbot.waitUntil(lambda: all(r.id != made for r in window.view.day.reservations))  # type: ignore[union-attr]
    _seat(window, controller)

    # A second start of the program brings the rehearsal to the front, not the real evening.
    run.app.raise_window()
    assert window.isVisible()
    assert not real.isVisible()

    back = window.bar.back_button
    assert isinstance(back, QPushButton)
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(real.isVisible)
    qtbot.waitUntil(lambda: not isValid(window))  # the copy has been dropped by then
    assert _scratch(client) == []
    assert _book(client, database_name) == before
    assert real.windowTitle() == "Harbour House"

    # The key that took back what was practised takes back nothing of the real evening.
    real.menu.undo_wanted.emit()
    assert real.notice.startswith("Nothing has been done here since the rehearsal.")
    assert _book(client, database_name) == before

    # It can be begun again; what ends the program ends it too.
    real.menu.rehearsal_wanted.emit()
    again = _rehearsal(qtbot)
    _seat(again, again._controller)
    run.app.close()
    assert _scratch(client) == []
    assert _book(client, database_name) == before
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in kept if b"Brambling" in path.read_bytes()]
    assert not (run.folders.data / "rehearsal.json").exists()


def test_a_window_that_is_made_anew_meanwhile_gives_way_to_the_rehearsal_and_comes_back(
    qtbot: QtBot,
    start: Callable[[], Run],
    speak: Speak,
    mongod: ManagedServer,
    client: Client,
    database_name: str,
) -> None:
    del speak  # what is spoken until the test ends
    _just_opened(mongod.uri, database_name)
    run = start()
    run.app.begin()
    first = main_window(qtbot, run)
    qtbot.waitUntil(lambda: first.is_settled)
    first.menu.rehearsal_wanted.emit()
    first.language_chosen.emit("de")
    window = _rehearsal(qtbot)
    assert window.windowTitle() == "Probe: Harbour House"
    assert run.shown("mainWindow") in (None, window)
    window.bar.back_button.click()
    real = main_window(qtbot, run)
    assert real is not first
    qtbot.waitUntil(lambda: _scratch(client) == [])


def test_what_was_left_after_a_crash_goes_at_the_next_start(
    qtbot: QtBot,
    start: Callable[[], Run],
    mongod: ManagedServer,
    client: Client,
    database_name: str,
) -> None:
    rest_id = _just_opened(mongod.uri, database_name)
    run = start()
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        name = controller.new_rehearsal()
        run.app._menu._rehearsal._left.begin(name, run.app._menu._rehearsal._place())
        practised, _ = controller.rehearse(rest_id, name)
        practised._house.store.close()  # and nobody ends it
    assert _scratch(client) == [name]
    run.app.begin()
    main_window(qtbot, run)
    qtbot.waitUntil(lambda: _scratch(client) == [])
    qtbot.waitUntil(lambda: not (run.folders.data / "rehearsal.json").exists())
