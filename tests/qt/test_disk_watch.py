"""A disk that is nearly full is said early, calmly, and no longer once there is room again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.disk_space import GB, free_bytes
from resv_desktop.qt import disk_watch
from resv_desktop.qt.disk_watch import DiskWatch
from resv_desktop.qt.main_window import MainWindow
from tests.qt.stand import Stand


class _Disk:
    """What is left of a disk, as the system tells it."""

    def __init__(self) -> None:
        self.free = 2 * GB
        self.told: list[int] = []

    def __call__(self, _folder: Path) -> int:
        self.told.append(self.free)
        return self.free


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> _Disk:
    disk = _Disk()
    monkeypatch.setattr(disk_watch, "free_bytes", disk)
    return disk


@pytest.fixture
def watch(window: MainWindow, stand: Stand, disk: _Disk, tmp_path: Path) -> DiskWatch:
    del disk
    watch = DiskWatch(stand.tasks, tmp_path, stand.tasks, every_ms=20)
    watch.attach(window)
    return watch


def test_it_is_said_below_one_gigabyte_and_gone_when_there_is_room(
    qtbot: QtBot, window: MainWindow, watch: QObject, disk: _Disk
) -> None:
    assert watch
    chip = window.bottom.disk
    disk.free = GB
    qtbot.waitUntil(lambda: disk.told.count(GB) > 1)  # so that the first answer has been heard
    assert chip.isHidden()
    disk.free = GB - 123_000_000
    qtbot.waitUntil(chip.isVisible)
    assert "800 MB" in chip.text()
    assert chip.kind == "warn"
    assert "nearly full" in window.notice
    window.bottom.notice.clear()
    disk.free = GB // 2
    qtbot.waitUntil(lambda: "500 MB" in chip.text())
    assert not window.notice  # said once; the chip stays
    disk.free = 3 * GB
    qtbot.waitUntil(chip.isHidden)


def test_what_has_just_been_done_keeps_its_place(
    qtbot: QtBot, window: MainWindow, watch: QObject, disk: _Disk
) -> None:
    assert watch
    window.bottom.notice.say("Reserved: table 4", "Undo")
    disk.free = 1
    qtbot.waitUntil(window.bottom.disk.isVisible)
    assert window.notice == "Reserved: table 4"


def test_it_is_said_in_the_place_of_what_only_waits_to_be_put_away(
    qtbot: QtBot, window: MainWindow, watch: QObject, disk: _Disk
) -> None:
    assert watch
    window.bottom.notice.say("The program ended unexpectedly.", "Show", kind="warn", stays=True)
    disk.free = 1
    qtbot.waitUntil(window.bottom.disk.isVisible)
    assert "nearly full" in window.notice
    window.bottom.notice.clear()
    assert window.notice == "The program ended unexpectedly."
    window.bottom.notice.say("Reserved: table 4")
    window.bottom.notice.clear()
    assert window.notice == ""


def test_a_disk_that_tells_nothing_is_no_warning(
    qtbot: QtBot, window: MainWindow, stand: Stand, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(_folder: Path) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(disk_watch, "free_bytes", broken)
    DiskWatch(stand.tasks, tmp_path, stand.tasks).attach(window)
    qtbot.waitUntil(lambda: stand.tasks.is_idle)
    assert window.bottom.disk.isHidden()


def test_of_a_folder_that_is_not_there_yet_its_disk_is_told(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0
