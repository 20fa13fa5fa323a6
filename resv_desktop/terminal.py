"""What a terminal shows and hears, where there is one and it can be written to."""

import getpass
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO


class NothingTyped(Exception):  # noqa: N818 - who leaves does not err
    """Ctrl+D where a passphrase or a PIN is asked for."""


def is_terminal(*streams: TextIO | None) -> bool:
    """Whether somebody sits at all of them; a stream that is closed is None."""
    return all(stream is not None and stream.isatty() for stream in streams)


def take_all_letters() -> None:
    """Let a letter that stdout cannot say be a question mark there, and never an error."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def tell(words: str) -> None:
    """Say on stderr what is happening; where that cannot be written, what happens goes on."""
    with suppress(OSError):
        print(f"{words}.", file=sys.stderr)


def ask_secret(question: str) -> str:
    """Ask for what nobody is to see. Raises NothingTyped."""
    try:
        return getpass.getpass(question)
    except EOFError:
        raise NothingTyped from None


def let_go() -> None:
    """Drop what stdout and stderr do not take, so that Python does not try it again at its end."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None:
            continue
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
