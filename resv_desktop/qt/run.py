"""Start the program with a window, or bring the one to the front that is open already."""

import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from resv_desktop.domain.database_uri import split_secrets
from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt import words
from resv_desktop.qt.app import App
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.language import install
from resv_desktop.qt.look import Look
from resv_desktop.qt.one_window import OneWindow
from resv_desktop.qt.start_window import StartWindow
from resv_desktop.settings import Folders, Settings

_SIGNALS_EVERY_MS = 200
_RAISED = "The program is open already; its window has come to the front."
_RAISED_OTHER = (
    "The program is open already, with another book than the one asked for now: that window has "
    "come to the front. Close it first to open the other book."
)


def run(
    *,
    folders: Folders,
    settings: Settings,
    uri: str | None,
    database: str,
    is_demo: bool = False,
) -> int:
    """Run the window until it is closed; return the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    qt.setApplicationName("resv-desktop")
    qt.setApplicationDisplayName("Reservations")
    qt.setDesktopFileName("resv-desktop")
    qt.setQuitOnLastWindowClosed(False)
    install(qt, settings.language, settings.clock)
    one = OneWindow(folders.data, folders.runtime, f"{split_secrets(uri or '')[0]} {database}")
    if not one.is_first():
        print(_RAISED_OTHER if one.has_other_book() else _RAISED, file=sys.stderr)  # noqa: T201 - for who starts it from a terminal
        return 0
    app = App(qt, folders=folders, settings=settings, uri=uri, database=database, is_demo=is_demo)
    one.raise_wanted.connect(app.raise_window)
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: qt.quit())
    awake = QTimer()  # lets Python see a signal while Qt waits for events
    awake.timeout.connect(lambda: None)
    awake.start(_SIGNALS_EVERY_MS)
    app.begin()
    code = qt.exec()
    one.let_go()  # who starts the program again now gets a window, not one that is closing
    app.close()
    return code


def show_trouble(trouble: CannotStart, code: int) -> int:
    """Show why nothing can be opened at all, until the host leaves; return the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    install(qt, "")
    start = StartWindow(Look(qt), Keys())
    start.say_trouble(words.sentence(trouble), trouble.details, can_try_again=False)
    start.show()
    print(trouble, file=sys.stderr)  # noqa: T201 - for who starts it from a terminal
    qt.exec()
    return code
