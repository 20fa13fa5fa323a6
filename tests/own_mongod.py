"""A MongoDB server of one test's own, which may be broken, frozen and killed."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pymongo
from pymongo.errors import PyMongoError

from resv_desktop.store.mongod_binary import choose

Client = pymongo.MongoClient[dict[str, Any]]
_PATIENCE_S = 60.0


class OwnMongod:
    """A server on a unix socket under `home`, without passwords; a replica set of one or alone.

    With a port it listens on loopback instead, as a member of a larger set has to. It takes test
    commands, so that single answers can be broken (`failing`).
    """

    def __init__(
        self,
        home: Path,
        *,
        replica_set: bool = True,
        is_initiated: bool = True,
        port: int | None = None,
    ) -> None:
        self.socket = home / "m.sock"
        self.host = str(self.socket) if port is None else f"127.0.0.1:{port}"
        (home / "db").mkdir(parents=True)
        listen = ["--bind_ip", str(self.socket)]
        if port is not None:
            listen = ["--bind_ip", "127.0.0.1", "--port", str(port), "--nounixsocket"]
        self._command = [
            *("setpriv", "--pdeathsig", "KILL", "--"),  # never outlives the tests
            *(str(choose(None).path), "--dbpath", str(home / "db"), *listen),
            *("--replSet", "rs0") * replica_set,
            *("--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "64", "--quiet"),
            *("--setParameter", "enableTestCommands=1"),
            *("--setParameter", "diagnosticDataCollectionEnabled=false"),
            *("--setParameter", "transactionLifetimeLimitSeconds=2"),
        ]
        self.start()
        self.client = self._open_client()
        self.client.admin.command("hello")  # it answers from now on
        if replica_set and is_initiated:
            self.initiate()

    @property
    def uri(self) -> str:
        """The address of the server."""
        where = quote_plus(self.host) if self.host == str(self.socket) else self.host
        return f"mongodb://{where}/?directConnection=true"

    def start(self) -> None:
        """Start it, again where it has been killed, from the main thread: the kernel ties both."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)

    def initiate(self) -> None:
        """Make it the one member of its replica set."""
        member = {"_id": 0, "host": self.host}
        self.client.admin.command("replSetInitiate", {"_id": "rs0", "members": [member]})
        self._wait_for_primary()
        self.client.close()
        self.client = self._open_client()  # one that knows what the server is by now

    def _open_client(self) -> Client:
        wait_ms = int(_PATIENCE_S * 1000)
        return pymongo.MongoClient(self.uri, tz_aware=True, serverSelectionTimeoutMS=wait_ms)

    def _wait_for_primary(self) -> None:
        end = time.monotonic() + _PATIENCE_S
        while not self.client.admin.command("hello").get("isWritablePrimary"):
            assert time.monotonic() < end
            time.sleep(0.02)

    def freeze(self) -> None:
        """Let it hang with all connections open, as a machine in standby does."""
        freeze(self._process.pid)

    def thaw(self) -> None:
        """Let it go on."""
        os.kill(self._process.pid, signal.SIGCONT)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let it hang for a while."""
        self.freeze()
        try:
            yield
        finally:
            self.thaw()

    @contextmanager
    def failing(self, command: str, mode: Any = "alwaysOn", **how: Any) -> Iterator[None]:
        """Break the answers to one command of clients named "resv-desktop"; see failCommand."""
        data = {"failCommands": [command], "appName": "resv-desktop", **how}
        self.client.admin.command("configureFailPoint", "failCommand", mode=mode, data=data)
        try:
            yield
        finally:
            self.client.admin.command("configureFailPoint", "failCommand", mode="off")

    @contextmanager
    def transactions_lasting(self, seconds: int) -> Iterator[None]:
        """Let open transactions of dead clients live longer than the 2 s of our own server."""
        name = "transactionLifetimeLimitSeconds"
        self.client.admin.command({"setParameter": 1, name: seconds})
        try:
            yield
        finally:
            self.client.admin.command({"setParameter": 1, name: 2})

    def kill(self) -> None:
        """End it without a word of parting."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """End it."""
        with contextlib.suppress(PyMongoError), pymongo.timeout(0.5):
            self.client.close()
        if self._process.poll() is None:
            self.thaw()
            self.kill()


def freeze(pid: int) -> None:
    """Stop a server, and be back once it answers nothing any more."""
    os.kill(pid, signal.SIGSTOP)
    # The signal is on its way when kill returns; only a stopped thread answers nothing.
    threads = Path(f"/proc/{pid}/task")
    while not all(_is_stopped(thread) for thread in threads.iterdir()):
        time.sleep(0.001)


def _is_stopped(thread: Path) -> bool:
    return (thread / "stat").read_text().rpartition(")")[2].split()[0] == "T"


@contextmanager
def own_mongod(
    home: Path, *, replica_set: bool = True, is_initiated: bool = True
) -> Iterator[OwnMongod]:
    """Run a server of one's own."""
    server = OwnMongod(home, replica_set=replica_set, is_initiated=is_initiated)
    try:
        yield server
    finally:
        server.close()
