"""A guest who wants to be forgotten, at the terminal."""

import sys
from typing import TYPE_CHECKING, Final

from resv_desktop.domain.errors import Refusal
from resv_desktop.domain.guests_data import check_not_expected, masked
from resv_desktop.domain.phone import region_of
from resv_desktop.forgetting import Forgetting
from resv_desktop.last_known import LastKnown
from resv_desktop.qt.guests import guests_words
from resv_desktop.station_memory import StationMemory
from resv_desktop.terminal import ask_secret, is_terminal

if TYPE_CHECKING:
    from resv_desktop.controller import Controller
    from resv_desktop.domain.restaurant import Restaurant
    from resv_desktop.settings import Folders

_YES: Final = "erase"
_SURE: Final = (
    "What is erased goes from every restaurant of the book and does not come back, and call lists "
    f'that are kept as PDF go as well. Type "{_YES}": '
)


class NotAnswered(Refusal):
    """What was piped in ended before all was answered that has to be known."""


def erase(
    controller: "Controller",
    folders: "Folders",
    house: "Restaurant",
    *,
    uri: str,
    database: str,
    is_sure: bool,
) -> bool:
    """Ask for a number, tell what there is, erase it once that is confirmed; tell the receipt.

    A guest goes from all restaurants of the book; the PIN of this one is enough, as in the window.
    The number is read from the terminal, or line by line from what is piped in, since what is typed
    in a command stays in the history of the shell. Returns False where nothing was erased. Raises
    GuestExpected, InvalidPhone, NotAnswered, WriteForbidden, WrongPin, Outage.
    """
    if controller.pin_state(house.id) == "on":
        controller.prove_pin(
            house.id, _asked(f"PIN of the manager of {house.name}: ", is_secret=True)
        )
    phone = _asked("Phone number of the guest: ")
    traces = controller.traces(phone, house.id)
    check_not_expected(traces.expected, traces.waits)
    print(guests_words.found(traces))
    if traces.is_empty:
        return False
    if not is_sure and _asked(_SURE) != _YES:
        print("Nothing was erased.")
        return False
    erasure = controller.erase_guest(phone, house.id)
    here = Forgetting(
        controller,
        folders,
        memory=StationMemory(folders.data / "station.json"),
        last_known=LastKnown(folders.data / "last-days.json", uri=uri, database=database),
        region=region_of(house.phone),
        is_last=False,  # a window that is open has all of it in its memory, and forgets by itself
    )
    cleaned = here.catch_up()
    local = house.local(erasure.at)
    lines = guests_words.receipt(
        erasure, cleaned, house=house.name, number=masked(phone), local=local
    )
    print("\n".join(["", *lines]))
    return True


def _asked(question: str, *, is_secret: bool = False) -> str:
    """Ask at the terminal, or take the next line of what is piped in, of which nothing is said."""
    if is_terminal(sys.stdin):
        if is_secret:
            return ask_secret(question)
        print(question, end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline() if sys.stdin is not None else ""
    if not line:
        raise NotAnswered(
            'Nothing was erased: the input ended where "{question}" was to be answered.',
            question=question.rstrip(": "),
        )
    return line.strip()
