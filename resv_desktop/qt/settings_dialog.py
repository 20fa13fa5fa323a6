"""What a station lets its hosts choose, in one dialog; what is chosen holds at once."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSizePolicy, QStackedWidget, QWidget

from resv_desktop.domain.words import one_line
from resv_desktop.qt import words
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.keys_page import KeysPage
from resv_desktop.qt.language import languages
from resv_desktop.qt.look import DIALOG_PADDING, GRID, Look
from resv_desktop.qt.sheet.sheet import PDF, PRINTER
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.label import Label
from resv_desktop.qt.widgets.segmented_control import SegmentedControl
from resv_desktop.settings import (
    CLOCKS,
    JOURNAL_MONTHS,
    LONGEST_INITIALS,
    LONGEST_STATION,
    TEXT_SIZES,
    THEMES,
    Settings,
)

_WIDTH, _LABELS = 640, 152
# The settings of each page, in their order; the keys have the page behind them.
_PAGES = (
    ("station", "host", "language", "clock", "theme", "text_size"),
    ("sheet_to", "autostart", "touch_keys", "journal_months"),
)


class SettingsDialog(DialogFrame):
    """Shows the settings; chosen carries the name of one and its new value, nothing else is done.

    A name holds once Enter or Tab leaves its line; Escape leaves the dialog as things are. settled
    tells that the host has come to rest on what was chosen last.
    """

    chosen = Signal(str, object)
    settled = Signal()

    def __init__(self, parent: QWidget | None, look: Look, keys: Keys, settings: Settings) -> None:
        super().__init__(look, "", parent=parent)
        self.setObjectName("settingsDialog")
        self.set_head(self.tr("Settings"), self.tr("What is chosen holds at once."))
        self._settings = settings
        self.pages = SegmentedControl(
            look, [self.tr("This station"), self.tr("This machine"), self.tr("Keys")]
        )
        self.pages.setObjectName("settingsPages")
        self.pages.setAccessibleName(self.tr("Settings"))
        self.pages.set_index(0)
        self.keys_page = KeysPage(look, keys, self.tell)
        self._stack = QStackedWidget()
        labels = self._add_controls()
        for names in _PAGES:
            self._stack.addWidget(self._page({name: labels[name] for name in names}))
        self._stack.addWidget(self.keys_page)
        self.body.addWidget(self.pages)
        self.body.addWidget(self._stack)
        self.set_hint(self.tr("Escape leaves."))
        self.pages.chosen.connect(self.show_page)
        self.keys_page.chosen.connect(self.chosen)
        self._station.setFocus()

    def show_page(self, number: int) -> None:
        """Turn to a page: the station, the computer or the keys."""
        self.pages.set_index(number)
        self._stack.setCurrentIndex(number)
        self.message.clear()

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer these printers beside the PDF."""
        choice, chosen = self._sheet_to, self._settings.sheet_to
        for name in names:
            choice.addItem(name, f"{PRINTER}{name}")
        if choice.findData(chosen) < 0 and chosen.startswith(PRINTER):
            away = self.tr("{printer} (does not answer)")
            choice.addItem(away.format(printer=chosen.removeprefix(PRINTER)), chosen)
        choice.setCurrentIndex(max(0, choice.findData(chosen)))

    def show_autostart(self, is_on: bool) -> None:
        """Say whether the program starts by itself at the log-in; now that can be changed."""
        self._autostart.setChecked(is_on)
        self._autostart.setEnabled(True)

    def tell_changed(self, changed: tuple[str, object] | None) -> None:
        """Say which setting is another one than before, which one press takes back."""
        if changed is None:
            self.message.clear()
            return
        name, before = changed
        says = self.tr("Changed: {setting}.").format(setting=self._controls[name].accessibleName())
        self.tell("success", says, self.tr("Undo"), lambda: self._take_back(name, before))

    def tell_namesake(self, changed: tuple[str, object] | None) -> None:
        """Say that another station has this name; one press takes back what was changed last."""
        says = self.tr(
            "Another station is called {name}, too. Give this one a name of its own, so that the "
            "history tells them apart."
        ).format(name=words.apart(self._settings.station))
        if changed is None:
            self.tell("warn", says)
        else:
            self.tell("warn", says, self.tr("Undo"), partial(self._take_back, *changed))

    def _take_back(self, name: str, before: object) -> None:
        control = self._controls[name]
        if isinstance(control, Choice):
            control.setCurrentIndex(max(0, control.findData(before)))
        elif isinstance(control, QLineEdit):
            control.setText(str(before))
        control.setFocus()
        self.chosen.emit(name, before)
        self.settled.emit()

    def go_to(self, name: str) -> None:
        """Give the keys to the choice of a setting."""
        self.show_page(next(n for n, names in enumerate(_PAGES) if name in names))
        self._controls[name].setFocus()

    def where(self) -> str:
        """Return the setting that has the keys, or ""."""
        return next((name for name, control in self._controls.items() if control.hasFocus()), "")

    # --- the pages of the station and of the computer

    def _add_controls(self) -> dict[str, str]:
        """Make the control of each setting; return what stands before it."""
        self._station = self._line("station", LONGEST_STATION)
        self._host = self._line("host", LONGEST_INITIALS)
        self._sheet_to = self._choice("sheet_to", [(self.tr("PDF on this machine"), PDF)])
        themes = [self.tr("As the system"), self.tr("Light"), self.tr("Dark")]
        clocks = [
            self.tr("As the language"),
            self.tr("24 hours (19:00)"),
            self.tr("am and pm (7:00 pm)"),
        ]
        spoken = [(language.name, language.code) for language in languages()]
        sizes = [(self.tr("{n} %").format(n=size), size) for size in TEXT_SIZES]
        system = (self.tr("As the system"), "")
        self._controls: dict[str, QWidget] = {
            "station": self._station,
            "host": self._host,
            "language": self._choice("language", [system, *spoken]),
            "clock": self._choice("clock", list(zip(clocks, CLOCKS, strict=True))),
            "theme": self._choice("theme", list(zip(themes, THEMES, strict=True))),
            "text_size": self._choice("text_size", sizes),
            "sheet_to": self._sheet_to,
        }
        labels = {
            "station": self.tr("Name of this station"),
            "host": self.tr("Initials"),
            "language": self.tr("Language"),
            "clock": self.tr("Clock"),
            "theme": self.tr("Theme"),
            "text_size": self.tr("Text size"),
            "sheet_to": self.tr("Day sheet goes to"),
        }
        self._autostart = CheckBox(self.look, self.tr("Start this program"))
        self._autostart.setObjectName("autostartBox")
        self._autostart.setEnabled(False)  # until it is known how it is
        self._autostart.clicked.connect(lambda on: self.chosen.emit("autostart", on))
        self._controls["autostart"] = self._autostart
        labels["autostart"] = self.tr("After the log-in")
        fingers = [(self.tr("When a finger touches a field"), True), (self.tr("Never"), False)]
        self._controls["touch_keys"] = self._choice("touch_keys", fingers)
        labels["touch_keys"] = self.tr("Keys on the screen")
        files = self.tr("{n} months, older lines in files here")
        months = [(self.tr("All of it"), 0)]
        months += [(files.format(n=n), n) for n in JOURNAL_MONTHS if n]
        self._controls["journal_months"] = self._choice("journal_months", months)
        labels["journal_months"] = self.tr("History in the book")
        for name, control in self._controls.items():
            control.setAccessibleName(labels[name])
        self._autostart.setAccessibleName(self.tr("Start this program after the log-in"))
        return labels

    def _page(self, labels: dict[str, str]) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(GRID)
        grid.setHorizontalSpacing(DIALOG_PADDING)
        grid.setColumnMinimumWidth(0, self.look.px(_LABELS))
        grid.setColumnStretch(1, 1)
        for row, (name, says) in enumerate(labels.items()):
            label = Label(self.look, says, "label", wraps=True)
            control = self._controls[name]
            control.setSizePolicy(
                QSizePolicy.Policy.Expanding, control.sizePolicy().verticalPolicy()
            )
            label.setBuddy(control)
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(control, row, 1)
        grid.setRowStretch(len(labels), 1)
        return page

    def _line(self, name: str, longest: int) -> QLineEdit:
        line = QLineEdit(getattr(self._settings, name))
        line.setObjectName(f"{name}Edit")
        line.setFont(self.look.font("field"))
        line.setMaxLength(longest)
        line.editingFinished.connect(lambda: self._on_named(name, line))
        return line

    def _choice(self, name: str, offered: Sequence[tuple[str, object]]) -> Choice:
        choice = Choice(self.look, "")
        choice.setObjectName(f"{name}Choice")
        for says, value in offered:
            choice.addItem(says, value)
        choice.setCurrentIndex(max(0, choice.findData(getattr(self._settings, name))))
        choice.activated.connect(lambda: self.chosen.emit(name, choice.currentData()))
        choice.settled.connect(self.settled)
        return choice

    def _on_named(self, name: str, line: QLineEdit) -> None:
        before, typed = getattr(self._settings, name), one_line(line.text())
        if name == "station" and not typed:
            self.tell(
                "error", self.tr("A station needs a name; it stays {name}.").format(name=before)
            )
            typed = before
        elif typed != before:
            self.message.clear()
        line.setText(typed)
        if typed != before:
            self.chosen.emit(name, typed)

    def show_settings(self, settings: Settings) -> None:
        """Hear what holds now, so that nothing is told twice."""
        self._settings = settings

    def reject(self) -> None:
        """Leave; a name that is only half typed is given up."""
        for name in ("station", "host"):
            line = self._controls[name]
            assert isinstance(line, QLineEdit)
            line.setText(getattr(self._settings, name))
        super().reject()

    def _width(self) -> int:
        screen = self.screen().availableGeometry().width() - 2 * DIALOG_PADDING
        return min(self.look.px(_WIDTH), max(_WIDTH, screen))
