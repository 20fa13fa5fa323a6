"""macOS: nothing ends the server with a killed program, so the next start stops the orphan."""

import subprocess
from collections.abc import Sequence
from typing import IO

from resv_desktop.store.platforms.unix import Unix


class MacOS(Unix):
    """As Linux, without the kernel's help and with shorter sockets (sun_path has 104 bytes)."""

    socket_path_limit = 103

    def spawn(
        self, command: Sequence[str], environment: dict[str, str], output: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start the server in a session of its own, out of reach of Ctrl-C."""
        return subprocess.Popen(
            list(command),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
