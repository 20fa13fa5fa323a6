"""The two files that the managed server writes its words into: its log, and what it says before."""

import contextlib
import logging
import time
from collections.abc import Callable
from pathlib import Path

from pymongo.errors import PyMongoError

from resv_desktop.domain.errors import CannotStart
from resv_desktop.domain.words import Sentence
from resv_desktop.store import mongod_log

logger = logging.getLogger(__name__)

ROTATE_AGAIN_S = 60.0  # a log that could not be set aside is no reason to ask all the time
_MOST_WORDS = 2_000


class ServerFiles:
    """Both are for this user only; the log is kept short, and no guest's number is whole in it."""

    def __init__(self, folder: Path) -> None:
        self.log = folder / "mongod.log"
        self.output = folder / "mongod-start.log"
        self._blotter = mongod_log.Blotter(self.log)
        self._no_rotation_until_s = 0.0

    def make(self) -> int:
        """Make them for a start; return where its words begin in the log. Raises CannotStart."""
        try:
            self.log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._blotter.blot()  # what a killed program could not
            start = mongod_log.rotate(self.log)
            for file in (self.log, self.output):
                file.touch(mode=0o600)
                file.open("ab").close()
            return start
        except OSError as error:
            raise CannotStart(
                Sentence(
                    "The folder {folder} cannot be written to ({why}). The database writes its "
                    "log there: give this user the right to write in it.",
                    folder=self.log.parent,
                    why=error.strerror,
                )
            ) from error

    def last_words(self, start: int) -> str:
        """Return what the server said of its errors since a start, in its log or before it."""
        words = mongod_log.last_words(self.log, start)
        if not words:
            with contextlib.suppress(OSError):
                said = self.output.read_text(encoding="utf-8", errors="replace")
                words = said.strip()[-_MOST_WORDS:]
        return words

    def blot(self) -> None:
        """Blot the numbers out that have come since."""
        self._blotter.blot()

    def keep_short(self, ask_to_rotate: Callable[[], None]) -> None:
        """Set a large log aside while the server runs, which may be for months."""
        if not mongod_log.is_large(self.log) or time.monotonic() < self._no_rotation_until_s:
            return
        self._no_rotation_until_s = time.monotonic() + ROTATE_AGAIN_S
        try:
            ask_to_rotate()
        except (PyMongoError, CannotStart) as error:
            logger.warning("the database's log was not set aside: %s", type(error).__name__)
        aside = mongod_log.take_aside(self.log)
        if aside is not None:
            self._blotter.turn_to_new(aside)
