"""Words broken into lines, the last of which ends in dots where there is no room for all."""

from typing import Final
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

_ISOLATE, _POP = "\u2068", "\u2069"  # around what has a direction of its own (Unicode, UAX 9)
_MARKS: Final = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}  # signs that nobody sees


def lines_of(words: str, font: QFont, width: int, most: int) -> list[str]:
    """Return words in at most so many lines; a word that is wider than a line is broken.

    Where both directions are among them, each line says in signs that nobody sees in which one it
    is read, and in which name it begins: alone it would be read by its own first letter.
    """
    text = " ".join(words.split())
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) <= most:
        line.setLineWidth(max(1, width))
        starts.append(letters_before(text, line.textStart()))
    layout.endLayout()
    kept = starts[:most]
    ends = [*starts[1 : len(kept)], len(text)]
    lines = [text[start:end].strip() for start, end in zip(kept, ends, strict=True)]
    if len(starts) > most:
        dots = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], dots, width)
    return _in_direction(lines, text)


def letters_before(text: str, place: int) -> int:
    """Return how many letters of Python lie before a place of Qt's, which counts an emoji twice."""
    return len(text.encode("utf-16-le", "replace")[: 2 * place].decode("utf-16-le", "replace"))


def without_signs(text: str) -> str:
    """Return what can be seen of a text."""
    return text.translate(dict.fromkeys(map(ord, (_ISOLATE, _POP, *_MARKS.values()))))


def _in_direction(lines: list[str], text: str) -> list[str]:
    kinds = {bidirectional(sign) for sign in text}
    if not kinds & {"R", "AL"} or not kinds & {"L", "FSI"}:
        return lines
    depth, first = 0, "L"
    for sign in text:
        depth += (sign == _ISOLATE) - (sign == _POP)
        if depth == 0 and (kind := bidirectional(sign)) in _MARKS:
            first = kind
            break
    whole, depth = [], 0
    for number, line in enumerate(lines):
        begun = f"{_MARKS[first]}{_ISOLATE * depth}{line}" if number else line
        depth += line.count(_ISOLATE) - line.count(_POP)
        whole.append(begun + _POP * depth)
    return whole
