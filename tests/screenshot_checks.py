"""What must not be seen in any picture: cut words, words over words, parts over parts."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStackedWidget,
    QStyle,
    QStyleOptionFrame,
    QWidget,
)

from resv_desktop.qt.available_list import TopHeading
from resv_desktop.qt.history.history_list import HistoryList
from resv_desktop.qt.timeline import Timeline
from tests.screenshot_recorder import UNSEEN, Run, written_on

_BLUR = 1.0  # letters may touch an edge by the width of their own softness
_HAIRLINE = 1
_FINGER = 44  # pixels
_DOTS = "…"
_FEW_LETTERS = 3


def faults(
    window: QWidget,
    *,
    really_long: Sequence[str] = (),
    may_scroll: bool = False,
    may_shorten: bool = False,
) -> list[str]:
    """Return a sentence for each thing that is cut, covered or out of its place.

    Only the texts of really_long may end in three dots or be scrolled in their field; the whole
    text must then be in the tooltip. For large text may_scroll allows content taller than its
    window, and may_shorten any text whose tooltip says it whole; cells of the timeline and lines of
    a history always may.
    """
    found: list[str] = []
    for widget in visible(window):
        found += _out_of_place(widget)
        found += _overlapping(widget)
        found += _out_of_hand(widget)
        if not may_scroll and isinstance(widget, QScrollArea):
            found += _scrolled_away(widget)
        if not isinstance(widget.parentWidget(), QPlainTextEdit):  # it scrolls, to be copied
            found += _words(widget, really_long, may_shorten=may_shorten)
    return found


def name_of(widget: QWidget) -> str:
    """Return how to find a widget: its named parents, its own name or kind."""
    parts = [widget.objectName() or type(widget).__name__]
    parent = widget.parentWidget()
    while parent is not None and not widget.isWindow():
        if parent.objectName() and not parent.objectName().startswith("qt_"):
            parts.append(parent.objectName())
        if parent.isWindow():
            break
        parent = parent.parentWidget()
    return " in ".join(dict.fromkeys(parts))


def visible(window: QWidget) -> Iterator[QWidget]:
    """Yield a window and all that is seen in it."""
    yield window
    for child in _children(window):
        yield from visible(child)


def _children(widget: QWidget) -> list[QWidget]:
    return [
        child
        for child in widget.children()
        if isinstance(child, QWidget) and child.isVisible() and not child.isWindow()
    ]


def _is_viewport(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget


def _out_of_place(widget: QWidget) -> list[str]:
    """Find a widget that reaches out of its parent; what is scrolled may, and a heading that the
    next one pushes out."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or _is_viewport(parent):
        return []
    if isinstance(widget, TopHeading):
        return []
    place, room = widget.geometry(), parent.rect()
    if place.isEmpty():
        return [f"{name_of(widget)} is shown but has no room at all"]
    if room.contains(place):
        return []
    return [f"{name_of(widget)} reaches out of its parent: {_rect(place)} in {_rect(room)}"]


def _out_of_hand(widget: QWidget) -> list[str]:
    """Find what can be pressed or typed in but is too small for a finger, or has no name."""
    is_used = isinstance(widget, QAbstractButton | QLineEdit | QComboBox | QAbstractItemView)
    is_part = isinstance(widget.parentWidget(), QAbstractSpinBox | QComboBox | QAbstractItemView)
    if not is_used or is_part or widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return []
    found = []
    if min(widget.width(), widget.height()) < _FINGER:
        found.append(f"{name_of(widget)} is too small for a finger: {_rect(widget.geometry())}")
    spoken = QAccessible.queryAccessibleInterface(widget)
    if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
        found.append(f"{name_of(widget)} has no name to be spoken")
    return found


def _overlapping(widget: QWidget) -> list[str]:
    """Find children that lie over each other; thin lines, a list's own parts and panels may."""
    if isinstance(widget, QAbstractScrollArea | QAbstractSpinBox | QComboBox | QStackedWidget):
        return []
    children = [
        child
        for child in _children(widget)
        if min(child.width(), child.height()) > _HAIRLINE
        and not isinstance(child, QScrollBar)
        and not child.property("lies over")
    ]
    return [
        f"{name_of(one)} and {name_of(other)} overlap: {_rect(one.geometry())} and "
        f"{_rect(other.geometry())}"
        for one, other in combinations(children, 2)
        if one.geometry().intersects(other.geometry())
    ]


def _scrolled_away(area: QScrollArea) -> list[str]:
    content = area.widget()
    room = area.viewport().size()
    if (
        area.property("is a list")
        or content is None
        or (content.width() <= room.width() and content.height() <= room.height())
    ):
        return []
    return [
        f"{name_of(area)} has to be scrolled: {content.width()} x {content.height()} "
        f"in {room.width()} x {room.height()}"
    ]


def _words(widget: QWidget, really_long: Sequence[str], *, may_shorten: bool) -> list[str]:
    runs = written_on(widget)
    found = [
        fault
        for run in runs
        for fault in (
            *_cut(widget, run, really_long),
            *_elided(widget, run, really_long, may_shorten=may_shorten),
        )
    ]
    found += _words_over_words(widget, runs)
    found += _words_under_children(widget, runs)
    found += _missing_lines(widget, runs)
    return found


