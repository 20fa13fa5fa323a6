"""The window says how true it is in chip, banner and rows, and never more than that."""

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import RestaurantNotFound
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.stations.stations_acts import StationsActs
from resv_desktop.qt.stations.stations_dialog import StationsDialog
from resv_desktop.settings import Folders, Settings
from tests.qt.stand import Stand
from tests.qt.station import (
    Clock,
    OpenWindow,
    Station,
    dialog_of,
    is_live,
    is_told_silent,
    press,
    shown,
)

DAY = timedelta(days=1)
SILENT_MS, DEAF_MS = 6_000, 6_000


def test_a_window_is_live_and_says_how_soon_it_hears(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    number, unit = window.bottom.freshness.text().removeprefix("Live, ").split()
    assert unit == "ms"
    assert int(number) >= 1


def test_a_stream_that_is_opened_after_the_first_beat_makes_it_live_at_once(
    qtbot: QtBot, open_window: OpenWindow, station: Station
) -> None:
    station.streams.clear()
    window = open_window(is_waited_for=False)
    pulse = window.live.pulse
    qtbot.waitUntil(lambda: pulse.answered_at is not None)
    pulse._beats.stop()  # so that no other beat comes by itself
    station.streams.set()
    qtbot.waitUntil(lambda: is_live(window))


def test_an_outage_is_told_and_is_over_when_the_database_answers(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    rows = list(window.view.all.list.rows.rows)
    station.is_silent = True
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=SILENT_MS)
    assert window.banner.text() == (
        "The database does not answer. You see the state of 19:08:00. Nothing new can be saved. "
        "It is tried again every second."
    )
    assert (window.bottom.freshness.text(), window.bottom.freshness.kind) == (
        "Not live since 19:08:00",
        "warn",
    )
    assert list(window.view.all.list.rows.rows) == rows
    assert window.view.all.list.is_grey
    assert window.view.available.list.is_grey
    window.go_to(stand.day + DAY)
    qtbot.waitUntil(lambda: "cannot be read now." in window.view.all.reading.text())
    station.is_silent = False
    window.banner.action_button.click()
    qtbot.waitUntil(lambda: is_live(window) and window.is_settled)
    assert window.view.day is not None
    assert window.view.day.on == stand.day + DAY


def test_a_silence_of_the_program_s_own_making_is_no_alarm_unless_it_lasts(
    qtbot: QtBot, window: MainWindow, station: Station, stand: Stand, look: Look, tmp_path: Path
) -> None:
    folders = Folders.under(tmp_path)
    choices = Choices(stand.tasks, Settings(), tmp_path / "settings.json", window)
    qtbot.waitUntil(lambda: is_live(window))
    stations = StationsActs(look, stand.tasks, choices, folders, window)
    stations.open(window, stand.controller, is_elsewhere=True)
    dialog = dialog_of(window, StationsDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    window.live._anew.setInterval(60_000)  # however slow this machine is
    dialog.restart_asked.emit()
    station.is_silent = True
    qtbot.waitUntil(lambda: window.live.trust == "silent", timeout=SILENT_MS)
    assert window.banner.isHidden()
    assert window.view.all.list.is_grey  # which is true all the same
    assert not dialog.message.text()
    window.live._anew.start(0)  # it lasts longer than usual
    qtbot.waitUntil(window.banner.isVisible)
    assert dialog.message.text().startswith("The database does not answer.")
    station.is_silent = False
    qtbot.waitUntil(lambda: is_live(window) and window.banner.isHidden(), timeout=SILENT_MS)
    dialog.restart_asked.emit()
    station.is_silent = True
    qtbot.waitUntil(lambda: window.live.trust == "silent", timeout=SILENT_MS)
    station.is_silent = False
    qtbot.waitUntil(lambda: is_live(window), timeout=SILENT_MS)
    assert not window.live.is_starting_anew  # the next silence is an outage
    dialog.reject()


def test_days_that_were_read_are_shown_while_the_database_is_silent(
    qtbot: QtBot, window: MainWindow, station: Station, clock: Clock, stand: Stand
) -> None:
    ctrl = Qt.KeyboardModifier.ControlModifier
    qtbot.waitUntil(lambda: window.isActiveWindow() and is_live(window))
    press(window, Qt.Key.Key_Right, ctrl)
    qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
    clock.at += timedelta(minutes=11)
    at = clock.at
    qtbot.waitUntil(lambda: window.live.true_at == at)
    station.is_silent = True
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=SILENT_MS)
    assert "You see the state of 19:19:00." in window.banner.text()
    press(window, Qt.Key.Key_Left, ctrl)
    assert window.view.day is not None
    assert window.view.day.on == stand.day
    assert window.view.available.list.isVisible()
    assert "You see the state of 19:08:00." in window.banner.text()
    assert window.bottom.freshness.text() == "Not live since 19:08:00"
    press(window, Qt.Key.Key_Left, ctrl)
    assert "cannot be read now." in window.view.all.reading.text()
    assert "You see" not in window.banner.text()
    window.top.party.press(4)
    assert (window.view.party_size, window.top.party.value) == (4, 4)
    press(window, Qt.Key.Key_Right, ctrl)
    assert window.view.available.head.explanation().endswith("free for 4 this evening")
    assert window.view.available.list.hasFocus()
    window.banner.action_button.setFocus()
    station.is_silent = False
    window.banner.action_button.click()
    qtbot.waitUntil(lambda: is_live(window) and window.is_settled)
    assert window.view.available.list.hasFocus()


def test_a_known_day_is_shown_at_once_and_then_read(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    window.go_to(stand.day + DAY)
    qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle)
    qtbot.waitUntil(lambda: is_live(window))
    clock.at += timedelta(minutes=11)
    window.go_to(stand.day)
    known = window.view.day
    assert known is not None
    assert known.on == stand.day
    assert not window.is_settled
    assert is_live(window)  # the answer is not late yet: nothing flickers
    window.live._reader.waited.emit()
    assert window.bottom.freshness.text() == "Not live since 19:08:00"
    assert window.view.all.list.is_grey
    qtbot.waitUntil(lambda: window.is_settled and is_live(window))
    assert window.view.day is not known


def test_a_silence_from_the_start_says_that_nothing_can_be_shown(
    qtbot: QtBot, open_window: OpenWindow, station: Station
) -> None:
    station.is_silent = True
    window = open_window(is_waited_for=False)
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=SILENT_MS)
    assert "Nothing can be shown yet." in window.banner.text()
    assert not window.bottom.freshness.isVisible()


