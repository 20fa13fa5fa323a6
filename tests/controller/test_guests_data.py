"""Who wants to be forgotten is, everywhere in the book; the visits stay counted, without a name."""

import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotUndo, InvalidPhone, Outage, WriteForbidden
from resv_desktop.domain.guests_data import ArchiveBusy, GuestExpected
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import erasing
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, write_elsewhere
from tests.controller.forgotten import (
    E164,
    FORMS,
    LAST_FOUR,
    OTHER,
    PHONE,
    dump,
    forgotten_by_nobody,
)
from tests.store.guest import guest_of

_ = (dump, forgotten_by_nobody)

KILLED = Path(__file__).with_name("killed_erasing.py")


def visit(controller: Controller, slot: FindSlot, table: str, **more: Any) -> str:
    """Reserve a table of this evening for the guest; return the reservation's id."""
    place = slot(table, hour=19, days=0)
    said: dict[str, Any] = {"name": "Cohen", "note": "window", "allergy": True} | more
    return controller.reserve(place.slot_id, table, said.pop("phone", PHONE), 2, **said).id


def test_a_station_that_may_read_and_write_its_database_erases_and_forgets(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    mongod: ManagedServer,
    dump: Callable[[], bytes],
) -> None:
    visit(controller, slot, "1")
    visit(controller, slot, "2", phone=OTHER, name="Heron", note="")
    clock.now = MORNING + timedelta(days=2)
    with guest_of(mongod, raw.name) as uri:
        station = open_station("Bar", uri=uri)
        assert station.may_erase()
        assert station.erase_guest(PHONE, house.id).reservations == 1
        assert not FORMS.search(dump())
        clock.now = MORNING + timedelta(days=400)
        assert station.forget_old_guests(house.id, lambda: False, pause=False) == 2
        assert b"Heron" not in dump()


def test_nothing_of_an_erased_guest_is_left_in_any_collection_and_visits_still_count(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    dump: Callable[[], bytes],
) -> None:
    visit(controller, slot, "1")
    missed = visit(controller, slot, "2", second_table=True)
    typo = visit(controller, slot, "3", phone="07400 123455")  # a number that was typed wrong
    controller.edit_reservation(typo, phone=PHONE, second_table=True)
    other = visit(controller, slot, "4", phone=OTHER, name="Heron", note="with +44 7400-123456")
    waited = slot("6", hour=20, days=0)
    write_elsewhere(raw, slot("5", hour=19, days=0), reservedBy="(07400) 123-456", email="c@x")
    for table in ("1", "2", "3", "4", "5", "6"):
        controller.reserve(waited.slot_id, table, OTHER, 2, second_table=True)
    controller.wait(house.id, waited.slot_id, 2, PHONE, name="Cohen")
    clock.now = MORNING + timedelta(hours=10, minutes=30)
    controller.no_show(missed)
    before = controller.guest(PHONE)
    clock.now = MORNING + timedelta(days=2)
    assert FORMS.search(dump())

    found = controller.traces(PHONE, house.id)
    assert (found.reservations, found.waiting, found.mentions) == (3, 1, 2)
    assert found.lines == 6
    receipt = controller.erase_guest(E164, house.id)
    assert (receipt.reservations, receipt.lines, receipt.waiting) == (3, 6, 1)
    assert receipt.mentions == 2
    assert receipt.kept == 0

    left = dump()
    assert not FORMS.search(left)
    assert LAST_FOUR not in left
    assert b"Cohen" not in left
    assert b"window" not in left
    assert b"c@x" not in left
    after = controller.guest(PHONE)
    assert (after.visits, after.no_shows, after.name) == (1, 1, "")
    assert before.no_shows == 1
    assert not after.has_allergy
    kept = next(r for r in controller.reservations_for(OTHER) if r.id == other)
    assert kept.note.startswith("with +44 …")
    faults = [f.sentence for f in controller.check() if f.details.get("table") != "5"]
    assert faults == []
    (line,) = [line for line in controller.history(house.id) if line.act == "erase"]
    assert line.id == receipt.id
    assert controller.traces(PHONE, house.id).is_empty


def test_a_guest_who_is_still_expected_is_not_erased(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    nothing_written: Callable[..., Any],
) -> None:
    ahead = slot("1", days=3)
    controller.reserve(ahead.slot_id, "1", PHONE, 2)
    with nothing_written(), pytest.raises(GuestExpected, match="table 1 at 19:00"):
        controller.erase_guest(PHONE, house.id)
    with pytest.raises(InvalidPhone):
        controller.erase_guest("12", house.id)


