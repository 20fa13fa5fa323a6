"""What is chosen is kept, in whatever order the workers come to it, and when the program ends."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from resv_desktop.qt.background import Failed, T, Tasks
from resv_desktop.qt.choices import Choices
from resv_desktop.settings import Settings, load_settings
from tests.qt.stand import end_tasks


class _LastFirst(Tasks):
    """Workers that come to the last work first, as two of them may."""

    def __init__(self) -> None:
        super().__init__(workers=1)
        self.held: list[tuple[QObject, Callable[[], object]]] = []

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed,
        *,
        until: threading.Event | None = None,
    ) -> None:
        del done, failed, until
        self.held.append((owner, work))

    def let_go(self) -> None:
        """Do what is held, the last first."""
        while self.held:
            super().run(*self.held.pop(), lambda _: None, lambda _: None)


@pytest.fixture
def tasks(qapp: object) -> Iterator[Tasks]:
    del qapp
    made = Tasks(workers=1)
    yield made
    end_tasks(made)


def test_the_last_choice_is_kept_whichever_worker_is_first(qtbot: QtBot, tmp_path: Path) -> None:
    tasks, path = _LastFirst(), tmp_path / "settings.json"
    choices = Choices(tasks, Settings(), path, tasks)
    choices.change(theme="light")
    choices.change(theme="dark", host="AB")
    tasks.let_go()
    qtbot.waitUntil(lambda: tasks.is_idle)
    tasks.close()
    assert load_settings(path)[0] == Settings(theme="dark", host="AB")


def test_what_no_worker_came_to_is_kept_when_the_program_ends(tasks: Tasks, tmp_path: Path) -> None:
    ended, started = threading.Event(), threading.Event()

    def busy() -> None:
        started.set()
        ended.wait(60)

    path = tmp_path / "settings.json"
    choices = Choices(tasks, Settings(), path, tasks)
    tasks.run(tasks, busy, lambda _: None, lambda _: None)
    assert started.wait(60)
    choices.change(host="AB")
    threading.Timer(0.2, ended.set).start()
    tasks.close()
    choices.flush()
    assert load_settings(path)[0].host == "AB"


def test_nothing_is_written_where_nothing_was_chosen(tasks: Tasks, tmp_path: Path) -> None:
    choices = Choices(tasks, Settings(), tmp_path / "settings.json", tasks)
    choices.flush()
    assert not (tmp_path / "settings.json").exists()


def test_what_cannot_be_saved_is_told_once_until_it_is(
    qtbot: QtBot, tasks: Tasks, tmp_path: Path
) -> None:
    folder, told = tmp_path / "config", list[str]()
    folder.write_text("in the way")
    choices = Choices(tasks, Settings(), folder / "settings.json", tasks)
    choices.unsaved.connect(lambda: told.append(choices.trouble))
    for host in ("AB", "CD"):
        choices.change(host=host)
        qtbot.waitUntil(lambda: tasks.is_idle)
    assert told == [f"The settings could not be saved in {folder / 'settings.json'}."]
    folder.unlink()
    choices.change(host="CD")
    qtbot.waitUntil(lambda: tasks.is_idle)
    assert choices.trouble == ""
    assert load_settings(folder / "settings.json")[0].host == "CD"
