"""A station that moves a book and is killed, without a word of parting, at one of its steps.

Usage: python moving_station.py HOME FROM_URI FROM_DATABASE TO_URI TO_DATABASE STEP; the steps are
what it says and how far it says it is. It says on stdout how many there were if it lives.
"""

import os
import signal
import sys
from pathlib import Path

from resv_desktop.relocation import Whereabouts, move_book
from resv_desktop.settings import Folders


def main() -> None:
    home, from_uri, from_database, to_uri, to_database, step = sys.argv[1:]
    steps: list[str] = []

    def took(*what: object) -> None:
        steps.append(str(what))
        if len(steps) == int(step):
            os.kill(os.getpid(), signal.SIGKILL)

    move_book(
        Whereabouts(from_uri, from_database),
        Whereabouts(to_uri, to_database),
        Folders.under(Path(home)),
        station="Stand 1",
        say=took,
        progress=took,
    )
    print(len(steps))


if __name__ == "__main__":
    main()
