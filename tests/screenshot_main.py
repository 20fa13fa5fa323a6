"""Pictures of the host stand: a full evening, empty and closed days, an outage, long names."""

from datetime import timedelta

from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.main_window import MainWindow
from tests.screenshot_house import CLOSED_ON, EVENING, LONG_STATION
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take the pictures of the main window of a house with names of the usual length."""
    _the_evening(stage)
    _what_is_picked(stage)
    _taking(stage)
    _other_days(stage)
    _the_end_of_the_day(stage)
    _demo(stage)
    _outage(stage)
    _deaf(stage)
    _clock_off(stage)
    _loading(stage)


def pick(stage: Stage, window: MainWindow, table: int, hour: int) -> None:
    """Pick a table in an hour of the evening."""
    day = window.view.day
    assert day is not None
    slot = stage.house.slot(table, hour)
    found = day.find_slot(slot.slot_id, slot.table_id)
    assert found is not None
    window.view.pick(found.key)


def _the_evening(stage: Stage) -> None:
    """Take the picture of the README: table 11 has just become free and is picked."""
    window = stage.open_main_window()
    stage.take("main-nothing-picked", window)
    window.top.party.press(4)
    window.menu.cancel.trigger()
    dialog = window.acts._dialog
    assert dialog is not None
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    model = getattr(dialog, "model")  # noqa: B009 - whichever dialog is open
    stage.wait("the station's reservations are listed", lambda: model.rowCount() == 3)
    row = next(n for n, r in enumerate(model.reservations()) if r.table_id == "11")
    getattr(dialog, "list").pick(row)  # noqa: B009 - whichever dialog is open
    getattr(dialog, "act_button").click()  # noqa: B009 - whichever dialog is open
    stage.wait("it is cancelled", lambda: bool(window.notice))
    stage.rest(window)
    pick(stage, window, 11, 20)
    window.view.set_hours(HourFilter(stage.house.slot(1, 19).starts_at))
    window.view.available.list.setFocus()
    stage.take("main", window)
    window.open_menu()
    stage.take_screen("menu", window.menu, window)
    window.menu.hide()
    window.top.day.open_calendar()
    popup = window.top.day.popup
    assert popup is not None
    stage.take_screen("calendar", popup, window)
    popup.hide()
    choice = window.view.all.hours
    choice.showPopup()
    stage.take_screen("hours", window)
    choice.hidePopup()
    stage.close(window)


def _what_is_picked(stage: Stage) -> None:
    window = stage.open_main_window()
    window.top.party.press(2)
    pick(stage, window, 8, 19)
    window.view.all.list.setFocus()
    stage.take("main-taken-picked", window)
    window.view.set_hours(HourFilter())
    pick(stage, window, 20, 12)
    stage.take("main-past-picked", window)
    window.view.all.heads.head("guest").click()
    stage.take("main-sorted-by-guest", window)
    window.view.all.heads.head("guest").click()
    window.view.set_hours(HourFilter(stage.house.slot(1, 20).starts_at, is_only=True))
    stage.take("main-one-hour", window)
    window.top.menu_button.setFocus()
    stage.take("main-focus-in-the-bar", window)
    full_at = stage.house.slot(1, 20).starts_at
    held = [stage.house.reserve_elsewhere(24, 20)]
    window.top.party.press(8)
    window.view.set_hours(HourFilter(full_at, is_only=True))
    stage.wait("it is full", window.view.available.empty.isVisible)
    stage.rest(window)
    stage.take("main-full-for-8", window)
    for reservation in held:
        stage.house.cancel_elsewhere(reservation)
    stage.close(window)


def _other_days(stage: Stage) -> None:
    window = stage.open_main_window()
    for name, on in (
        ("main-closed", CLOSED_ON),
        ("main-empty", EVENING + timedelta(days=6)),
        ("main-beyond-prepared-days", EVENING + timedelta(days=60)),
        ("main-before-the-book", EVENING - timedelta(days=9)),
    ):
        window.go_to(on)
        stage.rest(window)
        stage.take(name, window)
    stage.close(window)


def _taking(stage: Stage) -> None:
    """Take pictures of tables that hosts at other stations are about to take."""
    window = stage.open_main_window()
    window.top.party.press(4)
    for table, hour, stations in (
        (9, 19, ("Stand 2",)),
        (8, 20, ("Stand 2",)),
        (4, 20, ("Bar", "Stand 2")),
        (20, 20, (LONG_STATION,)),
    ):
        slot = stage.house.slot(table, hour)
        taking = {**window.signs.takers, (slot.slot_id, str(table)): stations}
        window.signs.takers = taking
        window.view.show_takers(taking)
    pick(stage, window, 8, 20)
    window.view.available.list.setFocus()
    stage.take("main-being-taken-elsewhere", window)
    stage.close(window)


def _the_end_of_the_day(stage: Stage) -> None:
    stage.clock.set(23, 20)
    window = stage.open_main_window()
    stage.take("main-day-over", window)
    stage.close(window)
    stage.clock.set(19, 8)


def take_long_names(stage: Stage) -> None:
    """Take the pictures of a house, guests and notes as long as they come."""
    long = stage.house.long_house()
    window = stage.open_main_window(long)
    day = window.view.day
    assert day is not None
    taken = next(t for h in day.hours for t in h.by_table if t.reservation and t.reservation.note)
    window.view.pick(taken.key)
    window.view.all.list.setFocus()
    window.bottom.notice.say(
        "Reserved: table 5, Sat 14 March, 20:00, "
        f"{taken.reservation.name if taken.reservation else ''}, party of 8."
    )
    stage.take("main-long-names", window)
    free = next(
        t for h in day.hours for t in h.by_table if t.is_free and not h.is_over(day.read_at)
    )
    window.view.pick(free.key)
    stage.take("main-long-names-free-picked", window)
    stage.close(window)


def _demo(stage: Stage) -> None:
    window = stage.open_main_window(is_demo=True)
    window.top.party.press(3)
    stage.take("main-demo", window)
    stage.close(window)


def _outage(stage: Stage) -> None:
    window = stage.open_main_window()
    window.top.party.press(8)
    with stage.frozen_database():
        stage.wait("the banner is there", window.banner.isVisible)
        stage.take("main-outage", window)
    stage.wait("the banner is gone", lambda: not window.banner.isVisible())
    stage.rest(window)
    stage.take("main-after-outage", window)
    stage.close(window)


def _deaf(stage: Stage) -> None:
    """Changes at other stations are not heard, while the database answers."""
    window = stage.open_main_window()
    window.top.party.press(2)
    pick(stage, window, 8, 20)
    window.follower.stop()
    stage.wait("the banner is there", window.banner.isVisible)
    stage.rest(window)
    stage.take("main-deaf", window)
    stage.close(window)


def _clock_off(stage: Stage) -> None:
    """This machine's clock is an hour fast."""
    window = stage.open_main_window()
    stage.wait("it is live", lambda: window.bottom.freshness.kind == "ok")
    window.bottom.notice.say(
        "Reserved: table 8, Sat 14 March, 20:00, Great Crested Grebe, party of 4."
    )
    window.bottom.show_clock(timedelta(hours=1))
    stage.take("main-clock-off", window)
    stage.close(window)


def _loading(stage: Stage) -> None:
    window = stage.main_window()
    stage.show_bare(window)
    stage.take("main-first-frame", window)
    stage.close(window)
    window = stage.main_window()
    with stage.frozen_database():
        stage.show(window)
        stage.wait("it is said", window.view.available.reading.isVisible)
        stage.take("main-loading", window)
        stage.wait("the banner is there", window.banner.isVisible)
        stage.pause(0.2)
        stage.take("main-nothing-read", window)
    stage.wait("the day is there", lambda: window.is_settled)
    stage.rest(window)
    stage.close(window)
