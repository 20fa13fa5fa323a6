"""The manager's PIN: set at first use, changed with the old one, and slow for who guesses."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import (
    CannotUndo,
    InvalidPin,
    PinChanged,
    RestaurantNotFound,
    WriteForbidden,
    WrongPin,
)
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.pin import hash_of
from tests.controller.conftest import Clock
from tests.quick_pins import quick_pins as _quick_pins
from tests.store.guest import guest_of

Raw = Database[dict[str, Any]]
quick_pins = _quick_pins


@pytest.fixture
def house(make_house: Callable[..., Restaurant], raw: Raw) -> Restaurant:
    """Harbour House, which needs no tables for this."""
    raw.managers.delete_many({})
    return make_house(())


@pytest.fixture
def wrong(controller: Controller, house: Restaurant) -> Callable[[], str]:
    """Type a wrong PIN; return what is said."""

    def type_wrong() -> str:
        with pytest.raises(WrongPin) as refused:
            controller.prove_pin(house.id, "9999")
        return str(refused.value)

    return type_wrong


def test_the_pin_is_kept_as_a_slow_salted_hash_and_stands_nowhere(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    assert controller.pin_state(house.id) == "unset"
    assert controller.set_pin(house.id, "4711") == "on"
    assert controller.pin_state(house.id) == "on"
    controller.prove_pin(house.id, "4711")
    document = raw.managers.find_one({"_id": ObjectId(house.id)})
    assert document is not None
    assert document["pin"].startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    lines = list(raw.journal.find({"act": "set_pin"}))
    assert [(str(line["restId"]), line["station"]) for line in lines] == [(house.id, "Stand 1")]
    assert "4711" not in str(lines)
    assert "argon2" not in str(lines)


@pytest.mark.usefixtures("quick_pins")
def test_it_is_changed_and_switched_off_only_with_the_old_one(
    controller: Controller, house: Restaurant
) -> None:
    controller.set_pin(house.id, "4711")
    for new in ("1234", None):
        with pytest.raises(WrongPin):
            controller.set_pin(house.id, new, old="4712")
        with pytest.raises(InvalidPin):
            controller.set_pin(house.id, new)
    controller.prove_pin(house.id, "4711")
    controller.set_pin(house.id, "0815", old="4711")
    with pytest.raises(WrongPin):
        controller.prove_pin(house.id, "4711")
    assert controller.set_pin(house.id, None, old="0815") == "off"
    assert controller.pin_state(house.id) == "off"
    controller.prove_pin(house.id, "0000")  # nobody is asked, so nothing is wrong
    assert controller.set_pin(house.id, "1234") == "on"


@pytest.mark.usefixtures("quick_pins")
def test_after_wrong_ones_nobody_can_try_for_ever_longer_at_any_station(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    clock: Clock,
    wrong: Callable[[], str],
) -> None:
    controller.set_pin(house.id, "4711")
    assert wrong() == wrong() == "That is not the manager's PIN."
    assert wrong().endswith("again in 5 seconds.")
    for station in (controller, open_station("Bar")):
        with pytest.raises(WrongPin, match="another 5 seconds, at any station"):
            station.prove_pin(house.id, "4711")
    clock.now += timedelta(seconds=5)
    assert wrong().endswith("again in 15 seconds.")
    clock.now += timedelta(seconds=15)
    controller.prove_pin(house.id, "4711")
    assert wrong() == "That is not the manager's PIN."


@pytest.mark.usefixtures("quick_pins")
def test_what_is_no_pin_is_no_try(
    controller: Controller, house: Restaurant, wrong: Callable[[], str]
) -> None:
    controller.set_pin(house.id, "4711")
    for _ in range(4):
        with pytest.raises(InvalidPin):
            controller.prove_pin(house.id, "47")
    assert wrong() == "That is not the manager's PIN."


@pytest.mark.usefixtures("quick_pins")
def test_twenty_guesses_at_one_instant_are_not_looked_at_before_they_are_counted(
    open_station: Callable[..., Controller], controller: Controller, house: Restaurant
) -> None:
    controller.set_pin(house.id, "4711")
    stations = [open_station(f"Bar {n}", patience_s=30) for n in range(4)]

    def guess(n: int) -> str:
        with pytest.raises(WrongPin) as refused:
            stations[n % 4].prove_pin(house.id, f"{5000 + n}")
        return refused.value.template

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(guess, range(20)))
    assert sum("nobody can try" not in said for said in told) == 3


@pytest.mark.usefixtures("quick_pins")
def test_of_two_stations_that_set_the_first_one_the_second_is_told(
    controller: Controller, open_station: Callable[..., Controller], house: Restaurant
) -> None:
    stations = [controller, open_station("Bar")]

    def set_one(n: int) -> bool:
        try:
            stations[n].set_pin(house.id, f"{n}{n}{n}{n}")
        except (PinChanged, InvalidPin):  # it was asked for the one that came first
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(set_one, range(2)))
    assert sorted(done) == [False, True]
    controller.prove_pin(house.id, "0000" if done[0] else "1111")


@pytest.mark.usefixtures("quick_pins")
def test_one_that_another_station_set_meanwhile_is_not_written_over(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bar = open_station("Bar")

    def set_elsewhere_meanwhile(pin: str) -> str:
        monkeypatch.setattr("resv_desktop.store.pin.hash_of", hash_of)
        bar.set_pin(house.id, "0815")
        return hash_of(pin)

    monkeypatch.setattr("resv_desktop.store.pin.hash_of", set_elsewhere_meanwhile)
    with pytest.raises(PinChanged, match="at another station meanwhile"):
        controller.set_pin(house.id, "4711")
    controller.prove_pin(house.id, "0815")


@pytest.mark.usefixtures("quick_pins")
def test_a_repeat_with_the_same_id_does_it_once_and_needs_no_old_one(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    own = controller.new_id()
    for _ in range(2):
        assert controller.set_pin(house.id, "4711", request_id=own) == "on"
    assert raw.journal.count_documents({"act": "set_pin"}) == 1
    with pytest.raises(CannotUndo):
        controller.undo(own)


@pytest.mark.usefixtures("quick_pins")
@pytest.mark.parametrize("old", ["", "0815"])
def test_three_repeats_with_the_same_id_at_once_are_one_and_no_wrong_try(
    controller: Controller, house: Restaurant, raw: Raw, old: str
) -> None:
    if old:
        controller.set_pin(house.id, old)
    own, together = controller.new_id(), Barrier(3)

    def set_pin(_: int) -> str:
        together.wait()
        return controller.set_pin(house.id, "4711", old=old, request_id=own)

    with ThreadPoolExecutor(3) as threads:
        assert list(threads.map(set_pin, range(3))) == ["on"] * 3
    assert raw.journal.count_documents({"_id": ObjectId(own)}) == 1
    found = raw.managers.find_one() or {}
    assert (found["wrong"], found["waitUntil"]) == (0, None)
    controller.prove_pin(house.id, "4711")


@pytest.mark.usefixtures("quick_pins")
def test_who_owns_the_database_clears_a_forgotten_one(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    controller.set_pin(house.id, "4711")
    raw.managers.update_one({}, {"$set": {"more": "of another kind"}})
    controller.clear_pin(house.id)
    assert controller.pin_state(house.id) == "unset"
    assert raw.managers.find_one() == {"_id": ObjectId(house.id), "more": "of another kind"}
    with pytest.raises(PinChanged):  # who was still asked for it sets one first, as anybody does
        controller.prove_pin(house.id, "4711")
    controller.clear_pin(house.id)
    assert raw.journal.count_documents({"act": "clear_pin"}) == 1


@pytest.mark.usefixtures("quick_pins")
def test_a_station_with_fewer_rights_is_asked_as_all_are_and_cannot_clear_it(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    raw: Raw,
    mongod: ManagedServer,
) -> None:
    with guest_of(mongod, raw.name) as uri:
        joined = open_station("Bar", uri=uri)
        assert joined.set_pin(house.id, "4711") == "on"
        with pytest.raises(WrongPin):
            joined.prove_pin(house.id, "0000")
        joined.prove_pin(house.id, "4711")
        with pytest.raises(WriteForbidden, match="on the machine that runs the database"):
            joined.clear_pin(house.id)
    assert controller.pin_state(house.id) == "on"


def test_what_cannot_be_read_is_said_and_not_taken_for_a_wrong_pin(
    controller: Controller, house: Restaurant, raw: Raw
) -> None:
    raw.managers.insert_one({"_id": ObjectId(house.id), "pin": "4711", "waitUntil": "soon"})
    with pytest.raises(PinChanged, match="clear-pin"):
        controller.prove_pin(house.id, "4711")


@pytest.mark.usefixtures("quick_pins", "house")
def test_a_restaurant_that_is_none_gets_no_pin(controller: Controller) -> None:
    with pytest.raises(RestaurantNotFound):
        controller.set_pin(controller.new_id(), "4711")
