"""The look that every window of the tests is built upon."""

import gc
from collections.abc import Callable, Generator, Iterator
from datetime import UTC, datetime, time
from functools import partial
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, Qt
from PySide6.QtGui import QAccessible, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.language import install
from resv_desktop.qt.left_guest import LeftChanges
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.widgets.announcement import Spoken
from resv_desktop.store.mongod import ManagedServer
from tests.qt.hands import Hands
from tests.qt.patient_bot import PatientBot
from tests.qt.stand import OpenSlotDialog, Stand, bury, end_tasks, let_end, open_stand
from tests.qt.station import Clock, OpenWindow, Station

Speak = Callable[..., None]
_tests = count(1)
_COLLECT_EVERY = 20


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Let nothing be closed that a test has deleted and Python has not found yet."""
    closed: list[tuple[Callable[[], QWidget | None], object]] = getattr(item, "qt_widgets", [])
    closed[:] = [each for each in closed if (widget := each[0]()) is None or isValid(widget)]
    yield


@pytest.fixture(autouse=True)
def _let_go_of() -> Iterator[None]:
    """Leave no button of the mouse down for the tests after this one."""
    yield
    if QApplication.instance() is None:
        return
    if (down := QApplication.mouseButtons()) != Qt.MouseButton.NoButton:
        window = QWindow()
        window.create()
        for button in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            if down & button:
                QTest.mouseRelease(window, button)
        window.destroy()


@pytest.fixture(autouse=True)
def _collected_here() -> Iterator[None]:
    """Let no worker come upon a window as garbage: it is collected here, as in the program."""
    gc.disable()
    yield
    # A program that ended in the test has given it back to Python, whose next one may be without a
    # window: its threads would come upon what is left of this one.
    gc.disable()
    # No event loop runs between two tests: what asked to be deleted would stay, and every new
    # look dresses all the widgets that are left.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if next(_tests) % _COLLECT_EVERY == 0:
        gc.collect()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Hands that wait as long as a crowded machine needs."""
    del qapp
    return PatientBot(request)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The house by daylight."""
    return Look(qapp, "light")


@pytest.fixture
def speak(qapp: QApplication) -> Iterator[Speak]:
    """Put a language in force until the test ends."""
    before = QLocale()
    yield partial(install, qapp)
    install(qapp, "en", "24")
    QLocale.setDefault(before)
    words.speak(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))


@pytest.fixture
def heard(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What a screen reader that listens hears of its own accord, sentence by sentence."""
    del qapp
    sentences: list[str] = []
    speak = Spoken._speak

    def hear(spoken: Spoken) -> None:
        speak(spoken)
        sentences.append(spoken._text)

    monkeypatch.setattr(Spoken, "_speak", hear)
    was_active = QAccessible.isActive()
    QAccessible.setActive(True)
    yield sentences
    QAccessible.setActive(was_active)


@pytest.fixture
def dark_look(qapp: QApplication) -> Look:
    """The house in a dim room."""
    return Look(qapp, "dark")


@pytest.fixture
def keys(qapp: QApplication) -> Keys:
    """The usual keys."""
    return Keys(parent=qapp)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """The program's one door between threads."""
    del qapp
    made = Tasks()
    yield made
    end_tasks(made)


@pytest.fixture
def stand(
    qapp: QApplication, mongod: ManagedServer, book_name: str, tmp_path: Path
) -> Iterator[Stand]:
    """A host stand on the real server, with a rival station beside it."""
    del qapp
    made = open_stand(mongod.uri, book_name, tmp_path, is_prepared=True)
    yield made
    made.close()


@pytest.fixture
def open_slot_dialog(
    qtbot: QtBot, look: Look, keys: Keys, stand: Stand
) -> Iterator[OpenSlotDialog]:
    """Open the dialog of a slot over a window that is in front."""
    window = QWidget()
    window.show()

    def open_(
        slot: Slot,
        reservation: Reservation | None = None,
        *,
        party: int = 2,
        controller: Controller | None = None,
        at: Stand = stand,
    ) -> SlotDialog:
        dialog = SlotDialog(
            window,
            look,
            keys,
            at.tasks,
            controller or at.controller,
            at.memory,
            at.restaurant,
            LeftChanges(),
        )
        dialog.show_table(slot, reservation, party)
        dialog.finished.connect(dialog.deleteLater)  # as who opens one does
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield open_
    window.close()
    window.deleteLater()
    assert bury(lambda: not isValid(window))


@pytest.fixture
def clock(stand: Stand) -> Clock:
    """Eight minutes past seven on the evening after today."""
    evening = datetime.combine(stand.day, time(19, 8), stand.restaurant.zone)
    return Clock(evening.astimezone(UTC))


@pytest.fixture
def station(stand: Stand, clock: Clock) -> Station:
    """The station whose window is shown."""
    return Station(stand.store, clock)


def _is_closed(window: MainWindow) -> bool:
    return not isValid(window) or window.close()


@pytest.fixture
def open_window(
    qtbot: QtBot, look: Look, keys: Keys, stand: Stand, station: Station
) -> Iterator[OpenWindow]:
    """Open the main window and wait until its day is read."""
    opened: list[MainWindow] = []

    def open_(
        restaurants: list[Restaurant] | None = None,
        *,
        is_demo: bool = False,
        controller: Controller = station,
        is_waited_for: bool = True,
    ) -> MainWindow:
        window = MainWindow(
            look,
            keys,
            stand.tasks,
            controller,
            stand.memory,
            stand.restaurant,
            restaurants or [stand.restaurant],
            "Stand 1",
            is_demo=is_demo,
        )
        opened.append(window)
        qtbot.addWidget(window)
        window.show()
        if is_waited_for:
            qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
        return window

    yield open_
    station.gate.set()
    station.reads.set()
    for window in opened:
        # Not while the answer of its last write is on its way; with that it may go by itself.
        qtbot.waitUntil(partial(_is_closed, window))
        if not isValid(window):  # deleted while it waited for that answer, so it never closed
            window.follower.stop()
    let_end([window.follower for window in opened], stand)


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The main window, its day read."""
    return open_window()


@pytest.fixture
def hands(window: MainWindow) -> Hands:
    """The hands of the host, with the focus in the list as the window is opened."""
    assert window.view.available.list.hasFocus()
    return Hands(window)
