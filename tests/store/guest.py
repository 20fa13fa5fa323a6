"""A user of the database with the role of a station: it may not change the layout of the book."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pymongo import MongoClient

from resv_desktop.store.mongod import ManagedServer


@contextmanager
def guest_of(mongod: ManagedServer, database: str) -> Iterator[str]:
    """Let there be a user who may read and write this database; yield the address for it."""
    # The program's own user may not make users; whoever has the server's key file may.
    key = mongod._folder.keyfile.read_text(encoding="ascii").strip()
    address = mongod.uri.rpartition("@")[2]
    owner: MongoClient[dict[str, Any]] = MongoClient(
        f"mongodb://{address}", username="__system", password=key, authSource="local"
    )
    roles = [{"role": "readWrite", "db": database}]
    owner.admin.command("createUser", database, pwd="secret", roles=roles)
    try:
        yield f"mongodb://{database}:secret@{address}"
    finally:
        owner.admin.command("dropUser", database)
        owner.close()
