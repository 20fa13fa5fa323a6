"""Who waits since when, and which table is free for one more, is said as it is."""

from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.waiting import Offer, Waiting, Waitlist
from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.wait_dialog import WaitDialog
from resv_desktop.qt.waiting_words import who_waits
from tests.qt.days import house, slot

ZONE = house().zone


def heron(hour: int, since_at: datetime) -> Waiting:
    return Waiting(
        id=str(hour),
        rest_id="house",
        slot_id=slot("1", hour, 2).slot_id,
        starts_at=slot("1", hour, 2).starts_at,
        party_size=2,
        phone="+447400123456",
        name="Heron",
        since_at=since_at,
    )


@pytest.mark.usefixtures("qapp")
def test_who_waits_since_another_day_has_its_date() -> None:
    today = datetime(2026, 3, 14, 18, 40, tzinfo=UTC)
    says = "Heron, party of 2, waits since {}, 07400 123456."
    assert who_waits(heron(20, today), "GB", ZONE) == says.format("18:40")
    before = who_waits(heron(20, today.replace(day=11)), "GB", ZONE)
    assert before == says.format("11 Mar, 18:40")


def test_a_table_that_is_offered_in_another_hour_is_free_in_this_one(
    qtbot: QtBot, look: Look
) -> None:
    small, large = slot("1", 19, 2), slot("2", 19, 4)
    dialog = WaitDialog(None, look, Keys(), house(), small, 2)
    qtbot.addWidget(dialog)
    at_eight = heron(20, datetime(2026, 3, 14, 18, 40, tzinfo=UTC))
    given = Offer(waiting=at_eight, slot=slot("1", 20, 2))
    dialog.show_waitlist(Waitlist(entries=(at_eight,), offers=(given,)))
    dialog.show_hour((small, large), ())
    assert dialog.table == small
    at_seven = heron(19, at_eight.since_at)
    given = Offer(waiting=at_seven, slot=small)
    dialog.show_waitlist(Waitlist(entries=(at_seven,), offers=(given,)))
    assert dialog.table == large
