"""The log helps to find a bug and tells nobody who the guests are."""

import errno
import logging
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from resv_desktop.logs import discreet, tell_bug, write_logs_to

logger = logging.getLogger("resv_desktop.tests")


@pytest.fixture(autouse=True)
def untouched_logging() -> Iterator[None]:
    root = logging.getLogger("resv_desktop")
    yield
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    root.propagate = True
    root.setLevel(logging.NOTSET)


def test_numbers_and_passwords_stay_out_of_the_log(tmp_path: Path) -> None:
    write_logs_to(tmp_path / "logs")
    logger.warning("guest %s at %s", "+44 7400 123456", "mongodb://host:secret@db/?x=1")
    logger.error("broke", exc_info=ValueError("07400-123456"))
    text = (tmp_path / "logs" / "resv-desktop.log").read_text()
    assert "…3456" in text
    assert "123456" not in text.replace("…3456", "")
    assert "secret" not in text
    assert "mongodb://…@db" in text


def test_the_time_of_a_record_is_kept_whole(tmp_path: Path) -> None:
    write_logs_to(tmp_path)
    logger.info("hello")
    line = (tmp_path / "resv-desktop.log").read_text()
    assert line[4] == line[7] == "-"
    assert line[13] == ":"
    assert line.endswith("INFO resv_desktop.tests: hello\n")


def test_a_folder_that_cannot_be_written_does_not_keep_the_program_from_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("in the way")
    write_logs_to(tmp_path / "file")
    logger.warning("still heard")
    assert "still heard" in capsys.readouterr().err


def test_what_the_disk_does_not_take_of_the_log_is_printed_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_logs_to(tmp_path)
    (handler,) = logging.getLogger("resv_desktop").handlers
    assert isinstance(handler, logging.FileHandler)

    def full(_: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(handler.stream, "write", full, raising=False)
        logger.warning("guest %s", "+44 7400 123456")
    assert capsys.readouterr().err == ""
    logger.warning("there is room again")
    assert "room again" in (tmp_path / "resv-desktop.log").read_text()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("call 050 123 4567 now", "call …4567 now"),
        ("table 12 at 20:00", "table 12 at 20:00"),
        ("mongodb+srv://u:p@x.example/", "mongodb+srv://…@x.example/"),
    ],
)
def test_what_is_masked_and_what_is_not(text: str, shown: str) -> None:
    assert discreet(text) == shown


def test_a_bug_on_the_terminal_is_told_as_discreetly(capsys: pytest.CaptureFixture[str]) -> None:
    tell_bug(KeyError, KeyError("07400 123456", "mongodb://host:secret@db/"), None)
    said = capsys.readouterr().err
    assert "KeyError" in said
    assert "…3456" in said
    assert "7400" not in said
    assert "secret" not in said


def test_a_log_that_others_could_read_is_shut_to_them(tmp_path: Path) -> None:
    log = tmp_path / "resv-desktop.log"
    log.touch()
    log.chmod(0o644)
    write_logs_to(tmp_path)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_the_log_never_takes_more_than_its_share_of_the_disk(tmp_path: Path) -> None:
    write_logs_to(tmp_path)
    for _ in range(80):
        logger.info("%s", "a" * 100_000)
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 4_000_000
    assert len(list(tmp_path.iterdir())) == 4
