"""A finger that goes its way scrolls; only one that goes up where it came down presses."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Protocol, runtime_checkable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPersistentModelIndex, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputDevice, QMouseEvent, QTouchEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QWidget,
)

from resv_desktop.qt.widgets.swipe import Swipe

HOLD_MS: Final = 450
FAR: Final = 12  # px: no finger stays where it is to the pixel

_HANDED_ON: Final = "is handed on"
_Type = QEvent.Type
_OF_A_FINGER = (
    _Type.MouseButtonPress,
    _Type.MouseButtonDblClick,
    _Type.MouseMove,
    _Type.MouseButtonRelease,
)
_Under = tuple[QWidget | None, QPersistentModelIndex | None]


@runtime_checkable
class TakesHold(Protocol):
    """A list in which a finger that stays on something takes hold of it."""

    def take_hold(self, at: QPoint, press: Callable[[], None]) -> None:
        """Take hold of what is at a place of the viewport, or of nothing.

        With press it is pressed, and goes with the finger as with a mouse that is held down.
        """


@dataclass
class _Touch:
    """A finger that is down: what Qt has made of it and is held back, and what lies under it."""

    window: QWindow
    at: QPointF
    areas: list[QAbstractScrollArea]
    under: _Under
    dialog: QWindow | None  # what takes all presses
    held: list[QMouseEvent] = field(default_factory=list)
    twice: QMouseEvent | None = None  # what its press is once it was the second of two taps
    is_tap: bool = True
    is_swipe: bool = False
    is_pressed: bool = False
    is_missed: bool = False  # a tap at something else than lay there as it began

    def is_as_it_was(self) -> bool:
        """Whether nothing else has come under it, and no dialog over it."""
        if not shiboken6.isValid(self.window) or QGuiApplication.modalWindow() is not self.dialog:
            return False
        return _under(self.window, self.at) == self.under


class Fingers(QObject):
    """Holds back the press that Qt makes of a touch until it is known what the finger is about.

    Gone up where it came down, it presses what was under it then. Gone its way, it scrolls, and
    nothing under it has heard of it. The mouse is never held back, nor is a finger on a thumb or
    outside of all that scrolls. It listens at the windows of the system, as do those that come to
    the front and what a finger has opened.
    """

    def __init__(self, application: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._touch: _Touch | None = None
        self._before: list[QMouseEvent] = []  # the way of the pointer to where the finger is
        self._was_tap, self._was_missed = True, False
        self._swipe = Swipe(self)
        self._hold = QTimer(self, singleShot=True, interval=HOLD_MS)
        self._hold.timeout.connect(self._on_held)
        application.focusWindowChanged.connect(self.watch)
        self.watch(application.focusWindow())

    @property
    def is_gliding(self) -> bool:
        """Whether something that was pushed still moves."""
        return self._swipe.is_gliding

    def watch(self, window: QWindow | None) -> None:
        """Hear of the fingers in a window."""
        if window is not None:
            window.installEventFilter(self)  # once, however often

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == _Type.TouchBegin:
            assert isinstance(event, QTouchEvent)
            assert isinstance(watched, QWindow)
            _give_no_keys(watched, event.points()[0].position())
        if event.type() in _OF_A_FINGER and not watched.property(_HANDED_ON):
            assert isinstance(event, QMouseEvent)
            assert isinstance(watched, QWindow)
            if event.pointingDevice().type() == QInputDevice.DeviceType.TouchScreen:
                return self._hear(watched, event)
        return super().eventFilter(watched, event)

    def _hear(self, window: QWindow, event: QMouseEvent) -> bool:
        """Return whether an event is held back."""
        match event.type():
            case _Type.MouseButtonPress:
                return self._come_down(window, event)
            case _Type.MouseButtonDblClick:
                return self._come_down_twice(event)
            case _Type.MouseMove:
                return self._move(event)
        QTimer.singleShot(0, self, self._watch_popup)
        return self._go_up(event)

    def _come_down(self, window: QWindow, event: QMouseEvent) -> bool:
        self._was_tap = self._touch is None or self._touch.is_tap
        self._was_missed = self._touch is not None and self._touch.is_missed
        at = event.position()
        under = _under(window, at)
        areas = _areas_around(under[0])
        is_resting = not self._swipe.is_gliding_in(areas)
        self._swipe.stop()
        before, self._before = self._before, []
        if not areas:
            self._touch = None
            for each in before:
                self._hand_on(window, each)
            return False
        # A finger that halts what glides has seen nothing yet that it could press.
        held = [*before, QMouseEvent(event)]
        dialog = QGuiApplication.modalWindow()
        self._touch = _Touch(window, at, areas, under, dialog, held, is_tap=is_resting)
        self._hold.start()
        return True

    def _come_down_twice(self, event: QMouseEvent) -> bool:
        """Let the second of two taps be one of a double click; behind a swipe it is the first."""
        if self._touch is None:
            return False
        if self._was_missed:  # who taps twice at once has not seen yet what came under the first
            self._touch.is_tap = False
        elif self._was_tap:
            self._touch.twice = QMouseEvent(event)
        return True

    def _move(self, event: QMouseEvent) -> bool:
        touch, at, at_ms = self._touch, event.position(), event.timestamp()
        if event.buttons() == Qt.MouseButton.NoButton:
            self._before = [QMouseEvent(event)]  # a press comes next, or has just ended
            return True
        if touch is None or touch.is_pressed:
            return False
        way = at - touch.at
        if touch.is_swipe:
            self._swipe.follow(at, at_ms)
        elif max(abs(way.x()), abs(way.y())) > FAR:
            self._hold.stop()
            touch.is_swipe, touch.is_tap = True, False
            self._swipe.begin(touch.areas, way, at, at_ms)
        return True

    def _go_up(self, event: QMouseEvent) -> bool:
        touch, self._before = self._touch, []
        self._hold.stop()
        if touch is None:
            return False
        is_cancelled = event.source() != Qt.MouseEventSource.MouseEventSynthesizedByQt
        if touch.is_pressed:
            if is_cancelled:  # put down nowhere
                self._leave(touch.window, event)
            return False
        if touch.is_swipe:
            self._swipe.let_go(event.timestamp())
            return True
        touch.is_tap = touch.is_tap and not is_cancelled
        touch.is_missed = touch.is_tap and not touch.is_as_it_was()
        if not touch.is_tap or touch.is_missed:
            return True
        if touch.twice is not None:
            touch.held[-1] = touch.twice
        self._press()
        self._hand_on(touch.window, _at(touch.held[-1], event))
        return True

    def _on_held(self) -> None:
        touch = self._touch
        if touch is None or not touch.is_tap or not touch.is_as_it_was():
            return
        widget, area = touch.under[0], touch.areas[0]
        if isinstance(widget, QAbstractButton):
            if widget.autoRepeat():
                self._press()
        elif isinstance(area, TakesHold):
            at = touch.window.mapToGlobal(touch.at)
            area.take_hold(area.viewport().mapFromGlobal(at).toPoint(), self._press)

    def _press(self) -> None:
        assert self._touch is not None
        self._touch.is_pressed = True
        for each in self._touch.held:
            self._hand_on(self._touch.window, each)

    def _leave(self, window: QWindow, event: QMouseEvent) -> None:
        """Let what is pressed see the finger go out of the window."""
        away, button = QPointF(-1, -1), Qt.MouseButton.LeftButton
        moved = QMouseEvent(_Type.MouseMove, away, away, button, button, event.modifiers())
        self._hand_on(window, moved)

    def _hand_on(self, window: QWindow, event: QMouseEvent) -> None:
        """Let the window hear an event as one of the system's: else it brings no keys."""
        application = QApplication.instance()
        assert application is not None
        window.setProperty(_HANDED_ON, True)
        try:
            application.notify(window, event)
        finally:
            if shiboken6.isValid(window):
                window.setProperty(_HANDED_ON, False)

    def _watch_popup(self) -> None:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            for window in QGuiApplication.topLevelWindows():
                if window.winId() == popup.winId():
                    self.watch(window)


