"""An hour is read whoever wrote it, and shows its tables as a list does."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from bson import ObjectId, encode
from hypothesis import given

from resv_desktop.store.hour import Hour, hour_from, hour_or_restaurant
from tests.store.test_documents import AT, LONDON, document_of


def test_an_hour_lasts_an_hour_on_the_clock_of_the_house() -> None:
    hour = Hour("s", "r", AT, (("4", 2, True),))
    (slot,) = hour.slots(LONDON)
    assert (slot.starts_at.hour, slot.ends_at.hour, slot.starts_at) == (19, 20, AT)
    assert slot.ends_at - slot.starts_at == timedelta(hours=1)


def test_a_table_twice_in_an_hour_is_free_only_if_both_entries_are() -> None:
    tables = (("4", 6, True), ("4", 2, False), ("5", 2, True), ("5", 6, True))
    found = Hour("s", "r", AT, tables).slots(LONDON)
    assert [(s.table_id, s.capacity, s.is_available) for s in found] == [
        ("4", 2, False),
        ("5", 2, True),
    ]


def test_the_tables_of_an_hour_are_shown_by_size_and_number() -> None:
    tables = (("10", 2, True), ("3", 4, True), ("2", 2, True))
    assert [slot.table_id for slot in Hour("s", "r", AT, tables).slots(LONDON)] == ["2", "10", "3"]


def test_an_hour_is_shown_on_the_clock_that_it_is_asked_for() -> None:
    hour = Hour("s", "r", AT, (("4", 2, True),))
    shown = [hour.slots(ZoneInfo(name))[0].starts_at.hour for name in (LONDON.key, "UTC")]
    assert shown == [19, 18]


def test_an_hour_is_read_anew_once_something_in_it_has_changed() -> None:
    document = {"_id": ObjectId(), "restId": ObjectId(), "time": AT}

    def read(*, is_free: bool) -> object:
        tables = [{"tableId": "4", "capacity": 2, "isAvailable": is_free}]
        return hour_or_restaurant(encode(document | {"tables": tables}))

    free, taken = read(is_free=True), read(is_free=False)
    assert isinstance(taken, Hour)
    assert taken.tables == (("4", 2, False),)
    assert free != taken
    assert read(is_free=True) is free


@pytest.mark.parametrize("flag", [False, None, 1, "true", [], {}])
def test_only_true_means_free(flag: object) -> None:
    tables = [{"tableId": "4", "capacity": 2, "isAvailable": flag}]
    hour = hour_from({"_id": 1, "time": AT, "tables": tables})
    assert hour.tables == (("4", 2, False),)


@given(document_of("restId", "tables"))
def test_no_hour_is_too_odd_to_be_read(document: dict[str, Any]) -> None:
    hour = hour_from(document | {"time": AT})
    assert all(isinstance(slot.capacity, int) for slot in hour.slots(LONDON))