def _cut(widget: QWidget, run: Run, really_long: Sequence[str]) -> list[str]:
    room = QRectF(widget.rect()).adjusted(-_BLUR, -_BLUR, _BLUR, _BLUR)
    if isinstance(widget, QLineEdit) and _is_part_of(run.words, really_long):
        return []  # what is being typed moves with the cursor
    if _is_viewport(widget):  # a row at the edge of a list is scrolled, not cut
        room.setTop(min(room.top(), run.ink.top()))
        room.setBottom(max(room.bottom(), run.ink.bottom()))
    if room.contains(run.ink):
        return []
    return [f'{name_of(widget)} cuts "{run.words}": {_rect(run.ink)} in {_rect(widget.rect())}']


def _elided(
    widget: QWidget, run: Run, really_long: Sequence[str], *, may_shorten: bool
) -> list[str]:
    if _DOTS not in run.words or run.words in _text_of(widget):
        return []
    start, end = (UNSEEN.sub("", run.words.split(_DOTS)[n]).strip() for n in (0, -1))
    if not start and end.isdecimal() and end in _tooltip_at(widget, run):
        return []  # a number, of which the end by which it is found is seen
    # A name beside a party and a note, or within a sentence.
    is_beside = isinstance(widget.parentWidget(), Timeline | HistoryList)
    if (may_shorten or is_beside) and start in _tooltip_at(widget, run):
        return []
    wholes = [text for text in really_long if _is_part_of(start, [text]) or _ends_in(start, text)]
    if not wholes:
        return [f'{name_of(widget)} shortens "{run.words}", which is not long']
    told = _tooltip_at(widget, run)
    if not any(whole in told for whole in wholes):
        return [f'{name_of(widget)} shortens "{run.words}" and its tooltip does not say it whole']
    return []


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QMenu):  # its lines may end in dots of their own
        return "\n".join(action.text() for action in widget.actions())
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) and not hasattr(widget, "shown_text") else ""


def _is_part_of(words: str, texts: Sequence[str]) -> bool:
    return any(words.strip() in text for text in texts)


def _ends_in(words: str, text: str) -> bool:
    """Whether the end of these words is the beginning of a text."""
    return any(words.endswith(text[:n]) for n in range(_FEW_LETTERS, len(text)))


def _tooltip_at(widget: QWidget, run: Run) -> str:
    view = widget.parentWidget()
    if isinstance(view, QAbstractItemView) and _is_viewport(widget):
        index = view.indexAt(run.ink.center().toPoint())
        return UNSEEN.sub("", str(index.data(3)))  # Qt.ItemDataRole.ToolTipRole
    return UNSEEN.sub("", widget.toolTip())


def _words_over_words(widget: QWidget, runs: Sequence[Run]) -> list[str]:
    return [
        f'{name_of(widget)} writes "{one.words}" over "{other.words}"'
        for one, other in combinations(runs, 2)
        if (one.words, one.ink) != (other.words, other.ink)  # what is selected is painted again
        and _inner(one.ink).intersects(_inner(other.ink))
    ]


def _words_under_children(widget: QWidget, runs: Sequence[Run]) -> list[str]:
    if isinstance(widget, QAbstractSpinBox | QComboBox):
        return []
    seen = QRectF(widget.rect())
    if isinstance(widget, QLineEdit):  # it clips a long line at its margins
        option = QStyleOptionFrame()
        widget.initStyleOption(option)
        part = QStyle.SubElement.SE_LineEditContents
        inside = widget.style().subElementRect(part, option, widget)
        seen = QRectF(inside.marginsRemoved(widget.textMargins()))
    return [
        f'{name_of(child)} covers "{run.words}" of {name_of(widget)}'
        for run in runs
        for child in _children(widget)
        if _inner(run.ink.intersected(seen)).intersects(QRectF(child.geometry()))
    ]


def _missing_lines(widget: QWidget, runs: Sequence[Run]) -> list[str]:
    """Find lines of a wrapped text for which there was no room, so that Qt left them out."""
    kinds = type(widget).__mro__
    if QLabel not in kinds or any(
        "paintEvent" in kind.__dict__ for kind in kinds[: kinds.index(QLabel)]
    ):
        return []
    assert isinstance(widget, QLabel)
    wanted = _letters(widget.text())
    shown = _letters("".join(run.words for run in runs))
    # Where words run in both directions they are painted in another order than they are written.
    if sorted(shown) == sorted(wanted) or "<" in wanted:
        return []
    return [f'{name_of(widget)} shows "{shown}" of "{widget.text()}"']


def _letters(text: str) -> str:
    return "".join(UNSEEN.sub("", text).split())


def _inner(ink: QRectF) -> QRectF:
    return ink.adjusted(_BLUR, _BLUR, -_BLUR, -_BLUR)


def _rect(rect: QRect | QRectF) -> str:
    return f"{rect.width():.0f} x {rect.height():.0f} at {rect.x():.0f}, {rect.y():.0f}"
