"""Windows: a port on this computer only, and a Job Object that ends the server with the program."""

import contextlib
import ctypes
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from resv_desktop.settings import write_private
from resv_desktop.store.platforms.address import Address

PORT_FILE = "port"
PORTS = range(1024, 65536)
KILL_ON_JOB_CLOSE = 0x2000  # JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE
EXTENDED_LIMIT_INFORMATION = 9  # JobObjectExtendedLimitInformation
CREATE_NO_WINDOW = 0x08000000
CREATE_NEW_PROCESS_GROUP = 0x00000200


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("per_process_user_time", ctypes.c_int64),
        ("per_job_user_time", ctypes.c_int64),
        ("limit_flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_process_limit", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority_class", ctypes.c_uint32),
        ("scheduling_class", ctypes.c_uint32),
    )


class _ExtendedLimits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("io", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class Windows:
    """The server listens on 127.0.0.1 at a port that the data folder remembers."""

    binary_name = "mongod.exe"

    def __init__(self, kernel32: Any = None) -> None:
        if kernel32 is None and sys.platform == "win32":
            kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
            kernel32.CreateJobObjectW.restype = ctypes.c_void_p
        self._kernel32 = kernel32
        self._job: int | None = None

    def address(self, data: Path, runtime: Path) -> Address:  # noqa: ARG002 - no sockets here
        """Return the remembered port while it is free or ours, else a new one."""
        file = data / PORT_FILE
        try:
            port = int(file.read_text(encoding="ascii"))
        except (OSError, ValueError):
            port = 0
        if port not in PORTS or not _is_free(port):
            port = _free_port()
            write_private(file, str(port))
        return Address(f"127.0.0.1:{port}", ("--bind_ip", "127.0.0.1", "--port", str(port)))

    def can_connect(self, address: Address) -> bool:
        """Tell whether somebody listens at the port."""
        host, port = address.host.split(":")
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex((host, int(port))) == 0

    def spawn(
        self, command: Sequence[str], environment: dict[str, str], output: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start the server without a console window, inside the job of this program."""
        process = subprocess.Popen(
            list(command),
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            creationflags=CREATE_NO_WINDOW | CREATE_NEW_PROCESS_GROUP
            if sys.platform == "win32"
            else 0,
        )
        self.tie(int(getattr(process, "_handle", 0)))
        return process

    def tie(self, handle: int) -> None:
        """Put a process into the job that the system closes, and ends, with this program."""
        if self._kernel32 is None:
            return
        if self._job is None:
            self._job = self._kernel32.CreateJobObjectW(None, None)
            limits = _ExtendedLimits()
            limits.basic.limit_flags = KILL_ON_JOB_CLOSE
            self._kernel32.SetInformationJobObject(
                ctypes.c_void_p(self._job),
                EXTENDED_LIMIT_INFORMATION,
                ctypes.byref(limits),
                ctypes.sizeof(limits),
            )
        self._kernel32.AssignProcessToJobObject(ctypes.c_void_p(self._job), ctypes.c_void_p(handle))

    def ask_to_stop(self, pid: int, shut_down: Callable[[], None]) -> None:  # noqa: ARG002 - there are no signals
        """Say it in the database's own words: Windows has no SIGTERM."""
        shut_down()

    def lock(self, file: IO[bytes]) -> bool:
        """Take the file's first byte, which Windows gives back when the program ends."""
        if sys.platform == "win32":
            import msvcrt

            with contextlib.suppress(OSError):
                file.seek(0)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                return True
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
