"""The line in which a host types what is wanted, whatever it is."""

import re
from collections import deque
from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QSizePolicy, QStyle

from resv_desktop.domain.words import one_line
from resv_desktop.qt.key_acts import ACTS
from resv_desktop.qt.key_rules import OF_LETTERS, is_single, key_of
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import ICON, TARGET, Look
from resv_desktop.qt.widgets.enter_presses import ENTERS, PLAIN
from resv_desktop.qt.widgets.icon_mark import IconMark

_MOST_LETTERS = 200
_USUAL_WIDTH, _LEAST_WIDTH = 257, 176
_SIDE, _GAP = 13, 8
_MOST_KEPT: Final = 200  # keys
_MOST_LEFT_OFF: Final = 5  # lines
_OF_THE_WINDOW: Final = tuple(act.name for act in ACTS if act.in_line == "window")
_ACTS: Final = tuple(act for act in ACTS if act.in_line not in ("text", "window"))
_BEGINNINGS: Final = '+("'  # of a word, beside letters and digits
_BEFORE_SIGN: Final = re.compile(r".*\d(?:[ap]m|h)?", re.IGNORECASE)
_MOVES: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -5,
    Qt.Key.Key_PageDown: 5,
}


class CommandLine(QLineEdit):
    """A line to type in. What it stands for is decided elsewhere; it tells the keys.

    moved carries by how many rows; pressed the name of an act: one at the door, whose keys would
    else go to what is picked in a list, "cancel" for Del where it would delete nothing, "show",
    "edit", "history", or "sign" for a W right behind a number; letter is what its key types.
    focused tells whether the keys come here or go.
    """

    entered = Signal()
    left = Signal()
    moved = Signal(int)
    pressed = Signal(str)
    focused = Signal(bool)

    def __init__(self, look: Look, keys: Keys) -> None:
        super().__init__()
        self.setObjectName("commandLine")
        self._look, self.keys = look, keys
        self._begins_afresh = self._is_keeping = False
        self._begins_word = self._takes_digits = False
        self._kept: list[QKeyEvent] = []
        self._left_off: deque[str] = deque(maxlen=_MOST_LEFT_OFF)
        self.letter = ""
        self.setFont(look.font("row"))
        self.setMaxLength(_MOST_LETTERS)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self._invitations = (self.tr("Find or reserve: 4 20"), self.tr("Find or reserve"))
        self.setAccessibleName(self.tr("Find or reserve"))
        self._usual_hint = self.tr(
            "Party, hour, day (tomorrow, fri), phone, name in any order; "
            "four digits or a name find a reservation"
        )
        self.setToolTip(self._usual_hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = IconMark(look, "search", "muted", parent=self)
        self.textChanged.connect(self._make_room)
        self.textChanged.connect(self._on_changed)
        self._keep_direction()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(_USUAL_WIDTH), self._look.room(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._look.px(_LEAST_WIDTH), self._look.room(TARGET))

    def _place_icon(self) -> None:
        size = self._look.px(ICON)
        place = QRect(_SIDE, (self.height() - size) // 2, size, size)
        self._icon.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
        self._make_room()

    def _make_room(self) -> None:
        """Give what is typed the place of the sign; what is still cut the pointer tells whole."""
        text = self.text()
        self._icon.setVisible(not text)
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        room = 0 if text else self._look.px(ICON) + _GAP
        self.setTextMargins(0 if is_rtl else room, 0, room if is_rtl else 0, 0)
        inside = self.width() - 2 * _SIDE - room - _GAP
        wide = self.fontMetrics().horizontalAdvance(self._invitations[0])
        self.setPlaceholderText(self._invitations[0 if wide <= inside else 1])
        is_cut = self.fontMetrics().horizontalAdvance(text) > self.width() - 2 * _SIDE
        self.setToolTip(text if is_cut else self._usual_hint)

    def _keep_direction(self) -> None:
        """Let a Hebrew name behind a number not turn the whole line around.

        Of itself Qt takes the direction of the first letter; this is the key that sets another.
        Where the words run from right to left a line of digits alone stays as it is dialled.
        """
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            kind, key = QEvent.Type.KeyPress, Qt.Key.Key_Direction_L
            super().keyPressEvent(QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_icon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place_icon()
            self._keep_direction()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    @property
    def half_typed(self) -> str:
        """What stands here and is not done with, nor being done."""
        return "" if self._begins_afresh or self.isReadOnly() else self.text()

    @property
    def is_keeping(self) -> bool:
        """Whether keys are kept for the next line."""
        return self._is_keeping

    @property
    def is_ahead(self) -> bool:
        """Whether anything of the next line has been typed."""
        return bool(self._kept)

    def begin_afresh(self) -> None:
        """Let what is typed next take the place of what stands here, since that is done."""
        self._begins_afresh = bool(self.text())

    def begin_word(self, *, but_no_digits: bool = False) -> None:
        """Let what is typed next at the end be a word of its own, since the last one is whole.

        but_no_digits: they still belong to the number that stands there.
        """
        self._begins_word = bool(self.text()[-1:].strip())
        self._takes_digits = but_no_digits

    def hold(self) -> None:
        """Keep what is typed from now on: what stands here is being done, and this is the next."""
        self.setReadOnly(True)
        self._is_keeping = True

    def go_on(self, *, is_read_only: bool = False) -> None:
        """Take keys again, since what stands here was not done; of what was kept the words stay."""
        self.setReadOnly(is_read_only)
        self._is_keeping = False
        self._kept = [event for event in self._kept if _types(event)]

    def begin(self, text: str) -> None:
        """Begin anew with what was typed elsewhere."""
        if self._is_keeping:
            self._keep(_typed(text))
        elif not self.isReadOnly():
            self.leave_off()
            self.selectAll()  # and replaced at once, so that the lists change once
            self.insert(text)

    def leave_off(self) -> None:
        """Remember what stands here, unless it is done with, since something else takes its place.

        The key that goes to the line brings it back.
        """
        if self.text().strip() and not self._begins_afresh:
            self._left_off.append(self.text())

    def go_to(self) -> None:
        """Come here; once here, bring back what was left off last, then what was before that."""
        if not self.hasFocus():
            self.setFocus()
        elif self._left_off and not self.isReadOnly():
            text = self._left_off.pop()
            if self.half_typed.strip():
                self._left_off.appendleft(self.half_typed)
            self.setText(text)

    def press_kept(self) -> None:
        """Press now what was kept, as if it had been typed after what stood here was done."""
        self.setReadOnly(False)
        self._is_keeping = False
        kept, self._kept = self._kept, []
        if kept:
            self.setFocus()
        for event in kept:
            if QApplication.activeModalWidget() is None:  # which one of these keys may open
                QApplication.sendEvent(self, event)

    def _keep(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._kept.clear()
            self.left.emit()
        elif event.key() in _MOVES and not self._kept:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        elif self._is_of_the_next(event):
            self._kept.append(event)
            del self._kept[_MOST_KEPT:]

    def _is_of_the_next(self, event: QKeyEvent) -> bool:
        """Whether a key begins the next line, or is pressed in one that has been begun."""
        is_plain = event.modifiers() & ~OF_LETTERS == Qt.KeyboardModifier.NoModifier
        if not self._kept:
            return is_plain and _writes(event)
        return is_plain or any(self._is_key_of(act.name, event) for act in _ACTS)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if self._act_of(event):
                event.accept()
                return True
            if any(self.keys.matches(act, event) for act in _OF_THE_WINDOW):
                event.ignore()  # the last act is taken back, not the last letter
                return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if pasted := pasted_by(event):
            self._put_in(pasted)
            return
        if self._is_keeping:
            self._keep(event.clone())
            return
        if act := self._act_of(event):
            if not event.isAutoRepeat():
                self.letter = event.text()
                self.pressed.emit(act)
            return
        if event.modifiers() not in PLAIN:
            super().keyPressEvent(event)
        elif key in ENTERS:
            if not event.isAutoRepeat():  # a key held down is one press
                self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            if not event.isAutoRepeat():  # what is said before leaving is to be read first
                self.left.emit()
        elif key in _MOVES:
            self.moved.emit(_MOVES[key])
        else:
            self._type(event)

    def _put_in(self, pasted: str) -> None:
        """Take what is pasted as if it had been typed."""
        if self._is_keeping:
            self._keep(_typed(pasted))
        elif not self.isReadOnly():
            self._type(_typed(pasted))

    def _type(self, event: QKeyEvent) -> None:
        """Type behind what stands here, or in place of it where that is done with."""
        if self._begins_afresh and _writes(event):
            self.selectAll()
        if self._begins_word and self._is_at_end() and self._is_beginning(event.text()[:1]):
            self.insert(f" {event.text()}")
        else:
            super().keyPressEvent(event)

    def _on_changed(self) -> None:
        self._begins_afresh = self._begins_word = False

    def _act_of(self, event: QKeyEvent) -> str:
        act = next((act for act in _ACTS if self._is_key_of(act.name, event)), None)
        if act is None or (act.in_line == "act once typed" and not self.text()):
            return ""
        if act.in_line == "act at its end" and not self._is_at_end():
            return ""
        if act.name == "sign":
            return act.name if _BEFORE_SIGN.fullmatch(self.text()) else ""
        return "" if is_single(key_of(event)) else act.name  # a letter is typed here

    def _is_key_of(self, name: str, event: QKeyEvent) -> bool:
        """Whether a key is an act's; the sign behind a number begins no name on any keyboard."""
        is_on_key = name == "sign" and self.keys.is_on_key(name, event)
        return is_on_key or self.keys.matches(name, event)

    def _is_beginning(self, text: str) -> bool:
        """Whether a word begins with this rather than goes on."""
        if text.isdecimal():
            return not self._takes_digits
        return text.isalpha() or (bool(text) and text in _BEGINNINGS)

    def _is_at_end(self) -> bool:
        return not self.hasSelectedText() and self.cursorPosition() == len(self.text())


def pasted_by(event: QKeyEvent) -> str:
    """Return what a key pastes, on one line; nothing where it pastes nothing."""
    is_paste = event.matches(QKeySequence.StandardKey.Paste)
    text = QGuiApplication.clipboard().text() if is_paste else ""
    return f" {one_line(text)}" if text[:1].isspace() else one_line(text)


def _typed(text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)


def _writes(event: QKeyEvent) -> bool:
    """Whether a key writes a letter, a digit or a sign."""
    return bool(event.text()) and event.text().isprintable()


def _types(event: QKeyEvent) -> bool:
    """Whether a key writes or takes back a letter, and does nothing else."""
    return _writes(event) or event.key() == Qt.Key.Key_Backspace
