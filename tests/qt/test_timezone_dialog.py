"""A restaurant without a clock is asked for it once, and the answer is stored."""

from collections.abc import Callable, Iterator
from typing import Any

import pymongo
import pytest
from bson import ObjectId
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.look import Look
from resv_desktop.qt.timezone_dialog import TimezoneDialog
from resv_desktop.store.mongod import ManagedServer
from tests.qt.setup.houses import LONDON, EmptyBook, open_book, press, type_text

Open = Callable[[Restaurant], TimezoneDialog]


@pytest.fixture
def book(qtbot: QtBot, mongod: ManagedServer, book_name: str) -> Iterator[EmptyBook]:
    del qtbot
    made = open_book(mongod.uri, book_name)
    yield made
    made.close()


@pytest.fixture
def open_dialog(qtbot: QtBot, look: Look, book: EmptyBook) -> Open:
    window = QWidget()
    qtbot.addWidget(window)

    def open_(restaurant: Restaurant) -> TimezoneDialog:
        dialog = TimezoneDialog(
            window, look, book.tasks, book.controller, restaurant, machine=LONDON
        )
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_


@pytest.fixture
def restaurant(book: EmptyBook, mongod: ManagedServer, book_name: str) -> Restaurant:
    """A restaurant that another program has left without a zone."""
    made = book.controller.create_restaurant(
        "Harbour House", "+12125550123", timezone="America/New_York"
    )
    with pymongo.MongoClient[dict[str, Any]](mongod.uri) as client:
        own = {"_id": ObjectId(made.id)}
        client[book_name].restaurants.update_one(own, {"$unset": {"timezone": ""}})
    return book.controller.restaurant(made.id)


def test_the_picked_clock_is_stored(
    qtbot: QtBot, book: EmptyBook, open_dialog: Open, restaurant: Restaurant
) -> None:
    dialog = open_dialog(restaurant)
    type_text(dialog, "chicago")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        press(dialog, Qt.Key.Key_Return)
    stored = book.controller.restaurant(restaurant.id)
    assert stored.timezone == "America/Chicago"
    assert chosen.args == [stored]
    assert not dialog.isVisible()


def test_an_outage_is_told_and_the_choice_stays(
    qtbot: QtBot, book: EmptyBook, open_dialog: Open, restaurant: Restaurant
) -> None:
    book.controller.lost = ["set_timezone"]
    dialog = open_dialog(restaurant)
    type_text(dialog, "denver")
    press(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not answer" in dialog.message.text())
    assert dialog.isVisible()
    assert dialog.picker.zone == "America/Denver"
    with qtbot.waitSignal(dialog.chosen):
        dialog.act_button.click()
    assert book.controller.restaurant(restaurant.id).timezone == "America/Denver"


def test_leaving_stores_nothing(book: EmptyBook, open_dialog: Open, restaurant: Restaurant) -> None:
    dialog = open_dialog(restaurant)
    type_text(dialog, "denver")
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert book.controller.restaurant(restaurant.id).timezone is None
