"""A question whose dialog may come late: by then the host may have gone on with the keys."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.qt.widgets.unseen import Unseen


class LateQuestion(QObject):
    """Watches the keys of a window from begin() on, until the dialog is there or is not opened."""

    def __init__(self, window: QWidget, typed: Callable[[], str]) -> None:
        super().__init__(window)
        self._window, self._typed = window, typed
        self._before = ""
        self._has_gone_on = False

    def begin(self) -> None:
        """The host has asked for the dialog, and what it needs is looked for."""
        self._before, self._has_gone_on = self._typed(), False
        self._window.installEventFilter(self)

    def is_in_the_way(self) -> bool:
        """Whether the host has begun to type something else since; nothing is watched any more."""
        self._window.removeEventFilter(self)
        typed = self._typed()
        return bool(typed.strip()) and typed != self._before

    def guard(self, dialog: QDialog) -> None:
        """Keep keys from the dialog that were meant for what stood there before."""
        if self._has_gone_on:
            _NoKeys(dialog)

    def go_on(self) -> None:
        """The host has gone on, in another dialog."""
        self._has_gone_on = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:  # each key passes as one of these
            self._has_gone_on = True
        return super().eventFilter(watched, event)


class _NoKeys(Unseen):
    """Lets no key through to a dialog until a host may have seen it."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        for widget in (dialog, *dialog.findChildren(QWidget)):
            widget.installEventFilter(self)
        self.timeout.connect(self.deleteLater)
        self.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.KeyPress or super().eventFilter(watched, event)
