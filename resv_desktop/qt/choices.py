"""What the host chose at this station - theme, restaurant, place of the window - and its file."""

import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.settings import Settings, save_settings


class Choices(QObject):
    """The settings of this station; each change of them is saved on a worker.

    unsaved tells of the first that could not be, until one is; trouble says why, or "", and
    is_trouble_told whether the host has been told of it.
    """

    unsaved = Signal()

    def __init__(self, tasks: Tasks, settings: Settings, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._path = path
        self._saving = threading.Lock()
        self.settings = self._saved = settings
        self.trouble = ""
        self.is_trouble_told = False

    def change(self, **choices: "str | int | dict[str, list[str]]") -> None:
        """Choose something else from now on and at the next start."""
        before = self.settings
        self.settings = replace(before, **choices)  # type: ignore[arg-type]  # who asks knows the fields
        if not (self.settings == before == self._saved):
            self._tasks.run(self, self._save, self._on_saved, self._on_unsaved)

    def flush(self) -> None:
        """Save what no worker came to before the program ends; nothing more can be told then."""
        if self._saved != self.settings:
            with suppress(CannotStart):
                self._save()

    def _on_saved(self, _: None) -> None:
        self.trouble = ""

    def _on_unsaved(self, trouble: Trouble) -> None:
        was_told, self.trouble = bool(self.trouble), words.sentence(trouble)
        if not was_told:
            self.is_trouble_told = False
            self.unsaved.emit()

    def note_told(self) -> None:
        """Remember that the host was told what could not be saved."""
        self.is_trouble_told = True

    def _save(self) -> None:
        # Two workers may come to it in any order: whoever writes last writes the last choice.
        with self._saving:
            try:
                settings = self.settings
                save_settings(self._path, settings)
                self._saved = settings
            except OSError as error:
                raise CannotStart(
                    Sentence("The settings could not be saved in {path}.", path=self._path),
                    details=str(error),
                ) from error

    def keep_place(self, window: QWidget) -> None:
        """Remember where a window stands."""
        self.change(geometry=window.saveGeometry().toBase64().toStdString())
