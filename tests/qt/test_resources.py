"""The resources are found in a checkout and in the frozen program."""

import sys
from pathlib import Path

import pytest

from resv_desktop.qt.resources import resource


def test_in_a_checkout_the_folder_lies_beside_the_package() -> None:
    assert resource("icons", "ring.svg").is_file()


def test_in_the_frozen_program_it_lies_where_it_was_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource("icons") == tmp_path / "resources" / "icons"
