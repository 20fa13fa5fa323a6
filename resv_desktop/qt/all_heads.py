"""The heads over the list of all tables: each sorts by its column when it is pressed."""

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QWidget

from resv_desktop.qt.day_rows import COLUMNS, Column, Sort
from resv_desktop.qt.look import CELL_RADIUS, ROW, SMALL_ICON, TARGET, Look, Role
from resv_desktop.qt.row_painter import SIDE
from resv_desktop.qt.widgets.enter_presses import EnterPresses
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

# Where the columns lie, counted from the panel's inner edge; they grow with the text.
HOUR_START: Final = SIDE
TABLE_END: Final = 145
SEATS_END: Final = 208
STATE_START: Final = 233
GUEST_START: Final = 369
MARKS_END: Final = 760
_REACH = 8  # how far a head can be pressed beside its word


class AllHeads(QWidget):
    """Five words; the order in force has an arrow, except the usual one, which is by hour.

    sorted carries the Sort that the host chose.
    """

    sorted = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._sort = Sort()
        self._heads = {column: _Head(look, self) for column in COLUMNS}
        names = {
            "hour": self.tr("Hour"),
            "table": self.tr("Table"),
            "seats": self.tr("Seats"),
            "state": self.tr("State"),
            "guest": self.tr("Guest"),
        }
        for column, head in self._heads.items():
            head.setObjectName(f"{column}Head")
            head.setText(names[column])
            head.clicked.connect(lambda _checked=False, column=column: self._on_pressed(column))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)
        self._tell()

    @property
    def sort(self) -> Sort:
        """The order in force."""
        return self._sort

    def head(self, column: Column) -> QAbstractButton:
        """Return one head, for automation."""
        return self._heads[column]

    def set_sort(self, sort: Sort) -> None:
        """Show another order."""
        self._sort = sort
        self._tell()

    def _on_pressed(self, column: Column) -> None:
        is_again = column == self._sort.column
        self._sort = Sort(column, is_down=is_again and not self._sort.is_down)
        self._tell()
        self.sorted.emit(self._sort)

    def _tell(self) -> None:
        for column, head in self._heads.items():
            is_sorted = column == self._sort.column
            head.show_sort(self._sort if is_sorted else None, is_usual=self._sort == Sort())
            policy = Qt.FocusPolicy.StrongFocus if is_sorted else Qt.FocusPolicy.ClickFocus
            head.setFocusPolicy(policy)

    def _place_heads(self) -> None:
        px, height = self._look.px, self.height()
        for column, head in self._heads.items():
            width = head.sizeHint().width()
            starts = {
                "hour": HOUR_START - _REACH,
                "table": px(TABLE_END) + _REACH - width,
                "seats": px(SEATS_END) + _REACH - width,
                "state": px(STATE_START) - _REACH,
                "guest": px(GUEST_START) - _REACH,
            }
            place = QRect(starts[column], 0, width, height)
            head.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()), 0)
        heads = list(self._heads.values())
        focused = next((n for n, head in enumerate(heads) if head.hasFocus()), None)
        if not step or focused is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        heads[max(0, min(focused + step, len(heads) - 1))].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_heads()

    def sizeHint(self) -> QSize:
        return QSize(self._look.px(GUEST_START) * 2, self._look.room(ROW))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._look.room(ROW))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.colour("raised"))
        line = self._look.colour("line")
        painter.fillRect(0, 0, self.width(), 1, line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.end()


class _Head(EnterPresses, QAbstractButton):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._arrow: Sort | None = None
        self.setFont(look.font("column head"))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_sort(self, sort: Sort | None, *, is_usual: bool) -> None:
        """Show whether the list stands by this column; the usual order needs no arrow."""
        self._arrow = None if is_usual else sort
        if sort is None:
            words = self.tr("{column}, sort by it")
        elif sort.is_down:
            words = self.tr("{column}, sorted downwards")
        else:
            words = self.tr("{column}, sorted upwards")
        self.setAccessibleName(words.format(column=self.text()))
        self.setToolTip(self.tr("Sort by {column}").format(column=self.text().lower()))
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(max(words + 2 * _REACH, TARGET), self._look.room(ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()  # the heads move the focus between themselves
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        box = self.rect().adjusted(0, 6, 0, -6)
        if self.isDown() or self.underMouse():
            fill = look.colour("accentSoft" if self.isDown() else "sunken")
            paint_box(painter, box, radius=CELL_RADIUS, fill=fill)
        if self.hasFocus():
            paint_focus(painter, look, box, CELL_RADIUS)
        role: Role = "accent" if self._arrow is not None else "muted"
        painter.setFont(self.font())
        painter.setPen(look.colour(role))
        paint_words(painter, self.rect(), self.text(), align=Qt.AlignmentFlag.AlignHCenter)
        if self._arrow is not None:
            self._paint_arrow(painter)
        painter.end()

    def _paint_arrow(self, painter: QPainter) -> None:
        """Paint the arrow under the word, where every head has room for it."""
        assert self._arrow is not None
        size = self._look.px(SMALL_ICON)
        middle = self.rect().center()
        place = QRect(0, 0, size, size)
        place.moveCenter(middle)
        place.moveTop(self.height() - size)
        painter.save()
        if not self._arrow.is_down:
            painter.translate(place.center())
            painter.rotate(180)
            painter.translate(-place.center())
        self._look.paint_icon(painter, "chevron-down", "accent", place)
        painter.restore()
