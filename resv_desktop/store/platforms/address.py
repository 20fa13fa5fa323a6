"""Where the database of this station can be reached, and what each system must be able to do."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote_plus


@dataclass(frozen=True, slots=True)
class Address:
    """One place the server listens on, and nothing else.

    host is the name of the one member of the replica set: a socket's path, or host:port.
    """

    host: str
    arguments: tuple[str, ...]

    @property
    def is_socket(self) -> bool:
        """Whether nobody outside this computer's file system can reach it."""
        return self.host.endswith(".sock")

    def shared(self, addresses: Sequence[str], port: int, certificate: Path) -> tuple[str, ...]:
        """Return the arguments of a server that listens here and, with TLS, at addresses of a LAN.

        A server that demanded TLS would demand it on its own socket as well, and there it does
        not speak it itself; so it only offers TLS, and stations insist on it. It has one port
        only: where it listens on one of this computer (Windows), that is the port of the LAN, too.
        """
        at = self.arguments.index("--bind_ip") + 1
        arguments = list(self.arguments)
        arguments[at] = ",".join((arguments[at], *addresses))
        if self.is_socket:
            arguments += ["--port", str(port)]
        return (*arguments, "--tlsMode", "preferTLS", "--tlsCertificateKeyFile", str(certificate))

    @property
    def own_port(self) -> int | None:
        """The port of this computer that the server listens on in any case, if it has one."""
        return None if self.is_socket else int(self.host.rpartition(":")[2])

    def uri(self, user: str, password: str, *, source: str = "admin") -> str:
        """Return the URI with the credentials inside."""
        where = quote_plus(self.host) if self.is_socket else self.host
        return (
            f"mongodb://{quote_plus(user)}:{quote_plus(password)}@{where}/"
            f"?directConnection=true&authSource={source}"
        )


class Platform(Protocol):
    """What the managed server asks of a system."""

    @property
    def binary_name(self) -> str:
        """Return what the server's program is called."""

    def address(self, data: Path, runtime: Path) -> Address:
        """Choose where the server listens. Raises CannotStart."""

    def can_connect(self, address: Address) -> bool:
        """Tell whether somebody listens there."""

    def spawn(
        self, command: Sequence[str], environment: dict[str, str], output: IO[bytes]
    ) -> subprocess.Popen[bytes]:
        """Start the server, tied to the life of the calling thread's program."""

    def ask_to_stop(self, pid: int, shut_down: Callable[[], None]) -> None:
        """Ask a server to end in order; shut_down says it in the database's own words."""

    def lock(self, file: IO[bytes]) -> bool:
        """Take this file for this program, until it is closed; False if another has it."""
