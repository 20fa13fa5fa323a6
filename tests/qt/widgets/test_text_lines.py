"""Words over several lines: each line is read in the direction of all of them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextLayout, QTextOption

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.text_lines import lines_of, without_signs

HEBREW = "הוזמן: \u2068Black-browed Albatross and the Whole Colony\u2069, שולחן 19, 4 סועדים"
ENGLISH = "Reserved: \u2068שרה לוי אברהם כהן מירושלים\u2069, table 19, party of 4"
NEVER_CUT = 99


def is_read_to_left(line: str) -> bool:
    """Whether a line that is painted by itself begins at its right."""
    layout = QTextLayout(line)
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    layout.setTextOption(option)
    layout.beginLayout()
    laid = layout.createLine()
    laid.setLineWidth(2000)
    layout.endLayout()
    begin, end = (laid.cursorToX(at)[0] for at in (0, len(line)))  # type: ignore[index]  # (x, cursor)
    return bool(end < begin)


@pytest.mark.parametrize(("text", "is_to_left"), [(HEBREW, True), (ENGLISH, False)])
def test_a_line_that_begins_in_a_name_of_the_other_direction_is_read_in_that_of_the_whole(
    look: Look, text: str, is_to_left: bool
) -> None:
    for width in range(60, 400, 20):
        lines = lines_of(text, look.font("secondary"), width, NEVER_CUT)
        shown = without_signs("".join(lines))
        assert shown.replace(" ", "") == without_signs(text).replace(" ", "")
        assert {is_read_to_left(line) for line in lines} == {is_to_left}


def test_words_of_one_direction_stand_as_they_are(look: Look) -> None:
    for text in ("Reserved: Albatross and the Whole Colony, table 19", "הוזמן שולחן עד הערב"):
        lines = lines_of(text, look.font("secondary"), 60, NEVER_CUT)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_an_emoji_breaks_no_word_behind_it(look: Look) -> None:
    text = "\U0001f377\U0001f377 Stand reserved table 19 at 19:00 for (902) 555-0007, party of 4"
    for width in range(160, 400, 20):
        lines = lines_of(text, look.font("secondary"), width, NEVER_CUT)
        assert " ".join(lines) == text
