"""Start the program with a window, or bring the one to the front that is open already."""

import signal
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from resv_desktop.domain.database_uri import split_secrets
from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt.one_window import OneWindow
from resv_desktop.qt.start_window import StartWindow
from resv_desktop.settings import Folders, Settings

if TYPE_CHECKING:
    from resv_desktop.qt.app import App

_SIGNALS_EVERY_MS = 200
_PAINTED_BY_MS = 300
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
    one = OneWindow(folders.data, folders.runtime, f"{split_secrets(uri or '')[0]} {database}")
    if not one.is_first():
        print(_RAISED_OTHER if one.has_other_book() else _RAISED, file=sys.stderr)  # noqa: T201 - for who starts it from a terminal
        return 0
    start = StartWindow()
    start.lay_ground(settings.theme)
    running: list[App] = []

    def begin() -> None:
        """Go on behind the painted window with all that takes time to load."""
        if running:
            return
        from resv_desktop.qt.app import App
        from resv_desktop.qt.language import install

        install(qt, settings.language, settings.clock)
        app = App(
            qt,
            folders=folders,
            settings=settings,
            uri=uri,
            database=database,
            is_demo=is_demo,
            start=start,
        )
        running.append(app)
        one.raise_wanted.connect(app.raise_window)
        app.begin()

    def end() -> None:
        """End without a question: whoever ends the session or removes the program waits for it."""
        for app in running:
            app.end()
        qt.exit()

    for name in (signal.SIGINT, signal.SIGTERM):
        # The next turn of the events: one that comes before the first of them is not lost.
        signal.signal(name, lambda *_: QTimer.singleShot(0, end))
    awake = QTimer()  # lets Python see a signal while Qt waits for events
    awake.timeout.connect(lambda: None)
    awake.start(_SIGNALS_EVERY_MS)
    start.painted.connect(begin)
    QTimer.singleShot(_PAINTED_BY_MS, begin)  # or never is, as when it is minimized
    start.closed.connect(lambda: None if running else qt.quit())
    start.open_at(settings.geometry)
    code = qt.exec()
    one.let_go()  # who starts the program again now gets a window, not one that is closing
    for app in running:
        app.close()
    return code


def show_trouble(trouble: CannotStart, code: int) -> int:
    """Show why nothing can be opened at all, until the host leaves; return the exit code."""
    qt = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(qt, QApplication)
    from resv_desktop.qt import words
    from resv_desktop.qt.keys import Keys
    from resv_desktop.qt.language import install
    from resv_desktop.qt.look import Look

    install(qt, "")
    start = StartWindow()
    start.fill(Look(qt), Keys())
    start.say_trouble(words.sentence(trouble), trouble.details, can_try_again=False)
    start.show()
    print(trouble, file=sys.stderr)  # noqa: T201 - for who starts it from a terminal
    qt.exec()
    return code
