"""The day on the screen comes first, and yet nothing that is wanted or known is lost."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from resv_desktop.last_known import LastKnown
from resv_desktop.qt import kept_days
from resv_desktop.settings import Folders
from resv_desktop.startup import open_controller
from tests.own_mongod import own_mongod
from tests.qt.test_offline import LONG_MS, furnish, is_live, running, window_of

_NEVER_MS = 3_600_000


def test_what_is_wanted_of_the_days_before_they_are_kept_is_done_and_they_are_kept_at_the_end(
    qtbot: QtBot,
    qapp: QApplication,
    home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kept_days, "_AFTER_THE_DAY_MS", _NEVER_MS)
    monkeypatch.setattr(kept_days, "_AT_THE_LATEST_MS", _NEVER_MS)
    folders = Folders.under(tmp_path)
    path = folders.data / "last-days.json"
    with own_mongod(home / "m") as server:
        with open_controller(uri=server.uri) as controller:
            held = furnish(controller)
        with running(qapp, folders, server.uri):
            window = window_of(qtbot)
            qtbot.waitUntil(lambda: is_live(window, held), timeout=LONG_MS)
            assert not path.exists()
        known = LastKnown(path, uri=server.uri, database="resv").days()
        assert [held.id] in [[r.id for r in day.reservations] for day in known]
        path.unlink()
        with running(qapp, folders, server.uri) as app:
            app._choices.change(sheet_to="pdf")
            window = window_of(qtbot)
            qtbot.waitUntil(lambda: is_live(window, held), timeout=LONG_MS)
            window.menu.sheet_wanted.emit()
            qtbot.waitUntil(lambda: "saved" in window.notice, timeout=LONG_MS)
            assert window.attention.call_lists is not None  # calls go where the sheets go
            qtbot.waitUntil(path.exists, timeout=LONG_MS)
