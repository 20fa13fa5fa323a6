"""What differs between Linux, macOS and Windows."""

import ctypes
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import Any

import pytest

from resv_desktop import private_place
from resv_desktop.domain.errors import CannotStart
from resv_desktop.store.platforms import (
    Address,
    Linux,
    MacOS,
    Platform,
    Windows,
    this_platform,
    windows,
)


class Kernel32:
    """Notes what would have been asked of Windows."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def CreateJobObjectW(self, *_: object) -> int:  # noqa: N802 - Windows calls it so
        self.calls.append(("create",))
        return 7

    def SetInformationJobObject(self, job: Any, kind: int, limits: Any, size: int) -> int:  # noqa: N802 - Windows calls it so
        flags = limits._obj.basic.limit_flags
        self.calls.append(("limit", job.value, kind, flags, size == ctypes.sizeof(limits._obj)))
        return 1

    def AssignProcessToJobObject(self, job: Any, process: Any) -> int:  # noqa: N802 - Windows calls it so
        self.calls.append(("assign", job.value, process.value))
        return 1


def test_each_system_has_its_ways() -> None:
    assert type(this_platform("linux")) is Linux
    assert type(this_platform("darwin")) is MacOS
    assert type(this_platform("win32")) is Windows
    assert [this_platform(name).binary_name for name in ("linux", "darwin", "win32")] == [
        "mongod",
        "mongod",
        "mongod.exe",
    ]


def test_the_socket_lies_in_a_private_folder(tmp_path: Path) -> None:
    runtime = Path("/tmp", tmp_path.name[:20], "run")
    runtime.mkdir(parents=True)
    runtime.chmod(0o755)
    address = Linux().address(tmp_path, runtime)
    assert address.host == f"{runtime}/m.sock"
    assert runtime.stat().st_mode & 0o777 == 0o700
    assert address.is_socket
    runtime.rmdir()
    runtime.parent.rmdir()


@pytest.mark.parametrize(("platform", "limit"), [(Linux(), 107), (MacOS(), 103)])
def test_a_long_socket_path_moves_to_a_shorter_folder(
    platform: Platform, limit: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path("/tmp", f"resv-try-{os.getpid()}-{limit}")
    own.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(own))
    fits = own / ("f" * (limit - len(f"{own}//m.sock")))
    assert platform.address(tmp_path, fits).host == f"{fits}/m.sock"
    too_long = own / (fits.name + "f")
    host = platform.address(tmp_path, too_long).host
    assert not host.startswith(str(too_long))
    assert len(host) <= limit
    assert platform.address(tmp_path, too_long).host == host, "the next start finds it again"
    for folder in (fits, Path(host).parent):
        folder.rmdir()
    for folder in (Path(host).parent.parent, own):
        if folder != Path("/tmp") and folder.exists():
            folder.rmdir()


def test_a_folder_of_somebody_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = tmp_path / ("x" * 100)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(long))
    squat = Path("/tmp", f"resv-squat-{os.getpid()}")
    squat.mkdir()
    monkeypatch.setattr(private_place, "TEMPORARY", squat)
    monkeypatch.setattr(os, "getuid", lambda: 4321)
    with pytest.raises(CannotStart) as refused:
        Linux().address(tmp_path, long)
    assert "belongs to another user" in refused.value.details
    for folder in squat.iterdir():
        folder.rmdir()
        folder.symlink_to(tmp_path)
    with pytest.raises(CannotStart) as refused:
        Linux().address(tmp_path, long)
    assert "this is not a folder" in refused.value.details
    for link in squat.iterdir():
        link.unlink()
    squat.rmdir()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert private_place.make_private(tmp_path / "file" / "run") == "Not a directory"


def test_it_is_seen_whether_somebody_listens_on_a_socket() -> None:
    path = Path("/tmp", f"resv-listen-{os.getpid()}.sock")
    address = Address(str(path), ())
    assert not Linux().can_connect(address)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        assert not Linux().can_connect(address)
        listener.listen()
        assert Linux().can_connect(address)
    path.unlink()


@pytest.mark.parametrize("platform", [Linux(), Linux(setpriv=""), MacOS(), Windows(Kernel32())])
def test_a_child_runs_out_of_reach_of_the_terminal(platform: Platform, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as output:
        child = platform.spawn(["sleep", "60"], dict(os.environ), output)
    assert isinstance(platform, Windows) or os.getsid(child.pid) == child.pid
    child.send_signal(signal.SIGSTOP)
    if isinstance(platform, Windows):
        child.kill()
        child.wait(60)
    else:
        platform.ask_to_stop(child.pid, lambda: None)
        assert child.wait(60) == -signal.SIGTERM
        platform.ask_to_stop(child.pid, lambda: None)


def test_a_lock_is_held_until_its_file_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    with file.open("ab") as first, file.open("ab") as second:
        assert Linux().lock(first)
        assert not Linux().lock(second)
        first.close()
        assert Linux().lock(second)


def test_a_lock_does_not_survive_its_program(tmp_path: Path) -> None:
    file = tmp_path / "lock"
    code = (
        "import sys, fcntl; f = open(sys.argv[1], 'ab'); fcntl.flock(f, fcntl.LOCK_EX);"
        "print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        ["python3", "-c", code, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with file.open("ab") as mine:
            assert not Linux().lock(mine)
            other.kill()
            other.wait(60)
            assert Linux().lock(mine)


def test_windows_remembers_its_port_and_leaves_a_taken_one(tmp_path: Path) -> None:
    platform = Windows(Kernel32())
    address = platform.address(tmp_path, tmp_path)
    assert platform.address(tmp_path, tmp_path) == address
    host, port = address.host.split(":")
    assert host == "127.0.0.1"
    assert address.arguments == ("--bind_ip", "127.0.0.1", "--port", port)
    assert not address.is_socket
    assert not platform.can_connect(address)
    with socket.socket() as taken:
        taken.bind((host, int(port)))
        taken.listen()
        assert platform.can_connect(address)
        assert platform.address(tmp_path, tmp_path) != address
    (tmp_path / "port").write_text("rubbish")
    assert platform.address(tmp_path, tmp_path).host.startswith("127.0.0.1:")


def test_windows_ends_the_server_with_the_program_by_one_job() -> None:
    kernel32 = Kernel32()
    platform = Windows(kernel32)
    platform.tie(11)
    platform.tie(12)
    limit = ("limit", 7, windows.EXTENDED_LIMIT_INFORMATION, windows.KILL_ON_JOB_CLOSE, True)
    assert kernel32.calls == [("create",), limit, ("assign", 7, 11), ("assign", 7, 12)]


def test_the_job_has_the_size_that_windows_expects() -> None:
    assert ctypes.sizeof(windows._ExtendedLimits) == 144  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION


def test_windows_asks_in_the_words_of_the_database() -> None:
    asked: list[str] = []
    Windows(Kernel32()).ask_to_stop(1, lambda: asked.append("shutdown"))
    assert asked == ["shutdown"]


def test_a_uri_carries_the_credentials_and_nothing_breaks_it() -> None:
    uri = Address("/tmp/moved house/m.sock", ()).uri("resv", "p@ss/w:rd")
    assert uri == (
        "mongodb://resv:p%40ss%2Fw%3Ard@%2Ftmp%2Fmoved+house%2Fm.sock/"
        "?directConnection=true&authSource=admin"
    )
    assert Address("127.0.0.1:27555", ()).uri("a", "b").startswith("mongodb://a:b@127.0.0.1:27555/")
