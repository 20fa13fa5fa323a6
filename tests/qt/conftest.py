"""The look that every window of the tests is built upon."""

import pytest
from PySide6.QtWidgets import QApplication

from resv_desktop.qt.look import Look


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The house by daylight."""
    return Look(qapp, "light")


@pytest.fixture
def dark_look(qapp: QApplication) -> Look:
    """The house in a dim room."""
    return Look(qapp, "dark")
