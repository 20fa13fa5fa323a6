"""How this machine joins the book of another one, by the code that is shown there."""

import logging
import secrets
import socket
import ssl
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pymongo
from pymongo.errors import DuplicateKeyError, OperationFailure, PyMongoError

from resv_desktop.domain.errors import CannotJoin
from resv_desktop.domain.join_code import JoinCode, authority_mark, password_of
from resv_desktop.settings import write_private
from resv_desktop.store import mongod_setup, tls
from resv_desktop.store.connecting import AUTHENTICATION_FAILED
from resv_desktop.store.rights import JOINING_DATABASE, REQUESTS
from resv_desktop.store.stations import CODE_USER, MACHINE, THE_ONE_REQUEST

logger = logging.getLogger(__name__)

MACHINE_FILE = "machine"  # in the folder of the settings
_KNOCK_S = 3.0  # for each address; a machine of the same network answers in milliseconds
_FIND_S = 6.0  # on a bad network the first knock may be lost
_WORD_S = 10.0
_LET_IN_S = 30.0  # until the first machine's window has seen the request
_AGAIN_S = 0.3
_MAJORITY = pymongo.WriteConcern(w="majority")

_NOBODY = (
    "Nobody answers at {places}. Look whether the first machine is on and still shared, and "
    "whether both machines are in the same network."
)
_ANOTHER = (
    "The machine that answers at {place} cannot prove that it is the one that the code speaks of, "
    "so nothing was sent to it. Make a new code at the first machine, and type that."
)
_USED = (
    "The first machine does not take this code: it has been used, or its window there has been "
    "closed. Make a new code there, and type that."
)
_NOT_LET_IN = (
    "The first machine has not let this one in. Leave the window with the code open there, make a "
    "new code, and type that."
)
_NOT_KEPT = (
    "This machine can keep nothing in {folder} ({why}), so it has not joined. See that something "
    "can be written there, and type the code again."
)
_STOPPED = "Joining was stopped. Make a new code at the first machine to begin again."
_BROKE_OFF = (
    "The connection to the first machine broke off while this one was joining. Make a new code "
    "there, and type that."
)


@dataclass(frozen=True, slots=True)
class Joined:
    """What a station needs from now on: the address with its password inside, and the database.

    station is its name, with a number behind it where another station has the name already.
    """

    uri: str
    database: str
    station: str


def join(
    code: JoinCode, station: str, folder: Path, stop: Callable[[], bool] = lambda: False
) -> Joined:
    """Ask the machine that the code speaks of for a user of this station's own, and wait for it.

    Its authority is checked before anything is sent, and its certificate kept in the folder.
    Raises CannotJoin with the reason; then nothing is kept but that file.
    """
    place, authority = _find(code)
    file = folder / f"authority-{code.authority.hex()}.pem"
    try:
        write_private(file, ssl.DER_cert_to_PEM_cert(authority))
        machine = _machine(folder)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise CannotJoin(_NOT_KEPT, folder=folder, why=why) from error
    user, password = f"station-{secrets.token_hex(8)}", secrets.token_urlsafe(32)
    request = {
        "_id": THE_ONE_REQUEST,
        "user": user,
        "name": station,
        "password": password,
        "machine": machine,
    }
    asking = _uri(CODE_USER, password_of(code.secret), place, file)
    with _client(asking) as client:
        requests = client[JOINING_DATABASE].get_collection(REQUESTS, write_concern=_MAJORITY)
        try:
            with pymongo.timeout(_WORD_S):
                requests.insert_one(request)
        except DuplicateKeyError:
            raise CannotJoin(_USED) from None
        except OperationFailure as error:
            if error.timeout:
                raise CannotJoin(_BROKE_OFF) from error
            raise CannotJoin(_USED) from error
        except PyMongoError as error:
            raise CannotJoin(_BROKE_OFF) from error
    uri = _uri(user, password, place, file)
    told = _wait_until_let_in(uri, user, stop)
    joined = Joined(uri, str(told["database"]), str(told.get("station") or station))
    logger.info("this machine has joined the book of the one at %s, as %s", place, user)
    return joined


def _machine(folder: Path) -> str:
    """Return what tells this machine from all others to the first one: the same always.

    It holds a random part that nobody else can know, so nobody else takes this machine's place on
    the list. Nor does another computer that was given a copy of the file.
    """
    return sha256(f"{_random_part(folder)} {_computer()}".encode()).hexdigest()[:32]


