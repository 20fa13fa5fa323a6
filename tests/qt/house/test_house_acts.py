"""The dialog of the house shows what was read last, however slowly the answers come."""

from collections.abc import Sequence
from threading import Event
from typing import Any

import pymongo
import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Change
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.store.mongod import ManagedServer
from tests.qt.hands import Hands
from tests.qt.house.test_house_dialog import OpenHouse
from tests.qt.house.test_house_dialog import open_house as _open_house
from tests.qt.stand import Stand
from tests.qt.station import Station, dialog_of

open_house = _open_house


def _is_of_the_house(changes: Sequence[Change]) -> bool:
    return any(each.kind == "restaurant" for each in changes)


def test_of_two_readings_of_the_house_the_later_one_stands(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    open_house: OpenHouse,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    may_answer, begun, read = Event(), list[str](), window.house._read

    def slow() -> tuple[Restaurant, frozenset[str]]:
        house, promised = read()
        begun.append(house.name)
        if house.name == "Harbour Inn":
            assert may_answer.wait(60)
        return house, promised

    dialog = open_house()
    assert window.house._now is not None
    monkeypatch.setattr(window.house._now, "_work", slow)
    stand.rival.edit_restaurant(stand.restaurant.id, HouseChange(name="Harbour Inn"))
    qtbot.waitUntil(lambda: begun == ["Harbour Inn"], timeout=15_000)
    changed = window.live.follower.changed
    with qtbot.waitSignal(changed, timeout=15_000, check_params_cb=_is_of_the_house):
        stand.rival.edit_restaurant(stand.restaurant.id, HouseChange(name="Harbour Bar"))
    answered: list[bool] = []  # whatever was asked before this has been begun by then
    stand.tasks.run(window, lambda: True, answered.append, lambda _: None)
    qtbot.waitUntil(lambda: bool(answered))
    assert begun == ["Harbour Inn"]  # the next one waits for its answer
    may_answer.set()
    qtbot.waitUntil(lambda: dialog.draft.seen.name == "Harbour Bar", timeout=15_000)


def test_a_house_whose_clock_another_program_has_spoilt_is_refused_in_words(
    qtbot: QtBot, window: MainWindow, stand: Stand, mongod: ManagedServer, book_name: str
) -> None:
    stand.rival.set_pin(stand.restaurant.id, None)
    with pymongo.MongoClient[dict[str, Any]](mongod.uri) as client:
        client[book_name].restaurants.update_many({}, {"$set": {"timezone": "England/London"}})
    window.menu.house_wanted.emit()
    qtbot.waitUntil(lambda: 'time zone "England/London" is not known' in window.notice)
    assert not window.acts.is_open


def test_it_is_not_opened_between_two_digits_that_are_typed(
    qtbot: QtBot,
    window: MainWindow,
    stand: Stand,
    station: Station,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stand.rival.set_pin(stand.restaurant.id, None)
    gate, begun, real = Event(), Event(), station.promised_tables

    def slow(rest_id: str) -> frozenset[str]:
        begun.set()
        assert gate.wait(60)
        return real(rest_id)

    monkeypatch.setattr(station, "promised_tables", slow)
    window.menu.house_wanted.emit()
    qtbot.waitUntil(begun.is_set)
    hands = Hands(window)
    hands.type("4 20 0740")
    gate.set()
    qtbot.waitUntil(lambda: window.notice == "What the manager asked for is not open yet.")
    hands.type("0123456")
    assert window.top.line.text() == "4 20 07400123456"
    hands.tap(window.bottom.notice.action_button)
    qtbot.waitUntil(lambda: window.acts.is_open)
    assert dialog_of(window, HouseDialog).facts.name.text() == "Harbour House"
