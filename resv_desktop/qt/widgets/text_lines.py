"""Words broken into lines, the last of which ends in dots where there is no room for all."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def lines_of(words: str, font: QFont, width: int, most: int) -> list[str]:
    """Return words in at most so many lines; a word that is wider than a line is broken."""
    text = " ".join(words.split())
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while (line := layout.createLine()).isValid() and len(starts) <= most:
        line.setLineWidth(max(1, width))
        starts.append(line.textStart())
    layout.endLayout()
    kept = starts[:most]
    ends = [*starts[1 : len(kept)], len(text)]
    lines = [text[start:end].strip() for start, end in zip(kept, ends, strict=True)]
    if len(starts) > most:
        dots = Qt.TextElideMode.ElideRight
        lines[-1] = QFontMetrics(font).elidedText(lines[-1], dots, width)
    return lines
