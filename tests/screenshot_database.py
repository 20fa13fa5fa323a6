"""Pictures of the question for another database: asked, wrong, right, on the way and moved."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.found import Found
from resv_desktop.domain.words import Sentence
from resv_desktop.qt.database_dialog import DatabaseDialog
from resv_desktop.relocation import Whereabouts, why_it_stays
from resv_desktop.settings import Folders, write_private
from resv_desktop.store.connecting import _NOBODY_SPEAKS
from resv_desktop.store.missing_rights import _MAY_NOT
from resv_desktop.store.mongod_folder import DataFolder
from tests.screenshot_stage import Stage

_ADDRESS = "mongodb://stand:s3cret@db1.house.example/?replicaSet=rs0"
_PLACE = Whereabouts("mongodb://stand@db1.house.example/?replicaSet=rs0", "resv")
_FOUND = Found(
    version="7.0.14",
    members=("db1.house.example:27017", "db2.house.example:27017"),
    is_secure=True,
    has_book=False,
    restaurants=(),
    reservations=0,
    others=(),
)
_FULL = replace(
    _FOUND,
    is_secure=False,
    has_book=True,
    restaurants=("Harbour House", "Mill House"),
    reservations=48_213,
    others=("carts", "users"),
)
_WRONG: dict[str, Outage | CannotStart] = {
    "silent": Outage("", why=Sentence(_NOBODY_SPEAKS, host="db1.house.example:27017")),
    "password": CannotStart(
        "The database does not accept this name and password.", details="Authentication failed."
    ),
    "rights": CannotStart(
        Sentence(_MAY_NOT, user="stand", database="resv", rights="insert, update, remove")
    ),
}


def take_all(stage: Stage) -> None:
    """Take every picture of the question for another database."""
    window = stage.open_main_window()
    _own(stage, window)
    _managed(stage, window)
    stage.close(window)


def _open(stage: Stage, window: QWidget, here: Whereabouts) -> DatabaseDialog:
    dialog = DatabaseDialog(
        window,
        stage.look,
        stage.tasks,
        Folders.under(stage.home),
        here,
        station="Stand 1",
        can_move=True,
    )
    dialog.open()
    stage.wait("the dialog is in front", dialog.isActiveWindow)
    return dialog


def _own(stage: Stage, window: QWidget) -> None:
    dialog = _open(stage, window, Whereabouts(None, "resv"))
    stage.take("database", dialog, may_scroll=True)
    dialog.form_lines.address.set_text(_ADDRESS)
    dialog.form_lines.show_beginning()
    dialog.set_busy(dialog.tr("Asking the database"))
    stage.wait("it is said", lambda: bool(dialog.message.text()))
    stage.take("database-testing", dialog, may_scroll=True)
    dialog.set_ready()
    for name, trouble in _WRONG.items():
        dialog._on_wrong(trouble)
        stage.take(f"database-wrong-{name}", dialog, may_scroll=True)
    dialog._on_found((_PLACE, _FOUND, ""))
    stage.take("database-right", dialog, may_scroll=True)
    dialog._on_found((_PLACE, _FULL, ""))
    stage.take("database-right-with-a-book", dialog, may_scroll=True)
    dialog._on_found((_PLACE, _FOUND, _shared(stage)))
    stage.take("database-shared", dialog, may_scroll=True)
    dialog.show_move()
    dialog.progress.set_progress(40, 100)
    dialog._say(Sentence("Copying the book"))
    stage.take("database-moving", dialog, may_scroll=True)
    dialog._on_moved(_PLACE)
    stage.take("database-moved", dialog, may_scroll=True)
    dialog._on_moved(Whereabouts(None, "resv-2"))
    stage.take("database-moved-back", dialog, may_scroll=True)
    dialog.accept()


def _shared(stage: Stage) -> str:
    folders = Folders.under(stage.home / "shared")
    write_private(DataFolder(folders.data).path / "sharing.json", '{"port": 27137}')
    return why_it_stays(Whereabouts(None, "resv"), folders)


def _managed(stage: Stage, window: QWidget) -> None:
    dialog = _open(stage, window, _PLACE)
    dialog.kind.set_index(1)
    dialog.kind.chosen.emit(1)
    stage.take("database-managed", dialog, may_scroll=True)
    dialog.reject()
