"""The menu: what is done seldom, each with its key."""

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from resv_desktop.qt import words
from resv_desktop.qt.hour import TableHour
from resv_desktop.qt.keys import KeyAction, Keys
from resv_desktop.qt.language import languages, spoken
from resv_desktop.qt.look import Look

_GAP = 4  # below the button
_WIDTH = 288  # keys stand well apart from the words


class HouseMenu(QMenu):
    """Says what was asked for; the window does it. Its keys work while the menu is closed.

    Dots end a line that asks for more before anything is done, and no other one.
    cancel_wanted is the key's, for whatever is picked then. cancel_chosen is the open menu's, for
    what it has named: it carries that TableHour, or None where one is to be looked for.
    """

    undo_wanted = Signal()
    cancel_wanted = Signal()
    cancel_chosen = Signal(object)
    read_again_wanted = Signal()
    sheet_wanted = Signal()
    sheet_choice_wanted = Signal()
    history_wanted = Signal()
    waitlist_wanted = Signal()
    initials_wanted = Signal()
    settings_wanted = Signal()
    house_wanted = Signal()
    pin_wanted = Signal()
    guests_wanted = Signal()
    database_wanted = Signal()
    stations_wanted = Signal()
    help_wanted = Signal()
    theme_chosen = Signal(str)
    language_chosen = Signal(str)
    switch_wanted = Signal()
    new_restaurant_wanted = Signal()
    exchange_wanted = Signal()
    backup_wanted = Signal()
    reports_wanted = Signal()
    report_wanted = Signal()
    about_wanted = Signal()
    rehearsal_wanted = Signal()
    attention_wanted = Signal()
    quit_wanted = Signal()
    _cancel_pressed = Signal()

    def __init__(self, look: Look, keys: Keys, parent: QWidget, *, is_one_restaurant: bool) -> None:
        super().__init__(parent)
        self._look, self._keys = look, keys
        self._window = parent
        self._named: TableHour | None = None
        self._is_read = False
        # Queued: a line that is pressed is told once the menu has gone already.
        self.aboutToHide.connect(self._on_closed, Qt.ConnectionType.QueuedConnection)
        self._cancel_pressed.connect(self._on_cancel)
        self.setMinimumWidth(look.px(_WIDTH))
        self.undo = self._add(self.tr("Undo the last act"), "undo", self.undo_wanted)
        self.cancel = self._add("", "cancel", self._cancel_pressed)
        self.name_picked(None)
        self.waitlist = self._add(self.tr("Waitlist"), "waitlist", self.waitlist_wanted)
        again = self._add(self.tr("Read the book again"), "read_again", self.read_again_wanted)
        self._add(self.tr("Print or save the day sheet"), "sheet", self.sheet_wanted)
        self._add(self.tr("Day sheet options…"), "", self.sheet_choice_wanted)
        history = self._add(self.tr("History"), "history", self.history_wanted)
        self._add(self.tr("Initials…"), "initials", self.initials_wanted)
        self.addSeparator()
        self._add_themes()
        self._add_languages()
        self.addSeparator()
        if not is_one_restaurant:
            self._add(self.tr("Switch restaurant…"), "", self.switch_wanted)
        self._add(self.tr("Settings"), "settings", self.settings_wanted)
        self._add_house()
        self._add_reports()
        self._add_set_up()
        help_acts = self._add_help()
        self.quit = self._add(self.tr("Quit"), "quit", self.quit_wanted)
        # What needs no more than the book that is shown.
        self._of_the_book = [self.undo, self.cancel, self.waitlist, again, history, *help_acts]

    def open_under(self, button: QWidget) -> None:
        """Open under a button, ending where it ends."""
        is_rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if is_rtl else button.width() - self.sizeHint().width()
        self._is_read = True
        self.popup(button.mapToGlobal(QPoint(left, button.height() + _GAP)))

    def leave_out_the_rest(self, leave: str) -> None:
        """Leave only what stays inside of the book that is shown; the last act is said anew.

        Whatever else there is, and comes to be, asks the program or this machine for something.
        """
        self.quit.setText(leave)
        stay = [*self._of_the_book, self.quit]
        inner = self.findChildren(QMenu)
        of_menus = [menu.menuAction() for menu in inner]
        for menu in (self, *inner):
            for action in menu.actions():
                if action not in stay and action not in of_menus:
                    action.setVisible(False)
                    action.setEnabled(False)
        for menu in inner:
            menu.menuAction().setVisible(any(action.isVisible() for action in menu.actions()))

    def name_picked(self, table: TableHour | None) -> None:
        """Say what is cancelled: the reservation that is picked, or one that is looked for."""
        self._named = table if table is not None and table.reservation is not None else None
        if self._named is None:
            self.cancel.setText(self.tr("Find and cancel a reservation…"))
            return
        says = self.tr("Cancel the reservation of table {table}, {hour}")
        hour, place = words.hour(self._named.starts_at), words.table(self._named.table_id)
        self.cancel.setText(says.format(table=words.apart(place), hour=hour))

    def _on_cancel(self) -> None:
        if self._is_read:
            self.cancel_chosen.emit(self._named)
        else:
            self.cancel_wanted.emit()

    def _on_closed(self) -> None:
        self._is_read = False

    def _add(
        self, text: str, name: str, wanted: SignalInstance, menu: QMenu | None = None
    ) -> QAction:
        window = self._window
        action = KeyAction(self._keys, name, text, window) if name else QAction(text, self)
        action.triggered.connect(lambda _checked=False: wanted.emit())
        (menu or self).addAction(action)
        return action

    def _add_house(self) -> None:
        menu = self.addMenu(self.tr("House"))
        self._add(self.tr("Hours, closures and tables…"), "", self.house_wanted, menu)
        self._add(self.tr("Needs attention"), "", self.attention_wanted, menu)
        self._add(self.tr("Guests' data…"), "", self.guests_wanted, menu)
        self._add(self.tr("Rehearsal"), "", self.rehearsal_wanted, menu)
        self._add(self.tr("Manager's PIN…"), "", self.pin_wanted, menu)
        menu.menuAction().setVisible(not menu.isEmpty())

    def _add_reports(self) -> None:
        menu = self.addMenu(self.tr("Reports and lists"))
        self._add(self.tr("Reports"), "", self.reports_wanted, menu)
        self._add(self.tr("Export and import…"), "", self.exchange_wanted, menu)
        menu.menuAction().setVisible(not menu.isEmpty())

    def _add_set_up(self) -> None:
        menu = self.addMenu(self.tr("Set-up"))
        self._add(self.tr("Stations"), "", self.stations_wanted, menu)
        self._add(self.tr("Database…"), "", self.database_wanted, menu)
        self._add(self.tr("Backup"), "", self.backup_wanted, menu)
        self._add(self.tr("New restaurant…"), "", self.new_restaurant_wanted, menu)

    def _add_help(self) -> list[QAction]:
        menu = self.addMenu(self.tr("Help"))
        all_keys = self._add(self.tr("All keys"), "help", self.help_wanted, menu)
        self._add(self.tr("Report for support"), "", self.report_wanted, menu)
        return [all_keys, self._add(self.tr("About"), "", self.about_wanted, menu)]

    def _add_themes(self) -> None:
        names = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        title = self.tr("Theme")
        self.themes = self._add_choice(title, names, self._look.theme, self.theme_chosen)

    def _add_languages(self) -> None:
        names = {language.code: language.name for language in languages()}
        title = self.tr("Language")
        self.languages = self._add_choice(title, names, spoken(), self.language_chosen)

    def _add_choice(
        self, title: str, names: dict[str, str], chosen: str, wanted: SignalInstance
    ) -> dict[str, QAction]:
        """Add a menu in which one of several is marked; return its lines by what they stand for."""
        menu = self.addMenu(title)
        group = QActionGroup(self)
        lines: dict[str, QAction] = {}
        for value, name in names.items():
            line = QAction(name, self, checkable=True, checked=value == chosen)
            line.triggered.connect(lambda _=False, value=value: wanted.emit(value))
            menu.addAction(line)
            group.addAction(line)
            lines[value] = line
        return lines
