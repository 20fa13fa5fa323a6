"""Who writes: the station, and whoever is at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from resv_desktop.domain.words import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from resv_desktop.controller.house import House

T = TypeVar("T")


class Signing:
    """The part of the Controller that says who writes; its rules are those of the whole."""

    _house: House

    @property
    def station(self) -> str:
        """The name of this machine, as it stands in the journal from now on."""
        return self._house.station

    @station.setter
    def station(self, name: str) -> None:
        self._house.station = one_line(name)

    @property
    def host(self) -> str:
        """The initials of who is at this station, "" if unknown; they stick until they are set.

        They stand in the journal beside all that is asked for at this station from then on.
        """
        return self._house.host

    @host.setter
    def host(self, initials: str) -> None:
        self._house.host = one_line(initials)

    def as_asked(self, work: Callable[[], T]) -> Callable[[], T]:
        """Return work that stands in the journal under the initials of who is here now.

        For what is written by another thread, and after several attempts it may be: by then
        somebody else may be at the station.
        """
        return self._house.as_asked(work)