def test_a_restaurant_that_is_gone_is_told(qtbot: QtBot, window: MainWindow) -> None:
    gone = RestaurantNotFound("There is no restaurant {id}.", id="x")
    qtbot.waitUntil(lambda: is_live(window))
    window.live._is_fresh = False
    window.live.refused.emit(gone)
    qtbot.waitUntil(window.banner.isVisible)
    assert window.banner.text().startswith("There is no restaurant x.")


def test_a_late_answer_is_announced_in_words(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    window.live._reader._on = stand.day + DAY
    window.live._reader.waited.emit()
    assert window.view.all.reading.text().startswith("Reading ")
    window.live._reader.read(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)


def test_a_clock_that_is_wrong_is_told_until_it_is_right(
    qtbot: QtBot, window: MainWindow, station: Station
) -> None:
    chip = window.bottom.clock
    qtbot.waitUntil(lambda: is_live(window))
    assert not chip.isVisible()
    for difference, words in (
        (timedelta(hours=1), "1 h fast"),
        (timedelta(seconds=-3), "3 s slow"),
        (timedelta(minutes=59, seconds=50), "1 h fast"),
        (timedelta(days=-2), "2 days slow"),
        (timedelta(days=1), "1 day fast"),
        (timedelta(minutes=-25), "25 min slow"),
    ):
        station.difference = difference
        window.live.pulse.beat()
        qtbot.waitUntil(lambda words=words: chip.text().endswith(words))  # type: ignore[misc]  # a default
        assert chip.isVisible()
        assert chip.text().startswith("This machine's clock is ")
    assert "follow the clock of the database" in chip.toolTip()
    station.difference = timedelta(seconds=1)
    qtbot.waitUntil(lambda: not chip.isVisible())


def test_a_stream_that_ends_for_good_is_told_and_the_day_stays_true(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    window.view.pick(shown(window, "4", 20).key)
    window.follower.stop()
    assert window.follower.wait(60)
    qtbot.waitUntil(window.banner.isVisible, timeout=DEAF_MS)
    assert window.banner.text().startswith("Changes at other stations do not arrive here.")
    assert window.bottom.freshness.text().startswith("Not live since ")
    assert window.view.all.list.is_grey
    stand.reserve(stand.slot("2", 20), by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free, timeout=5_000)
    assert window.view.picked == shown(window, "4", 20)
    assert window.bottom.freshness.text().startswith("Not live since ")


def test_chip_and_banner_tell_one_time_while_the_first_answer_is_long_in_coming(
    qtbot: QtBot, window: MainWindow, station: Station, clock: Clock, stand: Stand
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    clock.at += timedelta(minutes=11)
    window.go_to(stand.day + DAY)
    qtbot.waitUntil(lambda: window.is_settled and stand.tasks.is_idle and is_live(window))
    at = clock.at
    qtbot.waitUntil(lambda: window.live.true_at == at)
    station.is_silent = True
    press(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=SILENT_MS)
    assert "You see the state of 19:19:00." in window.banner.text()
    station.reads.clear()
    station.is_silent = False
    qtbot.waitUntil(lambda: window.live.trust in ("live", "behind"), timeout=SILENT_MS)
    window.go_to(stand.day)
    qtbot.waitUntil(lambda: window.bottom.freshness.text() == "Not live since 19:08:00")
    assert "19:19:00" not in window.banner.text()
    station.reads.set()
    qtbot.waitUntil(lambda: is_live(window) and window.is_settled)
