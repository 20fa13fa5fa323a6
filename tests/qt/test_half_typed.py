"""What a run was ended over: it is back, or it is said where it is."""

from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.left_off import HalfTyped
from resv_desktop.qt.look import Look
from resv_desktop.qt.slot_dialog import SlotDialog
from tests.qt.hands import ENTER, Hands, rows
from tests.qt.stand import PHONE, Stand, fill
from tests.qt.station import Clock, OpenWindow, dialog_of, shown
from tests.qt.test_going_on import Run, left_behind, start

_ = start


def test_a_guest_for_an_hour_that_is_over_is_offered_at_the_next_table_and_that_is_said(
    qtbot: QtBot, start: Callable[[], Run], stand: Stand, clock: Clock, tmp_path: Path
) -> None:
    slot = stand.slot("2", 19)
    form = HalfTyped(slot=slot, wanted=2, size=2, phone=PHONE, name="Heron")
    left_behind(stand, tmp_path, form=form, has_ended=True)
    clock.at = slot.ends_at.astimezone(UTC) + timedelta(minutes=1)
    window = start().window
    qtbot.waitUntil(lambda: "offers to fill them in" in window.notice)
    assert not window.acts.is_open
    window.acts.open_slot(stand.restaurant, shown(window, "2", 21), 2)
    assert f"{PHONE}, Heron" in dialog_of(window, SlotDialog).reserving.others.text()


def test_a_form_waits_until_the_dialog_that_the_host_has_opened_meanwhile_is_left(
    qtbot: QtBot, stand: Stand, tmp_path: Path, open_window: OpenWindow, look: Look
) -> None:
    form = HalfTyped(slot=stand.slot("2", 20), wanted=2, size=2, phone=PHONE, name="Heron")
    left_behind(stand, tmp_path, form=form, has_ended=True)
    window = open_window()
    window.ask_host()
    run = Run(look, stand, window, tmp_path)
    qtbot.waitUntil(lambda: run.has_noted('"has_ended":false'))
    assert run.has_noted("Heron")  # also where the program is broken off once more
    assert "back" not in window.notice
    window.acts._dialog.reject()  # type: ignore[union-attr]  # it is open
    qtbot.waitUntil(lambda: window.acts.half_typed is not None)
    filled = dialog_of(window, SlotDialog).reserve_form.filled()
    assert (filled.phone, filled.party.name) == (PHONE, "Heron")
    run.break_off()


def test_a_line_that_has_nothing_to_do_with_the_form_is_back_beside_it(
    qtbot: QtBot, start: Callable[[], Run]
) -> None:
    first = start()
    Hands(first.window).type("4 20 Cohen")
    qtbot.waitUntil(lambda: first.window.is_settled and bool(rows(first.window)))
    first.window.view.opened.emit(shown(first.window, "3", 21))  # by mouse, for somebody else
    fill(dialog_of(first.window, SlotDialog), "07400 12")
    qtbot.waitUntil(lambda: first.has_noted('"phone":"07400 12"'))
    first.break_off()
    again = start().window
    qtbot.waitUntil(lambda: again.acts.half_typed is not None)
    back = dialog_of(again, SlotDialog)
    assert back.reserve_form.phone.text() == "07400 12"
    qtbot.waitUntil(back.reserve_form.phone.edit.hasFocus)
    assert again.desk.line.text() == "4 20 Cohen"


@pytest.mark.parametrize(
    ("line", "after"), [("4 20 Cohen", ""), ("4 20 12.34 Cohen", "4 20 12.34 Cohen")]
)
def test_a_line_that_has_opened_the_form_is_back_only_where_something_of_it_is_not_in_that(
    qtbot: QtBot, start: Callable[[], Run], line: str, after: str
) -> None:
    first = start()
    hands = Hands(first.window)
    hands.type(line)
    qtbot.waitUntil(lambda: first.window.is_settled and bool(rows(first.window)))
    hands.press(ENTER, ENTER)
    qtbot.waitUntil(lambda: first.has_noted('"name":"Cohen"'))
    first.break_off()
    again = start().window
    qtbot.waitUntil(lambda: again.acts.half_typed is not None)
    assert dialog_of(again, SlotDialog).reserve_form.filled().party.name == "Cohen"
    assert again.desk.line.text() == after
