"""The place at the bottom of a window; all else that is in the window stands above it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QScrollArea, QWidget
from shiboken6 import isValid

from resv_desktop.qt.touch_keys.touch_panel import TouchPanel
from resv_desktop.qt.widgets.field import Field


class Dock(QObject):
    """Puts the keys into one window after the other, and gives each window back as it was.

    The window gets a lower margin, so that its own layout gives the room; a dialog that would end
    below the screen is moved up. What is typed in stays in sight. gone tells that the window of
    the keys has been closed.
    """

    gone = Signal()

    def __init__(self, panel: TouchPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._panel = panel
        self._window: QWidget | None = None
        self._field: QWidget | None = None
        self._height = 0
        self._moved: tuple[QPoint, QPoint] | None = None  # where the dialog was, and is
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)

    @property
    def window(self) -> QWidget | None:
        """The window that has the keys, or None."""
        return self._window if self._window is not None and isValid(self._window) else None

    def put(self, window: QWidget, field: QWidget) -> None:
        """Put the keys at the bottom of a window, for a field in it."""
        self._field = field
        if self.window is not window:
            self.take()
            self._window = window
            self._height = self._panel.wanted_height()
            window.installEventFilter(self)
            self._panel.setParent(window)
            _add_below(window, self._height)
            self._place()
            self._panel.show()
        self._fitting.start()

    def take(self) -> None:
        """Take the keys out of the window that has them."""
        window, self._window = self.window, None
        self._fitting.stop()
        if window is None:
            return
        window.removeEventFilter(self)
        self._panel.setParent(None)
        _add_below(window, -self._height)
        if self._moved is not None and self._moved[1] == window.pos():
            window.move(self._moved[0])
        self._moved = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize:
                self._place()
                self._fitting.start()  # once the layout has done its part
            elif event.type() == QEvent.Type.Hide:
                self.gone.emit()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self._window is not None:
            top = self._window.height() - self._height
            self._panel.setGeometry(0, top, self._window.width(), self._height)
            self._panel.raise_()

    def _fit(self) -> None:
        window, field = self.window, self._field
        if window is None:
            return
        self._place()
        if isinstance(window, QDialog):
            self._keep_on_screen(window)
        if field is not None and isValid(field):
            _bring_in_sight(field)

    def _keep_on_screen(self, window: QDialog) -> None:
        room, frame = window.screen().availableGeometry(), window.frameGeometry()
        top = max(room.top(), room.bottom() + 1 - frame.height())
        if frame.top() > top:
            was_at = window.pos() if self._moved is None else self._moved[0]
            window.move(frame.left(), top)
            self._moved = was_at, window.pos()


def _add_below(window: QWidget, height: int) -> None:
    """Give a window a lower margin, and tell it as if it had another size: that it looks after."""
    margins = window.contentsMargins()
    margins.setBottom(margins.bottom() + height)
    window.setContentsMargins(margins)
    QCoreApplication.sendEvent(window, QResizeEvent(window.size(), window.size()))


def _bring_in_sight(field: QWidget) -> None:
    """Scroll to a field, with what is said about it as far as there is room."""
    above = field.parentWidget()
    whole = above if isinstance(above, Field) else field
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(whole, 0, 0)
            around.ensureWidgetVisible(field, 0, 0)
        around = around.parentWidget()
