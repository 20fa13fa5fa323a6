"""What is found behind the address of a database that can keep the book."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A MongoDB that could be used, and what is in the database that was named.

    members are the addresses of the replica set, none of a sharded cluster. others are the
    collections there that are no part of the book. reservations is 0 where there is no book.
    """

    version: str
    members: tuple[str, ...]
    is_secure: bool
    has_book: bool
    restaurants: tuple[str, ...]
    reservations: int
    others: tuple[str, ...]
