"""Which MongoDB server is taken, and why another one is not."""

import importlib.util
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from resv_desktop.domain.errors import CannotStart
from resv_desktop.store import mongod_binary
from resv_desktop.store.mongod_binary import Binary, check_processor, choose, environment

MakeBinary = Callable[..., Path]


@pytest.fixture
def make_binary(tmp_path: Path) -> MakeBinary:
    def make(folder: str, version: str, code: int = 0, error: str = "") -> Path:
        script = tmp_path / folder / "mongod"
        script.parent.mkdir(parents=True, exist_ok=True)
        says = f"echo 'db version v{version}'\necho '{error}' >&2\nexit {code}"
        script.write_text(f"#!/bin/sh\n{says}")
        script.chmod(0o755)
        return script

    return make


@pytest.fixture(autouse=True)
def _bare_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("RESV_MONGOD", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "path") + os.pathsep + "/bin")
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)


def test_the_one_that_was_named_comes_first(
    make_binary: MakeBinary, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_binary("path", "6.0.5")
    named = make_binary("named", "7.0.28")
    monkeypatch.setenv("RESV_MONGOD", str(named))
    assert choose(None) == Binary(named, 7)
    given = make_binary("given", "8.0.1")
    assert choose(None, given=given) == Binary(given, 8)


def test_the_one_on_the_path_comes_before_the_one_that_came_along(
    make_binary: MakeBinary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    came_along = choose(None)
    assert came_along.path.parts[-4:] == ("fiftyone", "db", "bin", "mongod")
    on_path = make_binary("path", "7.0.1")
    monkeypatch.setenv("PATH", str(on_path.parent))
    assert choose(None).path == on_path


def test_the_version_of_the_data_decides(
    make_binary: MakeBinary, monkeypatch: pytest.MonkeyPatch
) -> None:
    seven = make_binary("named", "7.0.28")
    six = make_binary("path", "6.0.5")
    monkeypatch.setenv("RESV_MONGOD", str(seven))
    assert choose(6).path == six
    assert choose(7).path == seven
    six.unlink()
    assert choose(6).path == seven


def test_data_that_no_server_here_can_read_are_told(
    make_binary: MakeBinary,
) -> None:
    make_binary("path", "7.0.28")
    with pytest.raises(CannotStart, match=r"written by MongoDB 8, .* only MongoDB 7"):
        choose(8)
    with pytest.raises(CannotStart, match=r"in one step\. Start once with MongoDB 6"):
        choose(5)


def test_no_server_at_all_is_told() -> None:
    with pytest.raises(CannotStart, match="No MongoDB server"):
        choose(None)


@pytest.mark.parametrize("where", ["path", "named"])
def test_a_server_that_is_too_old_is_told(
    make_binary: MakeBinary, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    old = make_binary(where, "4.4.29")
    if where == "named":
        monkeypatch.setenv("RESV_MONGOD", str(old))
        make_binary("path", "6.0.5")
    with pytest.raises(CannotStart, match=r"too old: .*mongod \(4\.4\.29\)"):
        choose(None)


def test_an_old_server_on_the_path_does_not_hide_a_good_one(
    make_binary: MakeBinary, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_binary("path", "4.4.29")
    good = make_binary("installed", "6.0.5")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "installed" / "resv-desktop"))
    assert choose(None).path == good


def test_a_server_gets_a_language_and_nobody_elses_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv("RESV_MONGODB_URI", "mongodb://host:secret@elsewhere/")
    assert environment()["LANG"] == "C.UTF-8"
    assert "RESV_MONGODB_URI" not in environment()


def test_a_wrong_name_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("RESV_MONGOD", str(tmp_path / "nothing"))
    with pytest.raises(CannotStart, match="MongoDB server that was named is not there"):
        choose(None)
    (tmp_path / "nothing").write_text("a letter")
    with pytest.raises(CannotStart, match="does not run or is no MongoDB server"):
        choose(None)


def test_a_missing_library_is_named(make_binary: MakeBinary) -> None:
    error = "mongod: error while loading shared libraries: libcurl.so.4: cannot open shared object"
    script = make_binary("path", "", code=127, error=error)
    script.write_text(script.read_text().replace("db version", ""))
    with pytest.raises(CannotStart, match=r"library libcurl\.so\.4 is missing") as refused:
        choose(None)
    assert "cannot open" in refused.value.details


def test_a_server_that_dies_of_the_processor_is_told(make_binary: MakeBinary) -> None:
    make_binary("path", "6.0.5", code=132)
    with pytest.raises(CannotStart, match="lacks AVX"):
        choose(None)


def test_the_processor_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cpuinfo = tmp_path / "cpuinfo"
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    cpuinfo.write_text("flags\t\t: fpu sse avx avx2\n")
    check_processor(cpuinfo)
    cpuinfo.write_text("flags\t\t: fpu sse avxfoo\n")
    with pytest.raises(CannotStart, match="lacks AVX"):
        check_processor(cpuinfo)
    check_processor(tmp_path / "not there")
    monkeypatch.setattr(platform, "machine", lambda: "arm64")
    check_processor(cpuinfo)


def test_a_program_that_is_none_is_passed_over(make_binary: MakeBinary) -> None:
    make_binary("path", "6.0.5").write_bytes(b"\x7fELF rubbish")
    with pytest.raises(CannotStart, match="No MongoDB server"):
        choose(None)
    assert mongod_binary.read_version(Path("/nowhere")) is None
