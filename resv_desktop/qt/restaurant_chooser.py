"""Which of the restaurants is this stand for?"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from resv_desktop.domain.errors import InvalidRestaurant
from resv_desktop.domain.phone import region_of
from resv_desktop.domain.restaurant import Restaurant, Table
from resv_desktop.qt import words
from resv_desktop.qt.look import PADDING, TWO_LINE_ROW, Look
from resv_desktop.qt.setup import amounts
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.panel import Panel
from resv_desktop.qt.widgets.two_line_rows import SECOND_LINE, TwoLineRows

RESTAURANT = Qt.ItemDataRole.UserRole
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
        now: datetime,
        *,
        current_id: str = "",
    ) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("restaurantChooser")
        self.set_head(self.tr("Which restaurant is this stand for?"))
        self.set_act(self.tr("Open"))
        self._model = RestaurantsModel(list(restaurants), now)
        self.list = QListView()
        self.list.setObjectName("restaurantList")
        self.list.setAccessibleName(self.tr("Restaurants"))
        self.list.setModel(self._model)
        self.list.setItemDelegate(TwoLineRows(look, self.list))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = min(_MOST_ROWS, max(1, len(restaurants)))
        self.list.setFixedHeight(rows * look.room(TWO_LINE_ROW, 2))
        panel = Panel()
        panel.body.setContentsMargins(1, 5, 1, 5)
        panel.body.addWidget(self.list)
        self.new_button = Button(look, self.tr("Set up a new restaurant"), "quiet", "plus")
        self.new_button.setObjectName("newRestaurantButton")
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
    """The restaurants as they were given, each with the tables that it offers today."""

    def __init__(self, restaurants: list[Restaurant], now: datetime) -> None:
        super().__init__()
        self._restaurants = restaurants
        self._tables = [len(_tables_today(restaurant, now)) for restaurant in restaurants]

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
            amounts.tables(self._tables[index.row()]),
        )
        if role == Qt.ItemDataRole.DisplayRole:
            return restaurant.name
        if role == RESTAURANT:
            return restaurant
        if role == SECOND_LINE:
            return ", ".join(facts)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join((restaurant.name, *facts))
        return None


def _tables_today(restaurant: Restaurant, now: datetime) -> tuple[Table, ...]:
    try:
        today = restaurant.business_day(now)
    except InvalidRestaurant:  # another program wrote a zone that nobody knows
        today = now.date()
    return restaurant.tables_on(today)
