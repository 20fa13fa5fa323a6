"""What was found behind the address of a database, in the host's words."""

from PySide6.QtCore import QCoreApplication

from resv_desktop.domain.database_uri import is_of_this_machine
from resv_desktop.domain.found import Found
from resv_desktop.qt import words
from resv_desktop.relocation import Whereabouts

translate = QCoreApplication.translate
_MOST_NAMES = 3


def found_lines(where: Whereabouts, found: Found) -> list[str]:
    """Say what is there, a line for each thing worth knowing."""
    return [_server(found), *_reach(where), *_security(where, found), _book(found), *_others(found)]


def _server(found: Found) -> str:
    members = len(found.members)
    if not members:
        says = translate("Database", "MongoDB {version}, a sharded cluster.")
    elif members == 1:
        says = translate("Database", "MongoDB {version}, a replica set of one server.")
    else:
        says = translate(
            "Database", "MongoDB {version}, a replica set of {count} servers: {names}."
        )
    names = words.listed([words.apart(member) for member in found.members])
    return says.format(version=words.apart(found.version), count=members, names=names)


def _reach(where: Whereabouts) -> list[str]:
    if where.uri is None or not is_of_this_machine(where.bare):
        return []
    return [translate("Database", "No other machine can reach it at this address.")]


def _security(where: Whereabouts, found: Found) -> list[str]:
    if where.uri is None:
        return []
    if found.is_secure:
        return [translate("Database", "The connection is secured by TLS.")]
    if is_of_this_machine(where.bare):
        return []
    return [
        translate(
            "Database",
            "The connection is not secured by TLS: whoever is on the same network can read along.",
        )
    ]


def _book(found: Found) -> str:
    if not found.has_book:
        return translate("Database", "There is no book in it yet.")
    names = [*found.restaurants[:_MOST_NAMES], *["…"] * (len(found.restaurants) > _MOST_NAMES)]
    if not names:
        return translate("Database", "There is a book in it, without any restaurant yet.")
    says = (
        translate("Database", "There is a book in it: {names}, 1 reservation.")
        if found.reservations == 1
        else translate("Database", "There is a book in it: {names}, {count} reservations.")
    )
    count = words.locale().toString(found.reservations)
    return says.format(names=words.listed(names), count=count)


def _others(found: Found) -> list[str]:
    if not found.others:
        return []
    names = [*found.others[:_MOST_NAMES], *["…"] * (len(found.others) > _MOST_NAMES)]
    says = translate("Database", "Another program keeps its own things there too: {names}.")
    return [says.format(names=words.listed(names))]
