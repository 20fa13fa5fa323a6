"""Stations that are killed inside the transaction of a change of the house, each at another step.

Usage: python killed_house_change.py URI DATABASE REQUEST:RESTAURANT...; the first dies before the
first command of its transaction is sent, the second before the second, and so on; the last of
them once the commit has been answered. Printed is the name of the command at which each died.
"""

import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

from pymongo import monitoring

from resv_desktop.controller import Controller
from resv_desktop.domain.house_change import HouseChange, Preview
from resv_desktop.domain.restaurant import Closure, Restaurant
from resv_desktop.store.store import Store

MORNING = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
DAY = date(2026, 3, 14)


def change_of(house: Restaurant) -> HouseChange:
    """Return a change that closes an hour and retires a table."""
    (table,) = [table for table in house.tables if table.id == "3"]
    retired = replace(table, retired_from=DAY)
    closed = Closure(from_on=DAY, to_on=DAY, hours=None, closed_hours="20:21", reason="Wedding")
    return HouseChange(closures=(closed,), tables=(retired,))


def homes_of(preview: Preview) -> dict[str, tuple[str, str] | None]:
    """Return homes for those who are proposed table 2; the others are to be called."""
    return {own: home for own, home in preview.homes().items() if home and home[1] == "2"}


class LastWords(monitoring.CommandListener):
    """Kills its process at a step of the transaction, None where the commit was answered."""

    def __init__(self, step: int | None) -> None:
        self._step, self._count = step, 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Count what is asked inside the transaction."""
        self._count += "autocommit" in event.command
        if self._count == self._step:
            self._die(event.command_name)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Hear of the commit."""
        if self._step is None and event.command_name == "commitTransaction":
            self._die("committed")

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing: what failed is asked again."""

    def _die(self, word: str) -> None:
        print(word, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


def change(uri: str, database: str, step: int | None, request_id: str, rest_id: str) -> None:
    monitoring.register(LastWords(step))
    store = Store(uri, database)
    store.connect()
    controller = Controller(store, station="Killed", clock=lambda: MORNING)
    wanted = change_of(controller.restaurant(rest_id))
    preview = controller.preview(rest_id, wanted)
    homes = homes_of(preview)
    controller.edit_restaurant(rest_id, wanted, preview=preview, homes=homes, request_id=request_id)


def main() -> None:
    uri, database, *houses = sys.argv[1:]
    for number, house in enumerate(houses, start=1):
        child = os.fork()
        if not child:
            step = number if number < len(houses) else None
            change(uri, database, step, *house.split(":"))
            print("lived", flush=True)
            os._exit(0)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
