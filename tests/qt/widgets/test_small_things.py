"""Notice, freshness, empty states, panels, progress and choices."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.chip import Chip
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.empty_state import EmptyState
from resv_desktop.qt.widgets.icon_mark import IconMark
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.notice import Notice
from resv_desktop.qt.widgets.panel import Panel, PanelHead, rule
from resv_desktop.qt.widgets.progress_line import ProgressLine


def test_a_notice_stays_until_it_is_told_to_go(look: Look, qtbot: QtBot) -> None:
    notice = Notice(look)
    qtbot.addWidget(notice)
    assert not notice.isVisible()
    notice.say("Reserved: table 9, Sat 14 March, 20:00, Okafor, party of 4.", "Undo")
    assert notice.isVisible()
    assert notice.objectName() == "notice"
    with qtbot.waitSignal(notice.acted):
        qtbot.mouseClick(notice.action_button, Qt.MouseButton.LeftButton)
    assert notice.text().startswith("Reserved: table 9")
    notice.clear()
    assert (notice.isVisible(), notice.text()) == (False, "")


def test_freshness_is_a_dot_or_a_clock_with_words(look: Look, qtbot: QtBot) -> None:
    chip = Chip(look, "freshness")
    qtbot.addWidget(chip)
    chip.say("ok", "Live, 6 ms")
    fresh = chip.grab().toImage()
    assert chip.objectName() == "freshness"
    chip.say("warn", "Not live since 19:08:02")
    assert (chip.kind, chip.text()) == ("warn", "Not live since 19:08:02")
    assert chip.grab().toImage() != fresh
    assert chip.sizeHint().width() > chip.fontMetrics().horizontalAdvance(chip.text()) + 24


def test_an_empty_list_says_why_and_offers_the_next_hours(look: Look, qtbot: QtBot) -> None:
    empty = EmptyState(look)
    qtbot.addWidget(empty)
    acts = ["19:00, table 23", "21:00, tables 22 and 23"]
    empty.say("calendar", "Full for 8 at 20:00", "The nearest free hours on this day:", acts)
    assert empty.text() == "Full for 8 at 20:00 The nearest free hours on this day:"
    with qtbot.waitSignal(empty.acted) as told:
        qtbot.mouseClick(empty.buttons[1], Qt.MouseButton.LeftButton)
    assert told.args == [1]
    empty.say("", "No table picked", "Pick a row to see its details.")
    assert empty.buttons == []


def test_a_panels_head_shows_its_line_only_when_there_is_one(look: Look, qtbot: QtBot) -> None:
    panel, head = Panel(), PanelHead(look, "Available", "29 free for 4 this evening")
    qtbot.addWidget(panel)
    panel.body.addWidget(head)
    panel.body.addWidget(rule())
    panel.show()
    assert head.height() >= 64
    assert (head.title(), head.explanation()) == ("Available", "29 free for 4 this evening")
    head.set_explanation("")
    shown = [label.text() for label in head.findChildren(QLabel) if label.isVisible()]
    assert shown == ["Available"]
    mark = IconMark(look, "clock", "warn")
    head.set_trailing(mark)
    assert mark.parent() is head


def test_a_panels_ground_follows_the_theme(look: Look, qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.resize(100, 100)
    panel.show()
    assert panel.grab().toImage().pixelColor(50, 50) == look.colour("surface")
    look.set_theme("dark")
    QApplication.processEvents()
    assert panel.grab().toImage().pixelColor(50, 50) == look.colour("surface")


@pytest.mark.parametrize(("done", "share"), [(0, 0.0), (7, 0.5), (14, 1.0)])
def test_progress_is_as_long_as_what_is_done(
    look: Look, qtbot: QtBot, done: int, share: float
) -> None:
    line = ProgressLine(look)
    qtbot.addWidget(line)
    line.resize(140, 6)
    line.set_progress(done, 14)
    image = line.grab().toImage()
    covered = sum(image.pixelColor(x, 3) == look.colour("accent") for x in range(140))
    assert covered == pytest.approx(140 * share, abs=4)


def test_progress_starts_at_the_leading_edge(look: Look, qtbot: QtBot) -> None:
    line = ProgressLine(look)
    qtbot.addWidget(line)
    line.resize(140, 6)
    line.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    line.set_progress(7, 14)
    image = line.grab().toImage()
    assert image.pixelColor(130, 3) == look.colour("accent")
    assert image.pixelColor(10, 3) == look.colour("line")


def test_a_choice_is_wide_enough_for_its_longest_row(look: Look, qtbot: QtBot) -> None:
    choice = Choice(look, "From hour")
    qtbot.addWidget(choice)
    choice.addItems(["All hours of the day", "From 19:00"])
    room = choice.fontMetrics().horizontalAdvance("All hours of the day")
    assert choice.sizeHint().width() >= room + 42
    assert choice.sizeHint().height() == 44
    assert choice.accessibleName() == "From hour"
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentText() == "From 19:00"


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_rows_of_a_choice_are_targets_for_a_finger(look: Look, qtbot: QtBot) -> None:
    choice = Choice(look, "From hour")
    qtbot.addWidget(choice)
    choice.addItems(["From 18:00", "From 19:00"])
    assert choice.view().sizeHintForRow(0) >= 44
    choice.show()
    choice.showPopup()
    image = choice.view().grab().toImage()
    rows = {image.pixelColor(image.width() // 2, y).rgb() for y in range(image.height())}
    choice.hidePopup()
    assert look.colour("accentSoft").rgb() in rows


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.usefixtures("look")
def test_rows_of_a_menu_are_targets_for_a_finger(qtbot: QtBot) -> None:
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("Cancel a reservation")
    menu.popup(menu.pos())
    assert menu.actionGeometry(action).height() >= 44
    menu.close()


def test_a_label_stands_at_the_leading_edge_whatever_its_language(look: Look, qtbot: QtBot) -> None:
    label = Label(look, "Phone", wraps=True)
    qtbot.addWidget(label)
    assert label.alignment() & Qt.AlignmentFlag.AlignLeft
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert label.alignment() & Qt.AlignmentFlag.AlignRight


def test_a_labels_ink_follows_kind_and_theme(look: Look, qtbot: QtBot) -> None:
    label = Label(look, "████", "dialog title")
    qtbot.addWidget(label)
    label.show()

    def ink() -> str:
        image = label.grab().toImage()
        return image.pixelColor(image.width() // 3, image.height() // 2).name()

    assert ink() == look.colour("text").name()
    label.set_ink("muted")
    assert ink() == look.colour("muted").name()
    look.set_theme("dark")
    QApplication.processEvents()
    assert ink() == look.colour("muted").name()


def test_a_sign_by_itself_can_change(look: Look, qtbot: QtBot) -> None:
    mark = IconMark(look, "ring", "free", 16)
    qtbot.addWidget(mark)
    ring = mark.grab().toImage()
    mark.set_icon("clock", "warn")
    assert mark.name == "clock"
    assert mark.grab().toImage() != ring


def test_a_menu_that_is_higher_than_the_screen_scrolls_and_is_never_two_columns(
    look: Look, qtbot: QtBot
) -> None:
    del look  # it dresses the program
    menu = QMenu()
    qtbot.addWidget(menu)
    lines = [menu.addAction(f"Line {number}") for number in range(60)]
    menu.popup(QPoint(0, 0))
    assert len({menu.actionGeometry(line).x() for line in lines}) == 1
    menu.hide()
