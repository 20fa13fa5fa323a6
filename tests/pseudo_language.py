"""A language that nobody speaks, by which a text is found that no translator could reach.

Every text that the translators have is said in it with all its letters changed and some doubled;
what is then still in plain letters, and is no name, number or key, was never translated.
"""

import re
import xml.etree.ElementTree as ET  # the project's own files
from collections.abc import Iterable, Iterator
from string import ascii_letters
from zoneinfo import available_timezones

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    Qt,
    QTranslator,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QWidget

from tests.screenshot_checks import name_of, visible
from tests.screenshot_recorder import written_on
from tests.translations import FOLDER

_FROM = ascii_letters
_INTO = "áƀćďéƒǵĥíĵķĺḿńóƥɋŕśţúṽŵẋýźÁƁĆĎÉƑǴĤÍĴĶĹḾŃÓƤɊŔŚŢÚṼŴẊÝŹ"
_PLAIN = str.maketrans(_FROM, _INTO)
_LONGER = re.compile("([áéíóú])")
_PARTS = re.compile(r"(\{\w*\})")
_MOST_ROWS = 200
_WORD = re.compile(r"[A-Za-z]{3,}")
_FILE = re.compile(r"\S*/\S*|\S+\.pdf")
# The report of a bug is for whoever looks after the program; what others made keeps its names.
_AS_THEY_ARE = ("report", "partList", "licence")


class PseudoLanguage(QTranslator):
    """Says each text of the translators' files in changed letters, a third longer; no other."""

    def __init__(self) -> None:
        super().__init__()
        file = FOLDER / "resv_desktop_de.ts"
        self._known = {
            (context.findtext("name", ""), message.findtext("source", ""))
            for context in ET.parse(file).iter("context")  # noqa: S314 - the project's own file
            for message in context.iter("message")
        }

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        del disambiguation, n
        if (context, sourceText) in self._known:
            return pseudo(sourceText)
        return None  # type: ignore[return-value]  # to Qt "" would be a translation


def pseudo(text: str) -> str:
    """Say a text in the language that nobody speaks; what is put into it stays as it is."""
    parts = _PARTS.split(text)
    return "".join(
        part if part.startswith("{") else _LONGER.sub(r"\1\1", part.translate(_PLAIN))
        for part in parts
    )


def untranslated(window: QWidget, names: Iterable[str], quoted: Iterable[str]) -> list[str]:
    """Return a sentence for each text of a window, seen or spoken, that stands in plain letters.

    names are what no translator has; quoted are whole texts that the pictures' own scenes say.
    """
    names, quoted = tuple(names), tuple(quoted)
    every = (*names, *_OF_THE_CALENDAR, *_PLACES, *_KEYS)
    known = {word.lower() for text in every for word in _words(text)}
    found = {
        f'{name_of(widget)}: {what} "{text}" is not translated'
        for widget in visible(window)
        for what, text in _texts(widget)
        if any(word.lower() not in known for word in _words(_without_cut_name(text, known)))
        and not any(text.rstrip("…").strip() in whole for whole in (*names, *quoted))
    }
    return sorted(found)


def _without_cut_name(text: str, known: Iterable[str]) -> str:
    """Leave out the beginning of a name at which a text was cut."""
    if not text.endswith("…"):
        return text
    *before, last = text[:-1].split(" ")
    cut = (_words(last) or [""])[-1].lower()
    return " ".join(before) if any(word.startswith(cut) for word in known) else text


def _words(text: str) -> list[str]:
    return _WORD.findall(_FILE.sub("", text))


def _texts(widget: QWidget) -> Iterator[tuple[str, str]]:
    parent = widget.parentWidget()
    is_typed = isinstance(widget, QLineEdit) and widget.text()
    if not is_typed and (parent is None or parent.objectName() not in _AS_THEY_ARE):
        for run in written_on(widget):
            yield "the text", run.words
    yield "the tooltip", widget.toolTip()
    yield "the accessible name", widget.accessibleName()
    yield "the accessible description", widget.accessibleDescription()
    if widget.isWindow():
        yield "the title", widget.windowTitle()
    if isinstance(widget, QLineEdit):
        yield "the placeholder", widget.placeholderText()
    if isinstance(widget, QMenu):
        for action in widget.actions():
            yield "the line", action.text()
    if isinstance(widget, QAbstractItemView) and widget.objectName() not in _AS_THEY_ARE:
        yield from _rows(widget.model())


def _rows(model: QAbstractItemModel | None) -> Iterator[tuple[str, str]]:
    if model is None:
        return
    role = Qt.ItemDataRole
    top = QModelIndex()
    for row in range(min(model.rowCount(top), _MOST_ROWS)):
        columns = model.columnCount(top) if isinstance(model, QAbstractTableModel) else 1
        for column in range(columns):
            index = model.index(row, column)
            for what, asked in (
                ("a row's text", role.DisplayRole),
                ("a row's tooltip", role.ToolTipRole),
                ("a row's spoken text", role.AccessibleTextRole),
            ):
                text = index.data(asked)
                if isinstance(text, str):
                    yield what, text


_ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
_FORMATS = (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)
# Qt says these itself; no translator of ours has them.
_OF_THE_CALENDAR = [
    *(_ENGLISH.dayName(day, form) for day in range(1, 8) for form in _FORMATS),
    *(_ENGLISH.monthName(month) for month in range(1, 13)),
]
# The picker of a time zone says places as the world's list of them does.
_PLACES = [
    *(zone.replace("/", " ").replace("_", " ") for zone in available_timezones()),
    *(QLocale.territoryToString(country) for country in QLocale.Country),
]
_KEYS = ("Ctrl Shift Alt Enter Return Esc Del Left Right Up Down PgUp PgDown Home End Tab Ins",)


def speak_pseudo(app: QApplication) -> PseudoLanguage:
    """Let the program speak it; what is returned must be kept."""
    language = PseudoLanguage()
    app.installTranslator(language)
    return language
