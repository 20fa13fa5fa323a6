"""A station's clock is an hour off, and decides nothing: the server's does."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.layout import prepare
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store

WRONG_CLOCK = Path(__file__).with_name("wrong_clock.py")
ROOT = WRONG_CLOCK.parents[2]
HOUR = timedelta(hours=1)
BETWEEN_S = 30  # two readings of a clock may be so far apart on a machine that is busy
SOON = timedelta(minutes=2)  # the hour must not end while the other process works


@pytest.fixture
def station(mongod: ManagedServer, database_name: str) -> Iterator[Controller]:
    """A station whose clock is right; all take the server's time."""
    store = Store(mongod.uri, database_name)
    store.connect()
    prepare(store)
    yield Controller(store)
    store.close()


def house_around_the_clock(station: Controller, raw: Any) -> Restaurant:
    """A house whose hours never stop, so that one is just over and one is running at any time.

    Its zone is chosen so that the hour's end is not near: some are half an hour off the others.
    """
    right = datetime.now(UTC)
    zone = "Asia/Kolkata" if timedelta(minutes=60 - right.minute) <= SOON else "Europe/London"
    made = station.create_restaurant("House", "+442079460123", "00:24", timezone=zone)
    raw.restaurants.update_one({}, {"$set": {"daysAhead": 7}})
    station.add_tables(made.id, [4])
    first = raw.slots.find_one(sort=[("time", 1)])
    over = {**first, "time": first["time"] - HOUR}
    over.pop("_id")
    raw.slots.insert_one(over)
    return station.restaurant(made.id)


@pytest.mark.parametrize("off", [-HOUR, HOUR], ids=["behind", "ahead"])
def test_a_station_whose_clock_is_an_hour_off_keeps_to_the_servers(
    station: Controller,
    mongod: ManagedServer,
    database_name: str,
    off: timedelta,
    record_property: Callable[[str, object], None],
) -> None:
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(mongod.uri, tz_aware=True)
    raw = client[database_name]
    restaurant = house_around_the_clock(station, raw)
    began = datetime.now(UTC)
    done = subprocess.run(
        [
            *(sys.executable, str(WRONG_CLOCK), mongod.uri, database_name),
            *(restaurant.id, str(off.total_seconds())),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        timeout=60,
        check=True,
    )
    ended = datetime.now(UTC)
    facts = json.loads(done.stdout)
    assert facts["own"] - facts["right"] == pytest.approx(off.total_seconds(), abs=BETWEEN_S)
    assert facts["now"] == pytest.approx(facts["right"], abs=BETWEEN_S)
    assert facts["difference"] == pytest.approx(off.total_seconds(), abs=BETWEEN_S)
    assert facts["today"] == restaurant.business_day(began).isoformat()
    assert facts["extended"] == 0  # the hours are those that a right clock has made

    times = {str(hour["_id"]): hour["time"] for hour in raw.slots.find()}
    told = {times[slot_id]: what for slot_id, what in facts["told"]}
    # The hour that runs is reserved, the one before is over, whatever this machine believes.
    assert told == {at: "reserved" if at + HOUR > began else "SlotInPast" for at in told}
    lines = list(raw.journal.find({"station": "Wrong"}))
    reserved = [line["after"]["createdAt"] for line in lines if line["act"] == "reserve"]
    a_moment = timedelta(seconds=BETWEEN_S)
    for at in [*(line["at"] for line in lines), *reserved]:
        assert began - a_moment < at < ended + a_moment
    client.close()
    record_property(
        "measured",
        f"clock off by {facts['difference']:.1f} s: {len(reserved)} hours reserved, "
        f"{list(told.values()).count('SlotInPast')} over, {len(lines)} lines at the server's time",
    )
