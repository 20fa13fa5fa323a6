"""Every clock of the world is found by a few letters."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListView
from pytestqt.qtbot import QtBot

from resv_desktop.domain.zones import every_zone
from resv_desktop.qt.look import Look
from resv_desktop.qt.zone_picker import PLACE, ZoneModel, ZonePicker, matching
from tests.qt.setup.houses import NOON, press, type_text


def open_picker(qtbot: QtBot, look: Look) -> ZonePicker:
    picker = ZonePicker(look, lambda: NOON)
    qtbot.addWidget(picker)
    picker.resize(600, 600)
    picker.show()
    qtbot.waitUntil(picker.isActiveWindow)
    picker.setFocus()
    return picker


def the_list(picker: ZonePicker) -> QListView:
    found = picker.findChild(QListView, "zoneList")
    assert found is not None
    return found


def the_search(picker: ZonePicker) -> QLineEdit:
    found = picker.findChild(QLineEdit, "zoneSearch")
    assert found is not None
    return found


def test_a_city_is_chosen_by_its_letters_and_enter(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    with qtbot.assertNotEmitted(picker.picked):
        type_text(picker, "kathm")
    assert the_list(picker).currentIndex().data() == "Kathmandu, Nepal, Asia/Kathmandu"
    assert picker.said() == "Search for your city below."
    with qtbot.waitSignal(picker.picked):
        press(picker, Qt.Key.Key_Return)
    assert picker.zone == "Asia/Kathmandu"
    assert picker.said() == "It is 17:45 there now, Saturday 14 March."


def test_typing_chooses_nothing_and_the_choice_before_is_shown_again(
    qtbot: QtBot, look: Look
) -> None:
    picker = open_picker(qtbot, look)
    picker.set_zone("Europe/Berlin")
    with qtbot.assertNotEmitted(picker.picked):
        type_text(picker, "Mu")
        assert the_list(picker).model().rowCount() > 0
        type_text(picker, "nich")
        press(picker, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert the_list(picker).model().rowCount() == 0
        the_search(picker).clear()
    assert picker.zone == "Europe/Berlin"
    assert the_list(picker).currentIndex().data() == "Berlin, Germany, Europe/Berlin"


def test_the_only_place_found_is_chosen_by_an_arrow_or_a_click(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    type_text(picker, "kathmandu")
    press(picker, Qt.Key.Key_Down)
    assert picker.zone == "Asia/Kathmandu"
    the_search(picker).setText("reykjav")
    assert picker.zone == "Asia/Kathmandu"
    rows = the_list(picker)
    place = rows.visualRect(rows.model().index(0, 0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picker.zone == "Atlantic/Reykjavik"


def test_walking_through_with_tab_chooses_nothing(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    with qtbot.assertNotEmitted(picker.picked):
        press(picker, Qt.Key.Key_Tab)
        assert the_list(picker).hasFocus()
    press(picker, Qt.Key.Key_Down)
    assert picker.zone == the_list(picker).model().index(0, 0).data(PLACE).zone


def test_the_arrows_walk_through_what_was_found(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    type_text(picker, "australia")
    first, second = (the_list(picker).model().index(row, 0).data(PLACE).zone for row in (0, 1))
    press(picker, Qt.Key.Key_Down)
    assert picker.zone == second
    press(picker, Qt.Key.Key_Up, Qt.Key.Key_Up)
    assert picker.zone == first
    press(picker, Qt.Key.Key_PageDown)
    assert picker.zone not in (first, second)


def test_a_click_chooses(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    rows = the_list(picker)
    index = rows.indexAt(QPoint(20, 60))
    with qtbot.waitSignal(picker.picked):
        qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(index).center()
        )
    assert picker.zone is not None
    assert picker.zone in str(index.data())


def test_a_search_without_result_says_so_and_keeps_the_choice(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    picker.set_zone("Europe/London")
    search = the_search(picker)
    search.setText("Atlantis")
    assert picker.zone == "Europe/London"
    assert the_list(picker).model().rowCount() == 0
    press(picker, Qt.Key.Key_Down)
    search.setText("")
    assert the_list(picker).currentIndex().data() == "London, United Kingdom, Europe/London"


def test_choosing_by_program_is_not_told(qtbot: QtBot, look: Look) -> None:
    picker = open_picker(qtbot, look)
    with qtbot.assertNotEmitted(picker.picked):
        picker.set_zone("Europe/Paris")
        picker.set_region("FR")
    assert picker.zone == "Europe/Paris"


def test_the_zones_of_the_houses_country_come_first() -> None:
    assert [place.zone for place in matching("", "US")][:2] == [
        "America/New_York",
        "America/Detroit",
    ]


def test_old_names_are_found_but_not_listed() -> None:
    listed = {place.zone for place in matching("", None)}
    assert "Asia/Calcutta" not in listed
    assert "UTC" in listed
    assert [place.zone for place in matching("calcutta", None)] == ["Asia/Calcutta"]


def test_every_zone_is_found_by_its_own_name() -> None:
    for place in every_zone()[::20]:
        assert place in matching(place.zone, "GB")


def test_of_several_places_the_larger_ones_come_first() -> None:
    assert matching("new", "GB")[0].zone == "America/New_York"


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    model = ZoneModel()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, model
    )
    model.show_places(matching("europe", None))
    model.show_places([])
    del tester, qtbot
