"""Another database is tested in whole words, then used, or the book moves there."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pymongo
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from resv_desktop.credentials import put_away
from resv_desktop.domain.found import Found
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.database_dialog import DatabaseDialog
from resv_desktop.qt.database_words import found_lines
from resv_desktop.qt.look import Look
from resv_desktop.relocation import Whereabouts
from resv_desktop.settings import Folders, write_private
from resv_desktop.startup import open_controller
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.mongod_folder import DataFolder
from tests.own_mongod import own_mongod
from tests.qt.stand import end_tasks

Open = Callable[..., DatabaseDialog]


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders.under(tmp_path)


@pytest.fixture
def open_dialog(qtbot: QtBot, look: Look, folders: Folders) -> Iterator[Open]:
    tasks = Tasks()
    opened: list[DatabaseDialog] = []

    def open_(here: Whereabouts, **how: Any) -> DatabaseDialog:
        dialog = DatabaseDialog(
            None, look, tasks, folders, here, station="Stand 1", **{"can_move": True, **how}
        )
        opened.append(dialog)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield open_
    for dialog in opened:
        qtbot.waitUntil(partial(_is_free, dialog))
    end_tasks(tasks)


def _is_free(dialog: DatabaseDialog) -> bool:
    return not dialog.is_busy


@pytest.fixture
def other(mongod: ManagedServer, database_name: str) -> Iterator[Whereabouts]:
    """A database without a book, on the server where the book is."""
    where = Whereabouts(mongod.uri, f"{database_name}-other")
    yield where
    client: pymongo.MongoClient[dict[str, object]] = pymongo.MongoClient(mongod.uri)
    client.drop_database(where.database)
    client.close()


@pytest.fixture
def here(mongod: ManagedServer, database_name: str, folders: Folders) -> Whereabouts:
    """The book of Harbour House, whose password is kept."""
    bare, _ = put_away(mongod.uri, folders.config)
    with open_controller(uri=mongod.uri, database=database_name) as controller:
        controller.create_restaurant("Harbour House", "+442079460123")
    return Whereabouts(bare, database_name)


def type_place(dialog: DatabaseDialog, where: Whereabouts) -> None:
    dialog.form_lines.address.edit.clear()
    QApplication.clipboard().setText(where.uri or "")
    dialog.form_lines.address.edit.paste()
    dialog.form_lines.database.edit.setText(where.database)


def press_test(qtbot: QtBot, dialog: DatabaseDialog) -> None:
    qtbot.keyClick(dialog.form_lines.database.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy and bool(dialog.message.text()))


def test_a_pasted_password_leaves_the_address_at_once(open_dialog: Open) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    uri = "mongodb+srv://stand:p%40ss@house.example/?tls=true"
    type_place(dialog, Whereabouts(uri, "resv"))
    assert dialog.form_lines.address.text() == "mongodb+srv://stand@house.example/?tls=true"
    assert dialog.form_lines.password.text() == "p@ss"
    assert dialog.form_lines.password.edit.displayText() == "●●●●"
    assert dialog.form_lines.uri() == uri


def test_what_is_wrong_is_said_and_what_was_typed_stays(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    type_place(dialog, Whereabouts("localhost:27017", "house"))
    press_test(qtbot, dialog)
    assert dialog.message.kind == "error"
    assert "The address of the database cannot be understood" in dialog.message.text()
    assert dialog.form_lines.address.text() == "localhost:27017"
    assert dialog.act_button.text() == "Test"
    assert dialog.found.isHidden()
    assert dialog.details.text().startswith("In the words of MongoDB: It begins with neither")
    assert dialog.details.y() >= dialog.message.geometry().bottom()
    QTest.keyClicks(dialog.form_lines.address.edit, "x")
    assert dialog.details.isHidden()


def test_a_standalone_server_is_explained(qtbot: QtBot, open_dialog: Open, home: Path) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    with own_mongod(home / "alone", replica_set=False) as alone:
        type_place(dialog, Whereabouts(alone.uri, "resv"))
        press_test(qtbot, dialog)
    assert "This MongoDB is a standalone server" in dialog.message.text()


def test_a_password_that_is_neither_typed_nor_kept_is_asked_for(
    qtbot: QtBot, open_dialog: Open
) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    type_place(dialog, Whereabouts("mongodb://stand@house.example/", "resv"))
    press_test(qtbot, dialog)
    assert dialog.message.text().startswith("Type the password of stand as well")


def test_a_book_that_is_found_is_told_and_used_with_its_password_in_no_settings(
    qtbot: QtBot, open_dialog: Open, here: Whereabouts, mongod: ManagedServer
) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    type_place(dialog, Whereabouts(mongod.uri, here.database))
    press_test(qtbot, dialog)
    assert dialog.message.kind == "success"
    assert "There is a book in it: Harbour House, 0 reservations." in dialog.found.text()
    assert dialog.act_button.text() == "Use the book there"
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.act_button.click()
    assert decided.args == [here]
    assert not dialog.isVisible()


def test_another_address_has_to_be_tested_again(
    qtbot: QtBot, open_dialog: Open, here: Whereabouts
) -> None:
    dialog = open_dialog(Whereabouts(None, "resv"))
    type_place(dialog, here)
    press_test(qtbot, dialog)
    assert dialog.act_button.text() == "Use the book there"
    qtbot.keyClick(dialog.form_lines.database.edit, "2")
    assert dialog.act_button.text() == "Test"
    assert not dialog.message.text()


def test_the_book_moves_in_one_guided_step(
    qtbot: QtBot, open_dialog: Open, here: Whereabouts, other: Whereabouts
) -> None:
    dialog = open_dialog(here)
    type_place(dialog, other)
    press_test(qtbot, dialog)
    assert "There is no book in it yet." in dialog.found.text()
    assert dialog.act_button.text() == "Move the book there"
    assert dialog.message.action_button.text() == "Begin a new book there"
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.act_button.click()
        stop = dialog.findChild(QPushButton, "stopButton")
        assert stop is not None
        assert stop.isVisible()
        assert dialog.is_moving
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible(), "a book on its way was left alone"
    assert decided.args == [Whereabouts(here.uri, other.database)]
    assert dialog.message.text().startswith("The book has moved")
    assert f"The book is now in the database {other.database}." in dialog.found.text()
    assert "choose the same database in this dialog" in dialog.found.text()
    with open_controller(uri=other.uri, database=other.database) as controller:
        assert [house.name for house in controller.restaurants()] == ["Harbour House"]
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_a_machine_that_is_shared_is_told_to_stop_that_before_its_book_moves(
    qtbot: QtBot, open_dialog: Open, folders: Folders, other: Whereabouts
) -> None:
    write_private(DataFolder(folders.data).path / "sharing.json", '{"port": 27137}')
    dialog = open_dialog(Whereabouts(None, "resv"))
    type_place(dialog, other)
    press_test(qtbot, dialog)
    assert dialog.message.kind == "warn"
    assert "Other stations use the book on this machine" in dialog.message.text()
    assert "There is no book in it yet." in dialog.found.text()
    assert dialog.act_button.text() == "Test"
    assert not dialog.message.action_button.isVisible()


def test_who_reaches_the_managed_database_is_said_as_it_is(open_dialog: Open) -> None:
    dialog = open_dialog(Whereabouts("mongodb://h/?replicaSet=rs0", "resv"))
    assert "only stations that this machine is shared with" in dialog._managed.text()


def test_the_last_words_of_a_book_that_is_back_say_where_it_lies_and_how_others_reach_it(
    open_dialog: Open,
) -> None:
    dialog = open_dialog(Whereabouts("mongodb://h/?replicaSet=rs0", "resv"))
    dialog._on_moved(Whereabouts(None, "resv-2"))
    assert "The book is now in the database resv-2." in dialog.found.text()
    assert "let each join with a new code" in dialog.found.text()
    dialog._on_moved(Whereabouts(None, "resv"))
    assert "The book is now in" not in dialog.found.text()


def test_a_move_can_be_stopped(
    qtbot: QtBot, open_dialog: Open, here: Whereabouts, other: Whereabouts
) -> None:
    dialog = open_dialog(here)
    type_place(dialog, other)
    press_test(qtbot, dialog)
    dialog.act_button.click()
    dialog.stop_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.message.text().startswith("Nothing was moved")
    assert dialog.isVisible()


def test_a_new_book_is_begun_where_none_is(
    qtbot: QtBot, open_dialog: Open, here: Whereabouts, other: Whereabouts
) -> None:
    dialog = open_dialog(here)
    type_place(dialog, other)
    press_test(qtbot, dialog)
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.message.action_button.click()
    assert decided.args == [Whereabouts(here.uri, other.database)]


def test_a_start_that_was_given_its_database_is_told_so(open_dialog: Open) -> None:
    dialog = open_dialog(Whereabouts("mongodb://h/?replicaSet=rs0", "resv"), is_given=True)
    assert "RESV_MONGODB_URI" in dialog.message.text()


FOUND = Found(
    version="8.0.1",
    members=("a:1", "b:1", "c:1"),
    is_secure=False,
    has_book=True,
    restaurants=("One", "Two", "Three", "Four"),
    reservations=1240,
    others=("users",),
)


def test_what_was_found_is_said_in_whole_sentences(qapp: QApplication) -> None:
    del qapp
    assert found_lines(Whereabouts("mongodb://a/", "resv"), FOUND) == [
        "MongoDB 8.0.1, a replica set of 3 servers: a:1, b:1 and c:1.",
        "The connection is not secured by TLS: whoever is on the same network can read along.",
        "There is a book in it: One, Two, Three and …, 1,240 reservations.",
        "Another program keeps its own things there too: users.",
    ]


def test_an_address_that_is_this_machine_alone_is_said_to_be_out_of_reach(
    qapp: QApplication,
) -> None:
    del qapp
    lines = found_lines(Whereabouts("mongodb://localhost:27017/", "resv"), FOUND)
    assert "No other machine can reach it at this address." in lines
    assert not any("same network" in line for line in lines)
