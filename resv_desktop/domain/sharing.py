"""Who may use the book of this machine, and where it is reached."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinedStation:
    """Another machine that may use the book of this one, until it is removed."""

    id: str
    name: str
    joined_at: datetime | None
    is_connected: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How this machine is shared: where it is reached, by whom, and what is in the way."""

    is_on: bool
    addresses: tuple[str, ...]
    port: int
    stations: tuple[JoinedStation, ...]
    trouble: str  # a Sentence why it is on and yet cannot be reached, or ""
