"""From an address to a client of the database; every reason why not is a sentence."""

import errno
import re
import socket
import ssl
from typing import Any
from urllib.parse import unquote_plus

from pymongo import MongoClient
from pymongo.errors import ConfigurationError, InvalidName, InvalidURI, OperationFailure

from resv_desktop.domain.database_uri import (
    SCHEMES,
    hide_secrets,
    hosts_of,
    is_joined,
    is_misspelt,
    lacks_secrets,
    option,
)
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.domain.words import Removed, Sentence, one_line
from resv_desktop.store import tls
from resv_desktop.store.rights import JOINING_DATABASE

Client = MongoClient[dict[str, Any]]

FIRST_LOOK_S = 1.0  # a certificate that is not trusted is known by then, and no waiting mends it
AUTHENTICATION_FAILED, UNAUTHORIZED = 18, 13
_DIFFERS_IN_CASE = 13297  # from the name of another database, in small and capital letters only

_NOT_UNDERSTOOD = (
    "The address of the database cannot be understood. "
    "It looks like mongodb://name@host/?replicaSet=rs0."
)
_MISSPELT = (
    "The name or the password in the address of the database holds a character that must be "
    "written as its code: @ is %40, : is %3A, / is %2F, ? is %3F, % is %25."
)
_ONLY_A_NAME = (
    "The address of the database holds a name without a password. "
    "It looks like mongodb://name:password@host/?replicaSet=rs0."
)
_UNKNOWN_NAME = (
    "The name {host} in the address of the database is not known. Look whether it is spelt right, "
    "and whether this computer is on line."
)
_SHUT_OUT = (
    "It no longer lets this station in: the station has been removed there, or its password has "
    "been changed."
)
_REMOVED = (
    "The first machine no longer lets this station in: it has been removed from the stations "
    "there, or the book there has been restored from a backup. Make a new code there and join "
    "again."
)
NO_FIRST_MACHINE = (
    "Nobody answers at {place}. Look whether the first machine is on and still shared, and whether "
    "both machines are in the same network. Where it has another address now, join again with a "
    "new code from there."
)
_ANOTHER_MACHINE = (
    "The machine that answers at {place} cannot prove that it is the one that this station has "
    "joined, so nothing was sent to it. If the first machine has been set up anew, join again with "
    "a new code from there."
)
_NOBODY_LISTENS = (
    "No program takes calls at {host}. Look at the port in the address, and whether MongoDB runs "
    "there and listens to other computers (bindIp)."
)
_NOBODY_SPEAKS = (
    "Nobody answers at {host}. Look whether that computer is on, whether this one is on line, and "
    "whether a firewall lets it through; Atlas answers only those on its IP access list."
)
_NO_RIGHTS = (
    "This station lacks the rights that the book needs in the database {database}. Look whether "
    "that is the right name; whoever looks after the database can give the rights."
)
# MongoDB keeps its own things in the first three; the last is emptied with each code.
_NO_BOOKS = ("admin", "config", "local", JOINING_DATABASE)
_LONGEST_NAME = 63  # bytes
_NO_NAME = 'A database cannot be called "{database}".'
_ERRNO = re.compile(r"\[Errno (-?[0-9]+)\]")
_NO_SUCH_NAME = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


def open_client(uri: str, patience_s: float, *, silence_s: float | None = None) -> Client:
    """Make the client of an address, which asks nobody anything yet. Raises CannotStart.

    silence_s is for how long the database may be silent within one answer.
    """
    if not uri.startswith(SCHEMES):
        raise CannotStart(
            _NOT_UNDERSTOOD,
            details="It begins with neither mongodb:// nor mongodb+srv://.",
        )
    if is_misspelt(uri):
        raise CannotStart(_MISSPELT)
    if lacks_secrets(uri):
        raise CannotStart(_ONLY_A_NAME)
    tls.check_files(uri)
    try:
        return MongoClient(
            uri,
            tz_aware=True,
            appname="resv-desktop",
            connectTimeoutMS=2000,
            serverSelectionTimeoutMS=int(patience_s * 1000),
            socketTimeoutMS=None if silence_s is None else int(silence_s * 1000),
            retryReads=True,
            retryWrites=True,
        )
    except (InvalidURI, ConfigurationError, ValueError, OSError) as error:
        raise CannotStart(
            tls.unusable_certificate(uri) or _why_not_looked_up(error, uri) or _NOT_UNDERSTOOD,
            details=hide_secrets(str(error)),
        ) from None


def check_name(client: Client, database: str) -> None:
    """Raise CannotStart where no book can be in a database of this name."""
    try:
        _check_name(client, database)
    except (InvalidName, UnicodeEncodeError) as error:
        raise CannotStart(
            Sentence(_NO_NAME, database=one_line(database)), details=str(error)
        ) from None


def _check_name(client: Client, database: str) -> None:
    client.get_database(database)
    if len(database.encode()) > _LONGEST_NAME:
        raise InvalidName(f"It has more than {_LONGEST_NAME} bytes.")
    if database.lower() in _NO_BOOKS:
        raise InvalidName("Other things are kept there.")


