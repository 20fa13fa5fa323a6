"""The calendar file follows the book, and nothing is written that nobody asked for."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from resv_desktop.qt.choices import Choices
from resv_desktop.qt.exchange.feed_keeper import FeedKeeper
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.settings import Settings
from tests.qt.stand import OTHER_PHONE, Stand
from tests.qt.station import Station


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calendar.ics"


@pytest.fixture
def choices(stand: Stand, tmp_path: Path) -> Choices:
    return Choices(stand.tasks, Settings(), tmp_path / "settings.json", stand.tasks)


@pytest.fixture
def keeper(
    stand: Stand, station: Station, window: MainWindow, choices: Choices
) -> Iterator[FeedKeeper]:
    made = FeedKeeper(stand.tasks, choices, stand.tasks, after_ms=0)
    made.attach(window, station)
    yield made
    made.detach()


def test_none_is_kept_before_one_is_chosen_and_what_is_done_in_one_go_is_one_change(
    qtbot: QtBot, stand: Stand, station: Station, window: MainWindow, choices: Choices, file: Path
) -> None:
    keeper = FeedKeeper(stand.tasks, choices, stand.tasks, after_ms=3_600_000)
    keeper.attach(window, station)
    with qtbot.waitSignal(window.follower.changed):
        stand.reserve(stand.slot("2", 19), by=stand.rival)
    keeper.keep()
    assert not keeper._soon.isActive()
    choices.change(feed_file=str(file))
    for hour in (20, 21):
        with qtbot.waitSignal(window.follower.changed):
            stand.reserve(stand.slot("2", hour), by=stand.rival)
    assert keeper._soon.isActive()
    assert keeper._soon.isSingleShot()
    assert keeper.looked_at is None
    assert not file.exists()


def test_it_follows_what_is_done_at_other_stations_and_cancelled_ones_leave(
    qtbot: QtBot, stand: Stand, keeper: FeedKeeper, choices: Choices, file: Path
) -> None:
    del keeper
    choices.change(feed_file=str(file))
    first = stand.reserve(stand.slot("2", 19), by=stand.rival)
    second = stand.reserve(stand.slot("3", 19), OTHER_PHONE, by=stand.rival)

    def kept() -> bytes:
        return file.read_bytes() if file.exists() else b""

    qtbot.waitUntil(lambda: first.id.encode() in kept() and second.id.encode() in kept())
    assert b"Phone ends in 3456" in kept()
    assert b"7400" not in kept()
    stand.rival.cancel(first.id)
    qtbot.waitUntil(lambda: first.id.encode() not in kept())
    assert second.id.encode() in kept()


def test_a_file_that_was_chosen_for_one_restaurant_never_shows_the_guests_of_another(
    qtbot: QtBot, stand: Stand, keeper: FeedKeeper, choices: Choices, file: Path
) -> None:
    stand.reserve(stand.slot("2", 19))
    choices.change(feed_file=str(file), feed_restaurant="b" * 24)
    assert keeper.is_of_another(stand.restaurant)
    keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert not file.exists()
    choices.change(feed_restaurant="")  # chosen before it was written down of which one it is
    with qtbot.waitSignal(keeper.kept):
        keeper.keep()
    assert file.exists()
    assert choices.settings.feed_restaurant == stand.restaurant.id


def test_a_file_that_would_stay_as_it_is_is_not_touched_and_who_may_read_it_stays(
    qtbot: QtBot, stand: Stand, keeper: FeedKeeper, choices: Choices, window: MainWindow, file: Path
) -> None:
    held = stand.reserve(stand.slot("2", 19))
    choices.change(feed_file=str(file))
    with qtbot.waitSignal(keeper.kept):
        keeper.keep()
    qtbot.waitUntil(lambda: stand.tasks.is_idle and not keeper._soon.isActive())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    before = file.stat()
    with qtbot.waitSignal(keeper.kept):
        keeper.keep()
    assert file.stat().st_ino == before.st_ino
    stand.rival.edit_reservation(held.id, name="Cohen")
    qtbot.waitUntil(lambda: b"Cohen" in file.read_bytes())
    assert stat.S_IMODE(file.stat().st_mode) == 0o644
    choices.change(feed_file=str(file.parent / "gone" / file.name))
    for said in ("The calendar file is not up to date. There is no folder ", ""):
        with qtbot.waitSignal(keeper.failed):
            keeper.keep()
        assert window.notice.startswith(said)
        assert bool(window.notice) == bool(said)
        window.bottom.notice.clear()
    assert not (file.parent / "gone").exists()


def test_a_folder_that_does_not_answer_is_said_and_no_bug(
    qtbot: QtBot,
    stand: Stand,
    keeper: FeedKeeper,
    choices: Choices,
    window: MainWindow,
    tmp_path: Path,
) -> None:
    # As of a cloud whose connection has gone; of that the system says so, too, and not "missing".
    choices.change(feed_file=str(tmp_path / ("x" * 300) / "calendar.ics"))
    with qtbot.assertNotEmitted(stand.tasks.broke), qtbot.waitSignal(keeper.failed):
        keeper.keep()
    assert "could not be saved: File name too long" in window.notice
