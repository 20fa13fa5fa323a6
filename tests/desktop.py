"""A desktop for tests: a virtual screen with a window manager, and hands on its keyboard."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

FROM_SOURCE = (sys.executable, "-m", "resv_desktop")
_PATIENCE_S = 30.0


def wait_until(
    what: str,
    is_so: Callable[[], bool],
    patience_s: float = _PATIENCE_S,
    every_s: float = 0.05,
) -> None:
    """Return once is_so() holds; fail with `what` when it takes too long."""
    end = time.monotonic() + patience_s
    while not is_so():
        assert time.monotonic() < end, f"waited {patience_s:.0f} s in vain until {what}"
        time.sleep(every_s)


class Desktop:
    """One virtual screen. Keys go to the window that has the focus, as a person's would."""

    def __init__(self, display: str) -> None:
        self.display = display
        self.extras: dict[str, str] = {}  # what else its programs find in their environment

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a program on this screen."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "WAYLAND"))}
        kept.pop("RESV_MONGODB_URI", None)
        here = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        return {**kept, **here, **self.extras, **more}

    def do(self, *arguments: str) -> str:
        """Run xdotool; return what it prints."""
        return subprocess.run(
            ["xdotool", *arguments],
            env=self.environment(),
            check=True,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        ).stdout

    def type(self, text: str) -> None:
        """Type a text."""
        self.do("type", "--delay", "15", text)

    def press(self, *keys: str) -> None:
        """Press keys one after the other, by their X names."""
        for key in keys:
            self.do("key", "--delay", "15", key)

    def title(self) -> str:
        """Return the title of the window with the focus, or ""."""
        result = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"],
            env=self.environment(),
            check=False,
            capture_output=True,
            text=True,
            timeout=_PATIENCE_S,
        )
        return result.stdout.strip()

    def is_managed(self) -> bool:
        """Return whether a window manager has taken over the screen."""
        asked = subprocess.run(
            ["xdotool", "get_desktop"], env=self.environment(), check=False, capture_output=True
        )
        return asked.returncode == 0

    def wait_for_title(self, part: str) -> None:
        """Wait until a window whose title has this part has the focus."""
        wait_until(f"a window {part!r} is in front", lambda: part in self.title())


@contextmanager
def virtual_desktop(size: str = "1280x800x24") -> Iterator[Desktop]:
    """Start a screen and a window manager on it; end both afterwards."""
    read, write = os.pipe()
    # A screen begins anew when its last program leaves, and takes along who is just coming.
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp", "-noreset"],
        pass_fds=[write],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as answer:
        number = answer.readline().strip()
    assert number, "Xvfb did not start"
    desktop = Desktop(f":{number}")
    manager = subprocess.Popen(
        ["openbox"],
        env=desktop.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        # A window that is there before the manager may be left without the keys by it.
        wait_until("the windows are managed", desktop.is_managed)
        yield desktop
    finally:
        for process in (manager, screen):
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE_S)


@contextmanager
def program(
    desktop: Desktop, home: Path, *arguments: str, command: Sequence[str] = FROM_SOURCE
) -> "Iterator[subprocess.Popen[str]]":
    """Start the program on a desktop, in a home of its own; kill it if the test fails."""
    process = subprocess.Popen(
        [*command, "--home", str(home), *arguments],
        env=desktop.environment(HOME=str(home)),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=_PATIENCE_S)
