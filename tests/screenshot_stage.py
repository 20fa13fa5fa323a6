"""Where the pictures are taken: one size, one theme, real windows on a real book."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QCursor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.station_memory import StationMemory
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.own_mongod import freeze
from tests.pseudo_language import untranslated
from tests.screenshot_checks import faults
from tests.screenshot_house import NAMES, QUOTED, Clock, House, really_long

_PATIENCE_S = 20.0
_SETTLED_WITHIN_S = 5.0
_HIGH_ENOUGH = 800  # on a lower screen the panels are scrolled
_LOOKED_EVERY_MS = 10
_LESS_PRESSED = 80  # every dot is kept: in half the time, and a twentieth larger
# With a time given beside it Qt does not wait, and a core would be burnt meanwhile.
_UNTIL_SOMETHING_IS = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
_SERVER_PATIENCE_S = 2.0  # an outage shall not take long here


class Stage:
    """Windows as large as the screen, dialogs over them, and every picture looked through."""

    def __init__(
        self,
        app: QApplication,
        look: Look,
        server: ManagedServer,
        home: Path,
        pictures: Path,
        *,
        is_pseudo: bool = False,
    ) -> None:
        """Prepare the house; with is_pseudo only texts that are not translated are looked for."""
        self.app, self.look, self.server, self.home = app, look, server, home
        self.pictures, self._is_pseudo = pictures, is_pseudo
        self.keys = Keys()
        self.tasks = Tasks()
        self.faults: list[str] = []
        self.clock = Clock()
        self.memory = self._memory()
        self._stores = [
            Store(server.uri, "pictures", patience_s=_SERVER_PATIENCE_S) for _ in range(2)
        ]
        for store in self._stores:
            store.connect()
        prepare(self._stores[0])
        self.controller, rival = self._controllers()
        self.house = House(
            self.controller, rival, self._stores[0].database, self.clock, self.memory
        )
        self.pictures.mkdir(parents=True, exist_ok=True)

    def begin(self) -> None:
        """Put the house back to how it was built: no group of pictures hangs on those before it."""
        # A window that is closed has perhaps asked for new hours; they may not fall into this.
        self.wait("nothing is under way", lambda: self.tasks.is_idle)
        self.memory = self._memory()
        self.controller, rival = self._controllers()
        self.house.put_back(self.controller, rival, self.memory)

    def _memory(self) -> StationMemory:
        file = self.home / "station.json"
        file.unlink(missing_ok=True)
        return StationMemory(file)

    def _controllers(self) -> tuple[Controller, Controller]:
        """Return this station's, and that of another one."""
        return (
            Controller(self._stores[0], station="Stand 1", clock=self.clock),
            Controller(self._stores[1], station="Stand 2", clock=self.clock),
        )

    # --- windows

    def show(self, window: QWidget) -> None:
        """Show a window over the whole screen, the pointer out of the way."""
        window.showFullScreen()
        screen = window.screen().geometry()
        QCursor.setPos(screen.bottomRight())
        self.wait("the window is in front", window.isActiveWindow)
        self.wait("the window is as large as the screen", lambda: window.size() == screen.size())

    def show_bare(self, window: QWidget) -> None:
        """Show a window as its first frame is, before anything could be read."""
        with self.frozen_database():
            window.resize(window.screen().size())
            window.show()
            window.repaint()

    def main_window(
        self, restaurant: Restaurant | None = None, *, is_demo: bool = False
    ) -> MainWindow:
        """Return a main window that is not shown yet."""
        restaurant = restaurant or self.house.restaurant
        return MainWindow(
            self.look,
            self.keys,
            self.tasks,
            self.controller,
            self.memory,
            restaurant,
            self.controller.restaurants(),
            "Stand 1",
            is_demo=is_demo,
        )

    def open_main_window(
        self, restaurant: Restaurant | None = None, *, is_demo: bool = False
    ) -> MainWindow:
        """Show a main window and wait until its day is there."""
        window = self.main_window(restaurant, is_demo=is_demo)
        self.show(window)
        self.rest(window)
        return window

    def rest(self, window: MainWindow) -> None:
        """Wait until nothing more is under way."""
        self.wait("the day is shown", lambda: window.is_settled and self.tasks.is_idle)

    def close(self, window: QWidget) -> None:
        """Close a window for good."""
        window.close()
        if isinstance(window, MainWindow):
            window.follower.wait(_PATIENCE_S)
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    # --- hands

    def type(self, field: QWidget, text: str) -> None:
        """Type a text into a field."""
        field.setFocus()
        QTest.keyClicks(field, text)

    def wait(self, what: str, is_so: Callable[[], bool]) -> None:
        """Let the program run until something is so."""
        end = time.monotonic() + _PATIENCE_S
        with self._looked_at_often():
            while not is_so():
                if time.monotonic() > end:
                    raise TimeoutError(f"waited in vain until {what}")
                self.app.processEvents(_UNTIL_SOMETHING_IS)
        self.app.processEvents()

    def pause(self, seconds: float) -> None:
        """Let the program run for a moment."""
        end = time.monotonic() + seconds
        with self._looked_at_often():
            while time.monotonic() < end:
                self.app.processEvents(_UNTIL_SOMETHING_IS)

    @contextmanager
    def _looked_at_often(self) -> Iterator[None]:
        """Let something happen every few moments: who waits for it sleeps in between."""
        ticks = QTimer()
        ticks.start(_LOOKED_EVERY_MS)
        yield
        ticks.stop()

    @contextmanager
    def frozen_database(self) -> Iterator[None]:
        """Let the database be silent."""
        pid = self.server.pid
        assert pid is not None
        freeze(pid)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    # --- pictures

    def take(self, name: str, window: QWidget, *, may_scroll: bool = False) -> None:
        """Save a picture of a window at rest and look it through."""

        def grab() -> bool:
            return self._save(window.grab(), name)

        self._take(name, grab, (window,), may_scroll=may_scroll)

    def take_screen(self, name: str, *windows: QWidget) -> None:
        """Save a picture of all that is on the screen; look through some of its windows."""

        def grab() -> bool:
            return self._save(windows[0].screen().grabWindow(0), name)

        self._take(name, grab, windows, may_scroll=False)

    def _save(self, picture: QPixmap, name: str) -> bool:
        return picture.save(str(self.pictures / f"{name}.png"), quality=_LESS_PRESSED)

    def _take(
        self,
        name: str,
        grab: Callable[[], bool],
        windows: Sequence[QWidget],
        *,
        may_scroll: bool,
    ) -> None:
        # A window manager takes its time to give a window the size and place it asks for.
        end = time.monotonic() + _SETTLED_WITHIN_S
        found = [""]
        while found:
            self.pause(0.05)
            if not grab():
                raise OSError(f"{name}.png could not be saved in {self.pictures}")
            found = self._look_through(windows, may_scroll=may_scroll)
            if time.monotonic() > end:
                break
        self.faults += [f"{self.pictures.name}/{name}.png: {fault}" for fault in found]

    def _look_through(self, windows: Sequence[QWidget], *, may_scroll: bool) -> list[str]:
        if self._is_pseudo:
            return [fault for window in windows for fault in untranslated(window, NAMES, QUOTED)]
        is_large = self.look.text_scale > 1
        is_low = any(window.screen().size().height() < _HIGH_ENOUGH for window in windows)
        return [
            fault
            for window in windows
            for fault in faults(
                window,
                really_long=really_long(),
                may_scroll=may_scroll or is_large or is_low,
                may_shorten=is_large,
            )
        ]

    def end(self) -> None:
        """Close what is open."""
        for window in self.app.topLevelWidgets():
            window.close()
        self.tasks.close()
        for store in self._stores:
            store.close()


def steady_cursor(app: QApplication) -> None:
    """Let the cursor in a field stand still, so that every picture shows it."""
    app.setCursorFlashTime(0)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
