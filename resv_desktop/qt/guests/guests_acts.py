"""Does what is asked for with what is known of guests, once it is the manager who asks."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.book_opening import BookOpening
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.guests.guests_keeper import GuestsKeeper
from resv_desktop.qt.look import Look
from resv_desktop.qt.support_acts import documents_folder
from resv_desktop.settings import Folders, write_private

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.guests_data import Erasure, ForgettingAhead, Traces
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.forgetting import Cleaned
    from resv_desktop.qt.guests.forgetting_row import ForgettingRow
    from resv_desktop.qt.guests.guests_dialog import GuestsDialog
    from resv_desktop.qt.main_window import MainWindow


class GuestsActs(QObject):
    """Serves the window that is open; a receipt goes into the folder that is given, or else into
    the user's documents.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        folders: Folders,
        opening: BookOpening,
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.tasks, self._choices = look, tasks, choices
        self.keeper = GuestsKeeper(tasks, folders, opening, self)
        self.keeper.warned.connect(self._on_warned)
        self._window: MainWindow | None = None
        self._row: ForgettingRow | None = None
        self._ahead: ForgettingAhead | None = None
        self._folder = folder

    def attach(self, window: "MainWindow", controller: "Controller", *, is_offline: bool) -> None:
        """Serve this window from now on; offline its book is only what was last known."""
        window.menu.guests_wanted.connect(partial(self._ask, window, controller))
        self._window, self._row = window, None
        window.closing.connect(partial(self._on_closing, window))
        if is_offline:
            self.keeper.detach()
        else:
            self.keeper.attach(window, controller)

    def end(self) -> None:
        """Let what is under way be left; for the end of the program."""
        self.keeper.end()

    def target(self) -> Path:
        """Return the folder that receipts go into."""
        return self._folder or documents_folder()

    def _on_warned(self, ahead: "ForgettingAhead | None") -> None:
        """Say over the day what goes for the first time, as long as that is ahead and unread.

        What was read at this station is said again only once something about it is different.
        """
        window = self._window
        if window is None:
            return
        read = self._choices.settings.forgetting_read.get(window.restaurant.id)
        self._ahead = None if ahead is None or _facts_of(ahead) == read else ahead
        if self._ahead is None and self._row is None:
            return
        if self._row is None:
            from resv_desktop.qt.guests.forgetting_row import ForgettingRow

            self._row = ForgettingRow(self.look, window.clock.local)
            self._row.guests_wanted.connect(window.menu.guests_wanted)
            self._row.read.connect(self._on_read)
            window.add_row(self._row)
            self._row.follow(window.waiting.row)
        self._row.show_ahead(self._ahead)

    def _on_closing(self, window: "MainWindow") -> None:
        if self._window is window:
            self._window = self._row = None

    def _on_read(self) -> None:
        if self._window is not None and self._ahead is not None:
            read = {self._window.restaurant.id: _facts_of(self._ahead)}
            self._choices.change(forgetting_read=self._choices.settings.forgetting_read | read)
        self._on_warned(None)

    def _ask(self, window: "MainWindow", controller: "Controller") -> None:
        window.gate.ask(partial(self.open_over, window, controller))

    def open_over(self, window: "MainWindow", controller: "Controller") -> None:
        """Show the dialog, unless another one is open."""
        if window.acts.is_open:
            return
        # Loaded by who asks for it, and not at the start.
        from resv_desktop.qt.guests.guests_dialog import GuestsDialog

        dialog = GuestsDialog(window, self.look, window.restaurant)
        _GuestsData(self, window, controller, dialog)
        window.acts.open_other(dialog)


def _facts_of(ahead: "ForgettingAhead") -> list[str]:
    """Return all that is said of what goes, as it is kept."""
    return [str(ahead.entries), ahead.before.isoformat(), ahead.goes_at.isoformat()]


