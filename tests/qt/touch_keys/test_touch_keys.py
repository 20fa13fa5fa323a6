"""Keys come to a finger; who has a mouse or a keyboard never sees them."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.touch_keys.touch_keys import TouchKeys
from resv_desktop.qt.widgets.digit_pad import DigitPad
from tests.qt.conftest import Speak
from tests.qt.fingers import (
    key,
    lift,
    panel_of,
    press_real_key,
    put_down,
    screen,
    tap,
    touch_keys,
    window_of,
)
from tests.qt.program import hooks, run, start

_ = (touch_keys, hooks, run, start)


class Form(QWidget):
    """Two fields and a button, in a window in front."""

    def __init__(self, qtbot: QtBot) -> None:
        super().__init__()
        self.field, self.other, self.button = QLineEdit(), QLineEdit(), QPushButton("Press")
        column = QVBoxLayout(self)
        for widget in (self.field, self.other, self.button):
            column.addWidget(widget)
        qtbot.addWidget(self)
        self.resize(600, 500)
        self.show()
        qtbot.waitUntil(self.isActiveWindow)
        self.button.setFocus()
        QApplication.processEvents()


@pytest.fixture
def form(qtbot: QtBot, touch_keys: TouchKeys) -> Form:
    del touch_keys
    return Form(qtbot)


# --- who sees them


def test_who_has_mouse_and_keyboard_never_sees_them(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    handle, middle = window_of(form.field)
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.waitUntil(form.field.hasFocus)
    press_real_key(Qt.Key.Key_4)
    press_real_key(Qt.Key.Key_Tab)
    qtbot.waitUntil(form.other.hasFocus)
    qtbot.wait(50)
    assert form.field.text() == "4"
    assert touch_keys.panel is None  # not even made


def test_a_tap_brings_them_once_the_finger_is_lifted(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.button)  # so that it is known that fingers are used
    put_down(form.field)
    qtbot.wait(50)
    assert form.field.hasFocus()
    assert not touch_keys.is_shown
    lift(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    assert form.button.geometry().bottom() < panel_of(touch_keys).geometry().top()


def test_a_finger_that_is_drawn_over_a_field_brings_none(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    press_real_key(Qt.Key.Key_Tab)
    put_down(form.field)
    lift(form.field, form.field.rect().center() + QPoint(120, 0))
    qtbot.wait(50)
    assert form.field.hasFocus()
    assert not touch_keys.is_shown


def test_a_touch_that_the_system_takes_away_brings_none_and_leaves_none_down(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.button)
    put_down(form.button)
    handle, _ = window_of(form.button)
    QApplication.sendEvent(handle, QTouchEvent(QEvent.Type.TouchCancel, screen()))
    qtbot.wait(50)
    assert not touch_keys.is_shown
    form.field.setFocus()
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    lift(form.button)


def test_nor_does_one_that_scrolls_while_a_field_has_the_keys(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    form.field.setFocus()
    put_down(form, QPoint(2, 2))  # beside all of it
    lift(form, QPoint(2, 120))
    qtbot.wait(50)
    assert form.field.hasFocus()
    assert not touch_keys.is_shown


def test_a_field_that_gets_the_keys_after_a_tap_brings_them_where_there_is_no_keyboard(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    form.button.clicked.connect(form.other.setFocus)
    tap(form.button)
    qtbot.waitUntil(lambda: touch_keys.is_shown)


def test_where_a_keyboard_was_used_only_a_tap_on_the_field_brings_them(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    press_real_key(Qt.Key.Key_Tab)
    form.button.clicked.connect(form.other.setFocus)
    tap(form.button)
    qtbot.wait(50)
    assert form.other.hasFocus()
    assert not touch_keys.is_shown
    tap(form.other)
    qtbot.waitUntil(lambda: touch_keys.is_shown)


def test_a_real_key_sends_them_away_and_is_typed(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    press_real_key(Qt.Key.Key_4)
    assert form.field.text() == "4"
    assert not touch_keys.is_shown
    assert form.contentsMargins().bottom() == 0


def test_they_go_with_the_keys_to_what_takes_no_text_and_stay_from_field_to_field(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    tap(form.other)
    qtbot.waitUntil(form.other.hasFocus)
    qtbot.wait(50)
    assert touch_keys.is_shown
    tap(form.button)
    qtbot.waitUntil(lambda: not touch_keys.is_shown)


def test_their_own_key_hides_them_until_a_field_is_tapped_again(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    tap(key(touch_keys, "hide"))
    qtbot.wait(50)
    assert not touch_keys.is_shown
    assert form.field.hasFocus()
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)


def test_one_key_goes_to_the_next_field_past_all_that_takes_no_text(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    QWidget.setTabOrder(form.field, form.button)
    QWidget.setTabOrder(form.button, form.other)
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    for field in (form.other, form.field):
        tap(key(touch_keys, "next"))
        assert field.hasFocus()
    assert touch_keys.is_shown


def test_what_cannot_be_typed_in_brings_none(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    form.field.setReadOnly(True)
    tap(form.field)
    qtbot.wait(50)
    assert form.field.hasFocus()
    assert not touch_keys.is_shown


def test_where_the_system_shows_keys_of_its_own_they_stay_away(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Shown:
        def isVisible(self) -> bool:  # noqa: N802 - as Qt calls it
            return True

    monkeypatch.setattr(touch_keys, "_system", Shown())
    tap(form.field)
    qtbot.wait(50)
    assert not touch_keys.is_shown


def test_a_pad_of_its_own_needs_no_other(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form, look: Look
) -> None:
    layout = form.layout()
    assert layout is not None
    layout.addWidget(DigitPad(look))
    qtbot.wait(50)
    tap(form.field)
    qtbot.wait(50)
    assert not touch_keys.is_shown


# --- how they type


def test_a_finger_that_stays_types_once_and_backspace_goes_on(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    form.field.setText("123456")
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    form.field.end(False)
    put_down(key(touch_keys, "e"))
    qtbot.wait(900)
    assert form.field.text() == "123456e"
    lift(key(touch_keys, "e"))
    assert form.field.text() == "123456e"
    put_down(key(touch_keys, "back"))
    assert form.field.text() == "123456"
    qtbot.waitUntil(lambda: len(form.field.text()) < 4)
    lift(key(touch_keys, "back"))
    left = form.field.text()
    qtbot.wait(300)
    assert form.field.text() == left


def test_two_fingers_that_overlap_lose_no_letter(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    form.field.setText("x")
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    form.field.end(False)
    handle, first = window_of(key(touch_keys, "o"))
    _, second = window_of(key(touch_keys, "k"))
    QTest.touchEvent(handle, screen()).press(0, first, handle).commit()
    QTest.touchEvent(handle, screen()).stationary(0).press(1, second, handle).commit()
    QTest.touchEvent(handle, screen()).release(0, first, handle).stationary(1).commit()
    QTest.touchEvent(handle, screen()).release(1, second, handle).commit()
    assert form.field.text() == "xok"


def test_a_name_begins_with_a_capital_and_shift_is_for_one_letter(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form
) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    assert key(touch_keys, "m").text() == "M"
    for what in ("m", "c", "shift", "k", "a", "y"):
        tap(key(touch_keys, what))
    assert form.field.text() == "McKay"


def test_accents_are_two_taps_away(qtbot: QtBot, touch_keys: TouchKeys, form: Form) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    for what in ("r", "e", "n", "accents", "é", "e"):
        tap(key(touch_keys, what))
    assert form.field.text() == "Renée"


@pytest.mark.parametrize(
    ("language", "first", "letters"),
    [("en", "qwertyuiop", ""), ("de", "qwertzuiopü", "äöß"), ("fr", "azertyuiop", "éqm")],
)
def test_letters_stand_where_the_language_has_them(
    qtbot: QtBot,
    touch_keys: TouchKeys,
    form: Form,
    speak: Speak,
    language: str,
    first: str,
    letters: str,
) -> None:
    speak(language)
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    signs = "".join(each.place.sign for each in panel_of(touch_keys).keys)
    assert signs.startswith(first)
    assert set(letters) <= set(signs)


def test_in_hebrew_they_type_hebrew_and_one_key_changes_to_latin_and_back(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form, speak: Speak
) -> None:
    speak("he")
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    for what in ("כ", "ה", "ן", "space", "script", "j", "o", "script", "א"):
        tap(key(touch_keys, what))
    assert form.field.text() == "כהן joא"
    panel = panel_of(touch_keys)
    # Letters stand as on every Hebrew keyboard; the last row begins at the right.
    assert panel.key("ק").x() < panel.key("פ").x()
    assert panel.key("digits").x() > panel.key("hide").x()
    assert panel.key("digits").accessibleName() == "ספרות וסימנים"


def test_another_language_brings_other_letters(
    qtbot: QtBot, touch_keys: TouchKeys, form: Form, speak: Speak
) -> None:
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    tap(form.button)
    qtbot.waitUntil(lambda: not touch_keys.is_shown)
    speak("de")
    tap(form.field)
    qtbot.waitUntil(lambda: touch_keys.is_shown)
    assert key(touch_keys, "ß").isVisible()
