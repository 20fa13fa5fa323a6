"""The house changes, and what a web site reserved in its own way is counted like all the rest."""

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Restaurant, Table
from tests.controller.conftest import FindSlot, Raw, write_elsewhere

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
