"""Which clock hangs on the wall: every time zone, found by city, country or name."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.domain.restaurant import zones_of
from resv_desktop.domain.zones import ZonePlace, every_zone
from resv_desktop.qt import words
from resv_desktop.qt.look import CELL_RADIUS, GAP, GRID, PADDING, ROW, TWO_LINE_ROW, Look
from resv_desktop.qt.machine import country_name
from resv_desktop.qt.widgets.field import Field
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import Panel
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

PLACE = Qt.ItemDataRole.UserRole
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLOCK_EVERY_MS = 5_000
_NO_INDEX = QModelIndex()


class ZonePicker(QWidget):
    """The chosen zone with the time there now, and below it the list to choose another from.

    Typing only filters the list and marks the first place found; it is chosen by Enter, a click
    or the arrows, and until then what was chosen before stays. Enter on a search without result
    goes nowhere. picked is emitted when the host chooses, never by set_zone.
    """

    picked = Signal(str)

    def __init__(
        self,
        look: Look,
        now: Callable[[], datetime],
        *,
        rows: int = 5,
    ) -> None:
        super().__init__()
        self._look = look
        self._now = now
        self._zone: str | None = None
        self._region: str | None = None
        self._is_told = False
        self._name = Label(look, use="panel title", wraps=True)
        self._time = Label(look, use="row", ink="muted", wraps=True)
        self._time.setObjectName("zoneNow")
        self._doubt = Label(look, use="row", ink="warn", wraps=True)
        self._doubt.hide()
        self._search = Field(look, self.tr("Another place"), icon="search")
        self._search.edit.setObjectName("zoneSearch")
        self._search.edit.setPlaceholderText(self.tr("City, country or zone"))
        self._model = ZoneModel()
        self._list = QListView()
        self._list.setObjectName("zoneList")
        self._list.setAccessibleName(self.tr("Time zones"))
        self._list.setModel(self._model)
        self._list.setItemDelegate(_ZoneRows(look, now, lambda: self._zone, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        half_a_row = look.room(ROW) // 2  # to be seen that there are more
        self._list.setMinimumHeight(rows * look.room(ROW) + half_a_row)
        self._lay_out()
        self.setFocusProxy(self._search.edit)
        self._search.edit.installEventFilter(self)
        self._search.edit.textChanged.connect(self._fill)
        self._list.selectionModel().selectionChanged.connect(self._on_selected)
        self._list.clicked.connect(self._pick)
        self._clock = QTimer(self, interval=_CLOCK_EVERY_MS)
        self._clock.timeout.connect(self._say_time)
        self._clock.start()
        # The list moves its rows after it has heard of its new size.
        self._resized = QTimer(self, singleShot=True, interval=0)
        self._resized.timeout.connect(self._mark)
        self._list.installEventFilter(self)
        self._fill()
        self._say_time()

    @property
    def zone(self) -> str | None:
        """The zone that is chosen (IANA name), or None."""
        return self._zone

    def set_zone(self, zone: str | None) -> None:
        """Choose a zone without emitting picked."""
        self._zone = zone
        self._mark()
        self._say_time()

    def set_region(self, region: str | None) -> None:
        """Put the zones of a country (ISO 3166) first."""
        if region != self._region:
            self._region = region
            self._fill()

    def doubt(self) -> str:
        """Return what should make the host look twice, or ""."""
        return self._doubt.text()

    def set_doubt(self, text: str) -> None:
        """Say what should make the host look twice; nothing takes no place."""
        self._doubt.setText(text)
        self._doubt.setVisible(bool(text))

    def said(self) -> str:
        """Return what is said about the chosen zone."""
        return self._time.text()

    def _fill(self) -> None:
        found = matching(self._search.text(), self._region)
        self._is_told = True
        self._model.show_places(found)
        self._is_told = False
        nowhere = self.tr('No place or zone is called "{text}".')
        if found:
            how = self.tr("Enter or a click chooses a place.") if self._is_searching() else ""
            self._search.set_helper(how)
        else:
            text = nowhere.format(text=words.apart(self._search.text().strip()[:40]))
            self._search.set_helper(text, "error")
        self._mark()

    def _mark(self) -> None:
        self._is_told = True
        row = self._model.row_of(self._zone)
        if row is None and self._is_searching() and self._model.rowCount():
            row = 0
        if row is None:
            self._list.selectionModel().clear()
        else:
            index = self._model.index(row)
            self._list.setCurrentIndex(index)
            is_first = row < self._list.minimumHeight() // self._look.room(ROW)
            hint = QAbstractItemView.ScrollHint
            self._list.scrollTo(index, hint.EnsureVisible if is_first else hint.PositionAtCenter)
        self._is_told = False

    def _on_selected(self, selected: QItemSelection) -> None:
        if not self._is_told and selected.indexes():
            self._pick(selected.indexes()[0])

    def _is_searching(self) -> bool:
        return bool(self._search.text().strip())

    def _pick(self, index: QModelIndex) -> None:
        self._choose(index.data(PLACE).zone)

    def _choose(self, zone: str) -> None:
        if zone != self._zone:
            self._zone = zone
            self._say_time()
            self.picked.emit(zone)

    def _say_time(self) -> None:
        self._list.viewport().update()
        if self._zone is None:
            self._name.setText(self.tr("No time zone yet"))
            self._time.setText(self.tr("Search for your city below."))
            return
        there = self._now().astimezone(ZoneInfo(self._zone))
        self._name.setText(self._zone)
        self._time.setText(
            self.tr("It is {hour} there now, {day}.").format(
                hour=words.clock(there), day=words.long_day(there.date())
            )
        )

    def _lay_out(self) -> None:
        now = Panel()
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self._name)
        said.addWidget(self._time)
        said.addWidget(self._doubt)
        row = QHBoxLayout()
        row.setContentsMargins(PADDING, GRID, PADDING, GRID)
        row.setSpacing(12)
        row.addWidget(IconMark(self._look, "clock", "accent"))
        row.addLayout(said, 1)
        now.body.addLayout(row)
        now.setMinimumHeight(self._look.room(TWO_LINE_ROW + GAP, 2))
        places = Panel()
        places.body.setContentsMargins(1, 5, 1, 5)
        places.body.addWidget(self._list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(now)
        column.addWidget(self._search)
        column.addWidget(places, 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES and self._model.rowCount():
                self._move(Qt.Key(event.key()))
                return True
            if event.key() in _ENTERS and self._is_searching():
                if not self._model.rowCount():
                    return True
                self._pick(self._list.currentIndex())
        if event.type() == QEvent.Type.Resize and watched is self._list:
            self._resized.start()
        return super().eventFilter(watched, event)

    def _move(self, key: Qt.Key) -> None:
        page = max(1, self._list.viewport().height() // self._look.room(ROW) - 1)
        steps = {
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
        }
        current = self._list.currentIndex()
        is_marked = self._list.selectionModel().isSelected(current)
        row = current.row() + steps[key] if is_marked else 0
        index = self._model.index(min(max(row, 0), self._model.rowCount() - 1))
        self._list.setCurrentIndex(index)
        self._pick(index)  # the only place found is marked already


class ZoneModel(QAbstractListModel):
    """The places that are shown, in the order they were given."""

    def __init__(self) -> None:
        super().__init__()
        self._places: list[ZonePlace] = []

    def show_places(self, places: list[ZonePlace]) -> None:
        """Show other places."""
        self.beginResetModel()
        self._places = places
        self.endResetModel()

    def row_of(self, zone: str | None) -> int | None:
        """Return the row of a zone, or None where it is not shown."""
        rows = (row for row, place in enumerate(self._places) if place.zone == zone)
        return next(rows, None)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._places)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        place = self._places[index.row()]
        if role == PLACE:
            return place
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            country = country_name(place.region)
            return ", ".join(dict.fromkeys(p for p in (place.city, country, place.zone) if p))
        return None


def matching(text: str, region: str | None) -> list[ZonePlace]:
    """Return the places that a search finds: the house's own country first, then by city;
    of what a search finds the larger places of each country come first.

    Names of old and zones at sea are only shown when they are searched for.
    """
    wanted = _plain(text).split()
    own = zones_of(region) if region else []
    found: list[tuple[tuple[int, int, int, int], ZonePlace]] = []
    for number, place in enumerate(every_zone()):
        if place.region is None and not wanted and place.zone != "UTC":
            continue
        said = _plain(f"{place.city} {country_name(place.region)} {place.zone}")
        if not all(word in said for word in wanted):
            continue
        is_start = bool(wanted) and _plain(place.city).startswith(wanted[0])
        home = own.index(place.zone) if place.zone in own else len(own)
        rank = place.rank if wanted else 0
        found.append(((0 if is_start else 1, home, rank, number), place))
    return [place for _, place in sorted(found, key=lambda pair: pair[0])]


def _plain(text: str) -> str:
    return text.casefold().replace("_", " ").replace("/", " ").replace(",", " ")


class _ZoneRows(QStyledItemDelegate):
    """City, country and zone, and at the end the time there.

    What is chosen is filled; what Enter would choose has a ring.
    """

    def __init__(
        self,
        look: Look,
        now: Callable[[], datetime],
        chosen: Callable[[], str | None],
        view: QListView,
    ) -> None:
        super().__init__(view)
        self._chosen = chosen
        self._look = look
        self._now = now
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._look.room(ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, place = self._look, index.data(PLACE)
        direction, rect = option.direction, option.rect.adjusted(5, 1, -5, -1)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            is_chosen = place.zone == self._chosen()
            fill = look.colour("accentSoft" if is_chosen else "raised")
            paint_box(painter, rect, radius=CELL_RADIUS, fill=fill)
            if self._view.hasFocus() or not is_chosen:
                paint_focus(painter, look, rect, CELL_RADIUS)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            paint_box(painter, rect, radius=CELL_RADIUS, fill=look.colour("raised"))
        inner = rect.adjusted(11, 0, -11, 0)
        clock = words.clock(self._now().astimezone(ZoneInfo(place.zone)))
        painter.setPen(look.colour("text"))
        painter.setFont(look.font("row"))
        time_width = painter.fontMetrics().horizontalAdvance(clock)
        time_place = QRect(inner.right() - time_width, inner.top(), time_width + 1, inner.height())
        mirrored = QStyle.visualRect(direction, inner, time_place)
        paint_words(painter, mirrored, clock, align=Qt.AlignmentFlag.AlignLeft)
        rest = inner.adjusted(0, 0, -time_width - GAP, 0)
        painter.setFont(look.font("row name"))
        city = painter.fontMetrics().elidedText(
            place.city, Qt.TextElideMode.ElideRight, rest.width()
        )
        city_width = painter.fontMetrics().horizontalAdvance(city)
        city_place = QStyle.visualRect(direction, inner, QRect(rest.topLeft(), rest.size()))
        paint_words(painter, city_place, city, align=Qt.AlignmentFlag.AlignLeading)
        more = rest.adjusted(city_width + 12, 0, 0, 0)
        country = country_name(place.region)
        said = f"{country}, {place.zone}" if country else ""
        painter.setFont(look.font("secondary"))
        painter.setPen(look.colour("muted"))
        said = painter.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, more.width())
        more_place = QStyle.visualRect(direction, inner, more)
        if more.width() > 0:
            paint_words(painter, more_place, said, align=Qt.AlignmentFlag.AlignLeading)
        painter.restore()
