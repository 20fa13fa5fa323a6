"""One station of a proof, in its own process: it reserves, moves, cancels as hard as it can."""

import logging
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, Refusal, SlotBusy
from resv_desktop.domain.slot import LARGEST_PARTY, Slot
from resv_desktop.logs import write_logs_to
from resv_desktop.prove.record import BUG, DONE, NOTHING_SAVED, UNCLEAR, Answer, Record, Write
from resv_desktop.store.store import Store

logger = logging.getLogger(__name__)

READY, GO = "ready", "go"
_GIVE_UP_S = 120.0  # an unclear answer that stays unclear so long is left to the end of the proof
_PAUSE_S = 0.05  # before the database is asked again after it was silent
_RUSH_S = 0.05  # for so long all stations want the same table, and the same reservation gone
_RUSHES = 0.5  # how often a station wants what all want
_FULL = 0.75  # of the tables; beyond it a station cancels first
_CANCELS, _MOVES, _OF_OTHERS, _TOO_LARGE = 0.3, 0.2, 0.1, 0.05  # how often

Act = Callable[[Controller, Write], object]
# What a host does; others join here, in `verdict`, and where `_Host` chooses.
ACTS: dict[str, Act] = {
    "reserve": lambda controller, write: controller.reserve(
        write.slot_id, write.table_id, write.phone, write.party, reservation_id=write.id
    ),
    "cancel": lambda controller, write: controller.cancel(
        write.reservation_id, request_id=write.id
    ),
    "move": lambda controller, write: controller.move(
        write.reservation_id, write.slot_id, write.table_id, request_id=write.id
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What one station has to do, and where."""

    number: int
    stations: int
    bookings: int
    uri: str
    database: str
    rest_id: str
    day: date
    slots: tuple[Slot, ...]
    patience_s: float
    record: Path
    logs: Path

    @property
    def name(self) -> str:
        """The name under which it writes."""
        return f"Stand {self.number + 1}"


def work(order: Order, line: Connection) -> None:
    """Do all of it: say READY, wait for GO, and end early when the caller lets go of the line."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the caller, who ends this one
    write_logs_to(order.logs)
    store = Store(order.uri, order.database, patience_s=order.patience_s)
    try:
        store.connect()
        with Record(order.record) as record:
            host = _Host(Controller(store, station=order.name), record, order, line.poll)
            line.send(READY)
            line.recv()
            host.work()
            line.close()  # which says that the last answer is here
    except (EOFError, BrokenPipeError):
        return  # the caller is gone
    finally:
        store.close()


def carry_out(
    controller: Controller,
    record: Record,
    write: Write,
    *,
    is_unclear: bool = False,
    is_over: Callable[[], bool] = lambda: False,
) -> str:
    """Ask until the answer is clear; return it, or UNCLEAR where that took too long.

    After a silence that says "nothing was saved" half of the hosts take its word for it, and the
    others ask again. is_unclear: it was asked for before, and nobody knows how that ended.
    """
    until = time.monotonic() + _GIVE_UP_S
    while True:
        record.ask(write)
        answer = _attempt(controller, write, is_unclear=is_unclear)
        record.told(write, answer)
        is_unclear |= answer.kind == UNCLEAR
        is_final = answer.kind not in (UNCLEAR, NOTHING_SAVED)
        takes_its_word = answer.kind == NOTHING_SAVED and int(write.id, 16) % 2 == 0
        if is_final or takes_its_word or is_over() or time.monotonic() > until:
            return answer.kind
        time.sleep(_PAUSE_S)


def _attempt(controller: Controller, write: Write, *, is_unclear: bool) -> Answer:
    start, words = time.perf_counter(), ""
    try:
        ACTS[write.act](controller, write)
        kind = DONE
    except SlotBusy as busy:
        # What is in its way may be its own first attempt, made by a station that has died since.
        kind = UNCLEAR if is_unclear else type(busy).__name__
    except Refusal as refusal:
        kind = type(refusal).__name__
    except Outage as silence:
        kind = UNCLEAR if silence.may_be_saved or is_unclear else NOTHING_SAVED
    except Exception as bug:
        logger.exception("%s failed", write.act)
        kind, words = BUG, f"{type(bug).__name__}: {bug}"
    return Answer(kind, time.perf_counter() - start, words)


class _Host:
    """Wants tables at random, often the same one as everybody else in that moment."""

    def __init__(
        self, controller: Controller, record: Record, order: Order, is_over: Callable[[], bool]
    ) -> None:
        self._controller = controller
        self._record = record
        self._order = order
        self._is_over = is_over
        self._chance = random.Random(order.number)  # noqa: S311 - no secret, the same each time
        self._own: list[Write] = []
        self._most = max(1, round(len(order.slots) * _FULL / order.stations))

    def work(self) -> None:
        """Ask for tables until all has been asked for or the caller has had enough."""
        left = self._order.bookings
        while left and not self._is_over():
            chance = self._chance.random()
            if self._own and (len(self._own) >= self._most or chance < _CANCELS):
                self._cancel(self._own.pop(self._chance.randrange(len(self._own))))
            elif self._own and chance < _CANCELS + _MOVES:
                self._move(self._own.pop(self._chance.randrange(len(self._own))))
            elif chance > 1 - _OF_OTHERS:
                self._change_anybodys()
            else:
                self._reserve()
                left -= 1

    def _reserve(self) -> None:
        slots = self._order.slots
        slot = slots[self._pick(len(slots))]
        own_id = self._controller.new_id()
        too_many = self._chance.random() < _TOO_LARGE
        write = Write(
            id=own_id,
            act="reserve",
            station=self._order.name,
            reservation_id=own_id,
            slot_id=slot.slot_id,
            table_id=slot.table_id,
            # Ofcom keeps these numbers for drama, so nobody is ever called.
            phone=f"+447700900{self._chance.randrange(1000):03d}",
            party=LARGEST_PARTY if too_many else self._chance.randint(1, slot.capacity),
        )
        if self._carry_out(write) == DONE:
            self._own.append(write)

    def _cancel(self, made: Write) -> None:
        outcome = self._carry_out(
            replace(
                made, id=self._controller.new_id(), act="cancel", station=self._order.name, party=1
            )
        )
        if outcome not in (DONE, "ReservationNotFound") and made.station == self._order.name:
            self._own.append(made)  # it is still there

    def _move(self, made: Write) -> None:
        slot = self._order.slots[self._pick(len(self._order.slots))]
        outcome = self._carry_out(
            replace(
                made,
                id=self._controller.new_id(),
                act="move",
                station=self._order.name,
                slot_id=slot.slot_id,
                table_id=slot.table_id,
                party=1,
            )
        )
        if outcome != "ReservationNotFound" and made.station == self._order.name:
            self._own.append(made)  # its hour and table are looked up by its id

    def _change_anybodys(self) -> None:
        try:
            held = self._controller.reservations_on(self._order.rest_id, self._order.day)
        except Outage:
            return
        if held:
            found = held[self._pick(len(held))]
            change = self._cancel if self._chance.random() < _RUSHES else self._move
            change(
                Write(
                    id=found.id,
                    act="reserve",
                    station=found.station,
                    reservation_id=found.id,
                    slot_id=found.slot_id,
                    table_id=found.table_id,
                    phone=found.reserved_by,
                )
            )

    def _pick(self, count: int) -> int:
        if self._chance.random() < _RUSHES:
            # The clock of the machine is the same for all stations.
            return random.Random(int(time.time() / _RUSH_S)).randrange(count)  # noqa: S311 - as above
        return self._chance.randrange(count)

    def _carry_out(self, write: Write) -> str:
        return carry_out(self._controller, self._record, write, is_over=self._is_over)
