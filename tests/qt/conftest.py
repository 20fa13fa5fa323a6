"""The look that every window of the tests is built upon."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from resv_desktop.qt.look import Look
from resv_desktop.store.mongod import ManagedServer
from tests.qt.stand import Stand, open_stand


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """The house by daylight."""
    return Look(qapp, "light")


@pytest.fixture
def dark_look(qapp: QApplication) -> Look:
    """The house in a dim room."""
    return Look(qapp, "dark")


@pytest.fixture
def stand(
    qapp: QApplication, mongod: ManagedServer, database_name: str, tmp_path: Path
) -> Iterator[Stand]:
    """A host stand on the real server, with a rival station beside it."""
    del qapp
    made = open_stand(mongod.uri, database_name, tmp_path)
    yield made
    made.close()
