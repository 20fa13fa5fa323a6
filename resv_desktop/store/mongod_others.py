"""Another program's server in the same home: used while it runs, ended where it was left behind."""

import contextlib
import logging
from collections.abc import Callable

import psutil
import pymongo
from pymongo.errors import PyMongoError

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.store import mongod_setup
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.mongod_setup import SetUp
from resv_desktop.store.platforms import Address, Platform

logger = logging.getLogger(__name__)

STOP_S = 30.0  # after this a server that does not end is killed; its journal keeps every promise


def find(folder: DataFolder) -> tuple[str, int] | None:
    """Return URI and process of the server that another program has running, if it answers."""
    running = folder.running()
    if running is None:
        return None
    found = folder.read_credentials()
    if found is None:
        return None
    uri = Address(running.host, ()).uri(found.user, found.password)
    client = mongod_setup.connect(uri)
    try:
        with pymongo.timeout(2):
            if not client.admin.command("hello").get("isWritablePrimary"):
                return None
            client.admin.command("connectionStatus")
    except PyMongoError as error:
        logger.debug("the other program's database does not answer: %s", error)
        return None
    finally:
        mongod_setup.close(client)
    return mongod_setup.for_stations(uri), running.pid


def silent(folder: DataFolder) -> CannotStart:
    """Return what is said of a home whose server is another program's and does not answer."""
    return CannotStart(
        Sentence(
            "Another program has the reservations in {folder} open, but its database "
            "does not answer. Close that program and start again.",
            folder=folder.path,
        )
    )


def demand_answer(folder: DataFolder, platform: Platform) -> None:
    """Raise CannotStart at once where another program has the folder and its server is silent.

    Who only looks does not wait until that program is through with its start.
    """
    lock = folder.take(platform)
    if lock is not None:
        lock.close()
    if (lock is None or folder.server() is not None) and find(folder) is None:
        raise silent(folder)


def is_up(folder: DataFolder, pid: int | None) -> bool:
    """Whether it still is that process which serves this home."""
    server = folder.server()
    return server is not None and server.pid == pid


def clear_the_way(folder: DataFolder, platform: Platform, say: Callable[[str], None]) -> None:
    """Stop a server that a killed program left behind. Raises CannotStart for a stranger's."""
    server = folder.server()
    if server is None:
        return
    if not folder.is_ours(server):
        raise CannotStart(
            Sentence(
                "Another MongoDB server (process {number}) is using the data in {folder}. "
                "Stop it and start again.",
                number=server.pid,
                folder=folder.db,
            )
        )
    say(Sentence("Stopping a database that was left running"))
    running = folder.running()
    end(server, folder, platform, Address(running.host, ()) if running else None)


def end(
    server: psutil.Process, folder: DataFolder, platform: Platform, address: Address | None
) -> None:
    """Ask a server of this home to end, and wait for that; kill it where it does not."""

    def shut_down() -> None:
        if address is not None:
            with SetUp(address, folder.key()) as reached:
                reached.shut_down()

    platform.ask_to_stop(server.pid, shut_down)
    with contextlib.suppress(psutil.NoSuchProcess):
        try:
            server.wait(STOP_S)
        except psutil.TimeoutExpired:
            logger.warning("the database did not end in %s s and is killed", STOP_S)
            server.kill()
            server.wait(STOP_S)
