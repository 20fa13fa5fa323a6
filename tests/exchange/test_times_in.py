"""Days and hours as people write them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resv_desktop.exchange.times_in import Order, Unreadable, order_of, read_time

LONDON = ZoneInfo("Europe/London")
THE_14TH = date(2026, 3, 14)


def read_day(text: str, order: Order) -> date:
    return read_time("", text, "19:00", LONDON, order).at.date()


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-14",
        "2026/3/14",
        "14.3.2026",
        "14. 3. 26",
        "14/03/2026",
        "14-03-26",
        "Sat 14/03/2026",
        "Samstag, 14.03.2026",
        "14 March 2026",
        "14. März 2026",
        "Samstag, 14. März 2026",
        "le 14 mars 2026",
        "14 במרץ 2026",
        "March 14, 2026",
        "Sat, Mar 14th 2026",
    ],
)
def test_a_day_is_read_as_it_is_written_in_four_languages(text: str) -> None:
    assert read_day(text, "day") == THE_14TH


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("14. Jänner 2026", 1),
        ("14 ינו 2026", 1),
        ("14 בפבר 2026", 2),
        ("14 fevrier 2026", 2),
        ("14 fév. 2026", 2),
        ("14. Maerz 2026", 3),
        ("14 למרץ 2026", 3),
        ("14 aout 2026", 8),
        ("14 Sept. 2026", 9),
        ("14 decembre 2026", 12),
        ("14 בדצמבר 2026", 12),
    ],
)
def test_a_month_is_called_as_in_the_line(text: str, month: int) -> None:
    assert read_day(text, "day") == date(2026, month, 14)


def test_the_month_comes_first_where_that_was_said_and_never_before_a_point() -> None:
    assert read_day("3/4/2026", "month") == date(2026, 3, 4)
    assert read_day("3/4/2026", "day") == date(2026, 4, 3)
    assert read_day("3.4.2026", "month") == date(2026, 4, 3)


@pytest.mark.parametrize("text", ["soon", "14/13/2026", "31.02.2026", "14/03", "3/2026"])
def test_what_is_no_day_is_said(text: str) -> None:
    with pytest.raises(Unreadable, match="is no day that can be read"):
        read_day(text, "day")


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:00:00-05:00"])
@pytest.mark.parametrize("zone", ["America/New_York", "Asia/Jerusalem"])
def test_what_other_programs_write_for_no_day_at_all_is_none(text: str, zone: str) -> None:
    with pytest.raises(Unreadable, match="is no day that can be read"):
        read_time(text, "", "", ZoneInfo(zone), "day")


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["2026-03-04", "4.3.2026"], "day"),
        (["3/4/2026", "5/6/2026"], None),
        (["3/3/2026"], "day"),
        (["3/4/2026", "13/4/2026"], "day"),
        (["3/4/2026", "4/13/2026"], "month"),
        (["4/13/2026", "13/4/2026"], None),
        ([], "day"),
    ],
)
def test_the_host_is_only_asked_where_the_file_leaves_it_open(
    texts: list[str], order: str | None
) -> None:
    assert order_of(texts) == order


@pytest.mark.parametrize(
    "text",
    ["19:00", "19.00", "19h", "19h00", "19 Uhr", "7 pm", "7:00 PM", "7 p.m.", "19", "19:00:00"],
)
def test_an_hour_is_read_as_it_is_written(text: str) -> None:
    at = datetime(2026, 3, 14, 19, tzinfo=UTC)
    assert read_time("", "2026-03-14", text, LONDON, "day").at == at
    assert read_time(f"14.3.2026 {text}", "", "", LONDON, "day").at == at


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("19:30", "is no full hour"),
        ("25:00", "is no hour"),
        ("13 pm", "is no hour"),
        ("evening", "is no hour"),
        ("", "says no hour"),
    ],
)
def test_what_is_no_hour_that_can_be_reserved_is_said(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_time("", "2026-03-14", text, LONDON, "day")


def test_an_hour_that_the_clock_skips_is_said() -> None:
    with pytest.raises(Unreadable, match="There is no 01:00 on Sun 29 March"):
        read_time("29/03/2026 01:00", "", "", LONDON, "day")


def test_a_repeated_hour_is_the_first_and_that_is_said_unless_the_file_says_which() -> None:
    first, second = (datetime(2026, 10, 25, hour, tzinfo=UTC) for hour in (0, 1))
    unsaid = read_time("2026-10-25 01:00", "", "", LONDON, "day")
    assert unsaid.at == first
    assert "comes twice on Sun 25 October" in str(unsaid.remark)
    for text, at in [
        ("2026-10-25 01:00 (1st)", first),
        ("2026-10-25 01:00 (2nd)", second),
        ("2026-10-25T01:00+01:00", first),
        ("2026-10-25T01:00+00:00", second),
        ("2026-10-25T01:00:00Z", second),
    ]:
        read = read_time(text, "", "", LONDON, "day")
        assert (read.at, read.remark) == (at, None)


def test_an_offset_goes_before_the_clock_of_the_house() -> None:
    assert read_time("2026-03-14T20:00+01:00", "", "", LONDON, "day").at == datetime(
        2026, 3, 14, 19, tzinfo=UTC
    )
    with pytest.raises(Unreadable, match="is no full hour"):
        read_time("2026-03-14T20:00+05:30", "", "", LONDON, "day")


@given(
    st.integers(0, 24 * 366 * 10),
    st.sampled_from(["Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_every_full_hour_is_read_again_from_its_iso_form(hours: int, name: str) -> None:
    zone = ZoneInfo(name)
    at = datetime(2024, 12, 31, tzinfo=UTC) + timedelta(hours=hours)
    local = at.astimezone(zone)
    local -= timedelta(minutes=local.minute)
    at = local.astimezone(UTC)
    assert read_time(at.astimezone(zone).isoformat(), "", "", zone, None).at == at