class _GuestsData(QObject):
    """One dialog and what is done for it; it goes with the dialog."""

    def __init__(
        self,
        acts: GuestsActs,
        window: "MainWindow",
        controller: "Controller",
        dialog: "GuestsDialog",
    ) -> None:
        super().__init__(dialog)
        self._acts, self._window = acts, window
        self._controller, self._dialog = controller, dialog
        # Asked again after silence, the guest is not erased twice, and the receipt is the same; by
        # number, since after that silence another guest may be looked for.
        self._requests: dict[str, str] = {}
        self._number = ""  # of who is shown
        self._receipt: list[str] = []
        dialog.look_wanted.connect(self._look_for)
        dialog.erase_wanted.connect(self._erase)
        dialog.months_wanted.connect(self._keep_for)
        dialog.save_wanted.connect(self._save)

    @property
    def _house(self) -> "Restaurant":
        return self._window.restaurant

    def _look_for(self, phone: str) -> None:
        controller, rest_id = self._controller, self._house.id

        def show(traces: "Traces") -> None:
            from resv_desktop.domain.guests_data import GuestExpected, check_not_expected

            self._number = traces.phone
            try:
                check_not_expected(traces.expected, traces.waits)
            except GuestExpected as refusal:
                self._dialog.show_found(traces, words.sentence(refusal))
            else:
                self._dialog.show_found(traces)

        self._acts.tasks.run(
            self._dialog, lambda: controller.traces(phone, rest_id), show, self._tell
        )

    def _erase(self, phone: str) -> None:
        controller, house = self._controller, self._house
        request = self._requests.setdefault(self._number, controller.new_id())
        catch_up = self._acts.keeper.catch_up

        def work() -> "tuple[Erasure, Cleaned | None]":
            erasure = controller.erase_guest(phone, house.id, request_id=request)
            return erasure, catch_up()

        def show(answer: "tuple[Erasure, Cleaned | None]") -> None:
            from resv_desktop.domain.guests_data import masked
            from resv_desktop.domain.phone import region_of
            from resv_desktop.qt.guests.guests_words import receipt

            erasure, cleaned = answer
            self._receipt = receipt(
                erasure,
                cleaned,
                house=house.name,
                number=masked(words.phone(phone, region_of(house.phone))),
                local=self._window.clock.local(erasure.at),
            )
            self._window.bottom.notice.clear()  # it may name the guest
            self._dialog.show_receipt(self._receipt)
            self._window.gate.renew()

        self._acts.tasks.run(self._dialog, work, show, self._tell)

    def _keep_for(self, months: int) -> None:
        controller, rest_id, request = self._controller, self._house.id, self._controller.new_id()

        def work() -> int:
            return controller.set_retention(rest_id, months, request_id=request).retention_months

        def done(kept: int) -> None:
            self._dialog.set_ready()
            self._dialog.say_kept(kept)
            self._acts.keeper.soon()
            self._window.gate.renew()

        self._dialog.set_busy(self._dialog.tr("It is being saved."))
        self._acts.tasks.run(self._dialog, work, done, self._tell)

    def _save(self) -> None:
        now = self._window.clock.local(self._controller.now())
        path = self._acts.target() / f"erased-guest-{now:%Y-%m-%d-%H%M%S}.txt"
        text = "\n".join(self._receipt)

        def work() -> Path:
            try:
                write_private(path, f"{text}\n")
            except OSError as error:
                raise CannotStart(
                    Sentence(
                        "The receipt could not be saved in {folder} ({why}). It can be copied.",
                        folder=path.parent,
                        why=error.strerror,
                    )
                ) from error
            return path

        def done(saved: Path) -> None:
            says = self._dialog.tr("The receipt is saved: {file}")
            file = words.apart(str(saved))
            self._dialog.message.say("success", says.format(file=file))

        self._acts.tasks.run(self._dialog, work, done, self._tell)

    def _tell(self, trouble: Trouble) -> None:
        self._dialog.set_ready()
        self._dialog.tell("error", words.sentence(trouble))
