"""Another restaurant of the book is called what it is called now, also where that was changed."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.domain.house_change import HouseChange
from resv_desktop.qt.cancel_dialog import CancelDialog
from tests.qt.stand import Stand
from tests.qt.station import OpenWindow, dialog_of


def test_another_restaurant_that_was_renamed_elsewhere_has_its_new_name_in_a_list_and_a_notice(
    qtbot: QtBot, open_window: OpenWindow, stand: Stand
) -> None:
    made = stand.controller.create_restaurant(
        "The Old Quay", "020 7946 0999", "17:23", timezone="Europe/London"
    )
    quay = stand.controller.add_tables(made.id, [4])
    slots = stand.controller.slots(quay.id, stand.day)
    stand.reserve(next(slot for slot in slots if slot.starts_at.hour == 20))
    window = open_window([stand.restaurant, quay])
    stand.rival.edit_restaurant(quay.id, HouseChange(name="The New Quay"))
    window.acts.open_cancel(stand.restaurant)
    dialog = dialog_of(window, CancelDialog)
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    row = dialog.model.index(0)
    dialog.list.pick(0)
    qtbot.waitUntil(lambda: "The New Quay" in str(row.data(Qt.ItemDataRole.DisplayRole)))
    assert dialog.list.picked() == row
    dialog.act_button.click()
    qtbot.waitUntil(lambda: window.notice.startswith("Cancelled at The New Quay: table "))
