"""The call list goes where the day sheets go: to the printer that was chosen, else into a PDF."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.saved_file import short_place
from resv_desktop.qt.sheet.call_list import Call, call_list_of
from resv_desktop.qt.sheet.sheet import PRINTER

if TYPE_CHECKING:
    from resv_desktop.qt.sheet.paper import Printers


@dataclass(frozen=True, slots=True)
class CallsMade:
    """What became of a call list, in words; path is that of its PDF, None where it was printed."""

    says: str
    is_made: bool = True
    path: Path | None = None


class CallLists(QObject):
    """Makes call lists on a worker; nothing is asked, the day sheet's choice holds."""

    def __init__(
        self,
        tasks: Tasks,
        choices: Choices,
        folder: Path,
        parent: QObject | None = None,
        *,
        printers: "Printers | None" = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._choices, self._folder = tasks, choices, folder
        self._printers = printers

    def make(
        self,
        owner: QObject,
        restaurant: Restaurant,
        calls: Sequence[Call],
        now: datetime,
        told: Callable[[CallsMade], None],
    ) -> None:
        """Print or save a list of calls, and tell the owner what became of it."""
        settings, folder = self._choices.settings, self._folder
        chosen = settings.sheet_to.removeprefix(PRINTER)
        is_printed = settings.sheet_to.startswith(PRINTER)

        def work() -> Path | None:
            from resv_desktop.qt.sheet.paper import Printers, call_list_path, save_sheet

            calls_made = call_list_of(restaurant, calls, now, settings.station)
            printers = self._printers or Printers()
            if is_printed and chosen in printers.names():
                printers.print_sheet(calls_made, chosen)
                return None
            return save_sheet(calls_made, call_list_path(folder, restaurant, now))

        self._tasks.run(
            owner,
            work,
            lambda path: told(self._made(path, chosen)),
            lambda trouble: told(CallsMade(words.sentence(trouble), is_made=False)),
        )

    def _made(self, path: Path | None, printer: str) -> CallsMade:
        if path is None:
            says = self.tr("The call list has gone to the printer {printer}.")
            return CallsMade(says.format(printer=words.apart(printer)))
        says = self.tr("Call list saved in {folder}.")
        return CallsMade(says.format(folder=words.apart(short_place(path.parent))), path=path)
