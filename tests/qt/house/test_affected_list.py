"""However many a change hits, a key puts no more in words than what it changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import Affected, HouseChange, Preview
from resv_desktop.domain.slot import Slot
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.house import affected_list, preview_dialog
from resv_desktop.qt.house.affected_list import AffectedRows
from resv_desktop.qt.house.home_choices import HomeChoices
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.look import Look
from tests.qt.days import SATURDAY, house, reservation, slot

if TYPE_CHECKING:
    from resv_desktop.controller import Controller

MANY = 60


def affected(number: int, *homes: Slot, **facts: Any) -> Affected:
    held = reservation(str(number), 20, f"Guest {number}", **facts)
    home_day = SATURDAY if homes else None
    return Affected(reservation=held, why="closed", homes=homes, day=SATURDAY, home_day=home_day)


def test_whose_home_was_given_away_is_proposed_one_past_midnight_of_that_evening() -> None:
    late, past_midnight = slot("1", 23, 4), slot("1", 24, 4)
    first, other = affected(1, late), affected(2, late, past_midnight)
    choices = HomeChoices()
    choices.choose(first, late)
    choices.show([first, other])
    assert choices.home(first.reservation.id) == late
    assert choices.home(other.reservation.id) == past_midnight


class _Book:
    """What the preview asks: whom it hits."""

    def new_id(self) -> str:
        return "a" * 24

    def preview(self, _rest_id: str, _change: HouseChange) -> Preview:
        hit = tuple(affected(number, slot(f"{number}", 21, 4)) for number in range(MANY))
        return Preview(restaurant=house(), after=house(), affected=hit)


def counted(monkeypatch: pytest.MonkeyPatch, module: object, name: str) -> list[tuple[object, ...]]:
    """Return what a function is called with from now on."""
    real: Callable[..., object] = getattr(module, name)
    calls: list[tuple[object, ...]] = []

    def count(*args: object, **more: object) -> object:
        calls.append(args)
        return real(*args, **more)

    monkeypatch.setattr(module, name, count)
    return calls


def test_space_in_a_long_list_puts_one_row_in_words(
    qtbot: QtBot, look: Look, tasks: Tasks, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = cast("Controller", _Book())
    dialog = PreviewDialog(None, look, tasks, book, "house", HouseChange())
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.preview is not None)
    said = counted(monkeypatch, affected_list, "row_of")
    told = counted(monkeypatch, preview_dialog, "to_say")
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    rows = dialog.box.list.rows.rows
    assert [row.goes for row in rows[:2]] == ["to call", "table 1, 21:00"]
    assert len(said) == 1
    assert told == []
    assert len(dialog.calls) == MANY


def test_who_is_no_longer_as_they_were_is_put_in_words_again() -> None:
    first, second = affected(1, slot("7", 21, 4)), affected(2)
    choices, rows = HomeChoices(), AffectedRows()
    choices.show([first, second])
    before = rows.of(choices, house())
    choices.show([affected(1, slot("7", 21, 4)), affected(2, party_size=3), affected(3)])
    after = rows.of(choices, house())
    assert after[0] is before[0]
    assert (before[1].party, after[1].party) == ("party of 2", "party of 3")
    assert after[2].mark == "New"
    abroad = rows.of(choices, house(phone="+33142685300"))
    assert (after[0].phone, abroad[0].phone) == ("07400 123456", "+44 7400 123456")
