"""Open everything in order - settings, MongoDB, store, controller - and close it in reverse."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from resv_desktop.controller import Controller
from resv_desktop.database_place import open_place
from resv_desktop.domain.errors import BackupNotMade, CannotStart
from resv_desktop.domain.health import Health
from resv_desktop.domain.words import Sentence
from resv_desktop.pending_move import has_begun
from resv_desktop.settings import DEFAULT_DATABASE, Folders
from resv_desktop.store.closed import ClosedStore
from resv_desktop.store.layout import has_book, prepare

if TYPE_CHECKING:
    from resv_desktop.store.backups.read_file import BackupFile
    from resv_desktop.store.joining import Joined
    from resv_desktop.store.mongod import ManagedServer
    from resv_desktop.store.store import Store


def _silent(_words: str) -> None:
    """Say nothing of the start; for programs without a window."""


@contextmanager
def open_controller(
    *,
    uri: str | None = None,
    database: str = DEFAULT_DATABASE,
    station: str = "Stand 1",
    home: Path | None = None,
    folders: Folders | None = None,
    clock: Callable[[], datetime] | None = None,
    say: Callable[[str], None] = _silent,
    must_exist: bool = False,
) -> Iterator[Controller]:
    """Open the book at a URI, or on the managed MongoDB of a home or of these folders.

    Raises CannotStart with a sentence for the host, BookMoved where this station had moved the
    book and was broken off at the very end, and Outage when a URI does not answer.
    `say` hears what is happening meanwhile. With must_exist no book is made where there is none.
    A book of an older version is upgraded, after a backup into the folder of the backups.
    """
    folders = folders or (Folders.under(home) if home else None)
    with _open_store(uri, database, folders, say, must_exist=must_exist) as opened:
        store, server = opened
        if folders is not None and has_begun(folders.config):
            # Only here: nearly every start has no move to end.
            from resv_desktop.relocation import Whereabouts, settle

            settle(store, Whereabouts(uri, database), folders)
        prepare(store, back_up=partial(_back_up_first, store, folders), say=say)
        controller = Controller(store, station=station, clock=clock)
        if server is not None:
            from resv_desktop.store.first_machine import FirstMachine

            controller.first_machine = FirstMachine(server, database)
        yield controller


@contextmanager
def _open_store(
    uri: str | None,
    database: str,
    folders: Folders | None,
    say: Callable[[str], None],
    *,
    must_exist: bool,
) -> "Iterator[tuple[Store, ManagedServer | None]]":
    with open_place(uri, database, folders, say=say, must_exist=must_exist) as (store, server):
        say(Sentence("Opening the book"))
        store.connect()
        if must_exist and not has_book(store):
            raise CannotStart(
                Sentence('There is no book in the database "{database}" yet.', database=database)
            )
        yield store, server


def health_of_book(uri: str | None, database: str, folders: Folders) -> Health:
    """Return how the database is, with nothing changed in the book.

    A server of the program's own is started for it where none runs. Raises CannotStart, Outage.
    """
    if uri is None:
        from resv_desktop.store.mongod_folder import DataFolder
        from resv_desktop.store.mongod_others import demand_answer
        from resv_desktop.store.platforms import this_platform

        own = DataFolder(folders.data)
        if own.db.is_dir():
            demand_answer(own, this_platform())
    with _open_store(uri, database, folders, _silent, must_exist=True) as (store, _):
        return Controller(store).health()


def join_restaurant(
    code: str, station: str, folders: Folders, *, stop: Callable[[], bool] = lambda: False
) -> "Joined":
    """Join the book of another machine by the code that is shown there.

    Return the URI, with the password inside, the database and the name of what this station uses
    from now on; nothing of its settings is changed. Raises InvalidJoinCode and CannotJoin.
    """
    from resv_desktop.domain.join_code import parse_join_code
    from resv_desktop.store.joining import join

    return join(parse_join_code(code), station, folders.config, stop)


def restore(
    file: "BackupFile",
    *,
    uri: str | None,
    database: str,
    folders: Folders,
    say: Callable[[str], None] = _silent,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Bring the book of a backup into a database that has none, as if it were opened.

    Raises CannotRestore, CannotStart and Outage.
    """
    from resv_desktop.store.backups.restore import restore_book

    with _open_store(uri, database, folders, say, must_exist=False) as opened:
        restore_book(opened[0], file, progress)


def _back_up_first(
    store: "Store", folders: Folders | None, version: int, keep_turn: Callable[[], None]
) -> None:
    from resv_desktop.store.backups.daily import backups_folder, path_before_upgrade
    from resv_desktop.store.backups.save import save_book

    folder = backups_folder((folders or Folders.of_this_user()).data)
    path = path_before_upgrade(folder, version)
    try:
        save_book(store, path, progress=lambda *_: keep_turn())
    except BackupNotMade as refusal:
        raise CannotStart(
            Sentence(
                "The book is of an older version, and it is not upgraded without a backup: {why}",
                why=Sentence(refusal.template, **refusal.arguments),
            )
        ) from None


def closed_book(station: str, why: str) -> Controller:
    """Return a controller for a book that cannot be opened now: every call is an Outage at once.

    why is a sentence about the reason, or "". Nothing has to be closed.
    """
    return Controller(ClosedStore(why), station=station)
