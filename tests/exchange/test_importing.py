"""A file comes into the book row by row: all of it once, whatever happens in between."""

import csv
import io
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.exchange.csv_file import csv_of
from resv_desktop.exchange.dry_run import Outcome, counted, dry_run
from resv_desktop.exchange.importing import import_rows, result_csv
from resv_desktop.exchange.table_in import Table, table_of
from resv_desktop.exchange.wishes import columns_in, order_in, read_wishes
from resv_desktop.store.mongod import ManagedServer
from tests.controller.conftest import MORNING, Clock, Raw

HEADS = "Date,Time,Guests,Phone,Name,Table\n"
KILLED = Path(__file__).with_name("killed_importing.py")


def looked(
    controller: Controller, house: Restaurant, data: bytes, *, second_table: bool = False
) -> tuple[Table, list[Outcome]]:
    table = table_of(data, "a.csv")
    columns = columns_in(table)
    wishes = read_wishes(table, columns, house, order_in(table, columns))
    assert wishes is not None
    found = dry_run(controller, house, wishes, second_table=second_table)
    assert found is not None
    return table, found


def week(house: Restaurant, rows: int) -> bytes:
    """Return a file of parties of 2, one for each table of each hour from tomorrow on."""
    tables = len(house.tables)
    lines = []
    for row in range(rows):
        days, of_day = divmod(row, 11 * tables)
        on = MORNING.date() + timedelta(days=1 + days)
        lines.append(f"{on},{12 + of_day // tables}:00,2,07400 {100000 + row},Guest {row}")
    return (HEADS + "\n".join(lines)).encode()


def all_held(controller: Controller, house: Restaurant) -> list[Reservation]:
    first = MORNING.date()
    return controller.reservations_between(house.id, first, first + timedelta(days=7))


def test_a_table_taken_meanwhile_is_another_ones_where_the_file_names_none(
    controller: Controller, house: Restaurant, slot: Callable[..., Slot]
) -> None:
    rows = "14.3.2026,19:00,2,07400 123401,A\n14.3.2026,19:00,2,07400 123402,B,2\n"
    _, plan = looked(controller, house, (HEADS + rows).encode())
    assert [each.table_id for each in plan] == ["1", "2"]
    for table in ("1", "2"):
        controller.reserve(slot(table).slot_id, table, f"07400 12349{table}", 2)
    done = import_rows(controller, house, plan)
    assert [(each.state, each.table_id) for each in done.outcomes] == [
        ("reserved", "3"),
        ("refused", ""),
    ]
    assert str(done.outcomes[1].why) == "Table 2 at 19:00 on Sat 14 March is already taken."
    assert done.trouble is None


def test_stopped_it_says_what_was_not_tried_and_goes_on_later(
    controller: Controller, house: Restaurant
) -> None:
    _, plan = looked(controller, house, week(house, 10))
    told: list[tuple[int, int]] = []
    stopped = import_rows(
        controller,
        house,
        plan,
        progress=lambda done, total: told.append((done, total)),
        stop=lambda: len(told) > 4,
    )
    assert counted(stopped.outcomes) == {"reserved": 4, "left": 6}
    assert told[-1] == (10, 10)
    assert len(all_held(controller, house)) == 4
    done = import_rows(controller, house, stopped.outcomes)
    assert counted(done.outcomes) == {"reserved": 10}
    assert len(all_held(controller, house)) == 10


class Deaf(Controller):
    """A station that does not hear the answer of one of its writes."""

    count = 0

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        held = super().reserve(*asked, **more)
        self.count += 1
        if self.count == 3:
            raise Outage("The database does not answer. Nothing was saved.", may_be_saved=True)
        return held


def test_an_answer_that_never_came_ends_it_and_no_row_is_reserved_twice(
    open_station: Callable[..., Controller], controller: Controller, house: Restaurant, clock: Clock
) -> None:
    deaf = Deaf(open_station("Bar")._house.store, station="Bar", clock=clock)
    _, plan = looked(deaf, house, week(house, 6))
    broken = import_rows(deaf, house, plan)
    assert isinstance(broken.trouble, Outage)
    assert str(broken.trouble) == "The database does not answer."
    assert [each.state for each in broken.outcomes] == ["reserved"] * 2 + ["open"] + ["left"] * 3
    assert len(all_held(controller, house)) == 3
    done = import_rows(deaf, house, broken.outcomes)
    assert counted(done.outcomes) == {"reserved": 6}
    assert len({held.reserved_by for held in all_held(controller, house)}) == 6
    assert len(all_held(controller, house)) == 6


