"""A cable between a station and its server that can be cut at the worst moment."""

import contextlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import bson

_HEADER = 16  # length, id of the message, id of the one it answers, kind; four bytes each
_OP_MSG = 2013


class CuttingProxy:
    """Hands everything on between TCP on loopback and the server's socket, message by message.

    `cut_answers_to` names the command whose answers do not reach the station: the server has done
    it, and then the connection is closed; so many times, and `cuts` counts them.
    """

    def __init__(self, server: Path) -> None:
        self._server = server
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: set[socket.socket] = set()
        self._goes_on = Event()
        self._goes_on.set()
        self._held_back = ""
        self._lets_go = Event()
        self._is_refusing = False
        self._command = ""
        self._times = 0
        self.cuts = 0
        self._then_refuse = False
        Thread(target=self._accept, daemon=True).start()

    @property
    def uri(self) -> str:
        """The address of the server behind it."""
        host, port = self._listener.getsockname()
        return f"mongodb://{host}:{port}/?directConnection=true"

    def cut_answers_to(self, command: str, times: int, *, then_refuse: bool = False) -> None:
        """Cut so many answers to this command; then_refuse lets nobody connect after the last."""
        self._command, self._times, self._then_refuse = command, times, then_refuse
        self.cuts = 0

    def refuse(self) -> None:
        """Cut all connections and accept no new one."""
        self._is_refusing = True
        for connection in list(self._open):
            _hang_up(connection)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Let nothing through, with all connections open, as a pulled cable does."""
        self._goes_on.clear()
        try:
            yield
        finally:
            self._goes_on.set()

    @contextmanager
    def holding_back(self, command: str) -> Iterator[None]:
        """Let this command reach the server only at the end, however long nobody waits for it."""
        self._lets_go.clear()
        self._held_back = command
        try:
            yield
        finally:
            self._held_back = ""
            self._lets_go.set()

    def mend(self) -> None:
        """Let everything through again."""
        self._times, self._is_refusing = 0, False

    def close(self) -> None:
        """End it."""
        self._goes_on.set()
        self._lets_go.set()
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.refuse()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                station, _ = self._listener.accept()
                if self._is_refusing:
                    station.close()
                    continue
                server = socket.socket(socket.AF_UNIX)
                server.connect(str(self._server))
                self._open |= {station, server}
                awaited: set[bytes] = set()
                for way in self._to_server, self._to_station:
                    Thread(target=way, args=(station, server, awaited), daemon=True).start()

    def _to_server(
        self, station: socket.socket, server: socket.socket, awaited: set[bytes]
    ) -> None:
        with self._both(station, server):
            while message := _receive(station):
                self._goes_on.wait()
                command = _command(message)
                if command == self._held_back:
                    self._lets_go.wait()
                if self._times > 0 and command == self._command:
                    self._times -= 1
                    awaited.add(message[4:8])
                server.sendall(message)

    def _to_station(
        self, station: socket.socket, server: socket.socket, awaited: set[bytes]
    ) -> None:
        with self._both(station, server):
            while message := _receive(server):
                self._goes_on.wait()
                if message[8:12] in awaited:
                    self.cuts += 1
                    if self._times == 0 and self._then_refuse:
                        self.refuse()
                    return
                station.sendall(message)

    @contextmanager
    def _both(self, station: socket.socket, server: socket.socket) -> Iterator[None]:
        """End both connections when one ends."""
        try:
            with contextlib.suppress(OSError):
                yield
        finally:
            for connection in (station, server):
                _hang_up(connection)
                self._open.discard(connection)


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def _receive(connection: socket.socket) -> bytes:
    """Return the next whole message, or nothing when the other side has hung up."""
    header = _exactly(connection, _HEADER)
    rest = int.from_bytes(header[:4], "little") - _HEADER if header else 0
    return header + _exactly(connection, rest)


def _exactly(connection: socket.socket, count: int) -> bytes:
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            return b""
        data += piece
    return data


def _command(message: bytes) -> str:
    """Return the name of the command in a message of the kind that drivers send nowadays."""
    if int.from_bytes(message[12:16], "little") != _OP_MSG:
        return ""
    body = message[_HEADER + 5 :]  # after the flags and the kind of the first section
    length = int.from_bytes(body[:4], "little")
    return next(iter(bson.decode(body[:length])), "")
