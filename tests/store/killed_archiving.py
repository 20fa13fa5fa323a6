"""A station that archives and is killed, without a word of parting, before one step of its work.

Usage: python killed_archiving.py URI DATABASE FOLDER BEFORE STEP; ends by itself where there are
fewer steps.
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from pymongo.collection import Collection

from resv_desktop.store import archive
from resv_desktop.store.documents import new_id
from resv_desktop.store.store import Store

STEPS = ((os, "fsync"), (Path, "replace"), (archive, "sync_folder"), (Collection, "delete_many"))


def main() -> None:
    uri, database, folder, before, step = sys.argv[1:]
    left = [int(step)]

    def killed_before(act: Callable[..., Any]) -> Callable[..., Any]:
        def act_or_die(*given: Any, **more: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return act(*given, **more)

        return act_or_die

    for place, name in STEPS:
        setattr(place, name, killed_before(getattr(place, name)))
    archive.LINES_IN_A_FILE, archive._LEAVE_AT_ONCE = 4, 3
    store = Store(uri, database)
    archive.archive(store, Path(folder), datetime.fromisoformat(before), new_id(), most_files=100)


if __name__ == "__main__":
    main()
