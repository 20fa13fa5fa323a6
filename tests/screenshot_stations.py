"""Pictures of the stations: shared or not, the code, the list, and joining."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import CannotJoin
from resv_desktop.domain.join_code import AUTHORITY_BYTES, SECRET_BYTES, JoinCode
from resv_desktop.domain.sharing import JoinedStation, Sharing
from resv_desktop.domain.words import Sentence
from resv_desktop.qt.main_window import MainWindow
from resv_desktop.qt.stations.join_dialog import JoinDialog
from resv_desktop.qt.stations.stations_dialog import StationsDialog
from resv_desktop.settings import Folders
from resv_desktop.store.joining import _NOBODY
from resv_desktop.store.lan_port import _OFF_LINE, _PORT_IN_USE
from tests.screenshot_stage import Stage

_PLACES = ("192.168.1.20", "10.0.0.7")
_JOINED_AT = datetime(2026, 3, 14, 18, 30, tzinfo=UTC)
_STATIONS = tuple(
    JoinedStation(id=name, name=name, joined_at=_JOINED_AT, is_connected=name == "Bar")
    for name in ("Bar", "Kitchen")
)
_TWICE = tuple(
    JoinedStation(
        id=str(after),
        name="Bar",
        joined_at=_JOINED_AT + timedelta(hours=after),
        is_connected=after > 0,
        seen_at=_JOINED_AT + timedelta(minutes=34),
    )
    for after in (0, 1)
)
_CODE = JoinCode(_PLACES, 27137, bytes(range(50, 50 + AUTHORITY_BYTES)), bytes(SECRET_BYTES))


def take_all(stage: Stage) -> None:
    """Take every picture of the stations."""
    window = stage.open_main_window()
    _stations(stage, window)
    _join(stage, window)
    stage.close(window)


def _sharing(*stations: JoinedStation, is_on: bool = True, trouble: str = "") -> Sharing:
    addresses = _PLACES if is_on else ()
    return Sharing(is_on=is_on, addresses=addresses, port=27137, stations=stations, trouble=trouble)


def _stations(stage: Stage, window: MainWindow) -> None:
    dialog = StationsDialog(
        window,
        stage.look,
        stage.tasks,
        stage.controller,
        window.clock.local,
        is_elsewhere=True,
    )
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.wait("it is known where the book is", lambda: not dialog.is_busy)
    stage.take("stations-elsewhere", dialog, may_scroll=True)
    dialog._show(_sharing(is_on=False))
    stage.take("stations-off", dialog, may_scroll=True)
    dialog.join_button.click()
    stage.take("stations-join-another", dialog, may_scroll=True)
    dialog._show(_sharing())
    stage.take("stations-none", dialog, may_scroll=True)
    dialog._show(_sharing(*_STATIONS))
    stage.take("stations", dialog, may_scroll=True)
    dialog.rows.buttons[1].click()
    stage.take("stations-remove", dialog, may_scroll=True)
    dialog._on_looked((_TWICE[1], _sharing(*_TWICE)))
    stage.take("stations-twice", dialog, may_scroll=True)
    dialog._show(_sharing(*_STATIONS, trouble=Sentence(_PORT_IN_USE, port=27137)))
    stage.take("stations-trouble", dialog, may_scroll=True)
    dialog._show(replace(_sharing(*_STATIONS, trouble=Sentence(_OFF_LINE)), addresses=()))
    stage.take("stations-off-line", dialog, may_scroll=True)
    dialog.message.clear()
    dialog._show_code(_CODE)
    dialog._watch.stop()
    stage.take("stations-code", dialog, may_scroll=True)
    dialog.reject()


def _swapped(groups: list[str]) -> list[str]:
    return [*groups[:3], groups[3][::-1], *groups[4:]]


def _join(stage: Stage, window: QWidget) -> None:
    dialog = JoinDialog(window, stage.look, stage.tasks, Folders.under(stage.home), "Terrace")
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    stage.take("join", dialog, may_scroll=True)
    dialog.code.set_text("".join(_swapped(_CODE.text().split("-"))))
    dialog.act_button.click()
    stage.wait("it is said which group is wrong", lambda: bool(dialog.message.text()))
    stage.take("join-wrong-group", dialog, may_scroll=True)
    dialog.code.set_text(_CODE.text())
    places = ", ".join(f"{each}:{_CODE.port}" for each in _PLACES)
    dialog._on_trouble(CannotJoin(_NOBODY, places=places))
    stage.take("join-refused", dialog, may_scroll=True)
    dialog.reject()
