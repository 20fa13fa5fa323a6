"""Changes of every station are heard, a few at a time, until the thread is told to stop."""

import threading
from collections.abc import Callable, Iterator
from queue import Empty, SimpleQueue
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.domain.errors import Outage
from resv_desktop.domain.reservation import Change, Position
from resv_desktop.qt import follow
from resv_desktop.qt.background import Tasks
from resv_desktop.qt.follow import Follower
from tests.qt.stand import Stand


class Stream:
    """Yields what is put into it; an error that is put in is raised, None ends it.

    What can be called is called.
    """

    def __init__(self) -> None:
        self.queue: SimpleQueue[Change | Callable[[], object] | BaseException | None]
        self.queue = SimpleQueue()
        self.opened = 0
        self.positions: list[Position] = []

    def changes(
        self, _rest_id: str, stop: Callable[[], bool], *, resume: Position
    ) -> Iterator[Change]:
        self.opened += 1
        self.positions.append(resume)
        while not stop():
            try:
                event = self.queue.get(timeout=0.05)
            except Empty:
                continue
            if isinstance(event, BaseException):
                raise event
            if event is None:
                return
            if isinstance(event, Change):
                yield event
            else:
                event()


@pytest.fixture
def stream() -> Stream:
    return Stream()


@pytest.fixture
def follower(tasks: Tasks, stream: Stream) -> Iterator[Follower]:
    stand_in: Any = stream
    made = Follower(tasks, stand_in, "house", tasks)
    made.start()
    yield made
    made.stop()
    assert made.wait(60)


def test_a_change_is_told_and_many_are_told_together(
    qtbot: QtBot,
    follower: Follower,
    stream: Stream,
    eventually: Callable[[Callable[[], bool]], None],
) -> None:
    told: list[list[Change]] = []
    follower.changed.connect(told.append)
    for number in range(100):
        stream.queue.put(Change(kind="slot", slot_id=str(number)))
    eventually(stream.queue.empty)  # while the window is busy
    qtbot.waitUntil(lambda: sum(map(len, told)) == 100)
    assert len(told) < 50
    heard = [change.slot_id for changes in told for change in changes]
    assert heard == [str(number) for number in range(100)]


@pytest.fixture
def seldom(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody look after what was left of an act."""
    monkeypatch.setattr(follow, "_AGAIN_AFTER_MS", 3_600_000)


@pytest.mark.usefixtures("seldom")
def test_all_that_one_act_changes_is_told_together(
    qtbot: QtBot, tasks: Tasks, stream: Stream, request: pytest.FixtureRequest
) -> None:
    follower: Follower = request.getfixturevalue("follower")
    told: list[list[Change]] = []
    follower.changed.connect(told.append)
    is_idle = threading.Event()

    def let_the_window_do_all_it_was_told_to() -> None:
        tasks.call_soon(is_idle.set)
        assert is_idle.wait(60)

    act = [Change(kind="slot", has_more=True), Change(kind="reserved")]
    stream.queue.put(act[0])
    stream.queue.put(let_the_window_do_all_it_was_told_to)
    stream.queue.put(act[1])
    qtbot.waitUntil(lambda: bool(told))
    assert told == [act]


def test_the_part_of_an_act_whose_rest_never_comes_is_told(
    qtbot: QtBot, follower: Follower, stream: Stream
) -> None:
    with qtbot.waitSignal(follower.changed):
        stream.queue.put(Change(kind="slot", has_more=True))


@pytest.mark.parametrize("end", [Outage("Silent."), None, ValueError("a bug"), SystemExit()])
def test_whatever_ends_the_stream_it_is_opened_again(
    qtbot: QtBot, tasks: Tasks, follower: Follower, stream: Stream, end: BaseException | None
) -> None:
    bugs: list[BaseException] = []
    tasks.broke.connect(bugs.append)
    for _ in range(2):
        opened = stream.opened
        stream.queue.put(end)
        qtbot.waitUntil(lambda was=opened: stream.opened > was)  # type: ignore[misc]  # a default
    with qtbot.waitSignal(follower.changed):
        stream.queue.put(Change(kind="all"))
    is_bug = isinstance(end, ValueError | SystemExit)
    assert bugs == ([end] if is_bug else [])
    # It goes on where it broke off, but not with what it stumbled over.
    first, second = stream.positions[:2]
    assert (first is second) != is_bug


def test_a_heartbeat_is_told_after_all_that_came_before_it(
    qtbot: QtBot, follower: Follower, stream: Stream
) -> None:
    told: list[object] = []
    follower.changed.connect(lambda changes: told.extend(c.slot_id for c in changes))
    follower.beat_heard.connect(told.append)
    follower._pause.setInterval(60_000)  # what comes after the first is told by no pause's end
    stream.queue.put(Change(kind="slot", slot_id="0"))
    qtbot.waitUntil(lambda: told == ["0"])
    for number in range(1, 4):
        stream.queue.put(Change(kind="slot", slot_id=str(number)))
        stream.queue.put(Change(kind="heartbeat", beat=number))
        qtbot.waitUntil(lambda number=number: number in told)  # type: ignore[misc]  # a default
        assert told[-2:] == [str(number), number]


def test_after_it_was_stopped_nothing_is_told(
    qtbot: QtBot, tasks: Tasks, follower: Follower, stream: Stream
) -> None:
    with qtbot.assertNotEmitted(follower.changed):
        stream.queue.put(Change(kind="all"))
        follower.stop()
        assert follower.wait(60)
        is_delivered = threading.Event()
        tasks.call_soon(is_delivered.set)
        qtbot.waitUntil(is_delivered.is_set)


def test_one_that_never_began_need_not_be_waited_for(tasks: Tasks, stream: Stream) -> None:
    stand_in: Any = stream
    assert Follower(tasks, stand_in, "house", tasks).wait(0)


def test_another_stations_reservation_is_heard(qtbot: QtBot, stand: Stand) -> None:
    follower = Follower(stand.tasks, stand.controller, stand.restaurant.id, stand.tasks)
    with qtbot.waitSignal(follower.changed, timeout=10_000):
        follower.start()
    slot = stand.slot("2", 20)

    def is_it(changes: list[Change]) -> bool:
        return any(c.kind == "reserved" and c.station == "Stand 2" for c in changes)

    with qtbot.waitSignal(follower.changed, check_params_cb=is_it, timeout=10_000):
        stand.reserve(slot, by=stand.rival)
    follower.stop()
    assert follower.wait(60)
