"""The stations of this machine: shared in its dialog, joined by a code, removed, shut again."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.join_code import AUTHORITY_BYTES, JoinCode
from resv_desktop.domain.sharing import JoinedStation
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.look import Look
from resv_desktop.qt.stations.code_field import in_lines
from resv_desktop.qt.stations.code_picture import CodePicture
from resv_desktop.qt.stations.join_dialog import JoinDialog
from resv_desktop.qt.stations.station_rows import StationRows, told_apart
from resv_desktop.qt.stations.stations_dialog import StationsDialog
from resv_desktop.qt.widgets.label import Label
from resv_desktop.settings import Folders
from resv_desktop.startup import join_restaurant
from tests.qt.stand import Stand
from tests.store.two_machines import LoopbackHouse, house

_ = (house,)

JOINED = ("resv", "Terrace")
CODE = JoinCode(("192.168.1.20",), 27137, bytes(range(AUTHORITY_BYTES)), b"secret!!")


@pytest.fixture(scope="module")
def first(house: LoopbackHouse) -> Iterator[Controller]:
    with house.open_first() as controller:
        yield controller


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def open_stations(
    qtbot: QtBot,
    window: QWidget,
    look: Look,
    tasks: Tasks,
    controller: Controller,
    *,
    is_elsewhere: bool = False,
) -> StationsDialog:
    local = datetime.astimezone
    dialog = StationsDialog(window, look, tasks, controller, local, is_elsewhere=is_elsewhere)
    dialog.open()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def press_act(qtbot: QtBot, dialog: StationsDialog) -> None:
    dialog.act_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)


def remove_all(first: Controller) -> None:
    """Cut off whoever an earlier test has let in."""
    for station in first.sharing().stations:
        first.remove_station(station.id)


@pytest.fixture
def stations(
    qtbot: QtBot, window: QWidget, look: Look, tasks: Tasks, first: Controller
) -> StationsDialog:
    """The dialog of the first machine, shared, without stations."""
    first.share()
    remove_all(first)
    return open_stations(qtbot, window, look, tasks, first)


def open_join(
    qtbot: QtBot, window: QWidget, look: Look, tasks: Tasks, house: LoopbackHouse
) -> JoinDialog:
    dialog = JoinDialog(window, look, tasks, house.folders, "Terrace")
    dialog.open()
    qtbot.waitUntil(dialog.isVisible)
    return dialog


def test_one_machine_is_shared_and_another_joins_with_what_is_typed(
    qtbot: QtBot,
    window: QWidget,
    look: Look,
    tasks: Tasks,
    first: Controller,
    house: LoopbackHouse,
) -> None:
    remove_all(first)
    first.stop_sharing()
    dialog = open_stations(qtbot, window, look, tasks, first)
    assert dialog.act_button.text() == "Share this machine"
    press_act(qtbot, dialog)
    assert dialog.act_button.text() == "Add a station"
    press_act(qtbot, dialog)
    assert dialog.is_showing_code
    join = open_join(qtbot, window, look, tasks, house)
    join.code.set_text(dialog.code.text())  # as it stands there, in lines
    with qtbot.waitSignal(join.joined) as joined:
        QTest.keyClick(join.code.edit, Qt.Key.Key_Return)
    assert joined.args is not None
    uri, *rest = joined.args
    assert (*rest,) == JOINED
    qtbot.waitUntil(lambda: dialog.message.text() == "Terrace has joined.")
    assert dialog.act_button.text() == "Add a station"
    assert [button.accessibleName() for button in dialog.rows.buttons] == ["Remove Terrace"]
    with house.open_second((uri, "resv")) as second:
        assert second.restaurants() == []


def test_a_station_is_removed_once_it_has_been_said_again(
    qtbot: QtBot, stations: StationsDialog, first: Controller, house: LoopbackHouse
) -> None:
    house.join(first, "Bar")
    stations._ask(first.sharing, "")
    qtbot.waitUntil(lambda: len(stations.rows.buttons) == 1)
    qtbot.waitUntil(lambda: not stations.is_busy)
    button = stations.rows.buttons[0]
    assert button.accessibleName() == "Remove Bar"
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    assert len(first.sharing().stations) == 1
    stations.message.action_button.click()
    qtbot.waitUntil(lambda: stations.message.text() == "Bar has been removed and is cut off.")
    assert first.sharing().stations == ()
    assert not stations.rows.buttons


def said_of_stations(dialog: StationsDialog) -> str:
    return " ".join(label.text() for label in dialog.rows.findChildren(Label) if label.isVisible())


def has_keys(dialog: StationsDialog) -> bool:
    return dialog.rows.buttons[0].hasFocus()


def test_of_two_stations_with_one_name_the_older_is_offered_to_be_removed(
    qtbot: QtBot, stations: StationsDialog, first: Controller, house: LoopbackHouse
) -> None:
    house.join(first, "Terrace", machine="3")
    press_act(qtbot, stations)
    join = threading.Thread(
        target=join_restaurant,
        args=(stations.code.text(), "Terrace", Folders.under(house.second.parent / "4")),
    )
    join.start()
    qtbot.waitUntil(
        lambda: "Another station has this name" in stations.message.text(), timeout=30_000
    )
    join.join()
    _, newer = sorted(first.sharing().stations, key=lambda each: str(each.joined_at))
    names = {button.accessibleName() for button in stations.rows.buttons}
    assert all(name.startswith("Remove Terrace, joined on ") for name in names)
    stations.message.action_button.click()
    assert stations.message.text().startswith("Remove Terrace, joined on ")
    stations.message.action_button.click()
    qtbot.waitUntil(lambda: len(stations.rows.buttons) == 1)
    assert [each.id for each in first.sharing().stations] == [newer.id]


def test_who_joins_under_the_name_of_this_machine_is_said_to_be_called_otherwise(
    qtbot: QtBot, stations: StationsDialog, first: Controller, house: LoopbackHouse
) -> None:
    press_act(qtbot, stations)
    folders = Folders.under(house.second.parent / "5")
    code = stations.code.text()
    join = threading.Thread(target=join_restaurant, args=(code, first.station, folders))
    join.start()
    qtbot.waitUntil(lambda: "has joined" in stations.message.text(), timeout=30_000)
    join.join()
    assert stations.message.text() == (
        "Stand 2 has joined; another station is called Stand 1 already."
    )


def test_when_one_joined_and_was_last_seen_is_said_by_the_clock_of_the_restaurant(
    qtbot: QtBot, look: Look
) -> None:
    island = ZoneInfo("Pacific/Kiritimati")  # 14 hours ahead: another day than any machine's
    older, newer = (
        JoinedStation(
            id=str(day),
            name="Bar",
            joined_at=datetime(2026, 11, day, 17, 24, tzinfo=UTC),
            is_connected=False,
            seen_at=datetime(2026, 11, day, 18, 24, tzinfo=UTC),
        )
        for day in (10, 20)
    )
    rows = StationRows(look, lambda at: at.astimezone(island))
    qtbot.addWidget(rows)
    rows.show_stations([older, newer])
    said = [label.text() for label in rows.findChildren(Label)]
    assert "Joined on Wednesday 11 November 2026, 07:24, not connected" in said
    assert "Last seen on Saturday 21 November 2026, 08:24" in said
    called = told_apart(older, [older, newer], lambda at: at.astimezone(island))
    assert called.endswith("joined on Wednesday 11 November 2026, 07:24")


def test_who_comes_and_goes_is_seen_while_the_list_is_open(
    qtbot: QtBot, stations: StationsDialog, first: Controller, house: LoopbackHouse
) -> None:
    joined = house.join(first, "Bar")
    stations._ask(first.sharing, "", "Bar is on the list.")
    qtbot.waitUntil(lambda: "not connected" in said_of_stations(stations))
    stations.activateWindow()
    stations.rows.buttons[0].setFocus()
    qtbot.waitUntil(lambda: has_keys(stations))
    stations._regularly.setInterval(20)
    with house.open_second(joined):
        qtbot.waitUntil(lambda: "connected now" in said_of_stations(stations))
        assert has_keys(stations)
        assert stations.message.text() == "Bar is on the list."
    qtbot.waitUntil(lambda: "not connected" in said_of_stations(stations))
    stations.reject()
    assert not stations._regularly.isActive()


def test_a_network_that_is_lost_is_said_in_the_open_list_and_gone_again_once_it_is_back(
    qtbot: QtBot, stations: StationsDialog, house: LoopbackHouse
) -> None:
    stations._regularly.setInterval(20)
    before, house.addresses = house.addresses, ()
    try:
        qtbot.waitUntil(lambda: "in no network that other" in stations.message.text())
        assert stations._words.isHidden()
        press_act(qtbot, stations)  # "Add a station"
        assert "in no network that other" in stations.message.text()
        assert not stations.is_showing_code
    finally:
        house.addresses = before
    qtbot.waitUntil(lambda: "Stations reach it at" in stations._words.text())
    assert stations.message.text() == ""


def test_a_code_is_worth_nothing_once_its_window_is_left(
    qtbot: QtBot,
    stations: StationsDialog,
    window: QWidget,
    look: Look,
    tasks: Tasks,
    house: LoopbackHouse,
) -> None:
    press_act(qtbot, stations)
    code = stations.code.text()
    QTest.keyClick(stations, Qt.Key.Key_Escape)
    assert not stations.isVisible()
    qtbot.waitUntil(lambda: tasks.is_idle)
    join = open_join(qtbot, window, look, tasks, house)
    join.code.set_text(code)
    join.act_button.click()
    qtbot.waitUntil(lambda: "does not take this code" in join.message.text())
    assert join.isVisible()
    assert join.code.text().split() == code.split()


def test_a_code_that_comes_for_another_address_as_the_window_is_left_is_worth_nothing(
    qtbot: QtBot,
    stations: StationsDialog,
    window: QWidget,
    look: Look,
    tasks: Tasks,
    house: LoopbackHouse,
    first: Controller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    invite, may_make, made = first.invite, threading.Event(), list[JoinCode]()

    def late() -> JoinCode:
        assert may_make.wait(60)
        made.append(invite())
        return made[0]

    press_act(qtbot, stations)
    assert stations._code is not None
    monkeypatch.setattr(first, "invite", late)
    stations._code = replace(stations._code, addresses=("10.9.8.7",))  # which is gone by now
    stations._look_again()
    QTest.keyClick(stations, Qt.Key.Key_Escape)
    may_make.set()
    qtbot.waitUntil(lambda: bool(made) and tasks.is_idle)
    join = open_join(qtbot, window, look, tasks, house)
    join.code.set_text(made[0].text())
    join.act_button.click()
    qtbot.waitUntil(lambda: "does not take this code" in join.message.text())


def test_what_is_no_code_is_said_and_what_was_typed_stays(
    qtbot: QtBot, window: QWidget, look: Look, tasks: Tasks, house: LoopbackHouse
) -> None:
    join = open_join(qtbot, window, look, tasks, house)
    join.act_button.click()
    assert join.message.text() == "Type the code that the first machine shows."
    join.code.set_text("4 20 Cohen")
    join.act_button.click()
    qtbot.waitUntil(lambda: "no join code" in join.message.text())
    join.station.set_text(" ")
    join.act_button.click()
    assert "needs a name" in join.message.text()
    assert join.code.text() == "420COH EN"


def test_a_code_is_put_into_groups_while_it_is_typed_and_the_wrong_one_is_marked(
    qtbot: QtBot, window: QWidget, look: Look, tasks: Tasks, house: LoopbackHouse
) -> None:
    join = open_join(qtbot, window, look, tasks, house)
    edit, groups = join.code.edit, CODE.text().split("-")
    right = in_lines(groups)
    wrong = "".join(groups).lower().replace("08md8g", "08md8h")  # one sign, in group 2
    QTest.keyClicks(edit, wrong)
    assert len(edit.toPlainText()) == len(right)
    join.act_button.click()
    qtbot.waitUntil(lambda: "Group 2 of the code" in join.message.text())
    assert edit.textCursor().selectedText() == "08MD8H"
    QTest.keyClicks(edit, groups[1])
    assert edit.toPlainText() == right
    assert edit.textCursor().position() == len(f"{groups[0]} {groups[1]}")
    QTest.keyClick(edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(edit, groups[1][-1])  # the cursor stays where it is typed
    assert edit.toPlainText() == right
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    assert join.station.edit.hasFocus()


def test_sharing_ends_once_it_has_been_said_again(
    qtbot: QtBot, stations: StationsDialog, first: Controller
) -> None:
    stations.stop_button.click()
    assert first.sharing().is_on
    with qtbot.waitSignal(stations.restart_asked):
        stations.message.action_button.click()
    qtbot.waitUntil(lambda: stations.act_button.text() == "Share this machine")
    assert not first.sharing().is_on
    with qtbot.waitSignal(stations.restart_asked):
        press_act(qtbot, stations)
    assert first.sharing().is_on


def test_where_the_book_is_elsewhere_it_is_said_and_joining_anew_is_offered(
    qtbot: QtBot, window: QWidget, look: Look, stand: Stand
) -> None:
    dialog = open_stations(qtbot, window, look, stand.tasks, stand.controller, is_elsewhere=True)
    assert dialog.act_button.text() == "Join with a new code"
    with qtbot.waitSignal(dialog.join_wanted):
        dialog.act_button.click()


def test_the_picture_of_a_code_can_be_read_by_a_scanner_in_a_dim_room_too(
    qtbot: QtBot, dark_look: Look
) -> None:
    code = JoinCode(("192.168.1.20",), 27137, b"authority.mk!", b"secret!!")
    picture = CodePicture(dark_look)
    qtbot.addWidget(picture)
    picture.set_text(code.text())
    picture.resize(picture.sizeHint())
    picture.show()
    image = picture.grab().toImage()
    ink = dark_look.colour("codeInk").rgb()
    paper = dark_look.colour("codePaper").rgb()
    count = len(picture._rows)
    square = image.width() // (count + 8)
    edge = round((image.width() - square * count) / 2)
    for down, row in enumerate(picture._rows):
        for along, is_dark in enumerate(row):
            middle = image.pixel(
                edge + along * square + square // 2, edge + down * square + square // 2
            )
            assert middle == (ink if is_dark else paper)
