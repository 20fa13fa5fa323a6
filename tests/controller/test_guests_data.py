"""Who wants to be forgotten is, everywhere in the book; the visits stay counted, without a name."""

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bson import ObjectId, encode

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotUndo, InvalidPhone, Outage
from resv_desktop.domain.guests_data import ArchiveBusy, GuestExpected
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.store import erasing
from tests.controller.conftest import MORNING, Clock, FindSlot, Raw, write_elsewhere

PHONE, E164, LAST_FOUR = "07400 123456", "+447400123456", b"3456"
FORMS = re.compile(rb"7\D{0,4}4\D{0,4}0\D{0,4}0\D{0,4}1\D{0,4}2\D{0,4}3\D{0,4}4\D{0,4}5\D{0,4}6")
OTHER = "07400 654321"
KILLED = Path(__file__).with_name("killed_erasing.py")


@pytest.fixture(autouse=True)
def _forgotten_by_nobody(raw: Raw) -> None:
    """Leave no other test's key, mark or turn in the book."""
    raw.schema.delete_many({"_id": {"$ne": "version"}})
    raw.schema.update_one({"_id": "version"}, {"$unset": {"guestKey": ""}})


@pytest.fixture
def dump(raw: Raw) -> Callable[[], bytes]:
    """Return every byte that the database has in any of its collections."""
    return lambda: b"".join(
        encode(document)
        for name in raw.list_collection_names()
        for document in raw[name].find().sort("_id", 1)
    )


def visit(controller: Controller, slot: FindSlot, table: str, **more: Any) -> str:
    """Reserve a table of this evening for the guest; return the reservation's id."""
    place = slot(table, hour=19, days=0)
    said: dict[str, Any] = {"name": "Cohen", "note": "window", "allergy": True} | more
    return controller.reserve(place.slot_id, table, said.pop("phone", PHONE), 2, **said).id


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
    assert all(line.is_erased and not line.can_undo for line in lines)
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
    uri = controller._house.store.uri
    command = [sys.executable, str(KILLED), uri, raw.name, house.id, PHONE, str(step)]
    code = subprocess.run(command, check=False).returncode
    assert code == -signal.SIGKILL
    assert FORMS.search(dump())  # it was in the middle
    raw.schema.update_one({"_id": "archive"}, {"$set": {"until": None}})  # two minutes later
    (receipt,) = open_station("Bar").finish_erasing()
    assert (receipt.reservations, receipt.lines) == (2, 2)
    assert not FORMS.search(dump())
    assert open_station("Bar").finish_erasing() == []
    assert raw.journal.count_documents({"act": "erase"}) == 1


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


# --- what is old goes by itself


def test_a_year_later_names_and_numbers_are_gone_and_nothing_younger_is_touched(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    clock: Clock,
    contents: Callable[[], dict[str, list[dict[str, Any]]]],
    dump: Callable[[], bytes],
) -> None:
    house = make_house(days_ahead=60)

    def reserve(day: date, phone: str, name: str) -> str:
        place = controller.slots(house.id, day)[0]
        return controller.reserve(place.slot_id, place.table_id, phone, 2, name=name).id

    old = reserve(date(2026, 3, 12), PHONE, "Cohen")
    gone = reserve(date(2026, 3, 13), PHONE, "Cohen")
    controller.cancel(gone)
    young = reserve(date(2026, 4, 2), OTHER, "Heron")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    before = contents()
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 4
    left = dump()
    assert not FORMS.search(left)
    assert b"Cohen" not in left
    changed = [
        (name, document["_id"])
        for name, documents in contents().items()
        for document in documents
        if document not in before[name]
    ]
    assert {own for name, own in changed if name == "reservations"} == {ObjectId(old)}
    assert {own for name, own in changed if name == "journal"} > {ObjectId(old), ObjectId(gone)}
    assert ObjectId(young) not in {own for _, own in changed}
    assert len(changed) == 4
    guest = controller.guest(PHONE)
    assert (guest.visits, guest.cancellations, guest.name) == (1, 1, "")
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert controller.check() == []
    clock.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2
    assert b"Heron" not in dump()


