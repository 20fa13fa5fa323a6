"""The line for a phone number: grouped while it is typed, and checked at once."""

import re

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.phone import format_while_typing
from resv_desktop.domain.phone_typing import TypedPhone, read_while_typing
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.unseen import Unseen
from resv_desktop.qt.words import sentence

MOST_LETTERS = 100  # what a paste by mistake brings beyond would only hold the window up
REST_MS = 700  # between two digits that are read off a screen
_PAUSE_MS = 2500  # longer than a guest takes between two groups of a number that is told
_COUNTS = re.compile(r"[\d+]")


class PhoneField(Field):
    """A field for a phone number; national numbers belong to its region.

    What is certain is said at once: a valid number, or what can never become one. Of a number that
    the next digit may put right nothing is said until the host leaves the field, or has long typed
    no more. judged is emitted whenever the text was read, rested when the host may have typed all
    of it, ended when that is certain.
    """

    judged = Signal()
    rested = Signal()
    ended = Signal()

    def __init__(
        self,
        look: Look,
        label: str,
        region: str | None,
        *,
        helper: str = "",
        placeholder: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, label, placeholder=placeholder, icon=icon, parent=parent)
        self._region = region
        self._usual_helper = helper
        self._typed = TypedPhone("empty")
        self._read_text = ""
        self._text_before, self._cursor_before = "", 0
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.rested)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._on_typed)
        self._unseen = Unseen(self)  # that the number is unusual
        self.is_known = False  # to the book, as that of a guest
        self.edit.setObjectName("phoneEdit")
        self.edit.setMaxLength(MOST_LETTERS)
        self.edit.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.edit.textEdited.connect(self._on_edited)
        self.edit.textChanged.connect(self._on_changed)
        self.edit.cursorPositionChanged.connect(self._note_cursor)
        self.set_helper(helper)

    @property
    def typed(self) -> TypedPhone:
        """What is known of the number so far."""
        return self._typed

    @property
    def is_under_way(self) -> bool:
        """Whether the host is here, and may go on to type it."""
        return self.edit.hasFocus() and self._pause.isActive()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_leaving = watched is self.edit and event.type() == QEvent.Type.FocusOut
        if is_leaving and self._pause.isActive():
            self._on_typed()
        return super().eventFilter(watched, event)

    def _note_cursor(self) -> None:
        self._text_before, self._cursor_before = self.text(), self.edit.cursorPosition()

    def _on_edited(self, text: str) -> None:
        cursor = self.edit.cursorPosition()
        shown = format_while_typing(text, self._region)
        if shown != text:
            place = self._place_of(cursor, text, shown)
            self.edit.setText(shown)
            self.edit.setCursorPosition(place)
        self._note_cursor()

    def _place_of(self, cursor: int, text: str, shown: str) -> int:
        """Return where the cursor belongs in the regrouped text: behind the same digit."""
        if cursor == len(text):
            return len(shown)
        digits = len(_COUNTS.findall(text[:cursor]))
        places = [match.end() for match in _COUNTS.finditer(shown)]
        place = 0 if digits == 0 else places[min(digits, len(places)) - 1]
        # Delete in front of a space removes only that, and grouping brings it back: step over it,
        # or the key would never reach the digit behind.
        was_delete = cursor == self._cursor_before and len(text) == len(self._text_before) - 1
        if was_delete and _digits(text) == _digits(self._text_before):
            while place < len(shown) and not _COUNTS.match(shown[place]):
                place += 1
        return place

    def _on_changed(self, _text: str) -> None:
        text = self.text()
        if text == self._read_text:
            return
        self._read_text = text
        self._typed = typed = read_while_typing(text, self._region)
        self._rest.start()
        self._pause.start()
        self._unseen.stop()
        self.is_known = False
        self.set_check(self.tr("Valid number") if typed.kind == "valid" else "")
        if typed.refusal is not None:
            self.set_helper(sentence(typed.refusal), "error")
        else:
            self.set_helper(self._usual_helper)
        self.judged.emit()
        if typed.is_complete:
            self._on_typed()

    def is_unread(self) -> bool:
        """Whether nobody can have read yet that the number is unusual, which is said by now.

        One under which a guest is known has been read back before.
        """
        if self.is_known:
            return False
        if self._typed.kind == "unused" and self._pause.isActive():
            self._on_typed()
        return self._unseen.isActive()

    def say_as_usual(self) -> None:
        """Say under a number what is said of any."""
        self.set_helper(self._usual_helper)

    def _on_typed(self) -> None:
        """Judge what stands here: nothing more is typed."""
        self._pause.stop()
        if self._typed.kind == "unused":
            self.set_check(self.tr("Unusual number: read it to the guest"), "warn")
            self._unseen.start()
        if self._rest.isActive():
            self._rest.stop()
            self.rested.emit()
        self.ended.emit()


def _digits(text: str) -> str:
    return "".join(_COUNTS.findall(text))
