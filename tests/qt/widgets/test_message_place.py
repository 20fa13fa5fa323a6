"""Whatever is said stands there whole, with its way out."""

from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.message_place import MessageKind, MessagePlace

LONG = "The database does not answer. You see the state of 19:08. Nothing new can be saved. " * 3


def open_place(look: Look, qtbot: QtBot) -> MessagePlace:
    """Return a message place in a window as wide as a dialog's form."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    place = MessagePlace(look)
    column.addWidget(place)
    window.resize(512, 100)
    window.show()
    place.window_of_test = window  # type: ignore[attr-defined]  # kept alive with the place
    return place


def test_it_keeps_its_place_while_nothing_is_said(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    assert place.isVisible()
    assert place.height() >= 60
    assert place.text() == ""


@pytest.mark.parametrize("kind", get_args(MessageKind))
def test_what_is_said_is_there(look: Look, qtbot: QtBot, kind: MessageKind) -> None:
    place = open_place(look, qtbot)
    place.say(kind, "Table 9 at 20:00 has just been taken at Stand 2.")
    assert place.kind == kind
    assert place.text() == "Table 9 at 20:00 has just been taken at Stand 2."
    assert not place.action_button.isVisible()


def test_a_way_out_is_a_button(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    place.say("error", "07400 123456 already holds table 9.", "Reserve a second table")
    assert place.action_button.text() == "Reserve a second table"
    with qtbot.waitSignal(place.acted):
        qtbot.mouseClick(place.action_button, Qt.MouseButton.LeftButton)
    place.say("quiet", "Table 9 is free.")
    assert not place.action_button.isVisible()


def test_a_longer_sentence_wraps_and_the_place_grows(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    before = place.heightForWidth(488)
    place.say("error", LONG, "Try now")
    assert place.heightForWidth(488) > before
    assert place.heightForWidth(300) > place.heightForWidth(488)


def test_no_name_hides_the_sentence_from_a_screen_reader(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    place.say("error", "Table 3 seats 2.")
    label = place.findChild(QLabel)
    assert label is not None
    interface = QAccessible.queryAccessibleInterface(label)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "Table 3 seats 2."


def test_news_is_announced_once(look: Look, qtbot: QtBot, heard: list[str]) -> None:
    place = open_place(look, qtbot)
    place.say("success", "Reserved: table 9.")
    qtbot.waitUntil(lambda: heard == ["Reserved: table 9."])
    place.say("success", "Reserved: table 9.")
    place.say("quiet", "Table 9 is free.", aloud=False)
    place.clear()
    place.say("error", "Table 3 seats 2.")
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert heard == ["Reserved: table 9.", "Table 3 seats 2."]


def test_the_ground_follows_kind_and_theme(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    place.say("error", "No.")
    assert place.grab().toImage().pixelColor(4, 30) == look.colour("errorBg")
    look.set_theme("dark")
    assert place.grab().toImage().pixelColor(4, 30) == look.colour("errorBg")


def test_cleared_it_says_nothing(look: Look, qtbot: QtBot) -> None:
    place = open_place(look, qtbot)
    place.say("error", "No.", "Yes")
    place.clear()
    assert place.text() == ""
    assert not place.action_button.isVisible()
