"""A question has a name, a line and honest words about the answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.field import Field


@pytest.fixture
def field(look: Look, qtbot: QtBot) -> Field:
    made = Field(look, "Phone", optional=True, placeholder="Whole number", icon="search")
    qtbot.addWidget(made)
    made.resize(512, 120)
    made.show()
    return made


def test_the_line_has_the_labels_name_and_a_fingers_height(field: Field) -> None:
    assert field.edit.accessibleName() == "Phone"
    assert field.edit.height() >= 44
    assert "optional" in [label.text() for label in field.findChildren(QLabel)]


def test_focus_neither_moves_the_words_nor_the_line(field: Field, qtbot: QtBot) -> None:
    with qtbot.waitActive(field):
        field.activateWindow()
    field.edit.clearFocus()
    before, place = field.edit.height(), field.edit.cursorRect()
    field.edit.setFocus()
    qtbot.waitUntil(field.edit.hasFocus)
    assert field.edit.height() == before
    assert field.edit.cursorRect() == place


def test_a_check_at_the_end_leaves_room_for_the_words(field: Field) -> None:
    field.set_check("Valid number")
    assert field.check() == "Valid number"
    assert field.edit.textMargins().right() > 100
    field.set_check("")
    assert field.edit.textMargins().right() == 0


def test_from_right_to_left_check_and_sign_change_sides(field: Field) -> None:
    field.set_check("Valid number")
    field.edit.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert field.edit.textMargins().left() > 100
    assert 0 < field.edit.textMargins().right() < 60


def test_a_helping_sentence_takes_place_only_when_there_is_one(field: Field) -> None:
    without = field.sizeHint().height()
    field.set_helper("Known guest: Okafor.", "warn")
    assert field.helper() == "Known guest: Okafor."
    assert field.sizeHint().height() > without
    field.set_helper("")
    assert field.sizeHint().height() == without


def test_what_is_typed_is_read(field: Field, qtbot: QtBot) -> None:
    qtbot.keyClicks(field.edit, "07400")
    assert field.text() == "07400"
    field.set_text("050")
    assert field.edit.text() == "050"
