"""What the command line answers, under it: what was understood, the rows, the act."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.qt.command_rows import FoundRow, MoveRow, Row, SeatRow, TakeRow, WaitRow
from resv_desktop.qt.command_words import detail, enter, mark, spoken, state, title
from resv_desktop.qt.look import (
    CONTROL_RADIUS,
    GAP,
    GRID,
    ICON,
    PADDING,
    TWO_LINE_ROW,
    Look,
    Role,
    Use,
)
from resv_desktop.qt.row_painter import Measures, RowPainter
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.message_place import MessageKind, MessagePlace
from resv_desktop.qt.widgets.own_viewport import lay_viewport
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus
from resv_desktop.qt.widgets.state_pill import state_icon, state_role

_WIDTH = 560
_MOST_IN_SIGHT = 7
_BOX = 5
_SIDE = 12
_BETWEEN = 1
_ROW = Qt.ItemDataRole.UserRole + 1
_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
Say = Callable[[Row], str]


class CommandModel(QAbstractListModel):
    """Shows the rows it is given; `say` makes the one sentence by which a row is spoken."""

    def __init__(self, say: Say) -> None:
        super().__init__()
        self._say = say
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        return self._say(row) if role in _SPOKEN else None


class CommandList(QListView):
    """The rows. The keys stay in the line, which moves the choice; a click chooses too."""

    def __init__(self, look: Look, model: CommandModel, parent: QWidget) -> None:
        super().__init__(parent)
        lay_viewport(self)
        self.setObjectName("commandResults")
        self.setAccessibleName(self.tr("Results"))
        self._look = look
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(0)  # until there are rows

    def paintEvent(self, event: QPaintEvent) -> None:
        # The ground is painted here, so that nothing that lies below is painted for it.
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._look.colour("surface"))
        painter.end()
        super().paintEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)  # two presses in one go only choose


class CommandPanel(QFrame):
    """Lies over the window under the line; it never takes the keys by itself.

    chosen tells that the host chose a row with the pointer, acted that the act was pressed.
    """

    chosen = Signal()
    acted = Signal()

    def __init__(self, look: Look, say: Say, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("commandPanel")
        self.setProperty("ground", "popup")
        self.setProperty("lies over", True)
        self.setAccessibleName(self.tr("Results"))
        self._look = look
        self._head = Label(look, use="label", wraps=True)
        self.model = CommandModel(say)
        self.list = CommandList(look, self.model, self)
        self.message = MessagePlace(look)
        self.message.setObjectName("commandMessage")
        self._hint = Label(look, use="secondary", ink="muted", wraps=True)
        self.act_button = Button(look, kind="primary")
        self.act_button.setObjectName("commandAct")
        self.list.clicked.connect(self._on_clicked)
        self.act_button.clicked.connect(self.acted)
        self._lay_out()
        self.hide()

    def show_titles(self, title_of: Say, detail_of: Say) -> None:
        """Take over how a row is said in two lines."""
        self.list.setItemDelegate(_Rows(self._look, self.list, title_of, detail_of))

    @property
    def row(self) -> Row | None:
        """The row that is chosen."""
        index = self._chosen()
        return self.model.rows[index.row()] if index.isValid() else None

    def head(self) -> str:
        """Return what is said to be understood."""
        return self._head.text()

    def show_rows(self, head: str, rows: Sequence[Row]) -> None:
        """Show other rows; what is chosen stays chosen where it is still there."""
        before = self.row
        self._head.setText(head)
        self._head.setVisible(bool(head))
        if tuple(rows) != tuple(self.model.rows):
            self.model.show_rows(tuple(rows))
        keys = [row.key for row in rows]
        self.choose(keys.index(before.key) if before and before.key in keys else None)
        self.list.setVisible(bool(rows))

    def choose(self, place: int | None) -> None:
        """Choose a row, or none."""
        if place is None:
            self.list.selectionModel().clear()
        else:
            self.list.setCurrentIndex(self.model.index(place))

    def step(self, steps: int) -> None:
        """Choose a row further down or up; from none the first, or the last."""
        last = len(self.model.rows) - 1
        if last < 0:
            return
        index = self._chosen()
        if index.isValid():
            self.choose(min(max(index.row() + steps, 0), last))
        else:
            self.choose(0 if steps > 0 else last)

    def say(self, kind: MessageKind, text: str, *, aloud: bool = False) -> None:
        """Say what there is to say about the answer; "" takes no place."""
        self.message.say(kind, text, aloud=aloud)
        self.message.setVisible(bool(text))

    def set_foot(self, hint: str, act: str) -> None:
        """Say what the keys do, and name the act; "" for none."""
        self._hint.setText(hint)
        self.act_button.setText(act)
        self.act_button.setVisible(bool(act))

    def fit(self, line: QRect) -> None:
        """Take the place under the line, ending where it ends, as high as the rows ask for."""
        parent = self.parentWidget()
        assert parent is not None
        room = parent.contentsRect().adjusted(GRID, GRID, -GRID, -GRID)
        width = min(max(self._look.px(_WIDTH), line.width()), room.width())
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = line.left() if is_rtl else line.right() + 1 - width
        left = min(max(left, room.left()), room.right() + 1 - width)
        top = line.bottom() + 1 + GRID - 2
        row = self._look.room(TWO_LINE_ROW, 2)
        layout = self.layout()
        assert layout is not None
        # Never made lower in between: for each key all that lies below would be painted again.
        listed = 0 if self.list.isHidden() else self.list.minimumHeight()
        around = max(layout.totalHeightForWidth(width) - listed, 0)
        most = max(1, min(_MOST_IN_SIGHT, (room.bottom() - top - around) // row))
        self.list.setFixedHeight(row * min(len(self.model.rows), most))
        layout.activate()
        self.setGeometry(left, top, width, layout.totalHeightForWidth(width))
        self.raise_()

    def _chosen(self) -> QModelIndex:
        chosen = self.list.selectionModel().selectedIndexes()
        return chosen[0] if chosen else QModelIndex()

    def _on_clicked(self, _index: QModelIndex) -> None:
        self.chosen.emit()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, PADDING - 4, PADDING, GRID)
        head.addWidget(self._head)
        rows = QVBoxLayout()
        rows.setContentsMargins(_BOX + 1, 0, _BOX + 1, GRID)
        rows.addWidget(self.list)
        message = QHBoxLayout()
        message.setContentsMargins(PADDING, 0, PADDING, GRID)
        message.addWidget(self.message)
        foot = QHBoxLayout()
        foot.setContentsMargins(PADDING, 0, PADDING, PADDING - 4)
        foot.setSpacing(GAP)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self.act_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (head, message, rows, foot):
            column.addLayout(part)


class _Rows(QStyledItemDelegate):
    """Paints a row in two lines: its sign, what it is, and at its end one word about it."""

    def __init__(self, look: Look, parent: QWidget, title_of: Say, detail_of: Say) -> None:
        super().__init__(parent)
        self._look, self._title_of, self._detail_of = look, title_of, detail_of
        self._measures = Measures(look)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(0, self._look.room(TWO_LINE_ROW, 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(_ROW)
        look, whole = self._look, option.rect
        width, height, size = whole.width(), whole.height(), look.px(ICON)
        top, low = self._line("row name"), self._line("secondary")
        above = (height - top - low - _BETWEEN) // 2
        painter.save()
        self._paint_ground(painter, option)
        all_of_it = self._within(painter, option, 0, height)
        upper = self._within(painter, option, above, top)
        lower = self._within(painter, option, above + top + _BETWEEN, low)
        icon, ink = _sign(row)
        all_of_it.icon(icon, _SIDE, size, ink)
        text, key = mark(row), enter(row)
        is_best = isinstance(row, SeatRow) or (isinstance(row, TakeRow) and row.place == "best")
        strong: Role = "free" if is_best else "muted"
        lead, end = 2 * _SIDE + size, width - _SIDE
        said = max(upper.width_of(text, "pill"), lower.width_of(key, "secondary")) + 1
        words_end = end - GRID - said
        beside = upper if key else all_of_it
        role = ink if isinstance(row, FoundRow) else strong
        beside.words_ending(text, end, "pill" if is_best else "secondary", role)
        lower.words_ending(key, end, "secondary", "muted")
        upper.words(self._title_of(row), lead, words_end, "row name", "text")
        lower.words(self._detail_of(row), lead, words_end, "secondary", "muted")
        painter.restore()

    def _within(
        self, painter: QPainter, option: QStyleOptionViewItem, top: int, height: int
    ) -> RowPainter:
        """Return what paints so high a part of a row."""
        whole = option.rect
        part = QRect(whole.left(), whole.top() + top, whole.width(), height)
        return RowPainter(
            painter, self._look, self._measures, part, whole.width(), option.direction
        )

    def _line(self, use: Use) -> int:
        """Return how high a line is."""
        return self._look.metrics(use).height()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        look, rect = self._look, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, radius=CONTROL_RADIUS, fill=look.colour("accentSoft"))
            paint_focus(painter, look, rect, CONTROL_RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, radius=CONTROL_RADIUS, fill=look.colour("raised"))


def _sign(row: Row) -> tuple[str, Role]:
    if isinstance(row, FoundRow):
        return state_icon(state(row)), state_role(state(row))
    if isinstance(row, SeatRow):
        return "chair", "seated"
    if isinstance(row, WaitRow):
        return "clock", "accent"
    if isinstance(row, MoveRow):
        return "move", "accent"
    return ("pencil", "muted") if row.taken_at else ("ring", "free")


def say_with(day_of: Callable[[], Any], region: Callable[[], str | None]) -> tuple[Say, Say, Say]:
    """Return how a row is said in one sentence, in its first line and in its second."""
    return (
        lambda row: spoken(row, day_of(), region()),
        lambda row: title(row, day_of(), region()),
        lambda row: detail(row, region()),
    )
