"""A place for a book: the managed MongoDB of these folders, or one at an address."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from resv_desktop.credentials import complete
from resv_desktop.domain.database_uri import hosts_of, is_joined
from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import Folders
from resv_desktop.store.connecting import NO_FIRST_MACHINE
from resv_desktop.store.store import Store

if TYPE_CHECKING:
    from resv_desktop.store.mongod import ManagedServer


@contextmanager
def open_place(
    uri: str | None,
    database: str,
    folders: Folders | None,
    *,
    say: Callable[[str], None],
    must_exist: bool = False,
) -> "Iterator[tuple[Store, ManagedServer | None]]":
    """Yield the store of a database, and the managed MongoDB, which is started without a URI.

    Nobody has been asked anything yet. Raises CannotStart; with must_exist also where the managed
    MongoDB has never run.
    """
    with ExitStack() as stack:
        server = None
        why_silent: Callable[[], str] = str
        if uri is None:
            # Only here: what runs a server takes a while to load, and most stations need none.
            from resv_desktop.store.mongod import ManagedServer
            from resv_desktop.store.mongod_folder import DataFolder

            folders = folders or Folders.of_this_user()
            if must_exist and not DataFolder(folders.data).db.is_dir():
                raise CannotStart(
                    Sentence("There is no book in {folder} yet.", folder=folders.data)
                )
            folders.keep_private()
            server = ManagedServer(folders.data, folders.logs, folders.runtime, say=say)
            stack.callback(server.stop)
            uri = server.start()
            why_silent = partial(what_is_known_of, server)
        elif folders is not None:
            uri = complete(uri, folders.config)
        if is_joined(uri):
            why_silent = partial(Sentence, NO_FIRST_MACHINE, place=hosts_of(uri))
        store = Store(uri, database, why_silent=why_silent)
        stack.callback(store.close)
        yield store, server


def what_is_known_of(server: "ManagedServer") -> str:
    """Return why the managed MongoDB may be silent, as a sentence, or ""."""
    if server.trouble:
        return server.trouble
    if server.is_low_on_space():
        return Sentence("The disk is nearly full: free at least 1 GB.")
    return ""
