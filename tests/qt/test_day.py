"""A day joins hours, tables and the guests who hold them."""

from datetime import UTC, datetime, timedelta

from resv_desktop.qt.day import Day
from tests.qt.days import NOW, SATURDAY, day, find, house, reservation, slot


def test_a_reserved_table_has_its_guest_and_state() -> None:
    shown = day(reservation("7", 20, status="seated"))
    table = find(shown, "7", 20)
    assert (table.state, table.guest, table.phone) == ("seated", "Okafor", "07400 123456")
    assert not table.is_free


def test_every_status_has_its_state_and_an_unknown_one_is_reserved() -> None:
    states = {
        status: find(day(reservation("7", 20, status=status)), "7", 20).state
        for status in ("booked", "arrived", "seated", "done", "rubbish")
    }
    assert list(states.values()) == ["reserved", "arrived", "seated", "done", "reserved"]


def test_a_guest_without_a_name_is_the_number_and_a_walk_in_is_nobody() -> None:
    shown = day(reservation("7", 20, name=""), reservation("1", 20, name="", reserved_by=""))
    assert find(shown, "7", 20).guest == "07400 123456"
    assert find(shown, "1", 20).guest == ""


def test_a_free_table_tells_until_when_it_stays_free() -> None:
    shown = day(reservation("7", 21))
    until = {hour: find(shown, "7", hour).free_until for hour in (19, 20, 21, 22)}
    assert [at and at.hour for at in until.values()] == [21, 21, None, 23]
    assert find(shown, "1", 18).free_until == find(shown, "1", 22).ends_at


def test_a_gap_between_hours_ends_the_free_time() -> None:
    shown = day(hours=(18, 19, 21))
    assert find(shown, "7", 18).free_until == find(shown, "7", 19).ends_at


def test_a_reservation_that_no_slot_covers_is_still_listed() -> None:
    shown = Day.of(house(), SATURDAY, [slot("1", 19, 2)], [reservation("7", 21)], NOW)
    table = find(shown, "7", 21)
    assert (table.slot, table.capacity, table.state) == (None, 4, "reserved")
    stand_in = table.as_slot()
    assert (stand_in.table_id, stand_in.is_available) == ("7", False)
    assert stand_in.ends_at - stand_in.starts_at == timedelta(hours=1)


def test_a_reservation_of_a_table_nobody_knows_has_no_seats() -> None:
    shown = Day.of(house(), SATURDAY, [], [reservation("terrace", 21)], NOW)
    assert find(shown, "terrace", 21).capacity == 0


def test_two_reservations_of_one_table_are_both_listed_under_keys_of_their_own() -> None:
    shown = day(reservation("7", 20, "Okafor"), reservation("7", 20, "Dahl"))
    hour = shown.hour_at(find(shown, "7", 20).at)
    assert hour is not None
    both = [t for t in hour.by_table if t.table_id == "7"]
    assert [t.guest for t in both] == ["Okafor", "Dahl"]
    assert len({t.key for t in both}) == 2


def test_a_table_that_a_reservation_names_is_taken_whatever_its_flag_says() -> None:
    shown = Day.of(house(), SATURDAY, [slot("7", 20, 4)], [reservation("7", 20)], NOW)
    assert find(shown, "7", 20).state == "reserved"


def test_a_taken_table_without_a_reservation_is_reserved_by_nobody_known() -> None:
    held = slot("7", 20, 4, is_free=False)
    shown = Day.of(house(), SATURDAY, [held], [], NOW)
    table = find(shown, "7", 20)
    assert (table.state, table.guest, table.reservation) == ("reserved", "", None)
    assert table.as_slot() is held


def test_tables_stand_in_natural_order_and_by_size() -> None:
    hour = day().hours[0]
    assert [t.table_id for t in hour.by_table] == ["1", "2", "7", "10", "20", "23"]
    assert [t.table_id for t in hour.free_for(4)] == ["7", "10", "20", "23"]


def test_neighbours_are_the_same_table_in_touching_hours() -> None:
    shown = day(reservation("7", 19, "Eriksen"), reservation("7", 22, "Gallo"))
    table = find(shown, "7", 20)
    before, after = (shown.neighbour(table, is_later=later) for later in (False, True))
    assert before is not None
    assert after is not None
    assert (before.guest, after.is_free) == ("Eriksen", True)
    assert shown.neighbour(find(shown, "7", 18), is_later=False) is None
    assert shown.free_since(find(shown, "1", 21)).hour == 18


def test_the_running_hour_is_the_one_that_has_begun() -> None:
    shown = day()
    running = shown.running_hour(NOW)
    assert running is not None
    assert running.starts_at.hour == 19
    assert shown.hours[0].is_over(NOW)
    assert find(shown, "1", 18).is_over(NOW)
    assert shown.running_hour(datetime(2026, 3, 14, 3, tzinfo=UTC)) is None
    assert shown.hour_at(NOW) is None


def test_a_key_of_another_day_finds_nothing() -> None:
    assert day().find(("elsewhere", "1", 0)) is None
    assert day().find(None) is None
