"""The day is one press away, and any day is in the calendar."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.widgets.calendar_popup import CalendarPopup
from resv_desktop.qt.widgets.day_picker import DayPicker

# The platform without a screen can neither raise a popup nor give it the keyboard.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = date(2026, 3, 14)
BRITISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)


@pytest.fixture
def picker(look: Look, qtbot: QtBot) -> DayPicker:
    made = DayPicker(look, DAY)
    made.setLocale(BRITISH)
    made.set_day(DAY)
    qtbot.addWidget(made)
    made.show()
    return made


def calendar_of(picker: DayPicker) -> CalendarPopup:
    """Open the calendar and return it."""
    picker.open_calendar()
    popup = picker.popup
    assert popup is not None
    return popup


def test_the_day_is_written_as_the_house_writes_it(picker: DayPicker) -> None:
    assert picker.objectName() == "dayPicker"
    assert picker.text() == "Sat 14 March"
    picker.set_day(date(2026, 6, 1))
    assert picker.text() == "Mon 1 June"


def test_the_arrows_go_one_day_back_and_forth(picker: DayPicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.picked) as told:
        qtbot.mouseClick(picker.later, Qt.MouseButton.LeftButton)
    assert told.args == [date(2026, 3, 15)]
    with qtbot.waitSignal(picker.picked) as told:
        qtbot.mouseClick(picker.earlier, Qt.MouseButton.LeftButton)
    assert told.args == [DAY]


def test_setting_the_day_tells_nobody(picker: DayPicker, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(picker.picked):
        picker.set_day(date(2026, 12, 24))
    assert picker.day == date(2026, 12, 24)


def test_arrow_keys_do_what_the_arrows_do(picker: DayPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker.day_button, Qt.Key.Key_Right)
    assert picker.day == date(2026, 3, 15)
    qtbot.keyClick(picker.earlier, Qt.Key.Key_Left)
    assert picker.day == DAY


def test_from_right_to_left_arrows_and_keys_swap(picker: DayPicker, qtbot: QtBot) -> None:
    picker.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: picker.earlier.x() > picker.later.x())
    assert picker.earlier.icon_name == "chevron-right"
    assert picker.later.icon_name == "chevron-left"
    qtbot.keyClick(picker.day_button, Qt.Key.Key_Left)
    assert picker.day == date(2026, 3, 15)


def test_no_day_outside_the_range_can_be_picked(picker: DayPicker, qtbot: QtBot) -> None:
    picker.set_range(DAY, date(2026, 3, 15))
    assert not picker.earlier.isEnabled()
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(picker.day_button, Qt.Key.Key_Left)
    qtbot.mouseClick(picker.later, Qt.MouseButton.LeftButton)
    assert not picker.later.isEnabled()
    picker.set_range(None, None)
    assert picker.later.isEnabled()


def test_it_is_as_wide_for_every_day_of_the_year(picker: DayPicker, look: Look) -> None:
    width = picker.sizeHint().width()
    room = picker.day_button.width() - 25 - 16
    for number in range(365):
        day = date.fromordinal(date(2026, 1, 1).toordinal() + number)
        picker.set_day(day)
        assert look.metrics("number").horizontalAdvance(picker.text()) <= room
    assert picker.sizeHint().width() == width


def test_a_day_is_picked_from_the_calendar(picker: DayPicker, qtbot: QtBot) -> None:
    popup = calendar_of(picker)
    qtbot.waitUntil(popup.isVisible)
    with qtbot.waitSignal(picker.picked) as told:
        popup.calendar.clicked.emit(QDate(2026, 3, 20))
    assert told.args == [date(2026, 3, 20)]
    assert not popup.isVisible()


def test_the_calendar_is_used_by_keys_alone(picker: DayPicker, qtbot: QtBot) -> None:
    qtbot.keyClick(picker.day_button, Qt.Key.Key_Down)
    popup = picker.popup
    assert popup is not None
    view = popup.calendar.focusProxy() or popup.calendar
    qtbot.keyClick(view, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.picked) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [date(2026, 3, 21)]


def test_digits_in_the_calendar_are_no_day_of_another_year(picker: DayPicker, qtbot: QtBot) -> None:
    popup = calendar_of(picker)
    view = popup.calendar.focusProxy() or popup.calendar
    qtbot.keyClicks(view, "31120001")
    with qtbot.waitSignal(popup.picked) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == [DAY]


def test_the_calendar_ends_where_no_day_can_be_meant(picker: DayPicker, qtbot: QtBot) -> None:
    picker.set_day(date(1900, 1, 1))
    popup = calendar_of(picker)
    assert not popup.earlier.isEnabled()
    view = popup.calendar.focusProxy() or popup.calendar
    qtbot.keyClick(view, Qt.Key.Key_PageUp)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert picker.day == date(1900, 1, 1)
    assert not picker.earlier.isEnabled()


def test_escape_closes_the_calendar_and_picks_nothing(picker: DayPicker, qtbot: QtBot) -> None:
    popup = calendar_of(picker)
    with qtbot.assertNotEmitted(picker.picked):
        qtbot.keyClick(popup.calendar, Qt.Key.Key_Escape)
    assert not popup.isVisible()


def test_the_months_are_turned_within_the_range(picker: DayPicker, qtbot: QtBot) -> None:
    picker.set_range(DAY, date(2026, 4, 30))
    popup = calendar_of(picker)
    assert not popup.earlier.isEnabled()
    qtbot.mouseClick(popup.later, Qt.MouseButton.LeftButton)
    assert popup.calendar.monthShown() == 4
    assert not popup.later.isEnabled()


def test_the_calendar_starts_the_week_as_the_country_does(look: Look, qtbot: QtBot) -> None:
    made = DayPicker(look, DAY)
    qtbot.addWidget(made)
    popup = calendar_of(made)
    assert popup.calendar.firstDayOfWeek() == made.locale().firstDayOfWeek()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_weekend_is_red(look: Look, picker: DayPicker, theme: str) -> None:
    popup = calendar_of(picker)
    look.set_theme("dark" if theme == "dark" else "light")
    image = popup.calendar.grab().toImage()
    hues = {
        colour.name()
        for x in range(0, image.width())
        for y in range(0, image.height())
        if (colour := image.pixelColor(x, y)).red() > colour.blue() + 80
        and colour.red() > colour.green() + 80
    }
    assert hues == set()
    weekend = popup.calendar.weekdayTextFormat(Qt.DayOfWeek.Sunday).foreground().color()
    assert weekend == QColor(look.colour("muted"))


def test_the_cells_are_targets_for_a_finger(picker: DayPicker) -> None:
    popup = calendar_of(picker)
    assert popup.calendar.width() >= 7 * 44
    assert popup.calendar.height() >= 7 * 44


def test_the_parts_are_named_for_a_screen_reader(picker: DayPicker) -> None:
    assert picker.earlier.accessibleName() == "Day before"
    assert picker.later.accessibleName() == "Day after"
    assert "14 March 2026" in picker.day_button.accessibleName()


def test_the_calendar_marks_the_houses_today_and_not_the_machines(picker: DayPicker) -> None:
    assert calendar_of(picker).calendar.today == QDate()
    picker.set_today(date(2026, 3, 15))
    assert calendar_of(picker).calendar.today == QDate(2026, 3, 15)
