"""What is chosen at a station holds at once, where the host is, and at the next start."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import ReservationNotFound
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.qt.conftest import Speak
from tests.qt.program import Run, hooks, main_window, make_houses, run, start

_ = (hooks, run, start)


@pytest.fixture
def window(qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str) -> MainWindow:
    """The window of a run of the program, as it opens with one restaurant."""
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    return main_window(qtbot, run)


def at_the_next_start(qtbot: QtBot, run: Run, start: Callable[[], Run]) -> MainWindow:
    """End the program and return the window of its next run."""
    run.app.close()
    again = start()
    again.app.begin()
    return main_window(qtbot, again)


def pick(window: MainWindow, name: str, what: object) -> None:
    """Choose something in the settings."""
    window.menu.settings_wanted.emit()
    choice = window.findChild(Choice, name)
    assert choice is not None
    choice.setCurrentIndex(choice.findData(what))
    choice.activated.emit(choice.currentIndex())


def next_window(qtbot: QtBot, run: Run, window: MainWindow) -> MainWindow:
    """Return the window that takes the place of another one, once it is there."""
    qtbot.waitUntil(lambda: run.shown("mainWindow") not in (None, window))
    return main_window(qtbot, run)


def choose(qtbot: QtBot, run: Run, window: MainWindow, name: str, what: object) -> MainWindow:
    """Choose something in the settings and return the window that stands there then."""
    pick(window, name, what)
    return next_window(qtbot, run, window)


@pytest.fixture
def in_english(speak: Speak) -> None:
    speak("en", "24")


def test_the_choice_of_theme_and_place_survives(qtbot: QtBot, run: Run, window: MainWindow) -> None:
    window.theme_chosen.emit("dark")
    qtbot.waitUntil(lambda: run.settings().theme == "dark")
    assert run.app.look.is_dark
    window.close()
    qtbot.waitUntil(lambda: run.settings().geometry != "")


def test_how_all_tables_are_shown_is_the_same_at_the_next_start(
    qtbot: QtBot, run: Run, start: Callable[[], Run], window: MainWindow
) -> None:
    panel = window.view.all
    assert panel.form == "all"
    panel.switch.segment(1).click()
    qtbot.waitUntil(lambda: run.settings().tables_form == "timeline")
    window = at_the_next_start(qtbot, run, start)
    assert window.view.all.form == "timeline"
    window.go_to(window.live.on + timedelta(days=1))  # this evening's hours may be over
    qtbot.waitUntil(window.view.all.timeline.isVisible)


def test_initials_are_the_same_at_the_next_start(
    qtbot: QtBot, run: Run, start: Callable[[], Run], window: MainWindow
) -> None:
    assert window.bottom.initials.text() == "No initials"
    window.host_chosen.emit("AB")
    qtbot.waitUntil(lambda: run.settings().host == "AB")
    assert at_the_next_start(qtbot, run, start).bottom.initials.text() == "AB"


@pytest.mark.usefixtures("in_english")
def test_another_language_is_spoken_at_once_where_the_host_is(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    tomorrow = window.live.on + timedelta(days=1)
    window.go_to(tomorrow)
    window.top.party.set_value(5)
    window.top.party.chosen.emit(5)
    qtbot.waitUntil(lambda: window.is_settled)
    window.menu.languages["he"].trigger()
    second = next_window(qtbot, run, window)
    assert second.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (second.live.on, second.view.party_size) == (tomorrow, 5)
    assert second.menu.languages["he"].isChecked()
    qtbot.waitUntil(lambda: run.settings().language == "he")


@pytest.mark.usefixtures("in_english")
def test_that_nothing_chosen_can_be_saved_is_said_in_one_window_and_not_in_each_one(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: window.is_settled and run.app.tasks.is_idle)
    file = run.folders.config / "settings.json"
    file.unlink()
    file.symlink_to("/dev/null/settings.json")
    says = f"The settings could not be saved in {file}."
    window.host_chosen.emit("AB")
    qtbot.waitUntil(lambda: window.notice == says)
    window.bottom.notice.clear()
    for code in ("he", "en"):
        window.menu.languages[code].trigger()
        window = next_window(qtbot, run, window)
        qtbot.waitUntil(lambda: run.app.tasks.is_idle)
        assert window.notice == ""


@pytest.mark.usefixtures("in_english")
def test_what_is_half_typed_is_there_in_the_other_language_and_what_is_done_with_is_not(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: window.is_settled)
    window.desk.begin("5 20 0541113333 Gal")
    window.menu.languages["he"].trigger()
    second = next_window(qtbot, run, window)
    assert second.top.line.text() == "5 20 0541113333 Gal"
    assert second.view.party_size == 5
    second.top.line.begin_afresh()  # as after a step of the party that was found
    second.menu.languages["en"].trigger()
    assert next_window(qtbot, run, second).top.line.text() == ""


@pytest.mark.usefixtures("in_english")
def test_the_language_that_is_spoken_already_changes_nothing(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: window.is_settled)
    window.desk.begin("5 20 0541113333 Gal")
    window.menu.languages["en"].trigger()
    qtbot.waitUntil(lambda: run.settings().language == "en")
    assert run.shown("mainWindow") is window
    assert window.top.line.text() == "5 20 0541113333 Gal"


@pytest.mark.usefixtures("in_english")
def test_what_became_of_a_write_is_said_in_the_window_of_the_other_language(
    qtbot: QtBot, run: Run, window: MainWindow, mongod: ManagedServer, database_name: str
) -> None:
    qtbot.waitUntil(lambda: window.is_settled)
    go = threading.Event()
    with open_controller(uri=mongod.uri, database=database_name) as book:
        slot = book.slots(window.restaurant.id, window.live.on + timedelta(days=1))[0]
        made = book.reserve(slot.slot_id, slot.table_id, "07400 123456", 2)

        def work(act: str) -> Reservation:
            assert go.wait(60)
            return book.cancel(made.id, request_id=act)

        window.seat.do("Cancelled: {facts}.", work)
        window.menu.languages["de"].trigger()
        assert (run.shown("mainWindow"), window.is_writing) == (window, True)
        go.set()
        second = next_window(qtbot, run, window)
        assert second.notice.startswith("Cancelled: ")
        assert second.bottom.notice.action_button.text() == "Rückgängig"
        second.bottom.notice.action_button.click()
        qtbot.waitUntil(lambda: not second.is_writing)
        assert book.reservations_for("07400 123456") == [made]
    go.clear()

    def refuse(_act: str) -> Reservation:
        assert go.wait(60)
        raise ReservationNotFound("This reservation does not exist, or no longer.")

    # In the settings, which are there again over the next window.
    second.seat.do("{facts}", refuse)
    pick(second, "languageChoice", "en")
    qtbot.waitUntil(lambda: not second.acts.is_open)
    go.set()
    third = next_window(qtbot, run, second)
    qtbot.waitUntil(lambda: third.acts.is_open)
    assert third.notice
    assert not third.bottom.notice.has_button


def test_larger_text_holds_at_once_and_the_settings_stay_open(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    low = window.top.height()
    second = choose(qtbot, run, window, "text_sizeChoice", 150)
    qtbot.waitUntil(lambda: second.acts.is_open)
    again = second.findChild(Choice, "text_sizeChoice")
    assert again is not None
    assert again.currentData() == 150
    assert second.top.height() > low
    qtbot.waitUntil(lambda: run.settings().text_size == 150)


@pytest.mark.usefixtures("in_english")
def test_a_clock_of_twelve_hours_holds_everywhere_at_once(
    qtbot: QtBot, run: Run, window: MainWindow
) -> None:
    assert window.top.hours.text() == "Open 12:00 to 23:00"
    second = choose(qtbot, run, window, "clockChoice", "12")
    assert second.top.hours.text() == "Open 12:00 pm to 11:00 pm"
    qtbot.waitUntil(lambda: run.settings().clock == "12")
