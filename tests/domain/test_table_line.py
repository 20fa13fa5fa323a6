"""Tests of the line that says all tables of a house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.errors import InvalidCapacity
from resv_desktop.domain.restaurant import number_tables
from resv_desktop.domain.table_line import (
    TableGroup,
    capacities_of,
    count_of,
    finished_part,
    numbers_of,
    parse_tables,
    seat_count,
    table_count,
    with_count,
    write_tables,
)

HOUSE = [TableGroup(6, 2), TableGroup(10, 4), TableGroup(5, 6), TableGroup(3, 8)]
groups_of_a_house = st.lists(
    st.builds(TableGroup, st.integers(1, 60), st.integers(2, 8)), max_size=8
)


@pytest.mark.parametrize(
    "text",
    [
        "6 x 2, 10 x 4, 5 x 6, 3 x 8",
        "6x2,10x4,5x6,3x8",
        "6 × 2; 10 × 4; 5 × 6; 3 × 8",
        "6*2 10*4 5*6 3*8",
        "  6 X 2 ,10 x4,5x 6,\n3 x 8 ,",
        "6 х 2, 10 х 4, 5 х 6, 3 х 8",
        "٦ × ٢، ١٠ × ٤، ٥ × ٦، ٣ × ٨",
    ],
)
def test_the_line_is_read_however_it_is_written(text: str) -> None:
    assert parse_tables(text) == HOUSE


def test_the_order_of_the_line_is_the_order_of_the_numbers() -> None:
    groups = parse_tables("2 x 4, 3 x 2, 1 x 4")
    assert capacities_of(groups) == [4, 4, 2, 2, 2, 4]
    assert numbers_of(groups, 4) == [(1, 2), (6, 6)]
    assert numbers_of(groups, 2) == [(3, 5)]
    assert numbers_of(groups, 8) == []


def test_groups_of_one_size_side_by_side_are_one_run_of_numbers() -> None:
    assert numbers_of(parse_tables("2 x 4, 3 x 4"), 4) == [(1, 5)]


def test_the_house_of_the_picture_has_24_tables_and_106_seats() -> None:
    assert (table_count(HOUSE), seat_count(HOUSE)) == (24, 106)
    assert [numbers_of(HOUSE, capacity) for capacity in (2, 4, 6, 8)] == [
        [(1, 6)],
        [(7, 16)],
        [(17, 21)],
        [(22, 24)],
    ]
    assert write_tables(HOUSE) == "6 × 2, 10 × 4, 5 × 6, 3 × 8"


@pytest.mark.parametrize("text", ["", "   ", ", ,", "0 x 4"])
def test_nothing_is_no_tables(text: str) -> None:
    assert parse_tables(text) == []


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("6 x 2, four", '"four"'),
        ("6 x 2, 7", '"7"'),
        ("6 x", '"6 x"'),
        ("x 2", '"x 2"'),
        ("6 x 2a", '"6 x 2a"'),
        ("6 x 2.5", '"6 x 2.5"'),
        ("-6 x 2", '"-6 x 2"'),
        ("6-2", '"6-2"'),
        ("9999999 x 2", '"9999999 x 2"'),
    ],
)
def test_what_is_not_understood_is_named(text: str, part: str) -> None:
    with pytest.raises(InvalidCapacity) as refused:
        parse_tables(text)
    assert part in str(refused.value)
    assert "such as" in str(refused.value)


def test_a_long_part_is_shown_by_its_beginning() -> None:
    with pytest.raises(InvalidCapacity) as refused:
        parse_tables("a" * 500)
    assert len(str(refused.value)) < 150


@pytest.mark.parametrize(("text", "size"), [("9 x 1", "1"), ("1 x 9", "9"), ("12 x 0", "0")])
def test_a_size_that_no_table_has_is_refused(text: str, size: str) -> None:
    with pytest.raises(InvalidCapacity, match=f"seats 2 to 8; {size} is not possible"):
        parse_tables(text)


def test_a_line_the_wrong_way_round_is_told_so() -> None:
    with pytest.raises(InvalidCapacity, match='For 10 tables of 4 write "10 × 4"'):
        parse_tables("4 x 10")


@pytest.mark.parametrize("text", ["501 x 2", "300 x 2, 201 x 4", "999999 x 8"])
def test_more_tables_than_fit_are_refused_without_counting_them_out(text: str) -> None:
    with pytest.raises(InvalidCapacity, match="at most 500 tables"):
        parse_tables(text)


@pytest.mark.parametrize(
    ("typed", "finished"),
    [
        ("6", ""),
        ("6 x", ""),
        ("6 x ", ""),
        ("6 x 2", "6 x 2"),
        ("6 x 2,", "6 x 2,"),
        ("6 x 2, 1", "6 x 2, "),
        ("6 x 2, 10 x", "6 x 2, "),
        ("6 x 2, four", "6 x 2, four"),
    ],
)
def test_a_group_still_being_typed_is_left_out(typed: str, finished: str) -> None:
    assert finished_part(typed) == finished
    assert finished == "6 x 2, four" or parse_tables(finished) in ([], [TableGroup(6, 2)])


def test_a_stepper_changes_one_size_and_leaves_the_rest() -> None:
    assert write_tables(with_count(HOUSE, 4, 11)) == "6 × 2, 11 × 4, 5 × 6, 3 × 8"
    assert write_tables(with_count(HOUSE, 2, 0)) == "10 × 4, 5 × 6, 3 × 8"
    assert write_tables(with_count(HOUSE, 5, 1)) == "6 × 2, 10 × 4, 1 × 5, 5 × 6, 3 × 8"
    assert write_tables(with_count([], 8, 2)) == "2 × 8"
    split = parse_tables("2 x 4, 3 x 2, 1 x 4")
    assert write_tables(with_count(split, 4, 5)) == "2 × 4, 3 × 2, 3 × 4"
    assert write_tables(with_count(split, 4, 1)) == "1 × 4, 3 × 2"


@given(groups_of_a_house)
def test_a_written_line_reads_as_the_same_tables(groups: list[TableGroup]) -> None:
    assert parse_tables(write_tables(groups)) == groups


@given(groups_of_a_house, st.integers(2, 8), st.integers(0, 60))
def test_a_changed_size_has_that_many_and_no_other_changes(
    groups: list[TableGroup], capacity: int, count: int
) -> None:
    changed = with_count(groups, capacity, count)
    assert count_of(changed, capacity) == count
    others = [group for group in groups if group.capacity != capacity]
    assert [group for group in changed if group.capacity != capacity] == others


@given(groups_of_a_house)
def test_the_numbers_shown_are_the_numbers_that_tables_get(groups: list[TableGroup]) -> None:
    tables = number_tables((), capacities_of(groups))
    for capacity in range(2, 9):
        shown = {n for a, b in numbers_of(groups, capacity) for n in range(a, b + 1)}
        assert shown == {int(table.id) for table in tables if table.capacity == capacity}


@given(st.text(max_size=40))
def test_any_text_is_tables_or_a_sentence(text: str) -> None:
    try:
        assert table_count(parse_tables(text)) <= 500
    except InvalidCapacity as refused:
        assert str(refused).endswith((".", '".'))  # noqa: PT017 - either outcome is right
