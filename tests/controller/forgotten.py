"""A guest who is to be forgotten, and every byte of the book to look for them in."""

import re
from collections.abc import Callable

import pytest
from bson import encode

from tests.controller.conftest import Raw

PHONE, E164, LAST_FOUR = "07400 123456", "+447400123456", b"3456"
FORMS = re.compile(rb"7\D{0,4}4\D{0,4}0\D{0,4}0\D{0,4}1\D{0,4}2\D{0,4}3\D{0,4}4\D{0,4}5\D{0,4}6")
OTHER = "07400 654321"


@pytest.fixture(autouse=True)
def forgotten_by_nobody(raw: Raw) -> None:
    """Leave no other test's key, mark or turn in the book."""
    raw.schema.delete_many({"_id": {"$ne": "version"}})
    raw.schema.update_one({"_id": "version"}, {"$unset": {"guestKey": ""}})


@pytest.fixture
def dump(raw: Raw) -> Callable[[], bytes]:
    """Return every byte that the database has in any of its collections."""
    return lambda: b"".join(
        encode(document)
        for name in raw.list_collection_names()
        for document in raw[name].find().sort("_id", 1)
    )
