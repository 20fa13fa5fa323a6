"""Whoever wants another green changes it once."""

import re
from pathlib import Path

import pytest

import resv_desktop
from resv_desktop.qt.resources import resource

PACKAGE = Path(resv_desktop.__file__).parent
HEX = re.compile(r"""["'\s:(]#[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{3}(?:[0-9A-Fa-f]{2})?)?\b""")
NAMED = re.compile(r"QColor\(\s*(?:\d|[\"']\w)|GlobalColor\.(?!transparent)|QColorConstants")


def test_no_colour_has_a_value_elsewhere() -> None:
    strays = [
        f"{path.relative_to(PACKAGE)}: {line.strip()}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != PACKAGE / "qt" / "colours.py"
        for line in path.read_text(encoding="utf-8").splitlines()
        if HEX.search(line) or NAMED.search(line)
    ]
    assert strays == []


@pytest.mark.parametrize("line", ['fill = "#0B5A6B"', "color: #fff;", 'QColor("red")'])
def test_a_stray_colour_would_be_found(line: str) -> None:
    assert HEX.search(line) or NAMED.search(line)


def test_signs_are_drawn_without_colour_so_that_they_can_take_any() -> None:
    for path in sorted(resource("icons").glob("*.svg")):
        if path.name != "app.svg":
            assert not HEX.search(path.read_text(encoding="utf-8")), path.name
