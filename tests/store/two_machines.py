"""Two machines of one house: one that is shared, and one that joins it."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resv_desktop.controller import Controller
from resv_desktop.domain.sharing import JoinedStation
from resv_desktop.settings import Folders
from resv_desktop.startup import join_restaurant, open_controller
from resv_desktop.store import lan, lan_port

_LET_IN_EVERY_S = 0.05
_FIRST_PORT, _PROCESSES, _PORTS_EACH = 24_000, 800, 10


class LoopbackHouse:
    """Where both machines are this one: the first is reached at 127.0.0.x only."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.addresses: tuple[str, ...] = ("127.0.0.1",)
        monkeypatch.setattr(lan_port, "lan_addresses", lambda: self.addresses)
        # Other tests run beside this one, and each has ports of its own.
        first = _FIRST_PORT + os.getpid() % _PROCESSES * _PORTS_EACH
        monkeypatch.setattr(lan, "PORTS", range(first, first + _PORTS_EACH))
        self.first, self.second = home / "1", home / "2"

    @contextmanager
    def open_first(self) -> Iterator[Controller]:
        """Open the book of the first machine."""
        with open_controller(home=self.first, station="Stand 1") as controller:
            yield controller

    @property
    def folders(self) -> Folders:
        """The folders of the second machine."""
        return Folders.under(self.second)

    def join(
        self, first: Controller, name: str = "Stand 2", *, machine: str = "2"
    ) -> tuple[str, str]:
        """Join with a new code, as the two windows do; return URI and database."""
        code = first.invite()
        with letting_in(first):
            folders = Folders.under(self.second.parent / machine)
            joined = join_restaurant(code.text(), name, folders)
        return joined.uri, joined.database

    @contextmanager
    def open_second(self, joined: tuple[str, str]) -> Iterator[Controller]:
        """Open the first machine's book at the second one."""
        uri, database = joined
        with open_controller(
            uri=uri, database=database, station="Stand 2", folders=self.folders
        ) as controller:
            yield controller


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LoopbackHouse]:
    with pytest.MonkeyPatch.context() as patch:
        yield LoopbackHouse(tmp_path_factory.mktemp("h"), patch)


@pytest.fixture(scope="module")
def first(house: LoopbackHouse) -> Iterator[Controller]:
    """The first machine of a file of tests, shared, with a restaurant."""
    with house.open_first() as controller:
        controller.share()
        made = controller.create_restaurant("Harbour House", "+442079460123", "00:24")
        controller.add_tables(made.id, [2, 4, 8])
        yield controller


@contextmanager
def letting_in(first: Controller) -> Iterator[list[JoinedStation]]:
    """Let in whoever asks meanwhile, as the window with the code does; yield who was."""
    enough, admitted = threading.Event(), list[JoinedStation]()

    def work() -> None:
        while not enough.is_set():
            station = first.admit()
            if station is not None:
                admitted.append(station)
            enough.wait(_LET_IN_EVERY_S)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        yield admitted
    finally:
        enough.set()
        thread.join()
