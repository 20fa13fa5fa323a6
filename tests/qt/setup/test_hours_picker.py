"""Two lists of hours build "HH:HH" and say what it means."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import InvalidOpeningHours
from resv_desktop.domain.hours import OpeningHours
from resv_desktop.qt.look import Look
from resv_desktop.qt.setup.hours_page import HoursPage
from resv_desktop.qt.setup.hours_picker import HourChips, HoursPicker


@pytest.fixture
def picker(qtbot: QtBot, look: Look) -> HoursPicker:
    made = HoursPicker(look)
    qtbot.addWidget(made)
    made.show()
    return made


def choice(picker: HoursPicker, name: str) -> QComboBox:
    found = picker.findChild(QComboBox, name)
    assert found is not None
    return found


def close_at(picker: HoursPicker, hour: int) -> None:
    closes = choice(picker, "closesAt")
    closes.setCurrentIndex(closes.findData(hour))


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("12:23", "Closes at 23:00. 11 hours can be reserved."),
        ("18:02", "Closes at 02:00 the next day. 8 hours can be reserved."),
        ("00:24", "Open around the clock. 24 hours can be reserved."),
        ("18:24", "Closes at midnight. 6 hours can be reserved."),
        ("11:12", "Closes at 12:00. 1 hour can be reserved."),
    ],
)
def test_the_hours_are_said_in_words(picker: HoursPicker, hours: str, said: str) -> None:
    picker.setText(hours)
    assert picker.text() == hours
    assert picker.said() == said


def test_every_pair_of_hours_is_built_or_refused_as_the_house_does(picker: HoursPicker) -> None:
    for opens in range(24):
        choice(picker, "opensAt").setCurrentIndex(opens)
        for closes in range(1, 25):
            close_at(picker, closes)
            assert picker.text() == f"{opens:02d}:{closes:02d}"
            if opens == closes:
                assert picker.hours() is None
                assert "opens and closes at the same hour" in picker.said()
            else:
                assert picker.hours() == OpeningHours.parse(picker.text())


def test_hours_past_midnight_are_shown_with_their_evening(picker: HoursPicker) -> None:
    picker.setText("22:02")
    same_day, next_day = picker.findChildren(HourChips)
    assert (same_day.hours(), next_day.hours()) == ([22, 23], [0, 1])
    assert same_day.accessibleName() == "22:00, 23:00"
    picker.setText("12:23")
    assert next_day.hours() == []
    assert not next_day.isVisible()


def test_closing_before_opening_reads_as_the_next_day(picker: HoursPicker) -> None:
    picker.setText("18:02")
    closes = choice(picker, "closesAt")
    assert closes.currentText() == "02:00, the next day"
    choice(picker, "opensAt").setCurrentIndex(1)
    assert (closes.currentText(), picker.text()) == ("02:00", "01:02")


def test_the_closing_hours_begin_after_the_opening_and_the_picked_one_stays(
    picker: HoursPicker,
) -> None:
    opens, closes = choice(picker, "opensAt"), choice(picker, "closesAt")
    told = []
    picker.changed.connect(lambda: told.append(picker.text()))
    opens.setCurrentIndex(17)
    says = [closes.itemText(index) for index in range(24)]
    assert says[:3] == ["18:00", "19:00", "20:00"]
    assert says[5:8] == ["23:00", "24:00, midnight", "01:00, the next day"]
    assert says[-2:] == ["16:00, the next day", "17:00"]
    assert (closes.currentText(), picker.text(), told) == ("23:00", "17:23", ["17:23"])
    closes.setCurrentIndex(8)
    assert (picker.text(), told[-1]) == ("17:02", "17:02")
    opens.setCurrentIndex(0)
    assert [closes.itemText(index) for index in (0, 23)] == ["01:00", "24:00, midnight"]
    assert (closes.currentText(), picker.text()) == ("02:00", "00:02")


def test_what_is_no_hours_is_refused_and_changes_nothing(picker: HoursPicker) -> None:
    with pytest.raises(InvalidOpeningHours):
        picker.setText("25:03")
    assert picker.text() == "12:23"


def test_the_wheel_never_changes_an_hour(picker: HoursPicker) -> None:
    opens = choice(picker, "opensAt")
    here = QPointF(5, 5)
    turn = QWheelEvent(
        here,
        opens.mapToGlobal(here),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(opens, turn)
    assert picker.text() == "12:23"


def test_the_page_waits_for_hours_that_make_sense(qtbot: QtBot, look: Look) -> None:
    page = HoursPage(look)
    qtbot.addWidget(page)
    assert page.answer() == "12:00 to 23:00"
    close_at(page.picker, 12)
    assert page.lacks() == "First pick two different hours"
    assert page.answer() == ""
    page.fill("18:02")
    assert page.answer() == "18:00 to 02:00, the next day"
    page.fill("nonsense")
    assert page.picker.text() == "18:02"


def test_the_usual_hours_are_no_answer_that_could_be_lost(qtbot: QtBot, look: Look) -> None:
    page = HoursPage(look)
    qtbot.addWidget(page)
    was_touched = page.is_touched
    page.fill("18:02")
    assert (was_touched, page.is_touched) == (False, True)
