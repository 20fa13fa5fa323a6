"""The language of the windows: which there are, and how one is put in force.

The host chooses one, or takes the system's. Dates, hours and the first day of the week follow the
language and the system's country; the clock may be chosen apart from them.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QGuiApplication

from resv_desktop.qt import words
from resv_desktop.qt.resources import resource

_NAME = "resv_desktop_{code}.qm"
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the program: its code (ISO 639) and how it calls itself."""

    code: str
    name: str


_LANGUAGES = (
    Language("en", "English"),
    Language("he", "עברית"),
    Language("de", "Deutsch"),
    Language("fr", "Français"),
)


def languages() -> list[Language]:
    """Return the languages a host can choose, each by its own name."""
    return list(_LANGUAGES)


def spoken() -> str:
    """Return the code of the language in force."""
    return words.locale().name().partition("_")[0]


def install(app: QGuiApplication, code: str, clock: str = "") -> None:
    """Let everything that is said from now on be said in a language; "" is the system's.

    clock is "24", "12", or "" for what is usual there. Windows that are open keep their words and
    their direction, so they are made anew. A code without a language counts as "".
    """
    system = QLocale.system()
    code = _spoken(code, system)
    locale = _locale(code, system)
    for translator in _translators(app):
        app.removeTranslator(translator)
        translator.deleteLater()
    QLocale.setDefault(locale)
    words.speak(locale, clock)
    kind = _HalfDays if code == "de" and words.is_half_day() else QTranslator
    # Ours is installed last, and so is asked first.
    qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (
        (f"qtbase_{code}.qm", qt),
        (_NAME.format(code=code), str(resource("translations"))),
    ):
        translator = kind(app)
        translator.setObjectName(_OURS)
        if translator.load(name, folder):
            app.installTranslator(translator)
    app.setLayoutDirection(locale.textDirection())
    # It stands behind the title of every window.
    app.setApplicationDisplayName(QCoreApplication.translate("App", "Reservations"))


_OURS = "translator of the house"


class _HalfDays(QTranslator):
    """German beside hours of the half day: "8:00 pm" has its word, and no "Uhr" behind it."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        found = super().translate(context, sourceText, disambiguation, n)
        # To Qt "" would be a translation, and what the file does not have is another one's.
        return found.replace("} Uhr", "}") if found else None


def _translators(app: QGuiApplication) -> list[QTranslator]:
    return app.findChildren(QTranslator, _OURS)


def _spoken(code: str, system: QLocale) -> str:
    """Return the language to speak: the chosen one, else the first of the system's we have."""
    known = [language.code for language in _LANGUAGES]
    if code in known:
        return code
    wanted = (tag.partition("-")[0] for tag in system.uiLanguages())
    return next((tag for tag in wanted if tag in known), _FALLBACK)


def _locale(code: str, system: QLocale) -> QLocale:
    """Return how a language writes days and hours in the country of this machine."""
    country = system.territory()
    if code == _FALLBACK and country == QLocale.Country.AnyTerritory:
        country = QLocale.Country.UnitedKingdom
    return QLocale(QLocale(code).language(), country)
