"""Make the installer for Windows of the built folder: `python .../installer.py FOLDER DIST`.

It needs makensis (NSIS 3.08 or newer), which also runs on Linux: so the script is compiled in the
tests, on a folder that only looks like the program.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

from resources.package.icons import write_ico  # noqa: E402 - found by the line above
from resv_desktop import __version__  # noqa: E402 - likewise


def main() -> int:
    """Make the installer; print its path and size."""
    folder, dist = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    program = shutil.which("makensis")
    if program is None:
        print("makensis is missing: install NSIS 3.08 or newer.", file=sys.stderr)
        return 1
    dist.mkdir(parents=True, exist_ok=True)
    icon = write_ico(folder.parent / "app.ico")
    installer = dist / f"resv-desktop-{__version__}-setup.exe"
    defines = {
        "VERSION": __version__,
        "NUMBERS": numbers(__version__),
        "FOLDER": folder,
        "ICON": icon,
        "LICENCE": ROOT / "LICENSE",
        "OUT": installer,
    }
    made = subprocess.run(
        [
            program,
            *("-V4", "-WX"),  # each file is told, and a warning is a fault
            *(f"-D{name}={value}" for name, value in defines.items()),
            str(HERE / "resv-desktop.nsi"),
        ],
        check=False,
        capture_output=True,
        text=True,
        errors="replace",
    )
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    told = len(re.findall(r'^File: "', made.stdout, re.MULTILINE))
    if made.returncode or told != files:
        print(made.stdout, made.stderr, file=sys.stderr)
        print(f"{told} of {files} files are in the installer.", file=sys.stderr)
        return 1
    print(f"{installer}: {installer.stat().st_size >> 20} MB")
    return 0


def numbers(version: str) -> str:
    """Return a version as the four numbers that Windows keeps: "0.1.0rc1" is 0.1.0.0."""
    found = re.findall(r"\d+", re.split(r"[a-z+]", version)[0])
    return ".".join([*found, "0", "0", "0"][:4])


if __name__ == "__main__":
    sys.exit(main())