def _random_part(folder: Path) -> str:
    file = folder / MACHINE_FILE
    with suppress(FileNotFoundError, UnicodeDecodeError):
        known = file.read_text(encoding="ascii").strip()
        if MACHINE.fullmatch(known):
            return known
    made = secrets.token_hex(16)
    write_private(file, made)
    return made


def _computer() -> str:
    """Return what a copy of the files of this computer does not take along, or not that alone."""
    if sys.platform == "darwin":  # where the name may be another one in each network
        return f"{uuid.getnode():x}"
    number = ""
    with suppress(OSError, UnicodeDecodeError):
        number = Path("/etc/machine-id").read_text(encoding="ascii").strip()
    # Who starts two computers from one image gives them two names, if nothing else.
    return f"{number} {socket.gethostname()}"


def _find(code: JoinCode) -> tuple[str, bytes]:
    """Return the first address at which the right machine answers, and its authority (DER)."""
    patience, pause = time.monotonic() + _FIND_S, threading.Event()
    while True:
        another, is_silent = "", False
        for address in code.addresses:
            place = f"{address}:{code.port}"
            try:
                for certificate in _chain(address, code.port):
                    is_it = authority_mark(certificate) == code.authority
                    if is_it and _vouches(certificate, address, code.port):
                        return place, certificate
                another = place
            except OSError as error:
                logger.info("nobody answers at %s: %s", place, error)
                is_silent = is_silent or not isinstance(error, ConnectionRefusedError)
        if another:
            raise CannotJoin(_ANOTHER, place=another)
        if not is_silent or time.monotonic() > patience:
            places = ", ".join(f"{address}:{code.port}" for address in code.addresses)
            raise CannotJoin(_NOBODY, places=places)
        pause.wait(_AGAIN_S)  # a network that is just back does not know the way at once


def _chain(address: str, port: int) -> list[bytes]:
    """Return the certificates (DER) that a server shows; nothing is believed or sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # only looked at; from then on its authority must vouch
    with (
        socket.create_connection((address, port), timeout=_KNOCK_S) as plain,
        context.wrap_socket(plain) as secure,
    ):
        # Public from Python 3.13 on; before that only the object below has it.
        known = hasattr(secure, "get_unverified_chain")
        inner: Any = secure if known else getattr(secure, "_sslobj")  # noqa: B009 - untyped
        shown = inner.get_unverified_chain() or []
        return [
            each if isinstance(each, bytes) else ssl.PEM_cert_to_DER_cert(each.public_bytes())
            for each in shown
        ]


def _vouches(authority: bytes, address: str, port: int) -> bool:
    """Whether the server has the key to a certificate by this authority, made out to its address.

    Anyone can show the authority's own certificate. Raises CannotJoin where a clock is wrong.
    """
    context = ssl.create_default_context(cadata=authority)
    try:
        with (
            socket.create_connection((address, port), timeout=_KNOCK_S) as plain,
            context.wrap_socket(plain, server_hostname=address),
        ):
            return True
    except ssl.SSLCertVerificationError as error:
        why = tls.why_by_clock(error)
        if why:
            raise CannotJoin(why) from error
        logger.warning("the first machine's certificate is not by its authority: %s", error)
        return False


def _wait_until_let_in(uri: str, user: str, stop: Callable[[], bool]) -> dict[str, Any]:
    """Return what the first machine has written down of the user, once it has made it."""
    pause, patience = threading.Event(), time.monotonic() + _LET_IN_S
    is_silent = False
    while time.monotonic() < patience:
        if stop():
            raise CannotJoin(_STOPPED)
        with _client(uri) as client:
            try:
                with pymongo.timeout(_WORD_S):
                    made = client.admin.command("usersInfo", user)["users"]
                    told: dict[str, Any] = made[0]["customData"]
                    return told
            except OperationFailure as error:
                is_silent = error.code != AUTHENTICATION_FAILED
            except PyMongoError as error:
                logger.info("not let in yet: %s", type(error).__name__)
                is_silent = True
        pause.wait(_AGAIN_S)
    raise CannotJoin(_BROKE_OFF if is_silent else _NOT_LET_IN)


def _uri(user: str, password: str, place: str, authority: Path) -> str:
    return mongod_setup.for_stations(
        f"mongodb://{user}:{quote_plus(password)}@{place}/?directConnection=true&authSource=admin"
        f"&tls=true&tlsCAFile={quote_plus(str(authority))}"
    )


@contextmanager
def _client(uri: str) -> Iterator[mongod_setup.Client]:
    client = mongod_setup.connect(uri)
    try:
        yield client
    finally:
        mongod_setup.close(client)
