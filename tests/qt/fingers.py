"""Fingers on a touch screen: real touches, told to a window as the screen tells them."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QPointingDevice, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from resv_desktop.qt.look import Look
from resv_desktop.qt.touch_keys.touch_key import TouchKey
from resv_desktop.qt.touch_keys.touch_keys import TouchKeys
from resv_desktop.qt.touch_keys.touch_panel import TouchPanel


@cache
def screen() -> QPointingDevice:
    """Return the one touch screen there is."""
    return QTest.createTouchDevice()


@contextmanager
def single_taps() -> Iterator[None]:
    """Let no tap be the second of a double tap: a test is quicker than a hand that goes there."""
    usual = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    yield
    QApplication.setDoubleClickInterval(usual)


def window_of(widget: QWidget) -> tuple[QWindow, QPoint]:
    """Return the window of the system that a widget is in, and where its middle is in it."""
    handle = widget.window().windowHandle()
    assert handle is not None
    return handle, widget.mapTo(widget.window(), widget.rect().center())


def put_down(widget: QWidget, at: QPoint | None = None) -> None:
    """Let a finger touch a widget, in the middle or at a place, and stay there."""
    handle, middle = window_of(widget)
    where = middle if at is None else widget.mapTo(widget.window(), at)
    QTest.touchEvent(handle, screen()).press(0, where, handle).commit()


def lift(widget: QWidget, at: QPoint | None = None) -> None:
    """Let that finger go."""
    handle, middle = window_of(widget)
    where = middle if at is None else widget.mapTo(widget.window(), at)
    QTest.touchEvent(handle, screen()).release(0, where, handle).commit()


def tap(widget: QWidget, at: QPoint | None = None) -> None:
    """Touch a widget and let go, as a finger does."""
    for _ in range(3):  # a dialog that grows with the keys has done so before a hand is there
        QApplication.processEvents()
    assert widget.isVisible()
    assert widget.isEnabled()
    put_down(widget, at)
    lift(widget, at)
    QApplication.processEvents()


def press_real_key(key: Qt.Key, at: QWindow | None = None) -> None:
    """Press a key of a keyboard, which passes the window of the system first."""
    window = at or QGuiApplication.focusWindow()
    assert window is not None
    QTest.keyClick(window, key)


def panel_of(keys: TouchKeys) -> TouchPanel:
    """Return the keys that are on the screen."""
    panel = keys.panel
    assert panel is not None
    assert panel.isVisible()
    return panel


def key(keys: TouchKeys, what: str) -> TouchKey:
    """Return a key that is on the screen."""
    return panel_of(keys).key(what)


def type_on(keys: TouchKeys, text: str) -> None:
    """Type by finger, page by page, as a host would."""
    acts = {" ": "space"}
    for sign in text:
        wanted = acts.get(sign, sign.lower())
        if not _has(keys, wanted):
            tap(key(keys, "digits" if _has(keys, "digits") else "letters"))
        if sign.isupper() != panel_of(keys)._is_large and sign.isalpha():
            tap(key(keys, "shift"))
        tap(key(keys, wanted))


def _has(keys: TouchKeys, what: str) -> bool:
    return any(what in (each.place.act, each.place.sign) for each in panel_of(keys).keys)


@pytest.fixture
def touch_keys(qapp: QApplication, look: Look) -> Iterator[TouchKeys]:
    """The keys on the screen, as the program has them."""
    ground = QWidget()
    with single_taps():
        yield TouchKeys(qapp, look, lambda: True, ground)
    ground.deleteLater()
