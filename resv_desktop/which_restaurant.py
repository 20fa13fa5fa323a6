"""Which restaurant of the book a command at the terminal is about."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING
from unicodedata import normalize

from resv_desktop.domain.errors import RestaurantNotFound
from resv_desktop.domain.words import one_line

if TYPE_CHECKING:
    from resv_desktop.domain.restaurant import Restaurant


def restaurant_option() -> argparse.ArgumentParser:
    """Return the option that names a restaurant, for the commands that are about one."""
    option = argparse.ArgumentParser(add_help=False)
    option.add_argument(
        "--restaurant",
        metavar="NAME",
        help="its name or id, where the book has several (if left out: the one that this station "
        "had open last)",
    )
    return option


def meant(
    restaurants: Sequence["Restaurant"], named: str | None, *, own_id: str = ""
) -> "Restaurant":
    """Return the restaurant that is named, by its name or its id; else the only one, or the own.

    Raises RestaurantNotFound where that is not one; it lists those that can be named.
    """
    if not restaurants:
        raise RestaurantNotFound("There is no restaurant in the book yet.")
    if named is not None:
        exact = [r for r in restaurants if named in (r.id, r.name)]
        found = exact or [r for r in restaurants if _plain(r.name) == _plain(named)]
    else:
        found = [r for r in restaurants if r.id == own_id or len(restaurants) == 1]
    if len(found) == 1:
        return found[0]
    if named is None:
        template = (
            "It is not known which restaurant is meant. Say its name or its id with "
            "--restaurant:{known}"
        )
    elif found:
        template = (
            'Several restaurants are called "{named}". Say the id of one with --restaurant:{known}'
        )
    else:
        template = 'No restaurant of the book is called "{named}". There are:{known}'
    known = "".join(f"\n  {one.id}  {one.name}" for one in found or restaurants)
    raise RestaurantNotFound(template, named=named, known=known)


def _plain(name: str) -> str:
    return normalize("NFC", one_line(name)).casefold()
