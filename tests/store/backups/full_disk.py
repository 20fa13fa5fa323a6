"""Backups on a disk that has no room for them. Usage: python full_disk.py FOLDER URI DATABASE.

Tells what happened as JSON. FOLDER is a small disk of its own; where the system allows nobody to
have one, no file may grow instead.
"""

import json
import os
import resource
import sys
from pathlib import Path

from resv_desktop.domain.errors import BackupNotMade
from resv_desktop.store.backups.daily import save_daily
from resv_desktop.store.backups.save import save_book
from resv_desktop.store.store import Store
from tests.faults.full_disk import fill


def told_by(store: Store, folder: Path, *, is_daily: bool) -> str:
    try:
        if is_daily:
            save_daily(store, folder, is_right=lambda: True)
        else:
            save_book(store, folder / "by-hand")
    except BackupNotMade as refusal:
        return str(refusal)
    return ""


def main() -> None:
    folder, store = Path(sys.argv[1]), Store(*sys.argv[2:])
    store.connect()
    is_small = os.path.ismount(folder)
    older = folder / "book-20200101T000000Z.resvbackup"
    older.write_bytes(b"the one before")
    if is_small:
        fill(folder / "filler")
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    facts = {
        "small disk": is_small,
        "by hand": told_by(store, folder, is_daily=False),
        "daily": told_by(store, folder, is_daily=True) if is_small else "nearly full",
        "left": sorted(each.name for each in folder.iterdir() if each.suffix != ".lock"),
        "older": older.read_bytes().decode(),
    }
    store.close()
    sys.stdout.write(json.dumps(facts))


if __name__ == "__main__":
    main()
