"""What another user of the same computer can do with our files and our database: nothing."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import astuple
from datetime import timedelta
from pathlib import Path

import pytest

from resv_desktop.credentials import put_password_away
from resv_desktop.domain.errors import CannotStart
from resv_desktop.logs import write_logs_to
from resv_desktop.settings import Folders, Settings, save_settings
from resv_desktop.startup import open_controller
from resv_desktop.station_memory import StationMemory

NOBODY = 65534
# Started by us, it becomes another user for good and then tries everything on each path.
ATTEMPTS = f"""
import json, os, socket, sys
paths = json.load(sys.stdin)
os.setgroups([])
os.setgid({NOBODY})
os.setuid({NOBODY})

def attempt(what, act, path):
    try:
        act(path)
    except OSError:
        return
    print(what, path)

def connect(path):
    with socket.socket(socket.AF_UNIX) as probe:
        probe.connect(path)

def make(path):
    os.close(os.open(os.path.join(path, "intruder"), os.O_CREAT | os.O_WRONLY))

for path in paths:
    attempt("read", lambda p: open(p, "rb").read(1), path)
    attempt("written", lambda p: os.close(os.open(p, os.O_WRONLY | os.O_APPEND)), path)
    attempt("listed", os.listdir, path)
    attempt("made", make, path)
    attempt("removed", os.remove, path)
    attempt("connected", connect, path)
print("tried as", os.getuid())
"""


def _is_shut(path: Path, root: Path) -> bool:
    """Whether the modes alone keep others out: of the file, or of a folder above it."""
    places = [path, *(p for p in path.parents if p.is_relative_to(root) and p != root)]
    return any(stat.S_IMODE(place.lstat().st_mode) & 0o077 == 0 for place in places)


def _attempts(paths: list[Path]) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ATTEMPTS],
        input=json.dumps([str(path) for path in paths]),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return done.stdout


def test_nobody_else_reads_writes_or_connects_also_where_folders_were_open_before(
    home: Path, record_property: Callable[[str, object], None]
) -> None:
    folders = Folders.under(home)
    home.chmod(0o755)
    for folder in astuple(folders):
        folder.mkdir()
        folder.chmod(0o777)
    (folders.logs / "resv-desktop.log").touch(0o666)
    (folders.logs / "resv-desktop.log").chmod(0o666)
    (folders.config / "settings.json").touch(0o666)
    folders.keep_private()
    write_logs_to(folders.logs)
    settings = Settings(uri="mongodb://host:s3cret@h1/", theme="dark")
    save_settings(folders.config / "settings.json", settings)
    put_password_away(settings, folders.config)
    with open_controller(folders=folders) as controller:
        restaurant = controller.create_restaurant("House", "+442079460123")
        controller.add_tables(restaurant.id, [2])
        day = restaurant.business_day(controller.now()) + timedelta(days=1)
        slot = controller.slots(restaurant.id, day)[0]
        made = controller.reserve(slot.slot_id, slot.table_id, "07400 123456", 2)
        StationMemory(folders.data / "station.json").remember(made)
        paths = [path for folder in astuple(folders) for path in (folder, *folder.rglob("*"))]
        names = {path.name for path in paths}
        assert names >= {"m.sock", "keyfile", "credentials.json", "station.json", "mongod.log"}
        assert names >= {"settings.json", "password.json", "resv-desktop.log", "WiredTiger"}
        assert [path for path in paths if not _is_shut(path, home)] == []
        told = "the modes alone were looked at, since only root can become somebody else"
        if os.geteuid() == 0:
            assert _attempts(paths) == f"tried as {NOBODY}\n"
            told = "six acts on each were tried as another user, none worked"
        record_property("measured", f"other users: {len(paths)} files and folders; {told}")
    for file in (*folders.config.iterdir(), folders.logs / "resv-desktop.log"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_folder_that_stays_open_to_others_is_not_used(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = Folders.under(home)
    folders.data.mkdir(mode=0o755)

    def refuse(_self: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    with pytest.raises(CannotStart, match="Other users of this computer can enter the folder"):
        folders.keep_private()


def test_a_folder_of_another_user_is_said_to_be_one(home: Path) -> None:
    folders = Folders.under(home)
    home.chmod(0o755)
    folders.data.mkdir(mode=0o000)
    program = (
        "import os, pathlib, sys\n"
        "from resv_desktop.settings import Folders\n"
        f"os.geteuid() or os.setuid({NOBODY})\n"
        "Folders.under(pathlib.Path(sys.argv[1])).keep_private()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, home],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    folders.data.chmod(0o700)
    said = f"The folder {folders.data} cannot be used (Permission denied). It must belong to you"
    assert said in done.stderr


def test_what_is_no_folder_is_not_said_to_be_open_to_others(home: Path) -> None:
    file = home / "notes"
    file.touch(mode=0o644)
    for wrong in (file, home / ("n" * 300)):
        with pytest.raises(CannotStart, match=f"^The folder {wrong}/data cannot be used"):
            Folders.under(wrong).keep_private()
    (home / "data").touch()
    with pytest.raises(CannotStart, match=r"cannot be used \(Not a directory\)"):
        Folders.under(home).keep_private()
