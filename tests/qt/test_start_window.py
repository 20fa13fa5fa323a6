"""While the book is opened the host reads what is happening, and why it cannot be."""

import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import DARK, LIGHT, Look
from resv_desktop.qt.start_window import StartWindow


def _button(window: StartWindow, name: str) -> QPushButton:
    button = window.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    return button


def test_what_is_happening_is_said_in_words(qtbot: QtBot, look: Look) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say("Starting the database")
    assert window.words() == "Starting the database"
    assert not _button(window, "tryAgainButton").isVisible()


def test_trouble_is_said_with_two_ways_on(qtbot: QtBot, look: Look) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("The disk is full. Free at least 1 GB.", "last words")
    assert "disk is full" in window.words()
    with qtbot.waitSignal(window.again):
        qtbot.mouseClick(_button(window, "tryAgainButton"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.closed):
        qtbot.mouseClick(_button(window, "leaveButton"), Qt.MouseButton.LeftButton)


def test_whosever_book_it_is_another_one_can_be_joined_and_another_database_used(
    qtbot: QtBot, look: Look
) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    ways = {"joinButton": window.join_wanted, "databaseButton": window.database_wanted}
    window.say("Starting the database")
    assert not any(_button(window, name).isVisible() for name in ways)
    window.say_trouble("This computer's processor lacks AVX.", "")
    for name, wanted in ways.items():
        assert _button(window, name).isVisible()
        with qtbot.waitSignal(wanted):
            qtbot.mouseClick(_button(window, name), Qt.MouseButton.LeftButton)


def test_after_trouble_the_words_go_on(qtbot: QtBot, look: Look) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("No.", "")
    window.say("Starting the database")
    assert not _button(window, "leaveButton").isVisible()


def test_the_key_that_tries_again_does_not_leave_when_pressed_twice(
    qtbot: QtBot, look: Look
) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.again.connect(lambda: window.say("Starting"))
    window.say_trouble("No.", "")
    _button(window, "tryAgainButton").setFocus()
    for _ in range(3):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Space)
    assert window.isVisible()


def test_trouble_that_trying_does_not_mend_can_only_be_left(qtbot: QtBot, look: Look) -> None:
    window = StartWindow()
    window.fill(look, Keys())
    qtbot.addWidget(window)
    window.show()
    window.say_trouble("Mend the file.", "line 1", can_try_again=False)
    assert not _button(window, "tryAgainButton").isVisible()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(("theme", "is_dark"), [("light", False), ("dark", True)])
def test_it_opens_as_the_ground_of_the_theme_and_is_filled_behind_that(
    qtbot: QtBot, look: Look, theme: str, is_dark: bool
) -> None:
    window = StartWindow()
    qtbot.addWidget(window)
    window.lay_ground(theme)
    with qtbot.waitSignal(window.painted):
        window.open_at("")
    ground = (DARK if is_dark else LIGHT)["window"]
    assert window.grab().toImage().pixelColor(8, 8) == ground
    window.fill(look, Keys())
    window.say("Starting the database")
    assert window.grab().toImage().pixelColor(8, 8) == look.colour("window")
    assert window.words() == "Starting the database"


def test_nothing_is_loaded_before_the_first_painting_that_can_wait() -> None:
    code = "import sys, resv_desktop.cli, resv_desktop.qt.run; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    early = {"pymongo", "phonenumbers", "msgspec", "keyring", "PySide6.QtSvg"}
    early |= {f"resv_desktop.qt.{name}" for name in ("app", "look", "keys", "words")}
    assert early & set(loaded.stdout.split()) == set()
