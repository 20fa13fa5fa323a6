"""What is inside of the package is written down whole, for those who look for holes in it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from resv_desktop import __version__
from resv_desktop.parts import parts

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("dist")
    script = ROOT / "resources" / "package" / "sbom.py"
    subprocess.run([sys.executable, script, folder], check=True, timeout=120, cwd=folder)
    (file,) = folder.iterdir()
    assert file.name.startswith(f"resv-desktop-{__version__}-")
    assert file.name.endswith(".cdx.json")
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_all_that_about_tells_stands_in_it_and_nothing_else(written: dict[str, Any]) -> None:
    told = {(part.name, part.version) for part in parts(ROOT / "resources")}
    root = written["metadata"]["component"]
    stands = {(c["name"], c["version"]) for c in (root, *written["components"])}
    assert written["bomFormat"] == "CycloneDX"
    assert {_plain(*of) for of in stands} == {_plain(*of) for of in told}


def _plain(name: str, version: str) -> tuple[str, str]:
    return name.lower().replace("_", "-").replace(".", "-"), version


def test_each_has_a_licence_and_a_name_by_which_holes_are_listed(written: dict[str, Any]) -> None:
    by_name = {component["name"]: component for component in written["components"]}
    for component in by_name.values():
        assert component["licenses"], component["name"]
        assert component["purl"].startswith("pkg:"), component["name"]
    server = by_name["MongoDB"]
    assert server["licenses"] == [{"license": {"id": "SSPL-1.0"}}]
    assert f":mongodb:mongodb:{server['version']}:" in server["cpe"]
    assert f":qt:qt:{by_name['Qt']['version']}:" in by_name["Qt"]["cpe"]


def test_each_hangs_on_the_program(written: dict[str, Any]) -> None:
    needs = {d["ref"]: d.get("dependsOn", []) for d in written["dependencies"]}
    reached: set[str] = set()
    open_ = [written["metadata"]["component"]["bom-ref"]]
    while open_:
        ref = open_.pop()
        if ref not in reached:
            reached.add(ref)
            open_ += needs.get(ref, [])
    assert {component["bom-ref"] for component in written["components"]} <= reached
