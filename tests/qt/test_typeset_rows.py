"""Words whose letters have their places look to the last point like words that are set anew."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter

from resv_desktop.qt.look import Look, Use
from resv_desktop.qt.row_painter import Measures, RowPainter

_WORDS = (
    "Ada Okafor",
    "Müller…",
    "07400 123456",
    "\u206620:00\u2069",
    "AV To. – 4",
    "אדה 4",
    "Ада",
)
_USES: tuple[Use, ...] = ("row", "row name", "number", "secondary", "pill", "chip")


class _Anew(Measures):
    """Keeps no letters in their places."""

    def typeset(self, text: str, use: Use) -> None:
        del text, use


def _painted(look: Look, measures: Measures, ratio: int) -> QImage:
    image = QImage(500 * ratio, 44 * ratio * len(_USES), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(look.colour("surface"))
    painter = QPainter(image)
    for number, use in enumerate(_USES):
        place = QRect(0, 44 * number, 500, 44)
        row = RowPainter(
            painter, look, measures, place, place.width(), Qt.LayoutDirection.LeftToRight
        )
        end = 0
        for words in _WORDS:
            end = row.words(words, end, 500, use, "text") + 3
        row.words_ending(_WORDS[0], 480, use, "muted")
    painter.end()
    return image


@pytest.mark.parametrize("ratio", [1, 2])
def test_they_look_the_same_on_every_screen(look: Look, ratio: int) -> None:
    measures = Measures(look)
    assert measures.typeset(_WORDS[0], "row") is not None
    assert _painted(look, measures, ratio) == _painted(look, _Anew(look), ratio)


@pytest.mark.parametrize("direction", list(Qt.LayoutDirection)[:2])
def test_a_label_that_is_longer_than_the_window_is_cut_in_its_column(
    look: Look, direction: Qt.LayoutDirection
) -> None:
    image = QImage(500, 44, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    row = RowPainter(painter, look, Measures(look), image.rect(), 500, direction)
    start = row.number_ending("7" * 5_000, 150, "number", "text", least=60)
    painter.end()
    assert start >= 60


def test_what_may_need_letters_of_another_font_is_set_anew(look: Look) -> None:
    assert [words for words in _WORDS if Measures(look).typeset(words, "row") is None] == list(
        _WORDS[-2:]
    )
