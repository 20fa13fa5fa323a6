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
