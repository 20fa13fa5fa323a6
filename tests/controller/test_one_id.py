"""An id belongs to one act about one thing: for any other it is refused, and nothing is done."""

import inspect
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import IdTaken
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.domain.waiting import Waiting
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw
from tests.quick_pins import quick_pins as _quick_pins

quick_pins = _quick_pins

Act = partial[Any]
_SAME = {"reserve_waiting": "reserve", "retire_table": "edit_restaurant"}  # by what the line says
# What these make is told as it was made the first time, wherever that is.
_MAKING = ("reserve", "walk_in", "wait", "create_restaurant")
# Of two changes of one house the lines do not say which is which; erasing raises ValueError.
_OTHERS = ("retire_table", "erase_guest")


class Acts:
    """Each act that takes an id, so that it can be done; of each there are two, with all theirs."""

    def __init__(self, controller: Controller, raw: Raw, house: Restaurant, slot: FindSlot) -> None:
        self._controller, self._raw, self._house, self._slot = controller, raw, house, slot
        self._guests = iter(range(100))

    def of_each_kind(self, n: int) -> dict[str, Act]:
        """Return the first (0) or the second (1) of each; all it needs is made."""
        c, house = self._controller, self._house.id
        held = {
            name: self._held(str(table), 15 + n)
            for table, name in enumerate(("cancel", "edit", "call", "move", "status", "undo"), 1)
        }
        undone = c.new_id()
        c.set_status(held["undo"].id, "arrived", request_id=undone)
        begun = {name: self._held(t, 12 + n, days=0) for name, t in (("no", "1"), ("free", "2"))}
        room = self._slot("6", hour=18 + n)
        waits = [self._waits(room) for _ in range(3)]
        full, elsewhere = self._slot("6", hour=20 + n), self._slot("5", hour=20 + n)
        self._reserve(full)
        walked = self._slot("3", hour=12 + n, days=0)
        fresh = self._slot("5", hour=18 + n)
        new_zone = self._raw.restaurants.insert_one(
            {"name": f"No zone {n}", "phone": "+442079460123", "tables": []}
        )
        other = c.create_restaurant(f"Other {n}", "+442079460123", timezone="Europe/London").id
        move = held["move"].id
        return {
            "reserve": partial(c.reserve, fresh.slot_id, fresh.table_id, self._phone(), 2),
            "walk_in": partial(c.walk_in, walked.slot_id, walked.table_id, 2),
            "cancel": partial(c.cancel, held["cancel"].id),
            "no_show": partial(c.no_show, begun["no"].id),
            "release": partial(c.release, begun["free"].id),
            "set_status": partial(c.set_status, held["status"].id, "arrived"),
            "edit_reservation": partial(c.edit_reservation, held["edit"].id, name="Heron"),
            "mark_called": partial(c.mark_called, held["call"].id),
            "move": partial(c.move, move, elsewhere.slot_id, elsewhere.table_id),
            "undo": partial(c.undo, undone),
            "wait": partial(c.wait, house, full.slot_id, 8, self._phone()),
            "unwait": partial(c.unwait, waits[0].id),
            "pass_over": partial(c.pass_over, waits[1].id, "6"),
            "reserve_waiting": partial(c.reserve_waiting, waits[2].id, "6"),
            "create_restaurant": partial(
                c.create_restaurant, f"New {n}", "+442079460123", timezone="Europe/London"
            ),
            "add_tables": partial(c.add_tables, other, [2]),
            "set_timezone": partial(c.set_timezone, str(new_zone.inserted_id), "Europe/London"),
            "edit_restaurant": partial(c.edit_restaurant, other, HouseChange(name=f"Yet {n}")),
            "retire_table": partial(
                c.retire_table, house, str(3 + n), MORNING.date() + timedelta(days=30)
            ),
            "set_retention": partial(c.set_retention, other, 6),
            "set_pin": partial(c.set_pin, other, "4711"),
            "erase_guest": partial(c.erase_guest, self._phone(), house),
        }

    def _phone(self) -> str:
        return f"+4474001234{next(self._guests):02}"

    def _reserve(self, slot: Slot) -> Reservation:
        return self._controller.reserve(slot.slot_id, slot.table_id, self._phone(), 2)

    def _held(self, table: str, hour: int, days: int = 4) -> Reservation:
        return self._reserve(self._slot(table, hour=hour, days=days))

    def _waits(self, slot: Slot) -> Waiting:
        first = self._reserve(slot)
        entry = self._controller.wait(self._house.id, slot.slot_id, 8, self._phone())
        self._controller.cancel(first.id)
        return entry


def takes_id(method: Callable[..., Any]) -> str:
    """Return how the id of an act is called, "" where it takes none."""
    given = inspect.signature(method).parameters
    names = [n for n in ("request_id", "reservation_id") if n in given and given[n].default is None]
    return names[0] if names else ""


@pytest.mark.usefixtures("quick_pins")
def test_an_id_that_one_act_has_had_is_refused_to_all_others_in_a_sentence(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    contents: Callable[[], Any],
) -> None:
    acts = Acts(controller, raw, house, slot)
    first, second = acts.of_each_kind(0), acts.of_each_kind(1)
    methods = inspect.getmembers(Controller, inspect.isfunction)
    known = {name for name, method in methods if takes_id(method)}
    assert first.keys() == known - {"history"}  # which only looks for it
    clock.now = MORNING.replace(hour=12, minute=10)
    used: dict[str, str] = {}
    for name, act in first.items():
        used[name] = controller.new_id()
        act(**{takes_id(act.func): used[name]})
        assert raw.journal.count_documents({"_id": ObjectId(used[name])}) == 1, name
    clock.now += timedelta(hours=1)
    before, wrong = contents(), {}
    for name, act in second.items():
        for other, own in used.items():
            if _SAME.get(name, name) == _SAME.get(other, other):
                continue
            try:
                wrong[name, other] = act(**{takes_id(act.func): own})
            except IdTaken:
                continue
            except Exception as error:  # noqa: BLE001 - each of them is told
                wrong[name, other] = error
    assert wrong == {}
    assert contents() == before
    for act in second.values():  # nothing but the id was in their way
        act(**{takes_id(act.func): controller.new_id()})


@pytest.mark.usefixtures("quick_pins")
def test_an_id_that_an_act_has_had_is_refused_to_it_about_anything_else(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    contents: Callable[[], Any],
) -> None:
    acts = Acts(controller, raw, house, slot)
    first, second = acts.of_each_kind(0), acts.of_each_kind(1)
    clock.now = MORNING.replace(hour=12, minute=10)
    used: dict[str, dict[str, str]] = {}
    for name, act in first.items():
        used[name] = {takes_id(act.func): controller.new_id()}
        act(**used[name])
    clock.now += timedelta(hours=1)
    before, wrong = contents(), {}
    for name in second.keys() - {*_MAKING, *_OTHERS}:
        try:
            wrong[name] = second[name](**used[name])
        except IdTaken:
            continue
        except Exception as error:  # noqa: BLE001 - each of them is told
            wrong[name] = error
    assert wrong == {}
    assert contents() == before
