"""The whole program under restless hands, until something breaks: `make restless`.

Usage: python tests/restless.py [--seed SEED] [--seconds SECONDS] [--freeze]

Every bug, every warning of Qt, every press after which the window stands still, every dialog that
cannot be left and every day that is not as the book has it is told, with what was done before. A
rival station works beside it; with --freeze its database stops answering now and then. It works in
a home of its own that is removed at the end, and ends with 1 where anything was found. A seed does
the same again only about, since answers come when they come.
"""

import argparse
import logging
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QMenu, QWidget

from resv_desktop.controller import Controller
from resv_desktop.qt.app import App
from resv_desktop.qt.touch_keys.touch_panel import TouchPanel
from resv_desktop.settings import Folders, load_settings
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from tests.own_mongod import freeze
from tests.restless_hands import Hands, Rival, in_front, main_window, named

_DATABASE: Final = "restless"
_LOOKED_AT_EVERY: Final = 150  # acts
_SPOKEN_EVERY: Final = 20  # acts
_PATIENCE_S: Final = 25.0
_STANDS_STILL_S: Final = 1.0  # that long on a machine with nothing else to do is no host's evening
_LEFT_BY_KEYS: Final = 10  # presses of Escape, before any button is tried
_MOST_SPOKEN: Final = 300
_PAUSES_MS: Final = (0, 0, 1, 5, 20, 60, 150)


