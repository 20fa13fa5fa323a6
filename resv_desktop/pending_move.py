"""What this station remembers of a move that it began: enough to end it well after a crash."""

import json
import logging
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bson import ObjectId

from resv_desktop.settings import read_json, write_private

logger = logging.getLogger(__name__)

FILE = "move.json"
# Linux counts when a process began from the start of the machine, by a clock that is put right
# meanwhile: the same process has then begun some seconds earlier or later.
_PUT_RIGHT_BY_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingMove:
    """A move that has begun; the addresses hold no password, "" is the managed MongoDB.

    pid and began_at tell the process that moves the book, as long as it lives.
    """

    move: str
    from_uri: str
    from_database: str
    to_uri: str
    to_database: str
    pid: int
    began_at: float

    @classmethod
    def of_this_process(
        cls, move: str, from_uri: str, from_database: str, to_uri: str, to_database: str
    ) -> "PendingMove":
        """Return a move that this process begins."""
        import psutil

        here = psutil.Process(os.getpid())
        return cls(
            move=move,
            from_uri=from_uri,
            from_database=from_database,
            to_uri=to_uri,
            to_database=to_database,
            pid=here.pid,
            began_at=here.create_time(),
        )

    def is_under_way(self) -> bool:
        """Whether the process that moves the book still lives and is at it."""
        if not self.pid:
            return False
        import psutil

        try:
            began_at = psutil.Process(self.pid).create_time()
        except psutil.Error:
            return False
        return bool(abs(began_at - self.began_at) < _PUT_RIGHT_BY_S)


def remember(config: Path, pending: PendingMove) -> None:
    """Keep it before anything is done."""
    write_private(config / FILE, json.dumps(asdict(pending), indent=2))


def end(config: Path, pending: PendingMove) -> None:
    """Keep that nobody is at it any more; what it has left is for the next start to settle.

    Where that cannot be kept, it is seen by the process that has ended.
    """
    try:
        remember(config, replace(pending, pid=0))
    except OSError as error:
        logger.warning("the end of a move was not kept: %s", type(error).__name__)


def has_begun(config: Path) -> bool:
    """Whether there is anything to recall."""
    return (config / FILE).exists()


def recall(config: Path) -> PendingMove | None:
    """Return the move that was begun and not ended, or None."""
    try:
        return _understood(read_json(config / FILE))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError) as error:
        logger.warning("what was kept of a move makes no sense: %s", type(error).__name__)
        return None


def _understood(kept: dict[str, Any]) -> PendingMove:
    """Return the move that was kept; raise ValueError or TypeError where it is none."""
    pending = PendingMove(**kept)
    texts = (pending.from_uri, pending.from_database, pending.to_uri, pending.to_database)
    if not (
        ObjectId.is_valid(pending.move)
        and all(isinstance(text, str) for text in (pending.move, *texts))
        and type(pending.pid) is int
        and pending.pid >= 0
        and isinstance(pending.began_at, int | float)
    ):
        raise ValueError("what was kept is of another kind")
    return pending


def forget(config: Path) -> None:
    """Keep nothing of it any longer."""
    (config / FILE).unlink(missing_ok=True)
