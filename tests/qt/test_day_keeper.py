"""What the next run and the day sheets find on this machine."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from resv_desktop.last_known import MOST_DAYS, LastKnown
from resv_desktop.qt.day_keeper import DayKeeper
from tests.qt.stand import OTHER_PHONE, PHONE, Stand


def test_today_is_kept_while_the_host_looks_at_another_day(
    qtbot: QtBot, stand: Stand, tmp_path: Path
) -> None:
    known = LastKnown(tmp_path / "last-days.json", uri="", database="resv")
    today = stand.restaurant.business_day(stand.controller.now())
    keeper = DayKeeper(stand.tasks, known, stand.tasks)
    keeper.follow(stand.controller, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    days = known.days()
    assert [(day.on - today).days for day in days] == list(range(MOST_DAYS))
    before = days[0].read_at
    assert days[1].waiting == ()
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    full = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    entry = stand.rival.wait(stand.restaurant.id, full.slot_id, 8, PHONE, name="Heron")
    keeper.follow(stand.controller, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert known.days()[0].read_at > before
    assert [held.id for held in known.days()[1].reservations] == [made.id, full.id]
    assert [each.id for each in known.days()[1].waiting or ()] == [entry.id]