class Shift(logging.Handler):
    """One shift of restless hands at one program, with what was found in it."""

    def __init__(
        self, home: Path, server: ManagedServer, controller: Controller, seed: int
    ) -> None:
        super().__init__(logging.WARNING)
        self.found: dict[tuple[str, str], int] = {}
        self._folders, self._server, self._controller = Folders.under(home), server, controller
        made = (
            controller.create_restaurant("Harbour House", "+442079460123", "00:23"),
            controller.create_restaurant("Annex", "+442079460124", "10:22"),
        )
        houses = [controller.add_tables(house.id, [2, 2, 4, 4, 6, 8]) for house in made]
        self.hands, self._rival = Hands(seed), Rival(controller, houses, seed)
        for _ in range(40):
            self._rival.act()
        self._app = self._begin()
        self._acts = self._escapes = 0
        self._looking_since_s: float | None = None
        self._before: list[str] = []  # what was done before the program was looked at
        self._due_s = time.monotonic() + _PATIENCE_S
        self._until_s = 0.0
        self._is_freezing = self._is_next = False

    def work(self, seconds: float, *, is_freezing: bool) -> None:
        """Work for so long, and look at all once more at the end."""
        self._until_s, self._is_freezing = time.monotonic() + seconds, is_freezing
        self._look()
        QApplication.exec()
        while time.monotonic() < self._until_s:  # the hands have ended the program
            self._app.close()
            self._app = self._begin()
            QApplication.exec()
        self._app.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Hear what the program writes down: its own bugs, and what Qt warns of."""
        said = record.getMessage()
        if record.exc_info is not None and record.exc_info[0] is not None:
            said += "\n" + "".join(traceback.format_exception(*record.exc_info))
        elif not said.startswith("Qt: ") or "This plugin does not support" in said:
            return
        self._tell("bug", said)

    def _tell(self, kind: str, says: str) -> None:
        """Say once what was found, with what was done before."""
        what = (kind, says[-300:])
        self.found[what] = self.found.get(what, 0) + 1
        if self.found[what] == 1:
            done = self._before if self._looking_since_s is not None else self.hands.done
            before = "\n".join(f"    {each}" for each in done)
            print(f"\n{kind}, act {self._acts}: {says}\n  after\n{before}", flush=True)

    def _begin(self) -> App:
        settings, _ = load_settings(self._folders.config / "settings.json")
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        app = App(
            application,
            folders=self._folders,
            settings=settings,
            uri=self._server.uri,
            database=_DATABASE,
        )
        app.begin()
        return app

    # --- one thing after the other

    def _go_on(self, ms: int) -> None:
        self._is_next, self._due_s = True, time.monotonic() + ms / 1000
        QTimer.singleShot(ms, self._turn)

    def _turn(self) -> None:
        self._is_next = False
        late_s = time.monotonic() - self._due_s
        if late_s > _STANDS_STILL_S:
            self._tell("stands still", f"{late_s:.1f} s")
        try:
            self._do_next()
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            self._tell("bug", traceback.format_exc())
        if not self._is_next:
            self._go_on(20)

    def _do_next(self) -> None:
        if self._looking_since_s is not None:
            self._look_on()
        elif time.monotonic() > self._until_s:
            QApplication.exit()
        else:
            self._acts += 1
            self._find_lost_menus()
            if self._acts % _LOOKED_AT_EVERY == 0:
                self._look()
                return
            if self._acts % _SPOKEN_EVERY == 0:
                self._listen()
            self._go_on(self.hands.dice.choice(_PAUSES_MS))  # first: an act may wait inside
            self._act()

    def _act(self) -> None:
        chance = self.hands.dice.random()
        if chance < 0.06:
            threading.Thread(target=self._rival.act, daemon=True).start()
        elif chance < 0.062 and self._is_freezing:
            threading.Thread(target=self._freeze, daemon=True).start()
        else:
            self.hands.act()

    def _find_lost_menus(self) -> None:
        """Tell of a menu that stands open, and neither keys nor presses reach it.

        One of a button that lies beyond the screen, where no hand comes, has no height.
        """
        if QApplication.activePopupWidget() is not None:
            return
        for each in QApplication.topLevelWidgets():
            if isinstance(each, QMenu) and each.isVisible():
                if each.height() > 0:
                    self._tell("lost menu", named(each))
                each.close()

    def _freeze(self) -> None:
        assert self._server.pid is not None
        seconds = self.hands.dice.choice((0.3, 1.0, 4.0))
        self.hands.done.append(f"the database does not answer for {seconds} s")
        freeze(self._server.pid)
        time.sleep(seconds)
        os.kill(self._server.pid, signal.SIGCONT)

    def _listen(self) -> None:
        """Ask for all that a screen reader could say of the window in front."""
        front = in_front()
        QAccessible.setActive(True)
        root = QAccessible.queryAccessibleInterface(front) if front is not None else None
        left = [root] if root is not None else []
        for _ in range(_MOST_SPOKEN):
            if not left:
                break
            left += _heard(left.pop())

    # --- whether all is as it should be

    def _look(self) -> None:
        self._looking_since_s, self._escapes = time.monotonic(), 0
        self._before = list(self.hands.done)
        self._go_on(10)

    def _look_on(self) -> None:
        assert self._looking_since_s is not None
        is_in_vain = time.monotonic() - self._looking_since_s > _PATIENCE_S
        window = main_window()
        open_ones = _open_ones(window)
        if not is_in_vain and (window is None or open_ones):
            self._leave(open_ones)
            self._go_on(100)
        elif window is None or open_ones:
            self._tell("cannot be left", ", ".join(map(named, open_ones)) or "no window")
            for each in open_ones:
                each.close()
            self._looking_since_s = None
        elif not is_in_vain and not self._is_as_the_book():
            self._go_on(200)
        else:
            if is_in_vain:
                says = f"settled {window.is_settled}, idle {self._app.tasks.is_idle}"
                self._tell("never as the book has it", says)
            self._looking_since_s = None

    def _leave(self, open_ones: list[QWidget]) -> None:
        if not any(window.isVisible() for window in QApplication.topLevelWidgets()):
            self._app.close()
            self._app = self._begin()
            return
        self._escapes += 1
        front = in_front()
        if front is not None and front.objectName() == "restaurantChooser":
            self.hands.press(Qt.Key.Key_Return)
        elif self._escapes <= _LEFT_BY_KEYS or self._escapes % 2 or not open_ones:
            self.hands.press(Qt.Key.Key_Escape)
        else:  # it asks whether to leave what was typed
            shown = [button for button in _buttons(open_ones[-1]) if button.isEnabled()]
            if shown:
                QTest.mouseClick(self.hands.dice.choice(shown), Qt.MouseButton.LeftButton)

    def _is_as_the_book(self) -> bool:
        window = main_window()
        if window is None or not (window.is_settled and self._app.tasks.is_idle):
            return False
        day = window.view.day
        if day is None:
            return False
        if window.windowTitle() not in {house.name for house in self._controller.restaurants()}:
            return True  # a rehearsal has a book of its own
        shown = {
            (table.reservation.id, table.table_id, table.reservation.status)
            for hour in day.hours
            for table in hour.by_table
            if table.reservation is not None
        }
        held = self._controller.reservations_on(day.restaurant.id, day.on)
        return shown == {(each.id, each.table_id, each.status) for each in held}


def _open_ones(window: QWidget | None) -> list[QWidget]:
    """Return what stands in front of the main window."""
    tops = [each for each in QApplication.topLevelWidgets() if each.isVisible()]
    found: list[QWidget] = [each for each in tops if each.isModal() or isinstance(each, QMenu)]
    inner = window.findChildren(QDialog) if window is not None else []
    found += [each for each in inner if each.isVisible() and each not in found]
    popup = QApplication.activePopupWidget()
    return found if popup is None or popup in found else [*found, popup]


def _buttons(window: QWidget) -> list[QAbstractButton]:
    """Return the buttons of a window that have words on them, but for keys on the screen."""
    panels = window.findChildren(TouchPanel)
    return [
        button
        for button in window.findChildren(QAbstractButton)
        if button.text()
        and button.isVisible()
        and not any(panel.isAncestorOf(button) for panel in panels)
    ]


def _heard(each: QAccessibleInterface) -> list[QAccessibleInterface]:
    """Ask for all that is said of one thing; return what is inside of it."""
    if not each.isValid():
        return []
    for text in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
        each.text(text)
    for ask in (each.rect, each.state, each.role, each.focusChild):
        ask()
    acts = each.actionInterface()
    if acts is not None:
        acts.actionNames()
    inside = [each.child(number) for number in range(min(each.childCount(), 40))]
    return [child for child in inside if child is not None]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=int(time.time()))
    options.add_argument("--seconds", type=float, default=300)
    options.add_argument("--freeze", action="store_true", help="let the database stop now and then")
    chosen = options.parse_args()
    home = Path(tempfile.mkdtemp(prefix="resv-"))
    os.environ["HOME"] = str(home)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.chdir(home)  # a file that is saved without a folder is saved here
    application = QApplication(["resv-desktop"])
    application.setQuitOnLastWindowClosed(False)
    server = ManagedServer(home / "data", home / "logs", home / "run")
    server.start()
    try:
        with open_controller(uri=server.uri, database=_DATABASE) as controller:
            shift = Shift(home / "program", server, controller, chosen.seed)
            logging.getLogger().addHandler(shift)
            shift.work(chosen.seconds, is_freezing=chosen.freeze)
            logging.getLogger().removeHandler(shift)
            # Who waits twice may want two tables.
            findings = [each for each in controller.check() if each.kind != "waiting_twice"]
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)
    for each in findings:
        print(f"\nin the book: {each}")
    print(f"\nseed {chosen.seed}: {len(shift.found)} found, {len(findings)} in the book")
    return 1 if shift.found or findings else 0


if __name__ == "__main__":
    sys.exit(main())
