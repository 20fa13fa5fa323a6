"""A program that is left open for days: what speaks of today speaks of the day that runs."""

from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.help_dialog import HelpDialog
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.reports.reports_acts import ReportsActs
from resv_desktop.qt.reports.reports_dialog import ReportsDialog
from resv_desktop.settings import Settings
from tests.qt.stand import Stand
from tests.qt.station import Clock, Station, dialog_of


def _a_day_later(window: MainWindow, clock: Clock) -> None:
    clock.at += timedelta(days=1)
    window.tick()


def test_days_that_end_behind_a_dialog_give_way_once_that_is_left(
    qtbot: QtBot, window: MainWindow, clock: Clock, stand: Stand
) -> None:
    window.go_to_today()
    qtbot.waitUntil(lambda: window.is_settled)
    window.acts.open_help(stand.restaurant)
    _a_day_later(window, clock)
    _a_day_later(window, clock)
    dialog_of(window, HelpDialog).reject()
    qtbot.waitUntil(lambda: window.is_settled and window.live.on == window.clock.today)
    window.step(-1)  # it has ended, and is chosen
    qtbot.waitUntil(lambda: window.is_settled)
    window.acts.open_help(stand.restaurant)
    _a_day_later(window, clock)
    dialog_of(window, HelpDialog).reject()
    qtbot.waitUntil(lambda: window.is_settled)
    assert window.live.on == window.clock.today - timedelta(days=2)


def test_today_of_the_reports_is_the_day_that_runs(
    qtbot: QtBot,
    window: MainWindow,
    look: Look,
    stand: Stand,
    station: Station,
    clock: Clock,
    tmp_path: Path,
) -> None:
    choices = Choices(stand.tasks, Settings(station="Stand 1"), tmp_path / "settings.json", window)
    acts = ReportsActs(look, stand.tasks, choices, window, folder=tmp_path)
    acts.attach(window, station, stand.restaurant.id)
    window.menu.reports_wanted.emit()
    dialog = dialog_of(window, ReportsDialog)
    _a_day_later(window, clock)
    dialog.today_button.click()
    assert dialog.period.on == window.clock.today
    qtbot.waitUntil(lambda: dialog.told is not None and dialog.told.period == dialog.period.said())


def test_a_table_is_retired_from_the_day_on_that_follows_the_one_that_runs(
    qtbot: QtBot, window: MainWindow, stand: Stand, clock: Clock
) -> None:
    stand.rival.set_pin(stand.restaurant.id, None)
    window.menu.house_wanted.emit()
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, HouseDialog)
    _a_day_later(window, clock)
    dialog.tables.list.pick(0)
    dialog.tables.retired.click()
    table = dialog.tables.picked
    assert table is not None
    assert table.retired_from == window.clock.today + timedelta(days=1)
    for _ in range(2):  # the first is told that there are changes
        dialog.reject()
    assert not window.acts.is_open
