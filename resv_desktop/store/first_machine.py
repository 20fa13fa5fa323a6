"""The machine whose book other stations use: it is shared, hands out codes, and removes them."""

import logging
import threading
import time

from resv_desktop.domain.errors import CannotShare, Outage
from resv_desktop.domain.join_code import MOST_ADDRESSES, JoinCode
from resv_desktop.domain.sharing import JoinedStation, Sharing
from resv_desktop.store.mongod import ManagedServer
from resv_desktop.store.platforms import Address
from resv_desktop.store.stations import Stations

logger = logging.getLogger(__name__)

_AGAIN_S = 0.1
_ATTEMPTS = 3
_UP_S = 5.0
_BACK_S = 60.0  # a slow disk; usually it is two seconds

_NOT_BACK = "The database has not come back since this machine was shared. Start the program anew."
_NOT_ON = "This machine is not shared. Share it first."


class FirstMachine:
    """Wraps the managed server of this machine; every method blocks until it is done.

    Sharing and no longer sharing start the server anew, which takes about two seconds; what
    stations have under way meanwhile is tried again by them.
    """

    def __init__(self, server: ManagedServer, database: str) -> None:
        self._server = server
        self._port = server.lan_port
        self._database = database
        self._gate = threading.Lock()

    def sharing(self) -> Sharing:
        """Return how this machine is shared now. Raises Outage."""
        port = self._port.port
        is_on = port is not None
        addresses = self._port.addresses if is_on else ()
        return Sharing(
            is_on=is_on,
            addresses=addresses,
            port=port or 0,
            stations=tuple(self._stations().all()),
            trouble=(self._port.trouble_at(addresses) or "") if is_on else "",
        )

    def share(self) -> Sharing:
        """Let other stations reach the server, with TLS. Raises CannotShare, Outage."""
        with self._gate:
            if self._port.port is None or self._port.trouble:
                trouble = None
                for _ in range(_ATTEMPTS):  # another program may take the port meanwhile
                    self._port.open(self._address().own_port)
                    self._start_again()
                    trouble = self._port.trouble
                    if not trouble:
                        break
                if trouble:
                    self._port.shut()
                    raise CannotShare(trouble.template, **trouble.arguments)
                logger.info("this machine is shared from now on, at port %s", self._port.port)
        return self.sharing()

    def stop_sharing(self) -> Sharing:
        """Shut the port: no station reaches the server any more, nor may any until it is on again.

        The stations stay on the list, and are let in again once it is. Raises Outage.
        """
        with self._gate:
            if self._port.port is not None:
                self._stations().withdraw()
                self._port.shut()
                self._start_again()
                logger.info("this machine is no longer shared")
        return self.sharing()

    def invite(self) -> JoinCode:
        """Return a new code, which lets one station join; the one before is worth nothing then.

        Raises CannotShare while the machine is not shared, or is not reached; Outage.
        """
        port, addresses = self._port.port, self._port.addresses
        if port is None:
            raise CannotShare(_NOT_ON)
        trouble = self._port.trouble_at(addresses)
        if trouble:
            raise CannotShare(trouble.template, **trouble.arguments)
        return JoinCode(
            addresses=addresses[:MOST_ADDRESSES],
            port=port,
            authority=self._port.authority.mark(),
            secret=self._stations().invite(),
        )

    def admit(self, own_name: str) -> JoinedStation | None:
        """Let the station in that asks with the code; None while there is none. Raises Outage.

        It is called otherwise than this machine, whose name is given.
        """
        station = self._stations().admit(own_name)
        if station is not None:
            again = ", in the place of its old entry" if station.has_replaced else ""
            logger.info("a station has joined: %s (%s)%s", station.name, station.id, again)
        return station

    def withdraw(self) -> None:
        """Let nobody join any more with the code that was made last. Raises Outage."""
        self._stations().withdraw()

    def remove(self, station_id: str) -> None:
        """Cut a station off at once. Raises Outage."""
        self._stations().remove(station_id)
        logger.info("a station has been removed: %s", station_id)

    def _address(self) -> Address:
        """Return where the server is; while it is starting anew, that is waited for."""
        patience = time.monotonic() + _UP_S
        while (running := self._server.folder.running()) is None:
            if time.monotonic() > patience:
                raise Outage("The database does not answer.")
            time.sleep(_AGAIN_S)
        return Address(running.host, ())

    def _stations(self) -> Stations:
        return Stations(self._address(), self._server.folder.key(), self._database)

    def _start_again(self) -> None:
        """Return once the server is back and has obeyed; one that is not is an Outage."""
        before = self._server.folder.running()
        self._server.start_again()
        patience = time.monotonic() + _BACK_S
        while time.monotonic() < patience:
            if self._server.trouble:
                raise Outage("The database does not answer.", why=self._server.trouble)
            running = self._server.folder.running()
            if running is not None and running != before:
                return
            time.sleep(_AGAIN_S)
        raise Outage("The database does not answer.", why=_NOT_BACK)
