"""The cable is cut after a commit was sent and before its answer came: nothing is done twice."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest
from bson import ObjectId
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, SlotBusy
from resv_desktop.domain.reservation import Reservation, Undone
from resv_desktop.domain.slot import Slot
from resv_desktop.store.store import Store
from tests.faults.cutting_proxy import CuttingProxy
from tests.faults.evening import DATABASE, NOW, make_evening
from tests.faults.stations import SLACK_S
from tests.own_mongod import OwnMongod, own_mongod

Raw = Database[dict[str, Any]]
GUEST = "+447400123456"
PATIENCE_S = 1.5
COMMIT = "commitTransaction"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnMongod]:
    with own_mongod(tmp_path_factory.mktemp("m")) as running:
        yield running


@pytest.fixture(scope="module")
def slots(server: OwnMongod) -> Iterator[Slot]:
    return iter(make_evening(server.uri, tables=10).slots)


@pytest.fixture
def raw(server: OwnMongod) -> Raw:
    return server.client[DATABASE]


@pytest.fixture
def cable(server: OwnMongod) -> Iterator[CuttingProxy]:
    proxy = CuttingProxy(server.socket)
    yield proxy
    proxy.close()


@pytest.fixture
def stand(cable: CuttingProxy) -> Iterator[Controller]:
    """A station at the far end of the cable."""
    store = Store(cable.uri, DATABASE, patience_s=PATIENCE_S)
    store.connect()
    yield Controller(store, clock=lambda: NOW)
    store.close()


class Deed:
    """One write of the station that may be repeated, and what the book holds of it."""

    def __init__(self, stand: Controller, raw: Raw, slots: Iterator[Slot], act: str) -> None:
        self._stand, self._raw, self._slot, self.act = stand, raw, next(slots), act
        self._other = next(slots) if act == "move" else None
        self.own_id = self._reservation_id = stand.new_id()
        if act != "reserve":
            self._reservation_id = self._reserve(stand.new_id()).id
        if act == "undo":
            self._cancelled = stand.new_id()
            stand.cancel(self._reservation_id, request_id=self._cancelled)

    def _reserve(self, own_id: str) -> Reservation:
        slot = self._slot
        # At every table another guest, so that no refusal hides a second reservation.
        guest = f"{GUEST[:-4]}{slot.starts_at.hour}{slot.table_id:0>2}"
        return self._stand.reserve(slot.slot_id, slot.table_id, guest, 4, reservation_id=own_id)

    def __call__(self) -> Reservation | Undone:
        if self.act == "reserve":
            return self._reserve(self.own_id)
        if self.act == "undo":
            return self._stand.undo(self._cancelled, request_id=self.own_id)
        if self._other:
            slot_id, table_id = self._other.slot_id, self._other.table_id
            return self._stand.move(self._reservation_id, slot_id, table_id, request_id=self.own_id)
        return self._stand.cancel(self._reservation_id, request_id=self.own_id)

    def demand_done_once(self) -> None:
        self._demand(self._slot, is_held=self.act in ("reserve", "undo"))
        if self._other:
            self._demand(self._other, is_held=True)
        about = {"reservationId": ObjectId(self._reservation_id), "act": self.act}
        assert [str(line["_id"]) for line in self._raw.journal.find(about)] == [self.own_id]

    def _demand(self, slot: Slot, *, is_held: bool) -> None:
        place = {"slotId": ObjectId(slot.slot_id), "tableId": slot.table_id}
        ids = [str(r["_id"]) for r in self._raw.reservations.find(place)]
        assert ids == ([self._reservation_id] if is_held else [])
        hour = self._raw.slots.find_one({"_id": place["slotId"]}) or {}
        flags = {t["tableId"]: t["isAvailable"] for t in hour["tables"]}
        assert flags[slot.table_id] is not is_held


@pytest.fixture(params=["reserve", "cancel", "move", "undo"])
def deed(
    request: pytest.FixtureRequest, stand: Controller, raw: Raw, slots: Iterator[Slot]
) -> Deed:
    return Deed(stand, raw, slots, request.param)


def test_a_cable_that_is_cut_once_after_the_commit_is_no_news_for_the_host(
    deed: Deed, cable: CuttingProxy
) -> None:
    cable.cut_answers_to(COMMIT, times=1)
    done = deed()
    assert cable.cuts == 1
    deed.demand_done_once()
    assert deed() == done
    deed.demand_done_once()


def test_a_cable_that_stays_cut_after_the_commit_leaves_it_unclear_until_it_is_asked_again(
    deed: Deed, cable: CuttingProxy, record_property: Callable[[str, object], None]
) -> None:
    cable.cut_answers_to(COMMIT, times=1, then_refuse=True)
    start = time.monotonic()
    with pytest.raises(Outage) as silence:
        deed()
    took = time.monotonic() - start
    assert silence.value.may_be_saved
    assert took < PATIENCE_S + SLACK_S
    deed.demand_done_once()  # it had been saved
    cable.mend()
    done = deed()
    deed.demand_done_once()
    assert deed() == done
    deed.demand_done_once()
    record_property(
        "measured", f"{deed.act}, cut after its commit: unclear after {took:.1f} s, then done once"
    )


def test_every_answer_to_a_commit_is_lost_and_it_is_done_once_all_the_same(
    deed: Deed, cable: CuttingProxy
) -> None:
    cable.cut_answers_to(COMMIT, times=1000)
    with pytest.raises(Outage) as silence:
        deed()
    assert silence.value.may_be_saved
    assert cable.cuts > 1  # the driver has asked again by itself
    deed.demand_done_once()
    cable.mend()
    deed()
    deed.demand_done_once()


def test_a_pulled_cable_is_an_outage_within_patience_and_nothing_is_wrong_once_it_is_back(
    deed: Deed, cable: CuttingProxy, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    start = time.monotonic()
    with cable.frozen(), pytest.raises(Outage):
        deed()
    assert time.monotonic() - start < PATIENCE_S + SLACK_S
    # What was under way reaches the server now, and holds the hour until the server gives it up.
    eventually(lambda: is_settled(deed))
    deed.demand_done_once()


def test_a_commit_that_is_still_on_its_way_is_not_told_as_never_saved(
    deed: Deed,
    cable: CuttingProxy,
    server: OwnMongod,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    with server.transactions_lasting(60):
        with cable.holding_back(COMMIT):
            for _ in range(2):  # the second time its own first attempt is in its way
                with pytest.raises(Outage) as silence:
                    deed()
                assert silence.value.may_be_saved
        eventually(lambda: is_settled(deed))
    deed.demand_done_once()


def is_settled(deed: Deed) -> bool:
    with suppress(Outage, SlotBusy):
        deed()
        return True
    return False
