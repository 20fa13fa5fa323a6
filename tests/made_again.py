"""What a book is filled with before a test, made once and copied after that: it takes a while."""

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

from pymongo.database import Database

from resv_desktop.controller import Controller
from resv_desktop.store.documents import JOURNAL, RESTAURANTS, SLOTS

_made: dict[Hashable, dict[str, list[dict[str, Any]]]] = {}


def fill(database: Database[dict[str, Any]], what: Hashable, make: Callable[[], object]) -> None:
    """Set a house up in an empty book as `make` does; `what` is all that this depends on."""
    if what not in _made:
        make()
        _made[what] = {name: list(database[name].find()) for name in (RESTAURANTS, SLOTS, JOURNAL)}
        return
    for name, documents in _made[what].items():
        if documents:
            database[name].insert_many(documents)


def this_hour(controller: Controller) -> datetime:
    """Return what the hours of a new house hang on: they are made from now on."""
    return controller.now().replace(minute=0, second=0, microsecond=0)
