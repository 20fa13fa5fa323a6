"""What a key does wherever the host is: what is typed begins a line, and news have been read."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from resv_desktop.qt.command_desk import CommandDesk
from resv_desktop.qt.keys import Keys, press_unfound
from resv_desktop.qt.widgets.notice import Notice

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)
_OF_LETTERS = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_OF_NUMBERS = ("+", "(")


class FreeKeys(QObject):
    """Hears each key that passes the window, and does what is left of those that nobody took."""

    def __init__(
        self,
        window: QWidget,
        keys: Keys,
        desk: CommandDesk,
        notice: Notice,
        open_help: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._keys, self._desk = window, keys, desk
        self._notice, self._open_help = notice, open_help
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                self._on_passing(event)  # on its way, whoever takes it then
            elif event.type() == QEvent.Type.KeyPress and self._is_taken(event):
                return True
        return super().eventFilter(watched, event)

    def _on_passing(self, event: QKeyEvent) -> None:
        is_key = not event.isAutoRepeat() and event.key() not in _MODIFIERS
        if is_key and self._notice.kind != "hint":
            self._notice.clear()

    def _is_taken(self, event: QKeyEvent) -> bool:
        text, beside = event.text(), event.modifiers() & ~_OF_LETTERS
        has_single = self._keys.has_single_keys
        if self._keys.matches("help", event):
            self._open_help()
        elif has_single and not beside and (text[:1].isalnum() or text[:1] in _OF_NUMBERS) and text:
            self._desk.begin(text)
        else:
            return press_unfound(self._keys, event, self._window)
        return True
