"""What has passed of an hour and what is left of it are sixty minutes, at any second."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.domain.minutes import minutes_since, minutes_until

AT = datetime(2026, 3, 14, 19, tzinfo=UTC)


@given(st.timedeltas(timedelta(), timedelta(hours=1)))
def test_they_are_sixty(passed: timedelta) -> None:
    now = AT + passed
    assert minutes_since(AT, now) + minutes_until(AT + timedelta(hours=1), now) == 60


@pytest.mark.parametrize(
    ("seconds", "since", "until"), [(0, 0, 60), (59, 0, 60), (60, 1, 59), (3541, 59, 1)]
)
def test_only_whole_minutes_have_passed(seconds: int, since: int, until: int) -> None:
    now = AT + timedelta(seconds=seconds)
    assert minutes_since(AT, now) == since
    assert minutes_until(AT + timedelta(hours=1), now) == until
