"""Whether a window can be shown here, asked before Qt is, which would end the program instead."""

import ctypes
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

# What Qt's own files need from the system, by the Debian package that has it.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
}
_X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
_PATIENCE_S = 2.0


def why_no_window(environment: Mapping[str, str] = os.environ) -> str:
    """Return one sentence that says why no window can be shown, or "" if one can."""
    if not sys.platform.startswith("linux"):
        return ""
    platform = environment.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal", "vnc"):
        return _missing(_LIBRARIES)
    if platform != "xcb" and _wayland_answers(environment):
        return _missing(_LIBRARIES)
    display = environment.get("DISPLAY", "")
    if not display:
        return (
            "There is no display to open the window on. Start it on a desktop, or try "
            '"resv-desktop demo", which needs none.'
        )
    if not _x11_answers(display):
        return f"The display {display} does not answer, so the window cannot be opened."
    return _missing(_LIBRARIES | _X11_LIBRARIES)


def _missing(libraries: Mapping[str, str]) -> str:
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    if not packages:
        return ""
    return f"The window needs these system packages: apt-get install {' '.join(packages)}"


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    return _listens(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))


def _x11_answers(display: str) -> bool:
    match = re.fullmatch(r"(?:unix)?(?P<host>[^:/]*):(?P<number>\d+)(?:\.\d+)?", display)
    if match is None:
        return Path(display).exists()
    number = int(match["number"])
    if not match["host"] or match["host"] == "unix":
        path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - the place X11 has for it
        if _listens(path) or _listens(f"\0{path}"):
            return True
    try:
        with socket.create_connection(
            (match["host"] or "localhost", 6000 + number), timeout=_PATIENCE_S
        ):
            return True
    except OSError:
        return False


def _listens(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(_PATIENCE_S)
        try:
            probe.connect(path)
        except (OSError, ValueError):
            return False
        return True
