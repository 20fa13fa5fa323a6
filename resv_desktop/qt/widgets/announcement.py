"""What a screen reader says of its own accord, wherever the keys are."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QAccessibleWidget, QWidget

# Elsewhere it is told by a notification: Orca says one from its first releases on, an
# announcement only from 45 on, and from then on both, so that each sentence would be said twice.
_SAY_ANNOUNCEMENTS: Final = ("windows", "cocoa")
# What has the keys by then is said before. Orca 43 drops what is shown among dozens of events, as
# when one dialog goes and the next is made ready.
_SOON_MS: Final = 600
_ASKED_WITHIN_MS: Final = 2_000  # a reader asks for the words when it has said what came before


def announce(widget: QWidget, text: str | None = None) -> None:
    """Let a screen reader say a sentence, or what stands on a widget where none is given.

    It is said once; of what is announced at one moment, there or in a dialog, the last is said.
    """
    if not QAccessible.isActive():
        return
    sentence = _words_on(widget) if text is None else text
    if sentence:
        window = _under_all_dialogs(widget)
        found = window.findChild(Spoken, options=Qt.FindChildOption.FindDirectChildrenOnly)
        (found or Spoken(window)).say(sentence)


class Spoken(QWidget):
    """A sentence for the ears alone: there for a moment, and for the eye an empty point."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("spoken")
        self.setFixedSize(1, 1)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._text = ""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._speak)
        self._past = QTimer(self, singleShot=True, interval=_ASKED_WITHIN_MS)
        self._past.timeout.connect(self.hide)

    def say(self, text: str) -> None:
        """Say a sentence in a moment, in place of one that was to be said then."""
        self._text = text
        self._soon.start()

    def _speak(self) -> None:
        if QGuiApplication.platformName() in _SAY_ANNOUNCEMENTS:
            told = QAccessibleAnnouncementEvent(self.window(), self._text)
            QAccessible.updateAccessibility(told)
            return
        self.hide()
        self.setAccessibleName(self._text)
        self.show()
        self._past.start()


def _under_all_dialogs(widget: QWidget) -> QWidget:
    """Return the window a dialog belongs to: in a dialog Orca 43 says all of that before."""
    window = widget.window()
    while (below := window.parentWidget()) is not None:
        window = below.window()
    return window


def _words_on(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name) if found is not None else ""


def _as_heard(kind: str, thing: QObject | None) -> QAccessibleWidget | None:
    if kind == Spoken.__name__ and isinstance(thing, Spoken):
        return QAccessibleWidget(thing, QAccessible.Role.Notification)
    return None


QAccessible.installFactory(_as_heard)
