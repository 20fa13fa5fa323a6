"""From a server that has just been started to a book that can be opened: member, user, version."""

import logging
import time
from collections.abc import Callable
from typing import Any

import pymongo
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from resv_desktop.store.mongod_folder import Credentials
from resv_desktop.store.platforms import Address

logger = logging.getLogger(__name__)

REPLICA_SET = "rs0"
POLL_S = 0.02
STEP_S = 20.0  # patience with one command
UPGRADE_S = 600.0
ROTATE_S = 2.0
START_S = 180.0  # after kill -9 the server first reads its journal again
ROLES = ("readWriteAnyDatabase", "dbAdminAnyDatabase", "clusterMonitor")
CONFIRM_FROM_MAJOR = 7  # setFeatureCompatibilityVersion wants confirm: true

NOT_YET_INITIALIZED = 94
ALREADY_INITIALIZED = 23
AUTHENTICATION_FAILED = 18
USER_EXISTS = 51003

Client = pymongo.MongoClient[dict[str, Any]]


class Ended(Exception):  # noqa: N818 - a fact about the server, not an error of ours
    """The server ended before it could be used."""


def connect(uri: str) -> Client:
    """Open a client for one server; nothing is sent yet."""
    return pymongo.MongoClient(
        uri, serverSelectionTimeoutMS=5_000, connectTimeoutMS=5_000, appname="resv-desktop"
    )


def close(client: Client) -> None:
    """Close a client within half a second, also when the server is gone."""
    with pymongo.timeout(0.5):
        client.close()


def for_stations(uri: str) -> str:
    """Name the replica set, so that a server that is still starting is waited for."""
    return f"{uri}&replicaSet={REPLICA_SET}"


def system_uri(address: Address, key: str) -> str:
    """Return the URI of who may do anything: the server's own user, whose password is its key."""
    return f"{address.uri('__system', key, source='local')}&authMechanism=SCRAM-SHA-256"


class SetUp:
    """Leads one fresh server, step by step, to where the program can log in.

    It speaks with the server's own key (the user __system of a keyFile), so each step can be
    taken again after a crash, and a lost credentials file is no lost book.
    """

    def __init__(self, address: Address, key: str) -> None:
        self._address = address
        self._key = key
        self._opened: Client | None = None

    def __enter__(self) -> "SetUp":
        return self

    def __exit__(self, *_: object) -> None:
        if self._opened is not None:
            close(self._opened)

    @property
    def _admin(self) -> Database[dict[str, Any]]:
        if self._opened is None:  # not before somebody listens: a refused client waits 0.5 s
            self._opened = connect(system_uri(self._address, self._key))
        return self._opened.admin

    def reach_primary(
        self, is_going_on: Callable[[], bool], can_connect: Callable[[Address], bool]
    ) -> None:
        """Make the server the one member of its replica set, under its present address.

        Raises Ended when the server ends first, TimeoutError when it takes too long.
        """
        patience = time.monotonic() + START_S
        while True:
            if not is_going_on():
                raise Ended
            if time.monotonic() > patience:
                raise TimeoutError
            try:
                with pymongo.timeout(STEP_S):
                    if can_connect(self._address) and self._take_step():
                        return
            except PyMongoError as error:
                logger.debug("the database is not there yet: %s", error)
            time.sleep(POLL_S)

    def _take_step(self) -> bool:
        admin = self._admin
        hello = admin.command("hello")
        if hello.get("isWritablePrimary") and hello.get("me") == self._address.host:
            return True
        try:
            config = admin.command("replSetGetConfig")["config"]
        except OperationFailure as error:
            if error.code != NOT_YET_INITIALIZED:
                raise
            self._initiate()
            return False
        if config["members"][0]["host"] != self._address.host:
            config["version"] += 1
            config["members"][0]["host"] = self._address.host
            admin.command("replSetReconfig", config, force=True)
        return False

    def _initiate(self) -> None:
        config = {"_id": REPLICA_SET, "members": [{"_id": 0, "host": self._address.host}]}
        try:
            self._admin.command("replSetInitiate", config)
        except OperationFailure as error:
            if error.code != ALREADY_INITIALIZED:
                raise

    def ensure_user(self, credentials: Credentials) -> None:
        """Let the user of the credentials in, made or corrected where that is needed."""
        uri = self._address.uri(credentials.user, credentials.password)
        client = connect(uri)
        try:
            with pymongo.timeout(STEP_S):
                client.admin.command("ping")
                return
        except OperationFailure as error:
            if error.code != AUTHENTICATION_FAILED:
                raise
        finally:
            close(client)
        user: dict[str, Any] = {"pwd": credentials.password, "roles": list(ROLES)}
        with pymongo.timeout(STEP_S):
            try:
                self._admin.command("createUser", credentials.user, **user)
            except OperationFailure as error:
                if error.code != USER_EXISTS:
                    raise
                self._admin.command("updateUser", credentials.user, **user)

    def raise_compatibility(self, major: int) -> None:
        """Let the data use what this major version brings; there is no way back from here."""
        extra: dict[str, Any] = {"confirm": True} if major >= CONFIRM_FROM_MAJOR else {}
        with pymongo.timeout(UPGRADE_S):
            self._admin.command("setFeatureCompatibilityVersion", f"{major}.0", **extra)

    def compatibility(self) -> int:
        """Return the major version whose data these are."""
        with pymongo.timeout(STEP_S):
            answer = self._admin.command("getParameter", featureCompatibilityVersion=1)
        return int(answer["featureCompatibilityVersion"]["version"].split(".")[0])

    def rotate_log(self) -> None:
        """Let the server set its log aside, under a name of its own, and begin a new one."""
        with pymongo.timeout(ROTATE_S):
            self._admin.command("logRotate", "server")

    def shut_down(self) -> None:
        """Ask the server to end, in the database's own words."""
        try:
            with pymongo.timeout(STEP_S):
                self._admin.command("shutdown", timeoutSecs=1)
        except PyMongoError as error:  # it hangs up instead of answering
            logger.debug("the database hung up: %s", error)
