"""A backup by hand: one key, and it is said where it is."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from resv_desktop.qt.backup_acts import BackupActs
from resv_desktop.qt.backup_dialog import BackupDialog
from resv_desktop.qt.look import Look
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.write_file import write_file
from tests.qt.stand import Stand
from tests.qt.station import dialog_of


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


@pytest.fixture
def acts(look: Look, stand: Stand, kept: Path, tmp_path: Path) -> BackupActs:
    return BackupActs(
        look, stand.tasks, kept, lambda: True, stand.tasks, folder=tmp_path / "documents"
    )


def opened(window: MainWindow, stand: Stand, acts: BackupActs) -> BackupDialog:
    acts.open_over(window, stand.controller)
    return dialog_of(window, BackupDialog)


def test_enter_saves_the_book_and_escape_leaves(
    qtbot: QtBot, window: MainWindow, stand: Stand, acts: BackupActs, tmp_path: Path
) -> None:
    dialog = opened(window, stand, acts)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.message.kind == "success")
    (path,) = (tmp_path / "documents").iterdir()
    assert str(path) in dialog.message.text()
    with BackupFile(path) as file:
        file.verify()
        assert file.facts.counts["restaurants"] == 1
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not window.acts.is_open)


def test_it_is_said_when_the_last_one_was_made(
    qtbot: QtBot, window: MainWindow, stand: Stand, acts: BackupActs, kept: Path
) -> None:
    dialog = opened(window, stand, acts)
    qtbot.waitUntil(lambda: "the first is still to come" in dialog.last)
    dialog.reject()
    qtbot.waitUntil(lambda: not window.acts.is_open)
    for day in (13, 14):
        at = datetime(2026, 3, day, 19, tzinfo=UTC)
        (kept / f"book-{at:%Y%m%dT%H%M%SZ}.resvbackup").touch()
    again = opened(window, stand, acts)
    qtbot.waitUntil(lambda: "the last on Saturday 14 March 2026 at 19:00." in again.last)


def test_the_last_backup_of_another_book_is_not_said(
    qtbot: QtBot, window: MainWindow, stand: Stand, acts: BackupActs, kept: Path
) -> None:
    stand.controller.back_up(kept / "book-20260313T190000Z.resvbackup")
    with BackupFile(kept / "book-20260313T190000Z.resvbackup") as file:
        other = replace(file.facts, database="training", counts={})
    path = kept / "book-20260314T190000Z.resvbackup"
    write_file(path, other, [], seal=None, overwrite=False)
    dialog = opened(window, stand, acts)
    qtbot.waitUntil(lambda: "the last on Friday 13 March 2026 at 19:00." in dialog.last)


def test_a_database_of_ones_own_is_not_saved_every_day(
    qtbot: QtBot, window: MainWindow, look: Look, stand: Stand, tmp_path: Path
) -> None:
    acts = BackupActs(look, stand.tasks, tmp_path, lambda: False, stand.tasks, folder=tmp_path)
    dialog = opened(window, stand, acts)
    qtbot.waitUntil(lambda: "not saved by the program every day" in dialog.last)


def test_why_it_could_not_be_saved_is_said_and_it_can_be_tried_again(
    qtbot: QtBot, window: MainWindow, stand: Stand, acts: BackupActs, tmp_path: Path
) -> None:
    (tmp_path / "documents").touch()  # a file where the folder should be
    dialog = opened(window, stand, acts)
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "error")
    assert "could not be saved in" in dialog.message.text()
    (tmp_path / "documents").unlink()
    dialog.act_button.click()
    qtbot.waitUntil(lambda: dialog.message.kind == "success")


def test_while_another_dialog_is_open_it_stays_away(
    window: MainWindow, stand: Stand, acts: BackupActs
) -> None:
    window.acts.open_about()
    acts.open_over(window, stand.controller)
    assert window.findChild(BackupDialog) is None
