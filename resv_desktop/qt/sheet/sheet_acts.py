"""What Ctrl+P does: the day that is shown goes to the printer, or into a PDF."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer

from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.day import Day
from resv_desktop.qt.in_turn import tell_in_turn
from resv_desktop.qt.late_question import LateQuestion
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


class _Seen(NamedTuple):
    """A day as it is on the screen, and whether it is known to be so then."""

    day: Day
    is_live: bool


class SheetActs(QObject):
    """Does at once what was chosen before; asks where there is a printer and nothing was chosen.

    The sheet is that of the day on the screen when it was asked for, however long a printer takes.
    """

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
        self._late: LateQuestion | None = None  # what is asked in that window
        self._is_busy = False
        self._seen: _Seen | None = None  # what was asked for last
        self._slow = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._slow.timeout.connect(self._say_busy)

    def attach(self, window: "MainWindow") -> None:
        """Serve this window from now on."""
        self._window, self._late = window, LateQuestion(window, window.top.line.text)
        window.sheet_wanted.connect(self._on_wanted)
        window.sheet_choice_wanted.connect(self._on_choice_wanted)

    def warn_in_turn(self, sentence: str) -> None:
        """Say what is wrong with the sheets that are kept, once no other notice stands there."""
        tell_in_turn(self, self._shown, sentence)

    # --- what is wanted

    def _on_wanted(self) -> None:
        if not self._take_day():
            return
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
        if self._take_day():
            self._tasks.run(self, self._printers.names, self._ask, lambda _: self._ask([]))

    def _is_possible(self) -> bool:
        window = self._shown()
        if window is None or window.acts.is_open:
            return False
        if self._is_busy:
            self._say_busy()
            return False
        return True

    def _take_day(self) -> bool:
        """Begin with the day on the screen; False where there is none or no sheet is possible."""
        if not self._is_possible():
            return False
        seen = self._seen_now()
        if seen is None:
            self._warn(self.tr("This day has not been read yet, so there is no sheet of it."))
            return False
        self._seen = seen
        self._begin()
        if self._late is not None:
            self._late.begin()
        return True

    def _seen_now(self) -> _Seen | None:
        window = self._shown()
        day = None if window is None else window.day_now
        if window is None or day is None or not window.freshness.is_shown:
            return None
        return _Seen(day, not window.freshness.is_doubtful)

    # --- the question

    def _ask(self, names: list[str]) -> None:
        """Ask where the sheet goes, after the dialog that has been opened meanwhile, if any."""
        self._end()
        window, late = self._shown(), self._late
        if window is None or late is None or not window.isVisible():
            return
        if window.acts.is_open:
            late.go_on()
            once = Qt.ConnectionType.SingleShotConnection
            again = partial(self._ask, names)
            # One dialog may lead to another.
            window.acts.left.connect(lambda: QTimer.singleShot(0, self, again), once)
        elif late.is_in_the_way():
            says = self.tr("The day sheet is not made yet. Where does it go?")
            act = partial(self._open, names)
            window.bottom.notice.say(says, self.tr("Choose"), kind="warn", act=act)
        else:
            self._open(names)

    def _open(self, names: list[str]) -> None:
        window, seen = self._shown(), self._seen
        if window is None or seen is None or window.acts.is_open:
            return
        chosen = self._choices.settings.sheet_to
        on, key = words.long_day(seen.day.on), window.top.line.keys.text("sheet")
        dialog = SheetDialog(window, self._look, on, names, chosen, key)
        if chosen.startswith(PRINTER) and chosen.removeprefix(PRINTER) not in names:
            gone = self.tr("The printer {printer} is not there now.")
            dialog.tell("warn", gone.format(printer=words.apart(chosen.removeprefix(PRINTER))))
        dialog.wanted.connect(partial(self._on_chosen, dialog))
        if self._late is not None:
            self._late.guard(dialog)
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
        window, seen, now_seen = self._shown(), self._seen, self._seen_now()
        if window is None or seen is None:
            self._end()
            return
        day, is_live = seen
        if now_seen is not None and _is_same(now_seen.day, day):
            day, is_live = now_seen
        now, station, printers = window.now(), self._choices.settings.station, self._printers
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
        window, seen = self._shown(), self._seen
        if window is None or seen is None:
            return
        notice, on = window.bottom.notice, words.long_day(seen.day.on)
        if path is None:
            says = self.tr("Day sheet of {day} sent to the printer {printer}.")
            notice.say(says.format(day=on, printer=words.apart(to.removeprefix(PRINTER))))
            return
        says = self.tr("Day sheet of {day} saved in {folder}.")
        notice.say(
            says.format(day=on, folder=words.apart(short_place(path.parent))),
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


def _is_same(day: Day, other: Day) -> bool:
    return (day.restaurant.id, day.on) == (other.restaurant.id, other.on)
