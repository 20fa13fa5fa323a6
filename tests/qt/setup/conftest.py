"""An empty book for every test of the set-up."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from resv_desktop.store.mongod import ManagedServer
from tests.qt.setup.houses import EmptyBook, open_book


@pytest.fixture
def book(qapp: QApplication, mongod: ManagedServer, database_name: str) -> Iterator[EmptyBook]:
    """No restaurant yet, on Saturday 14 March 2026, 12:00 in London."""
    del qapp
    made = open_book(mongod.uri, database_name)
    yield made
    made.close()
