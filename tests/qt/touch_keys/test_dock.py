"""A finger alone reserves and finds, and sees above the keys what it types in."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.command_panel import CommandPanel
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.slot_dialog import SlotDialog
from resv_desktop.qt.touch_keys.touch_keys import TouchKeys
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from resv_desktop.qt.widgets.field import Field
from resv_desktop.settings import Folders, Settings, save_settings
from tests.qt.conftest import Speak
from tests.qt.fingers import (
    key,
    panel_of,
    tap,
    touch_keys,
    type_on,
)
from tests.qt.hands import rows
from tests.qt.program import Run, hooks, run, start
from tests.qt.stand import PHONE, Stand
from tests.qt.station import dialog_of, shown

_ = (touch_keys, hooks, run, start)


# --- at the stand


def test_a_whole_reservation_is_made_by_finger_alone(
    qtbot: QtBot, touch_keys: TouchKeys, window: MainWindow, stand: Stand
) -> None:
    free = window.view.available.list
    window.view.available.list.go_to(shown(window, "2", 20).key)
    tap(free.viewport(), free.visualRect(free.rows.index_of(shown(window, "2", 20).key)).center())
    qtbot.waitUntil(lambda: window.view.picked == shown(window, "2", 20))
    tap(window.view.details.act_button)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    dialog = dialog_of(window, SlotDialog)
    type_on(touch_keys, "07400 123456")
    qtbot.waitUntil(lambda: dialog.reserve_form.phone.check() != "")
    tap(key(touch_keys, "next"))
    type_on(touch_keys, "Cohen")
    assert dialog.reserve_form.name.text() == "Cohen"
    tap(dialog.act_button)
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 2, "), timeout=10_000)
    assert [(m.table_id, m.name) for m in stand.booked()] == [("2", "Cohen")]
    qtbot.waitUntil(lambda: not touch_keys.is_shown)
    assert window.contentsMargins().bottom() == 0


def test_enter_on_the_screen_reserves_once(
    qtbot: QtBot, touch_keys: TouchKeys, window: MainWindow, stand: Stand
) -> None:
    window.view.pick(shown(window, "2", 20).key)
    tap(window.view.details.act_button)
    dialog_of(window, SlotDialog)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    type_on(touch_keys, "07400123456")
    tap(key(touch_keys, "enter"))
    qtbot.waitUntil(lambda: window.notice.startswith("Reserved: table 2, "), timeout=10_000)
    assert [m.table_id for m in stand.booked()] == ["2"]
    qtbot.waitUntil(lambda: not touch_keys.is_shown)


def test_a_finger_finds_by_the_last_four_digits(
    qtbot: QtBot, touch_keys: TouchKeys, window: MainWindow, stand: Stand
) -> None:
    stand.reserve(stand.slot("2", 19), PHONE, by=stand.rival)
    qtbot.waitUntil(lambda: not shown(window, "2", 19).is_free, timeout=10_000)
    tap(window.top.line)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    type_on(touch_keys, "3456")
    qtbot.waitUntil(lambda: not window.desk.is_half_typed and window.is_settled)
    assert any(PHONE[-4:] in row or "table 2" in row.lower() for row in rows(window))
    panel = window.findChild(CommandPanel)
    assert panel is not None
    assert panel.isVisible()
    assert panel.geometry().bottom() < panel_of(touch_keys).geometry().top()


def test_a_finger_asks_what_is_free_for_four_around_eight(
    qtbot: QtBot, touch_keys: TouchKeys, window: MainWindow
) -> None:
    tap(window.top.line)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    type_on(touch_keys, "4 20")
    assert window.top.line.text() == "4 20"
    qtbot.waitUntil(lambda: not window.desk.is_half_typed and bool(rows(window)))


def test_an_answer_of_the_line_ends_above_them(
    qtbot: QtBot, touch_keys: TouchKeys, window: MainWindow
) -> None:
    window.resize(960, 560)
    tap(window.top.line)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    type_on(touch_keys, "4 20")
    qtbot.waitUntil(lambda: not window.desk.is_half_typed and bool(rows(window)))
    ends = window.desk.panel.geometry().bottom
    qtbot.waitUntil(lambda: ends() < panel_of(touch_keys).geometry().top())


def _first_field(qtbot: QtBot, run: Run) -> tuple[QWidget, QLineEdit]:
    """Return the set-up of a program that has just been started, and its first field."""
    run.app.begin()
    qtbot.waitUntil(lambda: run.shown("setupWizard") is not None)
    wizard = run.shown("setupWizard")
    assert wizard is not None
    qtbot.waitUntil(wizard.isActiveWindow)
    field = wizard.findChild(QLineEdit, "restaurantName") or wizard.findChild(QLineEdit)
    assert field is not None
    return wizard, field


def test_where_that_was_chosen_they_never_come(
    qtbot: QtBot, tmp_path: Path, start: Callable[[], Run]
) -> None:
    settings = Folders.under(tmp_path).config / "settings.json"
    settings.parent.mkdir(parents=True)
    save_settings(settings, Settings(touch_keys=False))
    wizard, field = _first_field(qtbot, start())
    tap(field)
    qtbot.waitUntil(field.hasFocus)
    QTest.qWait(100)  # they come at once or not at all
    assert wizard.findChild(QWidget, "touchPanel") is None


def test_the_program_has_them(qtbot: QtBot, run: Run) -> None:
    wizard, field = _first_field(qtbot, run)
    tap(field)
    qtbot.waitUntil(lambda: wizard.findChild(QWidget, "touchPanel") is not None)
    qtbot.waitUntil(lambda: field.mapTo(wizard, field.rect().bottomLeft()).y() < _top(wizard))


def _top(wizard: QWidget) -> int:
    panel = wizard.findChild(QWidget, "touchPanel")
    return 0 if panel is None else panel.geometry().top()


@pytest.mark.parametrize("language", ["en", "de", "fr", "he"])
def test_every_key_has_a_name_and_room_for_a_finger(
    qtbot: QtBot, touch_keys: TouchKeys, look: Look, speak: Speak, language: str
) -> None:
    speak(language)
    dialog, field = open_dialog(qtbot, look)
    tap(field.edit)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    for page in ("letters", "accents", "digits"):
        if page == "accents" and language == "he":
            tap(key(touch_keys, "script"))
        if page != "letters":
            tap(key(touch_keys, page))
        for each in panel_of(touch_keys).keys:
            assert each.accessibleName(), each.objectName()
            assert each.accessibleName().isprintable()
            assert min(each.width(), each.height()) >= 44, (page, each.objectName(), each.size())
        if page == "accents":
            tap(key(touch_keys, "letters"))
    assert dialog.width() >= panel_of(touch_keys).width()


# --- what they leave in sight


def open_dialog(qtbot: QtBot, look: Look, fields: int = 1) -> tuple[DialogFrame, Field]:
    dialog = DialogFrame(look, "Table 11", act="Reserve table 11")
    qtbot.addWidget(dialog)
    made = [Field(look, f"Field {n}") for n in range(fields)]
    for field in made:
        dialog.body.addWidget(field)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    QApplication.processEvents()
    return dialog, made[-1]


def _ends_above(widget: QWidget, window: QWidget, top: Callable[[], int]) -> bool:
    return widget.mapTo(window, widget.rect().bottomLeft()).y() < top()


def test_a_dialog_shows_the_field_its_message_and_its_act_above_them(
    qtbot: QtBot, touch_keys: TouchKeys, look: Look
) -> None:
    dialog, field = open_dialog(qtbot, look, fields=6)
    dialog.move(0, 200)  # with the keys it would end below the screen
    before = dialog.pos(), dialog.height()
    tap(field.edit)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    dialog.tell("error", "That is no phone number. " * 6)
    top = panel_of(touch_keys).geometry().top
    for widget in (field.edit, dialog.message, dialog.act_button):
        qtbot.waitUntil(partial(_ends_above, widget, dialog, top))
        assert not widget.visibleRegion().isEmpty()
    room = dialog.screen().availableGeometry()
    qtbot.waitUntil(lambda: dialog.frameGeometry().bottom() <= room.bottom())
    dialog.message.clear()
    tap(key(touch_keys, "hide"))
    qtbot.waitUntil(lambda: (dialog.pos(), dialog.height()) == before)


def test_they_stay_while_a_dialog_saves_and_gives_the_field_back(
    qtbot: QtBot, touch_keys: TouchKeys, look: Look
) -> None:
    dialog, field = open_dialog(qtbot, look)
    tap(field.edit)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    dialog.set_busy("Saving")
    qtbot.wait(50)
    assert touch_keys.is_shown
    tap(key(touch_keys, "e"))  # nobody hears it
    dialog.set_ready()
    qtbot.waitUntil(field.edit.hasFocus)
    assert touch_keys.is_shown
    assert field.text() == ""


def test_they_outlive_the_dialog_that_had_them(
    qtbot: QtBot, touch_keys: TouchKeys, look: Look, keys: Keys
) -> None:
    del keys
    dialog, field = open_dialog(qtbot, look)
    tap(field.edit)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    first = panel_of(touch_keys)
    dialog.close()
    dialog.deleteLater()
    qtbot.waitUntil(lambda: not touch_keys.is_shown)
    again, field = open_dialog(qtbot, look)
    tap(field.edit)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    assert panel_of(touch_keys) is first
    assert first.window() is again
