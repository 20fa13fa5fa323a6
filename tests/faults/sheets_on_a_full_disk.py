"""Day sheets on a disk that is full, and is freed again.

Usage: python sheets_on_a_full_disk.py HOME; tells what happened as JSON. Where HOME is no small
disk of its own, files are kept from growing instead.
"""

import json
import os
import resource
import sys
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from resv_desktop.qt.sheet.sheet import SheetNotMade
from resv_desktop.qt.sheet.sheet_keeper import keep_sheets
from tests.faults.full_disk import fill
from tests.qt.days import NOW, house
from tests.qt.sheet.sheets import HELD, known_days, page_count


def main() -> None:
    home = Path(sys.argv[1])
    app = QApplication([])
    known, folder, filler = known_days(home, *HELD), home / "sheets", home / "filler"

    def keep(minutes: int) -> str:
        try:
            keep_sheets(folder, known, house(), NOW + timedelta(minutes=minutes), "Bar")
        except SheetNotMade as refusal:
            return str(refusal)
        return ""

    def there() -> dict[str, int]:
        return {path.name: hash(path.read_bytes()) for path in sorted(folder.iterdir())}

    first = keep(0)
    before = there()
    is_small = os.path.ismount(home)
    if is_small:
        fill(filler)
    else:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
    told = [keep(1), keep(2)]
    on_full_disk = there()
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    filler.unlink(missing_ok=True)
    freed = keep(3)
    facts = {
        "small disk": is_small,
        "first": first,
        "told": told,
        "same while full": on_full_disk == before,
        "freed": freed,
        "new when freed": there() != before,
        "pages": [page_count(path.read_bytes()) for path in sorted(folder.iterdir())],
    }
    print(json.dumps(facts))
    del app


if __name__ == "__main__":
    main()
