"""Words that wrap from right to left: each line begins at the same edge, none is moved in."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.label import Label

WIDTH = 200


def ends_of_lines(image: QImage, high: int) -> list[int]:
    """Return the last column that has ink, line by line."""
    ground, ends = image.pixelColor(0, 0), []
    for top in range(0, image.height() - high // 2, high):
        rows = range(top, min(top + high, image.height()))
        ink = [x for y in rows for x in range(WIDTH) if image.pixelColor(x, y) != ground]
        ends.append(max(ink, default=-1))
    return ends


@pytest.mark.parametrize("words", [" ".join(["שלום"] * 14), "שלום שלום\nשלום"])
def test_every_line_begins_at_one_edge(qtbot: QtBot, look: Look, words: str) -> None:
    label = Label(look, words, wraps=True)
    qtbot.addWidget(label)
    label.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    label.setFixedSize(WIDTH, label.heightForWidth(WIDTH))
    ends = ends_of_lines(label.grab().toImage(), label.fontMetrics().lineSpacing())
    assert len(ends) >= 2
    assert max(ends) - min(ends) <= 1  # a space is wider
    assert ends[0] > WIDTH - 6


def test_words_that_begin_at_the_top_do_so_in_both_directions(qtbot: QtBot, look: Look) -> None:
    label = Label(look, " ".join(["שלום"] * 14), wraps=True)
    qtbot.addWidget(label)
    label.stand_at_the_top()
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        label.setLayoutDirection(direction)
        high = label.fontMetrics().lineSpacing()
        label.setFixedSize(WIDTH, label.heightForWidth(WIDTH) + 6 * high)
        ends = ends_of_lines(label.grab().toImage(), high)
        assert ends[0] > 0
        assert ends[-3:] == [-1, -1, -1]
    assert ends[0] > WIDTH - 6
