"""Shows the settings and lets what is chosen in them hold at once, at this station."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.qt import words
from resv_desktop.qt.background import T, Tasks, Trouble
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.key_rules import BY_NAME
from resv_desktop.qt.keys import Keys, says
from resv_desktop.qt.look import Look

if TYPE_CHECKING:
    from resv_desktop.autostart import Autostart
    from resv_desktop.qt.main_window import MainWindow
    from resv_desktop.qt.settings_dialog import SettingsDialog
    from resv_desktop.qt.sheet.paper import Printers

_NEW_WINDOW = ("language", "clock", "text_size")


class SettingsActs(QObject):
    """Serves the window that is open. renew makes it anew where its words or measures change, once
    the host rests on the choice; then the dialog is there again on the new window, with the keys
    where they were, unless the host has left it.
    """

    def __init__(
        self,
        look: Look,
        keys: Keys,
        tasks: Tasks,
        choices: Choices,
        renew: Callable[[], None],
        parent: QObject | None = None,
        *,
        printers: "Printers | None" = None,
        autostart: "Callable[[], Autostart] | None" = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._keys, self._tasks, self._choices = look, keys, tasks, choices
        self._renew = renew
        self._printers = printers
        self._autostart = autostart
        self._window: MainWindow | None = None
        self._dialog: SettingsDialog | None = None
        self._again = ""  # the setting whose choice makes a new window, or has made it
        self._is_stale = False  # the window is not yet as was chosen
        # The setting that was chosen last, and what it was before the host turned to it.
        self._changed: tuple[str, object] | None = None
        self._left_out = list(keys.left_out)

    def attach(self, window: "MainWindow") -> None:
        """Serve this window from now on."""
        self._window = window
        window.settings_wanted.connect(self.open)
        if self._again:
            QTimer.singleShot(0, self, self._open_again)
        if self._left_out:
            acts = [says(BY_NAME[name]) if name in BY_NAME else name for name in self._left_out]
            text = self.tr("Keys in the settings that made no sense were left as usual: {acts}.")
            window.bottom.notice.say(text.format(acts=", ".join(acts)), kind="warn")
            self._left_out = []

    def open(self, *, is_again: bool = False) -> None:
        """Show the settings over the window, unless a dialog is open."""
        from resv_desktop.qt.settings_dialog import SettingsDialog
        from resv_desktop.qt.sheet.paper import Printers

        window = self._window
        if window is None or window.acts.is_open:
            return
        self._changed = None
        dialog = SettingsDialog(window, self._look, self._keys, self._choices.settings)
        dialog.chosen.connect(self._on_chosen)
        # Once the list of the choice has closed: the dialog goes with its window.
        then = partial(QTimer.singleShot, 0, dialog, partial(self._change_windows, dialog))
        dialog.settled.connect(then)
        self._dialog = dialog
        window.acts.open_other(dialog, is_again=is_again)
        dialog.finished.connect(self._on_left)
        printers = self._printers or Printers()
        self._tasks.run(dialog, printers.names, dialog.show_printers, lambda _: None)
        self._look_at_autostart(dialog)
        if not is_again:  # else it stays said what was chosen last
            self._look_for_namesake(window, dialog)

    def _open_again(self) -> None:
        window, name, self._again = self._window, self._again, ""
        if not name or window is None or window.acts.is_open:
            return  # it is there already, or the host was quick and has gone on to something else
        changed = self._changed
        self.open(is_again=True)
        if self._dialog is not None:
            self._dialog.go_to(name)
            self._changed = changed
            self._dialog.tell_changed(changed)

    def _on_chosen(self, name: str, value: object) -> None:
        window, dialog = self._window, self._dialog
        assert window is not None
        assert dialog is not None
        if name in ("keys", "single_keys"):
            self._choose_keys(name, value)
            return
        if name == "autostart":
            self._turn_autostart(dialog, is_on=bool(value))
            return
        if self._changed is None or self._changed[0] != name:
            self._changed = name, getattr(self._choices.settings, name)
        elif self._changed[1] == value:
            self._changed = None
        self._choices.change(**{name: value})  # type: ignore[arg-type]  # the dialog knows them
        dialog.show_settings(self._choices.settings)
        dialog.tell_changed(self._changed)
        if name == "theme":
            self._look.set_theme(self._choices.settings.theme)  # type: ignore[arg-type]  # one of THEMES
        elif name == "station":
            window.name_station(self._choices.settings.station)
            self._look_for_namesake(window, dialog)
        elif name == "host":
            window.name_host(self._choices.settings.host)
        elif name in _NEW_WINDOW:
            self._again, self._is_stale = name, True

    def _look_for_namesake(self, window: "MainWindow", dialog: "SettingsDialog") -> None:
        name = self._choices.settings.station

        def told(is_taken: bool) -> None:
            is_of_now = name == self._choices.settings.station
            if is_taken and is_of_now and (self._changed is None or self._changed[0] == "station"):
                dialog.tell_namesake(self._changed)

        self._tasks.run(dialog, window.is_name_taken, told, lambda _: None)

    def _look_at_autostart(self, dialog: "SettingsDialog") -> None:
        autostart = self._autostart
        if autostart is not None:
            look = partial(_refusing, lambda: autostart().is_on())
            self._tasks.run(dialog, look, dialog.show_autostart, lambda _: None)

    def _turn_autostart(self, dialog: "SettingsDialog", *, is_on: bool) -> None:
        autostart = self._autostart
        assert autostart is not None

        def failed(trouble: Trouble) -> None:
            dialog.show_autostart(not is_on)
            dialog.tell("error", words.sentence(trouble))

        turn = partial(_refusing, lambda: autostart().turn(on=is_on))
        self._tasks.run(dialog, turn, lambda _: dialog.message.clear(), failed)

    def _change_windows(self, dialog: "SettingsDialog") -> None:
        if self._is_stale and dialog.isVisible():
            self._again = dialog.where() or self._again
            dialog.accept()

    def _on_left(self, result: int) -> None:
        if not self._is_stale:
            return
        self._is_stale = False
        if result == QDialog.DialogCode.Accepted:
            self._renew()
        else:  # by the host, who has not rested on the choice, and may be about to end the program
            self._again = ""
            QTimer.singleShot(0, self, self._renew_still)

    def _renew_still(self) -> None:
        if self._window is not None and self._window.isVisible():
            self._renew()

    def _choose_keys(self, name: str, value: object) -> None:
        is_of_keys = name == "keys"
        self._keys.choose(
            value if is_of_keys else self._keys.chosen,  # type: ignore[arg-type]  # the page knows them
            has_single_keys=self._keys.has_single_keys if is_of_keys else bool(value),
        )
        chosen = {act: list(keys) for act, keys in self._keys.chosen.items()}
        self._choices.change(keys=chosen, single_keys=self._keys.has_single_keys)


def _refusing(act: Callable[[], T]) -> T:
    """Do something with the system's own settings; raise CannotStart where it does not let us."""
    try:
        return act()
    except OSError as error:
        raise CannotStart(
            Sentence(
                "This computer does not let the program start by itself: {why}.",
                why=error.strerror or type(error).__name__,
            )
        ) from error
