"""The Latin letters that stand on the keys of a Hebrew keyboard as well (SI 1452)."""

import sys
from types import MappingProxyType
from typing import Final

from PySide6.QtGui import QGuiApplication, QKeyEvent

_LETTERS: Final = MappingProxyType(
    dict(
        zip(
            "קראטוןםפשדגכעיחלךזסבהנמצ",
            "ERTYUIOPASDFGHJKLZXCVBNM",
            strict=True,
        )
    )
)
# Signs are typed elsewhere on other keyboards: there only the place tells (scan codes of a PC).
_SIGNS: Final = MappingProxyType({"'": ("W", 17), "/": ("Q", 16)})
_X11_OFFSET: Final = 8


def latin_of(event: QKeyEvent) -> str:
    """Return the Latin letter on a key that types Hebrew, or ""."""
    # The key rather than the text: with Ctrl some signs have a text of their own ("\x1f").
    typed = chr(event.key()) if event.key() <= sys.maxunicode else ""
    letter, place = _SIGNS.get(typed, ("", 0))
    if letter:
        return letter if event.nativeScanCode() == place + _offset() else ""
    return _LETTERS.get(typed, "")


def _offset() -> int:
    return _X11_OFFSET if QGuiApplication.platformName() in ("xcb", "wayland") else 0
