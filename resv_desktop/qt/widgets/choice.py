"""One of many, folded away."""

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resv_desktop.qt.look import CONTROL_RADIUS, ROW, SMALL_ICON, TARGET, Look, Role
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_SIDE = 13
REST_MS: Final = 1000  # who steps on by arrows reads what is there in between
_BY_KEY = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class Choice(QComboBox):
    """A list that opens at a press; rows in it are as high as everywhere.

    What is typed picks the row that begins so, unless letters and digits belong to the window.
    settled is emitted once the host means the row that was activated: at once where it was picked
    from the open list, else when the arrows rest, or by Enter or Tab.
    """

    settled = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        takes_letters: bool = True,
    ) -> None:
        super().__init__()
        self._look = look
        self._takes_letters = takes_letters
        self._may_say: list[str] = []
        self._is_stepping = False
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self.activated.connect(self._on_activated)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(look.font("button"))
        self.setItemDelegate(_Rows(look, self))
        self.setMaxVisibleItems(10)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def keep_room_for(self, texts: Iterable[str]) -> None:
        """Be wide enough for what its rows may come to say; to be told before it is laid out."""
        self._may_say = list(texts)

    def _on_activated(self) -> None:
        if self._is_stepping:
            self._rest.start()
        else:
            self._settle()

    def _on_rest(self) -> None:
        at = QApplication.focusWidget()
        is_typing = isinstance(at, QLineEdit) and at.isModified()
        # A list was opened meanwhile, there is more to choose; or what is typed holds later.
        if QApplication.activePopupWidget() is not None or is_typing:
            self._rest.start()
        else:
            self._settle()

    def _settle(self) -> None:
        self._rest.stop()
        self.settled.emit()

    def sizeHint(self) -> QSize:
        texts = [*(self.itemText(row) for row in range(self.count())), *self._may_say]
        words = max((self.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        width = words + 2 * _SIDE + self._look.px(SMALL_ICON) + 16
        return QSize(width, self._look.room(TARGET))

    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET * 2, self._look.room(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and not self._takes_letters:
            event.ignore()
            return
        self._is_stepping = True
        super().keyPressEvent(event)
        self._is_stepping = False
        if self._rest.isActive() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling the page past it must not change it.
        if self.hasFocus():
            self._is_stepping = True
            super().wheelEvent(event)
            self._is_stepping = False
        else:
            event.ignore()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._rest.isActive() and event.reason() in _BY_KEY:
            self._settle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look, rect = self._look, self.rect()
        is_on = self.isEnabled()
        ground: Role = "surface" if is_on else "sunken"
        if is_on and self.underMouse():
            ground = "raised"
        edge = look.colour("lineStrong" if is_on else "line")
        paint_box(painter, rect, radius=CONTROL_RADIUS, fill=look.colour(ground), edge=edge)
        if self.hasFocus():
            paint_focus(painter, look, rect, CONTROL_RADIUS)
        size = look.px(SMALL_ICON)
        mark = QRect(rect.width() - _SIDE - size, (rect.height() - size) // 2, size, size)
        mark = QStyle.visualRect(self.layoutDirection(), rect, mark)
        ink: Role = "text" if is_on else "muted"
        look.paint_icon(painter, "chevron-down", ink, mark)
        place = rect.adjusted(_SIDE, 0, -(_SIDE + size + 8), 0)
        place = QStyle.visualRect(self.layoutDirection(), rect, place)
        painter.setFont(self.font())
        painter.setPen(look.colour(ink))
        words = self.currentText() or self.placeholderText()
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        paint_words(painter, place, words, align=Qt.AlignmentFlag.AlignLeading)
        painter.end()


class _Rows(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = super().sizeHint(option, index).width() + 2 * _SIDE
        return QSize(width, self._look.room(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, rect = self._look, option.rect
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current:
            box = rect.adjusted(2, 1, -2, -1)
            paint_box(painter, box, radius=6, fill=look.colour("accentSoft"))
            paint_focus(painter, look, box, 6)
        painter.save()
        painter.setFont(look.font("row"))
        painter.setPen(look.colour("text"))
        words = rect.adjusted(_SIDE, 0, -_SIDE, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        paint_words(painter, words, text, align=Qt.AlignmentFlag.AlignLeading)
        painter.restore()
