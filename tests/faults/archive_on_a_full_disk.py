"""Old lines of the journal while the disk for their files is full, and is freed again.

Usage: python archive_on_a_full_disk.py HOME; tells what happened as JSON. HOME is a small disk of
its own where the system allows that; the database is on another one.
"""

import json
import os
import resource
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bson import ObjectId

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.archive import archive, read
from resv_desktop.store.documents import new_id
from resv_desktop.store.layout import prepare
from resv_desktop.store.store import Store
from tests.faults.full_disk import fill
from tests.own_mongod import own_mongod

CUT = datetime(2025, 3, 1, tzinfo=UTC)


def main() -> None:
    home = Path(sys.argv[1])
    folder, filler = home / "journal", home / "filler"
    is_small = os.path.ismount(home)
    with tempfile.TemporaryDirectory(prefix="resv-") as other, own_mongod(Path(other)) as server:
        store = Store(server.uri, "resv")
        store.connect()
        prepare(store)
        lines = [
            {"_id": ObjectId(), "at": CUT - timedelta(hours=n + 1), "act": "edit", "station": "Bar"}
            for n in range(500)
        ]
        store.database["journal"].insert_many(lines)
        if is_small:
            fill(filler)
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
        told, run = "", new_id()
        try:
            archive(store, folder, CUT, run, most_files=9)
        except CannotStart as why:
            told = str(why)
        left = store.database["journal"].count_documents({})
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        filler.unlink(missing_ok=True)
        moved = archive(store, folder, CUT, run, most_files=9)
        kept = {line["_id"] for file in folder.iterdir() for line in read(file)}
        facts = {
            "told": told,
            "left while full": left,
            "moved when freed": moved,
            "all kept": kept == {line["_id"] for line in lines},
            "left when freed": store.database["journal"].count_documents({}),
        }
        store.close()
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
