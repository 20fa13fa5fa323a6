"""Which of the restaurants is this stand for?"""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.look import CELL_RADIUS, PADDING, TWO_LINE_ROW, Look
from resv_desktop.qt.setup import amounts
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.panel import Panel
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus

RESTAURANT = Qt.ItemDataRole.UserRole
FACTS = Qt.ItemDataRole.UserRole + 1
_MOST_ROWS = 6
_NO_INDEX = QModelIndex()


class RestaurantChooser(DialogFrame):
    """All restaurants of this database by name.

    chosen carries the one that the host opens; new_wanted is emitted when none of them is meant.
    """

    chosen = Signal(object)
    new_wanted = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        restaurants: Sequence[Restaurant],
        *,
        current_id: str = "",
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("restaurantChooser")
        self.set_head(self.tr("Which restaurant is this stand for?"))
        self.set_act(self.tr("Open"))
        self._model = RestaurantsModel(list(restaurants))
        self.list = QListView()
        self.list.setObjectName("restaurantList")
        self.list.setAccessibleName(self.tr("Restaurants"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(_RestaurantRows(look, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(_MOST_ROWS, max(1, len(restaurants)))
        self.list.setFixedHeight(rows * look.room(TWO_LINE_ROW, 2))
        panel = Panel(look)
        panel.body.setContentsMargins(1, 5, 1, 5)
        panel.body.addWidget(self.list)
        self.new_button = Button(look, self.tr("Set up a new restaurant"), "quiet", "plus")
        self.new_button.setObjectName("newRestaurantButton")
        self.new_button.setAutoDefault(False)
        self.body.setSpacing(PADDING)
        self.body.addWidget(panel)
        self.body.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeading)
        self.message.hide()
        known = [restaurant.id for restaurant in restaurants]
        row = known.index(current_id) if current_id in known else 0
        self.list.setCurrentIndex(self._model.index(row))
        self.list.selectionModel().currentChanged.connect(self._say)
        self.list.doubleClicked.connect(self._on_acted)
        self.acted.connect(self._on_acted)
        self.new_button.clicked.connect(self._on_new)
        self.list.setFocus()
        self._say()

    def current(self) -> Restaurant | None:
        """Return the restaurant that is marked."""
        found = self.list.currentIndex().data(RESTAURANT)
        return found if isinstance(found, Restaurant) else None

    def _say(self) -> None:
        self.act_button.setEnabled(self.current() is not None)

    def _on_acted(self) -> None:
        restaurant = self.current()
        if restaurant is not None:
            self.accept()
            self.chosen.emit(restaurant)

    def _on_new(self) -> None:
        self.accept()
        self.new_wanted.emit()


class RestaurantsModel(QAbstractListModel):
    """The restaurants as they were given."""

    def __init__(self, restaurants: list[Restaurant]) -> None:
        super().__init__()
        self._restaurants = restaurants

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._restaurants)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        restaurant = self._restaurants[index.row()]
        phone = words.phone(restaurant.phone, region_of(restaurant.phone))
        facts = (
            phone,
            amounts.opening_hours(restaurant.opening_hours),
            amounts.tables(len(restaurant.tables)),
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return restaurant.name
        if role == RESTAURANT:
            return restaurant
        if role == FACTS:
            return ", ".join(facts)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join((restaurant.name, *facts))
        return None


class _RestaurantRows(QStyledItemDelegate):
    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self._look = look
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        width = super().sizeHint(option, index).width()
        return QSize(width, self._look.room(TWO_LINE_ROW, 2))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look = self._look
        rect = option.rect.adjusted(5, 1, -5, -1)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, radius=CELL_RADIUS, fill=look.colour("accentSoft"))
            if self._view.hasFocus():
                paint_focus(painter, look, rect, CELL_RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, radius=CELL_RADIUS, fill=look.colour("raised"))
        words = rect.adjusted(11, 0, -11, 0)
        name = look.metrics("row name").height()
        facts = look.metrics("secondary").height()
        top = words.top() + (words.height() - name - facts - 2) // 2
        elide = Qt.TextElideMode.ElideRight
        place = words.adjusted(0, 0, 0, 0)
        place.setTop(top)
        place.setHeight(name)
        painter.setFont(look.font("row name"))
        painter.setPen(look.colour("text"))
        text = painter.fontMetrics().elidedText(str(index.data()), elide, words.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeading), text)
        place.moveTop(top + name + 2)
        place.setHeight(facts)
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("muted"))
        text = painter.fontMetrics().elidedText(str(index.data(FACTS)), elide, words.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeading), text)
        painter.restore()
