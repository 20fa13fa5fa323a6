"""The page of the settings on which a host gives acts other keys."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from resv_desktop.qt.key_acts import ACTS, KeyAct
from resv_desktop.qt.key_rules import (
    BY_NAME,
    belongs_elsewhere,
    holder,
    in_force,
    is_key,
    key_of,
    swapped,
    with_key,
)
from resv_desktop.qt.keys import Keys, key_text, says
from resv_desktop.qt.look import GRID, PADDING, ROW, Look
from resv_desktop.qt.widgets.button import Button
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.panel import Panel
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.qt.widgets.shapes import paint_box, paint_focus, paint_words

_ROWS_LEAST = 5
_NAME, _KEYS = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_MODIFIERS: Final = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)


class KeysPage(QWidget):
    """A list of acts; for the one that is picked a key is pressed.

    chosen carries "keys" or "single_keys" and what it is from now on. What is to be said about a
    key goes where tell puts it.
    """

    chosen = Signal(str, object)

    def __init__(self, look: Look, keys: Keys, tell: Callable[..., None]) -> None:
        super().__init__()
        self._keys, self._tell = keys, tell
        self.single = SegmentedControl(look, [self.tr("On"), self.tr("Off")])
        self.single.setObjectName("singleKeys")
        self.single.setAccessibleName(self.tr("Single keys"))
        self.list = QListWidget()
        self.list.setObjectName("keyList")
        self.list.setAccessibleName(self.tr("What has a key"))
        self.list.setItemDelegate(_Row(look, self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(_ROWS_LEAST * look.room(ROW))
        self.new_key = KeyCatcher(look)
        self.new_key.setObjectName("newKeyButton")
        self.usual = Button(look, self.tr("Usual key"))
        self.usual.setObjectName("usualKeyButton")
        self.all_usual = Button(look, self.tr("All usual keys"))
        self.all_usual.setObjectName("allUsualKeysButton")
        self._lay_out(look)
        for act in ACTS:
            if not act.is_fixed:
                self.list.addItem(QListWidgetItem(says(act)))
                self.list.item(self.list.count() - 1).setData(_NAME, act.name)
        self.list.setCurrentRow(0)
        self._show()
        keys.changed.connect(self._show)
        self.single.chosen.connect(lambda index: self.chosen.emit("single_keys", index == 0))
        self.list.itemActivated.connect(lambda _: self.new_key.begin())
        self.list.currentRowChanged.connect(lambda _: self._say_nothing())
        self.new_key.began.connect(self._on_began)
        self.new_key.left.connect(self._say_nothing)
        self.new_key.caught.connect(self._on_caught)
        self.usual.clicked.connect(self._on_usual)
        self.all_usual.clicked.connect(self._on_all_usual)

    @property
    def act(self) -> KeyAct:
        """The act that is picked in the list."""
        return BY_NAME[self.list.currentItem().data(_NAME)]

    def pick(self, name: str) -> None:
        """Pick an act in the list."""
        rows = range(self.list.count())
        self.list.setCurrentRow(next(r for r in rows if self.list.item(r).data(_NAME) == name))

    def _lay_out(self, look: Look) -> None:
        head = QHBoxLayout()
        head.setSpacing(PADDING)
        words = Label(
            look,
            self.tr(
                "Single keys: letters, digits and ? do something by themselves. Without them "
                "only keys with Ctrl and function keys do."
            ),
            "secondary",
            wraps=True,
        )
        head.addWidget(words, 1)
        head.addWidget(self.single)
        panel = Panel()
        panel.body.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.new_key)
        foot.addWidget(self.usual)
        foot.addStretch()
        foot.addWidget(self.all_usual)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(head)
        column.addWidget(panel, 1)
        column.addLayout(foot)

    def _show(self) -> None:
        """Show the keys as they are now."""
        self.single.set_index(0 if self._keys.has_single_keys else 1)
        for row in range(self.list.count()):
            item = self.list.item(row)
            keys = ", ".join(self._keys.texts(item.data(_NAME))) or self.tr("No key")
            item.setData(_KEYS, keys)
            spoken = self.tr("{act}: {keys}").format(act=item.text(), keys=keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)

    def _say_nothing(self) -> None:
        self._tell("quiet", "")

    def _on_began(self) -> None:
        text = self.tr("Press the new key for: {act}. Escape leaves it as it is.")
        self._tell("progress", text.format(act=says(self.act)))

    def _on_caught(self, key: str) -> None:
        """Take a key for the act that is picked, or say why not."""
        act, now = self.act, in_force(self._keys.chosen)
        rival = holder(act, key, now)
        if key in now[act.name]:
            self._say_nothing()
        elif belongs_elsewhere(act, key):
            text = self.tr(
                "{key} is needed where there is something to type or to go through. Take one with "
                "Ctrl, or a function key."
            )
            self._tell("error", text.format(key=key_text(key)))
        elif rival is not None:
            text = self.tr("{key} has an act already: {act}.")
            self._tell(
                "error",
                text.format(key=key_text(key), act=says(rival)),
                self.tr("Swap them"),
                lambda: self._choose(swapped(act, rival, key, now)),
            )
        else:
            self._choose(self._keys.chosen | {act.name: with_key(now[act.name], key)})
        self.list.setFocus()

    def _on_usual(self) -> None:
        act, now = self.act, in_force(self._keys.chosen)
        rivals = (holder(act, key, now) for key in act.keys)
        rival = next((other for other in rivals if other is not None), None)
        if rival is not None:
            text = self.tr("{keys} has another act now: {act}. Give that one its usual key first.")
            keys = ", ".join(map(key_text, act.keys))
            self._tell("error", text.format(keys=keys, act=says(rival)))
        else:
            others = {n: keys for n, keys in self._keys.chosen.items() if n != act.name}
            self._choose(others)

    def _on_all_usual(self) -> None:
        self._choose({}, self.tr("All keys are the usual ones."))

    def _choose(self, chosen: dict[str, tuple[str, ...]], done: str = "") -> None:
        """Take other keys, and say so with the way back."""
        before = self._keys.chosen
        self.chosen.emit("keys", {name: list(keys) for name, keys in chosen.items()})
        keys = ", ".join(self._keys.texts(self.act.name)) or self.tr("No key")
        text = self.tr("{act}: {keys}").format(act=says(self.act), keys=keys)
        self._tell("success", done or text, self.tr("Undo"), lambda: self._choose(before))


class KeyCatcher(Button):
    """Once pressed it takes the next key, whichever that is; Escape and Tab go on as ever."""

    began = Signal()
    left = Signal()
    caught = Signal(str)

    def __init__(self, look: Look) -> None:
        self._is_catching = False  # before Qt sends the first event
        super().__init__(look)
        self._say()
        self.clicked.connect(self.begin)

    def begin(self) -> None:
        """Take the next key."""
        self.setFocus()
        self._is_catching = True
        self._say()
        self.began.emit()

    def _end(self) -> None:
        self._is_catching = False
        self._say()

    def _say(self) -> None:
        self.setText(self.tr("Press a key") if self._is_catching else self.tr("New key"))

    def event(self, event: QEvent) -> bool:
        if self._is_catching and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._take(event):
                return True
        return super().event(event)

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False  # the focus goes on, and with it the catching ends
        key = key_of(event)
        if event.key() in _MODIFIERS or event.isAutoRepeat() or not is_key(key):
            return True  # one that has no name could not be kept: it goes on waiting
        self._end()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            self.caught.emit(key)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._is_catching:
            self._end()
            self.left.emit()


class _Row(QStyledItemDelegate):
    def __init__(self, look: Look, parent: QListWidget) -> None:
        super().__init__(parent)
        self._look, self._list = look, parent

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
        look, rect = self._look, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            paint_box(painter, rect, radius=0, fill=look.colour("accentSoft"))
            if self._list.hasFocus():
                paint_focus(painter, look, rect, 0)
        keys, words = str(index.data(_KEYS)), str(index.data())
        font, ink = look.font("pill"), look.colour("text")
        inside = rect.adjusted(PADDING, 0, -PADDING, 0)
        room = look.metrics("pill").horizontalAdvance(keys) + PADDING
        place = QRect(inside.left(), inside.top(), inside.width() - room, inside.height())
        place = QStyle.visualRect(option.direction, inside, place)
        painter.save()
        painter.setLayoutDirection(option.direction)
        painter.setPen(ink)
        painter.setFont(font)
        paint_words(painter, inside, keys, align=Qt.AlignmentFlag.AlignTrailing)
        painter.setFont(look.font("row"))
        shown = look.metrics("row").elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        paint_words(painter, place, shown, align=Qt.AlignmentFlag.AlignLeading)
        painter.restore()
