"""Nobody loses a table unseen: the host sees whom a change hits, and makes it as one act."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.qt.house.preview_dialog import PreviewDialog
from resv_desktop.qt.look import TWO_LINE_ROW
from resv_desktop.qt.main_window import MainWindow
from tests.qt.stand import OTHER_PHONE, PHONE, Stand
from tests.qt.station import OpenWindow, Station

SCREEN_MARGIN = 48  # what a dialog leaves of it
SOMETHING_ELSE = "For 1 party something else is proposed now; it is marked."
LONG_NOTE = "Window seat please, birthday cake with candles at half past, " * 4
FLOOR = "The kitchen gets a new floor."
OpenPreview = Callable[[HouseChange], PreviewDialog]


def closing(stand: Stand, hours: str = "20:21") -> HouseChange:
    """Return the change that closes tomorrow for some hours."""
    closed = Closure(
        from_on=stand.day, to_on=stand.day, hours=None, reason=FLOOR, closed_hours=hours
    )
    return HouseChange(closures=(closed,))


def retiring(stand: Stand, table: str) -> HouseChange:
    """Return the change that takes a table out of the house from tomorrow on."""
    found = next(each for each in stand.restaurant.tables if each.id == table)
    return HouseChange(tables=(replace(found, retired_from=stand.day),))


def book(stand: Stand, table: str, hour: int, phone: str = PHONE, **facts: object) -> Reservation:
    """Reserve a table of tomorrow at another station."""
    slot = stand.slot(table, hour)
    return stand.rival.reserve(slot.slot_id, slot.table_id, phone, 2, **facts)  # type: ignore[arg-type] # the caller's facts


@pytest.fixture
def open_preview(qtbot: QtBot, window: MainWindow, stand: Stand) -> OpenPreview:
    """Open the preview over the window, and wait until it is known whom it hits."""

    def open_(change: HouseChange) -> PreviewDialog:
        dialog = window.attention.open_preview(window, stand.restaurant.id, change, saved.append)
        qtbot.waitUntil(lambda: dialog.isActiveWindow() and not dialog.is_busy)
        return dialog

    saved: list[Restaurant] = []
    open_.saved = saved  # type: ignore[attr-defined] # what a test looks at
    return open_


def goes(dialog: PreviewDialog) -> list[str]:
    """Return where each party goes, as the list says it."""
    return [row.goes for row in dialog.box.list.rows.rows]


def apply(qtbot: QtBot, dialog: PreviewDialog) -> None:
    """Press Enter where the keys are, once what is new can be seen, and wait for the answer."""
    qtbot.waitUntil(lambda: not dialog._unseen.isActive())
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.is_busy)


def test_what_hits_nobody_says_so_and_one_key_saves_it(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    dialog = open_preview(closing(stand))
    assert dialog.box.empty_words() == (
        "Nobody loses their table "
        "Every reservation keeps its table and hour. Enter saves the change."
    )
    apply(qtbot, dialog)
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert [each.closures[0].reason for each in open_preview.saved] == [FLOOR]  # type: ignore[attr-defined]
    assert stand.rival.restaurant(stand.restaurant.id).closures[0].closed_hours == "20:21"


def test_where_nothing_is_proposed_nothing_is_offered_to_be_accepted(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "2", 20)
    dialog = open_preview(closing(stand, "17:23"))
    assert goes(dialog) == ["to call"]
    assert dialog.propose_button.isVisible()
    assert not dialog.propose_button.isEnabled()
    dialog.reject()
    qtbot.waitUntil(lambda: not isValid(dialog))
    assert open_preview(closing(stand)).propose_button.isEnabled()


def test_who_is_hit_is_seen_with_the_new_home_and_moves_with_the_change(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    retired = book(stand, "2", 19, name="Okafor", note="by the window", allergy=True)
    dialog = open_preview(retiring(stand, "2"))
    (row,) = dialog.box.list.rows.rows
    assert (row.hour, row.who, row.party, row.phone) == (
        "19:00",
        "Okafor",
        "party of 2",
        "07400 123456",
    )
    assert row.goes == "table 1, 19:00"
    spoken = dialog.box.list.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Okafor, party of 2, 07400 123456, allergy, Note: by the window." in spoken
    assert spoken.endswith("Goes to table 1, 19:00.")
    assert "Allergy. Note: by the window" in dialog.box.said()
    # On this screen, as low as a stand's, there is no room left for another row.
    room = dialog.screen().availableGeometry().height() - SCREEN_MARGIN
    row_height = dialog.look.room(TWO_LINE_ROW, 2)
    qtbot.waitUntil(lambda: room - dialog.height() < row_height)
    assert stand.booked()[0].table_id == "2"  # nothing is written yet
    apply(qtbot, dialog)
    qtbot.waitUntil(lambda: not isValid(dialog))  # the same hour: nobody has to be called
    (held,) = stand.booked()
    assert (held.id, held.table_id) == (retired.id, "1")


def test_the_host_alters_takes_back_and_calls_each_or_all(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    first = book(stand, "1", 20)
    second = book(stand, "2", 20, OTHER_PHONE)
    dialog = open_preview(closing(stand))
    assert [home.split(", ")[1] for home in goes(dialog)] == ["21:00", "21:00"]
    before = goes(dialog)
    offered = dialog.box.choice.count()
    assert all(dialog.box.choice.itemText(n).find(before[1]) < 0 for n in range(offered))
    dialog.box.list.setFocus()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    assert goes(dialog) == ["to call", before[1]]
    assert dialog.box.choice.currentIndex() == 0
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    assert goes(dialog) == before
    dialog.box.choice.setCurrentIndex(2)
    dialog.box.choice.activated.emit(2)
    altered = goes(dialog)
    assert altered[0] not in (before[0], "to call")
    dialog.call_button.setFocus()
    QTest.keyClick(dialog.call_button, Qt.Key.Key_Return)
    assert not dialog.is_busy
    assert goes(dialog) == ["to call"] * 2
    dialog.propose_button.click()
    assert goes(dialog) == before
    dialog.box.list.setFocus()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    apply(qtbot, dialog)
    # One has another hour and one has none: both must hear of it before the dialog goes.
    assert dialog.isVisible()
    assert dialog.list_button.hasFocus()
    dialog.calls_wanted.disconnect()  # it is only looked at who is asked
    with qtbot.waitSignal(dialog.calls_wanted):
        QTest.keyClick(dialog.list_button, Qt.Key.Key_Return)
    assert len(dialog.calls) == 2
    assert dialog.act_button.isHidden()
    held = {each.id: each for each in stand.booked()}
    assert held[first.id].starts_at.hour == 20
    assert held[second.id].starts_at.hour == 21
    assert open_preview.saved == []  # type: ignore[attr-defined]
    dialog.reject()
    assert len(open_preview.saved) == 1  # type: ignore[attr-defined]
    left = stand.rival.attention(stand.restaurant.id)
    assert [(each.reservation.id, each.why) for each in left] == [
        (first.id, "closed"),
        (second.id, "moved"),
    ]


def keep_still(window: MainWindow, dialog: PreviewDialog) -> None:
    """Let the dialog hear nothing of the book, as where Enter is faster than the news."""
    window.live.follower.changed.disconnect(dialog.hear)
    dialog._soon.stop()


def test_a_reservation_made_while_it_is_open_comes_by_itself_and_moves_neither_keys_nor_pick(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    kept = book(stand, "2", 20)
    dialog = open_preview(closing(stand))
    qtbot.waitUntil(dialog.box.list.hasFocus)
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    late = book(stand, "1", 20, OTHER_PHONE, name="Late")
    qtbot.waitUntil(dialog._unseen.isActive)
    rows = {row.key: row for row in dialog.box.list.rows.rows}
    assert rows[late.id].mark == "New"
    assert not rows[kept.id].mark
    assert rows[kept.id].goes == "to call"  # what the host chose stays
    assert dialog.message.text() == "1 party is new and marked."
    assert dialog.box.list.hasFocus()
    assert dialog.box.list.picked_row == rows[kept.id]
    # What was pressed before it could be seen saves nothing.
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    assert not dialog.is_busy


def test_a_home_that_is_taken_while_it_is_open_is_marked_and_enter_does_not_save_the_next_unseen(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20)
    dialog = open_preview(closing(stand))
    assert goes(dialog) == ["table 1, 21:00"]
    qtbot.waitUntil(dialog.box.list.hasFocus)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    book(stand, "1", 21, OTHER_PHONE)
    qtbot.waitUntil(lambda: goes(dialog) == ["table 2, 21:00"], timeout=15_000)
    assert [row.mark for row in dialog.box.list.rows.rows] == ["Changed"]
    assert dialog.message.text() == SOMETHING_ELSE
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Return)
    assert not dialog.is_busy
    dialog._unseen.stop()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)  # the host has seen to it
    assert [row.mark for row in dialog.box.list.rows.rows] == [""]


def test_beside_a_long_note_the_list_gives_way_and_no_button_is_cut(
    qtbot: QtBot, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20)
    book(stand, "2", 20, OTHER_PHONE, note=LONG_NOTE[:200])
    dialog = open_preview(closing(stand))
    before = dialog.box.frame.height()
    most = dialog.screen().availableGeometry().height() - SCREEN_MARGIN
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: dialog.box.frame.height() < before)
    qtbot.waitUntil(lambda: dialog.scroll_bar.maximum() == 0)
    button = dialog.propose_button
    assert button.visibleRegion().boundingRect() == button.rect()
    picked = dialog.box.list.visualRect(dialog.box.list.picked())
    assert dialog.box.list.viewport().rect().contains(picked)
    assert dialog.height() <= most
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: dialog.box.frame.height() == before)


def test_while_the_homes_are_folded_out_nothing_moves(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20)
    dialog = open_preview(closing(stand))
    keep_still(window, dialog)
    dialog.box.choice.showPopup()
    qtbot.waitUntil(dialog.box.choice.view().isVisible)
    book(stand, "2", 20, OTHER_PHONE)
    dialog._follow()
    assert not dialog._is_reading
    assert dialog._soon.isActive()
    dialog.box.choice.hidePopup()
    qtbot.waitUntil(lambda: len(dialog.box.list.rows.rows) == 2)


def test_a_reservation_made_meanwhile_is_marked_and_nothing_is_saved_before_it_is_seen(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20)
    dialog = open_preview(closing(stand))
    keep_still(window, dialog)
    dialog.box.list.setFocus()
    QTest.keyClick(dialog.box.list, Qt.Key.Key_Space)
    assert goes(dialog) == ["to call"]
    late = book(stand, "2", 20, OTHER_PHONE, name="Late")
    apply(qtbot, dialog)
    assert dialog.message.kind == "warn"
    assert dialog.message.text().endswith("1 party is new and marked.")
    assert stand.rival.restaurant(stand.restaurant.id).closures == ()
    rows = {row.key: row for row in dialog.box.list.rows.rows}
    assert [row.mark for row in rows.values()] == ["", "New"]
    assert rows[late.id].who == "Late"
    assert goes(dialog)[0] == "to call"  # what the host chose stays
    assert goes(dialog)[1] == "table 2, 21:00"
    spoken = dialog.box.list.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("New, ")
    apply(qtbot, dialog)
    assert stand.rival.restaurant(stand.restaurant.id).closures != ()
    assert {each.starts_at.hour for each in stand.booked() if each.id == late.id} == {21}


def test_a_home_that_was_taken_meanwhile_is_replaced_and_the_change_waits_for_the_host(
    qtbot: QtBot, window: MainWindow, open_preview: OpenPreview, stand: Stand
) -> None:
    book(stand, "1", 20)
    dialog = open_preview(closing(stand))
    keep_still(window, dialog)
    assert goes(dialog) == ["table 1, 21:00"]
    book(stand, "1", 21, OTHER_PHONE)
    apply(qtbot, dialog)
    assert dialog.message.kind == "warn"
    assert dialog.message.text().endswith(SOMETHING_ELSE)
    assert goes(dialog) == ["table 2, 21:00"]
    assert [row.mark for row in dialog.box.list.rows.rows] == ["Changed"]
    assert stand.rival.restaurant(stand.restaurant.id).closures == ()
    apply(qtbot, dialog)
    assert stand.rival.restaurant(stand.restaurant.id).closures != ()


def test_a_change_that_makes_no_sense_is_refused_and_there_is_nothing_to_save(
    open_preview: OpenPreview, stand: Stand
) -> None:
    dialog = open_preview(closing(stand, "nonsense"))
    assert dialog.message.kind == "error"
    assert dialog.message.action_button.isHidden()
    assert dialog.act_button.isHidden()
    assert stand.rival.restaurant(stand.restaurant.id).closures == ()


def test_while_the_database_is_silent_it_says_so_and_tries_again(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand, station: Station
) -> None:
    book(stand, "1", 20)
    window = open_window()
    station.is_silent = True
    dialog = window.attention.open_preview(
        window, stand.restaurant.id, closing(stand), lambda _: None
    )
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.act_button.isHidden()
    assert dialog.box.empty_words().startswith("It is not known which guests are affected")
    station.is_silent = False
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: goes(dialog) == ["table 1, 21:00"])
    station.is_silent = True
    apply(qtbot, dialog)
    assert dialog.message.kind == "error"
    assert goes(dialog) == ["table 1, 21:00"]
    station.is_silent = False
    dialog.message.action_button.click()
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert dialog.act_button.isHidden()
    assert stand.rival.restaurant(stand.restaurant.id).closures != ()
