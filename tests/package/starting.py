"""How long the installed program takes to its first window, beside the same from its source."""

import ctypes
import os
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.desktop import Desktop, wait_until

_NOBODY = "mongodb://127.0.0.1:9/?directConnection=true"  # the window comes before the book
_SUBSTRUCTURE_NOTIFY, _MAP_NOTIFY = 1 << 19, 19  # X.h
_ROUNDS = 7


class _Screen:
    """Hears of every window that appears on a display."""

    def __init__(self, display: str) -> None:
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x11.XOpenDisplay(display.encode()))
        root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._display))
        self._x11.XSelectInput(self._display, root, ctypes.c_long(_SUBSTRUCTURE_NOTIFY))
        self._x11.XSync(self._display, 1)  # what appeared before is forgotten

    def has_new_window(self) -> bool:
        """Whether one has appeared since it was asked last."""
        event = (ctypes.c_long * 24)()
        while self._x11.XPending(self._display):
            self._x11.XNextEvent(self._display, event)
            if ctypes.cast(event, ctypes.POINTER(ctypes.c_int))[0] == _MAP_NOTIFY:
                return True
        return False

    def close(self) -> None:
        """Leave the display."""
        self._x11.XCloseDisplay(self._display)


@contextmanager
def _screen(display: str) -> Iterator[_Screen]:
    screen = _Screen(display)
    try:
        yield screen
    finally:
        screen.close()


def _start(desktop: Desktop, home: Path, command: Sequence[str]) -> float:
    with _screen(desktop.display) as screen:
        began = time.monotonic()
        process = subprocess.Popen(
            [*command, "--home", str(home / "s"), "--uri", _NOBODY],
            env=desktop.environment(HOME=str(home), PYTHONPYCACHEPREFIX=str(home / "pyc")),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_until("a window appears", screen.has_new_window, every_s=0.001)
            return time.monotonic() - began
        finally:
            process.kill()
            process.wait()


def seconds_to_a_window(
    desktop: Desktop, homes: Sequence[Path], commands: Sequence[Sequence[str]]
) -> list[float]:
    """Return the median of each command; they take turns, and each has started before."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    took: list[list[float]] = [[] for _ in commands]
    for turn in range(_ROUNDS + 1):
        for index, (home, command) in enumerate(zip(homes, commands, strict=True)):
            seconds = _start(desktop, home, command)
            if turn:
                took[index].append(seconds)
    return [median(times) for times in took]
