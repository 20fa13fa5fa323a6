"""What Ctrl+P does: the day that is shown goes to the printer, or into a PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QObject, QTimer

from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.in_turn import tell_in_turn
from resv_desktop.qt.look import Look
from resv_desktop.qt.saved_file import open_file, short_place
from resv_desktop.qt.sheet.paper import Printers, save_sheet, sheet_path
from resv_desktop.qt.sheet.sheet import PDF, PRINTER, sheet_of
from resv_desktop.qt.sheet.sheet_dialog import SheetDialog

if TYPE_CHECKING:
    from resv_desktop.qt.main_window import MainWindow

_SAID_AFTER_MS: Final = 400  # a printer may take its time; until then nothing flickers
Done = Callable[[Path | None], None]
Failed = Callable[[Trouble], None]


class SheetActs(QObject):
    """Does at once what was chosen before; asks where there is a printer and nothing was chosen."""

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        folder: Path,
        parent: QObject | None = None,
        *,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._tasks = tasks
        self._choices = choices
        self._folder = folder
        self._printers = printers or Printers()
        self._window: MainWindow | None = None
        self._is_busy = False
        self._made_of = ""  # the day of the sheet that was made last, in words
        self._slow = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._slow.timeout.connect(self._say_busy)

    def attach(self, window: "MainWindow") -> None:
        """Serve this window from now on."""
        self._window = window
        window.sheet_wanted.connect(self._on_wanted)
        window.sheet_choice_wanted.connect(self._on_choice_wanted)

    def warn_in_turn(self, sentence: str) -> None:
        """Say what is wrong with the sheets that are kept, once no other notice stands there."""
        tell_in_turn(self, self._shown, sentence)

    # --- what is wanted

    def _on_wanted(self) -> None:
        if not self._is_possible():
            return
        self._begin()
        if self._choices.settings.sheet_to == PDF:
            self._save()
        else:
            # Printers that do not answer are as good as none.
            names = self._printers.names
            self._tasks.run(self, names, self._on_printers, lambda _: self._save())

    def _on_printers(self, names: list[str]) -> None:
        chosen = self._choices.settings.sheet_to
        if not names:
            self._save()
        elif chosen in [f"{PRINTER}{name}" for name in names]:
            self._make(chosen, partial(self._say_done, to=chosen), self._say_not_printed)
        else:
            self._ask(names)

    def _save(self) -> None:
        self._make(PDF, self._say_done, self._say_failed)

    def _on_choice_wanted(self) -> None:
        if self._is_possible():
            self._begin()
            self._tasks.run(self, self._printers.names, self._ask, lambda _: self._ask([]))

    def _is_possible(self) -> bool:
        window = self._shown()
        if window is None or window.acts.is_open:
            return False
        if self._is_busy:
            self._say_busy()
            return False
        if window.day_now is None or not window.freshness.is_shown:
            self._warn(self.tr("This day has not been read yet, so there is no sheet of it."))
            return False
        return True

    # --- the question

    def _ask(self, names: list[str]) -> None:
        self._end()
        window = self._shown()
        day = None if window is None else window.day_now
        if window is None or day is None or window.acts.is_open:
            return
        chosen = self._choices.settings.sheet_to
        on, key = words.long_day(day.on), window.top.line.keys.text("sheet")
        dialog = SheetDialog(window, self._look, on, names, chosen, key)
        if chosen.startswith(PRINTER) and chosen.removeprefix(PRINTER) not in names:
            gone = self.tr("The printer {printer} is not there now.")
            dialog.tell("warn", gone.format(printer=words.apart(chosen.removeprefix(PRINTER))))
        dialog.wanted.connect(partial(self._on_chosen, dialog))
        window.acts.open_other(dialog)

    def _on_chosen(self, dialog: SheetDialog, to: str) -> None:
        def done(path: Path | None) -> None:
            self._choices.change(sheet_to=to)
            dialog.set_ready()
            dialog.accept()
            self._say_done(path, to=to)

        def failed(trouble: Trouble) -> None:
            self._end()
            dialog.set_ready()
            dialog.tell("error", words.sentence(trouble))

        self._make(to, done, failed)

    # --- the act

    def _make(self, to: str, done: Done, failed: Failed) -> None:
        window = self._shown()
        day = None if window is None else window.day_now
        if window is None or day is None:
            self._end()
            return
        self._made_of = words.long_day(day.on)
        now, is_live = window.now(), not window.freshness.is_doubtful
        station, printers = self._choices.settings.station, self._printers
        path = sheet_path(self._folder, day.restaurant, day.on)

        def work() -> Path | None:
            sheet = sheet_of(day, now, station, is_live=is_live)
            if to == PDF:
                return save_sheet(sheet, path)
            printers.print_sheet(sheet, to.removeprefix(PRINTER))
            return None

        self._tasks.run(self, work, done, failed)

    def _begin(self) -> None:
        self._is_busy = True
        self._slow.start()

    def _end(self) -> None:
        self._is_busy = False
        self._slow.stop()

    def _shown(self) -> "MainWindow | None":
        window = self._window
        return window if window is not None and shiboken6.isValid(window) else None

    def _say_busy(self) -> None:
        window = self._shown()
        if window is not None:
            window.bottom.notice.say(self.tr("The day sheet is being made."))

    def _warn(self, sentence: str) -> None:
        window = self._shown()
        if window is not None:
            window.bottom.notice.say(sentence, kind="warn")

    def _say_done(self, path: Path | None, *, to: str = PDF) -> None:
        self._end()
        window = self._shown()
        if window is None:
            return
        notice = window.bottom.notice
        if path is None:
            says = self.tr("The day sheet has gone to the printer {printer}.")
            notice.say(says.format(printer=words.apart(to.removeprefix(PRINTER))))
            return
        says = self.tr("Day sheet of {day} saved in {folder}.")
        notice.say(
            says.format(day=self._made_of, folder=words.apart(short_place(path.parent))),
            self.tr("Open"),
            act=partial(open_file, path),
        )

    def _say_not_printed(self, trouble: Trouble) -> None:
        self._end()
        window = self._shown()
        if window is not None:
            window.bottom.notice.say(
                words.sentence(trouble),
                self.tr("Save the PDF"),
                kind="warn",
                act=self._on_pdf_wanted,
            )

    def _on_pdf_wanted(self) -> None:
        if self._is_possible():
            self._begin()
            self._save()

    def _say_failed(self, trouble: Trouble) -> None:
        self._end()
        self._warn(words.sentence(trouble))
