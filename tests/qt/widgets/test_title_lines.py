"""A name over several lines: each of them reads as it is written, in every direction."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from resv_desktop.qt import words
from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.title_lines import TitleLines
from tests.qt.conftest import Speak

LONG = "Maximiliane-Wilhelmine Hohenzollern"


def ink_of_lines(title: TitleLines) -> list[QImage]:
    """Return each line as it is painted, without the room around it."""
    image, high, found = title.grab().toImage(), title.fontMetrics().height(), []
    ground = image.pixelColor(image.width() // 2, image.height() - 1)
    for top in range(0, image.height(), high):
        inked = [
            (x, y)
            for y in range(top, top + high)
            for x in range(image.width())
            if image.pixelColor(x, y) != ground
        ]
        columns, rows = {x for x, _ in inked}, {y for _, y in inked}
        size = (max(columns) - min(columns) + 1, max(rows) - min(rows) + 1)
        found.append(image.copy(QRect(min(columns), min(rows), *size)))
    return found


def test_a_latin_line_from_the_right_keeps_the_hyphen_at_its_end(
    qtbot: QtBot, look: Look, speak: Speak
) -> None:
    title = TitleLines(look)
    qtbot.addWidget(title)
    title.resize(title.fontMetrics().horizontalAdvance("Wilhelmine Hohenz"), 100)
    title.setText(LONG)
    assert title.shown_lines()[0] == "Maximiliane-"
    expected = ink_of_lines(title)
    speak("he")
    title.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for text in (LONG, words.apart(LONG)):
        title.setText(text)
        assert ink_of_lines(title) == expected
