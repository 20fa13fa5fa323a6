"""The one design of every dialog: what it is about, the form, the message, the act."""

from collections.abc import Callable
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPalette, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.qt.look import (
    DIALOG_PADDING,
    DIALOG_WIDTH,
    FIELD_TO_FIELD,
    GAP,
    TARGET,
    Look,
)
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.keys_in_sight import KeysInSight
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import MessageKind, MessagePlace
from resv_desktop.qt.widgets.own_viewport import lay_viewport
from resv_desktop.qt.widgets.panel import rule

PATIENCE_MS = 200  # look.md 5: words after 200 ms, so that a quick answer does not flicker
_SCREEN_MARGIN = 48


def give_up_keys(window: QWidget) -> None:
    """Take the keys from a window that is about to be deleted, while all of it is still there.

    Left at once, it may be handed them by the window system when it is closed already. Deleted
    with them, what had them would hear that it loses them after what it belongs to has gone.
    """
    held = QApplication.focusWidget()
    if held is not None and window.isAncestorOf(held):
        held.clearFocus()


class DialogFrame(QDialog):
    """A dialog of the house: Enter does the act or what the button in focus says, Escape
    leaves, nothing jumps.

    Put the form into body, and under the message, into place, what belongs to it. Connect acted,
    ask the one question, then accept() or say why not in message. While it is busy the form is
    disabled and it cannot be left.
    """

    acted = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        subtitle: str = "",
        *,
        act: str = "",
        destructive: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._is_busy = self._is_silent = False
        self._busy_words = ""
        self._focused: QWidget | None = None
        self._giving: _Giving | None = None
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._say_busy)
        self.setModal(True)
        self._title = Label(look, use="dialog title", wraps=True)
        self._subtitle = Label(look, use="row", ink="muted", wraps=True)
        self._trailing = QHBoxLayout()
        self.form = QWidget()
        self.body = QVBoxLayout(self.form)
        self._way_out: Callable[[], None] | None = None
        self.message = MessagePlace(look)
        self.message.acted.connect(self._on_way_out)
        self.place = QVBoxLayout()
        self._hint = Label(look, use="secondary", ink="muted", wraps=True)
        self.leave_button = Button(look, self.tr("Leave"))
        self.act_button = Button(look)
        self._scroll = _Scroll(self.form)
        self._lay_out()
        self.leave_button.clicked.connect(self.reject)
        self.act_button.clicked.connect(self.acted)
        self.act_button.setDefault(True)
        self.setFixedWidth(self._width())
        KeysInSight(self._scroll, is_kept=True)
        self.set_head(title, subtitle)
        self.set_act(act, destructive=destructive)
        self.set_hint(hint)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is being waited for."""
        return self._is_busy

    @property
    def scroll_bar(self) -> QScrollBar:
        """What scrolls the form where the screen is too low for it."""
        return self._scroll.verticalScrollBar()

    def set_head(self, title: str, subtitle: str = "") -> None:
        """Say what the dialog is about."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_trailing(self, widget: QWidget) -> None:
        """Put something at the end of the head: a state."""
        self._trailing.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def set_act(self, words: str, *, destructive: bool = False) -> None:
        """Name the act; without words there is none to do."""
        self.act_button.setText(words)
        self.act_button.setVisible(bool(words))
        self.act_button.set_kind("destructive" if destructive else "primary")

    def set_hint(self, words: str) -> None:
        """Say what the keys do."""
        self._hint.setText(words)

    def tell(
        self,
        kind: MessageKind,
        text: str,
        action: str | None = None,
        way_out: Callable[[], None] | None = None,
        *,
        icon: str = "",
        is_destructive: bool = False,
    ) -> None:
        """Say something in the message place; its button, if any, takes the way out."""
        self._way_out = way_out
        self.message.action_button.set_kind("destructive" if is_destructive else "plain")
        self.message.say(kind, text, action, icon=icon)

    def show_silence(self, *, is_silent: bool) -> None:
        """Take over whether the database answers, as soon as it is known; what was typed stays."""
        self._is_silent = is_silent
        if not self._is_busy:
            self.tell_silence()
        elif not self._patience.isActive():
            self._say_busy()

    def tell_silence(self) -> None:
        """Say that nothing can be changed, where nothing else is said; it goes by itself."""
        says = self.tr("The database does not answer. Nothing can be changed until it does.")
        if self._is_silent and self.message.kind == "quiet":
            self.tell("warn", says)
        elif not self._is_silent and self.message.text() == says:
            self.tell("quiet", "")

    def set_busy(self, words: str) -> None:
        """Disable the form and, if it takes longer than a moment, say what is being done."""
        self._is_busy = True
        self._busy_words = words
        self._focused = self.focusWidget()
        self._set_usable(False)
        self._patience.start()

    def set_ready(self) -> None:
        """Give the form back, as it was filled, with the focus where it was."""
        self._patience.stop()
        self._is_busy = False
        if self.message.kind == "progress":
            self.message.clear()
        self._set_usable(True)
        held, self._focused = self._focused, None
        if held is not None and shiboken6.isValid(held) and held.isEnabled():
            held.setFocus()

    def let_give_way(self, widget: QWidget, least: int) -> None:
        """Let a widget of fixed height get lower, at most to the least, before the form scrolls."""
        self._giving = _Giving(widget, widget.minimumHeight(), least)

    def fit(self) -> None:
        """Take the height that the words ask for; what does not fit the screen scrolls."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        wanted = layout.totalHeightForWidth(self.width()) + self._scroll.given_up
        most = self.screen().availableGeometry().height() - _SCREEN_MARGIN
        wanted -= self._give_way(wanted - most)
        self._scroll.give_up(wanted - most)
        before, height = self.height(), min(wanted, most)
        self.setFixedHeight(height)
        if self.isVisible() and height > before:
            self._stay_on_screen()

    def _stay_on_screen(self) -> None:
        """Move up where what has grown would end below the screen, with the buttons."""
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        if frame.bottom() > room.bottom():
            self.move(frame.left(), max(room.top(), room.bottom() + 1 - frame.height()))

    def _give_way(self, too_much: int) -> int:
        """Let what may give way do so; return how much lower it is than before."""
        if self._giving is None:
            return 0
        widget, full, least = self._giving
        before = widget.minimumHeight()
        height = max(least, min(full, before - too_much))
        if height != before:
            widget.setFixedHeight(height)
            self._tell_layouts(widget)
        return before - height

    def _tell_layouts(self, changed: QWidget) -> None:
        """Let the form know its new height now; else the next fit would reckon with the old."""
        around = changed.parentWidget()
        while around is not None and around is not self._scroll.viewport():
            layout = around.layout()
            if layout is not None:
                layout.activate()
            around = around.parentWidget()
        self._scroll.updateGeometry()

    def _set_usable(self, is_usable: bool) -> None:
        for widget in (self.form, self.act_button, self.leave_button, self.message.action_button):
            widget.setEnabled(is_usable)

    def _say_busy(self) -> None:
        says = self.tr("The database does not answer. It is tried for a few seconds more.")
        self.message.say("progress", says if self._is_silent else self._busy_words)

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - _SCREEN_MARGIN
        return min(self.look.px(DIALOG_WIDTH), max(DIALOG_WIDTH, screen))

    def _on_way_out(self) -> None:
        if self._way_out is not None and not self.is_busy:
            self._way_out()

    def _lay_out(self) -> None:
        side = DIALOG_PADDING
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout()
        head.setContentsMargins(side, side, side, GAP)
        head.setSpacing(GAP)
        head.addLayout(words, 1)
        head.addLayout(self._trailing)
        self.body.setContentsMargins(side, FIELD_TO_FIELD, side, FIELD_TO_FIELD)
        self.body.setSpacing(FIELD_TO_FIELD)
        self.place.setContentsMargins(side, 0, side, side)
        self.place.setSpacing(12)
        self.place.addWidget(self.message)
        foot = QWidget()
        foot.setProperty("ground", "raised")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(foot)
        row.setContentsMargins(side, GAP, side, GAP)
        row.setSpacing(12)
        row.addWidget(self._hint, 1)
        row.addWidget(self.leave_button)
        row.addWidget(self.act_button)
        foot.setMinimumHeight(self.look.room(TARGET) + 2 * GAP)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(rule())
        column.addWidget(self._scroll, 1)
        column.addLayout(self.place)
        column.addWidget(rule())
        column.addWidget(foot)

    def reject(self) -> None:
        """Leave, unless an answer is being waited for."""
        if not self._is_busy:
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():  # a key held down does the act once
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._is_busy:
            event.ignore()
        else:
            super().closeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DeferredDelete:
            give_up_keys(self)
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return handled


class _Giving(NamedTuple):
    """What gets lower before the form scrolls, how high it is else, and how low it may get."""

    widget: QWidget
    full: int
    least: int


class _Scroll(QScrollArea):
    """As high as the form wants; where the screen is too low for that it gives up some of it.

    A layout takes a height for a width as the least there can be: without giving up, a message
    below would be squeezed as much as the form, which alone can scroll.
    """

    def __init__(self, form: QWidget) -> None:
        super().__init__()
        lay_viewport(self, QPalette.ColorRole.NoRole)
        self.given_up = 0
        self._form = form
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(form)
        form.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def give_up(self, height: int) -> None:
        """Be lower than the form, but never lower than one field."""
        height = max(0, min(height, self._wanted(self.width()) - TARGET))
        if height != self.given_up:
            self.given_up = height
            self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._form and event.type() == QEvent.Type.LayoutRequest:
            # A scroll area keeps its form's wishes to itself; the dialog's height follows them.
            self.updateGeometry()
            self._show_bar()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._show_bar()
        super().resizeEvent(event)

    def _show_bar(self) -> None:
        """Have a bar only where the form does not fit without one.

        In what the bar leaves free longer sentences wrap, and then it would be needed for ever.
        """
        fits = self.height() >= self._wanted(self.width())
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )

    def heightForWidth(self, width: int) -> int:
        return self._wanted(width) - self.given_up

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), TARGET)

    def _wanted(self, width: int) -> int:
        layout = self._form.layout()
        assert layout is not None
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()
