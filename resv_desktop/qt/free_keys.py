"""What a key does wherever the host is: what is typed begins a line, and news have been read."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.command_desk import CommandDesk
from resv_desktop.qt.command_line import pasted_by
from resv_desktop.qt.key_rules import OF_LETTERS
from resv_desktop.qt.keys import Keys, press_unfound
from resv_desktop.qt.widgets.notice import Notice

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)
_OF_NUMBERS = ("+", "(")
_GOING_ON = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)


class FreeKeys(QObject):
    """Hears each key that passes the window, and does what is left of those that nobody took.

    What is said and can be pressed goes when the host goes on: to another row, or in the line; what
    is to stay goes by Escape.
    Why something was not done stays for a moment while the host types on.
    A single key followed by a letter is a name: is_under_way tells whether what such a key has
    begun is not done yet, which is let go of when the keys go to the line.
    """

    def __init__(
        self,
        window: QWidget,
        keys: Keys,
        desk: CommandDesk,
        notice: Notice,
        open_help: Callable[[], None],
        is_under_way: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._window, self._keys, self._desk = window, keys, desk
        self._notice, self._open_help = notice, open_help
        self._is_under_way = is_under_way
        self._passing = self._acted = ""  # the letter that passed last, and the one before it
        self._has_stayed = False  # what was said as the last key passed is to stay
        window.installEventFilter(self)
        desk.line.textEdited.connect(self._on_typed)  # no key that the line takes passes here

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                self._on_passing(event)  # on its way, whoever takes it then
            elif event.type() == QEvent.Type.KeyPress and self._is_taken(event):
                return True
        return super().eventFilter(watched, event)

    def _on_passing(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() or event.key() in _MODIFIERS:
            return
        is_letter = self._begins_line(event) and event.text().isalpha()
        self._acted, self._passing = self._passing, event.text() if is_letter else ""
        is_typing = bool(event.text()) and event.text().isprintable()
        notice = self._notice
        self._has_stayed = notice.stays
        if notice.stays or notice.kind == "hint" or (is_typing and notice.is_unread):
            return
        if event.key() in _GOING_ON or self._begins_line(event):
            self._notice.clear()
        else:
            self._notice.pass_by()

    def _on_typed(self) -> None:
        if self._notice.kind == "warn" and not self._notice.is_unread:
            self._notice.pass_by()

    def _begins_line(self, event: QKeyEvent) -> bool:
        text = event.text()
        is_plain = self._keys.has_single_keys and not event.modifiers() & ~OF_LETTERS
        return is_plain and bool(text) and (text[0].isalnum() or text[0] in _OF_NUMBERS)

    def _is_taken(self, event: QKeyEvent) -> bool:
        if self._keys.matches("help", event):
            self._open_help()
        elif event.key() == Qt.Key.Key_Escape and self._notice.stays:
            # Which has left a dialog, and is still held down, or has put away what stood here.
            if self._has_stayed and not event.isAutoRepeat():
                self._notice.clear()
        elif self._begins_line(event):
            is_name = event.text().isalpha() and self._is_under_way()
            self._desk.begin(self._acted + event.text() if is_name else event.text())
        elif pasted := pasted_by(event).strip():
            self._desk.begin(pasted)
        else:
            return press_unfound(self._keys, event, self._window)
        return True
