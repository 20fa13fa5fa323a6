"""A picture of the real window, for a machine without a display."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QEventLoop
from PySide6.QtWidgets import QApplication

from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

_SIZE = (1280, 800)
_PATIENCE_MS = 15_000


def render_window(controller: "Controller", memory: Path, target: Path) -> None:
    """Show the first restaurant's main window without a display and save it as a PNG.

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
    patience = QDeadlineTimer(_PATIENCE_MS)
    while not (window.is_settled and tasks.is_idle) and not patience.hasExpired():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
    app.processEvents()
    is_saved = window.grab().save(str(target))
    window.close()
    tasks.close()
    if not is_saved:
        raise CannotStart(f"The picture could not be saved as {target}.")
