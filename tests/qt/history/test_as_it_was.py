"""The slider of the history: the day at any minute, plainly past and only looked at."""

from datetime import date, datetime, timedelta
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.past import Past
from resv_desktop.qt.day_rows import AllRow
from resv_desktop.qt.history.history_dialog import HistoryDialog
from resv_desktop.store.store import Store
from tests.qt.history.test_history_dialog import OpenHistory, open_history
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import Clock, Station

_ = open_history


def _states(dialog: HistoryDialog) -> dict[str, tuple[str, str]]:
    """Return what the tables are at 20:00, and whose."""
    rows = [row for row in dialog.past.list.rows.rows if isinstance(row, AllRow)]
    of_hour = [row.table for row in rows if row.table.starts_at.hour == 20]
    return {table.table_id: (table.state, table.guest) for table in of_hour}


def _evening(stand: Stand, store: Store, began: datetime) -> list[str]:
    """Reserve, move and cancel, a minute apart; return the ids."""
    clock = Clock(began)
    host = Station(store, clock)
    first, second = stand.slot("2", 20), stand.slot("3", 20)
    heron = host.reserve(first.slot_id, "2", PHONE, 3, name="Heron")
    clock.at += timedelta(minutes=1)
    host.move(heron.id, second.slot_id, "3")
    clock.at += timedelta(minutes=1)
    host.reserve(first.slot_id, "2", OTHER_PHONE, 2, name="Wren")
    clock.at += timedelta(minutes=1)
    host.cancel(heron.id)
    return [heron.id]


def test_the_slider_shows_each_minute_as_it_stood_and_says_that_it_is_past(
    qtbot: QtBot, stand: Stand, station: Station, open_history: OpenHistory
) -> None:
    began = (station.now() - timedelta(hours=5)).replace(second=20, microsecond=0)
    _evening(stand, stand.rival_store, began)
    dialog = open_history()
    QTest.keyClick(dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past = dialog.past
    qtbot.waitUntil(lambda: past.is_settled and bool(past.list.rows.rows))
    assert dialog.windowTitle().endswith("as it was")

    # It is as it is now, and nothing of it can be acted upon.
    assert _states(dialog)["3"] == ("free", "")
    assert _states(dialog)["2"] == ("reserved", "Wren")
    assert not dialog.act_button.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(past.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert not dialog.is_busy

    # The button goes to the change before, the arrow one minute, and both say where they are.
    past.before.click()
    qtbot.waitUntil(lambda: past.is_settled)
    assert past.minute == (began + timedelta(minutes=3)).replace(second=0)
    assert past.slider.hasFocus()  # without a further key or click, since the page was turned to
    QTest.keyClick(past.slider, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: past.is_settled and _states(dialog)["3"][0] == "reserved")
    assert _states(dialog)["3"] == ("reserved", "Heron")
    time = f"{stand.restaurant.local(began) + timedelta(minutes=2):%H:%M}"
    assert f"at {time}. Nothing can be changed here." in past.mark.text()
    spoken = QAccessible.queryAccessibleInterface(past.slider)
    assert f"at {time}." in spoken.text(QAccessible.Text.Name)
    past.before.click()
    past.before.click()
    qtbot.waitUntil(lambda: past.is_settled and _states(dialog)["2"][1] == "Heron")
    assert _states(dialog)["3"] == ("free", "")
    assert not past.before.isEnabled()
    past.after.click()
    qtbot.waitUntil(lambda: past.is_settled and _states(dialog)["3"][1] == "Heron")
    assert dialog.message.text() == ""

    # Back to what was done, by the same key.
    QTest.keyClick(dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: dialog.reader.is_read and bool(dialog.list.rows.rows))
    assert dialog.act_button.isVisible()
    assert dialog.list.hasFocus()

    # By a click, and with the minutes read before, the keys go there as well.
    qtbot.mouseClick(dialog.switch.segment(len(dialog._scopes)), Qt.MouseButton.LeftButton)
    assert past.slider.hasFocus()
    past.list.setFocus()
    dialog.hear()
    qtbot.waitUntil(lambda: past.is_settled and stand.tasks.is_idle)
    assert past.list.hasFocus()


def test_what_another_program_wrote_is_said_to_be_uncertain_and_a_silence_is_told(
    qtbot: QtBot, stand: Stand, station: Station, open_history: OpenHistory
) -> None:
    slot = stand.slot("2", 20)
    stand.store.database.reservations.insert_one(
        {
            "time": slot.starts_at,
            "tableId": "2",
            "reservedBy": PHONE,
            "slotId": slot.slot_id,
            "name": "Okapi",
        }
    )
    dialog = open_history()
    dialog.show_scope(len(dialog._scopes))
    qtbot.waitUntil(lambda: "Another program wrote one" in dialog.message.text())
    assert _states(dialog)["2"] == ("reserved", "Okapi")
    station.is_silent = True
    dialog.hear()
    qtbot.waitUntil(lambda: "does not answer" in dialog.message.text())
    station.is_silent = False
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: "Another program wrote one" in dialog.message.text())


def test_a_busy_evening_asks_for_the_past_one_time_at_a_time_and_the_newest_is_shown(
    qtbot: QtBot, stand: Stand, station: Station, open_history: OpenHistory
) -> None:
    dialog = open_history()
    QTest.keyClick(dialog, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past, read, may_answer = dialog.past, station.past, Event()
    qtbot.waitUntil(lambda: past.is_settled and stand.tasks.is_idle)
    asked: list[int] = []

    def late(rest_id: str, day: date) -> Past:
        asked.append(len(stand.booked()))
        found = read(rest_id, day)
        assert may_answer.wait(60)
        return found

    station.past = late  # type: ignore[method-assign]  # it is only this station that is slow
    for number, hour in enumerate((18, 19, 20)):
        stand.reserve(stand.slot("2", hour), f"+4474001234{number}0", by=stand.rival)
        qtbot.waitUntil(lambda: bool(asked))
        dialog.past.read()
    assert len(asked) == 1
    may_answer.set()
    qtbot.waitUntil(lambda: _states(dialog)["2"][0] == "reserved")
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert _states(dialog)["2"][0] == "reserved"