def _at(place: QMouseEvent, event: QMouseEvent) -> QMouseEvent:
    """Return an event as if it were at the place of another: a finger that trembles stays there."""
    made = QMouseEvent(
        event.type(),
        place.position(),
        place.scenePosition(),
        place.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
        event.source(),
        event.pointingDevice(),
    )
    made.setTimestamp(event.timestamp())
    return made


def _give_no_keys(window: QWindow, at: QPointF) -> None:
    """Let what scrolls see no touch, only the press that comes of it.

    Qt gives whatever sees one the keys at once, and then a page scrolls what has them in sight.
    """
    for area in _areas_around(_under(window, at)[0]):
        area.viewport().setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents, on=False)


def _under(window: QWindow, at: QPointF) -> _Under:
    """Return the widget at a place of a window, and of a list also what stands there."""
    number = window.winId()
    grounds = (each for each in QApplication.topLevelWidgets() if each.isVisible())
    ground = next((each for each in grounds if each.winId() == number), None)
    if ground is None:
        return None, None
    widget = ground.childAt(at.toPoint()) or ground
    around = widget.parentWidget()
    if not isinstance(around, QAbstractItemView) or around.viewport() is not widget:
        return widget, None
    index = around.indexAt(widget.mapFrom(ground, at.toPoint()))
    return widget, QPersistentModelIndex(index)


def _areas_around(widget: QWidget | None) -> list[QAbstractScrollArea]:
    """Return what scrolls around a widget, the innermost first; none around a thumb."""
    areas: list[QAbstractScrollArea] = []
    popup = QApplication.activePopupWidget()
    if widget is None or isinstance(widget, QAbstractSlider):
        return areas
    if popup is not None and popup is not widget.window():
        return areas
    around: QWidget | None = widget
    while around is not None:
        if isinstance(around, QAbstractScrollArea):
            areas.append(around)
        around = None if around.isWindow() else around.parentWidget()
    return areas
