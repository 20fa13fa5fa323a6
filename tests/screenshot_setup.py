"""Pictures of the start and of the set-up of a restaurant, page by page."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from resv_desktop.domain.errors import CannotStart
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.machine import Machine
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.qt.start_window import StartWindow
from resv_desktop.startup import open_controller
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store
from tests.qt.setup.houses import DisturbedController
from tests.screenshot_house import LONG_HOUSE, LONG_LINE
from tests.screenshot_stage import Stage

_LOG = (
    '{"s":"E", "c":"STORAGE", "msg":"WiredTiger error message", "attr":{"error":28, '
    '"message":"No space left on device"}}\n'
    '{"s":"F", "c":"STORAGE", "msg":"Fatal assertion", "attr":{"msgid":28558}}'
)


def take_all(stage: Stage) -> None:
    """Take every picture of the first start."""
    start = StartWindow()
    start.fill(stage.look, stage.keys)
    start.say("Starting the database")
    stage.show(start)
    stage.take("start-starting", start)
    start.say_trouble(
        "The disk is full, so the database cannot start. Free some space and try again.", _LOG
    )
    stage.take("start-trouble-with-log", start)
    try:
        with open_controller(uri="localhost:27017"):
            raise AssertionError("this is no address")
    except CannotStart as trouble:
        start.say_trouble(str(trouble), trouble.details)
    stage.take("start-trouble", start)
    start.say("Opening the book")
    _wizard(stage, start)
    stage.close(start)


def _wizard(stage: Stage, start: StartWindow) -> None:
    store = Store(stage.server.uri, "set-up")
    store.connect()
    prepare(store)
    controller = DisturbedController(store, station="Stand 1", clock=stage.clock)
    tasks = Tasks()
    try:
        _pages(stage, start, tasks, controller)
        _long_pages(stage, start, tasks, controller)
    finally:
        controller.let_go.set()
        tasks.close()
        store.close()


def _open(
    stage: Stage, start: StartWindow, tasks: Tasks, controller: DisturbedController
) -> SetupWizard:
    machine = Machine("GB", "Europe/London")
    wizard = SetupWizard(start, stage.look, tasks, controller, machine=machine)
    wizard.open()
    stage.wait("the set-up is in front", wizard.isActiveWindow)
    return wizard


def _field(wizard: SetupWizard, name: str) -> QLineEdit:
    field = wizard.findChild(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    return field


def _pages(stage: Stage, start: StartWindow, tasks: Tasks, controller: DisturbedController) -> None:
    wizard = _open(stage, start, tasks, controller)
    stage.take("setup-1-name-empty", wizard)
    stage.type(_field(wizard, "restaurantName"), "Harbour House")
    stage.type(_field(wizard, "restaurantPhone"), "020 7946a")
    _field(wizard, "restaurantName").setFocus()
    stage.take("setup-1-name-bad-phone", wizard)
    _field(wizard, "restaurantPhone").clear()
    stage.type(_field(wizard, "restaurantPhone"), "02079460123")
    stage.take("setup-1-name", wizard)
    stage.take_screen("setup-over-start", wizard)
    wizard.reject()
    stage.take("setup-1-leaving-asked", wizard)
    wizard.reject()
    wizard.act_button.click()
    stage.take("setup-2-hours", wizard)
    picker = wizard._hours.picker
    picker.setText("18:02")
    stage.take("setup-2-hours-past-midnight", wizard)
    picker.setText("00:24")
    stage.take("setup-2-hours-around-the-clock", wizard)
    picker._closes.setCurrentIndex(picker._closes.findData(12))
    picker._opens.setCurrentIndex(12)
    stage.take("setup-2-hours-refused", wizard)
    picker.setText("12:23")
    wizard.act_button.click()
    _zone_and_tables(stage, wizard)
    _days(stage, wizard, controller)


def _zone_and_tables(stage: Stage, wizard: SetupWizard) -> None:
    stage.take("setup-3-zone", wizard)
    stage.type(_field(wizard, "zoneSearch"), "nairob")
    stage.take("setup-3-zone-searched", wizard)
    stage.type(_field(wizard, "zoneSearch"), "qqq")
    stage.take("setup-3-zone-not-found", wizard)
    _field(wizard, "zoneSearch").clear()
    stage.type(_field(wizard, "zoneSearch"), "london")
    wizard.act_button.click()
    stage.take("setup-4-tables-none", wizard)
    line = _field(wizard, "tableCapacities")
    stage.type(line, "6 x 2, 10 x 1, 5 x 6")
    _insist(stage, wizard)
    stage.take("setup-4-tables-refused", wizard)
    line.clear()
    stage.type(line, "6 x 2, 10 x 4, 5 x 6, 3 x 8")
    stage.take("setup-4-tables", wizard)
    wizard.act_button.click()


def _days(stage: Stage, wizard: SetupWizard, controller: DisturbedController) -> None:
    stage.take("setup-5-review", wizard)
    controller.hold_at = 4
    wizard.act_button.click()
    stage.wait("days are prepared", lambda: wizard._days.preparing.progress[0] == 4)
    stage.pause(0.1)
    stage.take("setup-5-preparing", wizard)
    wizard._days.stop_button.click()
    stage.take("setup-5-stopping", wizard)
    controller.let_go.set()
    stage.wait("it has stopped", lambda: wizard._days.state == "stopped")
    stage.take("setup-5-stopped", wizard)
    controller.silent.append("extend_slots")
    wizard.act_button.click()
    stage.wait("it is told", lambda: wizard._days.state == "trouble")
    stage.take("setup-5-outage", wizard)
    wizard.act_button.click()
    stage.wait("all is ready", lambda: wizard._days.state == "ready")
    stage.take("setup-5-ready", wizard)
    wizard.act_button.click()


def _insist(stage: Stage, wizard: SetupWizard) -> None:
    """Leave the field, so that what is wrong is said."""
    wizard.act_button.setFocus()
    wizard.back_button.setFocus()
    stage.pause(0.05)


def _long_pages(
    stage: Stage, start: StartWindow, tasks: Tasks, controller: DisturbedController
) -> None:
    wizard = _open(stage, start, tasks, controller)
    stage.type(_field(wizard, "restaurantName"), LONG_HOUSE)
    stage.type(_field(wizard, "restaurantPhone"), "+12125550142")
    stage.take("setup-1-long-name", wizard)
    wizard.act_button.click()
    wizard.act_button.click()
    stage.take("setup-3-zone-in-doubt", wizard)
    stage.type(_field(wizard, "zoneSearch"), "indianapolis")
    QTest.keyClick(_field(wizard, "zoneSearch"), Qt.Key.Key_Up)
    stage.take("setup-3-zone-long-name", wizard)
    wizard.act_button.click()
    stage.type(_field(wizard, "tableCapacities"), LONG_LINE)
    stage.take("setup-4-many-runs", wizard)
    wizard.act_button.click()
    stage.take("setup-5-review-long-name", wizard)
    wizard._leave()
