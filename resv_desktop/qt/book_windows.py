"""From the open book to the right window: the day, or what a restaurant still has to be asked."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from resv_desktop.qt.background import Tasks
from resv_desktop.qt.book_opening import OpenBook
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.keys import Keys, KeyShortcut
from resv_desktop.qt.look import Look
from resv_desktop.qt.start_window import StartWindow

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.qt.day import Day
    from resv_desktop.qt.main_window import MainWindow

_PATIENCE_S = 6.0


class BookWindows(QObject):
    """Chooses and builds the window of the open book; the first window stays until there is one.

    Without a restaurant it is set up, of several the host chooses one, and what it lacks is asked.
    made carries each main window before it is shown, shown once it stands in the place of the one
    before; first_shown is told once. closing is told as the host leaves it. failed carries why
    the restaurants could not be read; join_wanted the window that asks to join another station.
    """

    made = Signal(object)
    shown = Signal(object)
    first_shown = Signal()
    closing = Signal()
    failed = Signal(object)
    database_wanted = Signal()
    join_wanted = Signal(object)

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        choices: Choices,
        start: StartWindow,
        front: Callable[[], QWidget],
        parent: QObject,
        *,
        is_demo: bool,
    ) -> None:
        """front tells the window that is in front, over which a dialog opens."""
        super().__init__(parent)
        self._look, self._keys, self._tasks, self._choices = look, keys, tasks, choices
        self._start, self._front, self._is_demo = start, front, is_demo
        self.window: MainWindow | None = None
        self._left: MainWindow | None = None  # of a database that is not used any more
        self._dialog: QDialog | None = None
        self._book: OpenBook | None = None
        self._shown: tuple[Restaurant, list[Restaurant]] | None = None
        self._is_awaited = False  # what a write under way becomes is told in the next window

    @property
    def controller(self) -> "Controller":
        """The controller of the book that is shown."""
        assert self._book is not None
        return self._book.controller

    @property
    def restaurant(self) -> "Restaurant":
        """The restaurant whose day is shown."""
        assert self._shown is not None
        return self._shown[0]

    @property
    def asking(self) -> QDialog | None:
        """The dialog that asks something before a day can be shown, while it is there."""
        dialog = self._dialog if self._dialog and shiboken6.isValid(self._dialog) else None
        return dialog if dialog is not None and dialog.isVisible() else None

    @property
    def all(self) -> list[QWidget]:
        """Every window there has been that may still exist."""
        return [window for window in (self._dialog, self.window, self._left) if window]

    def begin(self, book: OpenBook) -> None:
        """Show the restaurant that was shown last, or ask which one."""
        self._book = book
        self._choose(book.restaurants, remembered=self._choices.settings.restaurant_id)

    def show_known(self, book: OpenBook, known: "Sequence[Day]") -> None:
        """Show the restaurant of a closed book by what was last known of its days."""
        self._book = book
        self._show_window(book.restaurants[0], book.restaurants, known)

    def show_again(self) -> None:
        """Make the main window anew, in the words and sizes that are chosen now."""
        if self._shown is not None:
            self._show_window(*self._shown)

    def once_told(self, then: Callable[[], None]) -> None:
        """Call something once the answer to the write under way is there.

        What that is is said in the next window, where the host is then.
        """
        self._is_awaited = True
        self._tasks.became_idle.connect(then, Qt.ConnectionType.SingleShotConnection)

    def leave(self) -> None:
        """Go back to the first window, where the last one was: another book is opened."""
        if self._dialog is not None and shiboken6.isValid(self._dialog):
            self._dialog.accept()  # a set-up that is not needed, or is asked anew
        old = self.window
        if old is not None:
            old.follower.stop()
            self._left, self.window = old, None
            self._start.setGeometry(old.geometry())
            self._start.show()
            old.hide()

    def stop(self) -> None:
        """Follow the book no longer; for the end of the program."""
        for window in filter(None, (self.window, self._left)):
            window.follower.stop()
            window.follower.wait(_PATIENCE_S)

    def _choose(self, restaurants: "list[Restaurant]", *, remembered: str = "") -> None:
        if not restaurants:
            self._set_up(None, restaurants)
            return
        known = {restaurant.id: restaurant for restaurant in restaurants}
        if len(restaurants) == 1 or remembered in known:
            self._show(known.get(remembered, restaurants[0]), restaurants)
            return
        from resv_desktop.qt.restaurant_chooser import RestaurantChooser

        chooser = RestaurantChooser(
            self._front(),
            self._look,
            restaurants,
            self.controller.now(),
            current_id=self._choices.settings.restaurant_id,
        )
        chooser.chosen.connect(lambda chosen: self._show(chosen, restaurants))
        chooser.new_wanted.connect(lambda: self._set_up(None, restaurants))
        self._open_dialog(chooser)

    def _set_up(self, resume: "Restaurant | None", known: "Sequence[Restaurant]") -> None:
        from resv_desktop.qt.setup import SetupWizard

        wizard = SetupWizard(
            self._front(),
            self._look,
            self._tasks,
            self.controller,
            resume,
            known_ids=[restaurant.id for restaurant in known],
            is_missed=bool(self._choices.settings.restaurant_id),
        )
        wizard.finished_setup.connect(self._on_set_up)
        wizard.database_wanted.connect(self.database_wanted)
        wizard.join_wanted.connect(partial(self.join_wanted.emit, wizard))
        self._open_dialog(wizard)

    def _on_set_up(self, restaurant: "Restaurant") -> None:
        self._read_restaurants(lambda found: self._show(restaurant, found))

    def _read_restaurants(self, then: "Callable[[list[Restaurant]], None]") -> None:
        self._tasks.run(
            self,
            self.controller.restaurants,
            lambda found: self._once_left(partial(then, found)),
            self.failed.emit,
        )

    def _once_left(self, then: Callable[[], None]) -> None:
        """Call something once no dialog is open over the day: what is typed in one is kept."""
        window = self.window
        if window is None or window.made is None or not window.acts.is_open:
            then()
            return

        def look_again() -> None:
            QTimer.singleShot(0, self, lambda: self._once_left(then))  # one may lead to another

        window.acts.left.connect(look_again, Qt.ConnectionType.SingleShotConnection)

    def _on_switch(self) -> None:
        self._read_restaurants(self._choose)

    def _show(self, restaurant: "Restaurant", restaurants: "list[Restaurant]") -> None:
        """Show the main window of a restaurant, after what it still lacks has been asked."""
        if self.window is not None and self.window.is_writing:
            self.once_told(lambda: self._once_left(partial(self._show, restaurant, restaurants)))
            return
        restaurant = next((r for r in restaurants if r.id == restaurant.id), restaurant)
        if not restaurant.has_clock:
            self._ask_timezone(restaurant)
            return
        if not restaurant.tables:
            self._set_up(restaurant, restaurants)
            return
        self._show_window(restaurant, restaurants)
        self._choices.change(restaurant_id=restaurant.id)

    def _show_window(
        self,
        restaurant: "Restaurant",
        restaurants: "list[Restaurant]",
        known: "Sequence[Day]" = (),
    ) -> None:
        from resv_desktop.qt.main_window import MainWindow
        from resv_desktop.qt.window_change import take_over, tell_on

        assert self._book is not None
        self._shown = (restaurant, restaurants)
        old = self.window or self._left
        self._left = None
        same = old if old is not None and old.is_of(restaurant) else None
        if same is not None and same.day_now is not None:
            known = [*known, same.day_now]
        window = MainWindow(
            self._look,
            self._keys,
            self._tasks,
            self._book.controller,
            self._book.memory,
            restaurant,
            restaurants,
            self._choices.settings.station,
            known=known,
            is_demo=self._is_demo,
        )
        window.restaurant_switch_wanted.connect(self._on_switch)
        window.new_restaurant_wanted.connect(lambda: self._set_up(None, restaurants))
        window.database_wanted.connect(self.database_wanted)
        window.closing.connect(self._on_closing)
        self.window = window
        self.made.emit(window)
        if old is None:
            window.setGeometry(self._start.geometry())
            if self._start.isMaximized():
                window.setWindowState(self._start.windowState())
        else:
            window.setGeometry(old.geometry())
        window.show()
        self._start.hide()
        if same is not None:
            take_over(window, same)
        if old is not None and self._is_awaited:
            tell_on(window, old)
        self._is_awaited = False
        if old is None:
            self.first_shown.emit()
        else:
            old.closing.disconnect(self._on_closing)
            old.close()
            old.deleteLater()
        self.shown.emit(window)

    def _on_closing(self) -> None:
        self.closing.emit()

    def _ask_timezone(self, restaurant: "Restaurant") -> None:
        from resv_desktop.qt.timezone_dialog import TimezoneDialog

        dialog = TimezoneDialog(self._front(), self._look, self._tasks, self.controller, restaurant)
        dialog.chosen.connect(self._on_set_up)
        self._open_dialog(dialog)

    def _open_dialog(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.rejected.connect(self._on_dialog_left)
        dialog.finished.connect(dialog.deleteLater)
        KeyShortcut(self._keys, "quit", dialog).activated.connect(partial(self._quit_from, dialog))
        dialog.open()

    def _quit_from(self, dialog: QDialog) -> None:
        """End the program from a dialog that can be left at once; else it asks as on leaving."""
        dialog.reject()
        if not dialog.isVisible():
            self._front().close()

    def _on_dialog_left(self) -> None:
        # Without a restaurant there is nothing behind the dialog to go back to.
        if self.window is None:
            self._start.close()
