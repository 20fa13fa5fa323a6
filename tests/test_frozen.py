"""What the installed program does that its source does not."""

import os
import subprocess
import sys

import pytest

from resv_desktop.frozen import give_libraries_back, is_frozen, speak_utf8

_BEFORE = ("LD_LIBRARY_PATH", "LD_LIBRARY_PATH_ORIG", "PYINSTALLER_RESET_ENVIRONMENT")


@pytest.fixture
def _as_started_by_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in _BEFORE:
        monkeypatch.setenv(name, "/inside")  # so that it is put back afterwards
    monkeypatch.delenv("PYINSTALLER_RESET_ENVIRONMENT")
    monkeypatch.setattr(sys, "frozen", True, raising=False)


@pytest.mark.parametrize("original", ["/the/systems", ""])
@pytest.mark.usefixtures("_as_started_by_the_system")
def test_what_it_starts_finds_the_libraries_of_the_system(
    monkeypatch: pytest.MonkeyPatch, original: str
) -> None:
    if original:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", original)
    else:
        monkeypatch.delenv("LD_LIBRARY_PATH_ORIG")
    give_libraries_back()
    told = subprocess.run(["env"], check=True, capture_output=True, text=True).stdout.splitlines()
    here = dict(line.partition("=")[::2] for line in told if line.startswith("LD_"))
    assert here == ({"LD_LIBRARY_PATH": original} if original else {})
    assert "PYINSTALLER_RESET_ENVIRONMENT=1" in told, "the program itself finds its own again"


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({}, "LC_CTYPE", "C.UTF-8"),
        ({"LANG": "C"}, "LANG", "C.UTF-8"),
        ({"LC_ALL": "POSIX", "LANG": "de_DE.UTF-8"}, "LC_ALL", "C.UTF-8"),
        ({"LANG": "he_IL.UTF-8"}, "LANG", "he_IL.UTF-8"),
    ],
)
@pytest.mark.usefixtures("_as_started_by_the_system")
def test_it_writes_utf_8_where_no_language_is_set(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str], name: str, value: str
) -> None:
    for variable in ("LC_ALL", "LC_CTYPE", "LANG"):
        monkeypatch.setenv(variable, "")  # so that it is put back afterwards
        monkeypatch.delenv(variable)
    for variable, said in given.items():
        monkeypatch.setenv(variable, said)
    speak_utf8()
    assert os.environ[name] == value
    assert {n for n in ("LC_ALL", "LC_CTYPE", "LANG") if n in os.environ} == {*given, name}


def test_from_its_source_it_leaves_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    monkeypatch.setenv("LANG", "C")
    before = dict(os.environ)
    assert not is_frozen()
    give_libraries_back()
    speak_utf8()
    assert dict(os.environ) == before
