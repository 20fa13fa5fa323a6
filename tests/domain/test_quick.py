"""What is made quickly cannot be told from what is made one by one."""

import copy
import pickle
from dataclasses import FrozenInstanceError, fields
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from resv_desktop.domain.quick import quick
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.slot import Slot

AT = datetime(2026, 3, 14, 19, tzinfo=UTC)
SLOT = Slot(
    slot_id="s",
    table_id="4",
    capacity=6,
    starts_at=AT,
    ends_at=AT + timedelta(hours=1),
    is_available=True,
)
RESERVATION = Reservation(
    id="r",
    slot_id="s",
    table_id="4",
    starts_at=AT,
    reserved_by="+447400123456",
    party_size=None,
    name="Ada",
    note="by the window",
    status="seated",
    rest_id="h",
    station="Bar",
)


@pytest.mark.parametrize("own", [SLOT, RESERVATION])
def test_rows_are_the_same_as_those_of_the_class(own: Any) -> None:
    row = tuple(getattr(own, field.name) for field in fields(own))
    made, twin = quick(type(own))([row, row])
    assert type(made) is type(own)
    assert made == own == twin
    assert (hash(made), repr(made)) == (hash(own), repr(own))
    assert pickle.loads(pickle.dumps(made)) == copy.copy(made) == own  # noqa: S301 - it is ours
    with pytest.raises(FrozenInstanceError):
        made.slot_id = "another"


def test_a_row_that_lacks_a_field_is_none() -> None:
    with pytest.raises(TypeError):
        quick(Slot)([("s", "4")])
