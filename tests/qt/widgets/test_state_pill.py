"""A state is a word and a sign, never only a colour."""

from typing import get_args

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.state_pill import (
    State,
    StatePill,
    paint_pill,
    pill_height,
    pill_width,
    state_icon,
    state_word,
)
from tests.qt.conftest import Speak

STATES: tuple[State, ...] = get_args(State)


def painted(
    look: Look, state: State, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
) -> QImage:
    """Return a pill painted into a row of 200 by 44."""
    image = QImage(200, 44, QImage.Format.Format_RGB32)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    paint_pill(painter, QRect(0, 0, 200, 44), state, look, direction)
    painter.end()
    return image


def test_every_state_has_a_word_of_its_own() -> None:
    assert len({state_word(state) for state in STATES}) == len(STATES)


def test_the_states_of_a_table_have_a_sign_of_their_own() -> None:
    icons = [state_icon(state) for state in STATES[:5]]
    assert "" not in icons
    assert len(set(icons)) == 5


@pytest.mark.parametrize("state", STATES)
def test_a_pill_stands_at_the_leading_edge_in_the_middle_of_its_row(
    look: Look, state: State
) -> None:
    image, surface = painted(look, state), look.colour("surface")
    width, top = pill_width(look, state), (44 - pill_height(look)) // 2
    assert image.pixelColor(width // 2, top + 1) != surface
    assert image.pixelColor(width // 2, top - 1) == surface
    assert image.pixelColor(width + 1, 22) == surface


def test_from_right_to_left_it_stands_at_the_right(look: Look) -> None:
    image = painted(look, "seated", Qt.LayoutDirection.RightToLeft)
    assert image.pixelColor(198, 22) == look.colour("seatedBg")
    assert image.pixelColor(2, 22) == look.colour("surface")


def test_the_word_fits_into_the_pill_at_200_percent(qapp: QApplication) -> None:
    look = Look(qapp, "light", text_scale=2)
    metrics = look.metrics("pill")
    for state in STATES:
        assert pill_width(look, state) >= metrics.horizontalAdvance(state_word(state)) + 20
    assert pill_height(look) >= metrics.height() + 8


def test_a_pill_by_itself_says_its_word(look: Look, qtbot: QtBot) -> None:
    pill = StatePill(look, "free")
    qtbot.addWidget(pill)
    assert pill.text() == "Free"
    pill.set_state("reserved")
    assert (pill.state, pill.text()) == ("reserved", "Reserved")
    assert pill.sizeHint().width() == pill_width(look, "reserved")


def test_in_another_language_it_is_painted_with_the_word_of_that_language(
    look: Look, speak: Speak
) -> None:
    english = painted(look, "free")
    speak("de")
    assert state_word("free") != "Free"
    assert painted(look, "free") != english
    speak("en")
    assert painted(look, "free") == english


def test_a_changed_theme_repaints_it(look: Look, qtbot: QtBot) -> None:
    pill = StatePill(look, "arrived")
    qtbot.addWidget(pill)
    look.set_theme("dark")
    image = pill.grab().toImage()
    assert image.pixelColor(4, image.height() // 2) == look.colour("arrivedBg")