def test_who_waits_for_an_hour_ahead_is_not_erased(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    full = slot("1", days=3)
    for table in ("1", "2", "3", "4", "5", "6"):
        controller.reserve(full.slot_id, table, OTHER, 2, second_table=True)
    controller.wait(house.id, full.slot_id, 2, PHONE)
    with pytest.raises(GuestExpected, match="waitlist of 19:00"):
        controller.erase_guest(PHONE, house.id)


def test_what_was_done_for_an_erased_guest_is_told_without_a_name_and_not_taken_back(
    controller: Controller, house: Restaurant, slot: FindSlot
) -> None:
    ahead = slot("1", days=3)
    held = controller.reserve(ahead.slot_id, "1", PHONE, 2, name="Cohen")
    request = controller.new_id()
    controller.cancel(held.id, request_id=request)
    controller.erase_guest(PHONE, house.id)
    with pytest.raises(CannotUndo, match="erased"):
        controller.undo(request)
    lines = controller.history(house.id, reservation_id=held.id)
    assert [line.act for line in lines] == ["cancel", "reserve"]
    assert not any(line.can_undo for line in lines)
    assert lines[0].before is not None
    assert (lines[0].before.name, lines[0].before.is_erased) == ("", True)


def test_a_guest_who_reserves_meanwhile_keeps_that_and_can_have_it_taken_back(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit(controller, slot, "1")
    clock.now = MORNING + timedelta(days=1)
    ahead, begin = slot("2", days=3), erasing.begin

    def begin_as_they_reserve(*given: Any) -> None:
        begin(*given)
        controller.reserve(ahead.slot_id, "2", PHONE, 2, name="Cohen")

    monkeypatch.setattr(erasing, "begin", begin_as_they_reserve)
    receipt = controller.erase_guest(PHONE, house.id)
    assert (receipt.reservations, receipt.kept) == (1, 1)
    (held,) = controller.reservations_for(PHONE)
    assert held.name == "Cohen"
    assert controller.undo(held.id).after is None


def test_asked_again_with_the_same_id_the_same_receipt_comes_back(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock, raw: Raw
) -> None:
    visit(controller, slot, "1")
    clock.now = MORNING + timedelta(days=1)
    request = controller.new_id()
    receipt = controller.erase_guest(PHONE, house.id, request_id=request)
    assert controller.erase_guest(PHONE, house.id, request_id=request) == receipt
    assert controller.erased_since(receipt.at) == [receipt]
    assert controller.erased_since(receipt.at + timedelta(seconds=1)) == []
    assert receipt.guest_hash == controller.guest_hash()(E164)
    assert raw.journal.count_documents({"act": "erase"}) == 1


def test_an_id_under_which_one_guest_was_erased_is_no_receipt_for_another(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock
) -> None:
    visit(controller, slot, "2", phone=OTHER)
    clock.now = MORNING + timedelta(days=1)
    request = controller.new_id()
    controller.erase_guest(PHONE, house.id, request_id=request)
    with pytest.raises(ValueError, match="another guest"):
        controller.erase_guest(OTHER, house.id, request_id=request)
    assert len(controller.reservations_for(OTHER)) == 1


def test_an_erasing_that_was_begun_is_not_ended_by_that_of_another_guest(
    controller: Controller,
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit(controller, slot, "1")
    visit(controller, slot, "2", phone=OTHER)
    clock.now = MORNING + timedelta(days=1)
    request = controller.new_id()

    def cut_off(*_: object) -> None:
        raise Outage("The database does not answer.")

    with monkeypatch.context() as silent:
        silent.setattr(erasing, "carry_out", cut_off)
        with pytest.raises(Outage):
            controller.erase_guest(PHONE, house.id, request_id=request)
    with pytest.raises(ValueError, match="another guest"):
        controller.erase_guest(OTHER, house.id, request_id=request)
    assert [receipt.reservations for receipt in controller.finish_erasing()] == [1]
    assert controller.reservations_for(PHONE) == []


def test_old_lines_on_their_way_into_files_are_waited_for(
    controller: Controller, house: Restaurant, raw: Raw, nothing_written: Callable[..., Any]
) -> None:
    later = datetime.now(UTC) + timedelta(minutes=1)
    raw.schema.insert_one({"_id": "archive", "by": ObjectId(), "until": later})
    with nothing_written(), pytest.raises(ArchiveBusy):
        controller.erase_guest(PHONE, house.id)
    assert raw.schema.count_documents({"_id": {"$regex": "erasing"}}) == 0


def kill_while_erasing(controller: Controller, raw: Raw, house: Restaurant, step: int) -> None:
    """Let a station begin to erase the guest, and be killed after so many steps."""
    uri = controller._house.store.uri
    command = [sys.executable, str(KILLED), uri, raw.name, house.id, PHONE, str(step)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL


@pytest.mark.parametrize("step", [1, 3, 5])
def test_what_a_killed_station_began_to_erase_is_ended_by_the_next(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    dump: Callable[[], bytes],
    step: int,
) -> None:
    visit(controller, slot, "1")
    visit(controller, slot, "2", second_table=True)
    clock.now = MORNING + timedelta(days=1)
    kill_while_erasing(controller, raw, house, step)
    assert FORMS.search(dump())  # it was in the middle
    raw.schema.update_one({"_id": "archive"}, {"$set": {"until": None}})  # two minutes later
    (receipt,) = open_station("Bar").finish_erasing()
    assert (receipt.reservations, receipt.lines) == (2, 2)
    assert not FORMS.search(dump())
    assert open_station("Bar").finish_erasing() == []
    assert raw.journal.count_documents({"act": "erase"}) == 1


@pytest.mark.parametrize("next_one", [OTHER, PHONE])
def test_what_a_killed_station_began_to_erase_keeps_no_guest_waiting(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    dump: Callable[[], bytes],
    next_one: str,
) -> None:
    visit(controller, slot, "1")
    visit(controller, slot, "2", phone=OTHER, name="Heron")
    clock.now = MORNING + timedelta(days=1)
    kill_while_erasing(controller, raw, house, 2)
    assert raw.schema.count_documents({"_id": {"$regex": "erasing"}}) == 1
    receipt = open_station("Bar").erase_guest(next_one, house.id)
    assert receipt.reservations == (1 if next_one == OTHER else 0)
    assert not FORMS.search(dump())
    assert controller.reservations_for(next_one) == []
    assert erasing.marks(controller._house.store) == []


def test_what_cannot_be_ended_keeps_no_other_guest_in_the_book(
    controller: Controller, house: Restaurant, slot: FindSlot, clock: Clock, raw: Raw
) -> None:
    visit(controller, slot, "1")
    visit(controller, slot, "2", phone=OTHER, name="Heron")
    visit(controller, slot, "3", phone="07400 654322", name="Lark")
    odd = raw.reservations.find_one({"tableId": "1"}) or {}
    raw.command("collMod", "reservations", validationLevel="strict")
    raw.reservations.replace_one(
        {"_id": odd["_id"]}, odd | {"partySize": "two"}, bypass_document_validation=True
    )
    clock.now = MORNING + timedelta(days=1)
    with pytest.raises(WriteForbidden):
        controller.erase_guest(PHONE, house.id)
    assert controller.erase_guest(OTHER, house.id).reservations == 1
    (mark,) = erasing.marks(controller._house.store)
    other = mark["line"] | {"_id": ObjectId()}
    begun = {"_id": erasing.mark_id(other["_id"]), "number": "+447400654322", "line": other}
    raw.schema.insert_one(begun)  # as a station that was killed since has left it
    assert [ended.reservations for ended in controller.finish_erasing()] == [1]
    assert erasing.marks(controller._house.store) == [mark]
    raw.command("collMod", "reservations", validationLevel="moderate")
    assert [ended.reservations for ended in controller.finish_erasing()] == [1]


def test_what_another_station_ends_while_it_is_asked_for_again_is_done_once(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    slot: FindSlot,
    clock: Clock,
    raw: Raw,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    visit(controller, slot, "1")
    clock.now = MORNING + timedelta(days=1)
    request, bar = controller.new_id(), open_station("Bar")
    with monkeypatch.context() as patched:
        patched.delattr(erasing, "carry_out")  # the first attempt ends once its mark is set
        with pytest.raises(AttributeError):
            controller.erase_guest(PHONE, house.id, request_id=request)
    (mark,) = erasing.marks(controller._house.store)
    look, left = erasing.Search.found, [mark]
    told: list[Any] = []

    def ended_after_the_look(search: erasing.Search) -> erasing.Found:
        found = look(search)
        left[:] = erasing.marks(controller._house.store)
        if not told:
            told.append(None)
            told[:] = bar.finish_erasing()
        return found

    monkeypatch.setattr(erasing.Search, "found", ended_after_the_look)
    assert [controller.erase_guest(PHONE, house.id, request_id=request)] == told
    assert left == []  # also in between
    raw.schema.insert_one(mark)  # as earlier versions left it in the book
    assert bar.finish_erasing() == told
    assert erasing.marks(controller._house.store) == []
