"""Another MongoDB for the book: what is found there, and the book moved into it and back."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import count

from bson import ObjectId

from resv_desktop.database_place import open_place
from resv_desktop.domain.database_uri import hosts_of, split_secrets
from resv_desktop.domain.errors import BookMoved, CannotStart, Outage
from resv_desktop.domain.found import Found
from resv_desktop.domain.words import Sentence
from resv_desktop.pending_move import PendingMove, end, forget, recall, remember
from resv_desktop.settings import DEFAULT_DATABASE, Folders
from resv_desktop.store import held
from resv_desktop.store.book_copy import Move
from resv_desktop.store.documents import new_id
from resv_desktop.store.lan_port import LanPort
from resv_desktop.store.look_at import look_at
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a book is: an address, None for the managed MongoDB, and the name of a database."""

    uri: str | None
    database: str

    @property
    def bare(self) -> str:
        """The address without its secrets; "" for the managed MongoDB."""
        return split_secrets(self.uri or "")[0]

    @property
    def hosts(self) -> str:
        """The servers, as they are named in the address; "" for the managed MongoDB."""
        return hosts_of(self.bare) if self.uri else ""


def _nothing(*_: object) -> None:
    """Tell nobody."""


def find(
    where: Whereabouts, folders: Folders, say: Callable[[str], None] = _nothing
) -> tuple[Whereabouts, Found]:
    """Return what is found at a place; raise CannotStart or Outage where it cannot be used.

    In the managed MongoDB the name of the database may be another one than asked for: one that a
    book has moved away from is left as it is.
    """
    with open_place(where.uri, where.database, folders, say=say) as (store, _):
        if where.uri is not None:
            return where, look_at(store)
        name = _free_name(store.uri)
        with closing(Store(store.uri, name)) as chosen:
            return Whereabouts(None, name), look_at(chosen)


def _free_name(uri: str) -> str:
    """Return the first name in the managed MongoDB whose database is not the leavings of a move."""
    for number in count(1):
        name = DEFAULT_DATABASE if number == 1 else f"{DEFAULT_DATABASE}-{number}"
        with closing(Store(uri, name)) as store, store.answering():
            mark = held.read(store.database)
        if mark is None or mark.state == "copy":
            return name
    raise AssertionError("there are as many names as numbers")


def why_it_stays(here: Whereabouts, folders: Folders) -> str:
    """Say why the book has to stay where it is: other stations use it on this machine; else ""."""
    if here.uri is not None or LanPort(DataFolder(folders.data).path).port is None:
        return ""
    # The server would end with the move, and no station could hear where the book is.
    return Sentence(
        "Other stations use the book on this machine and would lose it. Stop sharing first (menu, "
        "Set-up, Stations); afterwards choose the new database at each of them."
    )


def move_book(
    source: Whereabouts,
    target: Whereabouts,
    folders: Folders,
    *,
    station: str,
    say: Callable[[str], None] = _nothing,
    progress: Callable[[int, int], None] = _nothing,
    stop: Callable[[], bool] = lambda: False,
) -> None:
    """Move a book, so that this and every other station finds it in the new place alone.

    Both addresses have their passwords kept already. While it is copied nobody can write into it.
    Until it is compared and checked the book is where it was; a move that is broken off, in
    whatever way, leaves it there. progress(done, total) counts documents. Raises CannotStart and
    Outage, which both mean that nothing was moved.
    """
    why = why_it_stays(source, folders)
    if why:
        raise CannotStart(why)
    last, move = recall(folders.config), new_id()
    pending = PendingMove.of_this_process(
        str(move), source.bare, source.database, target.bare, target.database
    )
    with (
        open_place(source.uri, source.database, folders, say=say) as (old, _),
        open_place(target.uri, target.database, folders, say=say) as (new, _),
    ):
        old.connect()
        look_at(new)
        try:
            remember(folders.config, pending)
        except OSError as error:
            raise CannotStart(
                Sentence(
                    "This machine can keep nothing in {folder} ({why}), so the book was not moved. "
                    "See that something can be written there, and try again.",
                    folder=folders.config,
                    why=error.strerror or type(error).__name__,
                )
            ) from error
        mine = ObjectId(last.move) if last is not None and not last.is_under_way() else None
        moving = Move(old, new, move, station, last=mine)
        try:
            moving.carry(held.Place(target.hosts, target.database), say, progress, stop)
            say(Sentence("Opening the book where it is now"))
            with suppress(Outage):  # it has moved, and whoever opens it there ends this
                moving.finish()
        finally:
            end(folders.config, pending)


def settle(store: Store, where: Whereabouts, folders: Folders) -> None:
    """End a move that this station began and that a crash broke off.

    Where the book had not moved yet, it is opened again where it is. Where it had, the copy
    becomes the book, and BookMoved says where it is. Raises Outage where that does not answer.
    """
    pending = recall(folders.config)
    if pending is None or pending.is_under_way():
        return
    source = Whereabouts(pending.from_uri or None, pending.from_database)
    target = Whereabouts(pending.to_uri or None, pending.to_database)
    here = (where.bare, where.database)
    move = ObjectId(pending.move)
    if here == (source.bare, source.database):
        with store.answering():
            mark = held.read(store.database)
            if mark is None or mark.move != move:
                return
            if mark.state == "moving":
                held.reopen(store.database, move)
                return
        with open_place(target.uri, target.database, folders, say=_nothing) as (new, _):
            new.connect()
            Move(store, new, move, mark.station).finish()
        raise BookMoved(held.why(mark, where.database), pending.to_uri, pending.to_database)
    if here == (target.bare, target.database):
        with store.answering():
            mark = held.read(store.database)
        if mark is None:
            forget(folders.config)
        elif mark.move == move:
            _finish_from(source, store, move, folders)


def _finish_from(source: Whereabouts, new: Store, move: ObjectId, folders: Folders) -> None:
    """Let a copy be the book if the old one says that it has moved."""
    with open_place(source.uri, source.database, folders, say=_nothing) as (old, _):
        old.connect()
        with old.answering():
            mark = held.read(old.database)
        if mark is not None and mark.move == move and mark.state == "moved":
            Move(old, new, move, mark.station).finish()
