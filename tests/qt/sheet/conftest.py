"""Words are only laid out where there is an application, with a screen or without."""

import pytest
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def _with_type(qapp: QApplication) -> None:
    """Let there be an application."""
    del qapp
