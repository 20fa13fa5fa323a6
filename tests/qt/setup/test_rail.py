"""The rail says where the set-up stands, also to those who do not see it."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from resv_desktop.qt.look import Look
from resv_desktop.qt.setup.rail import Rail


def test_each_step_tells_its_state_and_its_answer(qtbot: QtBot, look: Look) -> None:
    rail = Rail(look, ["Name", "Hours", "Tables"])
    qtbot.addWidget(rail)
    rail.set_name("Harbour House")
    rail.show_step(1, ["020 7946 0123", "12:00 to 23:00", ""])
    rail.show()
    assert [step.state for step in rail.steps] == ["answered", "asked", "ahead"]
    assert [step.accessibleName() for step in rail.steps] == [
        "Name, answered. 020 7946 0123",
        "Hours, asked now. 12:00 to 23:00",
        "Tables, still to come.",
    ]
    assert "Step 2 of 3" in [label.text() for label in rail.findChildren(QLabel)]


def test_at_the_end_the_last_step_is_answered_too(qtbot: QtBot, look: Look) -> None:
    rail = Rail(look, ["Name", "Hours"])
    qtbot.addWidget(rail)
    rail.show_step(1, ["Harbour House", "Done"], is_over=True)
    assert [step.state for step in rail.steps] == ["answered", "answered"]
