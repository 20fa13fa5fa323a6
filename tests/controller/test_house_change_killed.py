"""A station that dies in the middle of changing the house has changed all of it, or nothing."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import SlotBusy
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import Raw
from tests.controller.killed_house_change import DAY, change_of, homes_of
from tests.controller.test_races import PHONES, demand_agreement

KILLED = Path(__file__).with_name("killed_house_change.py")
HOUSES = 20


def state(raw: Raw, house: Restaurant) -> dict[str, list[Any]]:
    """Return all that the book has of a house, without ids."""
    own = ObjectId(house.id)
    lines = sorted(line["act"] for line in raw.journal.find({"restId": own}))
    return {
        "house": [raw.restaurants.find_one({"_id": own}, {"_id": 0, "name": 0})],
        "slots": list(raw.slots.find({"restId": own}, {"_id": 0, "restId": 0}).sort("time", 1)),
        "held": sorted(
            (str(r["time"]), r["tableId"], r["reservedBy"])
            for r in raw.reservations.find({"restId": own})
        ),
        "lines": lines,
    }


def test_a_station_killed_at_any_step_of_a_change_has_made_all_of_it_or_nothing(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    raw: Raw,
    mongod: ManagedServer,
    record_property: Callable[[str, object], None],
) -> None:
    houses, requests, previews = [], [], []
    for number in range(HOUSES):
        house = make_house((2, 4, 4, 6), name=f"House {number}", opening_hours="18:21")
        tables = {(s.starts_at.hour, s.table_id): s for s in controller.slots(house.id, DAY)}
        for phone, at in zip(PHONES, [(19, "3"), (20, "2"), (18, "3")], strict=False):
            controller.reserve(tables[at].slot_id, at[1], phone, 3)
        houses.append(house)
        requests.append(controller.new_id())
        previews.append(controller.preview(house.id, change_of(house)))
    before = [state(raw, house) for house in houses]
    pairs = [f"{request}:{house.id}" for request, house in zip(requests, houses, strict=True)]
    done = subprocess.run(
        [sys.executable, str(KILLED), mongod.uri, raw.name, *pairs],
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    died = done.stdout.split()
    assert died.count("commitTransaction") == 1  # every step of it was somebody's last
    assert died[-1] == "committed"
    nothing = died.index("commitTransaction") + 1
    after_kill = [state(raw, house) for house in houses]
    for number, word in enumerate(died):
        if number < nothing:
            assert after_kill[number] == before[number], word
        else:
            assert after_kill[number]["lines"].count("edit_restaurant") == 1
            assert after_kill[number]["lines"].count("move") == 2
            assert after_kill[number]["house"] != before[number]["house"]
    end = time.monotonic() + 30
    for house, request, preview in zip(houses, requests, previews, strict=True):
        while True:  # until the server has let go of what the dead one held
            try:
                controller.edit_restaurant(
                    *(house.id, change_of(house)),
                    preview=preview,
                    homes=homes_of(preview),
                    request_id=request,
                )
                break
            except SlotBusy:
                assert time.monotonic() < end
    ended = [state(raw, house) for house in houses]
    assert all(each == ended[0] for each in ended)
    assert [table for _, table, _ in ended[0]["held"]] == ["2", "2", "2"]
    assert len(controller.attention(houses[0].id)) == 1
    demand_agreement(raw)
    assert controller.check() == []
    record_property("measured", f"killed at {died}: all or nothing, then made by the same request")
