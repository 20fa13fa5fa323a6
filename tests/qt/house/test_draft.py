"""What is wished of the house: only what differs is to be done, and nonsense is told at once."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from resv_desktop.domain.restaurant import Closure, Restaurant, Table
from resv_desktop.qt.house.draft import HouseDraft, ended, next_free_day

TODAY = date(2026, 3, 14)
HOUSE = Restaurant(
    id="a" * 24,
    name="Harbour House",
    phone="+442079460123",
    opening_hours="17:23",
    timezone="Europe/London",
    tables=tuple(Table(id=str(n), capacity=4) for n in (1, 2, 10)),
    week_hours={"sun": None},
)


def closed(first: int, last: int, **more: str | None) -> Closure:
    facts: dict[str, str | None] = {"hours": None, "reason": ""} | more
    days = {"from_on": TODAY + timedelta(first), "to_on": TODAY + timedelta(last)}
    return Closure(**days, **facts)  # type: ignore[arg-type]  # the facts of a closure


@pytest.fixture
def draft() -> HouseDraft:
    return HouseDraft(HOUSE, TODAY)


def test_what_was_only_looked_at_is_not_changed(draft: HouseDraft) -> None:
    draft.name, draft.phone = " Harbour  House", "020 7946 0123"
    draft.wish(Table(id="2", capacity=6))
    draft.wish(Table(id="2", capacity=4))
    assert draft.changed == []
    assert draft.change().on(HOUSE, TODAY) == HOUSE
    assert draft.trouble() is None


def test_what_differs_is_named_and_nothing_else_is_in_the_change(draft: HouseDraft) -> None:
    draft.phone, draft.days_ahead = "020 7946 0124", 30
    draft.week_hours["fri"] = "17:02"
    draft.wish(Table(id="10", capacity=4, retired_from=TODAY))
    assert draft.changed == ["phone", "days_ahead", "week_hours", "tables"]
    after = draft.change().on(HOUSE, TODAY)
    assert (after.name, after.phone, after.days_ahead) == ("Harbour House", "+442079460124", 30)
    assert after.week_hours == {"fri": "17:02", "sun": None}
    assert [t.id for t in after.tables_on(TODAY)] == ["1", "2"]


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("name", "  ", "needs a name"),
        ("phone", "020 7946 01a", "has a letter"),
        ("opening_hours", "17:17", "same hour"),
        ("week_hours", {"fri": "12:09", "sat": "08:12"}, "which opens at 08:00 already"),
        ("closures", (closed(3, 2),), "before it begins"),
        ("closures", (closed(1, 3), closed(3, 4, hours="12:15")), "Two entries"),
        ("new_tables", (9,), "seats 2 to 8"),
    ],
)
def test_what_cannot_be_is_said_before_it_is_asked_for(
    draft: HouseDraft, fact: str, value: object, said: str
) -> None:
    setattr(draft, fact, value)
    assert said in str(draft.trouble())


def test_hours_that_close_on_days_with_other_hours_are_no_contradiction(draft: HouseDraft) -> None:
    draft.closures = (closed(1, 3, hours="17:22"), closed(2, 2, closed_hours="18:19"))
    assert draft.trouble() is None


def test_what_another_station_changed_is_taken_over_and_own_wishes_for_the_rest_stay(
    draft: HouseDraft,
) -> None:
    draft.name, draft.opening_hours = "Harbour Inn", "18:23"
    draft.wish(Table(id="1", capacity=8))
    draft.wish(Table(id="2", capacity=8))
    theirs = replace(
        HOUSE,
        opening_hours="12:23",
        tables=(*HOUSE.tables[:1], Table(id="2", capacity=2), Table(id="11", capacity=2)),
    )
    assert draft.take_over(theirs) == ["opening_hours", "tables"]
    assert draft.changed == ["name", "tables"]
    after = draft.change().on(theirs, TODAY)
    assert (after.name, after.opening_hours) == ("Harbour Inn", "12:23")
    assert [(t.id, t.capacity) for t in after.tables] == [("1", 8), ("2", 2), ("11", 2)]


def test_what_an_own_save_has_changed_leaves_the_wish_of_by_now_and_theirs_is_taken_over(
    draft: HouseDraft,
) -> None:
    draft.name, draft.new_tables = "Harbour Inn", (2,)
    draft.wish(Table(id="1", capacity=8))
    asked = draft.change()
    saved = replace(asked.on(HOUSE, TODAY), days_ahead=HOUSE.days_ahead + 1)
    draft.name = "Harbour Bar"
    draft.wish(Table(id="1", capacity=6))
    assert draft.settle(asked, saved) == (["name", "tables"], ["days_ahead"])
    assert draft.changed == ["name", "tables"]
    after = draft.change().on(saved, TODAY)
    assert (after.name, after.days_ahead) == ("Harbour Bar", saved.days_ahead)
    assert [(t.id, t.capacity) for t in after.tables] == [("1", 6), ("2", 4), ("10", 4), ("11", 2)]


def test_more_tables_that_were_saved_under_later_numbers_are_no_longer_wished(
    draft: HouseDraft,
) -> None:
    draft.new_tables = (2, 4)
    asked = draft.change()
    more = (Table(id="12", capacity=2), Table(id="13", capacity=4))  # 11 is promised to a party
    saved = replace(HOUSE, tables=(*HOUSE.tables, *more))
    assert draft.settle(asked, saved) == (["tables"], [])
    assert draft.changed == []


def test_what_was_not_saved_after_all_is_still_wished(draft: HouseDraft) -> None:
    draft.name = "Harbour Inn"
    theirs = replace(HOUSE, name="Harbour View", opening_hours="12:23")
    assert draft.settle(draft.change(), theirs) == ([], ["name", "opening_hours"])
    assert draft.name == "Harbour View"


def test_a_closure_that_holds_ends_yesterday_and_one_ahead_goes(draft: HouseDraft) -> None:
    running = closed(-3, 3, reason="Flood")
    assert ended(running, TODAY) == closed(-3, -1, reason="Flood")
    assert ended(closed(0, 3), TODAY) is None
    assert next_free_day((closed(0, 2), closed(3, 3)), draft.today) == TODAY + timedelta(4)


def test_where_a_closure_goes_on_for_ever_another_entry_is_asked_for_from_tomorrow_on() -> None:
    for_ever = replace(closed(0, 0), to_on=date(2999, 12, 31))
    assert next_free_day((for_ever,), TODAY) == TODAY + timedelta(1)
