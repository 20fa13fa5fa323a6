"""Let many stations book the same hours while the server is killed, and verify every promise."""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, timedelta
from pathlib import Path
from types import FrameType

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.restaurant import LARGEST_TABLE, SMALLEST_TABLE, Restaurant
from resv_desktop.domain.slot import Slot
from resv_desktop.logs import write_logs_to
from resv_desktop.prove.crew import Crew
from resv_desktop.prove.plan import Plan
from resv_desktop.prove.record import UNCLEAR, Record, Story, stories
from resv_desktop.prove.report import Run, sentences, summary
from resv_desktop.prove.station import Order, carry_out
from resv_desktop.prove.verdict import violations
from resv_desktop.scratch_folder import scratch_folder
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from resv_desktop.store.evidence import Scratch
from resv_desktop.store.mongod import ManagedServer

_HOT_HOURS = 4
_DAYS_AHEAD = 7  # so that no hour ends before the proof does
_BACK_S = 120.0  # for a killed server to be back
# Half of the hosts wait as long as the program does; the others make many an answer unclear.
_PATIENCE_S = (5.0, 1.0)


def run_proof(plan: Plan, *, as_json: bool) -> int:
    """Do all of it, print the report and clean up; return 0, or 1 where a promise was broken.

    Raises CannotStart, Outage and Refusal where it could not be done.
    """
    with _ended_politely(), ExitStack() as stack:
        folders = Folders.under(stack.enter_context(scratch_folder("prove")))
        write_logs_to(folders.logs)
        server = None
        if plan.uri is None:
            _tell("Starting a database for this proof alone")
            server = ManagedServer(folders.data, folders.logs, folders.runtime)
            stack.callback(server.stop)
        uri = plan.uri or (server.start() if server else "")
        name = plan.database or f"resv_prove_{Controller.new_id()}"
        scratch = stack.enter_context(Scratch(uri, name))
        for left in scratch.remove_left_behind() if plan.uri else ():
            _tell(f'Removed the database "{left}", which a proof that was killed had left behind')
        controller = stack.enter_context(
            open_controller(uri=uri, database=name, station="Prove", folders=folders)
        )
        orders = _orders(plan, controller, uri, name, folders)
        run = _let_them_work(plan, orders, server)
        found = _settled(orders, controller, folders.data / "end.jsonl")
        _tell("Verifying")
        evidence = scratch.evidence()
        broken = violations(found, evidence, controller.check())
        report = summary(plan, run, found, evidence, broken)
    sys.stdout.write("\n".join([json.dumps(report)] if as_json else sentences(report)) + "\n")
    return 1 if broken else 0


def _tell(words: str) -> None:
    sys.stderr.write(f"{words}.\n")
    sys.stderr.flush()


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Clean up also where the system asks this program to end."""

    def end(_signal: int, _frame: FrameType | None) -> None:
        for name in before:  # once is enough: nothing may break off the cleaning
            signal.signal(name, signal.SIG_IGN)
        _tell("Stopped; nothing of it is kept")
        raise KeyboardInterrupt

    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT)}
    try:
        for name in before:
            signal.signal(name, end)
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def _orders(
    plan: Plan, controller: Controller, uri: str, database: str, folders: Folders
) -> list[Order]:
    house = _set_up(plan, controller)
    day = house.business_day(controller.now()) + timedelta(days=_DAYS_AHEAD)
    records = folders.data / "records"
    records.mkdir(parents=True, exist_ok=True)
    return [
        Order(
            number=number,
            stations=plan.stations,
            bookings=plan.share_of(number),
            uri=uri,
            database=database,
            rest_id=house.id,
            day=day,
            slots=_hot(controller.slots(house.id, day)),
            patience_s=_PATIENCE_S[number % len(_PATIENCE_S)],
            record=records / f"{number}.jsonl",
            logs=folders.logs / str(number),
        )
        for number in range(plan.stations)
    ]


def _set_up(plan: Plan, controller: Controller) -> Restaurant:
    made = controller.create_restaurant("Harbour House", "+442079460123", timezone="Europe/London")
    sizes = range(SMALLEST_TABLE, LARGEST_TABLE + 1)
    return controller.add_tables(made.id, [sizes[n % len(sizes)] for n in range(plan.tables)])


def _hot(slots: list[Slot]) -> tuple[Slot, ...]:
    """Return the tables of the last hours of a day."""
    hours = sorted({slot.starts_at.astimezone(UTC) for slot in slots})[-_HOT_HOURS:]
    return tuple(slot for slot in slots if slot.starts_at.astimezone(UTC) in hours)


def _let_them_work(plan: Plan, orders: list[Order], server: ManagedServer | None) -> Run:
    run = Run()
    kills = _Kills(server, run) if server and plan.kill_every_s else None
    with Crew(orders) as crew:
        crew.go()
        _tell(f"{plan.stations} stations ask for {plan.bookings:,} bookings")
        start = time.monotonic()
        while not crew.is_done_within(plan.kill_every_s if kills else None):
            if kills:
                kills.kill()
        run.took_s = time.monotonic() - start
        if kills:
            kills.kill()  # what was answered last must be there as well
        run.died = crew.died()
    return run


class _Kills:
    """Ends the server as a loss of power would, and measures how soon it is back."""

    def __init__(self, server: ManagedServer, run: Run) -> None:
        self._server = server
        self._run = run
        self._back = threading.Event()
        server.on_restarted = self._back.set
        server.on_given_up = lambda _why: self._back.set()

    def kill(self) -> None:
        """Return when it can be written to again; raise CannotStart if that never comes."""
        pid, start = self._server.pid, time.monotonic()
        self._back.clear()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        if not self._back.wait(_BACK_S) or self._server.trouble:
            raise CannotStart(self._server.trouble or "The killed database did not come back.")
        self._run.back_s.append(time.monotonic() - start)
        _tell(f"Killed the database; it was back after {self._run.back_s[-1]:.1f} s")


def _settled(orders: list[Order], controller: Controller, path: Path) -> list[Story]:
    """Read all records; ask again for what a station that died or gave up left unclear."""
    paths = [order.record for order in orders]
    with Record(path) as record:
        for story in stories(paths):
            if story.outcome == UNCLEAR:
                carry_out(controller, record, story.write, is_unclear=True)
    return stories([*paths, path])
