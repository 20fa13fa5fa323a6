"""The house changes, and what a web site reserved in its own way is counted like all the rest."""

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant, Table
from tests.controller.conftest import FindSlot, Raw, write_elsewhere
from tests.controller.test_house_change import closing

PHONE = "+447400123456"  # of whom the site writes as 07400 123456


def test_a_table_that_was_promised_twice_stays_promised_to_whom_is_left(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    controller.reserve(slot("5").slot_id, "5", PHONE, 6)
    theirs = write_elsewhere(raw, slot("5"), reservedBy="07400 654321", partySize=3)
    seats_fewer = HouseChange(tables=(Table(id="5", capacity=4),))
    preview = controller.preview(house.id, seats_fewer)
    controller.edit_restaurant(house.id, seats_fewer, preview=preview, homes=preview.homes())
    assert (slot("5").is_available, slot("6").is_available) == (False, False)
    held = {
        r.table_id: r.id for r in controller.reservations_on(house.id, slot("5").starts_at.date())
    }
    assert held["5"] == theirs
    assert controller.check() == []


def test_nobody_is_proposed_an_hour_that_a_web_site_has_their_number_in(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    own = controller.reserve(slot("3").slot_id, "3", PHONE, 4)
    for hour in (18, 20):
        write_elsewhere(raw, slot("4", hour=hour))
    closes = closing(hours=None, closed_hours="19:20")
    preview = controller.preview(house.id, closes)
    (hit,) = preview.affected
    assert (hit.reservation.id, hit.homes[0].starts_at.hour) == (own.id, 17)
    controller.edit_restaurant(house.id, closes, preview=preview, homes=preview.homes())
    assert {each.why for each in controller.attention(house.id)} == {"moved"}


def test_one_guest_under_two_spellings_of_a_number_is_proposed_two_hours(
    controller: Controller, house: Restaurant, slot: FindSlot, raw: Raw
) -> None:
    controller.reserve(slot("3", hour=22).slot_id, "3", PHONE, 4)
    write_elsewhere(raw, slot("4", hour=21), partySize=4)
    closes = closing(hours=None, closed_hours="21:23")
    preview = controller.preview(house.id, closes)
    assert {hit.homes[0].starts_at.hour for hit in preview.affected} == {19, 20}
    controller.edit_restaurant(house.id, closes, preview=preview, homes=preview.homes())
    assert {each.why for each in controller.attention(house.id)} == {"moved"}
