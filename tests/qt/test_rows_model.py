"""A list is brought in line with as few steps as there are differences."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from resv_desktop.qt.day_rows import HourFilter, Row, Sort, all_rows, available_rows
from resv_desktop.qt.day_words import hint, spoken
from resv_desktop.qt.rows_model import ROW, RowsModel
from tests.qt.days import NOW, TABLES, day, reservation

pytestmark = pytest.mark.usefixtures("qapp")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model() -> Iterator[RowsModel[Row]]:
    made: RowsModel[Row] = RowsModel(spoken, hint)
    tester = QAbstractItemModelTester(made, FATAL)
    yield made
    del tester


def free(party: int, *taken: str, hour: int = 20) -> list[Row]:
    shown = day(*(reservation(table, hour) for table in taken))
    return available_rows(shown, party, HourFilter(), NOW)


def test_a_table_that_is_taken_takes_only_its_own_row_away(model: RowsModel[Row]) -> None:
    model.show_rows(free(4))
    stays = QPersistentModelIndex(model.index_of(("2026-03-14-21", "7", 0)))
    steps: list[tuple[str, int, int]] = []
    model.rowsRemoved.connect(lambda _parent, first, last: steps.append(("out", first, last)))
    model.rowsInserted.connect(lambda _parent, first, last: steps.append(("in", first, last)))
    model.modelReset.connect(lambda: steps.append(("reset", 0, 0)))
    model.show_rows(free(4, "10"))
    model.show_rows(free(4))
    assert steps == [("out", 7, 7), ("in", 7, 7)]
    assert model.rows[stays.row()].key == ("2026-03-14-21", "7", 0)


def test_a_row_that_changes_only_tells_so(model: RowsModel[Row]) -> None:
    before, after = day(), day(reservation("7", 20))
    model.show_rows(all_rows(before, HourFilter(), NOW, Sort()))
    changed: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: changed.append((top.row(), bottom.row())))
    model.show_rows(all_rows(after, HourFilter(), NOW, Sort()))
    # Table 7 at 20:00, and the hours before it, which now end there.
    assert changed == [(2, 2), (8, 8), (14, 14)]


def test_another_order_is_one_reset(model: RowsModel[Row]) -> None:
    shown = day()
    model.show_rows(all_rows(shown, HourFilter(), NOW, Sort()))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    model.show_rows(all_rows(shown, HourFilter(), NOW, Sort("guest")))
    assert resets == []  # nobody is there: the order is the same
    model.show_rows(all_rows(shown, HourFilter(), NOW, Sort("table")))
    assert resets == [1]


def test_a_row_is_one_spoken_sentence_and_headings_cannot_be_picked(model: RowsModel[Row]) -> None:
    model.show_rows(free(4))
    heading, table = model.index(0), model.index(1)
    spoken_as = Qt.ItemDataRole.AccessibleTextRole
    assert model.data(table, spoken_as) == "19:00, table 7, 4 seats, free, best fit"
    assert model.data(heading) == "19:00, 4 free, 52 min left"
    assert model.data(table, ROW) is model.rows[1]
    assert model.data(table, Qt.ItemDataRole.ToolTipRole) is None
    assert model.data(table, Qt.ItemDataRole.DecorationRole) is None
    assert model.data(QModelIndex()) is None
    assert not model.flags(heading) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(table) & Qt.ItemFlag.ItemIsSelectable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert not model.index_of("nothing").isValid()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    steps=some.lists(some.tuples(some.integers(1, 8), some.sets(some.sampled_from(list(TABLES)))))
)
def test_whatever_follows_upon_whatever_the_list_is_right(
    model: RowsModel[Row], steps: list[tuple[int, set[str]]]
) -> None:
    for party, taken in steps:
        rows = free(party, *taken)
        model.show_rows(rows)
        assert list(model.rows) == rows
        assert all(model.index_of(row.key).row() == place for place, row in enumerate(rows))
