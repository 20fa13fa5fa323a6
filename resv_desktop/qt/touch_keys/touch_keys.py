"""Whether the keys on the screen are wanted, and where what is pressed on them goes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QTouchEvent,
    QWindow,
)
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.fingers import FAR

if TYPE_CHECKING:
    from resv_desktop.qt.touch_keys.dock import Dock
    from resv_desktop.qt.touch_keys.touch_panel import TouchPanel

_REST_MS: Final = 300  # nothing has the keys while a dialog saves, and then the field again
_HINT = Qt.InputMethodHint
_DIGITS: Final = (
    _HINT.ImhDigitsOnly
    | _HINT.ImhPreferNumbers
    | _HINT.ImhDialableCharactersOnly
    | _HINT.ImhFormattedNumbersOnly
)
_LATIN: Final = _HINT.ImhUrlCharactersOnly | _HINT.ImhEmailCharactersOnly | _HINT.ImhLatinOnly
_NO_CAPITAL: Final = _DIGITS | _LATIN | _HINT.ImhNoAutoUppercase | _HINT.ImhHiddenText
_TEXTS: Final = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


class TouchKeys(QObject):
    """Brings the keys when a finger goes to a field, and never to who has used mouse or keys.

    A tap on a field brings them. Where no keyboard has ever been used they also come when a field
    gets the keys after something else was tapped, as in a dialog that opens. A real key sends them
    away, and so do their own key and whatever takes no text. They are not built before that, and
    they stay away where the system shows keys of its own or may_come says so.

    It listens at the windows of the system, where a finger is still told from a mouse. What comes
    or goes does so once the finger has been lifted, so nothing moves under it.
    """

    def __init__(
        self, application: QApplication, look: Look, may_come: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._may_come = may_come
        self._is_by_finger = self._has_keyboard = self._is_down = False
        self._from = QPointF()
        self._tapped: QPointF | None = None
        self._sent_away: QWidget | None = None
        self._field: QWidget | None = None  # which the keys are there for
        self._made: tuple[TouchPanel, Dock] | None = None
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        self._resting = QTimer(self, singleShot=True, interval=_REST_MS)
        self._resting.timeout.connect(self._on_rest)
        application.focusWindowChanged.connect(self._on_window)
        application.focusChanged.connect(self._on_focus)
        self._system = QGuiApplication.inputMethod()
        self._system.visibleChanged.connect(self._settling.start)
        self._on_window(application.focusWindow())

    @property
    def panel(self) -> "TouchPanel | None":
        """The keys, once they were needed."""
        return None if self._made is None else self._made[0]

    @property
    def is_shown(self) -> bool:
        """Whether the keys are on the screen."""
        return self._made is not None and self._made[1].window is not None

    # --- what hands do

    def _on_window(self, window: QWindow | None) -> None:
        self._is_down = False
        if window is not None:
            window.installEventFilter(self)  # once, however often

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._on_touch(event)
        elif isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress and event.key() < Qt.Key.Key_Back:
                self._on_real_key()
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonPress:
            is_mouse = event.source() == Qt.MouseEventSource.MouseEventNotSynthesized
            self._is_by_finger = self._is_by_finger and not is_mouse
        return super().eventFilter(watched, event)

    def _on_focus(self, _old: QWidget | None, _now: QWidget | None) -> None:
        self._settling.start()

    def _on_touch(self, event: QTouchEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.TouchBegin:
            self._is_down = True
            self._tapped, self._from = None, event.points()[0].globalPosition()
        elif kind == QEvent.Type.TouchEnd:
            self._is_down = False
            at = event.points()[0].globalPosition()
            way = at - self._from
            if max(abs(way.x()), abs(way.y())) <= FAR:
                self._is_by_finger, self._tapped = True, at
            self._settling.start()
        elif kind == QEvent.Type.TouchCancel:  # it has no points
            self._is_down = False
            self._settling.start()

    def _on_real_key(self) -> None:
        self._has_keyboard = True
        self._is_by_finger = False
        self._hide()

    # --- whether they are there

    def _settle(self) -> None:
        """Let the keys come, stay or go, as it is now; what was tapped counts once."""
        if self._is_down:
            return
        self._resting.stop()
        held = QApplication.focusWidget()
        tapped, self._tapped = self._tapped, None
        if held is None:
            self._resting.start()
        elif not self._may_come() or not _takes_text(held) or self._system.isVisible():
            self._hide()
        elif self._is_wanted(held, tapped):
            self._show(held)

    def _on_rest(self) -> None:
        if QApplication.focusWidget() is None:
            self._hide()

    def _is_wanted(self, field: QWidget, tapped: QPointF | None) -> bool:
        if self.is_shown:
            return True
        if tapped is not None and field.rect().contains(field.mapFromGlobal(tapped).toPoint()):
            return True
        return self._is_by_finger and not self._has_keyboard and field is not self._sent_away

    def _show(self, field: QWidget) -> None:
        panel, dock = self._make()
        if field is not self._field:
            self._field, self._sent_away = field, None
            hints = field.inputMethodHints()
            panel.begin(
                is_digits=bool(hints & _DIGITS) or isinstance(field, QAbstractSpinBox),
                is_latin=bool(hints & _LATIN),
                stays_large=bool(hints & _HINT.ImhUppercaseOnly),
            )
            self._show_case()
        dock.put(field.window(), field)

    def _hide(self) -> None:
        self._field = None
        if self._made is not None:
            self._made[1].take()

    def _on_sent_away(self) -> None:
        self._sent_away, self._tapped = self._field, None  # what comes back under it is no tap
        self._hide()

    def _make(self) -> "tuple[TouchPanel, Dock]":
        """Return the keys in the language that is spoken, made when they are needed first."""
        from resv_desktop.qt.language import spoken
        from resv_desktop.qt.touch_keys.dock import Dock
        from resv_desktop.qt.touch_keys.touch_panel import TouchPanel

        language = spoken()
        if self._made is not None:
            panel, dock = self._made
            if isValid(panel) and panel.language == language:
                return self._made
            dock.take()
            dock.deleteLater()
            if isValid(panel):
                panel.deleteLater()
        panel = TouchPanel(self._look, language)
        dock = Dock(panel, self)
        dock.gone.connect(self._hide)
        panel.typed.connect(self._type)
        panel.pressed.connect(self._press)
        panel.next_wanted.connect(self._go_on)
        panel.sent_away.connect(self._on_sent_away)
        self._made = panel, dock
        self._field = None
        return self._made

    # --- where what is pressed goes

    def _type(self, text: str) -> None:
        large, modifier = text.upper(), Qt.KeyboardModifier
        shift = modifier.ShiftModifier if text != text.lower() else modifier.NoModifier
        self._send(ord(large if len(large) == 1 else text), text, shift)

    def _press(self, key: int) -> None:
        text = {Qt.Key.Key_Backspace.value: "\b", Qt.Key.Key_Return.value: "\r"}[key]
        self._send(key, text, Qt.KeyboardModifier.NoModifier)

    def _go_on(self) -> None:
        """Give the keys to the next field of the window, wherever it is scrolled."""
        held = QApplication.focusWidget()
        at = None if held is None else held.nextInFocusChain()
        while held is not None and at is not None and at is not held:
            is_there = at.isVisible() and at.isEnabled() and at.window() is held.window()
            if is_there and _takes_text(at):
                at.setFocus(Qt.FocusReason.TabFocusReason)
                self._settle()  # at once: the next letter is that field's
                return
            at = at.nextInFocusChain()

    def _send(self, key: int, text: str, beside: Qt.KeyboardModifier) -> None:
        """Let the field hear a key as if it had been pressed and let go on a keyboard."""
        target = QApplication.focusWidget()
        if not isinstance(target, _TEXTS):
            return  # what is typed while nothing hears it is typed nowhere
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            if isValid(target):
                QApplication.sendEvent(target, QKeyEvent(kind, key, beside, text))
        self._show_case()

    def _show_case(self) -> None:
        """Begin what stands empty with a large letter, where it is made of words."""
        field = QApplication.focusWidget()
        if self._made is None:
            return
        wants = False
        if isinstance(field, QLineEdit) and not field.text():
            is_words = field.echoMode() == QLineEdit.EchoMode.Normal
            wants = is_words and not field.inputMethodHints() & _NO_CAPITAL
        self._made[0].set_large(is_large=wants)


def _takes_text(widget: QWidget) -> bool:
    """Whether what is typed is written there; a pad of its own needs no other."""
    if isinstance(widget, _TEXTS) and not widget.isReadOnly():
        pad = widget.window().findChild(QWidget, "digitPad")
        return pad is None or not pad.isVisible()
    return False
