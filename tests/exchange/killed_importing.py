"""A station that is killed while it imports a file: at a row, or so many ms later."""

import os
import signal
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.reservation import Reservation
from resv_desktop.exchange.dry_run import dry_run
from resv_desktop.exchange.importing import import_rows
from resv_desktop.exchange.table_in import read_table
from resv_desktop.exchange.wishes import columns_in, read_wishes
from resv_desktop.store.store import Store


class Doomed(Controller):
    """Dies during one of its writes."""

    row, after_s, count = 0, 0.0, 0

    def reserve(self, *asked: Any, **more: Any) -> Reservation:
        self.count += 1
        if self.count == self.row:
            threading.Thread(target=self._die).start()
        if self.count > self.row + 1:
            threading.Event().wait()  # a slow machine is killed at this row as well
        return super().reserve(*asked, **more)

    def _die(self) -> None:
        time.sleep(self.after_s)
        os.kill(os.getpid(), signal.SIGKILL)


def main(uri: str, database: str, now: str, file: str, row: str, after_ms: str) -> None:
    store = Store(uri, database)
    store.connect()
    at = datetime.fromisoformat(now).astimezone(UTC)
    controller = Doomed(store, station="Bar", clock=lambda: at)
    controller.row, controller.after_s = int(row), float(after_ms) / 1000
    (house,) = controller.restaurants()
    table = read_table(Path(file))
    wishes = read_wishes(table, columns_in(table), house, "day") or []
    import_rows(controller, house, dry_run(controller, house, wishes) or [])


if __name__ == "__main__":
    main(*sys.argv[1:])
