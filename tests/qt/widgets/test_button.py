"""What the host presses is large enough, never cut, and shows where the keys go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import DARK, LIGHT, Look, Role
from resv_desktop.qt.widgets.button import Button, Kind, button, icon_button
from tests.screenshot_recorder import written_on

KINDS: tuple[Kind, ...] = ("plain", "primary", "destructive", "outlined-destructive", "quiet")


def colours(widget: QWidget) -> set[int]:
    """Return all colours of a widget as it is painted."""
    image = widget.grab().toImage()
    return {
        image.pixelColor(x, y).rgb() for x in range(image.width()) for y in range(image.height())
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_button_is_a_target_for_a_finger(look: Look, qtbot: QtBot, kind: Kind) -> None:
    made = button(look, "Undo", kind)
    qtbot.addWidget(made)
    assert made.sizeHint().height() >= 44
    assert made.sizeHint().width() >= 44


def test_the_words_always_fit_also_at_200_percent(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, "light", text_scale=2)
    made = button(look, "Cancel table 9, 20:00", "destructive")
    qtbot.addWidget(made)
    room = made.minimumSizeHint()
    assert room.width() >= made.fontMetrics().horizontalAdvance("Cancel table 9, 20:00") + 32
    assert room.height() >= made.fontMetrics().height() + 16


@pytest.mark.parametrize("icon", ["", "undo"])
def test_words_are_shortened_only_where_the_button_has_no_room_for_them(
    look: Look, qtbot: QtBot, icon: str
) -> None:
    made = button(look, "Reserve table 11", icon=icon)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    assert [run.words for run in written_on(made)] == ["Reserve table 11"]
    made.setText(f"Reserve table {'7' * 5_000}")
    (run,) = written_on(made)
    assert run.words.startswith("Reserve table 7")
    assert run.words.endswith("…")
    assert made.rect().contains(run.ink.toAlignedRect())


def test_a_button_of_only_a_sign_has_a_name_and_a_tooltip(look: Look, qtbot: QtBot) -> None:
    made = icon_button(look, "menu", "Menu")
    qtbot.addWidget(made)
    assert made.accessibleName() == made.toolTip() == "Menu"
    assert (made.sizeHint().width(), made.sizeHint().height()) == (44, 44)


@pytest.mark.parametrize(
    ("kind", "role"),
    [("primary", "accent"), ("destructive", "error"), ("outlined-destructive", "error")],
)
def test_a_changed_theme_repaints_it(look: Look, qtbot: QtBot, kind: Kind, role: Role) -> None:
    made = button(look, "Go on", kind)
    qtbot.addWidget(made)
    assert LIGHT[role].rgb() in colours(made)
    look.set_theme("dark")
    assert DARK[role].rgb() in colours(made)
    assert LIGHT[role].rgb() not in colours(made)


def test_enter_presses_it_outside_of_dialogs_too(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Undo")
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.clicked):
        qtbot.keyClick(made, Qt.Key.Key_Enter)


def test_what_enter_does_is_seen_where_it_is_not_filled(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Leave")
    qtbot.addWidget(made)
    assert LIGHT["accent"].rgb() not in colours(made)
    made.setDefault(True)
    assert LIGHT["accent"].rgb() in colours(made)


@pytest.mark.parametrize("kind", KINDS)
def test_the_focus_is_seen_on_every_kind(look: Look, qtbot: QtBot, kind: Kind) -> None:
    window = QWidget()
    first, second = button(look, "Go on", kind, parent=window), button(look, "x", parent=window)
    second.move(200, 0)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    second.setFocus()
    without = first.grab().toImage()
    first.setFocus()
    assert first.hasFocus()
    assert first.grab().toImage() != without
    assert look.colour("accent").rgb() in colours(first)


def test_another_kind_changes_its_dress_and_its_weight(look: Look, qtbot: QtBot) -> None:
    made = Button(look, "Reserve table 11")
    qtbot.addWidget(made)
    made.set_kind("primary")
    assert made.kind == "primary"
    assert made.font().weight() == look.font("primary button").weight()


def test_an_unusable_button_is_sunken_and_does_nothing(look: Look, qtbot: QtBot) -> None:
    made = button(look, "Go on", "primary")
    qtbot.addWidget(made)
    made.setEnabled(False)
    with qtbot.assertNotEmitted(made.clicked):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert look.colour("sunken").rgb() in colours(made)
    assert look.colour("accent").rgb() not in colours(made)


def test_a_sign_beside_the_words_takes_its_place_at_the_leading_edge(
    look: Look, qtbot: QtBot
) -> None:
    narrow, made = button(look, "Search"), Button(look, "Search", icon="search")
    qtbot.addWidget(narrow)
    qtbot.addWidget(made)
    assert made.sizeHint().width() >= narrow.sizeHint().width() + 20
    left_to_right = made.grab().toImage()
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.grab().toImage() != left_to_right


def test_an_ampersand_in_a_name_is_shown_once(look: Look, qtbot: QtBot) -> None:
    plain, doubled = button(look, "Salt + Pepper"), button(look, "Salt && Pepper")
    qtbot.addWidget(plain)
    qtbot.addWidget(doubled)
    advance = doubled.fontMetrics().horizontalAdvance("Salt & Pepper")
    assert doubled.sizeHint().width() == advance + 34
