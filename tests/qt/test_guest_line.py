"""While a number is typed, the form says who it belongs to, and never gets in the host's way."""

from datetime import UTC, date, datetime
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.guest import Guest
from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.guest_words import known
from resv_desktop.store.store import Store
from tests.qt.stand import OTHER_PHONE, PHONE, OpenSlotDialog, Stand, fill

USUAL = "As it is dialled here, or with + and the country code."
TODAY = date(2026, 3, 10)


class Asked(Controller):
    """A station whose answers about guests can be held up or fail; it counts the questions."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.numbers: list[str] = []
        self.gate = Event()
        self.gate.set()
        self.is_silent = False

    def guest(self, phone: str, **more: Any) -> Guest:
        self.numbers.append(phone)
        assert self.gate.wait(30)
        if self.is_silent:
            raise Outage("The database does not answer.")
        return super().guest(phone, **more)


@pytest.fixture
def station(stand: Stand) -> Asked:
    """The station at which the dialog is open; two guests have a table, one of them missed one."""
    gone = stand.reserve(stand.slot("4", 18))
    stand.miss(gone)
    slot = stand.slot("4", 19)
    stand.controller.reserve(
        slot.slot_id, "4", PHONE, 2, name="Marsh", note="Nuts. By the window.", allergy=True
    )
    slot = stand.slot("2", 19)
    stand.controller.reserve(slot.slot_id, "2", OTHER_PHONE, 2, name="Eriksen")
    return Asked(stand.store)


def test_a_known_guest_is_told_while_the_number_is_typed(
    qtbot: QtBot, stand: Stand, station: Asked, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=station)
    phone = dialog.reserve_form.phone
    fill(dialog, PHONE[:-1])
    assert phone.helper() == USUAL
    fill(dialog, PHONE[-1])
    qtbot.waitUntil(lambda: phone.helper() != USUAL)
    says = phone.helper()
    assert says.startswith(
        "Known guest: Marsh. Has an allergy. No visit yet, 1 missed reservation. Has table 4 on "
    )
    assert says.endswith(" at 19:00. Last note: Nuts. By the window.")
    assert phone.edit.accessibleDescription() == says
    assert station.numbers == ["+447400123456"]
    QTest.keyClick(phone.edit, Qt.Key.Key_Backspace)
    assert (phone.helper(), phone.edit.accessibleDescription()) == (USUAL, "")


def test_of_a_guest_who_is_new_nothing_is_said(
    qtbot: QtBot, stand: Stand, station: Asked, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=station)
    fill(dialog, "07400 123999")
    qtbot.waitUntil(lambda: bool(station.numbers) and stand.tasks.is_idle)
    assert dialog.reserve_form.phone.helper() == USUAL


def test_a_late_answer_is_not_told_of_another_number(
    qtbot: QtBot,
    stand: Stand,
    station: Asked,
    open_slot_dialog: OpenSlotDialog,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=station)
    phone = dialog.reserve_form.phone
    told: list[str] = []
    monkeypatch.setattr(phone, "set_helper", lambda says, _kind="muted": told.append(says))
    station.gate.clear()
    fill(dialog)
    qtbot.waitUntil(lambda: len(station.numbers) == 1)
    for number in ("07400 123888", OTHER_PHONE):
        phone.edit.clear()
        fill(dialog, number)
    station.gate.set()
    qtbot.waitUntil(lambda: any("Eriksen" in says for says in told))
    assert not [says for says in told if "Marsh" in says]
    assert station.numbers[-1] == "+447400123457"


def test_a_host_reserves_while_the_question_is_still_open(
    qtbot: QtBot, stand: Stand, station: Asked, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=station)
    station.gate.clear()
    fill(dialog, "07400 123999")
    qtbot.waitUntil(lambda: bool(station.numbers))
    with qtbot.waitSignal(dialog.reserved):
        QTest.keyClick(dialog.reserve_form.phone.edit, Qt.Key.Key_Return)
    station.gate.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)


def test_a_silent_database_is_no_matter_of_the_number(
    qtbot: QtBot, stand: Stand, station: Asked, open_slot_dialog: OpenSlotDialog
) -> None:
    dialog = open_slot_dialog(stand.slot("3", 20), controller=station)
    station.is_silent = True
    fill(dialog)
    qtbot.waitUntil(lambda: bool(station.numbers) and stand.tasks.is_idle)
    assert dialog.reserve_form.phone.helper() == USUAL
    station.is_silent = False
    dialog.reserve_form.phone.edit.clear()
    fill(dialog)
    qtbot.waitUntil(lambda: "Marsh" in dialog.reserve_form.phone.helper())


LONDON = ZoneInfo("Europe/London")
FIRST = Reservation(
    id="1",
    slot_id="s",
    table_id="7",
    starts_at=datetime(2026, 3, 14, 19, tzinfo=LONDON),
    reserved_by="+447400123456",
    party_size=2,
)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"name": "Marsh", "visits": 3, "last_visit": datetime(2026, 2, 2, 19, tzinfo=UTC)},
            "Known guest: Marsh. 3 visits, last on Mon 2 February, no missed reservations.",
        ),
        (
            {"visits": 1, "no_shows": 2, "last_visit": datetime(2025, 12, 30, 19, tzinfo=UTC)},
            "Known guest. 1 visit, on Tuesday 30 December 2025, 2 missed reservations.",
        ),
        (
            {"upcoming": (FIRST, FIRST)},
            "Known guest. Has table 7 on Sat 14 March at 19:00, and 1 more ahead.",
        ),
        (
            {"cancellations": 1, "last_note": "x" * 200},
            f"Known guest. No visit yet. Last note: {'x' * 89}…",
        ),
    ],
)
def test_what_is_known_is_said_in_whole_sentences(facts: dict[str, Any], said: str) -> None:
    assert known(Guest(phone="+447400123456", **facts), TODAY) == said
