"""One window for each home; a second start raises it."""

import stat
import subprocess
import sys
from pathlib import Path

from pytestqt.qtbot import QtBot

from resv_desktop.qt.one_window import OneWindow


def _one(home: Path, book: str = "") -> OneWindow:
    return OneWindow(home, home / "run", book)


def test_the_second_start_of_a_home_raises_the_first(qtbot: QtBot, home: Path) -> None:
    first, second = _one(home), _one(home)
    assert first.is_first()
    with qtbot.waitSignal(first.raise_wanted):
        assert not second.is_first()


def test_a_home_whose_name_is_no_text_has_one_window_too(qtbot: QtBot, home: Path) -> None:
    first, second = (_one(home / "caf\udce9") for _ in range(2))  # a byte that is no UTF-8
    assert first.is_first()
    with qtbot.waitSignal(first.raise_wanted):
        assert not second.is_first()


def test_another_home_has_a_window_of_its_own(qtbot: QtBot, home: Path) -> None:
    del qtbot
    first, other = _one(home / "a"), _one(home / "b")
    assert first.is_first()
    assert other.is_first()


def test_what_a_killed_program_left_behind_is_no_window(qtbot: QtBot, home: Path) -> None:
    del qtbot
    code = (
        "import os, sys; from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from resv_desktop.qt.one_window import OneWindow\n"
        "app = QCoreApplication([]); home = Path(sys.argv[1])\n"
        "one = OneWindow(home, home / 'run'); assert one.is_first(); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(home)], check=False, timeout=60)
    assert _one(home).is_first()


def test_a_second_start_knows_whether_the_window_has_another_book(qtbot: QtBot, home: Path) -> None:
    del qtbot
    first = _one(home, "mongodb://h/ resv")
    assert first.is_first()
    for book, is_other in (("mongodb://h/ resv", False), ("mongodb://h2/ resv", True)):
        second = _one(home, book)
        assert not second.is_first()
        assert second.has_other_book() is is_other
    assert "mongodb" not in (home / "window").read_text()


def test_the_window_answers_where_no_other_user_can(qtbot: QtBot, home: Path) -> None:
    del qtbot
    (home / "run").mkdir(mode=0o755)
    first = _one(home)
    assert first.is_first()
    assert stat.S_ISSOCK((home / "run" / "window.sock").stat().st_mode)
    assert stat.S_IMODE((home / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "window").stat().st_mode) == 0o600


def test_another_user_of_the_computer_has_a_window_of_their_own(qtbot: QtBot, home: Path) -> None:
    del qtbot
    first = _one(home / "a")
    assert first.is_first()
    theirs = home / "b"
    theirs.mkdir()
    home.chmod(0o755)
    theirs.chmod(0o777)
    code = (
        "import os, sys; from pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from resv_desktop.qt.one_window import OneWindow\n"
        "app = QCoreApplication([]); home = Path(sys.argv[1])\n"
        "if os.geteuid() == 0:\n"
        "    os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "print(OneWindow(home / 'home', home / 'home' / 'run').is_first())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(theirs)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout == "True\n"
