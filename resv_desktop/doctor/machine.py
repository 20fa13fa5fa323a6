"""What the machine tells about itself: system, versions, folders and the room on its disk."""

import importlib.metadata
import os
import platform
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from resv_desktop import __version__
from resv_desktop.autostart import autostart
from resv_desktop.disk_space import (
    MINIMUM_FREE_BYTES,
    disk_of,
    free_bytes,
    size,
    total_bytes,
    used_bytes,
)
from resv_desktop.domain.errors import CannotStart, Outage
from resv_desktop.settings import BACKUPS, Folders
from resv_desktop.store.lan_port import LanPort
from resv_desktop.store.mongod_binary import check_processor, choose, read_version
from resv_desktop.store.mongod_folder import DataFolder
from resv_desktop.store.platforms import Address
from resv_desktop.store.stations import Stations

_OLD_BACKUP = timedelta(days=3)
_DEAF = (
    "Other stations do not reach this machine at {places}: its database does not listen there. "
    "Look which other program uses the port; Stations in the menu says what to do."
)
_PACKAGES = {
    "Qt (PySide6)": "PySide6-Essentials",
    "PyMongo": "pymongo",
    "phone numbers": "phonenumberslite",
    "time zones": "tzdata",
    "psutil": "psutil",
}


def program() -> dict[str, str]:
    """Return the versions of the program and of what it is built upon."""
    kind = "the package" if getattr(sys, "frozen", False) else "a checkout or a pip install"
    facts = {"resv-desktop": f"{__version__}, {kind}", "Python": platform.python_version()}
    return facts | {name: _version(package) for name, package in _PACKAGES.items()}


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return "not told"


def machine() -> tuple[dict[str, str], list[str]]:
    """Return what kind of machine this is, and what about it needs a look."""
    concerns: list[str] = []
    try:
        check_processor()
        avx = "fit for MongoDB"
    except CannotStart as lack:
        avx = "without AVX"
        concerns.append(lack.sentence)
    memory = psutil.virtual_memory()
    now = datetime.now().astimezone()
    up = now.timestamp() - psutil.boot_time()
    display = [name for name in ("WAYLAND_DISPLAY", "DISPLAY") if os.environ.get(name)]
    facts = {
        "system": f"{_system()}, {platform.system()} {platform.release()}",
        "processor": f"{platform.machine()}, {os.cpu_count()} cores, {avx}",
        "memory": f"{size(memory.available)} of {size(memory.total)} available",
        "on since": f"{up / 3600:.0f} h",
        "clock": f"{now:%Y-%m-%d %H:%M:%S %z} ({now.tzname()})",
        "display": ", ".join(display) or "none",
    }
    return facts, concerns


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)


def start_by_itself(folders: Folders) -> dict[str, str]:
    """Return whether the window opens after the log-in, as the system keeps it."""
    try:
        is_on = autostart(folders).is_on()
    except OSError as error:
        return {"starts after the log-in": f"not told ({error.strerror})"}
    return {"starts after the log-in": "yes" if is_on else "no"}


def folders_and_disk(folders: Folders) -> tuple[dict[str, str], list[str]]:
    """Return where things are and how much room they have, and what of it needs a look."""
    facts: dict[str, str] = {}
    concerns: list[str] = []
    disks: set[int] = set()
    for name in ("data", "logs", "config", "cache", "runtime"):
        folder: Path = getattr(folders, name)
        free = free_bytes(folder)
        if not folder.exists():
            kept = "not there yet"
        elif not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            kept = "no right to use it"
            concerns.append(f"The folder {folder} cannot be used by this user.")
        else:
            kept = f"{size(used_bytes(folder))} in it"
        facts[name] = f"{folder}: {kept}, {size(free)} of {size(total_bytes(folder))} free"
        disk = disk_of(folder)
        if free < MINIMUM_FREE_BYTES and name in ("data", "logs") and disk not in disks:
            disks.add(disk)
            concerns.append(
                f"The disk is nearly full: {size(free)} are free in {folder}, and the database "
                f"needs {size(MINIMUM_FREE_BYTES)} to start."
            )
    return facts, concerns


def last_backup(folders: Folders, now: datetime) -> tuple[dict[str, str], list[str]]:
    """Return when the last backup was made that this home keeps, and what of that needs a look.

    Before the first one that is only a folder that takes none: it is made within a day.
    """
    folder = folders.data / BACKUPS
    concerns = []
    if os.path.lexists(folder) and not (
        folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    ):
        concerns.append(f"No backup can be saved in {folder}: it is no folder that can be used.")
    made = {path: path.stat() for path in folder.glob("*.resvbackup")}
    if not made:
        return {"last": "never"}, concerns
    # One from the future was made while the clock was wrong, and may be the oldest of all.
    past = {path: facts for path, facts in made.items() if facts.st_mtime <= now.timestamp()}
    path, facts = max((past or made).items(), key=lambda one: one[1].st_mtime)
    ago = now - datetime.fromtimestamp(facts.st_mtime, now.tzinfo)
    hours = ago.total_seconds() / 3600
    told = {
        "last": f"{path.name}, {size(facts.st_size)}, {hours:.0f} h ago",
        "kept": str(len(made)),
    }
    if ago > _OLD_BACKUP:
        concerns.append(f"The last backup was made {ago.days} days ago.")
    return told, concerns


def sharing(folders: Folders, database: str) -> tuple[dict[str, str], list[str]]:
    """Return whether other stations use the book of this machine, where, and how many may.

    Where it is shared and they do not reach it, that needs a look.
    """
    folder = DataFolder(folders.data)
    port = LanPort(folder.path)
    if port.port is None:
        return {"shared": "no"}, []
    addresses = port.addresses
    where = ", ".join(f"{address}:{port.port}" for address in addresses)
    facts = {
        "shared": f"yes, at {where}" if where else f"yes, at port {port.port}, but in no network",
        "stations": _stations(folder, database),
    }
    trouble = port.trouble_at(addresses)
    if trouble:
        return facts, [trouble]
    deaf = _not_served(folder, addresses, port.port)
    return facts, [_DEAF.format(places=", ".join(deaf))] if deaf else []


def _not_served(folder: DataFolder, addresses: Sequence[str], port: int) -> list[str]:
    """Return where the server that runs does not listen, though it is said that it does."""
    server = folder.server()
    if server is None:
        return []
    try:
        connections = server.net_connections("inet")
    except psutil.Error:  # it has ended, or the system does not tell
        return []
    served = {each.laddr for each in connections if each.status == psutil.CONN_LISTEN}
    return [f"{address}:{port}" for address in addresses if (address, port) not in served]


def _stations(folder: DataFolder, database: str) -> str:
    server = folder.running()
    if server is None:
        return "not told, no database runs"
    try:
        found = Stations(Address(server.host, ()), folder.key(), database).all()
    except Outage:  # what is said of the database says more
        return "not told, the database does not answer"
    return f"{len(found)}, {sum(station.is_connected for station in found)} of them connected"


def managed_server(folders: Folders) -> dict[str, str]:
    """Return which MongoDB server this home has, and whether it runs. Raises CannotStart."""
    folder = DataFolder(folders.data)
    server, major = folder.server(), folder.major()
    facts = {
        "its process": f"{server.pid}" if server else "none runs",
        "its data": f"of MongoDB {major}" if major else "none yet",
    }
    binary = choose(major)
    version = read_version(binary.path)
    return facts | {"its program": f"{binary.path}, {version[1] if version else 'of no version'}"}
