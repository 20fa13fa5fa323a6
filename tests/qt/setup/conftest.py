"""An empty book for every test of the set-up, and the wizard over it."""

from collections.abc import Iterator, Sequence

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from resv_desktop.domain.restaurant import Restaurant
from resv_desktop.qt.look import Look
from resv_desktop.qt.setup import SetupWizard
from resv_desktop.store.mongod import ManagedServer
from tests.qt.setup.houses import ENTER, LINE, LONDON, EmptyBook, Open, line, open_book, press


@pytest.fixture
def book(qapp: QApplication, mongod: ManagedServer, book_name: str) -> Iterator[EmptyBook]:
    """No restaurant yet, on Saturday 14 March 2026, 12:00 in London."""
    del qapp
    made = open_book(mongod.uri, book_name)
    yield made
    made.close()


@pytest.fixture
def open_wizard(qtbot: QtBot, look: Look, book: EmptyBook) -> Open:
    """Open the wizard, for a restaurant that was saved before if one is given."""
    window = QWidget()
    qtbot.addWidget(window)

    def open_(resume: Restaurant | None = None, known_ids: Sequence[str] = ()) -> SetupWizard:
        wizard = SetupWizard(
            window,
            look,
            book.tasks,
            book.controller,
            resume,
            known_ids=known_ids,
            machine=LONDON,
        )
        wizard.open()
        qtbot.waitUntil(wizard.isActiveWindow)
        return wizard

    return open_


@pytest.fixture
def at_the_days(open_wizard: Open) -> SetupWizard:
    """A wizard with every question answered, before anything is saved."""
    wizard = open_wizard()
    line(wizard, "restaurantName").setText("Harbour House")
    line(wizard, "restaurantPhone").setText("020 7946 0123")
    press(wizard, ENTER, ENTER, ENTER)
    line(wizard, "tableCapacities").setText(LINE)
    press(wizard, ENTER)
    return wizard
