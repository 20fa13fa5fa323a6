"""The database server is killed in the middle of a change of the house: all of it, or nothing."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread
from typing import Any

import pymongo
import pytest
from pymongo import monitoring

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage
from resv_desktop.domain.house_change import HouseChange
from resv_desktop.domain.restaurant import Closure
from resv_desktop.store import connecting
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.faults.evening import DATABASE, EVENING, NOW, make_evening

HELD, IN_THE_MIDDLE = 6, 8


class Killer(monitoring.CommandListener):
    """Kills the server before a command of the next transaction, or while it commits."""

    def __init__(self, server: ManagedServer) -> None:
        self._server, self._count = server, 0
        self.step = 0
        self.is_at_commit = False

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Count what is asked inside the transaction."""
        is_commit = event.command_name == "commitTransaction"
        self._count += "autocommit" in event.command
        if 0 < self._count == self.step or (self.is_at_commit and is_commit):
            self.step, self.is_at_commit = 0, False
            if is_commit:
                Thread(target=self._kill).start()  # at the same time as it commits
            else:
                self._kill()

    def _kill(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self._server.pid or 0, signal.SIGKILL)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Nothing."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing."""

    @property
    def is_armed(self) -> bool:
        """Whether it is still waiting for its moment."""
        return self.step > 0 or self.is_at_commit

    def arm(self, *, step: int = 0, is_at_commit: bool = False) -> None:
        """Kill in the next transaction."""
        self._count, self.step, self.is_at_commit = 0, step, is_at_commit


@pytest.fixture
def server(home: Path) -> Iterator[ManagedServer]:
    server = ManagedServer(home / "data", home / "logs", home / "run")
    try:
        server.start()
        yield server
    finally:
        server.stop()


def test_a_change_whose_server_is_killed_is_made_whole_or_not_and_once_by_the_same_request(
    server: ManagedServer,
    monkeypatch: pytest.MonkeyPatch,
    eventually: Callable[[Callable[[], bool]], None],
    record_property: Callable[[str, object], None],
) -> None:
    evening = make_evening(server.uri)
    killer = Killer(server)

    def listened_to(*args: Any, **options: Any) -> pymongo.MongoClient[Any]:
        return pymongo.MongoClient(*args, **options, event_listeners=[killer])

    monkeypatch.setattr(connecting, "MongoClient", listened_to)
    told: list[str] = []
    with (
        closing(Store(server.uri, DATABASE, patience_s=0.5)) as hasty,
        closing(Store(server.uri, DATABASE, patience_s=30.0)) as patient,
    ):
        controller = Controller(patient, clock=lambda: NOW)
        raw: Any = patient.database
        for slot in evening.slots[: HELD * 3 : 3]:
            controller.reserve(slot.slot_id, slot.table_id, "+447400123456", 4, second_table=True)
        closures: tuple[Closure, ...] = ()
        for number, hours in enumerate(("18:19", "19:20")):
            closed = Closure(
                from_on=EVENING, to_on=EVENING, hours=None, reason="", closed_hours=hours
            )
            closures = (*closures, closed)
            change = HouseChange(closures=closures)
            preview = controller.preview(evening.rest_id, change)
            homes = dict(list(preview.homes().items())[:2])
            request = controller.new_id()

            def is_done(store: Store = patient) -> bool:
                with suppress(Outage):  # the host presses once more
                    Controller(store, clock=lambda: NOW).edit_restaurant(
                        *(evening.rest_id, change),  # noqa: B023 - asked in this round only
                        preview=preview,  # noqa: B023
                        homes=homes,  # noqa: B023
                        request_id=request,  # noqa: B023
                    )
                    return True
                return False

            before, pid = state(raw), server.pid
            killer.arm(step=0 if number else IN_THE_MIDDLE, is_at_commit=bool(number))
            is_made_at_once = is_done(hasty)
            while killer.is_armed:  # a slow machine's patience has ended before that moment
                is_made_at_once = is_done(hasty)
            eventually(lambda pid=pid: server.pid not in (None, pid))  # type: ignore[misc]
            found = state(raw)
            is_made = found["edit_restaurant"] == before["edit_restaurant"] + 1
            told.append("made" if is_made else "nothing")
            assert is_made or (found == before and not is_made_at_once)
            eventually(is_done)
            after = state(raw)
            assert after["edit_restaurant"] == number + 1
            assert not is_made or after == found
            assert after != before
        assert raw.reservations.count_documents({}) == HELD
        assert controller.check() == []
    record_property("measured", f"server killed in the middle and at the commit: {told}")


def state(raw: Any) -> dict[str, Any]:
    """Return the book: hours of the evening, reservations, the house, and how many lines."""
    return {
        "slots": list(raw.slots.find().sort("_id", 1)),
        "held": list(raw.reservations.find().sort("_id", 1)),
        "house": raw.restaurants.find_one(),
        "moves": raw.journal.count_documents({"act": "move"}),
        "edit_restaurant": raw.journal.count_documents({"act": "edit_restaurant"}),
    }
