"""The manager's PIN: what one may look like, and how long who typed wrong ones waits."""

import re
from datetime import timedelta
from typing import Literal

from resv_desktop.domain.errors import InvalidPin, PinChanged, WrongPin

PinState = Literal["unset", "off", "on"]  # nobody was asked yet; wanted by nobody; asked for
SHORTEST_PIN, LONGEST_PIN = 4, 12
_SHAPE = re.compile(r"[0-9]+", re.ASCII)
# Two slips of the finger cost nothing; whoever guesses gets four tries in an hour.
_WAITS_S = (0, 0, 5, 15, 45, 120, 300, 900)
_IN_MINUTES_FROM_S = 120


def check_pin(typed: str) -> str:
    """Return what was typed where it can be a PIN; raise InvalidPin for anything else."""
    if not _SHAPE.fullmatch(typed) or not SHORTEST_PIN <= len(typed) <= LONGEST_PIN:
        raise InvalidPin(
            "A PIN has {least} to {most} digits, and nothing else.",
            least=SHORTEST_PIN,
            most=LONGEST_PIN,
        )
    return typed


def wait_after(wrong: int) -> timedelta:
    """Return how long nobody may try again after so many wrong PINs in a row."""
    return timedelta(seconds=_WAITS_S[min(wrong, len(_WAITS_S)) - 1] if wrong > 0 else 0)


def changed_meanwhile() -> PinChanged:
    """Return the refusal of who goes by a PIN, or by none, that holds no longer."""
    return PinChanged("The manager's PIN was changed at another station meanwhile. Begin again.")


def wrong_pin(wait: timedelta) -> WrongPin:
    """Return the refusal of a wrong PIN, after which everybody waits so long."""
    seconds = _seconds(wait)
    if not seconds:
        return WrongPin("That is not the manager's PIN.")
    if seconds < _IN_MINUTES_FROM_S:
        return WrongPin(
            "That is not the manager's PIN. It can be tried again in {seconds} seconds.",
            seconds=seconds,
        )
    return WrongPin(
        "That is not the manager's PIN. It can be tried again in {minutes} minutes.",
        minutes=-(-seconds // 60),
    )


def too_soon(wait: timedelta) -> WrongPin:
    """Return the refusal of a PIN that is not even looked at for so long."""
    seconds = max(2, _seconds(wait))
    if seconds < _IN_MINUTES_FROM_S:
        return WrongPin(
            "After so many wrong PINs nobody can try for another {seconds} seconds, at any "
            "station.",
            seconds=seconds,
        )
    return WrongPin(
        "After so many wrong PINs nobody can try for another {minutes} minutes, at any station.",
        minutes=-(-seconds // 60),
    )


def _seconds(wait: timedelta) -> int:
    return -(-wait // timedelta(seconds=1))
