"""A host's first evening in a real window, by keyboard alone: set up, reserve, cancel, restart."""

import subprocess
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path

import psutil

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from tests.desktop import Desktop, wait_until

Start = Callable[[], "AbstractContextManager[subprocess.Popen[str]]"]
OpenBook = Callable[[], AbstractContextManager[Controller]]


def do_the_main_job(desktop: Desktop, home: Path, start: Start, open_book: OpenBook) -> None:
    """Do all of it in a program that start() starts, and look into its book beside it."""
    with start() as window:
        desktop.wait_for_title("Set up a restaurant")
        desktop.type("Harbour House")
        desktop.press("Tab")
        desktop.type("+442079460123")
        desktop.press("Return")  # opening hours: 12:00 to 23:00 as offered
        desktop.press("Return")  # time zone: London as guessed
        desktop.press("Return")
        desktop.type("6 x 2, 10 x 4")
        desktop.press("Return", "Return")  # to the last page, then prepare the days
        with open_book() as controller:
            book = _Book(controller)
            wait_until("the days are prepared", book.is_set_up)
            _wait_until_ready(desktop)

            desktop.press("ctrl+Right")  # tomorrow, when every hour is still to come
            desktop.press("4")
            _reserve(desktop, "+447400123456", "Heron")
            wait_until("the reservation is in the book", lambda: len(book.reservations()) == 1)
            made = book.reservations()[0]
            assert (made.reserved_by, made.party_size) == ("+447400123456", 4)
            assert made.name == "Heron"

            desktop.press("Delete")
            wait_until("it is cancelled", lambda: book.reservations() == [])
            desktop.press("ctrl+z")
            wait_until("it is there again", lambda: book.reservations() == [made])
            desktop.type("3456")
            desktop.press("Delete")
            wait_until("it is cancelled again", lambda: book.reservations() == [])

            _reserve(desktop, "+447400123457", "Wren")
            wait_until("the second one is there", lambda: len(book.reservations()) == 1)
            kept = book.reservations()[0]
            desktop.wait_for_title("Harbour House")
        end(window, desktop)
    assert servers_of(home) == []

    with start() as window:
        desktop.wait_for_title("Harbour House")
        with open_book() as controller:
            assert _Book(controller).reservations() == [kept]
            assert controller.check() == []
        end(window, desktop)
    assert servers_of(home) == []


def end(process: "subprocess.Popen[str]", desktop: Desktop) -> None:
    """Close the window; nothing may have been printed."""
    desktop.press("ctrl+q")
    wait_until("the program has ended", lambda: process.poll() is not None)
    assert process.returncode == 0
    assert process.stdout is not None
    assert process.stdout.read() == ""


def servers_of(home: Path) -> list[int]:
    """Return the MongoDB servers that run in a home."""
    return [
        process.pid
        for process in psutil.process_iter(["name", "cmdline"])
        if process.info["name"] == "mongod" and str(home) in " ".join(process.info["cmdline"] or [])
    ]


class _Book:
    """The book of a home, read beside the open window."""

    def __init__(self, controller: Controller) -> None:
        self._controller = controller

    def days(self) -> list[date]:
        house = self._controller.restaurants()[0]
        today = house.business_day(self._controller.now())
        return [today + timedelta(days=n) for n in range(3)]

    def is_set_up(self) -> bool:
        houses = self._controller.restaurants()
        if not houses or len(houses[0].tables) != 16:
            return False
        last = houses[0].business_day(self._controller.now()) + timedelta(days=14)
        return len(self._controller.slots(houses[0].id, last)) == 11 * 16

    def reservations(self) -> list[Reservation]:
        house = self._controller.restaurants()[0]
        return [r for day in self.days() for r in self._controller.reservations_on(house.id, day)]


def _wait_until_ready(desktop: Desktop) -> None:
    """Finish the set-up: its last Return is accepted as soon as the days are there."""

    def is_main_window() -> bool:
        title = desktop.title()
        if "Set up" in title:  # in the main window it would open a table
            desktop.press("Return")
        return "Harbour House" in title

    wait_until("the main window is in front", is_main_window)


def _reserve(desktop: Desktop, phone: str, name: str) -> None:
    """Open the first free table and reserve it."""

    def is_open() -> bool:
        if "Table" in desktop.title():
            return True
        desktop.press("Down", "Return")
        return False

    wait_until("the slot dialog is open", is_open)
    desktop.type(phone)
    desktop.press("Tab", "Tab")
    desktop.type(name)
    desktop.press("Return")
    desktop.wait_for_title("Harbour House")
