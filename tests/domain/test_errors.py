"""Refusals are whole sentences that survive a journey to another process."""

import pickle
from datetime import UTC, date, datetime
from inspect import getmembers, isclass
from zoneinfo import ZoneInfo

import pytest

from resv_desktop.domain import errors
from resv_desktop.domain.errors import CannotStart, Outage, Refusal, SlotTaken

KINDS = [kind for _, kind in getmembers(errors, isclass) if issubclass(kind, Refusal)]


def taken() -> SlotTaken:
    at = datetime(2026, 3, 14, 19, tzinfo=UTC)
    return SlotTaken(
        "Table {table} at {hour} on {day} is taken.", table="4", hour=at, day=at.date()
    )


def test_a_refusal_says_hours_and_days_as_a_host_does() -> None:
    assert str(taken()) == "Table 4 at 19:00 on Sat 14 March is taken."


def test_a_refusal_keeps_template_and_arguments_for_other_languages() -> None:
    refusal = taken()
    assert refusal.template == "Table {table} at {hour} on {day} is taken."
    assert refusal.arguments["day"] == date(2026, 3, 14)


def test_braces_in_what_a_host_typed_stay_as_they_are() -> None:
    assert str(Refusal('"{name}" is none.', name="{x} {} {0}")) == '"{x} {} {0}" is none.'


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.__name__))
def test_every_kind_of_refusal_comes_back_from_another_process(kind: type[Refusal]) -> None:
    zone = ZoneInfo("Europe/London")
    sent = kind("{hour} {n}", hour=datetime(2026, 10, 25, 1, fold=1, tzinfo=zone), n=3)
    back = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
    assert type(back) is kind
    assert (str(back), back.template, back.arguments) == (str(sent), sent.template, sent.arguments)
    assert str(back) == "01:00 (2nd) 3"


def test_an_outage_comes_back_from_another_process_with_what_is_known() -> None:
    for may_be_saved in (True, False):
        for why in ("", "The disk is full."):
            sent = Outage("Silence.", may_be_saved=may_be_saved, why=why)
            back = pickle.loads(pickle.dumps(sent))  # noqa: S301 - our own bytes
            assert str(back) == str(sent) == f"Silence. {why}".rstrip()
            assert (back.may_be_saved, back.why) == (may_be_saved, why)


def test_an_outage_is_no_refusal() -> None:
    assert not issubclass(Outage, Refusal)
    assert Outage("Silence.").may_be_saved is False


def test_a_start_that_fails_keeps_the_last_words_of_the_log() -> None:
    error = CannotStart("No room.", details="disk full")
    assert (str(error), error.details) == ("No room.", "disk full")
    assert CannotStart("No room.").details == ""
