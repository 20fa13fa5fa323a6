"""The way through the set-up: what was answered, what is asked now, what is still to come."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from resv_desktop.qt.look import GRID, SMALL_ICON, WINDOW_SIDE, Look, Role
from resv_desktop.qt.setup.wrapped_lines import WrappedLines
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.shapes import paint_box, paint_words

StepState = Literal["answered", "asked", "ahead"]
RAIL_WIDTH = 239  # and the line at its end
_MARK = 28
_MARK_TO_WORDS = 12
_PITCH = 56
_NAME_TO_STEPS = 30
_LARGE_TEXT = 1.5


class Rail(QFrame):
    """Five steps from top to bottom, the restaurant's name above them, the count below."""

    def __init__(self, look: Look, steps: list[str]) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._name = WrappedLines(look, "", "detail title", lines=_lines(look))
        self._count = Label(look, "", "secondary", "muted")
        self.steps = [Step(look, number, name) for number, name in enumerate(steps, start=1)]
        column = QVBoxLayout(self)
        column.setContentsMargins(WINDOW_SIDE, WINDOW_SIDE, WINDOW_SIDE, WINDOW_SIDE)
        column.setSpacing(0)
        column.addWidget(Label(look, self.tr("Set up"), "row", "muted"))
        column.addSpacing(2)
        column.addWidget(self._name)
        column.addSpacing(_NAME_TO_STEPS)
        for step in self.steps:
            column.addWidget(step)
        column.addStretch(1)
        column.addWidget(self._count)
        self.setFixedWidth(RAIL_WIDTH + round((look.px(RAIL_WIDTH) - RAIL_WIDTH) / 2))

    def set_name(self, name: str) -> None:
        """Say whose set-up it is."""
        self._name.set_words(name or self.tr("A new restaurant"))
        self._name.set_ink("text" if name else "muted")

    def show_step(self, index: int, answers: list[str], *, is_over: bool = False) -> None:
        """Mark the step that is asked and say what was answered at each."""
        for number, (step, answer) in enumerate(zip(self.steps, answers, strict=True)):
            state: StepState = "asked" if number == index and not is_over else "answered"
            if number > index:
                state = "ahead"
            step.show_state(state, answer)
        self._count.setText(
            self.tr("Step {number} of {count}").format(number=index + 1, count=len(self.steps))
        )


class Step(QWidget):
    """One step: its mark, its name and what was answered."""

    def __init__(self, look: Look, number: int, name: str) -> None:
        super().__init__()
        self._words = name
        self._mark = _Mark(look, number)
        self._name = WrappedLines(look, name, "row name", lines=2)
        self._answer = WrappedLines(look, "", "secondary", "muted", lines=2)
        words = self._column = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._answer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_MARK_TO_WORDS)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.setAlignment(words, Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(look.room(_PITCH, 2))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def state(self) -> StepState:
        """Whether it is behind, asked now, or ahead."""
        return self._mark.state

    def answer(self) -> str:
        """Return what is said under the name."""
        return self._answer.text()

    def show_state(self, state: StepState, answer: str) -> None:
        """Show how far it is and what was answered."""
        self._mark.state = state
        self._mark.update()
        self._name.set_ink("muted" if state == "ahead" else "text")
        self._answer.set_words(answer)
        self._answer.setVisible(bool(answer))
        # One line stands beside the middle of its mark, two lines around it.
        line = self._name.fontMetrics().lineSpacing()
        alone = (self._mark.height() - line) // 2
        self._column.setContentsMargins(0, 3 if answer else alone, 0, GRID)
        states = {
            "answered": self.tr("answered"),
            "asked": self.tr("asked now"),
            "ahead": self.tr("still to come"),
        }
        self.setAccessibleName(f"{self._words}, {states[state]}. {answer}".strip())


class _Mark(QWidget):
    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._look = look
        self._number = number
        self.state: StepState = "ahead"
        self.setFixedSize(QSize(look.px(_MARK), look.px(_MARK) + 2 * _inset()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look
        disc = self.rect().adjusted(0, _inset(), 0, -_inset())
        radius = disc.width() / 2
        edges: dict[StepState, Role] = {
            "answered": "accent",
            "asked": "accent",
            "ahead": "lineStrong",
        }
        fill = look.colour("accent") if self.state == "asked" else None
        edge = look.colour(edges[self.state])
        paint_box(painter, disc, radius=radius, fill=fill, edge=edge, width=1.5)
        if self.state == "answered":
            size = look.px(SMALL_ICON)
            place = disc.adjusted(0, 0, 0, 0)
            place.setSize(QSize(size, size))
            place.moveCenter(disc.center())
            look.paint_icon(painter, "check", "accent", place)
        else:
            painter.setFont(look.font("pill"))
            painter.setPen(look.colour("onAccent" if self.state == "asked" else "muted"))
            paint_words(painter, disc, str(self._number), align=Qt.AlignmentFlag.AlignHCenter)
        painter.end()


def _lines(look: Look) -> int:
    # The steps need their place; a long name gives way where the text is large.
    return 3 if look.text_scale < _LARGE_TEXT else 2


def _inset() -> int:
    return 5
