"""What the next run and the day sheets find on this machine."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from resv_desktop.last_known import MOST_DAYS, LastKnown
from resv_desktop.qt.day_keeper import DayKeeper
from tests.qt.stand import Stand


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
    made = stand.reserve(stand.slot("2", 20), by=stand.rival)
    keeper.follow(stand.controller, stand.restaurant)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert known.days()[0].read_at > before
    assert [held.id for held in known.days()[1].reservations] == [made.id]
