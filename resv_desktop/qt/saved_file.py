"""A file that the host has saved: where it is, in a few words, and how it is opened."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_LONGEST_PLACE: Final = 48


def open_file(path: Path) -> None:
    """Show a file in the program that the host reads such files with."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def short_place(folder: Path) -> str:
    """Say where a folder is in a few words: "~/Sheets"; only the end of a long path is said."""
    home = Path.home()
    place = str(folder)
    if folder.is_relative_to(home):
        place = str(Path("~") / folder.relative_to(home))
    return place if len(place) <= _LONGEST_PLACE else str(Path("…", *folder.parts[-2:]))
