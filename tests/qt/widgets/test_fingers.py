"""A finger presses where it goes up again, and scrolls where it goes its way."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from resv_desktop.qt.touch_keys.touch_panel import TouchPanel
from resv_desktop.qt.widgets.fingers import FAR, HOLD_MS, Fingers
from resv_desktop.qt.widgets.keys_in_sight import KeysInSight
from tests.qt.fingers import press_real_key, single_taps
from tests.qt.program import Run, hooks, run, start
from tests.qt.touches import Finger, heard, scrolled_by

_ = (hooks, run, start)

UP, ASIDE = QPoint(0, -120), QPoint(-120, 0)
A_LITTLE = QPoint(0, FAR - 2)


class Page(QScrollArea):
    """A page that is scrolled, and in it a list that is, a button and a field."""

    def __init__(self) -> None:
        super().__init__()
        ground = QWidget()
        column = QVBoxLayout(ground)
        self.list = QListWidget()
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.addItems([f"Row {n}" for n in range(60)])
        self.list.setFixedHeight(200)
        self.button, self.field = QPushButton("Press"), QLineEdit()
        self.text = QPlainTextEdit("\n".join(f"Line {n}" for n in range(60)))
        self.text.setFixedHeight(150)
        self.choice = QComboBox()
        self.choice.addItems([f"Hour {n}" for n in range(40)])
        self.choice.setMaxVisibleItems(8)
        self.choice.setStyleSheet("combobox-popup: 0")
        for each in (self.button, self.list, self.choice, self.text, self.field):
            column.addWidget(each)
        ground.setFixedSize(600, 1400)
        self.setWidget(ground)
        self.setWidgetResizable(False)
        self.resize(400, 500)
        self.pressed: list[str] = []
        self.button.clicked.connect(lambda: self.pressed.append("button"))
        self.list.itemClicked.connect(lambda item: self.pressed.append(item.text()))
        self.list.currentTextChanged.connect(lambda text: self.pressed.append(f"picked {text}"))
        self.list.itemDoubleClicked.connect(lambda item: self.pressed.append(f"open {item.text()}"))
        KeysInSight(self)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> Iterator[Page]:
    """A page in front, at which fingers are heard."""
    made = Page()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is made.windowHandle())
    made.setFocus()  # which it does not take: the button at its top has the keys
    QApplication.processEvents()
    with heard(qapp, made):
        yield made


def middle(widget: QWidget) -> QPoint:
    return widget.rect().center()


def at_rest(page: Page) -> Callable[[], bool]:
    """Return whether nothing glides any more."""
    made = page.findChild(Fingers)
    assert made is not None
    return lambda: not made.is_gliding


def test_a_tap_presses_a_button_gives_a_field_the_keys_and_picks_a_row(
    qtbot: QtBot, page: Page
) -> None:
    Finger(page.button).tap(middle(page.button))
    Finger(page.list.viewport()).tap(QPoint(40, 10))
    assert page.pressed == ["button", "picked Row 0", "Row 0"]
    page.ensureWidgetVisible(page.field, 0, 80)
    Finger(page.field).tap(middle(page.field))
    qtbot.waitUntil(page.field.hasFocus)


def test_a_finger_that_trembles_presses(page: Page) -> None:
    finger = Finger(page.button)
    finger.down(middle(page.button))
    finger.move(middle(page.button) + A_LITTLE)
    assert page.pressed == []
    finger.up(middle(page.button) + A_LITTLE)
    assert page.pressed == ["button"]


def test_a_finger_that_trembles_over_an_edge_presses_what_it_came_down_on(page: Page) -> None:
    finger, edge = Finger(page.button), QPoint(40, page.button.height() - 3)
    finger.down(edge)
    finger.up(edge + A_LITTLE)
    assert page.pressed == ["button"]


@pytest.mark.parametrize("name", ["list", "button", "field"])
def test_what_is_swiped_over_is_neither_pressed_nor_picked_nor_given_the_keys(
    page: Page, name: str
) -> None:
    widget: QWidget = getattr(page, name)
    before = page.focusWidget()
    widget = page.list.viewport() if widget is page.list else widget
    page.ensureWidgetVisible(widget)
    Finger(widget).swipe(middle(widget), UP)
    Finger(widget).swipe(middle(widget), QPoint(0, FAR + 3))
    assert page.pressed == []
    assert page.focusWidget() is before


def test_a_swipe_scrolls_the_list_under_it_and_at_its_end_the_page_around(
    qtbot: QtBot, page: Page
) -> None:
    bar, around = page.list.verticalScrollBar(), page.verticalScrollBar()
    finger = Finger(page.list.viewport())
    finger.swipe(middle(page.list), UP, wait_ms=30)
    assert bar.value() >= scrolled_by(UP.y())
    assert around.value() == 0
    qtbot.waitUntil(at_rest(page))
    bar.setValue(bar.maximum())
    finger.swipe(middle(page.list), UP, wait_ms=30)
    qtbot.waitUntil(at_rest(page))
    assert bar.value() == bar.maximum()
    assert around.value() >= scrolled_by(UP.y())


@pytest.mark.parametrize("is_rtl", [False, True])
def test_a_swipe_aside_goes_aside_and_nowhere_else(
    qtbot: QtBot, page: Page, *, is_rtl: bool
) -> None:
    if is_rtl:
        page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    way = -ASIDE if is_rtl else ASIDE
    Finger(page).swipe(middle(page) - way / 2, way + QPoint(0, 40), wait_ms=30)
    qtbot.waitUntil(at_rest(page))
    assert page.horizontalScrollBar().value() >= scrolled_by(way.x())
    assert page.verticalScrollBar().value() == 0


def test_a_swipe_in_a_text_goes_as_far_as_the_finger_and_not_as_many_lines(
    qtbot: QtBot, page: Page
) -> None:
    text = page.text
    page.ensureWidgetVisible(text, 0, 80)
    line = text.fontMetrics().lineSpacing()
    Finger(text.viewport()).swipe(middle(text), UP / 2, wait_ms=60)
    qtbot.waitUntil(at_rest(page))
    assert 1 <= text.verticalScrollBar().value() <= -UP.y() // line


def test_a_swipe_in_a_list_that_counts_rows_goes_as_far_as_the_finger(
    qtbot: QtBot, page: Page
) -> None:
    rows = page.list
    rows.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerItem)
    qtbot.wait(1)
    Finger(rows.viewport()).swipe(middle(rows), UP / 2, wait_ms=60)
    qtbot.waitUntil(at_rest(page))
    assert 1 <= rows.verticalScrollBar().value() <= -UP.y() // rows.sizeHintForRow(0)


def test_what_was_pushed_glides_on_and_a_finger_that_halts_it_presses_nothing(
    qtbot: QtBot, page: Page
) -> None:
    bar, finger = page.list.verticalScrollBar(), Finger(page.list.viewport())
    finger.swipe(middle(page.list), UP, wait_ms=5)
    pushed = bar.value()
    qtbot.waitUntil(lambda: bar.value() > pushed + 5)
    finger.tap(middle(page.list))
    halted = bar.value()
    qtbot.wait(60)
    assert bar.value() == halted
    assert page.pressed == []
    finger.tap(middle(page.list))
    assert len(page.pressed) == 2


def test_where_a_list_has_gone_under_the_finger_the_page_around_is_scrolled(page: Page) -> None:
    start = page.list.mapTo(page, middle(page.list))
    finger = Finger(page)
    finger.down(start)
    delete(page.list)
    finger.move(start + UP / 2)
    finger.move(start + UP)
    finger.up(start + UP)
    assert page.verticalScrollBar().value() >= abs(UP.y()) // 2
    assert page.pressed == []


def test_a_finger_beside_what_glides_presses(qtbot: QtBot, page: Page) -> None:
    bar = page.list.verticalScrollBar()
    Finger(page.list.viewport()).swipe(middle(page.list), UP, wait_ms=5)
    pushed = bar.value()
    qtbot.waitUntil(lambda: bar.value() > pushed + 5)
    Finger(page.button).tap(middle(page.button))
    assert page.pressed == ["button"]
    assert at_rest(page)()


def test_a_glide_ends_where_all_has_been_seen_and_where_the_keys_go_elsewhere(
    qtbot: QtBot, page: Page
) -> None:
    bar, finger = page.list.verticalScrollBar(), Finger(page.list.viewport())
    bar.setValue(bar.maximum() - abs(UP.y()) // 2)  # a slow machine's swipe glides less far
    finger.swipe(middle(page.list), UP, wait_ms=2)
    qtbot.waitUntil(at_rest(page))
    assert bar.value() == bar.maximum()
    finger.swipe(middle(page.list), -UP, wait_ms=2)
    bar.setValue(3)
    qtbot.waitUntil(at_rest(page))
    assert bar.value() == 3


def test_a_row_that_came_under_the_finger_meanwhile_is_not_pressed(page: Page) -> None:
    finger = Finger(page.list.viewport())
    finger.down(QPoint(40, 10))
    page.list.insertItem(0, "Has come")
    finger.up(QPoint(40, 10))
    assert page.pressed == []


def test_two_taps_open_a_row(page: Page) -> None:
    QApplication.setDoubleClickInterval(60_000)  # however slow this machine is
    finger = Finger(page.list.viewport())
    finger.tap(QPoint(40, 10))
    finger.tap(QPoint(40, 10))
    assert page.pressed == ["picked Row 0", "Row 0", "open Row 0"]


def test_the_second_of_two_taps_is_not_for_what_came_under_the_first_either(page: Page) -> None:
    QApplication.setDoubleClickInterval(60_000)  # however slow this machine is
    finger = Finger(page.list.viewport())
    finger.down(QPoint(40, 10))
    page.list.insertItem(0, "Has come")
    finger.up(QPoint(40, 10))
    finger.tap(QPoint(40, 10))
    assert page.pressed == []
    finger.tap(QPoint(40, 10))
    assert page.pressed == ["picked Has come", "Has come"]


def test_a_press_that_brings_a_field_the_keys_moves_nothing(qtbot: QtBot, page: Page) -> None:
    page.field.setFixedHeight(60)
    qtbot.wait(1)
    page.verticalScrollBar().setValue(page.field.y() - page.viewport().height() + 30)
    before = page.verticalScrollBar().value()
    Finger(page.field).tap(QPoint(30, 20))
    qtbot.waitUntil(page.field.hasFocus)
    assert page.verticalScrollBar().value() == before


def test_in_an_open_choice_a_swipe_scrolls_and_a_tap_chooses(qtbot: QtBot, page: Page) -> None:
    QApplication.setDoubleClickInterval(400)
    page.ensureWidgetVisible(page.choice)
    Finger(page.choice).tap(middle(page.choice))
    view = page.choice.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    qtbot.wait(QApplication.doubleClickInterval() + 50)  # until then Qt takes no press there
    Finger(view.viewport()).swipe(middle(view), -UP / 2)
    Finger(view.viewport()).swipe(middle(view), UP / 2)
    assert view.isVisible()
    assert page.choice.currentIndex() == 0
    assert view.verticalScrollBar().value() > 0
    view.scrollToBottom()
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    last = view.visualRect(view.model().index(39, 0)).center()
    Finger(view.viewport()).tap(last)
    qtbot.waitUntil(lambda: page.choice.currentIndex() == 39)
    assert not view.isVisible()


def test_a_button_that_repeats_is_held_down(qtbot: QtBot, page: Page) -> None:
    page.button.setAutoRepeat(True)
    finger = Finger(page.button)
    finger.down(middle(page.button))
    qtbot.waitUntil(lambda: len(page.pressed) >= 2, timeout=HOLD_MS * 10)
    finger.up(middle(page.button))


def page_of(qtbot: QtBot, run: Run) -> Page:
    """Return a page in front of the running program."""
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    another = Page()
    qtbot.addWidget(another)
    another.show()
    another.activateWindow()
    qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is another.windowHandle())
    return another


def keys_shown() -> list[QWidget]:
    """Return the keys that are on the screen."""
    found = [w for w in QApplication.allWidgets() if isinstance(w, TouchPanel)]
    return [each for each in found if each.isVisible()]


def test_a_tap_on_a_field_brings_the_keys_on_the_screen_and_a_swipe_over_it_does_not(
    qtbot: QtBot, run: Run
) -> None:
    another = page_of(qtbot, run)
    another.setFocus()
    another.ensureWidgetVisible(another.field, 0, 80)
    finger, bar = Finger(another.field), another.verticalScrollBar()
    before = bar.value()
    finger.swipe(middle(another.field), -UP, wait_ms=60)  # back, where there is more to be seen
    assert bar.value() < before
    heard = run.app.findChild(Fingers)
    assert heard is not None
    qtbot.waitUntil(lambda: not heard.is_gliding)
    assert keys_shown() == []
    another.ensureWidgetVisible(another.field, 0, 80)
    with single_taps():
        finger.tap(middle(another.field))
    qtbot.waitUntil(lambda: len(keys_shown()) == 1)
    assert another.field.hasFocus()


def test_the_shortest_swipe_over_a_field_that_has_the_keys_brings_none_on_the_screen(
    qtbot: QtBot, run: Run
) -> None:
    another = page_of(qtbot, run)
    another.ensureWidgetVisible(another.field, 0, 80)
    another.field.setFocus()
    press_real_key(Qt.Key.Key_A, another.windowHandle())
    Finger(another.field).swipe(middle(another.field), QPoint(0, FAR + 3))
    qtbot.wait(100)
    assert keys_shown() == []
    with single_taps():
        Finger(another.field).tap(middle(another.field))
    qtbot.waitUntil(lambda: len(keys_shown()) == 1)


def test_a_swipe_is_one_in_every_window_of_the_program(qtbot: QtBot, run: Run) -> None:
    another = page_of(qtbot, run)
    Finger(another.list.viewport()).swipe(middle(another.list), UP, wait_ms=30)
    assert another.list.verticalScrollBar().value() >= scrolled_by(UP.y())
    assert another.pressed == []


def test_the_mouse_is_as_it_was(page: Page) -> None:
    rows = page.list.viewport()
    QTest.mousePress(rows, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    assert page.pressed == ["picked Row 0"]
    QTest.mouseRelease(rows, Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    bar = page.list.verticalScrollBar().value()
    window = page.windowHandle()
    at = rows.mapTo(page, middle(rows))
    QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(window, at + UP)
    assert len(page.pressed) > 2
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=at + UP)
    assert page.list.verticalScrollBar().value() == bar
