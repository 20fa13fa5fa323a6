"""What has just been done, where the host looks, until the next act."""

from collections.abc import Callable
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from resv_desktop.qt.look import CONTROL_RADIUS, TARGET, Look, Role
from resv_desktop.qt.widgets.announcement import announce
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box

_READ_MS: Final = 2000  # who types on is looking elsewhere for as long
Kind = Literal["success", "warn", "hint"]
_LOOKS: dict[Kind, tuple[str, Role, Role]] = {
    "success": ("check-circle", "success", "successBg"),
    "warn": ("triangle", "warn", "warnBg"),
    "hint": ("move", "accent", "accentSoft"),
}


class Notice(QWidget):
    """What became of the last act, in whole words; it never goes by itself.

    acted is emitted by its one button, unless what the button does was given with the words. What
    stays is there until that is done, another act is told of, or the host puts it away; what is
    only between is said in its place, and gives it back.
    """

    acted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._look = look
        self._kind: Kind = "success"
        self._stays = False
        self._say_again: Callable[[], None] = lambda: None
        self._back: Callable[[], None] | None = None  # says what this is only between
        self._unread = QTimer(self, singleShot=True, interval=_READ_MS)
        self._mark = IconMark(look, "check-circle", "success", parent=self)
        self._words = Label(look, use="row name", wraps=True, parent=self)
        self.action_button = Button(look, kind="quiet", parent=self)
        self.action_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # it goes with what it does
        self.action_button.clicked.connect(self._on_clicked)
        self.act: Callable[[], None] | None = None  # what its button does; None: acted is told
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self._mark)
        row.addWidget(self._words, 1)
        row.addWidget(self.action_button)
        self.setMinimumHeight(look.room(TARGET))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Minimum)
        self.hide()

    def text(self) -> str:
        """Return what is said, or ""."""
        return self._words.text()

    @property
    def kind(self) -> Kind:
        """Whether it went well, is to be looked after, or says what to do until that is done."""
        return self._kind

    def say(
        self,
        text: str,
        action: str | None = None,
        *,
        kind: Kind = "success",
        act: Callable[[], None] | None = None,
        stays: bool = False,
        is_between: bool = False,
    ) -> None:
        """Say what has been done, or what is not known, and announce it."""
        self._back = self._say_again if is_between and self.stays else None
        self._say_again = partial(self.say, text, action, kind=kind, act=act, stays=stays)
        self._kind, self._stays = kind, stays
        self.act = act
        self._unread.start()
        icon, role, _ = _LOOKS[kind]
        self._mark.set_icon(icon, role)
        self._words.setText(text)
        self.action_button.setText(action or "")
        self.action_button.setVisible(action is not None)
        self.show()
        announce(self._words)

    @property
    def is_unread(self) -> bool:
        """Whether it has just said why something was not done, and there is no more to it."""
        return self._kind == "warn" and self._unread.isActive() and not self.has_button

    @property
    def stays(self) -> bool:
        """Whether it is not for the next key to take away."""
        return self._stays and not self.isHidden()

    @property
    def has_button(self) -> bool:
        """Whether something can be pressed in it, as long as it is said."""
        return not self.isHidden() and not self.action_button.isHidden()

    def clear(self) -> None:
        """Take the words away; the host has gone on."""
        self._words.setText("")
        self.hide()
        if self._back is not None:
            self._back()

    def pass_by(self) -> None:
        """Take away what has only been read; what can still be pressed stays for that."""
        if not self.has_button:
            self.clear()

    def _on_clicked(self) -> None:
        if self.act is not None:
            self.act()
        else:
            self.acted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        fill = self._look.colour(_LOOKS[self._kind][2])
        paint_box(painter, self.rect(), radius=CONTROL_RADIUS, fill=fill)
        painter.end()
