"""The use cases of the machine that other stations use the book of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from resv_desktop.domain.errors import CannotShare

if TYPE_CHECKING:
    from resv_desktop.controller.house import House
    from resv_desktop.domain.join_code import JoinCode
    from resv_desktop.domain.sharing import JoinedStation, Sharing
    from resv_desktop.store.first_machine import FirstMachine

_NOT_HERE = (
    "This machine uses the database of another one, so stations are added and removed there."
)


class Shared:
    """The part of the Controller that lets other stations in; its rules are those of the whole.

    first_machine is None where the book is not on a MongoDB that this program brings itself.
    """

    _house: House
    first_machine: FirstMachine | None = None

    def sharing(self) -> Sharing:
        """Return whether and where this machine is shared, and with which stations.

        Raises CannotShare where its book is on another machine; all that follow do, too.
        """
        return self._first().sharing()

    def share(self) -> Sharing:
        """Let other stations reach the book over the network of the house, with TLS.

        The database starts anew for it, which takes about two seconds. Raises CannotShare with
        what is in the way.
        """
        return self._first().share()

    def stop_sharing(self) -> Sharing:
        """Shut the port again; the stations stay on the list. The database starts anew for it."""
        return self._first().stop_sharing()

    def invite(self) -> JoinCode:
        """Return a new code, which lets one station join; the one before is worth nothing then."""
        return self._first().invite()

    def admit(self) -> JoinedStation | None:
        """Let the station in that has asked with the code, which ends it; None if none has yet.

        Where another one that is at work has its name, it gets one of its own.
        """
        return self._first().admit(self._house.station)

    def withdraw_code(self) -> None:
        """Let nobody join any more with the code that was made last."""
        self._first().withdraw()

    def remove_station(self, station_id: str) -> None:
        """Cut a station off, at once and for good; one that is gone already is fine."""
        self._first().remove(station_id)

    def _first(self) -> FirstMachine:
        if self.first_machine is None:
            raise CannotShare(_NOT_HERE)
        return self.first_machine
