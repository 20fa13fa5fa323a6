"""What is chosen at a station holds at once, where the host is, and at the next start."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.store.mongod import ManagedServer
from tests.qt.conftest import Speak
from tests.qt.program import Run, hooks, main_window, make_houses, run, start

_ = (hooks, run, start)


def test_the_choice_of_theme_and_place_survives(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("mainWindow") is not None)
    window = run.shown("mainWindow")
    assert window is not None
    window.theme_chosen.emit("dark")  # type: ignore[attr-defined]  # a signal of MainWindow
    qtbot.waitUntil(lambda: run.settings().theme == "dark")
    assert run.app.look.is_dark
    window.close()
    qtbot.waitUntil(lambda: run.settings().geometry != "")


def test_how_all_tables_are_shown_is_the_same_at_the_next_start(
    qtbot: QtBot,
    run: Run,
    start: Callable[[], Run],
    mongod: ManagedServer,
    database_name: str,
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    panel = main_window(qtbot, run).view.all
    assert panel.form == "all"
    panel.switch.segment(1).click()
    qtbot.waitUntil(lambda: run.settings().tables_form == "timeline")
    run.app.close()
    again = start()
    again.app.begin()
    panel = main_window(qtbot, again).view.all
    assert panel.form == "timeline"
    qtbot.waitUntil(panel.timeline.isVisible)


def test_initials_are_the_same_at_the_next_start(
    qtbot: QtBot,
    run: Run,
    start: Callable[[], Run],
    mongod: ManagedServer,
    database_name: str,
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    window = main_window(qtbot, run)
    assert window.bottom.initials.text() == "No initials"
    window.host_chosen.emit("AB")
    qtbot.waitUntil(lambda: run.settings().host == "AB")
    run.app.close()
    again = start()
    again.app.begin()
    assert main_window(qtbot, again).bottom.initials.text() == "AB"


def test_another_language_is_spoken_at_once_where_the_host_is(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str, speak: Speak
) -> None:
    speak("en", "24")
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    first = main_window(qtbot, run)
    tomorrow = first.live.on + timedelta(days=1)
    first.go_to(tomorrow)
    first.top.party.set_value(5)
    first.top.party.chosen.emit(5)
    qtbot.waitUntil(lambda: first.is_settled)
    first.menu.languages["he"].trigger()
    qtbot.waitUntil(lambda: run.shown("mainWindow") not in (None, first))
    second = main_window(qtbot, run)
    assert second.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (second.live.on, second.view.party_size) == (tomorrow, 5)
    assert second.menu.languages["he"].isChecked()
    qtbot.waitUntil(lambda: run.settings().language == "he")


def test_larger_text_holds_at_once_and_the_settings_stay_open(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str
) -> None:
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    first = main_window(qtbot, run)
    low = first.top.height()
    first.menu.settings_wanted.emit()
    choice = first.findChild(Choice, "text_sizeChoice")
    assert choice is not None
    choice.setCurrentIndex(choice.findData(150))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: run.shown("mainWindow") not in (None, first))
    second = main_window(qtbot, run)
    qtbot.waitUntil(lambda: second.acts.is_open)
    again = second.findChild(Choice, "text_sizeChoice")
    assert again is not None
    assert again.currentData() == 150
    assert second.top.height() > low
    qtbot.waitUntil(lambda: run.settings().text_size == 150)


def test_a_clock_of_twelve_hours_holds_everywhere_at_once(
    qtbot: QtBot, run: Run, mongod: ManagedServer, database_name: str, speak: Speak
) -> None:
    speak("en", "24")
    make_houses(mongod.uri, database_name, "Harbour House")
    run.app.begin()
    first = main_window(qtbot, run)
    assert first.top.hours.text() == "Open 12:00 to 23:00"
    first.menu.settings_wanted.emit()
    choice = first.findChild(Choice, "clockChoice")
    assert choice is not None
    choice.setCurrentIndex(choice.findData("12"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: run.shown("mainWindow") not in (None, first))
    second = main_window(qtbot, run)
    assert second.top.hours.text() == "Open 12:00 pm to 11:00 pm"
    qtbot.waitUntil(lambda: run.settings().clock == "12")
