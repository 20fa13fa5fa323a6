"""What went on, written down for whoever looks for a bug, with the guests' numbers masked."""

import faulthandler
import logging
import logging.handlers
import os
import re
import sys
import traceback
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from resv_desktop.domain.database_uri import hide_secrets
from resv_desktop.domain.masking import mask_phones

_MOST_BYTES = 1_000_000
_KEPT = 3
_LOG, _CRASH = "resv-desktop.log", "crash.log"
_LAST_LINES = 60
_END_BYTES = 64_000
# What the log of the program shows of a number, and what that of MongoDB shows of a guest where it
# tells of a command that failed: "+xxx3456" (mongod_log.py), "name":"...", name: \"...\".
_SHOWN = (
    re.compile("…".encode() + rb"(\d{2,4})"),
    re.compile(rb'"(?=[^"]{0,40}x)[+x\s().*_/\\\x80-\xff-]{2,40}((?:\d[^"0-9]{0,3}){4})\\?"'),
    re.compile(
        rb'\b(?:name|note|phoneLast4)(?:\\?")?: ?(?:\{\\?"\$\w+\\?": ?)?\\?"((?:[^"\\]|\\[^"])+)'
    ),
)
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}")
_TIME_LENGTH = 23


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """Log files that only this user can read, also where an older one was open to others."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if os.name == "posix":
            Path(self.baseFilename).chmod(0o600)
        return open(handle, "a", encoding=self.encoding)  # noqa: PTH123 - a handle, no path

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own
        """Lose a line that the disk does not take; Python would print it, with all numbers."""


class _Discreet(logging.Formatter):
    """Writes a record without passwords and without whole phone numbers."""

    def format(self, record: logging.LogRecord) -> str:
        time, _, rest = super().format(record).partition(" | ")
        return f"{time} {discreet(rest)}"


def discreet(text: str) -> str:
    """Return a text without credentials, its phone numbers masked to the last four digits."""
    return mask_phones(hide_secrets(text))


def tell_bug(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
    """Say on the terminal what Python would say of a bug, discreetly; for sys.excepthook."""
    sys.stderr.write(discreet("".join(traceback.format_exception(kind, bug, trace))))


def write_logs_to(folder: Path, *, or_terminal: bool = True) -> None:
    """Write the program's log into a folder, in at most four files of a megabyte.

    Where that is not possible it goes to the terminal, if that is wanted, else nowhere; the
    program starts all the same.
    """
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler = _PrivateFile(
            folder / _LOG,
            maxBytes=_MOST_BYTES,
            backupCount=_KEPT,
            encoding="utf-8",
            delay=False,
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr) if or_terminal else logging.NullHandler()
    handler.setFormatter(_Discreet("%(asctime)s | %(levelname)s %(name)s: %(message)s"))
    _log_to(handler)


def log_nothing() -> None:
    """Write no log at all, neither into a file nor to the terminal."""
    _log_to(logging.NullHandler())


def _log_to(handler: logging.Handler) -> None:
    root = logging.getLogger("resv_desktop")
    for old in list(root.handlers):
        root.removeHandler(old)
        old.close()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False


def write_crashes_to(folder: Path) -> None:
    """Let Python write where the program was when the system ends it; names of code, no data."""
    try:
        handle = os.open(folder / _CRASH, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    except OSError:
        return
    faulthandler.enable(handle)  # it keeps the file open until the very end


def take_crash(folder: Path) -> str:
    """Return what was written of a crash, once; "" where there was none."""
    try:
        written = (folder / _CRASH).read_text(encoding="utf-8", errors="replace")
        if written:
            os.truncate(folder / _CRASH, 0)
    except OSError:
        return ""
    return discreet(written).strip()


def last_lines(folder: Path) -> str:
    """Return the end of the program's log."""
    lines = _end_of(folder / _LOG)
    if len(lines) < _LAST_LINES:  # the rest was set aside a moment ago
        lines = _end_of(folder / f"{_LOG}.1") + lines
    return discreet_lines("\n".join(lines[-_LAST_LINES:]))


def discreet_lines(text: str) -> str:
    """Return a text that may hold lines of the log as discreet() does, their times kept whole."""
    return "\n".join(_discreet(line) for line in text.split("\n"))


def forget_guests(folder: Path) -> int:
    """Blot out what the logs still show of guests, as their last digits; return how often.

    Each is replaced where it stands, so that whoever writes goes on meanwhile. Raises OSError.
    """
    found = 0
    for log in sorted(folder.glob("*.log*")):
        with log.open("r+b", buffering=0) as file:
            text = file.read()
            for shown in _SHOWN:
                for match in shown.finditer(text):
                    file.seek(match.start(1))
                    file.write(b"x" * len(match[1]))
                    found += 1
    return found


def _end_of(log: Path) -> list[str]:
    try:
        with log.open("rb") as file:
            length = file.seek(0, 2)
            file.seek(max(0, length - _END_BYTES))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return []
    return lines[1:] if length > _END_BYTES else lines


def _discreet(line: str) -> str:
    stamp, rest = line[:_TIME_LENGTH], line[_TIME_LENGTH:]
    # A time looks like a number with many digits, and is none that needs to be hidden.
    return f"{stamp}{discreet(rest)}" if _TIME.fullmatch(stamp) else discreet(line)
