"""The language of the windows is chosen, or the system's, and never costs a start."""

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QApplication

from resv_desktop.qt.language import languages, spoken
from resv_desktop.settings import LANGUAGES
from tests.qt.conftest import Speak


def test_every_language_of_the_settings_can_be_chosen_by_its_own_name() -> None:
    assert ["", *(language.code for language in languages())] == list(LANGUAGES)
    assert [language.name for language in languages()] == [
        "English",
        "עברית",
        "Deutsch",
        "Français",
    ]


def test_hebrew_turns_the_windows_round_and_german_turns_them_back(
    speak: Speak, qapp: QApplication
) -> None:
    speak("he")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert (spoken(), QLocale().language()) == ("he", QLocale.Language.Hebrew)
    speak("de")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert (spoken(), QLocale().language()) == ("de", QLocale.Language.German)


def test_behind_the_title_of_a_window_the_program_is_named_in_the_language(
    speak: Speak, qapp: QApplication
) -> None:
    speak("de")
    assert qapp.applicationDisplayName() == "Reservierungen"
    speak("en")
    assert qapp.applicationDisplayName() == "Reservations"


@pytest.mark.parametrize(
    ("tags", "code", "speaks"),
    [
        (["de-AT", "en-US"], "", "de"),
        (["pl-PL", "he-IL"], "", "he"),
        (["pl-PL"], "", "en"),
        (["fr-FR"], "xx", "fr"),
        (["fr-FR"], "he", "he"),
    ],
)
def test_the_systems_language_is_spoken_where_none_is_chosen(
    speak: Speak, monkeypatch: pytest.MonkeyPatch, tags: list[str], code: str, speaks: str
) -> None:
    monkeypatch.setattr(QLocale, "uiLanguages", lambda _self: tags)
    speak(code)
    assert spoken() == speaks


def test_qts_own_dialogs_speak_the_language(speak: Speak) -> None:
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
    speak("de")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    speak("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"
