"""The port through which other stations reach the managed server; shut unless a host opened it."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from resv_desktop.domain.errors import CannotShare
from resv_desktop.domain.steady import steady_s
from resv_desktop.domain.words import Sentence
from resv_desktop.settings import read_json, write_private
from resv_desktop.store.lan import can_listen, free_port, lan_addresses
from resv_desktop.store.platforms import Address

# It takes a while to load, and most machines are not shared.
if TYPE_CHECKING:
    from resv_desktop.store.certificates import Authority

logger = logging.getLogger(__name__)

_LOOK_EVERY_S = 3.0
_PORTS = range(1024, 65_536)  # that a program of a user may listen at

_NO_NETWORK = (
    "This machine is in no network that other stations could reach it in. Connect it to the "
    "network of the house, then share it."
)
_OFF_LINE = (
    "This machine is shared, but it is in no network that other stations could reach it in. "
    "Connect it to the network of the house."
)
_NO_PORT = "Every port that other stations could reach this machine at is in use."
_PORT_IN_USE = (
    "Port {port} of this machine is used by another program, so other stations do not reach it. "
    "Close that program, or share this machine anew; stations then join again."
)
_NOT_SHARED = (
    "The database did not start while it was open to other stations, so it was started without. "
    "The stations do not reach it. Share this machine anew."
)


class LanPort:
    """Open or shut, as a file in the server's folder says; the server obeys at its next start.

    Whatever goes wrong with it never keeps the book of this machine from being opened: then the
    server starts without it, and trouble says why.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / "sharing.json"
        self._tls = folder / "tls"
        self._is_refused = False
        self._listens_at: tuple[str, ...] | None = None
        self._unserved: tuple[str, ...] = ()
        self._look_at = 0.0
        self._trouble: Sentence | None = None

    @property
    def port(self) -> int | None:
        """The port, None while it is shut."""
        try:
            port = read_json(self._file)["port"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return port if type(port) is int and port in _PORTS else None

    @property
    def trouble(self) -> Sentence | None:
        """Why stations do not reach this machine although the port is open, or None."""
        return self.trouble_at(self.addresses)

    def trouble_at(self, addresses: Sequence[str]) -> Sentence | None:
        """Return the trouble of a machine that was found to have these addresses."""
        if self._trouble is None and self.port is not None and not addresses:
            return Sentence(_OFF_LINE)
        return self._trouble

    @property
    def addresses(self) -> tuple[str, ...]:
        """The addresses of this machine, whether or not it is shared."""
        return lan_addresses()

    @property
    def authority(self) -> "Authority":
        """Who vouches for this machine."""
        from resv_desktop.store.certificates import Authority

        return Authority(self._tls)

    def open(self, own_port: int | None) -> None:
        """Choose a port, for good, and let the server listen on it. Raises CannotShare.

        One that stations know already is kept where it is free.
        """
        addresses = self.addresses
        if not addresses:
            raise CannotShare(_NO_NETWORK)
        port = own_port or free_port(addresses, self.port)
        if port is None:
            raise CannotShare(_NO_PORT)
        self._is_refused, self._trouble = False, None
        write_private(self._file, json.dumps({"port": port}))

    def shut(self) -> None:
        """Let the server listen on nothing but what is this computer's own."""
        self._file.unlink(missing_ok=True)
        self._trouble = None

    def arguments(self, address: Address) -> Sequence[str]:
        """Return how a server that starts now listens."""
        self._listens_at, self._unserved = None, ()
        port = self.port
        if port is None or self._is_refused:
            return address.arguments
        addresses = self.addresses
        self._listens_at = addresses
        usable = addresses
        if address.own_port is None:
            usable = tuple(each for each in addresses if can_listen(each, port))
        self._unserved = tuple(each for each in addresses if each not in usable)
        self._trouble = None
        if not usable:
            if addresses:
                self._trouble = Sentence(_PORT_IN_USE, port=port)
            return address.arguments
        try:
            authority = self.authority
            authority.certify(usable)
        except (OSError, ValueError) as error:
            logger.warning("no certificate could be made: %s", error)
            self.give_up()
            return address.arguments
        return address.shared(usable, port, authority.server_file)

    def give_up(self) -> bool:
        """Start the server without it from now on, after a failed start; False if it did not."""
        if self._listens_at is None:
            return False
        self._listens_at, self._is_refused = None, True
        self._trouble = Sentence(_NOT_SHARED)
        return True

    def has_moved(self) -> bool:
        """Whether this machine, which is shared, could be reached where its server does not listen.

        It has another address by now, or another program has let go of the port. Asked as often as
        one likes, it looks every few seconds.
        """
        if self._listens_at is None or steady_s() < self._look_at:
            return False
        self._look_at = steady_s() + _LOOK_EVERY_S
        addresses, port = set(self.addresses), self.port
        freed = (each for each in self._unserved if each in addresses)
        return not addresses <= set(self._listens_at) or (
            port is not None and any(can_listen(each, port) for each in freed)
        )
