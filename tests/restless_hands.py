"""Hands that press, type and swipe without sense, and a rival station that does what it likes."""

import random
from collections import deque
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Final

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.main_window import MainWindow
from tests.qt.fingers import screen

LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_KEYS: Final = (
    *(Qt.Key.Key_Return,) * 4,
    *(Qt.Key.Key_Escape,) * 3,
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Space, Qt.Key.Key_Delete),
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Menu, Qt.Key.Key_Question, Qt.Key.Key_F5, Qt.Key.Key_F10),
    *(Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_W),
)
_WITH_CONTROL: Final = (
    *(Qt.Key.Key_Z, Qt.Key.Key_Return, Qt.Key.Key_M, Qt.Key.Key_N, Qt.Key.Key_R, Qt.Key.Key_E),
    *(Qt.Key.Key_H, Qt.Key.Key_W, Qt.Key.Key_P, Qt.Key.Key_A, Qt.Key.Key_F, Qt.Key.Key_T),
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_1, Qt.Key.Key_2),
    *(Qt.Key.Key_Comma, Qt.Key.Key_Plus, Qt.Key.Key_I),
)
_TYPED: Final = (
    *("2", "4 20", "8 20", "3456", "Coh", "tomorrow", "fri", "in 3 days", "20:00", "6 22"),
    *("4 20 07400123456 Cohen", "07400 123411", "x" * 60, "\u05db\u05d4\u05df"),
)
_SIZES: Final = ((1280, 800), (1920, 1080), (1024, 768), (800, 600))
_PHONES: Final = tuple(f"07400 1234{number:02d}" for number in range(30))
_NAMES: Final = ("", "Cohen", "\u05db\u05d4\u05df", "O" * 40)
_REST_MS: Final = 700  # until what has come under a hand may be pressed


def main_window() -> MainWindow | None:
    """Return the main window that is shown, that of a rehearsal too."""
    windows = QApplication.topLevelWidgets()
    return next((w for w in windows if isinstance(w, MainWindow) and w.isVisible()), None)


def in_front() -> QWidget | None:
    """Return the window that keys and presses are for."""
    active = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    active = active or QApplication.activeWindow()
    if active is not None and active.isVisible():
        return active
    shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    if shown:
        shown[0].activateWindow()
    return shown[0] if shown else None


def named(widget: QWidget | None) -> str:
    """Return what a widget is called in the list of what was done."""
    if widget is None:
        return "nothing"
    words = getattr(widget, "text", None) or widget.windowTitle
    try:
        said = str(words())[:30]
    except TypeError:  # the text of a list is that of a row
        said = ""
    return f"{type(widget).__name__} {widget.objectName()} [{said}]"