@pytest.mark.parametrize("after_ms", ["0", "2"])
def test_killed_in_the_middle_of_a_row_the_same_file_goes_on_and_doubles_none(
    mongod: ManagedServer,
    raw: Raw,
    controller: Controller,
    house: Restaurant,
    tmp_path: Path,
    after_ms: str,
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(week(house, 40))
    command = [sys.executable, str(KILLED), mongod.uri, raw.name, MORNING.isoformat(), str(file)]
    ended = subprocess.run([*command, "15", after_ms], check=False, timeout=60)
    assert ended.returncode == -signal.SIGKILL
    assert 14 <= raw.reservations.count_documents({}) < 40
    _, plan = looked(controller, house, file.read_bytes())
    assert counted(plan)["there"] == raw.reservations.count_documents({})
    done = import_rows(controller, house, plan)
    assert counted(done.outcomes)["reserved"] + counted(plan)["there"] == 40
    held = all_held(controller, house)
    assert len(held) == len({each.reserved_by for each in held}) == 40
    assert len({(each.slot_id, each.table_id) for each in held}) == 40
    assert controller.check() == []


def test_what_became_of_each_row_is_kept_beside_what_it_says(
    controller: Controller, house: Restaurant
) -> None:
    rows = "14.3.2026,19:00,2,07400 123401,=A\n14.3.2026,19:30,2,07400 123402,B\n"
    table, plan = looked(controller, house, (HEADS + rows).encode())
    data = result_csv(table, import_rows(controller, house, plan).outcomes, say=str.upper)
    found = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [(row["row"], row["result"], row["given_table"]) for row in found] == [
        ("2", "reserved", "1"),
        ("3", "refused", ""),
    ]
    assert found[1]["why"].startswith('"19:30" IS NO FULL HOUR')
    assert (found[0]["Name"], found[0]["Phone"]) == ("'=A", "07400 123401")


def test_what_became_of_the_rows_is_mended_and_imported_itself_and_knows_each_of_them(
    controller: Controller, house: Restaurant
) -> None:
    rows = (
        "14.3.2026,19:00,2,07400 123401,Heron\n14.3.2026,20:00,2,07400 123402,Wren\n"
        "14.3.2026,03:00,2,07400 123403,Dahl\n"
    )
    table, plan = looked(controller, house, (HEADS + rows).encode())
    done = import_rows(controller, house, plan).outcomes
    assert [each.state for each in done] == ["reserved", "reserved", "refused"]
    controller.cancel(done[0].reservation_id)
    mended = result_csv(table, done).replace(b"03:00", b"21:00").replace(b"Wren", b"Wren Dahl")
    again_in, again = looked(controller, house, mended)
    assert [each.state for each in again] == ["refused", "there", "would"]
    assert "was cancelled at Stand 1" in str(again[0].why)
    became = import_rows(controller, house, again).outcomes
    _, third = looked(controller, house, result_csv(again_in, became))
    assert [each.state for each in third] == ["refused", "there", "there"]
    assert len(all_held(controller, house)) == 2


def test_a_row_that_cannot_be_read_keeps_the_id_that_its_file_gives_it(
    controller: Controller, house: Restaurant
) -> None:
    own_id = "65f0000000000000000000a1"
    row = f"id,{HEADS}{own_id},14.3.2026,19:30,2,07400 123401,Heron\n"
    table, plan = looked(controller, house, row.encode())
    assert plan[0].wish is None
    _, (mended,) = looked(controller, house, result_csv(table, plan).replace(b"19:30", b"19:00"))
    assert (mended.state, mended.reservation_id) == ("would", own_id)


def emptied(raw: Raw) -> None:
    """Leave the house with its hours, and nothing that was ever reserved."""
    raw.reservations.delete_many({})
    raw.journal.delete_many({"reservationId": {"$ne": None}})
    raw.slots.update_many({}, {"$set": {"tables.$[].isAvailable": True}})


Party = tuple[int, int, str, str, bool, int]
_TEXTS = st.one_of(
    st.sampled_from(["", "=1+1", "'=x", "-", "\x00", '"a", b;', "כהן \u2066x"]),
    st.text(max_size=12),
)
_PARTIES = st.lists(
    st.tuples(
        st.integers(0, 9), st.integers(0, 5), _TEXTS, _TEXTS, st.booleans(), st.integers(1, 2)
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda party: party[:2],
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parties=_PARTIES, delimiter=st.sampled_from(",;"))
def test_what_was_exported_comes_back_into_an_empty_book_as_it_was(
    controller: Controller,
    open_station: Callable[..., Controller],
    house: Restaurant,
    raw: Raw,
    parties: list[Party],
    delimiter: str,
) -> None:
    emptied(raw)
    slots = controller.slots(house.id, MORNING.date() + timedelta(days=2))
    for hour, table, name, note, allergy, size in parties:
        place = slots[hour * 6 + table]
        phone = f"07400 12340{table % 3}"
        controller.reserve(
            *(place.slot_id, place.table_id, phone, size),
            name=name,
            note=note,
            allergy=allergy,
            second_table=True,
        )
    before = all_held(controller, house)
    data = csv_of(house, before, delimiter)
    emptied(raw)
    other = open_station("Bar")
    _, plan = looked(other, house, data, second_table=True)
    assert [each.state for each in plan] == ["would"] * len(before)
    import_rows(other, house, plan, second_table=True)
    assert [_said(held) for held in all_held(other, house)] == [_said(held) for held in before]


def _said(held: Reservation) -> tuple[object, ...]:
    return (
        *(held.id, held.starts_at.astimezone(UTC), held.table_id, held.reserved_by),
        *(held.party_size, held.name, held.note, held.allergy, held.status),
    )