def check_case(error: BaseException | None, database: str) -> None:
    """Raise CannotStart where a database is there already whose name differs in capitals only."""
    if isinstance(error, OperationFailure) and error.code == _DIFFERS_IN_CASE:
        raise CannotStart(Sentence(_NO_NAME, database=database), details=_words_of(error))


def check_rights_of(error: BaseException | None, uri: str, database: str) -> None:
    """Raise CannotStart where a station that is let in has no right to what it asked."""
    if not isinstance(error, OperationFailure) or why_shut_out(error, uri):
        return
    if error.code == UNAUTHORIZED:
        raise CannotStart(Sentence(_NO_RIGHTS, database=database), details=_words_of(error))


def not_let_in(uri: str, error: OperationFailure) -> CannotStart:
    """Return what is said to a station that the database does not know."""
    if tls.is_by_certificate(uri):
        sentence = (
            "The database does not know the certificate of this station: nobody in it has the name "
            "that the certificate is made out to."
        )
    elif is_joined(uri):
        sentence = _REMOVED
    else:
        sentence = "The database does not accept this name and password."
    return CannotStart(sentence, details=_words_of(error))


def _words_of(error: OperationFailure) -> str:
    return hide_secrets(str(error).partition(", full error")[0])


def why_shut_out(error: BaseException | None, uri: str) -> str:
    """Return what to say of a station that was let in and no longer is, or ""."""
    if not isinstance(error, OperationFailure):
        return ""
    is_stranger = error.code == UNAUTHORIZED and "requires authentication" in str(error)
    if is_stranger or error.code == AUTHENTICATION_FAILED:
        return Removed(_REMOVED) if is_joined(uri) else Sentence(_SHUT_OUT)
    return ""


def check_security(client: Client, uri: str, *, is_final: bool) -> None:
    """Raise CannotStart where certificates or TLS keep this station from the database.

    Not final, only what waiting cannot mend counts: a server that is just starting hangs up, too.
    Final, a name that nobody knows is an Outage that says so: a network may be back later.
    """
    if is_joined(uri):
        _check_first_machine(uri, is_final=is_final)
        return
    known = client.topology_description.server_descriptions()
    told = {host: str(each.error) for (host, _), each in known.items() if each.error is not None}
    errors = list(told.values())
    if not errors:
        return
    sentence = tls.why_not_trusted(errors, uri) or (
        tls.why_hung_up(errors, uri) if is_final else ""
    )
    if sentence:
        raise CannotStart(sentence, details=hide_secrets(errors[0].partition(" (configured")[0]))
    unknown = [host for host, error in told.items() if _is_unknown_name(error)]
    if is_final and unknown:
        raise Outage(
            "The database does not answer.",
            why=Sentence(_UNKNOWN_NAME, host=unknown[0]),
        )


def _check_first_machine(uri: str, *, is_final: bool) -> None:
    """Ask once more without the driver, which does not tell what was wrong with one named server.

    With the name of its set it says of every fault that it belongs to another set.
    """
    place = hosts_of(uri)
    host, _, port = place.rpartition(":")
    context = ssl.create_default_context(cafile=unquote_plus(option(uri, "tlsCAFile")))
    try:
        with (
            socket.create_connection((host, int(port)), timeout=FIRST_LOOK_S) as plain,
            context.wrap_socket(plain, server_hostname=host),
        ):
            return
    except ssl.SSLCertVerificationError as error:
        why = tls.why_by_clock(error) or Sentence(_ANOTHER_MACHINE, place=place)
        raise CannotStart(why, details=str(error)) from None
    except OSError as error:
        if is_final:
            why = Sentence(NO_FIRST_MACHINE, place=place)
            raise Outage("The database does not answer.", why=why) from error


def why_nobody_answers(client: Client) -> str:
    """Return what the driver knows of servers that do not answer, as a sentence, or ""."""
    known = client.topology_description.server_descriptions()
    told = {
        f"{host}:{port}": str(each.error or "")
        for (host, port), each in known.items()
        if each.server_type_name == "Unknown"
    }
    refused = [host for host, error in told.items() if _errno(error) == errno.ECONNREFUSED]
    if refused:
        return Sentence(_NOBODY_LISTENS, host=refused[0])
    return Sentence(_NOBODY_SPEAKS, host=next(iter(told))) if told else ""


def _is_unknown_name(error: str) -> bool:
    # The words are those of the machine's language; the number is not.
    return _errno(error) in _NO_SUCH_NAME


def _errno(error: str) -> int | None:
    number = _ERRNO.search(error)
    return int(number[1]) if number else None


def _why_not_looked_up(error: Exception, uri: str) -> str:
    """Return what to say where the servers behind a mongodb+srv address cannot be found, or ""."""
    from dns.exception import DNSException

    if not isinstance(error.__cause__, DNSException):
        return ""
    return Sentence(_UNKNOWN_NAME, host=hosts_of(uri))
