"""The list of processes, in which every user of a computer reads every program's arguments."""

import os
import sys
from collections.abc import Sequence

from resv_desktop.domain.database_uri import split_secrets

VARIABLE = "RESV_MONGODB_URI"
_OPTION = "--uri"
_WAS_MOVED = "RESV_MONGODB_URI_WAS_AN_ARGUMENT"
_MOVED = (
    "The address with its password was taken out of the command line, where other users of this "
    f"computer can read it. Give it in {VARIABLE} instead."
)
_SEEN = (
    "Other users of this computer can read the password in the command line. Give the address in "
    f"{VARIABLE} instead."
)


def hide_password() -> None:
    """Start the program anew, at once, where its arguments hold a password.

    The same process goes on, with the address in the environment, which only this user can read.
    Windows cannot do that; there a sentence warns.
    """
    bare, uri = without_address(sys.orig_argv[1:])
    if uri is None or not split_secrets(uri)[1]:
        return
    if sys.platform == "win32":
        sys.stderr.write(f"{_SEEN}\n")
        return
    sys.stderr.write(f"{_MOVED}\n")
    sys.stderr.flush()
    environment = {**os.environ, VARIABLE: uri, _WAS_MOVED: "yes"}
    os.execve(sys.executable, [sys.executable, *bare], environment)  # noqa: S606 - no shell is wanted


def moved_address() -> str | None:
    """Return the address that was taken out of the arguments, which counts as given there; once."""
    return os.environ.get(VARIABLE) if os.environ.pop(_WAS_MOVED, "") else None


def without_address(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """Return the arguments without --uri, and what it said; the last one counts."""
    bare: list[str] = []
    uri = None
    following = iter(arguments)
    for argument in following:
        name, equals, value = argument.partition("=")
        if not (name.startswith("--u") and _OPTION.startswith(name)):  # argparse takes --ur, too
            bare.append(argument)
        elif equals:
            uri = value
        else:
            uri = next(following, uri)
    return bare, uri
