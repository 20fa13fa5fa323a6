"""The window never waits for the database: the event loop is watched while everything happens."""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pymongo
import pytest
from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from pytestqt.qtbot import QtBot

from resv_desktop.qt.keys import Keys
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.store.mongod import ManagedServer
from tests.own_mongod import freeze
from tests.qt.stand import Stand, open_stand

_CHANGES, _A_SECOND = 300, 100
_FROZEN_MS = 4000
# A call that waits for a frozen server takes the store's patience, 5 s, or as long as it is frozen;
# a busy machine delays a loop that never waits by less.
_BLOCKED_MS = 3500


class _Watch(QObject):
    """Measures the longest time between two turns of the event loop, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=1)
        self._timer.timeout.connect(self._on_turn)

    def start(self) -> None:
        self.longest_ms = 0.0
        self._since.start()
        self._timer.start()

    def _on_turn(self) -> None:
        self.longest_ms = max(self.longest_ms, self._since.nsecsElapsed() / 1e6)
        self._since.restart()


@pytest.fixture
def own_stand(
    make_server: Callable[..., ManagedServer], tmp_path: Path, qapp: QObject
) -> Iterator[tuple[Stand, ManagedServer]]:
    """A stand on a server of its own, which may be frozen without harm to other tests."""
    del qapp
    server = make_server()
    server.start()
    stand = open_stand(server.uri, "resv", tmp_path)
    yield stand, server
    stand.close()


def test_nothing_stalls_while_days_change_others_write_and_the_server_freezes(
    qtbot: QtBot,
    look: Look,
    own_stand: tuple[Stand, ManagedServer],
    record_property: Callable[[str, object], None],
) -> None:
    stand, server = own_stand
    window = MainWindow(
        look,
        Keys(),
        stand.tasks,
        stand.controller,
        stand.memory,
        stand.restaurant,
        [stand.restaurant],
        "Stand 1",
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.is_settled)
    watch = _Watch()
    longest: dict[str, float] = {}

    watch.start()
    for step in range(20):
        window.go_to(stand.day + timedelta(days=step % 10))
        qtbot.waitUntil(lambda: window.is_settled)
    longest["20 changes of the day"] = watch.longest_ms

    window.go_to(stand.day)
    qtbot.waitUntil(lambda: window.is_settled)
    watch.start()
    writer = threading.Thread(target=_write, args=(server.uri, stand.slot("1", 20).slot_id))
    writer.start()
    qtbot.waitUntil(lambda: not writer.is_alive(), timeout=30_000)
    longest[f"{_A_SECOND} changes a second"] = watch.longest_ms

    assert server.pid is not None
    freeze(server.pid)
    try:
        watch.start()
        window.go_to(stand.day + timedelta(days=3))
        for size in range(1, 9):
            window.top.party.press(size)
            qtbot.wait(1)
        qtbot.wait(_FROZEN_MS)
        qtbot.waitUntil(window.banner.isVisible, timeout=15_000)
    finally:
        os.kill(server.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: not window.banner.isVisible(), timeout=15_000)
    qtbot.waitUntil(lambda: window.is_settled, timeout=15_000)
    longest["server frozen and back"] = watch.longest_ms

    told = ", ".join(f"{what}: {ms:.0f} ms" for what, ms in longest.items())
    record_property("measured", f"Longest stall of the window's thread: {told}")
    assert max(longest.values()) < _BLOCKED_MS
    qtbot.waitUntil(window.close)
    assert window.follower.wait(60)


def _write(uri: str, slot_id: str) -> None:
    """Change one slot document a hundred times a second, as a foreign program would."""
    from bson import ObjectId

    pause = threading.Event()
    client: pymongo.MongoClient[dict[str, Any]] = pymongo.MongoClient(uri)
    with client:
        for n in range(_CHANGES):
            client["resv"]["slots"].update_one({"_id": ObjectId(slot_id)}, {"$set": {"__v": n}})
            pause.wait(1 / _A_SECOND)
