"""Three servers that keep one book between them, each of which can be lost."""

import contextlib
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pymongo
from pymongo.errors import PyMongoError

from tests.own_mongod import Client, OwnMongod

# The members wait ten seconds for a silent primary by default: too long for a test, and for hosts.
SETTINGS = {"electionTimeoutMillis": 2000, "heartbeatIntervalMillis": 500}
_PATIENCE_S = 60.0
_STEPPED_DOWN_S = 5


class ThreeMongods:
    """A replica set of three on loopback, whole at first; `client` is at home in all of it."""

    def __init__(self, members: list[OwnMongod]) -> None:
        self.members = members
        hosts = [member.host for member in members]
        self.uri = f"mongodb://{','.join(hosts)}/?replicaSet=rs0"
        config = {
            "_id": "rs0",
            "members": [{"_id": n, "host": host} for n, host in enumerate(hosts)],
            "settings": SETTINGS,
        }
        members[0].client.admin.command("replSetInitiate", config)
        self.client: Client = pymongo.MongoClient(
            self.uri, tz_aware=True, serverSelectionTimeoutMS=int(_PATIENCE_S * 1000)
        )
        self.wait_until(self.is_whole)

    def primary(self) -> OwnMongod:
        """Return the member that all others follow."""
        self.wait_until(lambda: any(_is(member, "isWritablePrimary") for member in self.members))
        return next(member for member in self.members if _is(member, "isWritablePrimary"))

    def secondaries(self) -> list[OwnMongod]:
        """Return those that follow another now."""
        return [member for member in self.members if _is(member, "secondary")]

    def is_whole(self) -> bool:
        """Whether one leads and two follow."""
        return (
            len(self.secondaries()) == 2
            and sum(_is(member, "isWritablePrimary") for member in self.members) == 1
        )

    def step_down(self) -> None:
        """Let the primary hand over to another."""
        with contextlib.suppress(PyMongoError):  # it may hang up
            self.primary().client.admin.command({"replSetStepDown": _STEPPED_DOWN_S})

    @staticmethod
    def wait_until(is_true: Callable[[], bool]) -> None:
        """Wait for something that the members arrange among themselves."""
        end = time.monotonic() + _PATIENCE_S
        while not is_true():
            assert time.monotonic() < end, "the replica set never came so far"
            time.sleep(0.05)


def _is(member: OwnMongod, what: str) -> bool:
    try:
        with pymongo.timeout(1.0):
            return bool(member.client.admin.command("hello").get(what))
    except PyMongoError:
        return False


@contextmanager
def three_mongods(home: Path) -> Iterator[ThreeMongods]:
    """Run three servers as one replica set."""
    with ExitStack() as stack:
        members = []
        for n in range(3):
            port = stack.enter_context(_kept_port())
            member = OwnMongod(home / str(n), is_initiated=False, port=port)
            stack.callback(member.close)
            members.append(member)
        three = ThreeMongods(members)
        yield three
        with contextlib.suppress(PyMongoError), pymongo.timeout(0.5):
            three.client.close()


@contextmanager
def _kept_port() -> Iterator[int]:
    """Keep a free port for one member, also while that is down: nobody else is given it."""
    with socket.socket() as keeper:
        keeper.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        keeper.bind(("127.0.0.1", 0))  # never listens, so the server may bind it as well
        yield keeper.getsockname()[1]
