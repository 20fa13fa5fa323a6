"""The second machine of a house, in a network of its own; does what it is told, line by line.

Usage: python second_machine.py HOME. Reads one JSON object a line from stdin and answers each with
one: {"do": "join", "code"}, {"do": "open"}, {"do": "reserve", "slot", "table", "id"}, {"do":
"seen", "id"} (waits for the change), {"do": "close"}.
"""

import json
import sys
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from resv_desktop.controller import Controller
from resv_desktop.domain.errors import CannotJoin, CannotStart, Outage, Refusal
from resv_desktop.domain.reservation import Position
from resv_desktop.settings import Folders
from resv_desktop.startup import join_restaurant, open_controller

_SEEN_S = 60.0
_AGAIN_S = 0.2


class Second:
    """What the machine knows: where it has joined, and what it has been told since."""

    def __init__(self, home: Path) -> None:
        self._folders = Folders.under(home)
        self._joined = ("", "")
        self._open = ExitStack()
        self._controller: Controller | None = None
        self._seen: set[str] = set()
        self._news = threading.Condition()
        self._is_over = threading.Event()

    @property
    def controller(self) -> Controller:
        assert self._controller is not None
        return self._controller

    def join(self, code: str) -> None:
        joined = join_restaurant(code, "Terrace", self._folders)
        self._joined = joined.uri, joined.database

    def open(self) -> list[str]:
        uri, database = self._joined
        self._controller = self._open.enter_context(
            open_controller(uri=uri, database=database, station="Terrace", folders=self._folders)
        )
        houses = self.controller.restaurants()
        thread = threading.Thread(target=self._follow, args=(houses[0].id,))
        thread.start()
        self._open.callback(thread.join)
        self._open.callback(self._is_over.set)
        return [house.name for house in houses]

    def reserve(self, slot: str, table: str, id: str) -> str:  # noqa: A002 - as it is in the line
        made = self.controller.reserve(
            slot, table, "+447400123456", 2, reservation_id=id, second_table=True
        )
        return made.id

    def seen(self, id: str) -> bool:  # noqa: A002 - as it is in the line
        with self._news:
            return self._news.wait_for(lambda: id in self._seen, _SEEN_S)

    def close(self) -> None:
        self._open.close()

    def _follow(self, rest_id: str) -> None:
        resume = Position()
        while not self._is_over.is_set():
            try:
                for change in self.controller.changes(rest_id, self._is_over.is_set, resume=resume):
                    with self._news:
                        self._seen.add(change.reservation_id)
                        self._news.notify_all()
            except Outage:
                self._is_over.wait(_AGAIN_S)


def main() -> None:
    second = Second(Path(sys.argv[1]))
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        act = getattr(second, asked.pop("do"))
        began = time.monotonic()
        answer: dict[str, Any] = {"kind": "", "said": ""}
        try:
            answer["told"] = act(**asked)
        except (CannotJoin, CannotStart, Outage, Refusal) as trouble:
            answer |= {"kind": type(trouble).__name__, "said": str(trouble)}
        answer["took"] = time.monotonic() - began
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
