"""Two weeks in a house of 24 tables: guests of twelve countries reserve, and a third cancels."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import AlreadyReserved, SlotTaken
from resv_desktop.domain.reservation import Reservation

Raw = Database[dict[str, Any]]
COUNTRIES = ["GB", "US", "DE", "FR", "IT", "ES", "IL", "JP", "AU", "BR", "IN", "ZA"]
TABLES = [2] * 6 + [4] * 10 + [6] * 5 + [8] * 3
RESERVATIONS = 400


def valid_numbers(dice: random.Random) -> Iterator[str]:
    """Yield valid mobile numbers of the twelve countries in turn, in forms that people type."""
    seen = set()
    while True:
        for region in COUNTRIES:
            example = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
            assert example is not None
            assert example.country_code
            digits = str(example.national_number)
            while True:
                changed = digits[:-4] + f"{dice.randrange(10_000):04d}"
                number = phonenumbers.PhoneNumber(
                    country_code=example.country_code,
                    national_number=int(changed),
                    italian_leading_zero=example.italian_leading_zero,
                )
                e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
                if phonenumbers.is_valid_number(number) and e164 not in seen:
                    break
            seen.add(e164)
            form = PhoneNumberFormat.NATIONAL if region == "GB" else PhoneNumberFormat.INTERNATIONAL
            yield phonenumbers.format_number(number, dice.choice([PhoneNumberFormat.E164, form]))


def counted(raw: Raw, zone: ZoneInfo) -> tuple[Counter[date], Counter[date]]:
    """Count taken tables and reservations of each day with nothing but PyMongo."""
    taken: Counter[date] = Counter()
    held: Counter[date] = Counter()
    for hour in raw.slots.find():
        day = hour["time"].replace(tzinfo=UTC).astimezone(zone).date()
        taken[day] += sum(not table["isAvailable"] for table in hour["tables"])
        held[day] += raw.reservations.count_documents({"slotId": hour["_id"]})
    return taken, held


def test_four_hundred_reservations_and_a_third_of_them_cancelled_leave_a_right_book(
    open_station: Callable[..., Controller], raw: Raw
) -> None:
    dice = random.Random(20261123)  # noqa: S311 - the same evening every time
    stations = [open_station(name, clock=None) for name in ("Stand 1", "Bar", "Door")]
    first = stations[0]
    house = first.create_restaurant("Harbour House", "+442079460123", "12:23")
    house = first.add_tables(house.id, TABLES)
    assert house.timezone == "Europe/London"
    today = house.business_day(first.now())
    days = [today + timedelta(days=n) for n in range(1, 15)]
    slots = [slot for day in days for slot in first.slots(house.id, day)]
    assert len(slots) == 14 * 11 * 24

    phones = valid_numbers(dice)
    made: list[Reservation] = []
    refused: Counter[str] = Counter()
    while len(made) < RESERVATIONS:
        slot, station = dice.choice(slots), dice.choice(stations)
        party = dice.randint(1, slot.capacity)
        phone = made[-1].reserved_by if made and dice.random() < 0.1 else next(phones)
        try:
            made.append(
                station.reserve(slot.slot_id, slot.table_id, phone, party, name=f"Guest {party}")
            )
        except (SlotTaken, AlreadyReserved) as refusal:
            refused[type(refusal).__name__] += 1
    countries = {
        phonenumbers.region_code_for_number(phonenumbers.parse(r.reserved_by, None)) for r in made
    }
    assert countries == set(COUNTRIES)

    gone = dice.sample(made, RESERVATIONS // 3)
    for reservation in gone:
        held_by = reservation.reserved_by if dice.random() < 0.5 else None
        assert dice.choice(stations).cancel(reservation.id, phone=held_by).id == reservation.id
    kept = {r.id: r for r in made if r not in gone}

    assert [fault.sentence for fault in first.check()] == []
    assert raw.reservations.count_documents({}) == len(kept) == RESERVATIONS - len(gone)
    assert raw.journal.count_documents({"act": "reserve"}) == RESERVATIONS
    assert raw.journal.count_documents({"act": "cancel"}) == len(gone)

    taken, held = counted(raw, ZoneInfo("Europe/London"))
    assert taken == held
    listed: dict[str, Reservation] = {}
    for day in days:
        of_day = first.reservations_on(house.id, day)
        shown_taken = {
            (s.slot_id, s.table_id) for s in first.slots(house.id, day) if not s.is_available
        }
        assert {(r.slot_id, r.table_id) for r in of_day} == shown_taken
        assert len(of_day) == taken[day]
        listed |= {r.id: r for r in of_day}
    assert listed == kept
    for phone in {r.reserved_by for r in made}:
        theirs = {r.id for r in first.reservations_for(phone)}
        assert theirs == {r.id for r in kept.values() if r.reserved_by == phone}
    print(f"{len(made)} made, {len(gone)} cancelled, refused meanwhile: {dict(refused)}")
