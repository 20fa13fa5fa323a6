"""A book to be saved, and an empty database to bring it back into."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pymongo import MongoClient

from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.restore import restore_book
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.store import Store
from tests.store.corruptions import Scene, make_scene
from tests.store.site import Raw

Restore = Callable[..., Raw]


@pytest.fixture
def scene(open_store: Callable[[], Store], raw: Raw) -> Scene:
    return make_scene(open_store(), raw)


@pytest.fixture
def empty(mongod: ManagedServer) -> Iterator[Raw]:
    """Another database of the server, in which there is nothing."""
    client: MongoClient[dict[str, Any]] = MongoClient(mongod.uri, tz_aware=True)
    name = f"test_{uuid4().hex}"
    yield client[name]
    client.drop_database(name)
    client.close()


@pytest.fixture
def restore(mongod: ManagedServer, empty: Raw) -> Restore:
    """Bring the book of a file back into the empty database."""

    def bring_back(path: Path, passphrase: str = "", **how: Any) -> Raw:
        with closing(Store(mongod.uri, empty.name)) as store, BackupFile(path) as file:
            store.connect()
            if file.is_sealed:
                file.unseal(passphrase)
            restore_book(store, file, **how)
        return empty

    return bring_back


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.resvbackup"
