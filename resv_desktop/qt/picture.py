"""A picture of the real window, for a machine without a display."""

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.main_window import MainWindow

_SIZE = (1280, 800)
_PATIENCE_MS = 15_000
_PARTY = 4


def render_window(controller: "Controller", memory: Path, on: date, target: Path) -> None:
    """Show a day of the first restaurant in its window, without a display, and save it as a PNG.

    Raises CannotStart where the file cannot be written.
    """
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.station_memory import StationMemory

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    tasks = Tasks()
    restaurants = controller.restaurants()
    window = MainWindow(
        Look(app, "light"),
        Keys(),
        tasks,
        controller,
        StationMemory(memory),
        restaurants[0],
        restaurants,
        controller.station,
        is_demo=True,
    )
    window.resize(*_SIZE)
    window.show()
    window.go_to(on)
    patience = QDeadlineTimer(_PATIENCE_MS)
    while not (window.is_settled and tasks.is_idle) and not patience.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    _show_evening(window)
    app.processEvents()
    is_saved = window.grab().save(str(target))
    window.close()
    tasks.close()
    if not is_saved:
        raise CannotStart(f"The picture could not be saved as {target}.")


def _show_evening(window: "MainWindow") -> None:
    """Turn the lists to the first hour that has reservations, and pick a table for a party."""
    from resv_desktop.qt.day_rows import HourFilter

    day = window.view.day
    busy = [h for h in day.hours if any(not t.is_free for t in h.by_table)] if day else []
    if not busy:
        return
    window.top.party.press(_PARTY)
    window.view.set_hours(HourFilter(busy[0].starts_at))
    free = busy[0].free_for(_PARTY)
    if free:
        window.view.pick(free[0].key)
