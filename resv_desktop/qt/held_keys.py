"""A key that is held is one press, also where X11 tells its repeats as presses of their own."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QApplication


class HeldKeys(QObject):
    """Tells every window that a key which is let go and pressed in one instant is still held.

    So the X server repeats it. Qt knows that only where it has got both halves already; else the
    second half, a press that is no repeat, would do the next act. No hand is as fast: both halves
    have the same timestamp. What Qt would take for a shortcut is asked of the widgets first, up to
    the one that is the window: there it is kept from being one.
    """

    def __init__(self, application: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._let_go = 0, 0  # which key, and when
        application.focusWindowChanged.connect(self._on_window)
        self._on_window(application.focusWindow())

    def _on_window(self, window: QWindow | None) -> None:
        for each in (window, QApplication.activeWindow()):
            if each is not None:
                each.installEventFilter(self)  # once, however often

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            at = event.key(), event.timestamp()
            is_held = bool(event.timestamp()) and at == self._let_go
            if event.type() == QEvent.Type.KeyRelease:
                self._let_go = at
            elif event.type() == QEvent.Type.ShortcutOverride and is_held:
                event.accept()
                return True
            elif event.type() == QEvent.Type.KeyPress and is_held and isinstance(watched, QWindow):
                QApplication.sendEvent(watched, _repeated(event))
                return True
        return super().eventFilter(watched, event)


def _repeated(event: QKeyEvent) -> QKeyEvent:
    """Return the same key as one that is held down."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        autorep=True,
    )
