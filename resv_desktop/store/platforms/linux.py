"""Linux: the kernel itself ends the server when the program dies."""

import shutil
import subprocess
from collections.abc import Sequence
from typing import IO

from resv_desktop.store.platforms.unix import Unix


class Linux(Unix):
    """The server gets SIGTERM when the thread that started it ends, however it ends.

    That needs setpriv; without it an orphan is stopped at the next start.
    """

    def __init__(self, setpriv: str | None = None) -> None:
        self._setpriv = setpriv if setpriv is not None else shutil.which("setpriv") or ""

    def spawn(
        self, command: Sequence[str], environment: dict[str, str], output: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own, out of reach of Ctrl-C."""
        tie = [self._setpriv, "--pdeathsig", "TERM", "--"] if self._setpriv else []
        return subprocess.Popen(
            [*tie, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
