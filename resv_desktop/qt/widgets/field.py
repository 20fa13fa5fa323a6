"""A question of a form: its name, its line, and what is said about the answer."""

from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStyle, QVBoxLayout, QWidget

from resv_desktop.qt.look import LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label

CheckKind = Literal["success", "warn"]
_SIDE = 13
_GAP = 8
_CHECK_ICON = 18


class FieldHead(QWidget):
    """A field's label, and "optional" where it may stay empty."""

    def __init__(self, look: Look, label: str, *, optional: bool = False) -> None:
        super().__init__()
        self.label = Label(look, label, "label")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(self.label)
        if optional:
            row.addWidget(Label(look, self.tr("optional"), "secondary", "muted"))
        row.addStretch()


class Field(QWidget):
    """A label above a line to type in, a check at the line's end, a helping sentence below."""

    def __init__(
        self,
        look: Look,
        label: str,
        *,
        optional: bool = False,
        placeholder: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edit = QLineEdit()
        self.edit.setFont(look.font("field"))
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(label)
        self.edit.installEventFilter(self)
        head = FieldHead(look, label, optional=optional)
        head.label.setBuddy(self.edit)
        self._helper = Label(look, "", "secondary", "muted", wraps=True)
        self._icon = IconMark(look, icon, "muted", parent=self.edit) if icon else None
        self._check = _Check(look, self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_TO_FIELD)
        column.addWidget(head)
        column.addWidget(self.edit)
        column.addWidget(self._helper)
        self.set_helper("")
        self.set_check("")

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Fill the line."""
        self.edit.setText(text)

    def helper(self) -> str:
        """Return the sentence below."""
        return self._helper.text()

    def set_helper(self, text: str, kind: Literal["muted", "warn", "error"] = "muted") -> None:
        """Say a sentence below; an empty one takes no place."""
        self._helper.setText(text)
        self._helper.set_ink(kind)
        self._helper.setVisible(bool(text))

    def check(self) -> str:
        """Return the words at the line's end."""
        return self._check.words.text()

    def set_check(self, text: str, kind: CheckKind = "success") -> None:
        """Say at the line's end that the answer is good, or what is odd about it."""
        self._check.say(text, kind)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.edit and event.type() in (
            QEvent.Type.Resize,
            QEvent.Type.LayoutDirectionChange,
        ):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        edit, direction = self.edit, self.edit.layoutDirection()
        leading = trailing = 0
        if self._icon is not None:
            size = self._icon.width()
            place = QRect(_SIDE, (edit.height() - size) // 2, size, size)
            self._icon.setGeometry(QStyle.visualRect(direction, edit.rect(), place))
            leading = size + _GAP
        if self.check():
            width = self._check.sizeHint().width()
            place = QRect(edit.width() - _SIDE - width, 0, width, edit.height())
            self._check.setGeometry(QStyle.visualRect(direction, edit.rect(), place))
            trailing = width + _GAP
        if direction == Qt.LayoutDirection.RightToLeft:
            leading, trailing = trailing, leading
        edit.setTextMargins(leading, 0, trailing, 0)


class _Check(QWidget):
    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._icon = IconMark(look, size=_CHECK_ICON)
        self.words = Label(look, use="chip")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP - 2)
        row.addWidget(self._icon)
        row.addWidget(self.words)

    def say(self, text: str, kind: CheckKind) -> None:
        self.words.setText(text)
        self.words.set_ink(kind)
        self._icon.set_icon("check-circle" if kind == "success" else "triangle", kind)
        self.setVisible(bool(text))
