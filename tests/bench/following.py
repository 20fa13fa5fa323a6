"""The row of changes: from one station's commit to a signal in another station's window."""

import multiprocessing
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from multiprocessing.connection import Connection
from statistics import median

from pymongo import monitoring
from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from resv_desktop.controller import Controller
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.follow import Follower
from resv_desktop.store.store import Store
from tests.bench.figures import Figure, Rounds, Seconds
from tests.bench.floors import BareStream, connect

_PROCESSES = multiprocessing.get_context("spawn")
_COMMITS = 50  # of a round: nearly all of the time goes into the rests between them
_REST_S = 0.055  # the Follower tells what came in bursts at most twenty times a second


class _Commits(monitoring.CommandListener):
    """Knows when the last commit was sent."""

    sent_at = 0.0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name == "commitTransaction":
            self.sent_at = time.monotonic()

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        pass

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        pass


def _be_another_station(pipe: Connection, uri: str, database: str) -> None:
    """Reserve and cancel in turn when told to; tell when each commit was sent."""
    commits = _Commits()
    monitoring.register(commits)
    store = Store(uri, database)
    store.connect()
    controller = Controller(store, station="Stand 2")
    slot_id, table_id = pipe.recv()
    made = ""
    while pipe.recv():
        if made:
            controller.cancel(made)
            made = ""
        else:
            made = controller.reserve(slot_id, table_id, "07400 123456", 2).id
        pipe.send(commits.sent_at)
    store.close()


def changes(store: Store, uri: str, database: str) -> Iterator[Figure]:
    """Yield the delay of a signal beside that of a bare change stream."""
    controller = Controller(store)
    app = QCoreApplication.instance() or QCoreApplication([])
    made = controller.create_restaurant("House", "+442079460123", timezone="Europe/London")
    controller.add_tables(made.id, [4])
    tomorrow = made.business_day(controller.now()) + timedelta(days=1)
    slot = controller.slots(made.id, tomorrow)[-1]
    pipe, theirs = _PROCESSES.Pipe()
    station = _PROCESSES.Process(
        target=_be_another_station, args=(theirs, uri, database), daemon=True
    )
    station.start()
    pipe.send((slot.slot_id, slot.table_id))
    tasks = Tasks()

    def by_signal() -> Seconds:
        heard = _Heard()
        follower = Follower(tasks, controller, made.id)
        follower.changed.connect(lambda _: heard.now())
        follower.start()
        heard.wait()  # the first one says that it follows
        try:
            return {"": _delay(pipe, heard)}
        finally:
            follower.stop()
            follower.wait(5)

    def by_stream() -> Seconds:
        with connect(uri) as client:
            heard = _HeardByThread()
            stream = BareStream(client[database], heard.now)
            try:
                return {"": _delay(pipe, heard)}
            finally:
                stream.close()

    rounds = Rounds({"signal": by_signal, "stream": by_stream})
    pipe.send(None)
    station.join()
    tasks.close()
    assert app is not None
    yield Figure(
        "another station's commit to the window's signal, to a bare change stream",
        f"{rounds.median('signal') * 1000:.2f} ms",
        f"{rounds.median('stream') * 1000:.2f} ms",
        rounds.ratio("signal", "stream"),
        at_most=1.5,
    )


class _HeardByThread:
    """When something was heard first since the last pause; heard on any thread."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._at = 0.0

    def now(self) -> None:
        if not self._event.is_set():
            self._at = time.monotonic()
            self._event.set()

    def pause(self) -> None:
        time.sleep(_REST_S)
        self._event.clear()

    def wait(self) -> float:
        assert self._event.wait(10), "nothing was heard"
        return self._at


class _Heard(_HeardByThread):
    """The same on the window's thread, which waits in its event loop as a window does."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop()

    def now(self) -> None:
        super().now()
        self._loop.quit()

    def pause(self) -> None:
        end = time.monotonic() + _REST_S
        while (left := end - time.monotonic()) > 0:
            QTimer.singleShot(int(left * 1000) + 1, self._loop.quit)
            self._loop.exec()
        self._event.clear()

    def wait(self) -> float:
        QTimer.singleShot(10_000, self._loop.quit)
        while not self._event.is_set():
            self._loop.exec()
        return super().wait()


def _delay(pipe: Connection, heard: _HeardByThread) -> float:
    """Return the median of the seconds from a commit to what was heard of it."""
    delays: list[float] = []
    for _ in range(_COMMITS):
        heard.pause()
        pipe.send(True)
        at = heard.wait()
        sent_at: float = pipe.recv()
        delays.append(at - sent_at)
    return median(delays)
