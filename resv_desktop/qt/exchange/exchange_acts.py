"""Does what is asked for in export and import, on workers; keeps the calendar file."""

import threading
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from resv_desktop.qt import words
from resv_desktop.qt.background import Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.exchange.feed_keeper import FeedKeeper, event_words
from resv_desktop.qt.look import Look
from resv_desktop.qt.saved_file import open_file
from resv_desktop.qt.support_acts import documents_folder

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.qt.exchange.exchange_dialog import ExchangeDialog
    from resv_desktop.qt.main_window import MainWindow

_FEED = "reservations.ics"


class ExchangeActs(QObject):
    """Serves the window that is open; what is saved goes into the folder that is given, or else
    into the user's documents.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        choices: Choices,
        parent: QObject | None = None,
        *,
        folder: Path | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self.tasks, self.choices = look, tasks, choices
        self._folder = folder
        self.keeper = FeedKeeper(tasks, choices, self)
        self.stopping = threading.Event()  # of what is under way in a dialog

    def attach(self, window: "MainWindow", controller: "Controller", *, is_offline: bool) -> None:
        """Serve this window from now on; offline its book is only what was last known."""
        window.menu.exchange_wanted.connect(partial(self.open_over, window, controller))
        if is_offline:
            self.keeper.detach()
        else:
            self.keeper.attach(window, controller)

    def end(self) -> None:
        """Let what is under way end at once; for the end of the program."""
        self.stopping.set()

    def open_over(self, window: "MainWindow", controller: "Controller") -> None:
        """Show the dialog, unless another one is open."""
        if window.acts.is_open:
            return
        # Loaded by who asks for it, and not at the start.
        from resv_desktop.qt.exchange.exchange_dialog import ExchangeDialog

        house, settings = window.restaurant, self.choices.settings
        if self.keeper.is_of_another(house):
            settings = replace(settings, feed_file="", feed_details=False)
        dialog = ExchangeDialog(
            window,
            self.look,
            window.clock.today,
            house.days_ahead,
            settings,
            self.target() / _FEED,
        )
        _Exchange(self, window, controller, dialog)
        window.acts.open_other(dialog)

    def target(self) -> Path:
        """Return the folder that files go into."""
        return self._folder or documents_folder()


class _Exchange(QObject):
    """One dialog and what is done for it; it goes with the dialog."""

    def __init__(
        self,
        acts: ExchangeActs,
        window: "MainWindow",
        controller: "Controller",
        dialog: "ExchangeDialog",
    ) -> None:
        super().__init__(dialog)
        self._acts, self._window = acts, window
        self._controller, self._dialog = controller, dialog
        self._stopping = acts.stopping
        self._is_feed_wanted = False  # whether the dialog waits for the calendar file
        self._show_feed()
        acts.keeper.kept.connect(self._on_feed_kept)
        acts.keeper.failed.connect(self._on_feed_failed)
        dialog.save_wanted.connect(self._save)
        dialog.feed_wanted.connect(self._keep_feed)
        dialog.import_wanted.connect(self._look_at)
        dialog.stopped.connect(self._stopping.set)

    # --- export

    def _save(self, first: date, last: date, form: str) -> None:
        dialog, controller, rest_id = self._dialog, self._controller, self._window.restaurant.id
        now = self._window.clock.local(controller.now())
        path = self._acts.target() / f"reservations-{first}-{last}-{now:%H%M%S}.{form}"
        delimiter = words.between_cells()
        said, stop, soon = event_words(), self._stopping, self._acts.tasks.call_soon
        stop.clear()

        def progress(done: int, total: int) -> None:
            soon(partial(dialog.under_way.progress.set_progress, done, total))

        def work() -> int | None:
            from resv_desktop.exchange.saving import save_reservations

            return save_reservations(
                controller,
                controller.restaurant(rest_id),
                first,
                last,
                path,
                form=form,
                delimiter=delimiter,
                words=said,
                progress=progress,
                stop=stop.is_set,
            )

        dialog.say_saving()
        self._acts.tasks.run(dialog, work, partial(self._on_saved, path), self._on_failed)

    def _on_saved(self, path: Path, count: int | None) -> None:
        if count is None:
            self._dialog.say_done("warn", self.tr("Stopped. Nothing was saved."))
            return
        says = self.tr("Reservations saved: {count}. The file is {file}")
        self._dialog.say_done(
            "success",
            says.format(count=count, file=words.apart(str(path))),
            self.tr("Open"),
            partial(open_file, path),
        )

    def _on_failed(self, trouble: Trouble) -> None:
        self._dialog.say_done("error", words.sentence(trouble))

    # --- the calendar that others subscribe to

    def _keep_feed(self, file: str, with_details: bool) -> None:
        if not file and self._is_of_another:
            self._dialog.say_done("quiet", self._of_another())
            return
        rest_id = self._window.restaurant.id
        self._acts.choices.change(
            feed_file=file, feed_details=with_details, feed_restaurant=rest_id
        )
        if not file:
            self._dialog.say_done("success", self.tr("No calendar file is kept any more."))
            self._show_feed()
            return
        self._is_feed_wanted = True
        self._dialog.say_busy(self.tr("The calendar file is being written."))
        self._acts.keeper.keep()

    def _on_feed_kept(self) -> None:
        self._show_feed()
        if self._is_feed_wanted:
            self._is_feed_wanted = False
            says = self.tr("The calendar file is kept up to date: {file}")
            file = words.apart(self._acts.choices.settings.feed_file)
            self._dialog.say_done("success", says.format(file=file))

    def _on_feed_failed(self, sentence: str) -> None:
        if self._is_feed_wanted:
            self._is_feed_wanted = False
            self._dialog.say_done("error", sentence)

    def _show_feed(self) -> None:
        at, label = self._acts.keeper.looked_at, self._dialog.feed.state
        if self._is_of_another:
            label.setText(self._of_another())
            return
        if not self._acts.choices.settings.feed_file or at is None:
            label.setText("")
            return
        local = self._window.clock.local(at)
        says = self.tr("The file matched the book at {hour}.")
        label.setText(says.format(hour=words.clock(local)))

    @property
    def _is_of_another(self) -> bool:
        return self._acts.keeper.is_of_another(self._window.restaurant)

    def _of_another(self) -> str:
        says = self.tr("The calendar file of this station is of another restaurant: {file}")
        return says.format(file=words.apart(self._acts.choices.settings.feed_file))

    # --- import

    def _look_at(self, file: str) -> None:
        """Show what would happen to the rows, once this dialog has gone."""
        from resv_desktop.qt.exchange.import_dialog import ImportDialog

        window, acts = self._window, self._acts

        def open_import() -> None:
            if window.acts.is_open:
                return
            dialog = ImportDialog(
                window,
                acts.look,
                acts.tasks,
                self._controller,
                window.restaurant,
                Path(file),
                acts.target(),
                acts.stopping,
            )
            window.acts.open_other(dialog)
            dialog.read()

        window.acts.left.connect(open_import, Qt.ConnectionType.SingleShotConnection)
        self._dialog.accept()
