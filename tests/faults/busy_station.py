"""A station in a process of its own that reserves and cancels as fast as it can.

Usage: python busy_station.py URI DATABASE STATION PATIENCE PLACES; works until its stdin is
closed, and says each call and how it ended in a line. What is unclear it asks again, with the
same id, until it is clear.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from random import Random
from threading import Event, Thread
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import Outage, Refusal
from resv_desktop.store.store import Store

NOW = datetime(2026, 3, 10, 9, tzinfo=UTC)
CANCELS = 0.45  # of all calls: few enough that the evening fills, enough that tables come back


class Busy:
    def __init__(self, controller: Controller, places: list[tuple[str, str]]) -> None:
        self._controller = controller
        self._places = places
        self._random = Random(controller.station)  # noqa: S311 - nothing here is secret
        self._held: list[tuple[str, str, str]] = []
        self._guests = count()

    def work(self, stop: Event) -> None:
        while not stop.is_set():
            if self._held and self._random.random() < CANCELS:
                self._cancel(self._held.pop(self._random.randrange(len(self._held))))
            else:
                self._reserve(*self._random.choice(self._places))

    def _reserve(self, slot_id: str, table_id: str) -> None:
        own_id, number = self._controller.new_id(), int(self._controller.station.split()[-1])
        phone = f"+4474{number:03}{next(self._guests):05}"

        def call() -> None:
            self._controller.reserve(slot_id, table_id, phone, 4, reservation_id=own_id)

        about = {"act": "reserve", "write": own_id, "reservation": own_id}
        if self._settle(call, {**about, "slot": slot_id, "table": table_id}) == "done":
            self._held.append((own_id, slot_id, table_id))

    def _cancel(self, held: tuple[str, str, str]) -> None:
        reservation_id, slot_id, table_id = held
        own_id = self._controller.new_id()

        def call() -> None:
            self._controller.cancel(reservation_id, request_id=own_id)

        about = {"act": "cancel", "write": own_id, "reservation": reservation_id}
        if self._settle(call, {**about, "slot": slot_id, "table": table_id}) != "done":
            self._held.append(held)

    def _settle(self, call: Callable[[], None], about: dict[str, Any]) -> str:
        while True:
            began = time.monotonic()
            try:
                call()
                answer = "done"
            except Outage as silence:
                answer = "unclear" if silence.may_be_saved else "Outage"
            except Refusal as refusal:
                answer = type(refusal).__name__
            took = {"began": began, "ended": time.monotonic()}
            line = {**about, "station": self._controller.station, "answer": answer, **took}
            print(json.dumps(line), flush=True)
            if answer != "unclear":
                return answer


def main() -> None:
    uri, database, station, patience, places = sys.argv[1:]
    store = Store(uri, database, patience_s=float(patience))
    store.connect()
    stop = Event()

    def listen() -> None:
        sys.stdin.read()
        stop.set()

    Thread(target=listen, daemon=True).start()
    Busy(Controller(store, station=station, clock=lambda: NOW), json.loads(places)).work(stop)
    store.close()


if __name__ == "__main__":
    main()
