"""Without a display one sentence is said, and Qt is never asked."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from resv_desktop.display import why_no_window


def test_no_display_is_said_in_one_sentence_with_a_way_out() -> None:
    sentence = why_no_window({})
    assert "no display" in sentence
    assert "demo" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize("display", [":4711", "unix:4711", "localhost:4711", "/nowhere/at/all"])
def test_a_display_that_does_not_answer_is_named(display: str) -> None:
    assert display in why_no_window({"DISPLAY": display})


def test_rubbish_as_display_is_named_too() -> None:
    assert "rubbish" in why_no_window({"DISPLAY": "rubbish"})


def test_a_wayland_socket_that_listens_is_a_display(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "w"))
        server.listen()
        environment = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)}
        assert why_no_window(environment) == ""


def test_a_wayland_name_without_a_socket_is_none(tmp_path: Path) -> None:
    environment = {"WAYLAND_DISPLAY": "w", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "no display" in why_no_window(environment)


def test_offscreen_needs_no_display() -> None:
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}) == ""


def test_missing_system_packages_are_named_for_apt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "resv_desktop.display._LIBRARIES", {"libdoes-not-exist.so.9": "libdoes-not-exist9"}
    )
    sentence = why_no_window({"QT_QPA_PLATFORM": "offscreen"})
    assert sentence.endswith("apt-get install libdoes-not-exist9")


@pytest.mark.parametrize("display", ["", ":4711"])
def test_the_program_without_a_display_says_so_and_exits_2(tmp_path: Path, display: str) -> None:
    environment = {"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "DISPLAY": display}
    result = subprocess.run(
        [sys.executable, "-m", "resv_desktop", "--home", str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 2
    assert result.stderr.count("\n") == 1
    assert "display" in result.stderr
    assert list(tmp_path.iterdir()) == []
