"""The host picks a reservation of this station, or finds it by phone, and cancels just that."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Reservation
from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.cancel_dialog import CancelDialog
from resv_desktop.qt.look import Look
from tests.qt.stand import OTHER_PHONE, PHONE, Stand, bury

Open = Callable[..., CancelDialog]


@pytest.fixture
def open_dialog(qtbot: QtBot, look: Look, stand: Stand) -> Iterator[Open]:
    window = QWidget()
    window.show()

    def open_(
        *, controller: Controller | None = None, restaurants: list[Restaurant] | None = None
    ) -> CancelDialog:
        dialog = CancelDialog(
            window,
            look,
            stand.tasks,
            controller or stand.controller,
            stand.memory,
            restaurants or [stand.restaurant],
            stand.restaurant,
        )
        QAbstractItemModelTester(
            dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog
        )
        dialog.finished.connect(dialog.deleteLater)  # as who opens one does
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        qtbot.waitUntil(lambda: stand.tasks.is_idle)
        return dialog

    yield open_
    window.close()
    window.deleteLater()
    assert bury(lambda: not isValid(window))


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def rows(dialog: CancelDialog) -> list[str]:
    return [
        str(dialog.model.index(row).data(Qt.ItemDataRole.DisplayRole))
        for row in range(dialog.model.rowCount())
    ]


def labels(dialog: CancelDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def test_it_is_found_by_the_names_of_the_contract(open_dialog: Open) -> None:
    dialog = open_dialog()
    assert dialog.objectName() == "cancelDialog"
    for name in ("phoneEdit", "reservationList", "cancelReservationButton", "message"):
        assert dialog.findChild(QObject, name) is not None, name


def test_what_was_made_here_is_offered_at_once_and_nothing_is_picked(
    stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("3", 20))
    stand.reserve(stand.slot("2", 19), OTHER_PHONE)
    stand.reserve(stand.slot("4", 19), "020 7946 0999", by=stand.rival)
    dialog = open_dialog()
    assert [row.split(", ")[1] for row in rows(dialog)] == ["19:00", "20:00"]
    assert "Made at Stand 1" in labels(dialog)
    assert dialog.picked() is None
    assert not dialog.act_button.isEnabled()


def test_who_is_done_is_not_offered(qtbot: QtBot, stand: Stand, open_dialog: Open) -> None:
    mine = [stand.reserve(stand.slot("3", 19))]
    later = stand.reserve(stand.slot("3", 20), OTHER_PHONE)
    gone = stand.reserve(stand.slot("4", 19), OTHER_PHONE, by=stand.rival)
    for held in (*mine, gone):
        stand.rival.set_status(held.id, "done")
    dialog = open_dialog()
    qtbot.waitUntil(lambda: [r.id for r in dialog.model.reservations()] == [later.id])
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    qtbot.waitUntil(lambda: f"Under {OTHER_PHONE}" in labels(dialog))
    assert [r.id for r in dialog.model.reservations()] == [later.id]
    assert len(stand.remembered()) == 2


def test_the_keys_pick_one_and_enter_cancels_it(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    first, second = (stand.reserve(stand.slot("3", hour)) for hour in (19, 20))
    dialog = open_dialog()
    assert focused() is dialog.phone.edit
    press(Qt.Key.Key_Down)
    assert focused() is dialog.list
    press(Qt.Key.Key_Down)
    assert dialog.message.text() == "This frees table 3 at 20:00."
    assert dialog.act_button.text() == "Cancel table 3, 20:00"
    with qtbot.waitSignal(dialog.cancelled) as told:
        press(Qt.Key.Key_Return)
    assert told.args is not None
    assert told.args[0].id == second.id
    assert [r.id for r in stand.booked()] == [first.id]
    assert stand.remembered() == [first.id]
    assert bury(lambda: not isValid(dialog))


def test_enter_in_the_phone_field_goes_to_the_list_and_cancels_nothing(
    stand: Stand, open_dialog: Open
) -> None:
    made = stand.reserve(stand.slot("3", 20))
    dialog = open_dialog()
    press(Qt.Key.Key_Return)
    assert not dialog.is_busy
    assert focused() is dialog.list
    dialog.phone.edit.setFocus()
    QTest.keyClicks(dialog.phone.edit, "02")
    press(Qt.Key.Key_Return)
    assert "too short" in dialog.message.text()
    assert [r.id for r in stand.booked()] == [made.id]


def test_what_is_told_of_a_number_goes_at_the_next_key(stand: Stand, open_dialog: Open) -> None:
    stand.reserve(stand.slot("3", 20))
    dialog = open_dialog()
    QTest.keyClicks(dialog.phone.edit, "abc")
    press(Qt.Key.Key_Return)
    assert "letter" in dialog.message.text()
    press(Qt.Key.Key_Backspace)
    assert (dialog.message.kind, dialog.message.text()) == ("quiet", "")


def test_a_reservation_is_found_by_phone_and_cancelled(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    made = stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    dialog = open_dialog()
    assert "No reservation of this station is left" in labels(dialog)
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert f"Under {OTHER_PHONE}" in labels(dialog)
    picked = dialog.picked()
    assert picked is not None
    assert picked.id == made.id
    press(Qt.Key.Key_Return)
    assert focused() is dialog.list
    with qtbot.waitSignal(dialog.cancelled):
        press(Qt.Key.Key_Return)
    assert stand.booked() == []


def test_enter_after_the_last_digit_does_not_wait_for_the_search_to_start(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    for hour in (19, 20):
        stand.reserve(stand.slot("4", hour), OTHER_PHONE, by=stand.rival)
    dialog = open_dialog()
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: focused() is dialog.list)
    assert dialog.model.rowCount() == 2
    assert len(stand.booked()) == 2


def test_a_number_without_a_reservation_is_said_so_and_taken_back(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("3", 20))
    dialog = open_dialog()
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    said = f"No reservation to come under {OTHER_PHONE}"
    qtbot.waitUntil(lambda: said in labels(dialog))
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Backspace)
    assert "Made at Stand 1" in labels(dialog)
    assert dialog.model.rowCount() == 1


class Slow(Controller):
    """A station whose first answer about a number comes late, when the test says so."""

    def __init__(self, stand: Stand) -> None:
        super().__init__(stand.store)
        self.may_answer, self.asked = threading.Event(), list[str]()

    def reservations_for(self, phone: str, *, rest_id: str | None = None) -> list[Reservation]:
        self.asked.append(phone)
        if len(self.asked) == 1:
            assert self.may_answer.wait(20)
        return super().reservations_for(phone, rest_id=rest_id)


def test_an_answer_to_what_is_no_longer_typed_is_dropped(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    stand.reserve(stand.slot("4", 21), PHONE, by=stand.rival)
    controller = Slow(stand)
    dialog = open_dialog(controller=controller)
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    qtbot.waitUntil(lambda: len(controller.asked) == 1)
    QTest.keyClick(dialog.phone.edit, Qt.Key.Key_Backspace)
    QTest.keyClicks(dialog.phone.edit, "6")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    controller.may_answer.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert f"Under {PHONE}" in labels(dialog)
    assert "21:00" in rows(dialog)[0]


def test_enter_pressed_before_a_number_was_found_does_not_cancel_what_is_found_unseen(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("4", 20), OTHER_PHONE, by=stand.rival)
    controller = Slow(stand)
    dialog = open_dialog(controller=controller)
    dialog._unseen.setInterval(60_000)  # however slow this machine is
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(controller.asked) == 1)
    controller.may_answer.set()
    qtbot.waitUntil(lambda: focused() is dialog.list)
    press(Qt.Key.Key_Return)
    assert not dialog.is_busy
    assert len(stand.booked()) == 1
    dialog._unseen.stop()
    with qtbot.waitSignal(dialog.cancelled):
        press(Qt.Key.Key_Return)
    assert stand.booked() == []


def test_an_answer_to_a_dialog_that_is_gone_does_no_harm(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    controller = Slow(stand)
    dialog = open_dialog(controller=controller)
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    qtbot.waitUntil(lambda: len(controller.asked) == 1)
    press(Qt.Key.Key_Escape)
    assert bury(lambda: not isValid(dialog))
    controller.may_answer.set()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)


def test_what_was_cancelled_elsewhere_is_offered_no_longer(stand: Stand, open_dialog: Open) -> None:
    gone, kept = (stand.reserve(stand.slot("3", hour)) for hour in (19, 20))
    stand.rival.cancel(gone.id)
    dialog = open_dialog()
    assert [r.id for r in dialog.model.reservations()] == [kept.id]
    assert stand.remembered() == [kept.id]


def test_cancelling_twice_says_who_was_first_and_picks_no_neighbour(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    gone, kept = (stand.reserve(stand.slot("3", hour)) for hour in (19, 20))
    dialog = open_dialog()
    dialog.list.setFocus()
    stand.rival.cancel(gone.id)
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert "was cancelled at Stand 2" in dialog.message.text()
    assert dialog.picked() is None
    press(Qt.Key.Key_Return)
    assert not dialog.is_busy
    assert [r.id for r in stand.booked()] == [kept.id]
    assert stand.remembered() == [kept.id]


def test_an_enter_that_is_held_down_cancels_nothing(stand: Stand, open_dialog: Open) -> None:
    stand.reserve(stand.slot("3", 20))
    dialog = open_dialog()
    dialog.list.setFocus()
    for target in (dialog.list, dialog.act_button):
        held = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_Return,
            Qt.KeyboardModifier.NoModifier,
            "\r",
            autorep=True,
        )
        QApplication.sendEvent(target, held)
    assert not dialog.is_busy
    assert len(stand.booked()) == 1


def test_enter_pressed_twice_cancels_one(qtbot: QtBot, stand: Stand, open_dialog: Open) -> None:
    for hour in (19, 20):
        stand.reserve(stand.slot("3", hour))
    dialog = open_dialog()
    told: list[Reservation] = []
    dialog.cancelled.connect(lambda reservation, _: told.append(reservation))
    dialog.list.setFocus()
    press(Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: bool(told))
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert len(told) == len(stand.booked()) == 1


class LosesTheAnswer(Controller):
    """A station whose first cancel is done although its answer never comes."""

    ids: tuple[str | None, ...] = ()

    def cancel(self, *asked: Any, request_id: str | None = None, **more: Any) -> Reservation:
        self.ids = (*self.ids, request_id)
        done = super().cancel(*asked, request_id=request_id, **more)
        if len(self.ids) == 1:
            raise Outage("It is not known whether this was saved.", may_be_saved=True)
        return done


def test_an_unclear_cancel_is_settled_by_trying_again(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("3", 20))
    controller = LosesTheAnswer(stand.store)
    dialog = open_dialog(controller=controller)
    dialog.list.setFocus()
    press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    dialog._take_made_here([])  # as it was read once that was saved
    assert dialog.message.text() == "It is not known whether this was saved."
    with qtbot.waitSignal(dialog.cancelled):
        dialog.message.action_button.click()
    assert len(set(controller.ids)) == 1
    assert stand.remembered() == []


class Silent(Controller):
    """A station whose database answers no search until it does."""

    is_silent = True

    def reservations_for(self, phone: str, *, rest_id: str | None = None) -> list[Reservation]:
        if self.is_silent:
            raise Outage("The database does not answer.")
        return super().reservations_for(phone, rest_id=rest_id)


def test_an_outage_leaves_what_was_made_here_and_offers_to_try_again(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("3", 20))
    dialog = open_dialog(controller=Silent(stand.store))
    assert dialog.model.rowCount() == 1
    QTest.keyClicks(dialog.phone.edit, "07400123457")
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert dialog.message.action_button.text() == "Try again"
    assert dialog.model.rowCount() == 1
    assert len(stand.remembered()) == 1


def test_a_silent_database_is_said_at_once_and_the_number_is_looked_for_once_it_answers(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    stand.reserve(stand.slot("3", 20))
    controller = Silent(stand.store)
    dialog = open_dialog(controller=controller)
    dialog.list.pick(0)
    dialog.show_silence(is_silent=True)
    says = dialog.message.text()
    assert "The database does not answer" in says
    assert not dialog.act_button.isEnabled()
    dialog.phone.edit.setFocus()
    QTest.keyClicks(dialog.phone.edit, "07400123456")
    press(Qt.Key.Key_Return)  # a number that is looked for would be answered by an error
    assert stand.tasks.is_idle
    assert dialog.message.text() == says
    controller.is_silent = False
    dialog.show_silence(is_silent=False)
    qtbot.waitUntil(lambda: f"Under {PHONE}" in labels(dialog))
    assert dialog.message.text().startswith("This frees table 3")
    assert dialog.act_button.isEnabled()


def test_with_several_restaurants_a_row_says_which(
    qtbot: QtBot, stand: Stand, open_dialog: Open
) -> None:
    made = stand.controller.create_restaurant(
        "The Old Quay", "020 7946 0999", "17:23", timezone="Europe/London"
    )
    quay = stand.controller.add_tables(made.id, [4])
    slot = stand.controller.slots(quay.id, stand.day)[0]
    stand.reserve(slot)
    stand.reserve(stand.slot("3", 20))
    dialog = open_dialog(restaurants=[stand.restaurant, quay])
    assert [row.rsplit(", ", 2)[1] for row in rows(dialog)] == ["The Old Quay", "Harbour House"]
    QTest.keyClicks(dialog.phone.edit, "07400123456")
    qtbot.waitUntil(lambda: f"Under {PHONE}" in labels(dialog))
    assert dialog.model.rowCount() == 2
    assert dialog.picked() is None


def test_a_name_too_long_for_its_row_is_told_in_full(stand: Stand, open_dialog: Open) -> None:
    slot = stand.slot("3", 20)
    name = "Maximiliane Freifrau von und zu Hohenlohe-Waldenburg-Schillingsfürst"
    made = stand.controller.reserve(slot.slot_id, slot.table_id, PHONE, 2, name=name)
    stand.memory.remember(made)
    dialog = open_dialog()
    assert not dialog.list.horizontalScrollBar().isVisible()
    assert name in str(dialog.model.index(0).data(Qt.ItemDataRole.ToolTipRole))
