"""What `doctor` says while the disk is full.

Usage: python doctor_on_a_full_disk.py HOME; tells it as JSON. HOME is a small disk of its own where
the system allows that.
"""

import contextlib
import io
import json
import os
import sys
from pathlib import Path

from resv_desktop.cli import main as command_line
from resv_desktop.store.mongod_folder import DataFolder
from tests.faults.full_disk import fill


def main() -> None:
    home = Path(sys.argv[1])
    DataFolder(home / "data").prepare()
    is_small = os.path.ismount(home)
    if is_small:
        fill(home / "filler")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = command_line(["--home", str(home), "doctor"])
    facts = {"small disk": is_small, "code": code, "text": out.getvalue(), "errors": err.getvalue()}
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
