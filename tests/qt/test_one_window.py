"""One window for each home; a second start raises it."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from resv_desktop.qt.one_window import OneWindow


def test_the_second_start_of_a_home_raises_the_first(qtbot: QtBot, tmp_path: Path) -> None:
    first, second = OneWindow(tmp_path), OneWindow(tmp_path)
    assert first.is_first()
    with qtbot.waitSignal(first.raise_wanted):
        assert not second.is_first()


def test_another_home_has_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    first, other = OneWindow(tmp_path / "a"), OneWindow(tmp_path / "b")
    assert first.is_first()
    assert other.is_first()


def test_what_a_killed_program_left_behind_is_no_window(qtbot: QtBot, tmp_path: Path) -> None:
    import subprocess
    import sys

    del qtbot
    code = (
        "import os, sys; from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from resv_desktop.qt.one_window import OneWindow\n"
        "app = QCoreApplication([]); one = OneWindow(Path(sys.argv[1]))\n"
        "assert one.is_first(); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, timeout=60)
    assert OneWindow(tmp_path).is_first()
