"""Names longer than any window break, end in dots, and are told in full."""

from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.setup.wrapped_lines import WrappedLines


def test_short_words_are_one_line_and_whole(qtbot: QtBot, look: Look) -> None:
    label = WrappedLines(look, "Harbour House", lines=3)
    qtbot.addWidget(label)
    label.resize(200, 60)
    assert not label.is_cut
    assert label.toolTip() == ""
    assert label.heightForWidth(200) == label.fontMetrics().lineSpacing()


def test_a_word_without_end_is_broken_and_then_cut(qtbot: QtBot, look: Look) -> None:
    label = WrappedLines(look, "a" * 200, lines=3)
    qtbot.addWidget(label)
    label.resize(200, 60)
    label.show()
    assert label.is_cut
    assert label.toolTip() == label.text() == "a" * 200
    assert label.heightForWidth(200) == 3 * label.fontMetrics().lineSpacing()
    assert label.minimumSizeHint().width() == 0
    label.set_words("short")
    assert not label.is_cut


def test_an_emoji_breaks_no_word_behind_it(qtbot: QtBot, look: Look) -> None:
    text = "Chez Nous \U0001f377 is ready: 12 tables, every hour from Mon 30 November on."
    label = WrappedLines(look, text, lines=9)
    qtbot.addWidget(label)
    for width in range(160, 400, 20):
        assert " ".join(label.laid_out(width)) == text
