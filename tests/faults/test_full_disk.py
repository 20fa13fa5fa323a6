"""The disk runs full while stations book: nothing promised is lost, and the host is told why."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FULL_DISK = Path(__file__).with_name("full_disk.py")
ARCHIVE = FULL_DISK.with_name("archive_on_a_full_disk.py")
DOCTOR = FULL_DISK.with_name("doctor_on_a_full_disk.py")
SHEETS = FULL_DISK.with_name("sheets_on_a_full_disk.py")
ROOT = FULL_DISK.parents[2]
# Root may mount a disk in a world of its own; most others may in one where they seem to be root.
OWN_WORLDS = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
MOUNT = 'mount -t tmpfs -o size=600m,mode=700 none "$0"'


def with_a_small_disk(home: Path) -> list[str]:
    """Return what a command is put behind to have a small disk at this folder, if anything."""
    for world in OWN_WORLDS:
        if subprocess.run([*world, "sh", "-c", MOUNT, home], check=False).returncode == 0:
            return [*world, "sh", "-c", f'{MOUNT} && exec "$@"', str(home)]
    return []


def told_by(script: Path, home: Path) -> dict[str, Any]:
    """Return what a script tells that is run on a small disk."""
    done = subprocess.run(
        [*with_a_small_disk(home), sys.executable, str(script), str(home)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert isinstance(facts, dict)
    return facts


def test_a_disk_that_runs_full_loses_nothing_and_the_host_is_told_so(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    facts = told_by(FULL_DISK, home)
    if facts["small disk"]:
        assert facts["known at once"] == "The disk is nearly full: free at least 1 GB."
        assert re.search(
            r"Nothing was saved\. The disk is nearly full: \d+ kB are free", facts["told"]
        )
        assert "nothing is lost" in facts["told"]
    record_property("measured", f"disk full: {facts}")


def test_day_sheets_on_a_full_disk_stay_as_they_were_and_are_kept_again_once_it_is_freed(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    facts = told_by(SHEETS, home)
    assert (facts["first"], facts["freed"]) == ("", "")
    for told in facts["told"]:
        assert told.startswith("The day sheet could not be saved")
        assert not facts["small disk"] or ": the disk is full. The folder is " in told
    assert facts["same while full"]
    assert facts["new when freed"]
    assert all(facts["pages"])
    record_property("measured", f"day sheets on a full disk: {facts}")


def test_on_a_full_disk_the_doctor_says_so_and_all_else(home: Path) -> None:
    facts = told_by(DOCTOR, home)
    assert facts["errors"] == ""
    assert "memory: " in facts["text"]
    if facts["small disk"]:
        assert facts["code"] == 1
        assert re.search(r"  - The disk is nearly full: \d+ kB are free in ", facts["text"])
        assert re.search(
            r"cannot be asked: The disk is nearly full: \d+ kB are free", facts["text"]
        )


def test_old_lines_of_the_journal_stay_in_the_book_while_there_is_no_room_for_their_files(
    home: Path,
) -> None:
    facts = told_by(ARCHIVE, home)
    assert "could not be kept in" in facts["told"]
    assert facts["left while full"] == facts["moved when freed"] == 500
    assert facts["all kept"]
    assert facts["left when freed"] == 0
