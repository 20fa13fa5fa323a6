"""Another clock: it is said over the day, shown before, and chosen by the manager in the house."""

from datetime import UTC, datetime
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.house.zone_dialog import ZoneDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.timezone_dialog import TimezoneDialog
from tests.qt.house.test_house_dialog import OpenHouse, _previewed, open_house
from tests.qt.stand import Stand
from tests.qt.station import Station, is_live, shown

_ = open_house


def test_rules_that_have_changed_are_said_over_the_day_until_the_host_has_applied_them(
    qtbot: QtBot, window: MainWindow, stand: Stand
) -> None:
    stand.rival.set_pin(stand.restaurant.id, None)
    held = stand.reserve(stand.slot("2", 20))
    qtbot.waitUntil(lambda: not shown(window, "2", 20).is_free)
    assert not window.rules.row.isVisible()
    # The hours were made when summer time was thought to last through the winter.
    offsets = [{"from": datetime(2020, 1, 1, tzinfo=UTC), "minutes": _offset(stand) + 60}]
    stand.store.database.restaurants.update_one({}, {"$set": {"zoneOffsets": offsets}})
    qtbot.waitUntil(window.rules.row.isVisible)
    QTest.mouseClick(window.rules.row.look_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in window.findChildren(PreviewDialog)))
    (preview,) = [d for d in window.findChildren(PreviewDialog) if d.isVisible()]
    qtbot.waitUntil(lambda: preview.preview is not None and not preview.is_busy)
    preview.act_button.click()
    qtbot.waitUntil(lambda: not window.rules.row.isVisible())
    qtbot.waitUntil(lambda: not shown(window, "2", 21).is_free)
    reservation = shown(window, "2", 21).reservation
    assert reservation is not None
    assert reservation.id == held.id
    qtbot.waitUntil(lambda: "every reservation keeps its hour" in window.notice)


def _offset(stand: Stand) -> int:
    offset = stand.slot("2", 20).starts_at.utcoffset()
    assert offset is not None
    return int(offset.total_seconds()) // 60


def test_the_manager_picks_another_zone_and_sees_first_whom_it_hits(
    qtbot: QtBot, stand: Stand, open_house: OpenHouse
) -> None:
    stand.reserve(stand.slot("2", 20))
    dialog = open_house()
    dialog.facts.name.set_text("Harbour Inn")
    dialog.facts.zone_button.click()
    (asked,) = dialog.findChildren(ZoneDialog)
    assert not asked.act_button.isEnabled()
    asked.picker.set_zone("Asia/Kathmandu")
    asked.picker.picked.emit("Asia/Kathmandu")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    preview = _previewed(qtbot, dialog)
    assert "Nobody loses" in preview.box.empty_words()
    preview.act_button.click()
    qtbot.waitUntil(lambda: "The clock is changed" in dialog.message.text())
    house = stand.rival.restaurant(stand.restaurant.id)
    assert house.timezone == "Asia/Kathmandu"
    assert house.name != "Harbour Inn"  # what else is wished is still to be saved
    assert dialog.draft.name == "Harbour Inn"
    (held,) = stand.booked()
    assert f"{held.starts_at:%H:%M %Z}" == "20:00 +0545"


def test_a_zone_that_another_program_has_spoilt_meanwhile_is_put_right_over_the_dialog(
    qtbot: QtBot, stand: Stand, open_house: OpenHouse
) -> None:
    dialog = open_house()
    houses = stand.store.database.restaurants
    houses.update_one({}, {"$set": {"timezone": "England/London"}})
    qtbot.waitUntil(lambda: dialog.draft.seen.timezone == "England/London")
    dialog.facts.zone_button.click()
    (asked,) = dialog.findChildren(TimezoneDialog)
    assert asked.picker.zone == "Europe/London"  # as of the number
    QTest.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.draft.seen.timezone == "Europe/London")
    assert stand.rival.restaurant(stand.restaurant.id).timezone == "Europe/London"


def test_the_row_goes_by_what_was_asked_last_and_not_by_what_is_answered_last(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    qtbot.waitUntil(lambda: is_live(window) and stand.tasks.is_idle)
    may_answer, asked = Event(), list[str]()

    def slow(rest_id: str) -> bool:
        asked.append(rest_id)
        if len(asked) > 1:
            return False  # by then the new rules have been applied
        assert may_answer.wait(60)
        return True

    monkeypatch.setattr(station, "clock_differs", slow)
    window.rules.read(window.restaurant)
    qtbot.waitUntil(lambda: len(asked) == 1)
    window.rules.read(window.restaurant)
    answered: list[bool] = []  # whatever was asked before this has been begun by then
    stand.tasks.run(window, lambda: True, answered.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(answered))
    may_answer.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert len(asked) > 1
    assert not window.rules.row.isVisible()
