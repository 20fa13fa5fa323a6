"""The last words of the server, and what its way of ending means."""

import json
import shlex
from datetime import UTC, datetime
from pathlib import Path

import platformdirs
import pytest

from resv_desktop.command_options import command_line
from resv_desktop.store import mongod_log
from resv_desktop.store.mongod_log import is_hopeless, last_words, rotate, sentence


def line(severity: str, said: str, /, **attributes: object) -> str:
    return json.dumps({"s": severity, "msg": said, "attr": attributes}) + "\n"


def test_only_errors_and_fatal_lines_are_taken_and_only_their_reasons(tmp_path: Path) -> None:
    log = tmp_path / "mongod.log"
    log.write_text(
        line("I", "Connection accepted")
        + line("E", "Failed to set up listener", error={"codeName": "Bind", "errmsg": "in use"})
        + "not JSON\n"
        + '["not an entry"]\n'
        + line("W", "a warning")
        + json.dumps({"s": "F", "msg": "Fatal", "attr": None})
        + "\n"
        + line("F", "\n\n***aborting after fassert() failure\n\n")
        + line("E", "Slow", command={"phone": "+3585012345"}, error=28, message="No space left"),
        encoding="utf-8",
    )
    assert last_words(log).splitlines() == [
        "Failed to set up listener: Bind in use",
        "Fatal",
        "***aborting after fassert() failure",
        "Slow: 28: No space left",
    ]


def test_words_of_an_earlier_start_are_not_told_again(tmp_path: Path) -> None:
    log = tmp_path / "mongod.log"
    log.write_text(line("E", "long ago"))
    start = rotate(log)
    assert last_words(log, start) == ""
    with log.open("a") as file:
        file.write(line("E", "today"))
    assert last_words(log, start) == "today"
    assert last_words(log, 10**6) == "long ago\ntoday"


def test_no_log_is_no_words(tmp_path: Path) -> None:
    assert last_words(tmp_path / "none") == ""
    assert rotate(tmp_path / "none") == 0


def test_a_large_log_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mongod_log, "ROTATE_BYTES", 10)
    log = tmp_path / "mongod.log"
    log.write_text("x" * 11)
    assert rotate(log) == 0
    assert (tmp_path / "mongod.log.1").read_text() == "x" * 11


@pytest.mark.parametrize(
    ("code", "words", "meaning"),
    [
        (1, "WiredTiger error: No space left on device", "The disk is full"),
        (-6, "WiredTiger error message: 28: __posix_file_write", "The disk is full"),
        (1, "Unable to acquire security key[s]: bad key", "key file /k cannot be used"),
        (100, "Permission denied: journal", "cannot write to the folder /d"),
        (100, "DBPathInUse: Unable to lock the lock file", "Another program is using the data"),
        (100, "something else", "could not be opened"),
        (14, "", "are damaged"),
        (48, "", "its address is taken"),
        (62, "", "another version of MongoDB"),
        (-4, "", "lacks AVX"),
        (0xC000001D, "", "lacks AVX"),
        (-11, "", "crashed at the start"),
        (-6, "", "signal SIGABRT"),
        (-99, "", "signal 99"),
    ],
)
def test_an_exit_code_becomes_a_sentence(code: int, words: str, meaning: str) -> None:
    told = sentence(code, words, db=Path("/d"), keyfile=Path("/k"))
    assert meaning in str(told)
    assert told.details == words


@pytest.mark.parametrize("code", [14, 100])
def test_of_damaged_data_the_newest_backup_is_named(code: int, tmp_path: Path) -> None:
    db, backups = tmp_path / "mongodb" / "db", tmp_path / "backups"
    backups.mkdir()
    wrong_clock = f"{datetime.now(UTC).year + 1}0101"
    for day in ("20260312", "20260314", "20260313", wrong_clock):
        (backups / f"book-{day}T050000Z.resvbackup").touch()
    told = str(sentence(code, "", db=db, keyfile=Path("/k")))
    assert f"The data{'base' if code == 100 else ''} in {db} " in told
    newest = backups / "book-20260314T050000Z.resvbackup"
    restore = f"another name and bring back the newest backup: resv-desktop restore {newest}"
    assert told.endswith(restore)


def test_the_command_that_brings_the_newest_backup_back_can_be_typed_as_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named_for(data: Path) -> list[str]:
        folder = data / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "book-20260314T050000Z.resvbackup").touch()
        told = str(sentence(14, "", db=data / "mongodb" / "db", keyfile=Path("/k")))
        return shlex.split(told.partition("resv-desktop ")[2])

    usual = tmp_path / "Application Support" / "resv-desktop"
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_, **__: usual)
    backup = "backups/book-20260314T050000Z.resvbackup"
    assert named_for(usual) == ["restore", f"{usual}/{backup}"]
    home = tmp_path / "the bar's"
    asked = command_line().parse_args(named_for(home / "data"))
    assert (asked.home, asked.file) == (home, home / "data" / backup)


def test_what_would_end_the_same_way_again_is_hopeless() -> None:
    assert is_hopeless(62, "")
    assert is_hopeless(1, "No space left on device")
    assert not is_hopeless(14, "")
