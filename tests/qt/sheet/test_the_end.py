"""Whenever the program ends, the sheets on the disk say what its window last knew."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.domain.reservation import Reservation
from resv_desktop.qt.sheet import sheet_keeper
from resv_desktop.qt.sheet.sheet import Sheet, sheet_of
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from tests.own_mongod import OwnMongod, own_mongod
from tests.qt.sheet.sheets import page_count
from tests.qt.test_offline import LONG_MS, furnish, is_live, running, window_of


def test_the_sheets_are_kept_at_the_end_and_again_at_the_end_of_a_run_without_a_database(
    qtbot: QtBot,
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[Sheet] = []

    def see(*asked: object, **more: bool) -> Sheet:
        sheet = sheet_of(*asked, **more)  # type: ignore[arg-type]  # as it was called
        made.append(sheet)
        return sheet

    monkeypatch.setattr(sheet_keeper, "sheet_of", see)
    folders = Folders.under(tmp_path)
    with own_mongod(home / "m") as server:
        held = _reserved(server)
        with running(qapp, folders, server.uri) as app:
            window = window_of(qtbot)
            qtbot.waitUntil(lambda: is_live(window, held), timeout=LONG_MS)
            assert not (folders.data / "sheets").exists()
            app._choices.change(sheet_to="pdf")
            window.menu.sheet_wanted.emit()
            qtbot.waitUntil(lambda: "saved" in window.notice)
            (saved,) = (folders.data / "sheets").iterdir()
            saved.unlink()
        kept = sorted((folders.data / "sheets").iterdir())
        assert kept[0] == saved
        for path in kept:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert page_count(path.read_bytes()) > 0
        assert [row.name for hour in made[0].hours for row in hour.rows] == ["Heron"]
        assert made[0].warning == ""
        kept[0].unlink()
        made.clear()
        with server.frozen(), running(qapp, folders, server.uri) as app:
            window_of(qtbot)
            assert not app.is_open
            monkeypatch.setattr(
                "resv_desktop.controller.Controller.now",
                lambda _: held.starts_at - timedelta(minutes=5),
            )
    assert page_count(kept[0].read_bytes()) > 0
    assert [row.name for hour in made[0].hours for row in hour.rows] == ["Heron"]
    assert made[0].warning.startswith("Not live since ")


def _reserved(server: OwnMongod) -> Reservation:
    with open_controller(uri=server.uri, station="Bar") as controller:
        return furnish(controller)
