"""Pictures of what only the manager does: the PIN, and the house changed on four pages."""

from dataclasses import replace
from datetime import datetime, timedelta

from PySide6.QtWidgets import QWidget

from resv_desktop.domain.pin import PinState, wrong_pin
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.qt import words
from resv_desktop.qt.house.draft import next_free_day
from resv_desktop.qt.house.house_dialog import HouseDialog
from resv_desktop.qt.house.pin_dialog import PinDialog
from resv_desktop.qt.widgets.dialog_frame import DialogFrame
from tests.screenshot_house import EVENING
from tests.screenshot_stage import Stage


def take_all(stage: Stage) -> None:
    """Take every picture of the manager's dialogs."""
    window = stage.open_main_window()
    for name, state in (("pin-first", "unset"), ("pin", "on")):
        _pin(stage, window, name, state)  # type: ignore[arg-type]  # two of its states
    _pin(stage, window, "pin-change", "on", is_change=True)
    _pin(stage, window, "pin-again", "on", held_until=stage.house.clock())
    _house(stage, window)
    stage.close(window)


def _show(stage: Stage, dialog: DialogFrame) -> None:
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)


def _pin(
    stage: Stage,
    window: QWidget,
    name: str,
    state: PinState,
    *,
    is_change: bool = False,
    held_until: datetime | None = None,
) -> None:
    dialog = PinDialog(
        window,
        stage.look,
        stage.tasks,
        stage.controller,
        "",
        state,
        is_change=is_change,
        held_until=held_until,
    )
    _show(stage, dialog)
    if name == "pin":
        dialog.tell("error", words.sentence(wrong_pin(timedelta(seconds=5))))
    stage.take(name, dialog, may_scroll=True)
    dialog.reject()


def _changed(house: Restaurant) -> Restaurant:
    """Return the house with weekdays, closures and a retired table of its own."""
    closures = (
        Closure(
            from_on=EVENING - timedelta(days=2),
            to_on=EVENING + timedelta(days=3),
            hours=None,
            reason="The kitchen gets a new floor.",
            closed_hours="14:17",
        ),
        Closure(
            from_on=EVENING + timedelta(days=20),
            to_on=EVENING + timedelta(days=23),
            hours=None,
            reason="",
        ),
    )
    retired = replace(house.tables[1], retired_from=EVENING + timedelta(days=9))
    tables = (house.tables[0], retired, *house.tables[2:])
    return replace(
        house,
        week_hours={"fri": "12:02", "sun": None},
        closures=closures,
        tables=tables,
    )


def _house(stage: Stage, window: QWidget) -> None:
    house = _changed(stage.controller.restaurant(stage.house.restaurant.id))
    dialog = HouseDialog(window, stage.look, stage.tasks, stage.controller, house, EVENING)
    _show(stage, dialog)
    stage.take("house", dialog, may_scroll=True)
    dialog.facts.days.setValue(house.days_ahead - 4)
    stage.take("house-fewer-days", dialog, may_scroll=True)
    dialog.facts.days.setValue(house.days_ahead)
    dialog.facts.phone.set_text("0")
    stage.take("house-refused", dialog, may_scroll=True)
    dialog.facts.phone.set_text(house.phone)
    dialog.show_page(1)
    stage.take("house-hours", dialog, may_scroll=True)
    dialog.show_page(2)
    stage.take("house-closures", dialog, may_scroll=True)
    dialog.closures.add_button.click()
    stage.take("house-closure-asked", dialog, may_scroll=True)
    dialog.closures.first.picked.emit(next_free_day(house.closures, EVENING))
    dialog.closures.kind.setCurrentIndex(2)
    dialog.closures.kind.activated.emit(2)
    dialog.closures.last.later.click()
    stage.take("house-closure-added", dialog, may_scroll=True)
    dialog.show_page(3)
    dialog.tables.line.set_text("2 × 4")
    dialog.tables.list.pick(1)
    stage.take("house-tables", dialog, may_scroll=True)
    dialog.show_silence(is_silent=True)
    stage.take("house-silent", dialog, may_scroll=True)
    dialog.show_silence(is_silent=False)
    dialog.show_house(replace(house, name="Albatross Inn", opening_hours="12:22"))
    stage.take("house-changed-elsewhere", dialog, may_scroll=True)
    dialog.reject()
    stage.take("house-not-saved", dialog, may_scroll=True)
    dialog.reject()
