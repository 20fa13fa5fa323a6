"""All that a station can choose is in one dialog, holds at once and is kept for the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from resv_desktop.autostart import DesktopEntry
from resv_desktop.qt import widgets
from resv_desktop.qt.choices import Choices
from resv_desktop.qt.initials_dialog import InitialsDialog
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.settings_acts import SettingsActs
from resv_desktop.qt.settings_dialog import SettingsDialog
from resv_desktop.qt.sheet.paper import Printers
from resv_desktop.qt.widgets.check_box import CheckBox
from resv_desktop.qt.widgets.choice import Choice
from resv_desktop.settings import Settings, load_settings
from tests.qt.stand import Stand, focused
from tests.qt.station import Station, dialog_of, press

CTRL = Qt.KeyboardModifier.ControlModifier


class _TwoPrinters(Printers):
    def names(self) -> list[str]:
        return ["Kitchen", "Bar"]


class Chosen:
    """The settings of the window that is open, and the file they are kept in."""

    def __init__(self, stand: Stand, look: Look, keys: Keys, path: Path) -> None:
        self.path = path
        self.renewed = 0
        self.autostart = DesktopEntry("resv", ["/opt/resv"], path.parent / "autostart")
        before = Settings(station="Stand 1", sheet_to="printer:Bar")
        self.choices = Choices(stand.tasks, before, path, stand.tasks)
        self.acts = SettingsActs(
            look,
            keys,
            stand.tasks,
            self.choices,
            self._renew,
            stand.tasks,
            printers=_TwoPrinters(),
            autostart=lambda: self.autostart,
        )

    def _renew(self) -> None:
        self.renewed += 1

    def kept(self) -> Settings:
        return load_settings(self.path)[0]


@pytest.fixture
def chosen(window: MainWindow, stand: Stand, look: Look, keys: Keys, tmp_path: Path) -> Chosen:
    made = Chosen(stand, look, keys, tmp_path / "settings.json")
    made.acts.attach(window)
    return made


def opened(qtbot: QtBot, window: MainWindow) -> SettingsDialog:
    press(window, Qt.Key.Key_Comma, CTRL)
    dialog = dialog_of(window, SettingsDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def line(dialog: SettingsDialog, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def choice(dialog: SettingsDialog, name: str) -> Choice:
    found = dialog.findChild(Choice, name)
    assert isinstance(found, Choice)
    return found


def choose(dialog: SettingsDialog, name: str, value: object) -> None:
    """Choose as a host does: with the arrow, on the choice that has the focus."""
    found = choice(dialog, name)
    found.setFocus()
    place = found.findData(value)
    assert place >= 0
    key = Qt.Key.Key_Down if place > found.currentIndex() else Qt.Key.Key_Up
    while found.currentIndex() != place:
        QTest.keyClick(found, key)


def test_a_name_that_another_station_has_now_is_said_when_it_is_chosen_and_as_long_as_it_is_so(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, stand: Stand
) -> None:
    stand.rival.beat(1)  # Stand 2
    dialog = opened(qtbot, window)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert dialog.message.text() == ""
    edit = line(dialog, "stationEdit")
    QTest.keyClicks(edit, "stand 2")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    says = "Another station is called stand 2, too."
    qtbot.waitUntil(lambda: dialog.message.text().startswith(says))
    dialog.reject()
    stand.rival.beat(2)
    dialog = opened(qtbot, window)
    qtbot.waitUntil(lambda: dialog.message.text().startswith(says))
    assert dialog.message.action_button.isHidden()
    QTest.keyClicks(line(dialog, "stationEdit"), "Terrace")
    QTest.keyClick(line(dialog, "stationEdit"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert dialog.message.text() == "Changed: Name of this station."
    assert chosen.kept().station == "Terrace"


def test_another_name_of_the_station_stands_in_the_journal_and_in_the_window(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, stand: Stand, station: Station
) -> None:
    dialog = opened(qtbot, window)
    edit = line(dialog, "stationEdit")
    assert edit.hasFocus()
    QTest.keyClicks(edit, "Terrace")  # the name that is there is picked whole
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert window.bottom.station.text() == "Terrace"
    made = station.reserve(stand.slot("2", 20).slot_id, "2", "07400 123456", 2)
    history = stand.rival.history(stand.restaurant.id, reservation_id=made.id)
    assert history[0].station == "Terrace"
    station.announce(stand.restaurant.id, made.slot_id, "3", lease_id=station.new_id())
    assert [seen.station for seen in stand.rival.presences(stand.restaurant.id)] == ["Terrace"]
    qtbot.waitUntil(lambda: chosen.kept().station == "Terrace")


def test_a_station_needs_a_name(qtbot: QtBot, window: MainWindow, chosen: Chosen) -> None:
    dialog = opened(qtbot, window)
    edit = line(dialog, "stationEdit")
    QTest.keyClick(edit, Qt.Key.Key_Delete)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert dialog.message.text() == "A station needs a name; it stays Stand 1."
    assert edit.text() == "Stand 1"
    assert chosen.choices.settings.station == "Stand 1"


def test_escape_leaves_a_name_that_is_half_typed_as_it_was(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    QTest.keyClicks(line(dialog, "stationEdit"), "Ter")
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    assert window.bottom.station.text() == "Stand 1"
    assert chosen.choices.settings.station == "Stand 1"


def test_the_initials_are_those_of_the_bottom_bar(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, station: Station
) -> None:
    dialog = opened(qtbot, window)
    edit = line(dialog, "hostEdit")
    edit.setFocus()
    QTest.keyClicks(edit, " AB ")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert station.host == "AB"
    assert window.bottom.initials.text() == "AB"
    qtbot.waitUntil(lambda: chosen.kept().host == "AB")


def test_another_theme_holds_at_once(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, look: Look
) -> None:
    dialog = opened(qtbot, window)
    choose(dialog, "themeChoice", "dark")
    assert look.is_dark
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: chosen.kept().theme == "dark")


@pytest.mark.parametrize(
    ("name", "value"), [("clock", "12"), ("language", "de"), ("text_size", 115)]
)
def test_what_changes_words_or_measures_asks_for_a_new_window(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, name: str, value: object
) -> None:
    dialog = opened(qtbot, window)
    found = choice(dialog, f"{name}Choice")
    found.setFocus()
    found.setCurrentIndex(found.findData(value))
    found.activated.emit(found.currentIndex())
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    assert not window.acts.is_open
    qtbot.waitUntil(lambda: getattr(chosen.kept(), name) == value)
    chosen.acts.attach(window)  # as the new window is
    qtbot.waitUntil(lambda: window.acts.is_open)
    again = dialog_of(window, SettingsDialog)
    qtbot.waitUntil(lambda: again.focusWidget() is choice(again, f"{name}Choice"))
    assert choice(again, f"{name}Choice").currentData() == value


def test_two_choices_in_one_moment_ask_for_one_new_window(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    choose(dialog, "clockChoice", "12")
    choose(dialog, "text_sizeChoice", 115)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    QApplication.processEvents()
    assert chosen.renewed == 1
    qtbot.waitUntil(lambda: (chosen.kept().clock, chosen.kept().text_size) == ("12", 115))


def test_arrows_go_on_to_the_language_that_is_meant_before_the_window_is_made_anew(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    choose(dialog, "languageChoice", "he")
    QApplication.processEvents()
    assert (chosen.renewed, dialog.isVisible()) == (0, True)
    choose(dialog, "languageChoice", "de")
    assert dialog.message.text() == "Changed: Language."
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    chosen.acts.attach(window)  # as the new window is
    qtbot.waitUntil(lambda: window.acts.is_open)
    again = dialog_of(window, SettingsDialog)
    assert choice(again, "languageChoice").currentData() == "de"
    assert again.message.text() == "Changed: Language."
    qtbot.waitUntil(lambda: chosen.kept().language == "de")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Escape])
def test_who_goes_on_from_a_choice_need_not_wait(
    qtbot: QtBot,
    window: MainWindow,
    chosen: Chosen,
    key: Qt.Key,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(widgets.choice, "REST_MS", 3_600_000)
    dialog = opened(qtbot, window)
    choose(dialog, "clockChoice", "12")
    QTest.keyClick(focused(), key)
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    chosen.acts.attach(window)  # as the new window is
    QTest.qWait(1)
    QApplication.processEvents()
    if key == Qt.Key.Key_Escape:
        assert not window.acts.is_open
    else:
        again = dialog_of(window, SettingsDialog)
        has_keys = "theme" if key == Qt.Key.Key_Tab else "clock"
        assert again.focusWidget() is choice(again, f"{has_keys}Choice")


@pytest.fixture
def just_chosen(
    qtbot: QtBot, window: MainWindow, chosen: Chosen, monkeypatch: pytest.MonkeyPatch
) -> SettingsDialog:
    """The dialog as the arrows have just gone to German, before they have rested there."""
    del chosen  # what the dialog is of
    monkeypatch.setattr(widgets.choice, "REST_MS", 50)
    dialog = opened(qtbot, window)
    choose(dialog, "languageChoice", "de")
    return dialog


def rest_twice(qtbot: QtBot, choice: Choice) -> None:
    """Wait until the arrows have rested, and again."""
    for _ in range(2):
        with qtbot.waitSignal(choice._rest.timeout):
            pass


def test_a_name_that_is_typed_right_after_the_arrows_is_not_cut_off(
    qtbot: QtBot, just_chosen: SettingsDialog, chosen: Chosen
) -> None:
    dialog = just_chosen
    edit = line(dialog, "stationEdit")
    edit.setFocus(Qt.FocusReason.MouseFocusReason)
    edit.selectAll()
    QTest.keyClicks(edit, "Terr")
    rest_twice(qtbot, choice(dialog, "languageChoice"))
    assert dialog.isVisible()
    QTest.keyClicks(edit, "ace")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    assert chosen.choices.settings.station == "Terrace"


def test_another_list_that_was_opened_right_after_the_arrows_stays_open(
    qtbot: QtBot, just_chosen: SettingsDialog, chosen: Chosen
) -> None:
    dialog = just_chosen
    other = choice(dialog, "clockChoice")
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    other.showPopup()
    rest_twice(qtbot, choice(dialog, "languageChoice"))
    assert (dialog.isVisible(), other.view().isVisible()) == (True, True)
    other.hidePopup()
    qtbot.waitUntil(lambda: chosen.renewed == 1)


def test_settings_are_not_there_again_where_the_host_has_gone_on(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    choose(dialog, "clockChoice", "12")
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    chosen.acts.attach(window)  # as the new window is
    window.acts.open_initials(lambda _: None)
    QApplication.processEvents()
    dialog_of(window, InitialsDialog).reject()
    assert opened(qtbot, window).message.text() == ""


def test_what_was_chosen_by_mistake_is_taken_back_with_one_press(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    choose(dialog, "themeChoice", "dark")
    assert dialog.message.text() == "Changed: Theme."
    dialog.message.action_button.click()
    assert chosen.choices.settings.theme == "system"  # as before the arrows went over "light"
    assert dialog.message.text() == ""
    assert choice(dialog, "themeChoice").currentData() == "system"
    edit = line(dialog, "stationEdit")
    edit.setFocus()
    QTest.keyClicks(edit, "Terrace")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    dialog.message.action_button.click()
    assert (edit.text(), window.bottom.station.text()) == ("Stand 1", "Stand 1")
    qtbot.waitUntil(lambda: chosen.kept().station == "Stand 1")


def test_a_language_that_nobody_reads_is_taken_back_in_the_new_window(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    choose(opened(qtbot, window), "languageChoice", "en")
    qtbot.waitUntil(lambda: chosen.renewed == 1)
    qtbot.waitUntil(lambda: not window.acts.is_open)
    chosen.acts.attach(window)  # as with the new window
    qtbot.waitUntil(lambda: window.acts.is_open)
    dialog = dialog_of(window, SettingsDialog)
    assert dialog.message.action_button.isVisible()
    dialog.message.action_button.click()
    assert chosen.choices.settings.language == ""
    qtbot.waitUntil(lambda: chosen.renewed == 2)


def test_the_day_sheet_goes_where_it_is_to_go(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    sheet = choice(dialog, "sheet_toChoice")
    qtbot.waitUntil(lambda: sheet.count() == 3)
    assert sheet.currentText() == "Bar"
    choose(dialog, "sheet_toChoice", "printer:Kitchen")
    qtbot.waitUntil(lambda: chosen.kept().sheet_to == "printer:Kitchen")


def test_how_much_history_stays_in_the_book_is_chosen_in_months(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    assert choice(dialog, "journal_monthsChoice").currentText() == "All of it"
    choose(dialog, "journal_monthsChoice", 24)
    qtbot.waitUntil(lambda: chosen.kept().journal_months == 24)


def test_keys_on_the_screen_can_stay_away(qtbot: QtBot, window: MainWindow, chosen: Chosen) -> None:
    dialog = opened(qtbot, window)
    assert choice(dialog, "touch_keysChoice").currentText() == "When a finger touches a field"
    choose(dialog, "touch_keysChoice", value=False)
    qtbot.waitUntil(lambda: not chosen.kept().touch_keys)


def test_a_printer_that_does_not_answer_stays_chosen(qtbot: QtBot, look: Look, keys: Keys) -> None:
    dialog = SettingsDialog(None, look, keys, Settings(sheet_to="printer:Attic"))
    qtbot.addWidget(dialog)
    dialog.show_printers(["Bar"])
    assert choice(dialog, "sheet_toChoice").currentText() == "Attic (does not answer)"


def test_keys_that_made_no_sense_are_said_once(
    window: MainWindow, stand: Stand, look: Look, tmp_path: Path
) -> None:
    keys = Keys({"undo": ["Ctrl+P"], "juggle": ["Ctrl+K"]}, parent=stand.tasks)
    choices = Choices(stand.tasks, Settings(), tmp_path / "settings.json", stand.tasks)
    acts = SettingsActs(look, keys, stand.tasks, choices, lambda: None, stand.tasks)
    acts.attach(window)
    says = "Keys in the settings that made no sense were left as usual: "
    assert window.notice == f"{says}Undo the last act, juggle."
    window.bottom.notice.clear()
    acts.attach(window)
    assert window.notice == ""


def _autostart_box(qtbot: QtBot, dialog: SettingsDialog) -> CheckBox:
    box = dialog.findChild(CheckBox, "autostartBox")
    assert isinstance(box, CheckBox)
    qtbot.waitUntil(box.isEnabled)
    return box


def test_the_program_starts_after_the_log_in_where_that_was_chosen(
    qtbot: QtBot, window: MainWindow, chosen: Chosen
) -> None:
    dialog = opened(qtbot, window)
    box = _autostart_box(qtbot, dialog)
    assert not box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    qtbot.waitUntil(chosen.autostart.is_on)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    box = _autostart_box(qtbot, opened(qtbot, window))
    assert box.isChecked()
    box.click()
    qtbot.waitUntil(lambda: not chosen.autostart.is_on())


@pytest.mark.usefixtures("chosen")
def test_a_system_that_does_not_let_it_start_is_said(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    (tmp_path / "autostart").write_text("no folder", encoding="utf-8")
    dialog = opened(qtbot, window)
    box = dialog.findChild(CheckBox, "autostartBox")
    assert isinstance(box, CheckBox)
    dialog.show_autostart(False)
    box.click()
    qtbot.waitUntil(lambda: not box.isChecked())
    assert dialog.message.text().startswith("This computer does not let the program start by itse")
