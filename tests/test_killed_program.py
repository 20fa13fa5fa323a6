"""The program is ended from outside: killed at a half-typed guest, or told to by the system."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import psutil
import pytest

from resv_desktop.domain.reservation import Reservation
from resv_desktop.startup import open_controller
from tests.desktop import Desktop, program, virtual_desktop, wait_until


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    with virtual_desktop() as desktop:
        yield desktop


def _noted(home: Path) -> str:
    file = home / "data" / "left-off.json"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _reserved(home: Path) -> list[Reservation]:
    with open_controller(home=home) as controller:
        house = controller.restaurants()[0]
        on = house.business_day(controller.now()) + timedelta(days=1)
        return controller.reservations_on(house.id, on)


def test_what_was_half_typed_is_back_after_a_kill_and_after_a_shutdown(
    desktop: Desktop, home: Path, record_property: Callable[[str, object], None]
) -> None:
    with open_controller(home=home) as controller:
        made = controller.create_restaurant("Harbour House", "+442079460123")
        controller.add_tables(made.id, [2, 4])
    with program(desktop, home) as window:
        desktop.wait_for_title("Harbour House")
        desktop.press("ctrl+Right")  # tomorrow, when every hour is still to come

        def is_open() -> bool:
            if "Table" in desktop.title():
                return True
            desktop.press("Down", "Return")
            return False

        wait_until("the slot dialog is open", is_open)
        desktop.type("074001")
        wait_until("the number is noted", lambda: '"phone":"07400 1"' in _noted(home))
        second = subprocess.run(
            [sys.executable, "-m", "resv_desktop", "--home", str(home)],
            env=desktop.environment(HOME=str(home)),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert second.returncode == 0
        assert "its window has come to the front" in second.stderr
        window.kill()
        window.wait(60)
    begun = time.monotonic()
    with program(desktop, home) as window:
        desktop.wait_for_title("Table")
        took = time.monotonic() - begun
        window.send_signal(signal.SIGTERM)  # as when the computer is shut down
        assert window.wait(60) == 0
    with program(desktop, home) as window:
        desktop.wait_for_title("Table")
        desktop.type("23456")
        wait_until("the rest is noted", lambda: '"phone":"07400 123456"' in _noted(home))
        desktop.press("Return")
        wait_until("it is reserved", lambda: '"form":null' in _noted(home))
        (kept,) = _reserved(home)
        assert kept.reserved_by == "+447400123456"
        desktop.wait_for_title("Harbour House")
        desktop.press("ctrl+q")
        wait_until("the program has ended", lambda: window.poll() is not None)
        assert window.returncode == 0
    assert not (home / "data" / "left-off.json").exists()
    assert not re.search("7400", "".join(f.read_text() for f in (home / "logs").glob("resv*")))
    record_property("measured", f"half-typed form back {took:.1f} s after a kill and a new start")


def test_the_program_and_its_database_end_with_the_session_at_a_half_filled_set_up(
    desktop: Desktop, home: Path
) -> None:
    with program(desktop, home) as window:
        desktop.wait_for_title("Set up")
        desktop.type("Harbour")
        desktop.press("Escape")  # it asks whether to leave
        servers = [
            child
            for child in psutil.Process(window.pid).children(recursive=True)
            if "mongod" in child.name()
        ]
        assert servers
        window.send_signal(signal.SIGTERM)
        assert window.wait(60) == 0
        wait_until("the database has ended", lambda: not any(s.is_running() for s in servers))
