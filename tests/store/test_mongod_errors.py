"""Each reason not to start is a sentence, with the server's last words."""

import platform
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resv_desktop import private_place
from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import mongod_binary
from resv_desktop.store.mongod import ManagedServer

MakeServer = Callable[..., ManagedServer]
FakeMongod = Callable[..., Path]


def refusal(server: ManagedServer) -> CannotStart:
    with pytest.raises(CannotStart) as refused:
        server.start()
    assert server.pid is None
    assert not server.owns
    return refused.value


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_nearly_full_disk_is_told_before_the_server_starts(
    make_server: MakeServer, home: Path
) -> None:
    with small_disk(home / "data", "size=50m"):
        sentence = str(refusal(make_server()))
    assert sentence.startswith("The disk is nearly full: 52 MB are free in")
    assert "needs 1.0 GB" in sentence


def test_a_disk_that_fills_up_at_the_start_is_told(make_server: MakeServer, home: Path) -> None:
    with small_disk(home / "data", "size=500k"):
        refused = refusal(make_server(minimum_free_bytes=0))
    assert str(refused).startswith("The disk is full")
    assert "WiredTiger error message: 28" in refused.details


def test_a_folder_that_cannot_be_written_to_is_named(make_server: MakeServer, home: Path) -> None:
    with small_disk(home / "data", "ro"):
        sentence = str(refusal(make_server()))
    assert sentence.startswith(f"The folder {home}/data/mongodb cannot be written to (Read-only")


def test_a_log_folder_that_cannot_be_written_to_is_named(
    make_server: MakeServer, home: Path
) -> None:
    (home / "logs").write_text("not a folder")
    assert f"{home}/logs cannot be written to" in str(refusal(make_server()))


def test_a_log_that_cannot_be_written_is_not_blamed_on_the_server(
    make_server: MakeServer, home: Path
) -> None:
    with small_disk(home / "logs", "ro"):
        sentence = str(refusal(make_server()))
    assert sentence.startswith(f"The folder {home}/logs cannot be written to (Read-only file")
    assert "mongod" not in sentence.replace(str(home), "")
    (home / "logs" / "mongod.log").mkdir()
    assert "cannot be written to (Is a directory)" in str(refusal(make_server()))


def test_a_home_that_turns_read_only_is_told(make_server: MakeServer, home: Path) -> None:
    credentials = home / "data" / "mongodb" / "credentials.json"
    credentials.mkdir(parents=True)
    says = f"cannot be written to ({credentials} is no regular file)"
    assert says in str(refusal(make_server()))


def test_a_socket_path_that_fits_nowhere_is_told(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home / ("r" * 100)))
    monkeypatch.setattr(private_place, "TEMPORARY", home / ("t" * 100))
    server = ManagedServer(home / "data", home / "logs", home / ("d" * 100))
    refused = refusal(server)
    assert "no place for its socket" in str(refused)
    assert "107 bytes" in str(refused)
    assert len(refused.details.splitlines()) == 3


def test_data_of_a_newer_version_are_left_alone(make_server: MakeServer, home: Path) -> None:
    (home / "data" / "mongodb").mkdir(parents=True)
    (home / "data" / "mongodb" / "version").write_text("7")
    sentence = str(refusal(make_server()))
    assert "written by MongoDB 7" in sentence
    assert "only MongoDB 6" in sentence


def test_a_key_file_that_cannot_be_read_is_named(make_server: MakeServer, home: Path) -> None:
    keyfile = home / "data" / "mongodb" / "keyfile"
    keyfile.mkdir(parents=True)
    assert f"{keyfile} cannot be read" in str(refusal(make_server()))


def test_a_key_file_full_of_rubbish_is_named(make_server: MakeServer, home: Path) -> None:
    keyfile = home / "data" / "mongodb" / "keyfile"
    keyfile.parent.mkdir(parents=True)
    keyfile.write_text("!!!")
    refused = refusal(make_server())
    assert f"key file {keyfile} cannot be used" in str(refused)
    assert refused.details


def test_a_processor_without_avx_is_told_before_the_first_start(
    make_server: MakeServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    cpuinfo.write_text("processor\t: 0\nflags\t\t: fpu sse4_2 popcnt\n")
    monkeypatch.setattr(mongod_binary, "CPUINFO", cpuinfo)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert "lacks AVX" in str(refusal(make_server()))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, "does not know one of its settings"),
        (48, "its address is taken"),
        (62, "written by another version of MongoDB"),
        (132, "lacks AVX"),
        (139, "crashed at the start"),
        (77, "ended with code 77"),
    ],
)
def test_each_way_of_ending_has_its_sentence(
    make_server: MakeServer, fake_mongod: FakeMongod, code: int, words: str
) -> None:
    refused = refusal(make_server(binary=fake_mongod(code=code, words="what it said last")))
    assert words in str(refused)
    assert refused.details == "what it said last"


def test_a_hopeless_ending_is_not_tried_again(
    make_server: MakeServer, fake_mongod: FakeMongod, tmp_path: Path
) -> None:
    refusal(make_server(binary=fake_mongod(code=62)))
    assert (tmp_path / "starts").read_text().count("x") == 1
