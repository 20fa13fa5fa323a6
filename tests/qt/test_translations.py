"""Every sentence is said in every language: none is missing, unfinished or left over."""

import re
import xml.etree.ElementTree as ET  # the project's own files
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.errors import Outage, SlotTaken
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from tests import translations
from tests.qt.conftest import Speak

_PLACEHOLDER = re.compile(r"\{\w*\}")
_OTHER_THAN_UNDO = re.compile(
    r"\b(taken?|takes|took) (it |this |the last act )?back\b", re.IGNORECASE
)
_LOOSE_SIGN = re.compile(r"[\w’})»…] ?[;:!?](?= |$)|« | »")
EVENING = datetime(2026, 3, 14, 20, tzinfo=ZoneInfo("Europe/London"))


@dataclass(frozen=True, slots=True)
class Message:
    """One text of a translator's file."""

    context: str
    source: str
    said: str
    state: str


def _messages(file: Path) -> list[Message]:
    return [
        Message(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            message.find("translation").get("type", ""),  # type: ignore[union-attr]  # each has one
        )
        for context in ET.parse(file).iter("context")  # noqa: S314 - the project's own file
        for message in context.iter("message")
    ]


def _file(folder: Path, code: str) -> Path:
    return folder / f"resv_desktop_{code}.ts"


def test_the_translators_have_every_text_of_the_program_and_no_other(tmp_path: Path) -> None:
    for code in translations.CODES:
        kept = _file(translations.FOLDER, code).read_bytes()
        _file(tmp_path, code).write_bytes(kept)
    translations.update(tmp_path)
    for code in translations.CODES:
        kept_texts = _keys(translations.FOLDER, code)
        assert kept_texts == _keys(tmp_path, code), "run `make translations`"


def _keys(folder: Path, code: str) -> list[tuple[str, str]]:
    return [(message.context, message.source) for message in _messages(_file(folder, code))]


def test_undo_is_called_so_in_every_sentence() -> None:
    for message in _messages(_file(translations.FOLDER, "de")):
        assert not _OTHER_THAN_UNDO.search(message.source), message


@pytest.mark.parametrize("code", translations.CODES)
def test_nothing_is_left_untranslated(code: str) -> None:
    messages = _messages(_file(translations.FOLDER, code))
    open_ = [message for message in messages if message.state or not message.said.strip()]
    assert open_ == []


@pytest.mark.parametrize("code", translations.CODES)
def test_each_translation_names_what_the_english_names(code: str) -> None:
    for message in _messages(_file(translations.FOLDER, code)):
        wanted = sorted(_PLACEHOLDER.findall(message.source))
        assert sorted(_PLACEHOLDER.findall(message.said)) == wanted, message
        braces = re.sub(_PLACEHOLDER, "", message.said)
        assert "{" not in braces, message
        assert "}" not in braces, message


@pytest.mark.parametrize("code", translations.CODES)
def test_each_translation_ends_as_the_english_does(code: str) -> None:
    for message in _messages(_file(translations.FOLDER, code)):
        for end in (".", ":", "?", "…"):
            assert message.said.endswith(end) == message.source.endswith(end), message
        assert not message.said.endswith(" …"), message


def test_no_french_sign_is_parted_from_its_word_at_the_end_of_a_line() -> None:
    for message in _messages(_file(translations.FOLDER, "fr")):
        assert not _LOOSE_SIGN.search(message.said), message


def test_what_the_program_loads_is_made_of_the_translators_files(tmp_path: Path) -> None:
    translations.release(into=tmp_path)
    for code in translations.CODES:
        name = f"resv_desktop_{code}.qm"
        kept = (translations.FOLDER / name).read_bytes()
        assert kept == (tmp_path / name).read_bytes(), "run `make translations`"


def test_no_text_stands_where_none_is_found() -> None:
    assert translations.out_of_reach(translations.sources()) == []


def test_a_sentence_that_no_translator_can_find_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "rule.py"
    file.write_text(
        "class Full(Refusal):\n    pass\n"
        "raise Full(f'Table {table} is taken.')\n"
        "raise Full(_WHY[act], table='1')\n"
        "raise CannotStart(Sentence('Add {this}.', this=1), details=f'{x}')\n"
        "_WHY = {'a': 'The one {table}.', 'b': 'The other.'}\n"
    )
    found, hidden = translations.sentences([file], tmp_path)
    assert found == ["The one {table}.", "The other.", "Add {this}."]
    assert hidden == ["rule.py:3"]


@pytest.mark.parametrize(
    ("code", "clock", "said"),
    [
        ("de", "24", "Tisch 9 um 20:00 Uhr am Sa., 14. März ist schon vergeben."),
        ("de", "12", "Tisch 9 um 8:00 pm am Sa., 14. März ist schon vergeben."),
        ("fr", "24", "La table 9 à 20:00 le sam. 14 mars est déjà prise."),
        ("he", "24", "שולחן \u20689\u2069 בשעה 20:00 בשבת, 14 במרץ כבר תפוס."),
    ],
)
def test_a_refusal_is_said_in_the_hosts_language(
    speak: Speak, code: str, clock: str, said: str
) -> None:
    speak(code, clock)
    slot = Slot(
        slot_id="1",
        table_id="9",
        capacity=4,
        starts_at=EVENING,
        ends_at=EVENING,
        is_available=False,
    )
    refusal = SlotTaken("Table {table} at {hour} on {day} is already taken.", **slot.named())
    assert words.sentence(refusal) == said
    assert str(refusal) == "Table 9 at 20:00 on Sat 14 March is already taken."


def test_an_outage_and_its_reason_are_said_in_the_hosts_language(speak: Speak) -> None:
    speak("de", "24")
    why = Sentence("The disk is nearly full: free at least 1 GB.")
    silence = Outage("The database does not answer. Nothing was saved.", why=why)
    assert words.sentence(silence) == (
        "Die Datenbank antwortet nicht. Nichts wurde gespeichert. "
        "Die Festplatte ist fast voll: Schaffen Sie mindestens 1 GB Platz."
    )


def test_the_windows_are_translated_too(speak: Speak) -> None:
    speak("fr")
    assert QCoreApplication.translate("HouseMenu", "Quit") == "Quitter"
    speak("en")
    assert QCoreApplication.translate("HouseMenu", "Quit") == "Quit"
