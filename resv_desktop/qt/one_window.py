"""One window for each home: a second start raises the first one instead."""

import hashlib
import logging
import os
import sys
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from resv_desktop.private_place import make_private, socket_folders
from resv_desktop.settings import APP, SOCKET_PATH_LIMIT, write_private

logger = logging.getLogger(__name__)

_PATIENCE_MS = 500
_SOCKET = "window.sock"
_BOOK_FILE = "window"


class OneWindow(QObject):
    """Holds the name under which this home's window answers, out of reach of other users.

    book names what is open in it; it is compared, never shown, and must hold no password.
    """

    raise_wanted = Signal()

    def __init__(self, data: Path, runtime: Path, book: str = "") -> None:
        super().__init__()
        self._name = _name(data, runtime)
        self._book_file = data / _BOOK_FILE
        self._book = hashlib.sha256(book.encode()).hexdigest()
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def is_first(self) -> bool:
        """Return True if no other window has this home; otherwise raise that one."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(_PATIENCE_MS):
            socket.disconnectFromServer()
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left behind by a program that was killed
            if not self._server.listen(self._name):
                logger.warning("a second window will not find this one")
        try:
            write_private(self._book_file, self._book)
        except OSError as error:
            logger.warning("a second start will not know this book: %s", type(error).__name__)
        return True

    def let_go(self) -> None:
        """Answer no longer: the window is closing, and the next start opens its own."""
        self._server.close()

    def has_other_book(self) -> bool:
        """Whether the window that was raised has another book open than the one wanted here."""
        try:
            return self._book_file.read_text(encoding="ascii") != self._book
        except (OSError, ValueError):
            return False

    def _on_connection(self) -> None:
        connection = self._server.nextPendingConnection()
        connection.disconnected.connect(connection.deleteLater)
        self.raise_wanted.emit()


def _name(data: Path, runtime: Path) -> str:
    if sys.platform != "win32":
        # In a folder that anybody may write to, a stranger could answer in our place.
        for folder in socket_folders(APP, data, runtime):
            path = folder / _SOCKET
            # Qt listens under a longer name first and then renames it.
            if len(os.fsencode(path)) < SOCKET_PATH_LIMIT - 16 and not make_private(folder):
                return str(path)
    return f"{APP}-{hashlib.sha256(os.fsencode(data.absolute())).hexdigest()[:16]}"