def test_a_book_that_is_older_says_so_a_week_before_the_first_of_it_goes_unless_that_was_chosen(
    controller: Controller,
    open_station: Callable[..., Controller],
    make_house: Callable[..., Restaurant],
    clock: Clock,
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    assert controller.forgetting_ahead(house.id) is None  # nothing is old enough
    clock.now = told = datetime(2027, 4, 1, 9, tzinfo=UTC)
    ahead = controller.forgetting_ahead(house.id)
    assert ahead is not None
    assert (ahead.entries, ahead.before) == (2, datetime(2026, 4, 1, tzinfo=UTC))
    clock.now += timedelta(days=6, hours=23)
    again = open_station("Bar").forgetting_ahead(house.id)
    assert again is not None
    assert ahead.goes_at == again.goes_at == told + timedelta(days=7)
    controller.set_retention(house.id, 24)  # a choice is asked about no more
    assert controller.forgetting_ahead(house.id) is None


def test_once_it_was_read_for_a_week_old_guests_go_month_by_month_without_a_word(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    assert controller.forgetting_ahead(house.id) is not None
    clock.now += timedelta(days=7)
    assert controller.forgetting_ahead(house.id) is None
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) > 0
    clock.now = datetime(2027, 5, 1, 9, tzinfo=UTC)
    assert controller.forgetting_ahead(house.id) is None


def test_what_is_known_of_a_guest_who_is_expected_stays(
    controller: Controller,
    make_house: Callable[..., Restaurant],
    clock: Clock,
    raw: Raw,
) -> None:
    house = make_house(days_ahead=7)
    place = controller.slots(house.id, date(2026, 3, 12))[0]
    controller.reserve(place.slot_id, place.table_id, PHONE, 2, name="Cohen")
    clock.now = datetime(2027, 4, 1, 9, tzinfo=UTC)
    controller.extend_slots(house.id)
    ahead = controller.slots(house.id, date(2027, 4, 3))[0]
    held = controller.reserve(ahead.slot_id, ahead.table_id, PHONE, 2)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert controller.guest(PHONE).name == "Cohen"
    controller.cancel(held.id)
    raw.schema.delete_one({"_id": "retention"})  # the next month
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2


def test_it_stops_when_told_to_goes_on_there_and_is_done_by_one_station_at_a_time(
    controller: Controller,
    open_station: Callable[..., Controller],
    make_house: Callable[..., Restaurant],
    clock: Clock,
    raw: Raw,
) -> None:
    house = make_house(days_ahead=60)
    for day in (date(2026, 3, 12), date(2026, 4, 2), date(2026, 4, 20)):
        place = controller.slots(house.id, day)[0]
        controller.reserve(place.slot_id, place.table_id, PHONE, 2, second_table=True)
    clock.now = datetime(2027, 6, 1, 9, tzinfo=UTC)
    assert controller.forget_old_guests(house.id, lambda: True) < 6
    raw.schema.update_one(
        {"_id": "retention"},
        {"$set": {"by": ObjectId(), "until": datetime(2099, 1, 1, tzinfo=UTC)}},
    )
    assert open_station("Bar").forget_old_guests(house.id, lambda: False, pause=False) == 0
    assert raw.reservations.count_documents({"erased": True}) < 3
    raw.schema.update_one({"_id": "retention"}, {"$set": {"until": None}})
    open_station("Bar").forget_old_guests(house.id, lambda: False, pause=False)
    assert raw.reservations.count_documents({"erased": True}) == 3


def test_for_how_long_is_the_restaurants_choice_and_stands_in_the_journal(
    controller: Controller, make_house: Callable[..., Restaurant], clock: Clock, raw: Raw
) -> None:
    house = make_house(days_ahead=7)
    assert house.retention_months == 12
    place = controller.slots(house.id, date(2026, 3, 12))[0]
    controller.reserve(place.slot_id, place.table_id, PHONE, 2)
    clock.now = datetime(2026, 7, 1, 9, tzinfo=UTC)
    request = controller.new_id()
    assert controller.set_retention(house.id, 0, request_id=request).retention_months == 0
    assert controller.set_retention(house.id, 0, request_id=request).retention_months == 0
    assert raw.journal.count_documents({"act": "set_retention"}) == 1
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 0
    controller.set_retention(house.id, 3)
    assert controller.forget_old_guests(house.id, lambda: False, pause=False) == 2
    with pytest.raises(ValueError, match="5"):
        controller.set_retention(house.id, 5)
