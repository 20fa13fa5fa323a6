"""A program that is killed, without a word of parting, right after a step of its work.

Usage: python killed.py save|restore URI DATABASE FILE STEP.
"""

import os
import signal
import sys
from pathlib import Path

from resv_desktop.store.backups.read_file import BackupFile
from resv_desktop.store.backups.restore import restore_book
from resv_desktop.store.backups.save import save_book
from resv_desktop.store.store import Store


def main() -> None:
    act, uri, database, name, step = sys.argv[1:]
    store = Store(uri, database)
    store.connect()
    steps: list[int] = []

    def progress(done: int, _total: int) -> None:
        steps.append(done)
        if len(steps) > int(step):
            os.kill(os.getpid(), signal.SIGKILL)

    if act == "save":
        save_book(store, Path(name), overwrite=True, progress=progress)
    else:
        with BackupFile(Path(name)) as file:
            restore_book(store, file, progress)


if __name__ == "__main__":
    main()
