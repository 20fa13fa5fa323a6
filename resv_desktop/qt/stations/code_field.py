"""The join code as it is typed: in groups and lines, as the first machine shows it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from resv_desktop.domain.join_code import grouped
from resv_desktop.qt.look import LABEL_TO_FIELD, Look
from resv_desktop.qt.widgets.field import FieldHead
from resv_desktop.qt.widgets.label import Label

GROUPS_IN_A_LINE = 3
_LINES = 4  # of the longest code
_MOST_SIGNS = 120
_EDGES = 26  # padding and border of the field, and the margin of its text


def in_lines(groups: list[str]) -> str:
    """Return the groups of a code as lines that are read aloud and compared one by one."""
    lines = [
        " ".join(groups[at : at + GROUPS_IN_A_LINE])
        for at in range(0, len(groups), GROUPS_IN_A_LINE)
    ]
    return "\n".join(lines)


class CodeField(QWidget):
    """A label, the code, and a helping sentence below."""

    def __init__(self, look: Look, label: str, helper: str) -> None:
        super().__init__()
        self.edit = CodeEdit(look)
        self.edit.setAccessibleName(label)
        head = FieldHead(look, label)
        head.label.setBuddy(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(LABEL_TO_FIELD)
        column.addWidget(head)
        column.addWidget(self.edit)
        column.addWidget(Label(look, helper, "secondary", "muted", wraps=True))

    def text(self) -> str:
        """Return what was typed, in its groups."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Fill the field."""
        self.edit.setPlainText(text)

    def mark(self, number: int | None) -> None:
        """Choose the group of this number, from 1 on, or all, to be typed anew."""
        groups = self.text().split()
        self.edit.setFocus()
        if number is None or number > len(groups):
            self.edit.selectAll()
            return
        start = sum(len(group) + 1 for group in groups[: number - 1])
        cursor = self.edit.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(start + len(groups[number - 1]), QTextCursor.MoveMode.KeepAnchor)
        self.edit.setTextCursor(cursor)


class CodeEdit(QPlainTextEdit):
    """Puts what is typed or pasted into its groups; the cursor stays at its sign."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("joinCodeEdit")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # in every language
        font = QFont(look.font("field"))
        font.setFeature(QFont.Tag("tnum"), 1)
        font.setFeature(QFont.Tag("zero"), 1)
        self.setFont(font)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * _LINES + _EDGES)
        self.textChanged.connect(self._put_into_groups)

    def _put_into_groups(self) -> None:
        typed = self.toPlainText()
        text = in_lines(grouped(typed[:_MOST_SIGNS]).split("-"))
        if text == typed:
            return
        before = typed[: self.textCursor().position()]
        signs = len(grouped(before).replace("-", ""))
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.setPosition(_behind(signs, text))
        self.setTextCursor(cursor)

    # --- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # it joins, as in a field of one line
            return
        super().keyPressEvent(event)


def _behind(signs: int, text: str) -> int:
    """Return the place in the text behind so many signs of it."""
    places = [place for place, sign in enumerate(text, 1) if not sign.isspace()]
    return places[min(signs, len(places)) - 1] if signs and places else 0
