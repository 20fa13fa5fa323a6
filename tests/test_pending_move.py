"""What a station keeps of a move: rubbish in it is as nothing, and no start fails for it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from resv_desktop.pending_move import FILE, PendingMove, recall, remember

KEPT = PendingMove.of_this_process("65f1c0ffee65f1c0ffee65f1", "", "resv", "mongodb://h/", "resv")


def test_a_move_that_is_kept_is_recalled_as_it_was(tmp_path: Path) -> None:
    remember(tmp_path, KEPT)
    assert recall(tmp_path) == KEPT
    assert KEPT.is_under_way()


def test_a_clock_that_is_put_right_meanwhile_ends_no_move() -> None:
    for seconds in (-20, -1, 1, 20):
        assert replace(KEPT, began_at=KEPT.began_at + seconds).is_under_way()
    assert not replace(KEPT, began_at=KEPT.began_at - 3600).is_under_way()
    assert not replace(KEPT, pid=0).is_under_way()


@pytest.mark.parametrize(
    ("name", "rubbish"),
    [
        ("move", "xyz"),
        ("move", 5),
        ("from_uri", 5),
        ("from_database", None),
        ("to_uri", ["mongodb://h/"]),
        ("to_database", True),
        ("pid", "abc"),
        ("pid", -4),
        ("pid", True),
        ("began_at", "today"),
    ],
)
def test_what_makes_no_sense_is_no_move(
    tmp_path: Path, name: str, rubbish: object, caplog: pytest.LogCaptureFixture
) -> None:
    remember(tmp_path, KEPT)
    kept: dict[str, Any] = json.loads((tmp_path / FILE).read_text())
    (tmp_path / FILE).write_text(json.dumps(kept | {name: rubbish}))
    assert recall(tmp_path) is None
    assert "makes no sense" in caplog.text


@pytest.mark.parametrize(
    "rubbish", ["", "{", "[]", "5", "{}", pytest.param("[" * 100_000, id="deep"), "\udcff"]
)
def test_a_file_of_rubbish_is_no_move(
    tmp_path: Path, rubbish: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / FILE).write_bytes(rubbish.encode(errors="surrogateescape"))
    assert recall(tmp_path) is None
    assert "makes no sense" in caplog.text


def test_nothing_kept_is_no_move_and_nothing_to_tell(tmp_path: Path) -> None:
    assert recall(tmp_path) is None