def rest(ms: int) -> None:
    """Let the program go on for a while; QTest's own wait would keep Python from its workers."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


class Rival:
    """Another station, in a hurry and at random."""

    def __init__(self, controller: Controller, houses: list[Restaurant], seed: int) -> None:
        self._controller, self._houses = controller, houses
        self._random = random.Random(seed)  # noqa: S311 - no secret

    def act(self) -> None:
        """Do one thing in one of the houses; what is refused is not done."""
        dice, controller = self._random, self._controller
        house, now = dice.choice(self._houses), controller.now()
        day = house.business_day(now) + timedelta(days=dice.choice((0, 0, 0, 1)))
        try:
            held = controller.reservations_on(house.id, day)
            ahead = [s for s in controller.slots(house.id, day) if s.starts_at > now]
            free = [slot for slot in ahead if slot.is_available][:40]
            what = dice.random()
            if free and (what < 0.45 or not held):
                slot, phone = dice.choice(free), dice.choice(_PHONES)
                party, name = dice.randint(1, slot.capacity), dice.choice(_NAMES)
                controller.reserve(slot.slot_id, slot.table_id, phone, party, name=name)
            elif held and what < 0.65:
                controller.cancel(dice.choice(held).id)
            elif held and what < 0.8:
                status = dice.choice(("arrived", "seated", "done", "booked"))
                controller.set_status(dice.choice(held).id, status)
            elif held and free and what < 0.9:
                slot = dice.choice(free)
                controller.move(dice.choice(held).id, slot.slot_id, slot.table_id)
            elif ahead:
                slot, phone = dice.choice(ahead), dice.choice(_PHONES)
                controller.wait(house.id, slot.slot_id, dice.randint(2, 6), phone)
        except (Refusal, Outage):
            return


class Hands:
    """The hands of a host who is out of their mind; done names the last things that they did."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.done: deque[str] = deque(maxlen=40)
        self._acts: tuple[tuple[Callable[[QWidget], None], int], ...] = (
            (self._press_key, 30),
            (self._press_with_control, 10),
            (self._type, 10),
            (self._press_somewhere, 36),
            (self._choose_in_menu, 2),
            (self._resize, 2),
            (self._rest, 2),
        )

    def act(self) -> None:
        """Do one thing, whatever is in front."""
        front = in_front()
        if front is None:
            return
        acts, weights = zip(*self._acts, strict=True)
        act: Callable[[QWidget], None] = self.dice.choices(acts, weights)[0]
        try:
            act(front)
        except RuntimeError as gone:  # it went in the middle of a press
            self.done.append(f"gone: {gone}")

    def press(self, key: Qt.Key, beside: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the keys go."""
        target = QApplication.activePopupWidget() or _focused() or in_front()
        if target is not None:
            self.done.append(f"{beside.name} {key.name} at {named(target)}")
            QTest.keyClick(target, key, beside)

    def _press_key(self, _front: QWidget) -> None:
        self.press(self.dice.choice(_KEYS), SHIFT if self.dice.random() < 0.05 else NO_KEYS)

    def _press_with_control(self, _front: QWidget) -> None:
        beside = CONTROL | SHIFT if self.dice.random() < 0.15 else CONTROL
        self.press(self.dice.choice(_WITH_CONTROL), beside)

    def _type(self, front: QWidget) -> None:
        text = self.dice.choice(_TYPED)
        self.done.append(f"types {text} in {named(front)}")
        for sign in text:
            target = _focused()
            if target is not None and sign.isascii():
                QTest.keyClicks(target, sign)
            elif target is not None:
                kind = QEvent.Type.KeyPress
                QApplication.postEvent(target, QKeyEvent(kind, 0, NO_KEYS, sign))

    def _press_somewhere(self, front: QWidget) -> None:
        dice, widget = self.dice, self._any_of(front)
        inside = self._inside(widget)
        at = inside if dice.random() < 0.7 else widget.rect().center()
        ways = (
            self._click,
            self._tap,
            self._click_right,
            self._drag,
            self._turn_wheel,
            self._swipe,
        )
        what: Callable[[QWidget, QPoint], None] = dice.choices(ways, (6, 4, 1, 1, 1, 1))[0]
        self.done.append(f"{what.__name__} {named(widget)} at {at.toTuple()} in {named(front)}")
        what(widget, at)

    def _any_of(self, front: QWidget) -> QWidget:
        """Return a part of the window, rather one that can be pressed than another."""
        if isinstance(front, QMenu):
            return front
        parts = [w for w in front.findChildren(QWidget) if w.isVisible() and w.isEnabled()]
        parts = [w for w in parts if w.window() is front and min(w.width(), w.height()) > 2]
        kinds = (QAbstractButton, QLineEdit)
        pressed = [w for w in parts if isinstance(w, kinds) or "row" in type(w).__name__.lower()]
        if pressed and self.dice.random() < 0.6:
            return self.dice.choice(pressed)
        return self.dice.choice(parts or [front])

    def _inside(self, widget: QWidget) -> QPoint:
        """Return any place in a widget; one that is just going may have no size any more."""
        at = (self.dice.randrange(max(1, side)) for side in widget.size().toTuple())
        return QPoint(*at)

    def _click(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseClick(widget, LEFT, NO_KEYS, at)

    def _click_right(self, widget: QWidget, at: QPoint) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.RightButton, NO_KEYS, at)
        by_mouse, there = QContextMenuEvent.Reason.Mouse, widget.mapToGlobal(at)
        QApplication.postEvent(widget, QContextMenuEvent(by_mouse, at, there))

    def _drag(self, widget: QWidget, at: QPoint) -> None:
        to = self._inside(widget)
        QTest.mousePress(widget, LEFT, NO_KEYS, at)
        for step in range(1, 5):
            QTest.mouseMove(widget, at + (to - at) * step / 4)
        QTest.mouseRelease(widget, LEFT, NO_KEYS, to)

    def _turn_wheel(self, widget: QWidget, at: QPoint) -> None:
        turned = QPoint(0, self.dice.choice((-480, -120, 120)))
        here, there = QPointF(at), QPointF(widget.mapToGlobal(at))
        none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
        wheel = QWheelEvent(here, there, QPoint(), turned, none, NO_KEYS, phase, False)
        QApplication.postEvent(widget, wheel)

    def _tap(self, widget: QWidget, at: QPoint) -> None:
        self._touch(widget, at, QPoint())

    def _swipe(self, widget: QWidget, at: QPoint) -> None:
        self._touch(widget, at, QPoint(self.dice.randint(-200, 200), self.dice.randint(-300, 300)))

    def _touch(self, widget: QWidget, at: QPoint, way: QPoint) -> None:
        window = widget.window()
        handle, down = window.windowHandle(), widget.mapTo(window, at)
        QTest.touchEvent(handle, screen()).press(0, down, handle).commit()
        if way.isNull() and self.dice.random() < 0.2:
            rest(self.dice.choice((30, _REST_MS)))
        for step in range(1, 6 if not way.isNull() else 1):
            QTest.touchEvent(handle, screen()).move(0, down + way * step / 5, handle).commit()
        QTest.touchEvent(handle, screen()).release(0, down + way, handle).commit()

    def _choose_in_menu(self, _front: QWidget) -> None:
        window = main_window()
        if window is None or in_front() is not window:
            return
        lines = [line for line in _lines_of(window.menu) if line is not window.menu.quit]
        if lines:
            line = self.dice.choice(lines)
            self.done.append(f"chooses {line.text()}")
            line.trigger()

    def _resize(self, _front: QWidget) -> None:
        window = main_window()
        if window is not None:
            window.resize(*self.dice.choice(_SIZES))

    def _rest(self, _front: QWidget) -> None:
        rest(_REST_MS)


def _focused() -> QWidget | None:
    focused = QApplication.focusWidget()
    return focused if focused is not None and focused.isVisible() else None


def _lines_of(menu: QMenu) -> Iterator[QAction]:
    """Yield all that can be chosen in a menu and those inside of it."""
    inner = {each.menuAction() for each in menu.findChildren(QMenu)}
    for each in (menu, *menu.findChildren(QMenu)):
        for line in each.actions():
            is_line = line not in inner and not line.isSeparator()
            if is_line and line.isEnabled() and line.isVisible():
                yield line
