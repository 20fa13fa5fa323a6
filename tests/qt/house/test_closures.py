"""A closure is said with its end and its reason, calmly, for as long as it lasts."""

from datetime import timedelta
from typing import Any

import pytest
from bson import ObjectId
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Closure
from resv_desktop.qt.day_rows import HourFilter
from resv_desktop.qt.empty_day import why_empty
from resv_desktop.qt.house.closure_words import closures_said
from resv_desktop.qt.main_window import MainWindow
from tests.qt.days import NOW, SATURDAY, day, house, reservation
from tests.qt.stand import Stand
from tests.qt.station import Station, is_live, is_told_silent

DAY = timedelta(days=1)
FLOOR = "The kitchen gets a new floor."


def closure(first: int = 0, last: int = 0, **facts: Any) -> Closure:
    """Return a closure from so many days after Saturday to so many."""
    known: dict[str, Any] = {"hours": None, "reason": FLOOR}
    known |= {"from_on": SATURDAY + first * DAY, "to_on": SATURDAY + last * DAY}
    return Closure(**(known | facts))


def said(*closures: Closure, on: int = 0) -> str:
    told = closures_said(house(closures=closures), SATURDAY + on * DAY, NOW)
    return " ".join(f"{each.what} {each.reason}".strip() for each in told)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("closures", "says"),
    [
        ([], ""),
        ([closure(1, 1)], ""),
        ([closure()], f"Closed today. {FLOOR}"),
        ([closure(-2, 3)], f"Closed up to and including Tue 17 March. {FLOOR}"),
        ([closure(reason=" ")], "Closed today."),
        ([closure(hours="14:20")], f"Other hours today: 14:00 to 20:00. {FLOOR}"),
        (
            [closure(0, 1, hours="18:02", reason="Long night")],
            "Other hours up to and including Sun 15 March: 18:00 to 02:00. Long night",
        ),
        ([closure(hours="nonsense")], ""),
        ([closure(closed_hours="18:20")], f"Closed today: 18:00 to 20:00. {FLOOR}"),
        ([closure(closed_hours="16:19")], ""),  # it is 19:08
        (
            [closure(0, 1, closed_hours="16:19")],
            f"Closed each day up to and including Sun 15 March: 16:00 to 19:00. {FLOOR}",
        ),
        ([closure(closed_hours="18:20"), closure()], f"Closed today. {FLOOR}"),
        ([closure(), closure(hours="14:20")], f"Closed today. {FLOOR}"),  # the first one counts
    ],
)
def test_what_holds_today_is_said_with_its_end_and_reason(
    closures: list[Closure], says: str
) -> None:
    assert said(*closures) == says


@pytest.mark.usefixtures("qapp")
def test_hours_after_midnight_that_are_closed_tonight_are_said_in_the_evening() -> None:
    tonight = house(opening_hours="18:02", closures=(closure(closed_hours="00:01"),))
    (told,) = closures_said(tonight, SATURDAY, NOW)
    assert told.what == "Closed today: 00:00 to 01:00."
    assert closures_said(tonight, SATURDAY, NOW + timedelta(hours=6)) == []  # it is 01:08


@pytest.mark.usefixtures("qapp")
def test_of_another_day_only_hours_are_said_for_a_closed_one_is_seen() -> None:
    later = [closure(1, 1), closure(2, 2, hours="14:20"), closure(3, 3, closed_hours="19:20")]
    assert said(*later, on=1) == ""
    assert said(*later, on=2) == f"Other hours on Mon 16 March: 14:00 to 20:00. {FLOOR}"
    assert said(*later, on=3) == f"Closed on Tue 17 March: 19:00 to 20:00. {FLOOR}"
    assert said(closure(), *later, on=2).startswith(f"Closed today. {FLOOR} Other hours on Mon")


@pytest.mark.usefixtures("qapp")
def test_a_closed_day_says_its_end_also_where_parties_are_left_in_it() -> None:
    closed = house(closures=(closure(0, 3),))
    left = day(reservation("7", 20), restaurant=closed, hours=())
    for shown in (day(restaurant=closed, hours=()), left):
        reason = why_empty(shown, 2, HourFilter(), NOW)
        assert reason is not None
        assert reason.why == "Closed on Sat 14 March"
        assert reason.what_now == f"Up to and including Tue 17 March. {FLOOR}"
        assert [way.words for way in reason.ways_out] == ["Go to Wed 18 March"]


def test_a_closure_made_elsewhere_is_seen_at_once_and_leaves_the_banner_its_place(
    qtbot: QtBot, window: MainWindow, stand: Stand, station: Station
) -> None:
    qtbot.waitUntil(lambda: is_live(window))
    assert not window.closure.isVisible()
    closed = {
        "from": stand.day.isoformat(),
        "to": stand.day.isoformat(),
        "hours": None,
        "reason": FLOOR,
    }
    houses = stand.rival_store.database["restaurants"]
    houses.update_one({"_id": ObjectId(stand.restaurant.id)}, {"$set": {"closures": [closed]}})
    qtbot.waitUntil(window.closure.isVisible, timeout=15_000)
    assert window.closure.text() == f"Closed today. {FLOOR}"
    assert not window.banner.isVisible()
    station.is_silent = True
    window.read_again()
    qtbot.waitUntil(lambda: is_told_silent(window), timeout=15_000)
    assert window.closure.isVisible()
    assert window.banner.geometry().bottom() < window.closure.geometry().top()
    station.is_silent = False
    houses.update_one({"_id": ObjectId(stand.restaurant.id)}, {"$unset": {"closures": ""}})
    qtbot.waitUntil(lambda: not window.closure.isVisible(), timeout=15_000)
